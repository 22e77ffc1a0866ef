//! Names around the story: bylines, classes and links that name an author.

use html5ever::local_name;

use super::{Credits, MAX_META_CHARS, Seen, TAIL_RANK, dates, short_text};
use crate::article::Source;
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::author::byline;
use crate::metadata::author::words::{
    INNER_LABELS, MEMBER_LABELS, OTHER_WORK, is_author_path, is_author_word,
};
use crate::metadata::candidates::Place;
use crate::metadata::class_words::{has_word, names_a_member, names_an_aside, names_an_author};
use crate::metadata::collect::has_token;
use crate::metadata::date::DateReader;
use crate::metadata::story::Story;
use crate::metadata::text::{collapse, folded};
use crate::segment::Segments;

/// Nodes of an element that are looked at for names.
const MAX_INNER_NODES: usize = 60;

/// Elements that are looked at for authors; each takes ten microseconds.
const MAX_BYLINES: usize = 2_000;

/// Characters of a line that is a name.
const MAX_SIGNATURE_CHARS: usize = 50;

/// Characters past which a line is a paragraph.
const MIN_PARAGRAPH_CHARS: u32 = 80;

/// Rank of a line that only looks like a name, among those of its zone.
const SIGNATURE_RANK: u8 = 9;

/// Segments of the story's beginning in which it may be signed.
const SIGNATURE_REACH: usize = 3;

/// Segments between a title that begins with its author's name and that name.
const MAX_TITLE_DISTANCE: usize = 4;

/// Rank of the first member of a forum that is named inside the story.
const FIRST_MEMBER_RANK: u8 = 12;

/// Rank of a paper and an agency that sign a text.
pub(in crate::metadata) const SIGN_RANK: u8 = 38;

/// Lines in bold or italics of a story whose first one may be a name: with more, they are its headings.
const MAX_STYLED_LINES: usize = 8;

/// Lines below a label that may name authors and their roles.
const MAX_LINES_BELOW_LABEL: usize = 12;

/// Lines of a member's profile above their post.
const MAX_PROFILE_LINES: usize = 10;

/// Lines of a profile that may have been kept as story.
const PROFILE_LINES_KEPT: usize = 4;

/// Segments behind the story's tail in which a label may name its author.
const MAX_FAR_LINES: usize = 50;

/// Rank of such an author, among those of the zone.
const FAR_RANK: u8 = 12;

/// Segments behind the story in which a biography of whom its byline names may stand.
const MAX_BIOGRAPHY_DISTANCE: usize = 60;

/// The same before the story's end: it may have been kept.
const BIOGRAPHY_KEPT: usize = 8;

/// Characters from which a line is a biography.
const MIN_BIOGRAPHY_CHARS: u32 = 40;

/// Rank of an editor, among those of the zone.
const EDITOR_RANK: u8 = 15;

/// Whether a link leads to an author's page, by its `rel` or its path.
pub(super) fn is_link(doc: &Document, id: NodeId) -> bool {
    if doc.tag(id) != Tag::A {
        return false;
    }
    let href = doc.attr(id, &local_name!("href")).unwrap_or_default();
    is_rel_author(doc, id) || href.split(['/', '?', '=']).any(is_author_path)
}

/// Whether an element is marked as an author's beyond doubt; paths of profiles lead to other people too.
pub(super) fn is_told(doc: &Document, id: NodeId) -> bool {
    let href = doc.attr(id, &local_name!("href")).unwrap_or_default();
    is_rel_author(doc, id)
        || names_an_author(doc.class(id))
        || names_an_author(doc.html_id(id))
        || names_a_member(doc.class(id))
        || href.split(['/', '?', '=']).any(is_author_word)
}

/// Whether a link leads to the page of the member its text names: `/user/jane`, `/members/jane.123/`, `/~jane`.
pub(super) fn is_member_link(doc: &Document, id: NodeId) -> bool {
    if doc.tag(id) != Tag::A {
        return false;
    }
    let href = doc.attr(id, &local_name!("href")).unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let (Some(last), before) = (parts.next(), parts.next()) else { return false };
    let member = |part: &str| matches!(part, "user" | "users" | "u" | "member" | "members" | "profile");
    let Some(name) = last.strip_prefix('~').or_else(|| before.is_some_and(member).then_some(last)) else {
        return false;
    };
    let text = short_text(doc, id, MAX_SIGNATURE_CHARS).unwrap_or_default();
    let text = text.trim_start_matches("u/").trim_start_matches('@');
    !text.is_empty()
        && name.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
        && !name.get(text.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// Whether an element is the picture of a person that stands before a byline: `<i class="fa fa-user">`.
pub(super) fn is_person_icon(doc: &Document, id: NodeId) -> bool {
    matches!(doc.name(id), "i" | "svg" | "span")
        && has_word(doc.class(id), &["user", "person"])
        && has_word(
            doc.class(id),
            &["fa", "fas", "far", "fal", "bi", "icon", "icons", "glyphicon", "ti", "bx"],
        )
}

fn is_rel_author(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Tag::A && has_token(doc.attr(id, &local_name!("rel")), "author")
}

/// Looks at an element that may name authors; past the first of a page that has them without end, at none.
pub(super) fn element(doc: &Document, id: NodeId, zone: u8, dates: DateReader, seen: &mut Seen) {
    seen.bylines += 1;
    if seen.bylines > MAX_BYLINES {
        return;
    }
    let Some(text) = short_text(doc, id, MAX_META_CHARS) else { return };
    let labelled = byline::after_label(&text).is_some();
    if is_of_other_work(&dates::before(doc, id).unwrap_or_default()) || is_in_caption(doc, id) {
        return;
    }
    let mut names = inner_names(doc, id);
    if names.is_empty() {
        // The month of a date behind a name is no surname: "Jane Doe April 28, 2023".
        let before = dates.first_in(&text).and_then(|spotted| text.get(..spotted.start)).unwrap_or_default();
        names = byline::marked_names(before);
    }
    if names.is_empty() {
        names = byline::marked_names(&text);
    }
    if names.is_empty() && (is_rel_author(doc, id) || is_member_link(doc, id)) && !text.contains(' ') {
        // Some logins are words elsewhere: "marc" is a month.
        names = byline::declared_names(text.trim_start_matches("u/"));
    }
    if names.is_empty() {
        return;
    }
    let source = if is_rel_author(doc, id) { Source::Element("a[rel=author]".into()) } else { Source::Text };
    let rank = zone + u8::from(!labelled);
    // Authors in elements of their own, side by side.
    if let Some((last_rank, last)) = seen.authors.last_mut()
        && *last_rank == rank
        && last.place.node.is_some_and(|node| node != id && are_side_by_side(doc, node, id))
    {
        names.retain(|name| !last.names.contains(name));
        last.names.extend(names);
        return;
    }
    let told = labelled || is_told(doc, id) || is_member_link(doc, id);
    if !told {
        names.retain(|name| name.contains(' ') || !name.is_ascii());
    }
    if names.is_empty() {
        return;
    }
    let place = Place::new(source, id);
    seen.authors.push((rank, Credits { names, place, behind: zone >= TAIL_RANK, told }));
}

fn is_in_link(doc: &Document, id: NodeId) -> bool {
    doc.ancestors(id).any(|a| doc.tag(a) == Tag::A)
}

/// Looks at an element inside the story for the name of a member, or of an author it labels so: the first is who began a
/// thread, or whose byline was taken for text.
pub(super) fn first_member(doc: &Document, id: NodeId, seen: &mut Seen) {
    if !seen.authors.is_empty() {
        return;
    }
    let class = doc.class(id);
    let told = names_an_author(class) || names_an_author(doc.html_id(id));
    if !told && !names_a_member(class) {
        return;
    }
    let text = short_text(doc, id, MAX_META_CHARS).unwrap_or_default();
    // Elements named after authors lead to other texts; "by Jane Doe" does not.
    let labelled = told && byline::after_label(&text).is_some() && !is_in_link(doc, id);
    let names = if labelled {
        Some(inner_names(doc, id)).filter(|n| !n.is_empty()).unwrap_or_else(|| byline::marked_names(&text))
    } else if names_a_member(class) && text.chars().count() <= MAX_SIGNATURE_CHARS {
        byline::marked_names(&text)
    } else {
        Vec::new()
    };
    if !names.is_empty() {
        let place = Place::new(Source::Text, id);
        seen.authors.push((FIRST_MEMBER_RANK, Credits { names, place, behind: false, told: labelled }));
    }
}

/// Whether two elements are alike and children, or only grandchildren, of one.
fn are_side_by_side(doc: &Document, a: NodeId, b: NodeId) -> bool {
    let (above_a, above_b) = (doc.parent(a), doc.parent(b));
    doc.tag(a) == doc.tag(b)
        && doc.class(a) == doc.class(b)
        && !names_a_member(doc.class(a))
        && (above_a == above_b || above_a.and_then(|p| doc.parent(p)) == above_b.and_then(|p| doc.parent(p)))
}

/// The names that parts of an element are marked as: links to authors, or its only link.
fn inner_names(doc: &Document, id: NodeId) -> Vec<String> {
    let below = || doc.descendants(id).take(MAX_INNER_NODES).filter(|&n| n != id);
    let is_mark =
        |n: &NodeId| is_link(doc, *n) || has_word(doc.class(*n), &["fn", "name", "username", "fullname"]);
    let marks: Vec<NodeId> = below().filter(is_mark).collect();
    let mut names: Vec<String> = Vec::new();
    for node in marks {
        if !names.is_empty() && dates::before(doc, node).is_some_and(|label| is_of_other_work(&label)) {
            break;
        }
        let Some(text) = short_text(doc, node, MAX_META_CHARS) else { continue };
        for name in byline::marked_names(&text) {
            if !names.iter().any(|known| known.contains(&name)) {
                names.retain(|known| !name.contains(known.as_str()));
                names.push(name);
            }
        }
    }
    names
}

/// Whether an element stands below a picture or in a player.
fn is_in_caption(doc: &Document, id: NodeId) -> bool {
    std::iter::once(id).chain(doc.ancestors(id).take(3)).any(|a| {
        matches!(doc.name(a), "figure" | "figcaption")
            || has_word(doc.class(a), &["caption", "figure", "credit", "credits", "copyright"])
            || doc.class(a).starts_with("media")
    })
}

/// Whether a label speaks of pictures, a translation or a review.
fn is_of_other_work(label: &str) -> bool {
    label.rsplit(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).take(3).any(
        |word| {
            let word = word.to_lowercase();
            OTHER_WORK.contains(&word.as_str())
        },
    )
}

/// The author that the element around the story's first text tells: a post of a forum in an element of its own.
pub(super) fn of_post(doc: &Document, path: &[NodeId], seen: &mut Seen) {
    for &id in path {
        let told = ["data-author", "author"].iter().find_map(|name| doc.attr_named(id, name));
        if let Some(raw) = told
            && !names_an_aside(doc.class(id))
        {
            let names = byline::declared_names(&collapse(raw));
            if !names.is_empty() {
                let place = Place::new(Source::Element("data-author".into()), id);
                seen.authors.push((0, Credits { names, place, behind: false, told: true }));
            }
        }
    }
}

/// A line that is a name and nothing else, told by its looks and place: a Chinese surname and one or two characters; a
/// name with a picture of that name and a date beside it; a name in bold or italics right before or behind the text,
/// where no other line is in bold.
pub(super) fn signature(
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

/// Whether the line below says what the named one does: "Editor", "Co-founder & Marketing Director".
fn has_role_below(segments: &Segments, index: usize) -> bool {
    let below = segments.text(index + 1);
    below.chars().count() <= MAX_SIGNATURE_CHARS
        && !below.is_empty()
        && !below.ends_with('.')
        && byline::is_qualifier(below)
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
pub(super) fn closing(text: &str, node: NodeId, seen: &mut Seen) {
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
pub(super) fn paper_and_agency(text: &str, node: NodeId, seen: &mut Seen) {
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

/// Names in a line that reads as a byline, and whether words say so: "By Jane Doe", "Posted on June 14, 2025 by Jane
/// Doe", "Jane Doe · June 14, 2025".
pub(super) fn of_line(
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
        let more = below_label(segments, index);
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
pub(super) fn far_behind(segments: &Segments, story: &Story, seen: &mut Seen) {
    let from = story.end_of_tail() + 1;
    let mut found: Option<(Vec<String>, usize)> = None;
    for (i, segment) in segments.list().iter().enumerate().skip(from).take(MAX_FAR_LINES) {
        if segment.hidden || segment.chars as usize > MAX_SIGNATURE_CHARS {
            continue;
        }
        let next = segments.text(i + 1);
        let next = if next.chars().count() <= MAX_SIGNATURE_CHARS { next } else { "" };
        let names = byline::named_by_noun(segments.text(i), next);
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

/// Names below a line that is nothing but a label, each with what is said of it: "Author", "Jane Doe", "Editor", "John
/// Roe", "Head of News".
pub(super) fn below_label(segments: &Segments, index: usize) -> Vec<String> {
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
            && (names.is_empty() || has_role_below(segments, i))
        {
            names.push(name.clone());
        } else if !is_sign && (names.is_empty() || !byline::is_qualifier(line)) {
            break;
        }
    }
    names
}

/// The member who began a thread, told by the lines of a profile above the first post: "jane", "Member", "Registered:
/// 2024-06-14", "Posts: 12".
pub(super) fn member_above(segments: &Segments, story: &Story, seen: &mut Seen) {
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

/// The `href` of the link that is this name, at, around or below a node.
pub(in crate::metadata) fn link_of<'a>(doc: &'a Document, node: NodeId, name: &str) -> Option<&'a str> {
    let around = std::iter::once(node).chain(doc.ancestors(node).take(3));
    let below = doc
        .parent(node)
        .into_iter()
        .flat_map(|p| doc.descendants(p).take(40))
        .chain(doc.descendants(node).take(40));
    around
        .chain(below)
        .filter(|&id| doc.tag(id) == Tag::A)
        .find(|&id| short_text(doc, id, 120).is_some_and(|text| text.contains(name)))
        .and_then(|id| doc.attr(id, &local_name!("href")))
        .map(str::trim)
}
