//! Data in scripts, and HTML comments -> the day of publication, when nothing better tells it.
//!
//! Scripts hold the state of whole sites: other articles, their comments, their writers. A date counts only under a key
//! that means publication, and only if all such dates are of one day, or one stands by the page's own title.

use super::candidates::{Claim, Place};
use super::date::DateReader;
use super::date::labels::{self, Label};
use super::text::collapse;
use crate::article::{Source, Timestamp};
use crate::dom::{Document, Kind, NodeId, Scripts, Tag};

/// Bytes of scripts that are searched on one page.
const MAX_BYTES: usize = 4_000_000;

/// Dates that are compared; more are a listing.
const MAX_DATES: usize = 400;

/// Bytes between a title and a date of the same object.
const MAX_TITLE_DISTANCE: usize = 6_000;

/// Bytes of a value.
const MAX_VALUE_BYTES: usize = 48;

/// Bytes of a comment that may tell when the page was published.
const MAX_COMMENT_BYTES: usize = 200;

/// Parts of the keys that mean publication, in the two cases they begin with.
const STEMS: [&str; 4] = ["ublish", "ublication", "ubDate", "ubdate"];

/// The day of publication that the page's scripts or comments tell. `title` is the page's own.
pub(super) fn published(
    page: Scripts<'_>,
    title: Option<&str>,
    dates: DateReader,
) -> Option<Claim<Timestamp>> {
    let doc = page.tree;
    let (mut found, mut budget) = (Vec::new(), MAX_BYTES);
    let mut comment = None;
    for id in doc.descendants(NodeId::DOCUMENT) {
        match doc.kind(id) {
            Kind::Element if doc.tag(id) == Tag::Script && found.len() < MAX_DATES => {
                let text = page.body(id);
                if let Some(left) = budget.checked_sub(text.len()) {
                    budget = left;
                    in_script(&text, id, title, dates, &mut found);
                }
            }
            Kind::Comment if comment.is_none() => comment = in_comment(doc, id, dates),
            _ => {}
        }
    }
    one_of(found).or(comment)
}

/// A date in a script and how far from the page's title it stands.
type Found = (usize, Claim<Timestamp>);

fn one_of(mut found: Vec<Found>) -> Option<Claim<Timestamp>> {
    found.sort_by_key(|(distance, _)| *distance);
    let (distance, first) = found.first()?;
    let same = found.iter().all(|(_, claim)| claim.value.day() == first.value.day());
    (same || *distance <= MAX_TITLE_DISTANCE).then(|| first.clone())
}

fn in_script(text: &str, script: NodeId, title: Option<&str>, dates: DateReader, found: &mut Vec<Found>) {
    let titles: Vec<usize> = title
        .filter(|title| title.chars().count() >= 8)
        .map(|title| memchr::memmem::find_iter(text.as_bytes(), title).take(MAX_DATES).collect())
        .unwrap_or_default();
    for stem in STEMS {
        for at in memchr::memmem::find_iter(text.as_bytes(), stem) {
            let Some((key, raw, start)) = property(text, at) else { continue };
            let Some(value) = dates.declared(raw).filter(|v| v.day().is_some()) else { continue };
            let distance = titles.iter().map(|t| t.abs_diff(start)).min().unwrap_or(usize::MAX);
            let place = Place::new(Source::Script(collapse(key)), script);
            found.push((distance, Claim { value, raw: collapse(raw), place }));
            if found.len() >= MAX_DATES {
                return;
            }
        }
    }
}

/// The key around `at` and its value, if it is one of publication: `"datePublished":"2025-06-14"`, `publishedAt = '...'`,
/// with the quotes escaped or not. And where it starts.
fn property(text: &str, at: usize) -> Option<(&str, &str, usize)> {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let bytes = text.as_bytes();
    let start = at - bytes.get(at.saturating_sub(40)..at)?.iter().rev().take_while(|b| is_name(b)).count();
    let end = at + bytes.get(at..)?.iter().take(40).take_while(|b| is_name(b)).count();
    let key = text.get(start..end)?;
    if !means_publication(key) {
        return None;
    }
    let is_space = |b: &u8| matches!(b, b'\\' | b'"' | b'\'' | b' ' | b'\n' | b'\t');
    let skip =
        |from: usize| Some(from + bytes.get(from..)?.iter().take(24).take_while(|b| is_space(b)).count());
    let mark = skip(end)?;
    // A pair of arguments is a property too: `set("publishDate", "2025-06-14")`.
    let quoted = mark > end;
    match bytes.get(mark)? {
        b':' | b'=' => {}
        b',' if quoted => {}
        _ => return None,
    }
    let from = skip(mark + 1)?;
    let to = text.get(from..)?.find(['"', '\'', '\\', ';', '}', '\n', '<', '&'])?;
    let value = text.get(from..from + to)?;
    // Without quotes it is a number, which ends at the next comma.
    let value = if from == mark + 1 { value.split(',').next()? } else { value };
    ((4..=MAX_VALUE_BYTES).contains(&value.len())).then_some((key, value, start))
}

/// Whether a key means when something was published: `datePublished`, `publish_date`, `firstPublishedAt`, `pubDate`.
fn means_publication(key: &str) -> bool {
    let key: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let publication = ["publish", "publication", "pubdate"].iter().any(|stem| key.contains(stem));
    let time = ["date", "time", "at", "on"].iter().any(|word| key.ends_with(word) || key.starts_with(word))
        || key.ends_with("published")
        || key.contains("date");
    let other = ["unpublish", "republish", "modif", "update", "publisher", "last", "expir", "until", "end"];
    publication && time && !other.iter().any(|word| key.contains(word))
}

/// A comment that says when the page was published. What says when it was generated is the clock of a cache.
fn in_comment(doc: &Document, id: NodeId, dates: DateReader) -> Option<Claim<Timestamp>> {
    let text = doc.text(id);
    if text.len() > MAX_COMMENT_BYTES {
        return None;
    }
    let spotted = dates.first_in(text)?;
    let before = text.get(..spotted.start)?;
    // "Last published" is when the whole site was built.
    let label = labels::nearest(before).filter(|_| !before.to_ascii_lowercase().contains("last"));
    let raw = collapse(text.get(spotted.start..spotted.end)?);
    (label == Some(Label::Published)).then(|| Claim {
        value: spotted.value,
        raw,
        place: Place::new(Source::Comment, id),
    })
}
