//! Lines that say who wrote: bylines, labels with names below them, the profile of a forum's member.

use super::{Credits, MAX_SIGNATURE_CHARS, Seen, TAIL_RANK, is_of_other_work};
use crate::article::Source;
use crate::dom::{Document, Tag};
use crate::metadata::author::byline;
use crate::metadata::author::words::{INNER_LABELS, MEMBER_LABELS};
use crate::metadata::candidates::Place;
use crate::metadata::date::DateReader;
use crate::metadata::story::Story;
use crate::segment::Segments;

/// Lines below a label that may name authors and their roles.
const MAX_LINES_BELOW_LABEL: usize = 12;

/// Segments behind the story's tail in which a label may name its author.
const MAX_FAR_LINES: usize = 50;

/// Rank of such an author, among those of the zone.
const FAR_RANK: u8 = 12;

/// Lines of a member's profile above their post.
const MAX_PROFILE_LINES: usize = 10;

/// Lines of a profile that may have been kept as story.
const PROFILE_LINES_KEPT: usize = 4;

/// Names in a line that reads as a byline, and whether words say so: "By Jane Doe", "Posted on June 14, 2025 by Jane
/// Doe", "Jane Doe · June 14, 2025".
pub(in crate::metadata::visible) fn of_line(
    doc: &Document,
    segments: &Segments,
    index: usize,
    head: bool,
    dates: DateReader,
) -> Option<(Vec<String>, bool)> {
    let text = segments.text(index);
    let told = |names: Vec<String>| (!names.is_empty()).then_some((names, true));
    if byline::is_bare_label(text) {
        let next = segments.text(index + 1);
        let names = byline::visible_names(next);
        let names = if names.is_empty() || next.chars().count() > 60 { Vec::new() } else { names };
        let more = below_label(doc, segments, index);
        return told(if more.len() > names.len() { more } else { names });
    }
    if byline::after_label(text).is_some() {
        let mut names = byline::visible_names(text);
        if names.is_empty()
            && text.chars().count() <= MAX_SIGNATURE_CHARS
            && (head || dates.first_in(text).is_some())
        {
            names = byline::marked_names(text);
        }
        return told(names);
    }
    // "Information provided by (Responsible Party):"
    if text.ends_with(':')
        && let Some((_, rest)) = INNER_LABELS.iter().find_map(|by| text.split_once(by))
        && rest.starts_with('(')
    {
        let next = segments.text(index + 1);
        let short = next.chars().count() <= MAX_SIGNATURE_CHARS;
        return told(if short { byline::visible_names(next) } else { Vec::new() });
    }
    if !head {
        // "This entry was posted on June 14, 2025 by jane".
        dates.first_in(text)?;
        let (_, rest) = INNER_LABELS.iter().find_map(|by| text.split_once(by))?;
        return told(byline::marked_names(up_to_mark(rest)));
    }
    let correspondents = byline::correspondents(text);
    if !correspondents.is_empty() {
        return told(correspondents);
    }
    if let Some((before, rest)) = INNER_LABELS.iter().find_map(|by| text.split_once(by)) {
        if is_of_other_work(before) {
            return None;
        }
        let names = byline::visible_names(rest);
        // "The potential of hydrogen": one word, or a long way into a sentence, is no name unless a date is told too.
        let is_sure = names.iter().all(|name| name.contains(' ') || !name.contains(char::is_lowercase))
            && before.chars().count() <= MAX_SIGNATURE_CHARS;
        return told(names)
            .filter(|_| text.chars().count() <= 120 && (is_sure || dates.first_in(text).is_some()));
    }
    beside_date(text, dates).map(|names| (names, false))
}

/// The authors that a label far behind the story names, if it is the only one there: those of teasers differ.
pub(in crate::metadata::visible) fn far_behind(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    seen: &mut Seen,
) {
    let from = story.last + 1;
    let mut found: Option<(Vec<String>, usize)> = None;
    for (i, segment) in segments.list().iter().enumerate().skip(from).take(MAX_FAR_LINES) {
        if segment.hidden || segment.chars as usize > MAX_SIGNATURE_CHARS {
            continue;
        }
        let next = segments.text(i + 1);
        let next = if next.chars().count() <= MAX_SIGNATURE_CHARS { next } else { "" };
        let mut names = byline::named_by_noun(segments.text(i), next);
        if byline::is_author_noun(segments.text(i)) {
            let below = below_label(doc, segments, i);
            names = if below.len() > names.len() { below } else { names };
        }
        match &found {
            _ if names.is_empty() => {}
            Some((known, _)) if *known != names => return,
            Some(_) => {}
            None => found = Some((names, i)),
        }
    }
    if let Some((names, i)) = found
        && let Some(segment) = segments.list().get(i)
    {
        let place = Place::new(Source::Text, segment.first);
        seen.authors.push((TAIL_RANK + FAR_RANK, Credits { names, place, behind: true, told: true }));
    }
}

/// A text up to the first ornament.
fn up_to_mark(text: &str) -> &str {
    text.split(['〓', '|', '•', '·', '»', '】', ')']).next().unwrap_or(text).trim()
}

/// A name that shares its line with nothing but dates: "Dec. 19, 2025 · Jane Doe", "Jane Doe | 19.12.2025 - Updated: 20.12.2025".
fn beside_date(text: &str, dates: DateReader) -> Option<Vec<String>> {
    let spotted = dates.first_in(text)?;
    let (before, after) = (text.get(..spotted.start)?.trim(), text.get(spotted.end..)?.trim());
    let mark = |c: char| matches!(c, '|' | '·' | '•' | ',' | '-' | '–' | '—' | '/' | '∙');
    if !before.ends_with(mark) && !after.starts_with(mark) {
        return None;
    }
    let trim = |s: &str| s.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let is_dated = dates.first_in(after).is_some();
    let (before, after) = (trim(before), trim(after));
    let alone = match (before.is_empty(), after.is_empty() || is_dated) {
        (false, true) => before,
        (true, false) => byline::up_to_circumstance(&after).to_owned(),
        _ => return None,
    };
    let names = byline::visible_names(&alone);
    let whole = names.iter().map(|n| n.chars().count()).sum::<usize>() + 8 >= alone.chars().count();
    (whole && names.iter().all(|n| n.contains(' '))).then_some(names).filter(|n| !n.is_empty())
}

/// Names below a line that is nothing but a label, items of one list or each with what is said of it: "Author", "Jane Doe",
/// "Editor", "John Roe", "Head of News".
pub(in crate::metadata::visible) fn below_label(
    doc: &Document,
    segments: &Segments,
    index: usize,
) -> Vec<String> {
    let list = |i: usize| {
        let block = segments.list().get(i).map(|s| s.block).filter(|&b| doc.tag(b) == Tag::Li)?;
        doc.parent(block)
    };
    let mut names: Vec<String> = Vec::new();
    for i in (index + 1..).take(MAX_LINES_BELOW_LABEL) {
        let line = segments.text(i);
        if line.chars().count() > MAX_SIGNATURE_CHARS {
            break;
        }
        // Pictures that are missing show initials.
        let is_sign = line.chars().count() <= 3 && line.chars().all(char::is_uppercase);
        let told = byline::visible_names(line);
        if let [name] = told.as_slice()
            && name.contains(' ')
            && !names.contains(name)
            && !byline::is_qualifier(line)
            && (names.is_empty()
                || has_role_below(segments, i)
                || list(i).is_some() && list(i) == list(i - 1))
        {
            names.push(name.clone());
        } else if !is_sign && (names.is_empty() || !byline::is_qualifier(line)) {
            break;
        }
    }
    names
}

/// Whether the line below says what the named one does: "Editor", "Co-founder & Marketing Director".
pub(super) fn has_role_below(segments: &Segments, index: usize) -> bool {
    let below = segments.text(index + 1);
    below.chars().count() <= MAX_SIGNATURE_CHARS
        && !below.is_empty()
        && !below.ends_with('.')
        && byline::is_qualifier(below)
}

/// The member who began a thread, told by the lines of a profile above the first post: "jane", "Member", "Registered:
/// 2024-06-14", "Posts: 12".
pub(in crate::metadata::visible) fn member_above(segments: &Segments, story: &Story, seen: &mut Seen) {
    let from = story.first.saturating_sub(MAX_PROFILE_LINES);
    let end = story.first + PROFILE_LINES_KEPT;
    for i in from..end {
        let name = segments.text(i).trim();
        let tells = |line: &str| {
            let lower = line.to_lowercase();
            MEMBER_LABELS
                .iter()
                .any(|label| lower.strip_prefix(label).is_some_and(|rest| rest.starts_with([':', ' '])))
        };
        let profile = (i + 1..=i + 4).filter(|&line| line < end && tells(segments.text(line))).count();
        if profile >= 2
            && byline::is_handle(name)
            && !tells(name)
            && let Some(segment) = segments.list().get(i)
        {
            let place = Place::new(Source::Text, segment.first);
            seen.authors
                .push((0, Credits { names: vec![name.to_owned()], place, behind: false, told: true }));
            return;
        }
    }
}
