//! Elements whose class says "author" as microformats define it -> candidates: `p-author` of an h-entry.
//!
//! Comments and teasers carry the same marks; only those outside them count, and only if they are few.

use html5ever::local_name;

use super::byline;
use crate::article::{Author, Source};
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::candidates::{Candidates, Claim, Place, offer_to_group};
use crate::metadata::class_words::names_an_aside;
use crate::metadata::collect::has_token;
use crate::metadata::text::plain;
use crate::metadata::visible::short_text;
use crate::resolve::Resolver;

/// Characters of an element that names an author and may tell a little more.
const MAX_MARK_CHARS: usize = 160;

/// Rank of what they name.
const RANK: u8 = 30;

/// Marks of a page about one text; more are a list of posts.
const MAX_MARKS: usize = 8;

/// Offers the authors of marked elements.
pub(in crate::metadata) fn candidates(
    doc: &Document,
    marks: &[NodeId],
    resolver: &Resolver,
    out: &mut Candidates,
) {
    let own: Vec<NodeId> =
        marks.iter().copied().filter(|&id| !is_beside(doc, id)).take(MAX_MARKS + 1).collect();
    if own.len() > MAX_MARKS {
        return;
    }
    for id in own {
        let content = doc.attr(id, &local_name!("content")).and_then(plain);
        let Some(raw) = content.or_else(|| short_text(doc, id, MAX_MARK_CHARS)) else { continue };
        let names = byline::marked_names(&raw);
        let single = names.len() == 1;
        let find =
            |tag: Tag| (doc.tag(id) == tag).then_some(id).or_else(|| doc.find(id, tag)).filter(|_| single);
        let link = find(Tag::A).and_then(|a| doc.attr(a, &local_name!("href")));
        let picture = find(Tag::Img).and_then(|img| doc.attr(img, &local_name!("src")));
        let about = Author {
            url: link.and_then(|href| resolver.link(href.trim())),
            image: picture.filter(|src| !src.starts_with("data:")).and_then(|src| resolver.image(src.trim())),
            ..Author::default()
        };
        let claims = names.into_iter().map(|name| Claim {
            value: Author { name, ..about.clone() },
            raw: raw.clone(),
            place: Place::new(Source::Element("p-author".into()), id),
        });
        offer_to_group(&mut out.authors, RANK, claims);
    }
}

/// Whether an element stands in a comment, a teaser or beside the page's text.
fn is_beside(doc: &Document, id: NodeId) -> bool {
    doc.ancestors(id).any(|a| {
        matches!(doc.tag(a), Tag::Nav | Tag::Aside | Tag::Footer)
            || names_an_aside(doc.class(a))
            || names_an_aside(doc.html_id(a))
            || doc.attr_named(a, "typeof").is_some_and(|kind| has_token(Some(kind), "sioc:Post"))
                && doc.attr_named(a, "rel").is_some()
            || doc.attr_named(a, "property").is_some_and(|p| p.contains("comment"))
    })
}
