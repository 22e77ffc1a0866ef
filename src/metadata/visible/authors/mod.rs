//! Names around the story: elements whose classes and links name an author here, lines and signatures below.

mod lines;
mod signature;

use html5ever::local_name;

use super::{Credits, MAX_META_CHARS, Seen, TAIL_RANK, dates, short_text};
use crate::article::Source;
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::author::byline;
use crate::metadata::author::words::{OTHER_WORK, is_author_path, is_author_word};
use crate::metadata::candidates::Place;
use crate::metadata::class_words::{has_word, names_a_member, names_an_aside, names_an_author};
use crate::metadata::collect::has_token;
use crate::metadata::date::DateReader;
use crate::metadata::text::collapse;
pub(super) use lines::{far_behind, member_above, of_line};
pub(in crate::metadata) use signature::SIGN_RANK;
pub(super) use signature::{closing, paper_and_agency, signature};

/// Nodes of an element that are looked at for names.
const MAX_INNER_NODES: usize = 60;

/// Elements that are looked at for authors; each takes ten microseconds.
const MAX_BYLINES: usize = 2_000;

/// Characters of a line that is a name.
const MAX_SIGNATURE_CHARS: usize = 50;

/// Rank of the first member of a forum that is named inside the story.
const FIRST_MEMBER_RANK: u8 = 12;

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
