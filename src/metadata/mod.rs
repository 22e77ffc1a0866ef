//! Document -> [`Metadata`]: candidates from every source, then a choice per field.
//!
//! One file a source ([`json_ld`], [`meta_tags`], [`microdata`], [`page`], [`visible`], [`hidden_authors`]) and one a hard field ([`date`],
//! [`author`], [`title`]). Sources offer ranked candidates and never look at each other; the choice
//! is made here. Nothing is fetched, no clock is asked.
//!
//! # How each field is chosen
//!
//! - **title**: the wording that a small learned model ranks highest among all that sources offer, whole or in part.
//!   Without any, the line printed right before the story.
//! - **authors**: the source that names persons, and ranks best among those, whole; a printed byline if none names a
//!   person in full; then a box about the author behind the story, which adds URL and picture to a name it repeats; data in
//!   scripts comes last. On a site's first page bylines are of other stories.
//! - **published**: what is declared as the publication date, by rank; else a date printed by the story; else the date in
//!   the page's URL, its scripts or its comments. A date printed by the headline wins if
//!   it is earlier; a modification date is never taken for it.
//! - everything else: the best-ranked candidate.

mod author;
mod bounds;
mod candidates;
mod class_words;
mod collect;
#[doc(hidden)]
pub mod date;
mod description;
mod hidden_authors;
mod hidden_dates;
mod json_ld;
mod json_repair;
mod links;
mod meta_tags;
mod microdata;
mod page;
mod picture;
mod rdfa;
mod signals;
mod story;
mod subtitle;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod visible;

use chrono::{DateTime, FixedOffset};
use url::Url;

use crate::article::{Image, Metadata, Source, Sourced, Timestamp};
use crate::dom::{Document, NodeId, Scripts, Tag};
use crate::resolve::Resolver;
use crate::segment::Segments;
use crate::select::Selection;
pub(crate) use bounds::shorten;
use candidates::{Candidate, Candidates, Claim, best, best_group};
use collect::Found;
use date::DateReader;
use date::choice::{self, Told};
pub use signals::{Name, Signals};
pub(crate) use story::headline_line;
use text::folded;
pub use title::columns as title_columns;
pub(crate) use title::drop_unrelated as drop_unrelated_titles;
pub(crate) use title::head_differs;
use title::{Heading, Titles};

/// Tags of an article; more is a list for search engines.
const MAX_TAGS: usize = 100;

/// What a page says about itself in its markup, whatever its text says.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Values for the reader.
    pub metadata: Metadata,
    /// Evidence for the scorer.
    pub signals: Signals,
    /// Every date of publication and of change it declares.
    pub dates: Dates,
}

/// Dates that are weighed once the text is known.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    published: Vec<Candidate<Timestamp>>,
    modified: Vec<Candidate<Timestamp>>,
}

/// What the page's markup declares, read before the content is known.
pub fn declared(doc: &Document, resolver: &Resolver, now: Option<DateTime<FixedOffset>>) -> Declared {
    let found = collect::collect(doc);
    let (candidates, titles, blocks, dates) = gather(doc, &found, resolver, now);
    let dated = Dates { published: candidates.published.clone(), modified: candidates.modified.clone() };
    let mut metadata = choose(doc, candidates, &titles, resolver, &found.times, dates);
    title::cut_as_printed_in_one_node(&mut metadata, doc);
    drop_unusable_urls(&mut metadata);
    let canonical = || Url::parse(&metadata.canonical_url.as_ref()?.value).ok();
    let url = resolver.page_url().cloned().or_else(canonical);
    let signals = signals::signals(doc, &found, &blocks, url);
    Declared { metadata, signals, dates: dated }
}

/// What the page may be called, each wording with the numbers it is judged by: what the choice of titles is learned from.
pub fn title_rows(doc: &Document, resolver: &Resolver) -> Vec<(String, Vec<f32>)> {
    let found = collect::collect(doc);
    let (_, titles, ..) = gather(doc, &found, resolver, None);
    title::rows(&titles, doc)
}

/// Asks every source.
fn gather<'a>(
    doc: &'a Document,
    found: &Found<'a>,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) -> (Candidates, Titles, Vec<json_ld::Block>, DateReader) {
    let mut candidates = Candidates::default();
    page::candidates(doc, found, resolver, &mut candidates);

    let lang = found.language.and_then(page::language_tag);
    let lang = lang.or_else(|| {
        let tag = found
            .metas
            .iter()
            .find(|m| m.key == "content-language")
            .or_else(|| found.metas.iter().find(|m| m.key == "og:locale"));
        tag.and_then(|m| page::language_tag(m.content))
    });
    let dates = DateReader::of_page(lang.as_deref(), top_level_domain(resolver), now);
    meta_tags::candidates(&found.metas, dates, resolver, &mut candidates);

    let printed = |&node: &NodeId| Heading::read(doc, node);
    let headings: Vec<Heading> = found.headings.iter().filter_map(printed).collect();
    let subheadings: Vec<Heading> = found.subheadings.iter().filter_map(printed).collect();
    let element = found.title.as_ref().and_then(printed).map(|title| title.without_unread(&headings));
    let blocks = json_ld::parse(doc, &found.json_ld);
    if !blocks.is_empty() {
        let evidence = evidence(&candidates, headings.iter().chain(&element), resolver);
        json_ld::candidates(&blocks, &evidence, dates, resolver, &mut candidates);
    }
    microdata::candidates(doc, found, dates, resolver, &mut candidates);
    author::markup::candidates(doc, &found.author_marks, resolver, &mut candidates);
    rdfa::candidates(doc, found, dates, resolver, &mut candidates);
    links::candidates(doc, found, resolver, &mut candidates);
    let sites = site_names(&candidates, resolver);
    let declared = std::mem::take(&mut candidates.title);
    let is_article = found.metas.iter().any(|m| m.key == "og:type" && m.content.contains("article"))
        || declared
            .iter()
            .any(|c| matches!(&c.claim.place.source, Source::JsonLd(p) if p.ends_with(".headline")));
    let slug = slug(&candidates, resolver);
    let is_site = found.metas.iter().any(|m| m.key == "og:type" && m.content.contains("website"));
    let is_dated = !candidates.published.is_empty();
    let titles =
        Titles { declared, element, headings, subheadings, slug, is_article, is_site, is_dated, sites };
    (candidates, titles, blocks, dates)
}

/// The last part of the page's URL that has letters.
fn slug(candidates: &Candidates, resolver: &Resolver) -> String {
    let canonical = || best_url(&candidates.canonical_url);
    let Some(url) = resolver.page_url().cloned().or_else(canonical) else { return String::new() };
    let parts = url.path().rsplit('/').map(|part| part.rsplit_once('.').map_or(part, |(stem, _)| stem));
    let mut worded = parts.filter(|part| part.bytes().any(|b| b.is_ascii_alphabetic()));
    worded.next().unwrap_or_default().to_owned()
}

/// The first URL offered.
fn best_url(offered: &[Candidate<String>]) -> Option<Url> {
    offered.iter().find_map(|c| Url::parse(&c.claim.value).ok())
}

/// Drops URLs that cannot be shown or are not absolute ones of the web: nobody could follow them.
fn drop_unusable_urls(metadata: &mut Metadata) {
    let usable = |url: &String| is_of_web(url) && text::is_printable_url(url);
    for field in [
        &mut metadata.canonical_url,
        &mut metadata.amp_url,
        &mut metadata.next_url,
        &mut metadata.previous_url,
        &mut metadata.favicon,
    ] {
        field.take_if(|url| !usable(&url.value));
    }
    let data = |url: &String| url.starts_with("data:") && text::is_printable_url(url);
    metadata.image.take_if(|image| !(usable(&image.value.url) || data(&image.value.url)));
    if let Some(publisher) = &mut metadata.publisher {
        publisher.value.url.take_if(|url| !usable(url));
        publisher.value.logo.take_if(|url| !usable(url));
    }
    for author in &mut metadata.authors {
        author.value.url.take_if(|url| !usable(url));
        author.value.image.take_if(|url| !usable(url));
    }
}

fn is_of_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
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
    titles: &Titles,
    resolver: &Resolver,
    times: &[(&str, NodeId)],
    dates: DateReader,
) -> Metadata {
    let publisher = candidates.publisher.iter().map(|c| c.claim.value.name.as_str());
    let canonical = best_url(&candidates.canonical_url);
    let known = author::Sites::new(
        titles.sites.iter().map(String::as_str).chain(publisher),
        resolver.page_url().or(canonical.as_ref()),
    );
    let mut authors = author::choose(candidates.authors, &candidates.author_urls, &known, doc);
    if authors.is_empty() {
        authors.extend(author::linked(doc, &candidates.author_urls, resolver));
    }
    let titled = title::choose(titles, doc);
    let published = choice::best_date(&candidates.published);
    let published = published.map(|claim| choice::restore_offset(claim, times, dates));
    let text = |field| best(field).map(|claim: Claim<String>| claim.located(doc));
    let publisher = best(candidates.publisher);
    let image = picture::choose(candidates.image, publisher.as_ref().map(|p| &p.value), &candidates.favicon);
    let title = titled.title.map(|claim| claim.located(doc));
    let headings: Vec<(NodeId, &str)> = titles.headings.iter().map(|h| (h.node, h.text.as_str())).collect();
    let names = titles.sites.iter().map(|s| folded(s)).chain(title.as_ref().map(|t| folded(&t.value)));
    let description = description::choose(candidates.description, &names.collect::<Vec<_>>());
    let subtitle = subtitle::choose(candidates.subtitle, title.as_ref(), &headings, doc);
    Metadata {
        title,
        alternative_titles: titled.others.into_iter().map(|claim| claim.located(doc)).collect(),
        subtitle: subtitle.map(|claim| claim.located(doc)),
        authors: authors.into_iter().map(|claim| claim.located(doc)).collect(),
        published: published.map(|claim| claim.located(doc)),
        modified: choice::best_date(&candidates.modified).map(|claim| claim.located(doc)),
        site: text(candidates.site),
        publisher: publisher.map(|claim| claim.located(doc)),
        language: text(candidates.language),
        description: description.map(|claim| claim.located(doc)),
        canonical_url: text(candidates.canonical_url),
        amp_url: text(candidates.amp_url),
        next_url: text(candidates.next_url),
        previous_url: text(candidates.previous_url),
        image: image.map(|claim| claim.located(doc)),
        favicon: text(candidates.favicon),
        section: text(candidates.section),
        categories: distinct(best_group(candidates.categories), doc),
        tags: distinct(page::parted(best_group(candidates.tags)), doc),
        licence: text(candidates.licence),
        accessible_for_free: best(candidates.accessible_for_free).map(|claim| claim.located(doc)),
        comment_count: best(candidates.comment_count).map(|claim| claim.located(doc)),
    }
}

/// Each text once, without what systems write for none.
fn distinct(mut claims: Vec<Claim<String>>, doc: &Document) -> Vec<Sourced<String>> {
    let mut seen: Vec<String> = Vec::new();
    claims.retain(|claim| !text::is_left_open(&claim.value));
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
    let declared = candidates.site.iter().map(|c| c.claim.value.as_str());
    declared.chain(domain_names(resolver.page_url())).map(String::from).collect()
}

/// The page's domain and its labels that may be a name.
fn domain_names(url: Option<&Url>) -> impl Iterator<Item = &str> {
    let domain = domain(url);
    domain.into_iter().chain(domain.into_iter().flat_map(|d| d.split('.').filter(|label| label.len() > 3)))
}

fn domain(url: Option<&Url>) -> Option<&str> {
    let domain = url.and_then(Url::domain);
    domain.map(|domain| domain.strip_prefix("www.").unwrap_or(domain))
}

/// Fills in dates and authors that classes and elements tell right under the headline, when nothing else of the page is
/// known.
pub fn add_near_heading(
    metadata: &mut Metadata,
    doc: &Document,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) {
    author::drop_page_words(metadata);
    let weak_authors = author::are_weak(metadata, resolver) && !is_home(metadata, resolver);
    let undated = metadata.published.is_none();
    let language = metadata.language.as_ref().map(|l| l.value.as_str());
    let dates = DateReader::of_page(language, top_level_domain(resolver), now);
    if (weak_authors || undated)
        && let Some(heading) = doc.find(NodeId::DOCUMENT, Tag::H1)
    {
        let mut seen = visible::under_heading(doc, heading, dates);
        if undated && let Some(published) = seen.published() {
            metadata.published = Some(published.located(doc));
        }
        if metadata.modified.is_none() {
            metadata.modified = seen.modified().map(|claim| claim.located(doc));
        }
        if weak_authors {
            author::add_byline(metadata, doc, None, seen, resolver);
        }
        drop_unusable_urls(metadata);
    }
    if metadata.published.is_none() {
        metadata.published = choice::url_date(metadata, resolver, dates).map(|claim| claim.located(doc));
    }
}

/// Takes the first picture of the story for the lead image, if nothing declares one.
pub(crate) fn add_picture(metadata: &mut Metadata, doc: &Document, found: Option<(NodeId, Image)>) {
    if metadata.image.is_none()
        && let Some((node, image)) = found
    {
        metadata.image = picture::of_story(doc, node, image).map(|claim| claim.located(doc));
        drop_unusable_urls(metadata);
    }
}

/// What the place of the story is looked for by: the title as a heading prints it, if one does, and as it was chosen. The
/// other headings of the first level may be those of chapters.
fn printed_titles(metadata: &Metadata) -> Vec<&str> {
    let is_heading = |t: &&Sourced<String>| matches!(&t.source, Source::Element(name) if name == "h1");
    let printed = metadata.title.iter().chain(&metadata.alternative_titles).find(is_heading);
    let mut titles: Vec<&str> = metadata.title.iter().chain(printed).map(|t| t.value.as_str()).collect();
    titles.dedup();
    titles
}

/// Fills in what markup left open from the text a reader sees, once it is known which text is the story, and weighs its
/// dates against the declared ones.
pub fn add_visible(
    declared: &mut Declared,
    doc: &Document,
    segments: &Segments,
    selection: &Selection,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) {
    let metadata = &mut declared.metadata;
    author::drop_page_words(metadata);
    title::cut_as_printed(metadata, segments);
    let weak_authors = author::are_weak(metadata, resolver);
    let language = metadata.language.as_ref().map(|l| l.value.as_str());
    let dates = DateReader::of_page(language, top_level_domain(resolver), now);
    let mut told = Told {
        declared: std::mem::take(&mut declared.dates.published),
        modified: std::mem::take(&mut declared.dates.modified),
        headed: Vec::new(),
        printed: None,
        url: None,
    };
    if let Some(story) = story::Story::find(doc, segments, selection, &printed_titles(metadata)) {
        if metadata.title.is_none() {
            metadata.title = visible::printed_title(segments, &story).map(|claim| claim.located(doc));
        }
        let mut seen = visible::look(doc, segments, &story, dates);
        told.headed = seen.headed(doc);
        told.printed = seen.published();
        if told.printed.is_none() && told.declared.is_empty() {
            told.printed = visible::labelled(doc, segments, dates);
        }
        if metadata.modified.is_none() {
            metadata.modified = seen.modified().map(|claim| claim.located(doc));
        }
        if !is_home(metadata, resolver) {
            if weak_authors {
                author::add_byline(metadata, doc, Some((segments, &story)), seen, resolver);
            }
            author::add_box(metadata, doc, segments, &story, resolver);
        }
        drop_unusable_urls(metadata);
    }
    told.url = choice::url_date(metadata, resolver, dates);
    let chosen = choice::best_date(&told.declared);
    // By how it prints: instants are equal whatever their offsets.
    let printed = |claim: &Claim<Timestamp>| claim.value.to_string();
    let chosen_value = chosen.as_ref().map(printed);
    // The offset that a `<time>` restored is not lost again.
    let restored = metadata.published.take();
    metadata.published = match told.published(chosen.as_ref(), dates) {
        Some(claim) if chosen_value == Some(printed(&claim)) => restored,
        claim => claim.map(|claim| claim.located(doc)),
    };
}

/// The day of publication from where no reader looks, if nothing else told it: data in scripts, comments.
pub fn add_hidden_date(
    metadata: &mut Metadata,
    page: Scripts<'_>,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) {
    let language = metadata.language.as_ref().map(|l| l.value.as_str());
    let dates = DateReader::of_page(language, top_level_domain(resolver), now);
    let title = metadata.title.as_ref().map(|t| t.value.as_str());
    let claim = hidden_dates::published(page, title, dates).map(|claim| claim.located(page.tree));
    let Some(claim) = claim else { return };
    // A month in the URL and another in a script: the script may speak of anything.
    if metadata
        .published
        .as_ref()
        .is_none_or(|known| claim.value.to_string().starts_with(&known.value.to_string()))
    {
        metadata.published = Some(claim);
    }
}

/// Whether the day of publication is still unknown.
pub fn is_undated(metadata: &Metadata) -> bool {
    metadata.published.as_ref().is_none_or(|d| d.value.day().is_none())
}

/// Whether the page is the site's first: bylines there are of the stories it leads to.
fn is_home(metadata: &Metadata, resolver: &Resolver) -> bool {
    let canonical = || metadata.canonical_url.as_ref().and_then(|url| Url::parse(&url.value).ok());
    let url = resolver.page_url().cloned().or_else(canonical);
    url.is_some_and(|url| url.path() == "/" && url.query().is_none())
}

/// The author from data in the page's scripts, if nothing else told one.
pub fn add_hidden_author(metadata: &mut Metadata, page: Scripts<'_>, resolver: &Resolver) {
    let titles = metadata.title.iter().chain(&metadata.alternative_titles);
    let titles: Vec<&str> = titles.map(|t| t.value.as_str()).collect();
    let Some(claim) = hidden_authors::author(page, &titles) else { return };
    let sites = author::Sites::of(metadata, resolver);
    if sites.standing(&claim.value) == author::Standing::Person {
        metadata.authors = vec![claim.located(page.tree)];
    }
}
