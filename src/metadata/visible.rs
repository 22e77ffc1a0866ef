//! The text around the story -> title, authors and dates that no markup declares, as a reader finds them.
//!
//! Position decides. A date or byline counts between the headline and the first lines of the story, right behind its
//! end, or inside the story's own `<article>`; never in the page's header, navigation, sidebars, teasers or comments,
//! and never before the headline elsewhere: today's date stands there.

use html5ever::local_name;

use super::byline;
use super::class_words::{has_word, names_a_date, names_an_aside, names_an_author, names_an_update};
use super::date::{DateReader, Spotted};
use super::text::{collapse, folded};
use crate::article::{Dated, Metadata, Source, Sourced};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::segment::Segments;
use crate::select::Selection;

/// Segments of the story's beginning that may still carry byline and date.
const HEAD_SEGMENTS: usize = 4;

/// Segments behind the story's end that may carry them.
const TAIL_SEGMENTS: usize = 10;

/// Characters of a line that is about the story rather than of it.
const MAX_META_CHARS: usize = 160;

/// Segments of a block that is a headline with what belongs to it, not a whole story.
const MAX_TITLE_BLOCK_SEGMENTS: usize = 8;

/// Characters from which a segment is a paragraph of a story.
const PARAGRAPH_CHARS: u32 = 200;

/// Where the story stands among the page's segments.
pub(super) struct Story {
    /// The headline's segment.
    pub(super) headline: Option<usize>,
    /// The first segment of the block that holds the headline and little else; a date there may precede it.
    pub(super) block_start: Option<usize>,
    /// The first kept segment.
    pub(super) first: usize,
    /// The last kept segment.
    pub(super) last: usize,
}

impl Story {
    /// Finds the story; `None` if nothing is kept. Takes the headline from the line before the story if no title is
    /// known, and tells it.
    pub(super) fn find(
        doc: &Document,
        segments: &Segments,
        selection: &Selection,
        title: Option<&str>,
    ) -> Option<Story> {
        let first = (0..segments.len()).find(|&i| selection.keeps_segment(i))?;
        let last = (first..segments.len()).rev().find(|&i| selection.keeps_segment(i))?;
        let headline = match title {
            Some(title) => headline(doc, segments, title, first, last),
            None => headline_line(segments, first),
        };
        // Something kept before the headline is not where the story begins.
        let first = match headline {
            Some(h) if h >= first => (h + 1..=last).find(|&i| selection.keeps_segment(i)).unwrap_or(first),
            _ => first,
        };
        let block_start = headline.and_then(|h| title_block(doc, segments, h));
        Some(Story { headline, block_start, first, last })
    }

    /// The first segment after which a date or byline may stand.
    fn start(&self) -> usize {
        self.headline.map_or(self.first, |h| h + 1)
    }

    /// Whether what begins at this segment stands between headline and story.
    fn in_head(&self, at: usize) -> bool {
        let end = self.first.max(self.start()) + HEAD_SEGMENTS;
        (self.start()..=end).contains(&at)
    }

    /// Whether this stands before the headline in the block that is the headline's own.
    fn above_headline(&self, at: usize) -> bool {
        self.block_start.is_some_and(|start| at >= start) && self.headline.is_some_and(|h| at < h)
    }

    fn in_tail(&self, at: usize) -> bool {
        at > self.last && at <= self.last + TAIL_SEGMENTS
    }
}

/// Where the block around a headline begins: the largest one that holds a few short lines and no paragraph.
///
/// Dates of the page, as opposed to the story, stand outside it: a top bar, or the first of a flat row of paragraphs.
fn title_block(doc: &Document, segments: &Segments, headline: usize) -> Option<usize> {
    let segment = segments.list().get(headline)?;
    let mut start = None;
    for block in doc.ancestors(segment.first).take(8) {
        if matches!(doc.tag(block), Tag::Body | Tag::Html | Tag::Main | Tag::None) {
            break;
        }
        let (mut first, mut count, mut last) = (None, 0, None);
        for node in doc.descendants(block) {
            let Some(i) = segments.of(node).filter(|&i| last != Some(i)) else { continue };
            last = Some(i);
            first = first.or(Some(i));
            count += 1;
            let long = i != headline && segments.list().get(i).is_some_and(|s| s.chars > PARAGRAPH_CHARS);
            if count > MAX_TITLE_BLOCK_SEGMENTS || long {
                return start;
            }
        }
        start = first;
    }
    start
}

/// The segment that prints a known title: in a heading if there is one, nearest before the story.
fn headline(doc: &Document, segments: &Segments, title: &str, first: usize, last: usize) -> Option<usize> {
    let title = folded(title);
    if title.is_empty() {
        return None;
    }
    let mut best: Option<(u32, usize)> = None;
    for (i, segment) in segments.list().iter().enumerate().take(last + 1) {
        // Folding drops at most punctuation: lengths that differ much cannot match.
        let chars = segment.chars as usize;
        if chars > title.len() * 3 || chars * 6 < title.len() {
            continue;
        }
        let text = folded(segments.text(i));
        let exact = text == title;
        let level = doc
            .tag(segment.block)
            .heading_level()
            .or_else(|| doc.ancestors(segment.block).take(2).find_map(|a| doc.tag(a).heading_level()));
        let part =
            level.is_some() && text.chars().count() >= 8 && (title.contains(&text) || text.contains(&title));
        if !exact && !part {
            continue;
        }
        let score = u32::from(exact) * 2
            + match level {
                Some(1) => 6,
                Some(2) => 4,
                Some(_) => 2,
                None => 0,
            }
            + u32::from(i <= first) * 2;
        // Among equals the last before the story, or the first in it.
        if best.is_none_or(|(s, _)| score > s || (score == s && i <= first)) {
            best = Some((score, i));
        }
    }
    let found = best.map(|(_, i)| i);
    found.or_else(|| {
        // A title that is printed nowhere: the page's only `h1` before the story stands for it.
        let mut headings =
            segments.list().iter().enumerate().take(first + 2).filter(|(_, s)| doc.tag(s.block) == Tag::H1);
        headings.next_back().map(|(i, _)| i)
    })
}

/// The line right before the story, or its first line, if it reads as a headline.
fn headline_line(segments: &Segments, first: usize) -> Option<usize> {
    let follows = |i: usize| segments.list().get(i + 1).is_some_and(|next| next.chars > 80);
    if reads_as_headline(segments.text(first)) && follows(first) {
        return Some(first);
    }
    first
        .checked_sub(1)
        .filter(|&i| reads_as_headline(segments.text(i)) && segments.list().get(i).is_some_and(|s| !s.hidden))
}

/// Whether a line reads as a headline: some words, no full stop, no date, no list of links.
fn reads_as_headline(text: &str) -> bool {
    let (chars, words) = (text.chars().count(), text.split_whitespace().count());
    let spaced = text.chars().any(char::is_whitespace);
    let long_enough =
        if spaced { words >= 3 && chars >= 15 } else { (6..=60).contains(&chars) && !text.is_ascii() };
    long_enough
        && chars <= 220
        && !text.ends_with(['.', ':', '。', '…', ';', ','])
        && !text.contains(" | ")
        && byline::after_label(text).is_none()
}

/// What was found about the story, best first by field.
#[derive(Default)]
pub(super) struct Seen {
    published: Vec<(u8, Dated)>,
    modified: Vec<(u8, Dated)>,
    authors: Vec<(u8, Vec<(String, Option<NodeId>)>, Source)>,
}

impl Seen {
    pub(super) fn published(&mut self) -> Option<Dated> {
        let best = self.published.iter().map(|(rank, _)| *rank).min()?;
        let at = self.published.iter().position(|(rank, _)| *rank == best)?;
        Some(self.published.swap_remove(at).1)
    }

    pub(super) fn modified(&mut self) -> Option<Dated> {
        (!self.modified.is_empty()).then(|| self.modified.swap_remove(0).1)
    }

    /// Names with the element that may link them.
    pub(super) fn authors(&mut self) -> Option<(Vec<(String, Option<NodeId>)>, Source)> {
        let best = self.authors.iter().map(|(rank, ..)| *rank).min()?;
        let at = self.authors.iter().position(|(rank, ..)| *rank == best)?;
        let (_, names, source) = self.authors.swap_remove(at);
        Some((names, source))
    }
}

/// Looks around the story. One pass over the page.
pub(super) fn look(doc: &Document, segments: &Segments, story: &Story, dates: DateReader) -> Seen {
    let own = Own::new(doc, segments, story);
    let mut seen = Seen::default();
    let mut at = 0;
    let mut nodes = doc.descendants(NodeId::DOCUMENT);
    while let Some(id) = nodes.next() {
        match doc.kind(id) {
            Kind::Text => {
                if let Some(index) = segments.of(id)
                    && index >= at
                {
                    at = index + 1;
                    line(segments, story, index, dates, &mut seen);
                }
            }
            Kind::Element => {
                let tag = doc.tag(id);
                if !own.path.contains(&id) && is_aside(doc, id, tag, at, &own) {
                    // Their segments are passed over too: `at` catches up at the next text.
                    nodes.skip_subtree(id);
                    continue;
                }
                element(doc, id, tag, at, story, &own, dates, &mut seen);
            }
            Kind::Document | Kind::Doctype | Kind::Comment => {}
        }
    }
    seen
}

/// The elements around the story.
struct Own {
    /// Ancestors of the headline and of the first kept text.
    path: Vec<NodeId>,
    /// The `<article>` around headline and story both.
    article: Option<NodeId>,
}

impl Own {
    fn new(doc: &Document, segments: &Segments, story: &Story) -> Own {
        let node = |i: usize| segments.list().get(i).map(|s| s.first);
        let first: Vec<NodeId> = node(story.first).map(|n| doc.ancestors(n).collect()).unwrap_or_default();
        let head: Vec<NodeId> =
            story.headline.and_then(node).map(|n| doc.ancestors(n).collect()).unwrap_or_default();
        let article = first.iter().copied().find(|a| is_article(doc, *a)).filter(|a| head.contains(a));
        let mut path = first;
        path.extend(head);
        path.sort_unstable();
        path.dedup();
        Own { path, article }
    }
}

impl Own {
    /// Whether an element is the line right above the headline and stands beside it in a block of the page.
    fn is_kicker(&self, doc: &Document, id: NodeId, at: usize, story: &Story) -> bool {
        story.headline.is_some_and(|h| at < h && at + 2 >= h)
            && doc.parent(id).is_some_and(|parent| {
                !matches!(doc.tag(parent), Tag::Body | Tag::Html) && self.path.contains(&parent)
            })
    }

    fn in_article(&self, doc: &Document, id: NodeId) -> bool {
        self.article.is_some_and(|article| doc.ancestors(id).any(|a| a == article))
    }
}

fn is_article(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Tag::Article
        || doc
            .class(id)
            .split_ascii_whitespace()
            .any(|c| matches!(c, "hentry" | "h-entry" | "post" | "article"))
}

/// Whether an element is beside the story: navigation, a sidebar, a page's header or footer, comments, teasers.
fn is_aside(doc: &Document, id: NodeId, tag: Tag, at: usize, own: &Own) -> bool {
    match tag {
        Tag::Nav | Tag::Head => true,
        // An article's own footer or marginal note carries its date as often as not.
        Tag::Footer | Tag::Aside => !own.in_article(doc, id) || short_text(doc, id, MAX_META_CHARS).is_none(),
        Tag::Header => at == 0 && !own.in_article(doc, id),
        Tag::Div | Tag::Section | Tag::Ul | Tag::Ol | Tag::Li | Tag::Form | Tag::Table | Tag::Dl => {
            names_an_aside(doc.class(id)) || names_an_aside(doc.html_id(id))
        }
        _ => false,
    }
}

/// Looks at one element: a `<time>`, a class that names a date or an author.
#[allow(clippy::too_many_arguments, reason = "one step of `look`")]
fn element(
    doc: &Document,
    id: NodeId,
    tag: Tag,
    at: usize,
    story: &Story,
    own: &Own,
    dates: DateReader,
    seen: &mut Seen,
) {
    let zone = if story.in_head(at) {
        0
    } else if story.in_tail(at) {
        20
    } else if story.above_headline(at) || own.is_kicker(doc, id, at, story) {
        6
    } else if (tag == Tag::Time || tag == Tag::Abbr)
        && own.in_article(doc, id)
        && !(story.start()..=story.last).contains(&at)
    {
        10
    } else if (story.start()..=story.last).contains(&at) {
        if tag != Tag::Time {
            return;
        }
        30
    } else {
        return;
    };
    let class = doc.class(id);
    if tag == Tag::Time || (names_a_date(class) || names_a_date(doc.html_id(id))) && !own.path.contains(&id) {
        date_element(doc, id, tag, zone, dates, seen);
    }
    if zone < 30
        && !own.path.contains(&id)
        && (names_an_author(class) || names_an_author(doc.html_id(id)) || is_rel_author(doc, id))
    {
        author_element(doc, id, zone, seen);
    }
}

fn is_rel_author(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Tag::A && super::collect::has_token(doc.attr(id, &local_name!("rel")), "author")
}

fn date_element(doc: &Document, id: NodeId, tag: Tag, zone: u8, dates: DateReader, seen: &mut Seen) {
    let text = short_text(doc, id, MAX_META_CHARS);
    let class = doc.class(id);
    let attribute =
        ["datetime", "data-datetime", "data-date", "content", "data-time", "data-timestamp", "title"];
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
        (Some((value, _)), Some(printed)) if value.day() != printed.0.day() && is_publish_label(&text) => {
            printed
        }
        (Some(declared), _) if declared.0.day().is_some() => declared,
        (_, Some(printed)) => printed,
        _ => return,
    };
    let source = match tag {
        Tag::Time => Source::Element("time".into()),
        _ => Source::Text,
    };
    let dated = Dated { value, raw: collapse(&raw), source };
    let says_updated = is_update_label(&text) || before(doc, id).is_some_and(|t| is_update_label(&t));
    if says_updated {
        seen.modified.push((zone, dated));
    } else if names_an_update(class) && !has_word(class, &["published"]) {
        // hAtom themes call the only date they print "updated".
        seen.modified.push((zone, dated.clone()));
        seen.published.push((zone + 5, dated));
    } else {
        seen.published.push((zone + u8::from(tag != Tag::Time), dated));
    }
}

/// The text right before an element, within its parent: its label.
fn before(doc: &Document, id: NodeId) -> Option<String> {
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
    let label: String =
        text.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    let words = label.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let mut updated = false;
    for word in words {
        match word {
            "updated" | "update" | "modified" | "edited" | "revised" | "reviewed" | "aktualisiert"
            | "geändert" | "bearbeitet" | "actualizado" | "actualizada" | "actualización" | "aggiornato"
            | "aggiornamento" | "atualizado" | "atualizada" | "bijgewerkt" | "oppdatert" | "opdateret"
            | "uppdaterad" | "päivitetty" | "güncelleme" | "güncellenme" | "обновлено" | "оновлено"
            | "aktualizacja" | "zaktualizowano" | "aktualizováno" | "jour" | "modifié" | "更新"
            | "最終更新" => updated = true,
            "published" | "posted" | "veröffentlicht" | "publié" | "publicado" | "pubblicato"
            | "erstellt" | "created" => updated = false,
            _ => {}
        }
    }
    updated
}

fn author_element(doc: &Document, id: NodeId, zone: u8, seen: &mut Seen) {
    let Some(text) = short_text(doc, id, MAX_META_CHARS) else { return };
    let names = byline::visible_names(&text);
    if names.is_empty() {
        return;
    }
    let source = if is_rel_author(doc, id) { Source::Element("a[rel=author]".into()) } else { Source::Text };
    let rank = zone + u8::from(byline::after_label(&text).is_none());
    seen.authors.push((rank, names.into_iter().map(|n| (n, Some(id))).collect(), source));
}

/// Looks at one line of text near the story.
fn line(segments: &Segments, story: &Story, index: usize, dates: DateReader, seen: &mut Seen) {
    let (head, above, tail) = (story.in_head(index), story.above_headline(index), story.in_tail(index));
    if !head && !tail && !above {
        return;
    }
    let Some(segment) = segments.list().get(index) else { return };
    if segment.hidden || segment.preformatted {
        return;
    }
    let text = segments.text(index);
    let short = segment.chars as usize <= MAX_META_CHARS;
    let zone = match (head, above) {
        (true, _) => 3,
        (_, true) => 7,
        _ => 23,
    };
    if short {
        dates_in(text, zone, !head && !above, dates, seen);
        if let Some(names) = line_authors(text, head || above) {
            seen.authors.push((
                zone + 2,
                names.into_iter().map(|n| (n, Some(segment.first))).collect(),
                Source::Text,
            ));
        }
    } else if head
        && let Some(spotted) = dates.first_in(text)
        && text.get(..spotted.start).is_some_and(|before| before.chars().count() <= 40)
        && is_dateline(
            text.get(..spotted.start).unwrap_or_default(),
            text.get(spotted.end..).unwrap_or_default(),
        )
    {
        push_date(text, spotted, 8, &mut seen.published);
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
fn dates_in(text: &str, rank: u8, labelled_only: bool, dates: DateReader, seen: &mut Seen) {
    let mut offset = 0;
    for _ in 0..3 {
        let Some(rest) = text.get(offset..) else { return };
        let Some(spotted) = dates.first_in(rest) else { return };
        let label = rest.get(..spotted.start).unwrap_or_default();
        let bare = folded(rest).chars().count() <= spotted.end - spotted.start + 30;
        let updated = is_update_label(label);
        if !(labelled_only && !updated && !is_publish_label(label) && !bare) {
            push_date(rest, spotted, rank, if updated { &mut seen.modified } else { &mut seen.published });
        }
        offset += spotted.end;
    }
}

fn push_date(text: &str, spotted: Spotted, rank: u8, list: &mut Vec<(u8, Dated)>) {
    let raw = collapse(text.get(spotted.start..spotted.end).unwrap_or_default());
    list.push((rank, Dated { value: spotted.value, raw, source: Source::Text }));
}

fn is_publish_label(text: &str) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|w| {
        matches!(
            w,
            "published"
                | "posted"
                | "date"
                | "publié"
                | "publicado"
                | "pubblicato"
                | "veröffentlicht"
                | "erstellt"
                | "datum"
                | "fecha"
                | "data"
                | "written"
                | "created"
                | "am"
                | "on"
                | "发布"
                | "时间"
        )
    })
}

/// Names in a line that reads as a byline: "By Jane Doe", "Posted on June 14, 2025 by Jane Doe".
fn line_authors(text: &str, head: bool) -> Option<Vec<String>> {
    if byline::after_label(text).is_some() {
        let names = byline::visible_names(text);
        return (!names.is_empty()).then_some(names);
    }
    if !head {
        return None;
    }
    let lower_by = [
        " by ",
        " By ",
        " BY ",
        " von ",
        " Von ",
        " par ",
        " Par ",
        " por ",
        " Por ",
        "作者：",
        "作者:",
        "记者 ",
        "记者：",
        "Author: ",
        "Autor: ",
    ];
    let rest = lower_by.iter().find_map(|by| text.split_once(by)).map(|(_, rest)| rest)?;
    let names = byline::visible_names(rest);
    (!names.is_empty() && text.chars().count() <= 120).then_some(names)
}

/// The text below an element if it is short, on one line.
pub(super) fn short_text(doc: &Document, id: NodeId, max_chars: usize) -> Option<String> {
    let mut raw = String::new();
    for node in doc.descendants(id).take(60) {
        match doc.kind(node) {
            Kind::Text => {
                raw.push_str(doc.text(node));
                if raw.len() > max_chars * 8 {
                    return None;
                }
            }
            Kind::Element if !doc.tag(node).is_inline() => raw.push_str(" | "),
            _ => {}
        }
    }
    let text = collapse(&raw);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '|').to_owned();
    (!text.is_empty() && text.chars().count() <= max_chars).then_some(text)
}

/// The `href` of the link that is this name, at, around or below a node.
pub(super) fn link_of<'a>(doc: &'a Document, node: NodeId, name: &str) -> Option<&'a str> {
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

/// The title a page prints without declaring it.
pub(super) fn printed_title(
    metadata: &Metadata,
    segments: &Segments,
    story: &Story,
) -> Option<Sourced<String>> {
    if metadata.title.is_some() {
        return None;
    }
    let value = collapse(segments.text(story.headline?));
    (!value.is_empty()).then_some(Sourced { value, source: Source::Text })
}
