//! Names around the story: bylines, classes and links that name an author.

use html5ever::local_name;

use super::{Credits, MAX_META_CHARS, Seen, TAIL_RANK, short_text};
use crate::article::Source;
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::author::byline;
use crate::metadata::candidates::Place;
use crate::metadata::collect::has_token;
use crate::metadata::date::DateReader;

/// Whether a link leads to an author's page, by its `rel` or its path.
pub(super) fn is_link(doc: &Document, id: NodeId) -> bool {
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
    doc.tag(id) == Tag::A && has_token(doc.attr(id, &local_name!("rel")), "author")
}

/// Looks at an element that may name authors.
pub(super) fn element(doc: &Document, id: NodeId, zone: u8, seen: &mut Seen) {
    let Some(text) = short_text(doc, id, MAX_META_CHARS) else { return };
    let names = byline::visible_names(&text);
    if names.is_empty() {
        return;
    }
    let source = if is_rel_author(doc, id) { Source::Element("a[rel=author]".into()) } else { Source::Text };
    let rank = zone + u8::from(byline::after_label(&text).is_none());
    let place = Place::new(source, id);
    seen.authors.push((rank, Credits { names, place, behind: zone >= TAIL_RANK }));
}

/// Names in a line that reads as a byline: "By Jane Doe", "Posted on June 14, 2025 by Jane Doe".
pub(super) fn of_line(text: &str, next: &str, head: bool, dates: DateReader) -> Option<Vec<String>> {
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
