//! Document -> [`Metadata`]: candidates from every source, then a choice per field.
//!
//! One file a source ([`json_ld`], [`meta_tags`], [`microdata`], [`page`], [`visible`], [`author_box`]) and one a hard
//! field ([`date`], [`byline`], [`title`]). Sources offer ranked candidates and never look at each other; the choice
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

mod author_box;
mod byline;
mod candidates;
mod class_words;
mod collect;
mod date;
mod date_lexer;
mod date_scan;
mod date_words;
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

use crate::article::{Dated, Metadata, Person, Source, Sourced, Timestamp};
use crate::dom::{Document, Kind};
use crate::resolve::Resolver;
use crate::segment::Segments;
use crate::select::Selection;
use candidates::{Candidate, Candidates, best};
use date::{DateReader, Order};
pub use signals::Signals;
pub(crate) use story::headline_line;
use text::folded;

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

    let headings: Vec<String> = found.headings.iter().filter_map(|&h| page::text_of(doc, h)).collect();
    let element = found.title.and_then(|t| page::text_of(doc, t));
    let blocks = json_ld::parse(doc, &found.json_ld);
    if !blocks.is_empty() {
        let evidence = evidence(&candidates, &headings, element.as_deref(), resolver);
        json_ld::candidates(&blocks, &evidence, dates, resolver, &mut candidates);
    }
    microdata::candidates(doc, &found, dates, resolver, &mut candidates);
    let mut metadata = choose(candidates, headings, element, resolver);
    cut_as_printed_in_one_node(&mut metadata, doc);
    if let Some(published) = &mut metadata.published {
        restore_offset(published, &found.times, dates);
    }
    drop_unprintable_urls(&mut metadata);
    let canonical = || Url::parse(&metadata.canonical_url.as_ref()?.value).ok();
    let url = resolver.page_url().cloned().or_else(canonical);
    let signals = signals::signals(doc, &found, &blocks, url);
    Declared { metadata, signals }
}

/// Cuts the site's name off the title where a line of the page is the rest of it.
fn cut_as_printed_in_one_node(metadata: &mut Metadata, doc: &Document) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = title::remainders(title) else { return };
    let printed = |part: &&&str| {
        doc.ids().any(|id| {
            doc.kind(id) == Kind::Text && {
                let text = doc.text(id);
                text.len() >= part.len() && text.trim() == **part
            }
        })
    };
    if let Some(cut) = remainders.iter().find(printed).map(|part| (*part).to_owned()) {
        title.value = cut;
    }
}

/// The same where the line is of several nodes, once lines are known.
fn cut_as_printed(metadata: &mut Metadata, segments: &Segments) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = title::remainders(title) else { return };
    let printed = |part: &&&str| (0..segments.len()).any(|i| segments.text(i) == **part);
    if let Some(cut) = remainders.iter().find(printed).map(|part| (*part).to_owned()) {
        title.value = cut;
    }
}

/// Drops URLs that cannot be shown; nobody could follow them anyway.
fn drop_unprintable_urls(metadata: &mut Metadata) {
    for field in [&mut metadata.canonical_url, &mut metadata.image] {
        if field.as_ref().is_some_and(|url| !text::is_printable_url(&url.value)) {
            *field = None;
        }
    }
    for author in &mut metadata.authors {
        author.value.url = author.value.url.take().filter(|url| text::is_printable_url(url));
    }
}

fn top_level_domain(resolver: &Resolver) -> Option<&str> {
    resolver.page_url()?.domain()?.rsplit('.').next()
}

fn evidence(
    candidates: &Candidates,
    headings: &[String],
    element: Option<&str>,
    resolver: &Resolver,
) -> json_ld::Evidence {
    let mut urls: Vec<String> = candidates.canonical_url.iter().map(|c| c.value.value.clone()).collect();
    urls.extend(resolver.page_url().map(url::Url::to_string));
    let titles = candidates.title.iter().map(|c| c.value.value.as_str());
    let headlines = titles
        .chain(headings.iter().map(String::as_str))
        .chain(element)
        .map(folded)
        .filter(|h| !h.is_empty());
    json_ld::Evidence { urls, headlines: headlines.collect() }
}

/// One choice per field.
fn choose(
    candidates: Candidates,
    headings: Vec<String>,
    element: Option<String>,
    resolver: &Resolver,
) -> Metadata {
    let site_names = site_names(&candidates, resolver);
    let titles = title::Titles { declared: candidates.title, element, headings, sites: site_names.clone() };
    let mut metadata = Metadata {
        title: title::choose(&titles),
        authors: authors(candidates.authors, &candidates.author_urls, &site_names),
        published: best_date(candidates.published),
        modified: best_date(candidates.modified),
        site: best(candidates.site),
        language: best(candidates.language),
        description: best(candidates.description),
        canonical_url: best(candidates.canonical_url),
        image: best(candidates.image),
        section: best(candidates.section),
        tags: best(candidates.tags).unwrap_or_default(),
    };
    let mut seen: Vec<String> = Vec::new();
    metadata.tags.retain(|tag| {
        let key = tag.value.to_lowercase();
        let new = seen.len() < MAX_TAGS && !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
    metadata
}

/// What the site is called: declared names, and the labels of its domain.
fn site_names(candidates: &Candidates, resolver: &Resolver) -> Vec<String> {
    let mut names: Vec<String> = candidates.site.iter().map(|c| c.value.value.clone()).collect();
    if let Some(domain) = resolver.page_url().and_then(url::Url::domain) {
        let domain = domain.strip_prefix("www.").unwrap_or(domain);
        names.push(domain.to_owned());
        names.extend(domain.split('.').filter(|l| l.len() > 3).map(String::from));
    }
    names
}

/// The best group of authors; one that only repeats the site's name only if there is no other.
fn authors(
    mut groups: Vec<Candidate<Vec<Sourced<Person>>>>,
    urls: &[String],
    sites: &[String],
) -> Vec<Sourced<Person>> {
    groups.sort_by_key(|g| g.rank);
    let sites: Vec<String> = sites.iter().map(|s| folded(s)).collect();
    let of_people = groups.iter().position(|g| {
        g.value.iter().any(|a| {
            !sites.contains(&folded(&a.value.name)) && !byline::looks_like_organisation(&a.value.name)
        })
    });
    let chosen = of_people.or(if groups.is_empty() { None } else { Some(0) });
    let Some(chosen) = chosen else { return Vec::new() };
    let mut people = groups.swap_remove(chosen).value;
    let mut seen: Vec<String> = Vec::new();
    people.retain(|p| {
        let key = folded(&p.value.name);
        let new = seen.len() < 100 && !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
    for person in &mut people {
        if person.value.url.is_none() {
            let others = groups.iter().flat_map(|g| &g.value);
            person.value.url =
                others.filter(|o| o.value.name == person.value.name).find_map(|o| o.value.url.clone());
        }
    }
    if let ([person], [url]) = (people.as_mut_slice(), urls) {
        person.value.url = person.value.url.take().or_else(|| Some(url.clone()));
    }
    people
}

/// The best-ranked date, told as precisely as another source tells the same day.
fn best_date(mut dates: Vec<Candidate<Dated>>) -> Option<Dated> {
    dates.sort_by_key(|d| d.rank);
    let best = dates.first()?;
    let day = best.value.value.day();
    let finer = dates
        .iter()
        .filter(|d| day.is_some() && d.value.value.day() == day)
        .max_by_key(|d| (precision(d.value.value), 255 - d.rank));
    let chosen = match finer {
        Some(finer) if precision(finer.value.value) > precision(best.value.value) => finer,
        _ => best,
    };
    Some(chosen.value.clone())
}

/// The same instant with the offset of the place it was written at, if the page prints it so: many declare UTC.
fn restore_offset(published: &mut Dated, times: &[&str], reader: DateReader) {
    let Timestamp::Instant(declared) = published.value else { return };
    if declared.offset().local_minus_utc() != 0 {
        return;
    }
    let local = times.iter().find_map(|raw| match reader.declared(raw)? {
        Timestamp::Instant(time) if time == declared && time.offset() != declared.offset() => {
            Some((time, raw))
        }
        _ => None,
    });
    if let Some((time, raw)) = local {
        *published = Dated {
            value: Timestamp::Instant(time),
            raw: text::collapse(raw),
            source: Source::Element("time".into()),
        };
    }
}

fn precision(value: Timestamp) -> u8 {
    match value {
        Timestamp::Year(_) => 0,
        Timestamp::Month(..) => 1,
        Timestamp::Day(_) => 2,
        Timestamp::Local(_) => 3,
        Timestamp::Instant(_) => 4,
    }
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
    cut_as_printed(metadata, segments);
    let weak_authors = authors_are_weak(metadata, resolver);
    let unlinked = metadata.authors.iter().any(|a| a.value.url.is_none());
    let undated = metadata.published.as_ref().is_none_or(|d| d.value.day().is_none());
    if metadata.title.is_some() && !weak_authors && !unlinked && !undated {
        return;
    }
    if let Some(story) =
        story::Story::find(doc, segments, selection, metadata.title.as_ref().map(|t| t.value.as_str()))
    {
        if let Some(title) = visible::printed_title(metadata, segments, &story) {
            metadata.title = Some(title);
        }
        if weak_authors || undated {
            let language = metadata.language.as_ref().map(|l| l.value.as_str());
            let dates = DateReader::new(Order::of(language, top_level_domain(resolver)), now);
            let mut seen = visible::look(doc, segments, &story, dates);
            if undated {
                metadata.published = seen.published().or(metadata.published.take());
            }
            if metadata.modified.is_none() {
                metadata.modified = seen.modified();
            }
            if weak_authors && let Some((names, source, behind)) = seen.authors() {
                // Behind the story the box about its author says more than a lone name.
                let person = if behind { author_box::find(doc, segments, &story, resolver) } else { None };
                metadata.authors =
                    person.map_or_else(|| credited(doc, names, &source, resolver), |p| vec![p]);
            }
        }
        add_author_box(metadata, doc, segments, &story, resolver);
        drop_unprintable_urls(metadata);
    }
    if metadata.published.is_none() {
        metadata.published = url_date(metadata, resolver, now);
    }
}

/// Whether nobody is named, or only the site itself.
fn authors_are_weak(metadata: &Metadata, resolver: &Resolver) -> bool {
    let site = metadata.site.as_ref().map(|s| folded(&s.value));
    let domain = resolver.page_url().and_then(url::Url::domain).map(folded);
    metadata.authors.iter().all(|a| {
        let name = folded(&a.value.name);
        site.as_ref().is_some_and(|s| *s == name)
            || domain.as_ref().is_some_and(|d| d.contains(&name))
            || byline::looks_like_organisation(&a.value.name)
    })
}

/// Names of a byline as people, each with the link its name is in.
fn credited(
    doc: &Document,
    names: visible::Credits,
    source: &Source,
    resolver: &Resolver,
) -> Vec<Sourced<Person>> {
    names
        .into_iter()
        .map(|(name, node)| {
            let url =
                node.and_then(|node| visible::link_of(doc, node, &name)).and_then(|href| resolver.link(href));
            Sourced { value: Person { name, url }, source: source.clone() }
        })
        .collect()
}

/// Takes the author from a box behind the story if nothing better names one, and the URL of a name the box repeats.
fn add_author_box(
    metadata: &mut Metadata,
    doc: &Document,
    segments: &Segments,
    story: &story::Story,
    resolver: &Resolver,
) {
    let weak = authors_are_weak(metadata, resolver);
    // A byline's link is to the site's own page about the author; the box may tell theirs.
    let open = |a: &Sourced<Person>| a.value.url.is_none() || matches!(a.source, Source::Text);
    if !weak && !metadata.authors.iter().any(open) {
        return;
    }
    let Some(person) = author_box::find(doc, segments, story, resolver) else { return };
    if weak {
        metadata.authors = vec![person];
        return;
    }
    for author in metadata.authors.iter_mut().filter(|a| open(a)) {
        if folded(&author.value.name) == folded(&person.value.name) {
            author.value.url = person.value.url.clone().or(author.value.url.take());
        }
    }
}

/// The date in the path of the page's URL: `/2025/06/14/`, `/2025-06-14-`, `/20250614/`, or a month.
fn url_date(metadata: &Metadata, resolver: &Resolver, now: Option<DateTime<FixedOffset>>) -> Option<Dated> {
    let page = resolver.page_url().map(|u| u.path().to_owned());
    let canonical = metadata
        .canonical_url
        .as_ref()
        .and_then(|c| url::Url::parse(&c.value).ok())
        .map(|u| u.path().to_owned());
    let dates = DateReader::new(Order::DayFirst, now);
    page.into_iter().chain(canonical).find_map(|path| {
        let (value, raw) = dates.in_path(&path)?;
        Some(Dated { value, raw, source: Source::Url })
    })
}
