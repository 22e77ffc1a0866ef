//! Microdata (`itemprop`) -> candidates, by scope: only properties of the item that is the page's article.
//!
//! Comments, teasers and products beside the article have items of their own, and theirs must not win.

use html5ever::local_name;

use super::author::byline;
use super::candidates::{Candidates, Claim, Place, offer, offer_read, offer_to_group};
use super::class_words::has_word;
use super::collect::{Found, has_token};
use super::date::DateReader;
use super::json_ld::type_rank;
use super::text::plain;
use crate::article::{Author, AuthorKind, LeadImage, Source};
use crate::dom::{Document, NodeId, Tag};
use crate::resolve::Resolver;

/// Characters of an author's item that does not say which of its text is the name.
const MAX_ITEM_CHARS: usize = 160;

/// Names of one author's item.
const MAX_NAMES: usize = 20;

/// Offers what the article's item says, or what is said outside any item exactly once.
pub(super) fn candidates(
    doc: &Document,
    found: &Found<'_>,
    dates: DateReader,
    resolver: &Resolver,
    out: &mut Candidates,
) {
    if found.itemprops.is_empty() {
        return;
    }
    let main = main_item(doc, found);
    for &id in &found.itemprops {
        let Some(names) = doc.attr(id, &local_name!("itemprop")) else { continue };
        if !names.split_ascii_whitespace().any(is_of_use) {
            continue;
        }
        let owner = owner(doc, id);
        let counts = match owner {
            // Scopes without a type, or of the page as a whole, add nothing of their own.
            Some(owner) => Some(owner) == main || is_page(doc, owner),
            None => true,
        };
        if !counts || in_comment_or_card(doc, id, main) {
            continue;
        }
        // Without a scope nobody says whose property it is; it counts if there is no other.
        let loose = owner != main;
        for name in names.split_ascii_whitespace() {
            if loose && occurrences(doc, found, name) > 1 {
                continue;
            }
            property(doc, found, id, name, loose, Reader { dates, resolver }, out);
        }
    }
}

fn is_of_use(name: &str) -> bool {
    matches!(
        name,
        "headline"
            | "name"
            | "datePublished"
            | "dateCreated"
            | "dateModified"
            | "author"
            | "creator"
            | "description"
            | "image"
            | "articleSection"
            | "keywords"
            | "alternativeHeadline"
            | "alternativeheadline"
            | "license"
            | "isAccessibleForFree"
            | "commentCount"
            | "interactionCount"
    )
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    dates: DateReader,
    resolver: &'a Resolver,
}

fn property(
    doc: &Document,
    found: &Found<'_>,
    id: NodeId,
    name: &str,
    loose: bool,
    reader: Reader<'_>,
    out: &mut Candidates,
) {
    let place = || Place::new(Source::Microdata(name.into()), id);
    let rank = |strong: u8| if loose { strong + 6 } else { strong };
    match name {
        "headline" => offer(&mut out.title, rank(14), text(doc, id), place()),
        "name" if !loose => offer(&mut out.title, 34, text(doc, id), place()),
        "datePublished" | "dateCreated" | "dateModified" => {
            let Some(raw) = date_text(doc, id) else { return };
            let (field, rank) = match name {
                "datePublished" => (&mut out.published, rank(15)),
                "dateCreated" => (&mut out.published, rank(24)),
                _ => (&mut out.modified, rank(15)),
            };
            offer_read(field, rank, reader.dates.declared(&raw), &raw, place());
        }
        "author" | "creator" => {
            let raw = text(doc, id).unwrap_or_default();
            let people = people(doc, found, id, reader.resolver).into_iter();
            let claims = people.map(|value| Claim { value, raw: raw.clone(), place: place() });
            offer_to_group(&mut out.authors, rank(20), claims);
        }
        "description" => offer(&mut out.description, rank(26), text(doc, id), place()),
        "image" => {
            let url = image(doc, id, reader.resolver);
            let raw = url.clone().unwrap_or_default();
            offer_read(&mut out.image, rank(26), url.map(LeadImage::at), &raw, place());
        }
        "alternativeHeadline" | "alternativeheadline" => {
            offer(&mut out.subtitle, rank(14), text(doc, id), place());
        }
        "license" => {
            let link = doc.attr(id, &local_name!("href")).map(str::to_owned);
            let raw = link.or_else(|| text(doc, id)).unwrap_or_default();
            offer_read(
                &mut out.licence,
                rank(16),
                super::links::licence(&raw, reader.resolver),
                &raw,
                place(),
            );
        }
        "isAccessibleForFree" => {
            let raw = text(doc, id).unwrap_or_default();
            let free = raw.rsplit('/').next().and_then(|t| t.to_ascii_lowercase().parse().ok());
            offer_read(&mut out.accessible_for_free, rank(16), free, &raw, place());
        }
        "commentCount" | "interactionCount" => {
            let raw = text(doc, id).unwrap_or_default();
            let number =
                if name == "commentCount" { Some(raw.as_str()) } else { raw.strip_prefix("UserComments:") };
            let count = number.and_then(|n| n.trim().parse().ok());
            offer_read(&mut out.comment_count, rank(16), count, &raw, place());
        }
        "articleSection" => offer(&mut out.section, rank(18), text(doc, id), place()),
        "keywords" => {
            let words = text(doc, id).unwrap_or_default();
            let claims = super::page::keywords(&words).map(|word| Claim::verbatim(word, place()));
            offer_to_group(&mut out.tags, rank(28), claims);
        }
        _ => {}
    }
}

/// The item of the page's article: the first of an article type that is no comment, best if it holds an `h1` or a
/// headline.
fn main_item(doc: &Document, found: &Found<'_>) -> Option<NodeId> {
    let mut items = found
        .items
        .iter()
        .copied()
        .filter(|&id| item_rank(doc, id) >= 2 && !in_comment_or_card(doc, id, None));
    let first = items.next()?;
    let mut rest = items.peekable();
    if rest.peek().is_none() {
        return Some(first);
    }
    let all: Vec<NodeId> = std::iter::once(first).chain(rest).collect();
    let best_rank = all.iter().map(|&id| item_rank(doc, id)).max().unwrap_or_default();
    let all: Vec<NodeId> = all.into_iter().filter(|&id| item_rank(doc, id) == best_rank).collect();
    // An item around an `h1` outranks teasers, the innermost of several; several without are a listing.
    let headed = found.headings.iter().find_map(|&h| doc.ancestors(h).find(|a| all.contains(a)));
    headed.or_else(|| (all.len() <= 2).then(|| all.first().copied()).flatten())
}

fn item_rank(doc: &Document, id: NodeId) -> u8 {
    let kind = doc.attr(id, &local_name!("itemtype")).unwrap_or_default();
    kind.split_ascii_whitespace()
        .map(|t| type_rank(t.rsplit('/').next().unwrap_or(t)))
        .max()
        .unwrap_or_default()
}

fn is_page(doc: &Document, item: NodeId) -> bool {
    doc.attr(item, &local_name!("itemtype")).is_none() || item_rank(doc, item) == 1
}

/// The item an element's property belongs to.
fn owner(doc: &Document, id: NodeId) -> Option<NodeId> {
    doc.ancestors(id).find(|&a| doc.attr(a, &local_name!("itemscope")).is_some())
}

/// Whether the element stands in another's text: a comment, a sidebar, a navigation.
pub(super) fn in_comment_or_card(doc: &Document, id: NodeId, within: Option<NodeId>) -> bool {
    doc.ancestors(id).take_while(|&a| Some(a) != within).any(|a| {
        matches!(doc.tag(a), Tag::Nav | Tag::Aside | Tag::Footer)
            || has_word(doc.class(a), &["comment", "comments", "commentlist"])
            || has_token(doc.attr(a, &local_name!("itemprop")), "comment")
            || doc.attr(a, &local_name!("itemtype")).is_some_and(|t| {
                t.ends_with("Comment") || t.ends_with("WPSideBar") || t.ends_with("WPFooter")
            })
    })
}

fn occurrences(doc: &Document, found: &Found<'_>, name: &str) -> usize {
    found
        .itemprops
        .iter()
        .filter(|&&id| has_token(doc.attr(id, &local_name!("itemprop")), name))
        .take(2)
        .count()
}

/// The value of a property: its attribute for elements that have one, else its text.
pub(super) fn text(doc: &Document, id: NodeId) -> Option<String> {
    match doc.attr(id, &local_name!("content")) {
        Some(content) if !content.trim().is_empty() => plain(content),
        _ => super::page::text_of(doc, id),
    }
}

pub(super) fn date_text(doc: &Document, id: NodeId) -> Option<String> {
    // Blogger puts it in the title of an `abbr`.
    for name in [local_name!("content"), local_name!("datetime"), local_name!("title")] {
        if let Some(value) = doc.attr(id, &name).filter(|v| !v.trim().is_empty()) {
            return Some(value.to_owned());
        }
    }
    super::page::text_of(doc, id)
}

pub(super) fn image(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<String> {
    let names = [local_name!("content"), local_name!("src"), local_name!("href")];
    if let Some(url) = names.iter().find_map(|n| doc.attr(id, n)) {
        return resolver.image(url.trim());
    }
    // An ImageObject: its URL is a property of its own.
    let inner =
        doc.descendants(id).take(50).find(|&n| has_token(doc.attr(n, &local_name!("itemprop")), "url"))?;
    names.iter().find_map(|n| doc.attr(inner, n)).and_then(|url| resolver.image(url.trim()))
}

fn people(doc: &Document, found: &Found<'_>, id: NodeId, resolver: &Resolver) -> Vec<Author> {
    let href = |id: NodeId| doc.attr(id, &local_name!("href")).and_then(|h| resolver.link(h.trim()));
    if doc.attr(id, &local_name!("itemscope")).is_none() {
        let names = byline::declared_names(&text(doc, id).unwrap_or_default());
        let url = href(id).or_else(|| doc.find(id, Tag::A).and_then(href)).filter(|_| names.len() == 1);
        return names.into_iter().map(|name| Author { url: url.clone(), ..Author::person(name) }).collect();
    }
    let all_own = |property: &'static str| {
        found.itemprops.iter().copied().filter(move |&p| {
            has_token(doc.attr(p, &local_name!("itemprop")), property) && owner(doc, p) == Some(id)
        })
    };
    let own = |property| all_own(property).next();
    let item_type = doc.attr(id, &local_name!("itemtype")).unwrap_or_default();
    let kind =
        if item_type.ends_with("Organization") { AuthorKind::Organisation } else { AuthorKind::Person };
    // One item may hold several people.
    let mut names: Vec<String> = Vec::new();
    for name in all_own("name").take(MAX_NAMES) {
        names.extend(byline::declared_names(&text(doc, name).unwrap_or_default()));
    }
    if own("name").is_none() {
        names =
            byline::marked_names(&super::visible::short_text(doc, id, MAX_ITEM_CHARS).unwrap_or_default());
    }
    let single = names.len() == 1;
    let url = own("url").and_then(href).or_else(|| doc.find(id, Tag::A).and_then(href)).filter(|_| single);
    let image = own("image").and_then(|node| image(doc, node, resolver)).filter(|_| single);
    let person = |name| Author { url: url.clone(), image: image.clone(), kind, ..Author::person(name) };
    names.into_iter().map(person).collect()
}
