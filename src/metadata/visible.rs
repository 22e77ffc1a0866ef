//! The text around the story -> title, authors and dates that no markup declares, as a reader finds them.
//!
//! Position decides. A date or byline counts between the headline and the first lines of the story, right behind its
//! end, or inside the story's own `<article>`; never in the page's header, navigation, sidebars, teasers or comments,
//! and never before the headline elsewhere: today's date stands there.

use html5ever::local_name;

use super::byline;
use super::class_words::{has_word, names_a_date, names_an_aside, names_an_author, names_an_update};
use super::date::{DateReader, Spotted};
use super::story::Story;
use super::text::{collapse, folded};
use crate::article::{Dated, Metadata, Source, Sourced};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::segment::Segments;

/// Rank of what stands behind the story; what stands before it ranks below.
const TAIL_RANK: u8 = 20;

/// Characters of a line that is about the story rather than of it.
const MAX_META_CHARS: usize = 160;

/// Characters of a sentence that says when and by whom the story was published.
const MAX_NOTE_CHARS: usize = 300;

/// Names, each with the element that may link it.
pub(super) type Credits = Vec<(String, Option<NodeId>)>;

/// What was found about the story, best first by field.
#[derive(Default)]
pub(super) struct Seen {
    published: Vec<(u8, Dated)>,
    modified: Vec<(u8, Dated)>,
    authors: Vec<(u8, Credits, Source)>,
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

    /// Names with the element that may link them, and whether they stand behind the story.
    pub(super) fn authors(&mut self) -> Option<(Credits, Source, bool)> {
        let best = self.authors.iter().map(|(rank, ..)| *rank).min()?;
        let at = self.authors.iter().position(|(rank, ..)| *rank == best)?;
        let (rank, names, source) = self.authors.swap_remove(at);
        Some((names, source, rank >= TAIL_RANK))
    }
}

/// Looks around the story. One pass over the page.
pub(super) fn look(doc: &Document, segments: &Segments, story: &Story, dates: DateReader) -> Seen {
    let own = Own::new(doc, segments, story);
    let mut seen = Seen::default();
    let mut at = 0;
    let mut in_article = false;
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
                if own.article == Some(id) {
                    in_article = true;
                } else if in_article && own.article.is_some_and(|article| doc.depth(id) <= doc.depth(article))
                {
                    in_article = false;
                }
                // Most of a page is far from the story.
                if !in_article && !story.is_near(at) {
                    if at > story.end_of_tail() {
                        break;
                    }
                    continue;
                }
                let tag = doc.tag(id);
                if !own.holds(id) && is_aside(doc, id, tag, at, &own) {
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
    /// Whether an element is around the headline or the story's first text.
    fn holds(&self, id: NodeId) -> bool {
        self.path.binary_search(&id).is_ok()
    }

    /// Whether an element is the line right above the headline and stands beside it in a block of the page.
    fn is_kicker(&self, doc: &Document, id: NodeId, at: usize, story: &Story) -> bool {
        story.headline.is_some_and(|h| at < h && at + 2 >= h)
            && doc
                .parent(id)
                .is_some_and(|parent| !matches!(doc.tag(parent), Tag::Body | Tag::Html) && self.holds(parent))
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
        TAIL_RANK
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
    if tag == Tag::Time || (names_a_date(class) || names_a_date(doc.html_id(id))) && !own.holds(id) {
        date_element(doc, id, tag, zone, dates, seen);
    }
    if zone < 30
        && !own.holds(id)
        && (names_an_author(class) || names_an_author(doc.html_id(id)) || links_author(doc, id))
    {
        author_element(doc, id, zone, seen);
    }
}

/// Whether a link leads to an author's page, by its `rel` or its path.
fn links_author(doc: &Document, id: NodeId) -> bool {
    if doc.tag(id) != Tag::A {
        return false;
    }
    let href = doc.attr(id, &local_name!("href")).unwrap_or_default();
    is_rel_author(doc, id)
        || href.split(['/', '?', '=']).any(|part| {
            matches!(
                part,
                "author"
                    | "authors"
                    | "autor"
                    | "autoren"
                    | "auteur"
                    | "auteurs"
                    | "autore"
                    | "autores"
                    | "writer"
                    | "writers"
                    | "contributor"
                    | "contributors"
                    | "journalist"
                    | "journalists"
                    | "profile"
                    | "people"
                    | "staff"
                    | "byline"
                    | "reporter"
                    | "reporters"
                    | "redaktion"
            )
        })
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
    let found = Dated { value, raw: collapse(&raw), source };
    let says_upfound = is_update_label(&text) || before(doc, id).is_some_and(|t| is_update_label(&t));
    if says_upfound {
        seen.modified.push((zone, found));
    } else if names_an_update(class) && !has_word(class, &["published"]) {
        // hAtom themes call the only date they print "upfound".
        seen.modified.push((zone, found.clone()));
        seen.published.push((zone + 5, found));
    } else {
        // Printed for machines as when it was published: nothing in the story says it better.
        let exact = zone == 10 && has_word(class, &["published", "dtpublished"]);
        seen.published.push((if exact { 2 } else { zone + u8::from(tag != Tag::Time) }, found));
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
    let within = index >= story.start() && index <= story.end_of_tail();
    let Some(segment) = segments.list().get(index).filter(|s| !s.hidden && !s.preformatted) else { return };
    let text = segments.text(index);
    if within && segment.chars as usize <= MAX_NOTE_CHARS {
        note(text, dates, seen);
    }
    if !head && !tail && !above {
        return;
    }
    let short = segment.chars as usize <= MAX_META_CHARS;
    let zone = match (head, above) {
        (true, _) => 3,
        (_, true) => 7,
        _ => TAIL_RANK + 3,
    };
    if short {
        dates_in(text, zone, !head && !above, dates, seen);
        if let Some(names) = line_authors(text, segments.text(index + 1), head || above, dates) {
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

/// A sentence about the story in or behind it: "This entry was posted on ...", "Dieser Beitrag wurde am ... veröffentlicht".
fn note(text: &str, dates: DateReader, seen: &mut Seen) {
    let told = text.split(|c: char| !c.is_alphabetic()).take(8).any(|w| {
        matches!(
            w,
            "Posted"
                | "posted"
                | "Published"
                | "published"
                | "Veröffentlicht"
                | "veröffentlicht"
                | "Erschienen"
                | "Beitrag"
                | "Eintrag"
                | "Gespeichert"
                | "Publié"
                | "publié"
                | "Publicado"
                | "publicado"
                | "Pubblicato"
                | "pubblicato"
                | "Submitted"
                | "发布时间"
                | "发表于"
                | "发布于"
        )
    });
    if told
        && let Some(spotted) = dates.first_in(text)
        && text
            .get(..spotted.start)
            .is_some_and(|before| before.chars().count() <= 60 && !is_update_label(before))
    {
        push_date(text, spotted, TAIL_RANK + 8, &mut seen.published);
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
fn line_authors(text: &str, next: &str, head: bool, dates: DateReader) -> Option<Vec<String>> {
    if byline::is_bare_label(text) {
        let names = byline::visible_names(next);
        return (!names.is_empty() && next.chars().count() <= 60).then_some(names);
    }
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
    if let Some((_, rest)) = lower_by.iter().find_map(|by| text.split_once(by)) {
        let names = byline::visible_names(rest);
        return (!names.is_empty() && text.chars().count() <= 120).then_some(names);
    }
    beside_date(text, dates)
}

/// A name that shares its line with nothing but a date: "Dec. 19, 2025 · Jane Doe".
fn beside_date(text: &str, dates: DateReader) -> Option<Vec<String>> {
    let spotted = dates.first_in(text)?;
    let (before, after) = (text.get(..spotted.start)?.trim(), text.get(spotted.end..)?.trim());
    let mark = |c: char| matches!(c, '|' | '·' | '•' | ',' | '-' | '–' | '—' | '/' | '∙');
    if !before.ends_with(mark) && !after.starts_with(mark) {
        return None;
    }
    let trim = |s: &str| s.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let (before, after) = (trim(before), trim(after));
    let alone = match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (true, false) => after,
        _ => return None,
    };
    let names = byline::visible_names(&alone);
    let whole = names.iter().map(|n| n.chars().count()).sum::<usize>() + 8 >= alone.chars().count();
    (whole && names.iter().all(|n| n.contains(' '))).then_some(names).filter(|n| !n.is_empty())
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
