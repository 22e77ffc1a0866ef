//! Dates around the story: `<time>`, classes that name a date, datelines, notes.

use super::{MAX_META_CHARS, Seen, TAIL_RANK, short_text};
use crate::article::{Source, Timestamp};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::metadata::candidates::{Candidate, Claim, Place};
use crate::metadata::class_words::{has_word, names_an_update};
use crate::metadata::date::labels::{self, Label};
use crate::metadata::date::{DateReader, Spotted};
use crate::metadata::text::{collapse, folded};
use crate::segment::{Segment, Segments};

/// Letters and digits that may stand beside a date in a line that is of nothing else: a name, a label.
const MAX_COMPANY_CHARS: usize = 30;

/// Rank of a date that counts if there is no other.
const LAST_RANK: u8 = 40;

/// Bytes of a line past which it is text, whatever dates it holds: each of them would read all of it again.
const MAX_LINE_BYTES: usize = 2_000;

/// Characters of a line that is a label and a date.
const MAX_LABELLED_CHARS: usize = 60;

/// Characters before the date of a sentence that tells when the story was published.
const MAX_NOTE_OPENING_CHARS: usize = 60;

/// Characters of the place before the date of a dateline.
const MAX_PLACE_CHARS: usize = 40;

/// Looks at an element that may be a date.
///
/// `line` is the text of the line it stands in.
pub(super) fn element(
    doc: &Document,
    id: NodeId,
    tag: Tag,
    zone: u8,
    line: &str,
    dates: DateReader,
    seen: &mut Seen,
) {
    let text = short_text(doc, id, MAX_META_CHARS);
    let class = doc.class(id);
    let attribute = [
        "datetime",
        "data-datetime",
        "data-date",
        "content",
        "data-time",
        "data-timestamp",
        "data-utime",
        "ts",
        "title",
    ];
    let declared = attribute
        .iter()
        .filter_map(|a| doc.attr_named(id, a))
        .find_map(|raw| Some((dates.declared(raw)?, raw.to_owned())));
    let text = text.unwrap_or_default();
    let printed = dates
        .first_in(&text)
        .map(|Spotted { value, start, end }| (value, text.get(start..end).unwrap_or_default().to_owned()));
    let (value, raw) = match (declared, printed) {
        // The attribute of some themes is when the page was made; what is printed as published is what was meant.
        (Some((value, _)), Some(printed)) if value.day() != printed.0.day() && labels::announces(&text) => {
            printed
        }
        (Some(declared), _) if declared.0.day().is_some() => declared,
        (_, Some(printed)) => printed,
        _ => match dates.ago(&text) {
            Some(value) => (value, text.clone()),
            None => return,
        },
    };
    let source = match tag {
        Tag::Time => Source::Element("time".into()),
        _ => Source::Text,
    };
    let claim = Claim { value, raw: collapse(&raw), place: Place::new(source, id) };
    let bare = is_bare(line, &text);
    let says_updated = is_update_label(&text) || before(doc, id).is_some_and(|t| is_update_label(&t));
    if says_updated {
        seen.modified.push(Candidate { rank: zone, claim });
    } else if names_an_update(class) && !has_word(class, &["published"]) {
        // hAtom themes call the only date they print "updated".
        seen.modified.push(Candidate { rank: zone, claim: claim.clone() });
        seen.published.push(Candidate { rank: zone + 5, claim });
    } else {
        // Printed for machines as when it was published: nothing in the story says it better.
        let exact = zone == 10 && has_word(class, &["published", "dtpublished"]);
        let rank = if exact { 2 } else { zone + u8::from(tag != Tag::Time) };
        if bare {
            seen.apart.push(Candidate { rank, claim: claim.clone() });
        }
        seen.published.push(Candidate { rank, claim });
    }
}

/// Whether a date is all of its line, or nearly, and of nothing but the story: not of something its label names.
fn is_bare(line: &str, date: &str) -> bool {
    if line.len() > MAX_LINE_BYTES {
        return false;
    }
    let company = folded(line).chars().count().saturating_sub(folded(date).chars().count());
    let label = line.find(date).and_then(|at| line.get(..at)).unwrap_or_default();
    let labelled = labels::nearest(label) == Some(Label::Published);
    labelled || company <= MAX_COMPANY_CHARS && !is_of_something_else(label)
}

/// A date that is all of a line right above the headline: better than none. Clocks tell the day of the week or stand
/// further up, and show the day the page was fetched.
pub(super) fn bare(segments: &Segments, index: usize, node: NodeId, dates: DateReader, seen: &mut Seen) {
    let line = segments.text(index);
    let Some(spotted) = dates.first_in(line) else { return };
    let has_words = |part: Option<&str>| part.unwrap_or_default().chars().any(char::is_alphabetic);
    let behind = line.get(spotted.end..).unwrap_or_default().trim();
    let is_bare = !has_words(line.get(..spotted.start)) && (!has_words(Some(behind)) || behind == "Uhr");
    let is_update = is_update_label(line) || is_update_label(label_above(segments, index));
    if is_bare && !is_update && !dates.is_today(spotted.value) {
        push(line, spotted, node, LAST_RANK, &mut seen.published);
    }
}

/// The line above another, if it may be its label: short, and no date itself.
pub(super) fn label_above(segments: &Segments, index: usize) -> &str {
    let above = index.checked_sub(1).map(|above| segments.text(above)).unwrap_or_default();
    let is_label = above.len() <= MAX_LABELLED_CHARS * 2 && !above.bytes().any(|b| b.is_ascii_digit());
    if is_label { above } else { "" }
}

/// Whether a label says what a date is of, and not that it is of publication: "Last post:", "Joined:".
fn is_of_something_else(label: &str) -> bool {
    label.trim_end().ends_with([':', '：']) && !labels::announces(label)
}

/// The text right before an element, within its parent: its label.
pub(super) fn before(doc: &Document, id: NodeId) -> Option<String> {
    let mut node = doc.previous_sibling(id);
    for _ in 0..3 {
        let sibling = node?;
        let text = match doc.kind(sibling) {
            Kind::Text => collapse(doc.text(sibling)),
            _ => short_text(doc, sibling, 60)?,
        };
        if text.chars().any(char::is_alphanumeric) {
            return Some(text);
        }
        node = doc.previous_sibling(sibling);
    }
    None
}

/// Whether the label nearest before a date says that it is of a change.
fn is_update_label(text: &str) -> bool {
    labels::nearest(text) == Some(Label::Updated)
}

/// A sentence about the story in or behind it: "This entry was posted on ...", "Dieser Beitrag wurde am ... veröffentlicht".
pub(super) fn note(text: &str, node: NodeId, dates: DateReader, seen: &mut Seen) {
    // Most lines of a story have no date near their beginning.
    let opening = text.get(..MAX_NOTE_OPENING_CHARS * 3).unwrap_or(text);
    if dates.first_in(opening).is_none() {
        return;
    }
    let Some(spotted) = dates.first_in(text) else { return };
    let (before, after) = (text.get(..spotted.start), text.get(spotted.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    // German and Dutch tell it behind the date: "wurde am 14. Dezember 2015 veröffentlicht".
    let label = labels::nearest(before).or_else(|| opening_label(after));
    if before.chars().count() <= MAX_NOTE_OPENING_CHARS && label == Some(Label::Published) {
        push(text, spotted, node, TAIL_RANK + 8, &mut seen.published);
    }
}

/// What the first words behind a date say that it is of.
fn opening_label(after: &str) -> Option<Label> {
    let end = after.char_indices().nth(60).map_or(after.len(), |(at, _)| at);
    labels::nearest(after.get(..end)?)
}

/// The date that short lines anywhere on the page call the one of publication, if they agree.
pub(in crate::metadata) fn labelled(
    doc: &Document,
    segments: &Segments,
    dates: DateReader,
) -> Option<Claim<Timestamp>> {
    let mut found: Option<Candidate<Timestamp>> = None;
    let is_short = |s: &&Segment| !s.hidden && s.chars as usize <= MAX_LABELLED_CHARS;
    for (i, segment) in segments.list().iter().enumerate().filter(|(_, s)| is_short(s)) {
        let text = segments.text(i);
        let Some(spotted) = dates.first_in(text) else { continue };
        let line_above = || {
            let above = i.checked_sub(1)?;
            segments.list().get(above).filter(is_short).and_then(|_| labels::nearest(segments.text(above)))
        };
        let before = labels::nearest(text.get(..spotted.start)?).or_else(line_above);
        let named = || {
            let class = |id| has_word(doc.class(id), &["published", "publish", "pubdate"]);
            class(segment.block) && !is_update_label(text)
        };
        if before == Some(Label::Published) || before.is_none() && named() {
            let mut one = Vec::new();
            push(text, spotted, segment.first, 0, &mut one);
            let day = |c: &Candidate<Timestamp>| c.claim.value.day();
            if found.as_ref().is_some_and(|known| one.first().and_then(day) != day(known)) {
                return None;
            }
            found = found.or(one.pop());
        }
    }
    found.map(|candidate| candidate.claim)
}

/// A dateline at the beginning of a paragraph.
pub(super) fn opening(text: &str, node: NodeId, dates: DateReader, seen: &mut Seen) {
    if let Some(spotted) = dates.first_in(text)
        && let (Some(before), Some(after)) = (text.get(..spotted.start), text.get(spotted.end..))
        && before.chars().count() <= MAX_PLACE_CHARS
        && is_dateline(before, after)
    {
        push(text, spotted, node, 8, &mut seen.published);
    }
}

/// "NEW YORK, June 14, 2025 (Reuters) - ": a place before, a mark behind.
fn is_dateline(before: &str, after: &str) -> bool {
    let place =
        before.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    let behind = after.trim_start();
    place && (behind.starts_with(['(', '-', '–', '—', '/', ':', '|', '（', ']', ')']) || behind.is_empty())
}

/// The dates of a short line, by the label before each.
///
/// `above` is the label that stands on the line above, if one does.
pub(super) fn in_line(
    text: &str,
    above: &str,
    node: NodeId,
    rank: u8,
    labelled_only: bool,
    dates: DateReader,
    seen: &mut Seen,
) {
    if let Some(value) = dates.ago(text).filter(|_| !labelled_only) {
        let claim = Claim { value, raw: collapse(text), place: Place::new(Source::Text, node) };
        let list = if is_update_label(text) { &mut seen.modified } else { &mut seen.published };
        list.push(Candidate { rank, claim });
        return;
    }
    let mut offset = 0;
    for _ in 0..3 {
        let Some(rest) = text.get(offset..) else { return };
        let Some(spotted) = dates.first_in(rest) else { return };
        let label = rest.get(..spotted.start).unwrap_or_default();
        let label = if offset == 0 && label.trim().is_empty() { above } else { label };
        let bare = folded(rest).chars().count() <= spotted.end - spotted.start + MAX_COMPANY_CHARS;
        let updated = is_update_label(label);
        if !(labelled_only && !updated && !labels::announces(label) && !bare) {
            if bare && !updated && !is_of_something_else(label) {
                push(rest, spotted, node, rank, &mut seen.apart);
            }
            let list = if updated { &mut seen.modified } else { &mut seen.published };
            push(rest, spotted, node, rank, list);
        }
        offset += spotted.end;
    }
}

fn push(text: &str, spotted: Spotted, node: NodeId, rank: u8, list: &mut Vec<Candidate<Timestamp>>) {
    let raw = collapse(text.get(spotted.start..spotted.end).unwrap_or_default());
    let claim = Claim { value: spotted.value, raw, place: Place::new(Source::Text, node) };
    list.push(Candidate { rank, claim });
}
