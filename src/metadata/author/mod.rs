//! Author candidates and the lines around the story -> who wrote it.

pub(super) mod author_box;
pub(super) mod byline;

use url::Url;

use super::candidates::{Claim, Group, Place};
use super::story::Story;
use super::text::folded;
use super::visible;
use crate::article::{Author, Metadata, Source, Sourced};
use crate::dom::Document;
use crate::resolve::Resolver;
use crate::segment::Segments;

/// Authors of one article.
const MAX_AUTHORS: usize = 100;

/// The best group of authors; one that only repeats the site's name only if there is no other.
pub(super) fn choose(
    mut groups: Vec<Group<Author>>,
    urls: &[String],
    sites: &[String],
) -> Vec<Claim<Author>> {
    groups.sort_by_key(|g| g.rank);
    let sites: Vec<String> = sites.iter().map(|s| folded(s)).collect();
    let of_people = groups.iter().position(|g| {
        g.claims.iter().any(|a| {
            !sites.contains(&folded(&a.value.name)) && !byline::looks_like_organisation(&a.value.name)
        })
    });
    let chosen = of_people.or(if groups.is_empty() { None } else { Some(0) });
    let Some(chosen) = chosen else { return Vec::new() };
    let mut people = groups.swap_remove(chosen).claims;
    let mut seen: Vec<String> = Vec::new();
    people.retain(|p| {
        let key = folded(&p.value.name);
        let new = seen.len() < MAX_AUTHORS && !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
    for person in &mut people {
        if person.value.url.is_none() {
            let others = groups.iter().flat_map(|g| &g.claims);
            person.value.url =
                others.filter(|o| o.value.name == person.value.name).find_map(|o| o.value.url.clone());
        }
    }
    if let ([person], [url]) = (people.as_mut_slice(), urls) {
        person.value.url = person.value.url.take().or_else(|| Some(url.clone()));
    }
    people
}

/// Whether nobody is named, or only the site itself.
pub(super) fn are_weak(metadata: &Metadata, resolver: &Resolver) -> bool {
    let site = metadata.site.as_ref().map(|s| folded(&s.value));
    let domain = resolver.page_url().and_then(Url::domain).map(folded);
    metadata.authors.iter().all(|a| {
        let name = folded(&a.value.name);
        site.as_ref().is_some_and(|s| *s == name)
            || domain.as_ref().is_some_and(|d| d.contains(&name))
            || byline::looks_like_organisation(&a.value.name)
    })
}

/// The authors of a byline; behind the story the box about its author says more than a lone name.
pub(super) fn of_byline(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    credits: visible::Credits,
    resolver: &Resolver,
) -> Vec<Sourced<Author>> {
    if credits.behind
        && let Some(person) = author_box::find(doc, segments, story, resolver)
    {
        return vec![person.located(doc)];
    }
    credits.names.into_iter().map(|name| credited(doc, name, &credits.place, resolver)).collect()
}

/// A name of a byline with the link it is in.
fn credited(doc: &Document, name: String, place: &Place, resolver: &Resolver) -> Sourced<Author> {
    let link = place.node.and_then(|node| visible::link_of(doc, node, &name));
    let url = link.and_then(|href| resolver.link(href));
    let author = Author { url, ..Author::person(&name) };
    Claim { value: author, raw: name, place: place.clone() }.located(doc)
}

/// Takes the author from a box behind the story if nothing better names one, and the URL of a name the box repeats.
pub(super) fn add_box(
    metadata: &mut Metadata,
    doc: &Document,
    segments: &Segments,
    story: &Story,
    resolver: &Resolver,
) {
    let weak = are_weak(metadata, resolver);
    // A byline's link is to the site's own page about the author; the box may tell theirs.
    let open = |a: &Sourced<Author>| a.value.url.is_none() || matches!(a.source, Source::Text);
    if !weak && !metadata.authors.iter().any(open) {
        return;
    }
    let Some(person) = author_box::find(doc, segments, story, resolver) else { return };
    if weak {
        metadata.authors = vec![person.located(doc)];
        return;
    }
    for author in metadata.authors.iter_mut().filter(|a| open(a)) {
        if folded(&author.value.name) == folded(&person.value.name) {
            author.value.url = person.value.url.clone().or(author.value.url.take());
        }
    }
}
