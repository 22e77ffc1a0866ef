//! Lines that are a name without a word for it: under the headline, at the end of the story.

use html5ever::local_name;

use super::lines::has_role_below;
use super::{Credits, MAX_INNER_NODES, MAX_META_CHARS, MAX_SIGNATURE_CHARS, Seen, TAIL_RANK};
use crate::article::Source;
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::author::byline;
use crate::metadata::candidates::Place;
use crate::metadata::date::DateReader;
use crate::metadata::story::Story;
use crate::metadata::text::folded;
use crate::segment::Segments;

/// Rank of a line that only looks like a name, among those of its zone.
const SIGNATURE_RANK: u8 = 9;

/// Segments of the story's beginning in which it may be signed.
const SIGNATURE_REACH: usize = 3;

/// Segments between a title that begins with its author's name and that name.
const MAX_TITLE_DISTANCE: usize = 4;

/// Lines in bold or italics of a story whose first one may be a name: with more, they are its headings.
const MAX_STYLED_LINES: usize = 8;

/// Segments behind the story in which a biography of whom its byline names may stand.
const MAX_BIOGRAPHY_DISTANCE: usize = 60;

/// The same before the story's end: it may have been kept.
const BIOGRAPHY_KEPT: usize = 8;

/// Characters from which a line is a biography.
const MIN_BIOGRAPHY_CHARS: u32 = 40;

/// Characters past which a line is a paragraph.
const MIN_PARAGRAPH_CHARS: u32 = 80;

/// Rank of a paper and an agency that sign a text.
pub(in crate::metadata) const SIGN_RANK: u8 = 38;

/// Rank of an editor, among those of the zone.
const EDITOR_RANK: u8 = 15;

/// A line that is a name and nothing else, told by its looks and place: a Chinese surname and one or two characters; a
/// name with a picture of that name and a date beside it; a name in bold or italics right before or behind the text,
/// where no other line is in bold.
pub(in crate::metadata::visible) fn signature(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    index: usize,
    dates: DateReader,
    seen: &mut Seen,
) {
    let Some(segment) = segments.list().get(index) else { return };
    let line =
        segments.text(index).trim_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '|'));
    let chars = line.chars().count();
    if chars == 0 || chars > MAX_SIGNATURE_CHARS || doc.tag(segment.block).heading_level().is_some() {
        return;
    }
    let dated =
        || (index.saturating_sub(2)..=index + 2).any(|i| i != index && is_date_line(segments.text(i), dates));
    let styled = is_only_styled_line(doc, segments, story, index) && segment.link_chars == 0;
    let head = index <= story.first + SIGNATURE_REACH && index < story.last;
    let has_role = head && has_role_below(segments, index);
    let han = byline::is_han_name(line) || is_titled_by(segments, index, line);
    let is_office = byline::is_office(line);
    if is_office && (head && dated() || !head && is_set_apart(doc, segments, index)) {
        let names = vec![line.to_owned()];
        let (rank, place) = (if head { 0 } else { TAIL_RANK }, Place::new(Source::Text, segment.first));
        seen.authors.push((rank + SIGNATURE_RANK, Credits { names, place, behind: !head, told: head }));
        return;
    }
    let has_biography =
        head && index > story.headline.unwrap_or(index) && has_biography(segments, story, line);
    // Names are looked for last: that costs most.
    if !styled && !han && !has_role && !has_biography && !dated() {
        return;
    }
    let names = byline::visible_names(line);
    let whole = names.iter().map(|n| n.chars().count() + 3).sum::<usize>() >= chars;
    let full = whole && names.iter().all(|n| n.contains(' ') && n.split(' ').all(starts_with_capital));
    let full = full || has_biography && whole;
    if names.is_empty() || byline::looks_like_organisation(line) || !(full || han) {
        return;
    }
    if has_biography {
        let place = Place::new(Source::Text, segment.first);
        seen.authors.push((SIGNATURE_RANK, Credits { names, place, behind: false, told: true }));
        return;
    }
    let told = han || styled || has_role || has_portrait(doc, segment.block, &names) && dated();
    if told {
        let rank = if head { SIGNATURE_RANK } else { TAIL_RANK + SIGNATURE_RANK };
        let place = Place::new(Source::Text, segment.first);
        seen.authors.push((rank, Credits { names, place, behind: !head, told: false }));
    }
}

/// Whether a line behind the story repeats a name and the one or two below it tell of its bearer.
fn has_biography(segments: &Segments, story: &Story, name: &str) -> bool {
    let Some(first_name) = name.split_whitespace().next() else { return false };
    let tells = |i: usize| {
        segments.list().get(i).is_some_and(|s| s.chars >= MIN_BIOGRAPHY_CHARS)
            && segments
                .text(i)
                .strip_prefix(first_name)
                .is_some_and(|rest| rest.starts_with([' ', ',', '’', '\'']))
    };
    let from = story.last.saturating_sub(BIOGRAPHY_KEPT).max(story.first + 1);
    (from..=story.last + MAX_BIOGRAPHY_DISTANCE)
        .any(|i| segments.text(i) == name && (tells(i + 1) || tells(i + 2)))
}

/// Whether a line is in bold or italics, all of it.
fn is_set_apart(doc: &Document, segments: &Segments, index: usize) -> bool {
    segments
        .list()
        .get(index)
        .is_some_and(|s| s.strong_chars == s.chars || is_in_italics(doc, s.first, s.block))
}

/// Whether a line right above begins with this one and a colon: "Jane Doe: My summer at sea".
fn is_titled_by(segments: &Segments, index: usize, line: &str) -> bool {
    (index.saturating_sub(MAX_TITLE_DISTANCE)..index)
        .any(|i| segments.text(i).strip_prefix(line).is_some_and(|rest| rest.starts_with([':', '：'])))
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// Whether a short line holds a date.
fn is_date_line(text: &str, dates: DateReader) -> bool {
    text.chars().count() <= MAX_SIGNATURE_CHARS && dates.first_in(text).is_some()
}

/// Whether a line in bold or italics stands at an end of the text and no other line of the text is set so: those are
/// headings.
fn is_only_styled_line(doc: &Document, segments: &Segments, story: &Story, index: usize) -> bool {
    let list = segments.list();
    let set_apart = |i: usize, most: usize| {
        list.get(i).is_some_and(|s| s.chars as usize <= most) && is_set_apart(doc, segments, i)
    };
    let styled = |i: usize| set_apart(i, MAX_SIGNATURE_CHARS);
    let closing = index == story.last || index == story.last + 1;
    if closing {
        return styled(index);
    }
    // Deks above it are set so too; so are headings, and the speakers of an interview.
    let at_start = index + 1 >= story.first && (story.first..index).all(|i| set_apart(i, MAX_META_CHARS));
    let others = || (index + 1..=story.last).filter(|&i| styled(i)).take(MAX_STYLED_LINES + 1);
    // "Reforms" is a heading, though it looks like a name.
    let is_name = |i: usize| {
        let line = segments.text(i);
        byline::looks_like_name(line.trim_end_matches(':')) && (line.contains(' ') || line.ends_with(':'))
    };
    at_start
        && styled(index)
        && list.get(index + 1).is_some_and(|s| s.chars >= MIN_PARAGRAPH_CHARS)
        && others().count() <= MAX_STYLED_LINES
        && !others().any(is_name)
}

fn is_in_italics(doc: &Document, node: NodeId, block: NodeId) -> bool {
    doc.ancestors(node).take_while(|&a| a != block).any(|a| matches!(doc.name(a), "em" | "i"))
}

/// Whether a picture near a line has the name for its text.
fn has_portrait(doc: &Document, block: NodeId, names: &[String]) -> bool {
    let Some(around) = doc.ancestors(block).nth(1) else { return false };
    doc.descendants(around).take(MAX_INNER_NODES).filter(|&n| doc.tag(n) == Tag::Img).any(|img| {
        let alt = folded(doc.attr(img, &local_name!("alt")).unwrap_or_default());
        names.iter().any(|name| alt.contains(&folded(name)))
    })
}

/// The correspondents or the editor that the end of a text tells: "（记者 王小明）", "责任编辑：王小明".
pub(in crate::metadata::visible) fn closing(text: &str, node: NodeId, seen: &mut Seen) {
    let mut names = byline::correspondents(text);
    let (mut rank, mut told) = (TAIL_RANK + 1, true);
    let bare = text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】') || c.is_whitespace()
    });
    if names.is_empty()
        && bare.chars().count() <= MAX_SIGNATURE_CHARS
        && let Some(rest) = byline::after_editor_label(bare)
    {
        names = byline::visible_names(rest);
        let agency = names.iter().any(|name| byline::looks_like_organisation(name));
        // "Source: Design Review" is below a picture or a table as often as a text.
        if !agency && byline::is_source_label(bare) {
            return;
        }
        (rank, told) = (TAIL_RANK + EDITOR_RANK + u8::from(agency), false);
    } else if names.is_empty()
        && bare.chars().count() <= MAX_SIGNATURE_CHARS
        && byline::after_label(bare).is_some()
    {
        names = byline::visible_names(bare);
    }
    if !names.is_empty() {
        let place = Place::new(Source::Text, node);
        seen.authors.push((rank, Credits { names, place, behind: true, told }));
    }
}

/// Two names between a stroke that close a text: "The Daily / Harbour Agency". They count if one is the site's.
pub(in crate::metadata::visible) fn paper_and_agency(text: &str, node: NodeId, seen: &mut Seen) {
    if text.chars().count() > MAX_SIGNATURE_CHARS {
        return;
    }
    let Some((paper, agency)) = text.split_once(" / ") else { return };
    let names = [paper.trim(), agency.trim()];
    if names.iter().all(|name| byline::looks_like_name(name)) {
        let names = names.map(str::to_owned).to_vec();
        let place = Place::new(Source::Text, node);
        seen.authors.push((SIGN_RANK, Credits { names, place, behind: true, told: false }));
    }
}
