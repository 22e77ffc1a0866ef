//! Author candidates and the lines around the story -> who wrote it.
//!
//! # Choice
//!
//! Declarations come in groups: the authors one source names. Each group has a [`Standing`], that of its best author,
//! and the rank of its source. The best standing wins, then the best rank: a person whom only a `<meta>` names beats
//! the publisher that JSON-LD names, a full name beats a login. What no declaration tells as a person is looked for in
//! the text a reader sees, with the same scale: a byline with a full name replaces the publisher, a system's user and a
//! login; a box about the author behind the story comes last.

pub(super) mod author_box;
pub(super) mod byline;
mod labels;
mod looks;
pub(super) mod markup;
mod pieces;
#[cfg(test)]
mod tests;
pub(super) mod words;

use html5ever::local_name;
use url::Url;

use super::candidates::{Claim, Group, Place};
use super::story::Story;
use super::text::folded;
use super::visible;
use crate::article::{Author, AuthorKind, Metadata, Source, Sourced};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::resolve::Resolver;
use crate::segment::Segments;

/// Authors of one article.
const MAX_AUTHORS: usize = 100;

/// Characters of a link that is an author's name.
const MAX_LINK_CHARS: usize = 60;

/// Letters of a domain that may be the initials of its owner.
const MAX_INITIALS: usize = 4;

/// Words that names of papers begin with.
const ARTICLES: &[&str] = &[
    "the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "o", "a", "de", "het",
    "al",
];

/// Rank from which sources are elements of the page's body: other people's stand there too.
const BODY_RANK: u8 = 20;

/// What a name is good for, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// A person by full name, or a name in a script where that cannot be told.
    Person,
    /// One word: a first name, a nickname, a login.
    Handle,
    /// What may be a person's name, and is the site's too.
    Namesake,
    /// An agency, a newsroom, a company.
    Organisation,
    /// The site itself.
    Site,
    /// Nobody.
    Nobody,
}

/// The names the page goes by: its site, its publisher, its domain.
pub(super) struct Sites {
    names: Vec<String>,
    /// The label of its domain that may be the initials of a name: `dw` of Deutsche Welle.
    initials: Option<String>,
}

impl Sites {
    /// Takes the names as printed, and the page's URL.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>, url: Option<&'a Url>) -> Sites {
        let names =
            names.into_iter().chain(super::domain_names(url)).map(folded).filter(|name| !name.is_empty());
        let labels = super::domain(url).and_then(|d| d.rsplit_once('.')).map(|(labels, _)| labels.split('.'));
        let longest = labels.and_then(|labels| labels.max_by_key(|label| label.len()));
        let initials = longest.filter(|label| (2..=MAX_INITIALS).contains(&label.len())).map(str::to_owned);
        Sites { names: names.collect(), initials }
    }

    /// The names found for a page.
    pub(super) fn of(metadata: &Metadata, resolver: &Resolver) -> Sites {
        let site = metadata.site.iter().map(|s| s.value.as_str());
        let publisher = metadata.publisher.iter().map(|p| p.value.name.as_str());
        let canonical = metadata.canonical_url.as_ref().and_then(|url| Url::parse(&url.value).ok());
        Sites::new(site.chain(publisher), resolver.page_url().or(canonical.as_ref()))
    }

    fn include(&self, name: &str) -> bool {
        let initials =
            || name.split_whitespace().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase);
        self.names.contains(&folded(name))
            || self.initials.as_ref().is_some_and(|label| initials().eq(label.chars()))
    }

    /// The standing of a name.
    pub(super) fn standing(&self, author: &Author) -> Standing {
        let name = author.name.as_str();
        let one_word =
            !name.contains(char::is_whitespace) && name.chars().any(|c| c.is_lowercase() || c.is_ascii());
        let of_organisation =
            author.kind == AuthorKind::Organisation || byline::looks_like_organisation(name);
        if self.include(name) {
            // Some sites are called after their author.
            if one_word || of_organisation || !self.names.contains(&folded(name)) {
                Standing::Site
            } else {
                Standing::Namesake
            }
        } else if of_organisation {
            Standing::Organisation
        } else if one_word {
            Standing::Handle
        } else {
            Standing::Person
        }
    }

    /// Tells organisations by their names. Of those that the site shares, sites of one person are called after a person,
    /// and others after what they are about, which their text names too.
    fn classify(&self, author: &mut Author, doc: &Document) {
        let is_organisation = match self.standing(author) {
            Standing::Namesake => has_article(&author.name) || is_worded(&author.name, doc),
            standing => standing >= Standing::Organisation,
        };
        if is_organisation {
            author.kind = AuthorKind::Organisation;
        }
    }

    fn best<'a>(&self, authors: impl IntoIterator<Item = &'a Author>) -> Standing {
        authors.into_iter().map(|author| self.standing(author)).min().unwrap_or(Standing::Nobody)
    }
}

/// Whether a name begins as that of a paper does: "The Harbour", "Die Zeit".
fn has_article(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    ARTICLES.contains(&first.as_str())
}

/// Whether the page uses a word of a name as one of the language: "Harbour Tools" sells tools.
fn is_worded(name: &str, doc: &Document) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let is_cased = |word: &&String| word.to_uppercase() != **word;
    let words: Vec<&String> = words.iter().filter(is_cased).collect();
    let is_one = |word: &str| words.iter().any(|known| *known == word);
    let uses = |id: NodeId| doc.text(id).split(|c: char| !c.is_alphanumeric()).any(is_one);
    words.is_empty() || doc.ids().any(|id| doc.kind(id) == Kind::Text && uses(id))
}

/// The best group of authors, without the publisher beside them, each once.
pub(super) fn choose(
    mut groups: Vec<Group<Author>>,
    urls: &[String],
    sites: &Sites,
    doc: &Document,
) -> Vec<Claim<Author>> {
    groups.sort_by_key(|group| (sites.best(group.claims.iter().map(|c| &c.value)), group.rank));
    if groups.is_empty() {
        return Vec::new();
    }
    let best = fullest(&groups, sites);
    let mut people = distinct(groups.remove(best).claims);
    if people.iter().any(|p| sites.standing(&p.value) <= Standing::Handle) {
        people.retain(|p| {
            p.value.kind == AuthorKind::Organisation || sites.standing(&p.value) != Standing::Site
        });
    }
    for person in &mut people {
        for other in groups.iter().flat_map(|group| &group.claims) {
            if is_same_name(&other.value.name, &person.value.name) {
                complete(&mut person.value, &other.value);
            }
        }
        sites.classify(&mut person.value, doc);
    }
    if let ([person], [url]) = (people.as_mut_slice(), urls) {
        person.value.url = person.value.url.take().or_else(|| Some(url.clone()));
    }
    people
}

/// The author whose page a tag gives without a name, as the link to that page names them. Only pages of the same site
/// are linked so; profiles on networks are linked from every page of a site.
pub(super) fn linked(doc: &Document, urls: &[String], resolver: &Resolver) -> Option<Claim<Author>> {
    let host = resolver.page_url()?.host_str()?;
    let own = |url: &&String| Url::parse(url).is_ok_and(|u| u.host_str() == Some(host) && u.path().len() > 1);
    let url = urls.iter().find(own)?;
    let path = Url::parse(url).ok()?.path().trim_end_matches('/').to_owned();
    let anchors = doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::A);
    let leads = |id: &NodeId| {
        doc.attr(*id, &local_name!("href"))
            .is_some_and(|href| href.contains(&path) && resolver.link(href.trim()).as_ref() == Some(url))
    };
    anchors.filter(leads).find_map(|id| {
        let raw = visible::short_text(doc, id, MAX_LINK_CHARS)?;
        let names = byline::marked_names(&raw);
        let [name] = names.as_slice() else { return None };
        let value = Author { url: Some(url.clone()), ..Author::person(name) };
        Some(Claim { value, raw, place: Place::new(Source::Element("a".into()), id) })
    })
}

/// The group to take of those sorted: the first, or one that names the same people first and then more.
fn fullest(groups: &[Group<Author>], sites: &Sites) -> usize {
    let people = |group: &Group<Author>| {
        let of_person = |c: &&Claim<Author>| sites.standing(&c.value) == Standing::Person;
        group.claims.iter().filter(of_person).map(|c| c.value.name.clone()).collect::<Vec<_>>()
    };
    let Some(first) = groups.first().map(people) else { return 0 };
    let names_all = |group: &Group<Author>| {
        let names = people(group);
        names.len() > first.len()
            && names.len() == group.claims.len()
            && first.iter().zip(&names).all(|(a, b)| is_same_name(a, b))
    };
    let fuller = |(_, group): &(usize, &Group<Author>)| group.rank < BODY_RANK && names_all(group);
    let found = groups.iter().enumerate().skip(1).find(fuller);
    found.filter(|_| !first.is_empty()).map_or(0, |(i, _)| i)
}

/// Each author once, with all that is told.
fn distinct(claims: Vec<Claim<Author>>) -> Vec<Claim<Author>> {
    let mut out: Vec<Claim<Author>> = Vec::new();
    for claim in claims {
        if let Some(known) = out.iter_mut().find(|known| is_same_name(&known.value.name, &claim.value.name)) {
            complete(&mut known.value, &claim.value);
        } else if out.len() < MAX_AUTHORS {
            out.push(claim);
        }
    }
    out
}

/// Takes what another mention of the same author tells.
fn complete(author: &mut Author, other: &Author) {
    author.url = author.url.take().or_else(|| other.url.clone());
    author.image = author.image.take().or_else(|| other.image.clone());
}

/// Whether two names are spelled alike but for case, punctuation and accents.
fn is_same_name(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let accented =
        |x: char, y: char| x.is_ascii() != y.is_ascii() && !x.is_ascii_digit() && !y.is_ascii_digit();
    a == b
        || a.chars().count() > 3
            && a.chars().count() == b.chars().count()
            && a.chars().zip(b.chars()).all(|(x, y)| x == y || accented(x, y))
}

/// Drops authors that are a word of any page: systems declare the name of a section or a menu as well.
pub(super) fn drop_page_words(metadata: &mut Metadata) {
    metadata.authors.retain(|author| !byline::is_page_word(&author.value.name));
}

/// Whether no person is named in full.
pub(super) fn are_weak(metadata: &Metadata, resolver: &Resolver) -> bool {
    Sites::of(metadata, resolver).best(metadata.authors.iter().map(|a| &a.value)) > Standing::Person
}

/// Takes the authors of a byline if it names them better than markup does. Behind the story the box about its author
/// says more than a lone name; `around` is that story, where it is known.
pub(super) fn add_byline(
    metadata: &mut Metadata,
    doc: &Document,
    around: Option<(&Segments, &Story)>,
    mut seen: visible::Seen,
    resolver: &Resolver,
) {
    let sites = Sites::of(metadata, resolver);
    let declared = sites.best(metadata.authors.iter().map(|a| &a.value));
    let standing = |name: &str| sites.standing(&Author::person(name));
    let best = |names: &[String]| names.iter().map(|n| standing(n)).min().unwrap_or(Standing::Nobody);
    // A login that the byline prints too is who wrote; a full name near by is somebody else's.
    let confirmed = seen.names_by_headline(|name| {
        !name.contains(' ') && metadata.authors.iter().any(|a| is_same_name(&a.value.name, name))
    });
    if declared == Standing::Handle && confirmed {
        return;
    }
    let fits = |rank: u8, credits: &visible::Credits| {
        let found = best(&credits.names);
        if rank == visible::SIGN_RANK && !credits.names.iter().any(|n| standing(n) == Standing::Site) {
            return None;
        }
        let allowed = match declared {
            Standing::Nobody => true,
            Standing::Site if found == Standing::Person => true,
            Standing::Site | Standing::Organisation => {
                credits.told && (found == Standing::Person || !credits.behind)
            }
            Standing::Namesake => credits.told && !credits.behind && found == Standing::Person,
            // A login is an author all the same: only what stands by the headline says it better.
            Standing::Handle | Standing::Person => credits.told && rank <= 1 && found == Standing::Person,
        };
        // An agency in the byline is beaten by a person a little further off.
        let malus = match found {
            Standing::Person => 0,
            Standing::Handle => 3,
            _ => 10,
        };
        (allowed && found < declared).then_some(malus)
    };
    let Some(credits) = seen.authors(fits) else { return };
    if credits.behind
        && !credits.told
        && let Some((segments, story)) = around
        && let Some(person) = author_box::find(doc, segments, story, resolver)
        && standing(&person.value.name) < declared
    {
        metadata.authors = vec![person.located(doc)];
        return;
    }
    let names = credits.names.into_iter().map(|name| credited(doc, name, &credits.place, resolver));
    metadata.authors = names.collect();
    if metadata.authors.iter().any(|a| sites.standing(&a.value) <= Standing::Handle) {
        metadata.authors.retain(|a| sites.standing(&a.value) != Standing::Site);
    }
    metadata.authors.iter_mut().for_each(|author| sites.classify(&mut author.value, doc));
}

/// A name of a byline with the link it is in.
fn credited(doc: &Document, name: String, place: &Place, resolver: &Resolver) -> Sourced<Author> {
    let link = place.node.and_then(|node| visible::link_of(doc, node, &name));
    let url = link.and_then(|href| resolver.link(href));
    let author = Author { url, ..Author::person(&name) };
    Claim { value: author, raw: name, place: place.clone() }.located(doc)
}

/// Takes the author from a box behind the story if nothing better names one, and the URL and picture of a name the box
/// repeats.
pub(super) fn add_box(
    metadata: &mut Metadata,
    doc: &Document,
    segments: &Segments,
    story: &Story,
    resolver: &Resolver,
) {
    let sites = Sites::of(metadata, resolver);
    let declared = sites.best(metadata.authors.iter().map(|a| &a.value));
    // A byline's link is to the site's own page about the author; the box may tell theirs.
    let open = |a: &Sourced<Author>| a.value.url.is_none() || a.value.image.is_none();
    if declared <= Standing::Handle && !metadata.authors.iter().any(open) {
        return;
    }
    let Some(person) = author_box::find(doc, segments, story, resolver) else { return };
    // Bare lines tell less than a byline does.
    let by_lines = person.place.node.is_some_and(|node| doc.kind(node) == Kind::Text);
    if declared > Standing::Handle
        && sites.standing(&person.value) < declared
        && (declared == Standing::Nobody || !by_lines)
    {
        metadata.authors = vec![person.located(doc)];
        return;
    }
    for author in metadata.authors.iter_mut().filter(|a| is_same_name(&a.value.name, &person.value.name)) {
        let by_text = matches!(author.source, crate::article::Source::Text);
        if by_text && person.value.url.is_some() {
            author.value.url.clone_from(&person.value.url);
        }
        complete(&mut author.value, &person.value);
    }
}
