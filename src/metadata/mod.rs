//! Document -> [`Metadata`]: candidates from every source, then a choice per field.
//!
//! One file a source ([`json_ld`], [`meta_tags`], [`microdata`], [`page`], [`visible`]) and one a hard field ([`date`],
//! [`author`], [`title`]). Sources offer ranked candidates and never look at each other; the choice
//! is made here. Nothing is fetched, no clock is asked.
//!
//! # How each field is chosen
//!
//! - **title**: the `h1` that another source confirms, else the best-ranked declaration, else `<title>`; the site's name
//!   around it goes by evidence. Without any of these, the line printed right before the story.
//! - **authors**: the best-ranked source that names anyone, whole. A source that only repeats the site's name gives way to
//!   a visible byline. A box about the author behind the story comes last, and adds a URL to a name it repeats.
//! - **published**: what is declared as the publication date, by rank; else a date printed by the story; else the date in
//!   the page's URL. A modification date is never taken for it.
//! - everything else: the best-ranked candidate.

mod author;
mod candidates;
mod class_words;
mod collect;
mod date;
mod json_ld;
mod json_repair;
mod meta_tags;
mod microdata;
mod page;
mod signals;
mod story;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod visible;

use chrono::{DateTime, FixedOffset};
use url::Url;

use crate::article::{Metadata, Sourced};
use crate::dom::{Document, NodeId};
use crate::resolve::Resolver;
use crate::segment::Segments;
use crate::select::Selection;
use candidates::{Candidates, Claim, Group, best, best_group};
use date::{DateReader, Order, choice};
pub use signals::Signals;
pub(crate) use story::headline_line;
use text::folded;
use title::Heading;

/// Tags of an article; more is a list for search engines.
const MAX_TAGS: usize = 100;

/// What a page says about itself in its markup, whatever its text says.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Values for the reader.
    pub metadata: Metadata,
    /// Evidence for the scorer.
    pub signals: Signals,
}

/// What the page's markup declares, read before the content is known.
pub fn declared(doc: &Document, resolver: &Resolver, now: Option<DateTime<FixedOffset>>) -> Declared {
    let found = collect::collect(doc);
    let mut candidates = Candidates::default();
    page::candidates(doc, &found, resolver, &mut candidates);

    let lang = found.language.and_then(page::language_tag);
    let lang = lang.or_else(|| {
        let tag = found
            .metas
            .iter()
            .find(|m| m.key == "content-language")
            .or_else(|| found.metas.iter().find(|m| m.key == "og:locale"));
        tag.and_then(|m| page::language_tag(m.content))
    });
    let dates = DateReader::new(Order::of(lang.as_deref(), top_level_domain(resolver)), now);
    meta_tags::candidates(&found.metas, dates, resolver, &mut candidates);

    let printed = |node: NodeId| page::text_of(doc, node).map(|text| Heading { text, node });
    let headings: Vec<Heading> = found.headings.iter().filter_map(|&h| printed(h)).collect();
    let element = found.title.and_then(printed);
    let blocks = json_ld::parse(doc, &found.json_ld);
    if !blocks.is_empty() {
        let evidence = evidence(&candidates, headings.iter().chain(&element), resolver);
        json_ld::candidates(&blocks, &evidence, dates, resolver, &mut candidates);
    }
    microdata::candidates(doc, &found, dates, resolver, &mut candidates);
    let mut metadata = choose(doc, candidates, headings, element, &found.times, dates, resolver);
    title::cut_as_printed_in_one_node(&mut metadata, doc);
    drop_unprintable_urls(&mut metadata);
    let canonical = || Url::parse(&metadata.canonical_url.as_ref()?.value).ok();
    let url = resolver.page_url().cloned().or_else(canonical);
    let signals = signals::signals(doc, &found, &blocks, url);
    Declared { metadata, signals }
}

/// Drops URLs that cannot be shown; nobody could follow them anyway.
fn drop_unprintable_urls(metadata: &mut Metadata) {
    let printable = |url: &String| text::is_printable_url(url);
    for field in [
        &mut metadata.canonical_url,
        &mut metadata.amp_url,
        &mut metadata.next_url,
        &mut metadata.previous_url,
        &mut metadata.favicon,
    ] {
        field.take_if(|url| !printable(&url.value));
    }
    metadata.image.take_if(|image| !printable(&image.value.url));
    if let Some(publisher) = &mut metadata.publisher {
        publisher.value.url.take_if(|url| !printable(url));
        publisher.value.logo.take_if(|url| !printable(url));
    }
    for author in &mut metadata.authors {
        author.value.url.take_if(|url| !printable(url));
        author.value.image.take_if(|url| !printable(url));
    }
}

fn top_level_domain(resolver: &Resolver) -> Option<&str> {
    resolver.page_url()?.domain()?.rsplit('.').next()
}

fn evidence<'a>(
    candidates: &Candidates,
    printed: impl Iterator<Item = &'a Heading>,
    resolver: &Resolver,
) -> json_ld::Evidence {
    let mut urls: Vec<String> = candidates.canonical_url.iter().map(|c| c.claim.value.clone()).collect();
    urls.extend(resolver.page_url().map(url::Url::to_string));
    let titles = candidates.title.iter().map(|c| c.claim.value.as_str());
    let headlines = titles.chain(printed.map(|h| h.text.as_str())).map(folded).filter(|h| !h.is_empty());
    json_ld::Evidence { urls, headlines: headlines.collect() }
}

/// One choice per field.
fn choose(
    doc: &Document,
    candidates: Candidates,
    headings: Vec<Heading>,
    element: Option<Heading>,
    times: &[(&str, NodeId)],
    dates: DateReader,
    resolver: &Resolver,
) -> Metadata {
    let sites = site_names(&candidates, resolver);
    let authors = author::choose(candidates.authors, &candidates.author_urls, &sites);
    let title = title::choose(&title::Titles { declared: candidates.title, element, headings, sites });
    let published = choice::best_date(candidates.published);
    let published = published.map(|claim| choice::restore_offset(claim, times, dates));
    let text = |field| best(field).map(|claim: Claim<String>| claim.located(doc));
    Metadata {
        title: title.map(|claim| claim.located(doc)),
        alternative_titles: Vec::new(),
        subtitle: text(candidates.subtitle),
        authors: authors.into_iter().map(|claim| claim.located(doc)).collect(),
        published: published.map(|claim| claim.located(doc)),
        modified: choice::best_date(candidates.modified).map(|claim| claim.located(doc)),
        site: text(candidates.site),
        publisher: best(candidates.publisher).map(|claim| claim.located(doc)),
        language: text(candidates.language),
        description: text(candidates.description),
        canonical_url: text(candidates.canonical_url),
        amp_url: text(candidates.amp_url),
        next_url: text(candidates.next_url),
        previous_url: text(candidates.previous_url),
        image: best(candidates.image).map(|claim| claim.located(doc)),
        favicon: text(candidates.favicon),
        section: text(candidates.section),
        categories: distinct(candidates.categories, doc),
        tags: distinct(candidates.tags, doc),
        licence: text(candidates.licence),
        accessible_for_free: best(candidates.accessible_for_free).map(|claim| claim.located(doc)),
        comment_count: best(candidates.comment_count).map(|claim| claim.located(doc)),
    }
}

/// The best-ranked group, each text once.
fn distinct(groups: Vec<Group<String>>, doc: &Document) -> Vec<Sourced<String>> {
    let mut seen: Vec<String> = Vec::new();
    let mut claims = best_group(groups);
    claims.retain(|claim| {
        let key = claim.value.to_lowercase();
        let new = seen.len() < MAX_TAGS && !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
    claims.into_iter().map(|claim| claim.located(doc)).collect()
}

/// What the site is called: declared names, and the labels of its domain.
fn site_names(candidates: &Candidates, resolver: &Resolver) -> Vec<String> {
    let mut names: Vec<String> = candidates.site.iter().map(|c| c.claim.value.clone()).collect();
    if let Some(domain) = resolver.page_url().and_then(url::Url::domain) {
        let domain = domain.strip_prefix("www.").unwrap_or(domain);
        names.push(domain.to_owned());
        names.extend(domain.split('.').filter(|l| l.len() > 3).map(String::from));
    }
    names
}

/// Fills in what markup left open from the text a reader sees, once it is known which text is the story.
pub fn add_visible(
    metadata: &mut Metadata,
    doc: &Document,
    segments: &Segments,
    selection: &Selection,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) {
    title::cut_as_printed(metadata, segments);
    let weak_authors = author::are_weak(metadata, resolver);
    let unlinked = metadata.authors.iter().any(|a| a.value.url.is_none());
    let undated = metadata.published.as_ref().is_none_or(|d| d.value.day().is_none());
    if metadata.title.is_some() && !weak_authors && !unlinked && !undated {
        return;
    }
    if let Some(story) =
        story::Story::find(doc, segments, selection, metadata.title.as_ref().map(|t| t.value.as_str()))
    {
        if metadata.title.is_none() {
            metadata.title = visible::printed_title(segments, &story).map(|claim| claim.located(doc));
        }
        if weak_authors || undated {
            let language = metadata.language.as_ref().map(|l| l.value.as_str());
            let dates = DateReader::new(Order::of(language, top_level_domain(resolver)), now);
            let mut seen = visible::look(doc, segments, &story, dates);
            if undated && let Some(published) = seen.published() {
                metadata.published = Some(published.located(doc));
            }
            if metadata.modified.is_none() {
                metadata.modified = seen.modified().map(|claim| claim.located(doc));
            }
            if weak_authors && let Some(credits) = seen.authors() {
                metadata.authors = author::of_byline(doc, segments, &story, credits, resolver);
            }
        }
        author::add_box(metadata, doc, segments, &story, resolver);
        drop_unprintable_urls(metadata);
    }
    if metadata.published.is_none() {
        metadata.published = choice::url_date(metadata, resolver, now).map(|claim| claim.located(doc));
    }
}
