//! `<meta>` tags -> candidates: Open Graph, `article:*`, Twitter cards, Dublin Core, Parsely, Sailthru, `citation_*`
//! (Highwire) and the older names publishers still write.

use super::author::byline;
use super::candidates::{Candidates, Claim, Place, offer, offer_read, offer_to_group};
use super::class_words::has_word;
use super::collect::MetaTag;
use super::date::DateReader;
use super::text::{collapse, plain};
use crate::article::{Author, LeadImage, Publisher, Source};
use crate::resolve::Resolver;

/// What a tag speaks about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    /// One person a tag, possibly "Last, First".
    AuthorRecord,
    Published,
    Modified,
    Site,
    Language,
    Description,
    Url,
    Image,
    Section,
    Subtitle,
    Licence,
    Publisher,
    /// Who may read: `free`, `metered`, `locked`.
    Access,
    /// Keywords in one tag, between commas.
    Keywords,
    /// One keyword a tag.
    Keyword,
}

/// Which field a tag fills, and its rank: below 20 written for this purpose, below 40 usual, above that often wrong.
#[rustfmt::skip]
#[allow(clippy::too_many_lines, reason = "a table")]
fn meaning(key: &str) -> Option<(Field, u8)> {
    Some(match key {
        "og:title" => (Field::Title, 20),
        "citation_title" | "parsely-title" | "sailthru.title" | "wkhealth_title" | "bepress_citation_title" | "prism.title" => (Field::Title, 15),
        "twitter:title" | "twitter:text:title" => (Field::Title, 25),
        "dc.title" | "dcterms.title" | "dcterm:title" | "dc:title" | "eprints.title" => (Field::Title, 30),
        "title" | "headline" | "article_title" | "article-title" | "article:title" | "hdl" | "rbtitle" => (Field::Title, 32),

        "citation_author" | "bepress_citation_author" | "eprints.creators_name" => (Field::AuthorRecord, 12),
        "article:author_name" | "articleauthor" | "article_author" | "article.author" | "article:author" | "og:article:author" | "article-author" => (Field::Author, 14),
        "parsely-author" | "sailthru.author" | "byl" | "cxenseparse:author" | "rbauthors" | "shareaholic:article_author_name" => (Field::Author, 16),
        "author" | "authors" | "citation_authors" => (Field::Author, 18),
        "dc.creator" | "dcterms.creator" | "dc:creator" | "dcterm:creator" | "dc.contributor" => (Field::Author, 22),
        "book:author" | "author_name" | "author-name" | "creator" | "byline" => (Field::Author, 24),

        "article:published_time" | "og:article:published_time" | "article:published" | "article:publicationdate" => (Field::Published, 12),
        "citation_publication_date" | "citation_online_date" | "citation_date" | "bepress_citation_date" | "parsely-pub-date"
        | "sailthru.date" | "rbpubdate" | "cxenseparse:recs:publishtime" | "shareaholic:article_published_time" | "vr:published_time"
        | "og:pubdate" | "og:published_time" | "og:publish_date" | "og:article:published" | "og:release_date" => (Field::Published, 16),
        "datepublished" | "date_published" | "date-published" | "pubdate" | "pub_date" | "pub-date" | "publishdate" | "publish_date"
        | "publish-date" | "published_time" | "published-date" | "published_date" | "publicationdate" | "publication_date"
        | "publication-date" | "published" | "article.published" | "article_date_original" | "article_publish_date"
        | "article-publish-date" | "originalpublicationdate" | "ptime" | "displaydate" | "release_date" | "releasedate"
        | "dc.date.issued" | "dcterms.issued" | "dc.issued" | "dcterms.date.issued" | "dc.date.published" | "dcterms.available"
        | "prism.publicationdate" | "video:release_date" | "analyticsattributes.articledate" | "timestamp" => (Field::Published, 18),
        "dc.date" | "dcterms.date" | "dc:date" | "dcterm:date" | "dcterms.created" | "dc.date.created" | "datecreated" | "date_created"
        | "created" | "creation_date" | "article:created" | "article.created" | "og:created_time" | "article:post_date" | "sailthru.pubdate" => (Field::Published, 26),
        "date" | "article:date" | "article_date" | "article-date" | "pagedate" | "doc_date" | "issue_date" => (Field::Published, 28),

        "article:modified_time" | "og:article:modified_time" | "article:modified" => (Field::Modified, 12),
        "og:updated_time" | "datemodified" | "dateupdated" | "dcterms.modified" | "dc.date.modified" | "dc.modified"
        | "lastmod" | "last-modified" | "last_modified" | "lastmodified" | "article:updated" | "article:updated_time" | "article.updated"
        | "modified_time" | "modificationdate" | "utime" | "updated" | "revised" | "date_modified" | "cxenseparse:recs:modifiedtime" => (Field::Modified, 20),

        "og:site_name" | "og:sitename" => (Field::Site, 10),
        "article:publisher_name" | "dc.publisher" | "dcterms.publisher" | "publisher" | "citation_publisher" => (Field::Publisher, 30),
        "citation_journal_title" => (Field::Site, 30),
        "application-name" | "apple-mobile-web-app-title" | "al:ios:app_name" => (Field::Site, 40),

        "og:locale" => (Field::Language, 30),
        "dc.language" | "dcterms.language" | "dc:language" | "citation_language" | "language" | "lang" => (Field::Language, 25),
        "content-language" => (Field::Language, 20),

        "og:description" => (Field::Description, 20),
        "description" => (Field::Description, 22),
        "twitter:description" | "sailthru.description" => (Field::Description, 25),
        "dc.description" | "dcterms.description" | "dc:description" | "dcterms.abstract" | "citation_abstract" | "abstract" | "excerpt" => (Field::Description, 30),

        "og:url" => (Field::Url, 20),
        "parsely-link" | "citation_public_url" | "twitter:url" => (Field::Url, 30),

        "og:image" | "og:image:url" | "og:image:secure_url" => (Field::Image, 10),
        "twitter:image" | "twitter:image:src" => (Field::Image, 20),
        "parsely-image-url" | "sailthru.image.full" | "thumbnail" | "image" => (Field::Image, 25),
        "msapplication-tileimage" => return None,

        "article:section" | "og:article:section" => (Field::Section, 10),
        "parsely-section" | "cxenseparse:section" | "analyticsattributes.topicchannel" | "section" | "category" | "dc.subject.category" | "prism.section" => (Field::Section, 20),

        "dek" | "article:dek" | "subtitle" | "standfirst" | "article:subtitle" | "sailthru.subtitle" | "og:subtitle" => (Field::Subtitle, 15),
        "dcterms.license" | "dc.license" | "license" | "licence" | "dcterms.rights.license" => (Field::Licence, 14),
        "dc.rights" | "dcterms.rights" | "dc:rights" => (Field::Licence, 35),
        "article:content_tier" | "og:article:content_tier" => (Field::Access, 15),

        "article:tag" | "og:article:tag" | "video:tag" | "og:tag" => (Field::Keyword, 15),
        "news_keywords" => (Field::Keywords, 18),
        "parsely-tags" | "sailthru.tags" | "citation_keywords" => (Field::Keywords, 20),
        "keywords" => (Field::Keywords, 30),
        "dc.subject" | "dcterms.subject" | "dc:subject" => (Field::Keyword, 35),
        _ if says_publication_date(key) => (Field::Published, 32),
        _ => return None,
    })
}

/// Names made up by one publisher that still say it: `w-published-date`, `cms:publish-time`.
fn says_publication_date(key: &str) -> bool {
    key.contains("pub")
        && has_word(key, &["publish", "published", "publication", "pub", "publishing"])
        && has_word(key, &["date", "time", "at", "on", "datetime"])
}

/// Offers what the page's meta tags say.
pub(super) fn candidates(
    metas: &[MetaTag<'_>],
    dates: DateReader,
    resolver: &Resolver,
    out: &mut Candidates,
) {
    for (at, tag) in metas.iter().enumerate() {
        let behind = metas.get(at + 1..).unwrap_or_default();
        if let Some(number) = tag.key.strip_prefix("twitter:label") {
            labelled(metas, number, tag.content, out);
            continue;
        }
        let Some((field, rank)) = meaning(&tag.key) else { continue };
        let place = || Place::new(Source::Meta(collapse(&tag.key)), tag.node);
        let text = || plain(tag.content);
        match field {
            Field::Title => offer(&mut out.title, rank, text(), place()),
            Field::Author | Field::AuthorRecord => author(tag, field, rank, resolver, out),
            Field::Published => {
                offer_read(&mut out.published, rank, dates.declared(tag.content), tag.content, place());
            }
            Field::Modified => {
                offer_read(&mut out.modified, rank, dates.declared(tag.content), tag.content, place());
            }
            Field::Site => offer(&mut out.site, rank, text(), place()),
            Field::Language => {
                let language = super::page::language_tag(tag.content);
                offer_read(&mut out.language, rank, language, tag.content, place());
            }
            Field::Description => offer(&mut out.description, rank, text(), place()),
            Field::Url => {
                let url = super::links::canonical(tag.content, resolver);
                offer_read(&mut out.canonical_url, rank, url, tag.content, place());
            }
            Field::Image => {
                let image = resolver.image(tag.content.trim()).map(|url| image(url, behind));
                offer_read(&mut out.image, rank, image, tag.content, place());
            }
            Field::Subtitle => offer(&mut out.subtitle, rank, text(), place()),
            // Rights are as often reserved as granted.
            Field::Licence if rank < 30 || tag.content.contains("creativecommons.org/") => {
                let licence = super::links::licence(tag.content, resolver);
                offer_read(&mut out.licence, rank, licence, tag.content, place());
            }
            Field::Licence => {}
            Field::Access => {
                let tier = tag.content.trim().to_ascii_lowercase();
                let free = match tier.as_str() {
                    "free" => Some(true),
                    "metered" | "locked" => Some(false),
                    _ => None,
                };
                offer_read(&mut out.accessible_for_free, rank, free, tag.content, place());
            }
            Field::Publisher => {
                offer(&mut out.site, rank, text(), place());
                // A profile on a social network has no name to offer.
                let name = text().filter(|name| !name.contains("://"));
                let publisher = name.map(|name| Publisher { name, ..Publisher::default() });
                offer_read(&mut out.publisher, rank, publisher, tag.content, place());
            }
            Field::Section => {
                offer(&mut out.section, rank, text(), place());
                let names = text().map(|names| super::links::listed(&names)).unwrap_or_default();
                let name = names.into_iter().map(|name| Claim::verbatim(name, place()));
                offer_to_group(&mut out.categories, rank + 8, name);
            }
            Field::Keywords => {
                let plain = text().unwrap_or_default();
                let words = super::page::keywords(&plain).map(|word| Claim::verbatim(word, place()));
                offer_to_group(&mut out.tags, rank, words);
            }
            Field::Keyword => {
                let word = text().into_iter().map(|word| Claim::verbatim(word, place()));
                offer_to_group(&mut out.tags, rank, word);
            }
        }
    }
}

/// An image with what the tags behind its own tell of it, up to the next image.
fn image(url: String, behind: &[MetaTag<'_>]) -> LeadImage {
    let mut image = LeadImage::at(url);
    for tag in behind.iter().take(MAX_IMAGE_TAGS) {
        let number = || tag.content.trim().trim_end_matches("px").parse().ok();
        match tag.key.as_str() {
            "og:image:width" | "twitter:image:width" => image.width = image.width.or_else(number),
            "og:image:height" | "twitter:image:height" => image.height = image.height.or_else(number),
            "og:image:alt" | "twitter:image:alt" => image.alt = image.alt.or_else(|| plain(tag.content)),
            "og:image" | "twitter:image" => break,
            _ => {}
        }
    }
    image
}

/// Tags behind an image's own that may tell of it.
const MAX_IMAGE_TAGS: usize = 12;

/// Twitter's labelled values, in which plug-ins of blogging systems put the author: "Written by", a name.
fn labelled(metas: &[MetaTag<'_>], number: &str, label: &str, out: &mut Candidates) {
    let label = label.trim().trim_end_matches(':');
    let is_author = byline::after_label(&format!("{label}: x")) == Some("x");
    let key = format!("twitter:data{number}");
    if is_author
        && let Some(data) = metas.iter().find(|m| m.key == key)
        && let Some(plain) = plain(data.content)
    {
        let place = Place::new(Source::Meta(key), data.node);
        let claims = byline::declared_names(&plain).into_iter().map(|name| Claim {
            value: Author::person(name),
            raw: plain.clone(),
            place: place.clone(),
        });
        offer_to_group(&mut out.authors, 26, claims);
    }
}

fn author(tag: &MetaTag<'_>, field: Field, rank: u8, resolver: &Resolver, out: &mut Candidates) {
    let content = tag.content.trim();
    if content.starts_with("http://") || content.starts_with("https://") {
        out.author_urls.extend(resolver.link(content));
        return;
    }
    let Some(plain) = plain(content) else { return };
    let names = if field == Field::AuthorRecord {
        byline::record(&plain).into_iter().collect()
    } else {
        byline::declared_names(&plain)
    };
    let place = Place::new(Source::Meta(collapse(&tag.key)), tag.node);
    let people = names.into_iter().map(|name| Claim {
        value: Author::person(name),
        raw: plain.clone(),
        place: place.clone(),
    });
    offer_to_group(&mut out.authors, rank, people);
}
