//! `RDFa` (`property`) -> candidates, by scope: only properties of the thing that is the page's article.
//!
//! Comments and teasers beside the article are things of their own (`typeof`), and theirs must not win. Prefixes are not
//! resolved: `schema:headline`, `dc:title` and a bare `headline` under a `vocab` are told by their names.

use html5ever::local_name;

use super::author::byline;
use super::candidates::{Candidates, Claim, Place, offer, offer_read, offer_to_group};
use super::class_words::names_an_aside;
use super::collect::Found;
use super::date::DateReader;
use super::json_ld::type_rank;
use super::microdata::{date_text, image, in_comment_or_card, text};
use crate::article::{Author, LeadImage, Source};
use crate::dom::{Document, NodeId, Tag};
use crate::resolve::Resolver;

/// Offers what the article says of itself.
pub(super) fn candidates(
    doc: &Document,
    found: &Found<'_>,
    dates: DateReader,
    resolver: &Resolver,
    out: &mut Candidates,
) {
    if found.properties.is_empty() {
        return;
    }
    let main = main_item(doc, found);
    for &id in &found.properties {
        // Those of the head are read as meta tags, and so are `og:` and the like anywhere.
        let Some(names) = doc.attr(id, &local_name!("property")) else { continue };
        let owner = owner(doc, id);
        let is_loose = owner.is_none() && doc.tag(id) != Tag::Meta;
        if !(is_loose || owner.is_some() && owner == main) || in_comment_or_card(doc, id, main) {
            continue;
        }
        for name in names.split_ascii_whitespace() {
            if !is_loose {
                property(doc, id, name, dates, resolver, out);
            } else if is_author(name) && !is_beside(doc, id) {
                authors(doc, id, name, LOOSE_AUTHOR_RANK, resolver, out);
            }
        }
    }
}

/// Rank of who is named outside any item.
const LOOSE_AUTHOR_RANK: u8 = 28;

fn is_author(name: &str) -> bool {
    matches!(name.rsplit(['/', ':', '#']).next(), Some("author" | "creator" | "has_creator"))
}

fn is_beside(doc: &Document, id: NodeId) -> bool {
    doc.ancestors(id).any(|a| names_an_aside(doc.class(a)) || names_an_aside(doc.html_id(a)))
}

/// The thing that is the page's article: the one around its headline, or the only one.
fn main_item(doc: &Document, found: &Found<'_>) -> Option<NodeId> {
    let mut items: Vec<NodeId> = Vec::new();
    for &id in &found.properties {
        if let Some(item) = owner(doc, id).filter(|&item| rank(doc, item) >= 2 && items.last() != Some(&item))
            && !in_comment_or_card(doc, item, None)
        {
            items.push(item);
        }
    }
    items.sort_unstable();
    items.dedup();
    let holds_headline = |item: &NodeId| found.headings.iter().any(|&h| doc.ancestors(h).any(|a| a == *item));
    let headed = items.iter().copied().find(holds_headline);
    headed.or(if let [only] = items.as_slice() { Some(*only) } else { None })
}

/// The thing an element's property belongs to.
fn owner(doc: &Document, id: NodeId) -> Option<NodeId> {
    doc.ancestors(id).find(|&a| doc.attr_named(a, "typeof").is_some())
}

/// How much a thing is about an article.
fn rank(doc: &Document, id: NodeId) -> u8 {
    let types = doc.attr_named(id, "typeof").unwrap_or_default();
    let rank = |t: &str| match t.rsplit(['/', ':', '#']).next().unwrap_or(t) {
        // SIOC and FOAF, as Drupal writes them.
        "Item" | "Post" | "BlogPost" | "Document" => 3,
        name => type_rank(name),
    };
    types.split_ascii_whitespace().map(rank).max().unwrap_or_default()
}

fn property(
    doc: &Document,
    id: NodeId,
    name: &str,
    dates: DateReader,
    resolver: &Resolver,
    out: &mut Candidates,
) {
    let place = || Place::new(Source::Rdfa(super::text::collapse(name)), id);
    let date = |field: &mut Vec<_>, rank| {
        let Some(raw) = date_text(doc, id) else { return };
        offer_read(field, rank, dates.declared(&raw), &raw, place());
    };
    match name.rsplit(['/', ':', '#']).next().unwrap_or(name) {
        "headline" => offer(&mut out.title, 14, text(doc, id), place()),
        "name" | "title" => offer(&mut out.title, 34, text(doc, id), place()),
        "alternativeHeadline" => offer(&mut out.subtitle, 14, text(doc, id), place()),
        "description" | "abstract" => offer(&mut out.description, 26, text(doc, id), place()),
        "image" => {
            let url = image(doc, id, resolver);
            let raw = url.clone().unwrap_or_default();
            offer_read(&mut out.image, 26, url.map(LeadImage::at), &raw, place());
        }
        "datePublished" | "issued" | "published_time" => date(&mut out.published, 15),
        "dateCreated" | "created" | "date" => date(&mut out.published, 24),
        "dateModified" | "modified" | "modified_time" => date(&mut out.modified, 15),
        _ if is_author(name) => authors(doc, id, name, 20, resolver, out),
        "articleSection" => offer(&mut out.section, 18, text(doc, id), place()),
        _ => {}
    }
}

/// Offers the authors a property names.
fn authors(doc: &Document, id: NodeId, name: &str, rank: u8, resolver: &Resolver, out: &mut Candidates) {
    let raw = text(doc, id).unwrap_or_default();
    let link = std::iter::once(id).chain(doc.find(id, Tag::A));
    let url = link.filter_map(|n| doc.attr(n, &local_name!("href"))).find_map(|h| resolver.link(h.trim()));
    let names = byline::declared_names(&raw);
    let url = url.filter(|_| names.len() == 1);
    let place = Place::new(Source::Rdfa(super::text::collapse(name)), id);
    let claims = names.into_iter().map(|name| Claim {
        value: Author { url: url.clone(), ..Author::person(name) },
        raw: raw.clone(),
        place: place.clone(),
    });
    offer_to_group(&mut out.authors, rank, claims);
}
