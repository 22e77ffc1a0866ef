//! What is known about an article: [`Metadata`], each value with its source.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use std::fmt;

/// What is known about the article. Absent means that nothing trustworthy on the page says it.
///
/// Strings are plain text: entities decoded, white space collapsed, no control characters or marks that turn the direction
/// of writing, at most 10,000 characters, and nothing that systems write for none ("undefined", "Uncategorized",
/// `{{ page.teaser }}`). URLs are absolute and of the web.
///
/// Each field names its sources, the most believed first.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Metadata {
    /// The headline, without the site's name around it. All that JSON-LD, `<meta>`, microdata, `RDFa`, `<title>`, `h1` to
    /// `h3` offer, and their parts at separators, are ranked by a small learned model; without any of them, the line
    /// printed above the story.
    pub title: Option<Sourced<String>>,
    /// What other sources call the article, without the site's name, as the same model ranks them: at most 10, no two
    /// alike but for case and punctuation, none like `title`; headings and names have a word in common with it.
    pub alternative_titles: Vec<Sourced<String>>,
    /// The dek, the line or two under the headline: JSON-LD `alternativeHeadline`, microdata or `RDFa` of this name,
    /// `<meta>` (`dek`, `subtitle`, `standfirst`), the element under the `h1` whose class or role calls it so. Not the
    /// description, unless it is printed there.
    pub subtitle: Option<Sourced<String>>,
    /// Who wrote it, in the page's order: JSON-LD, `<meta>`, microdata and `RDFa`, `rel=author`, the byline, a signature at
    /// an end of the story, a box about the author behind it, data in scripts. A source that names persons in full comes
    /// before one that names a login, an office or the site.
    pub authors: Vec<Sourced<Author>>,
    /// When it was first published, as precisely as the page tells. Sources in order:
    ///
    /// 1. JSON-LD (`datePublished`, before `dateCreated`), `<meta>` tags of publication (Open Graph first, then those of
    ///    libraries and analytics), microdata and `RDFa` of the article's own item, `<meta>` tags that name only "date" or
    ///    "created". Where several disagree, one that the headline's lines or the URL bear out comes before the others.
    /// 2. A date printed by the headline, in an element or line of its own, if it is earlier than the declared one, or the
    ///    declared one is of the weakest kind and the printed one is not the day of a change.
    /// 3. If none is declared: a date printed between headline and story, above the headline in its own block, in the
    ///    story's own `<article>`, behind the story; then a line anywhere that says "published".
    /// 4. The URL, the page's scripts (keys of publication alone), its comments.
    ///
    /// A date that the page calls an update is never taken for it, and one in the title is of the title's subject.
    /// Dates printed without a year of their own, before 1990 outside markup, or past tomorrow, are not believed.
    pub published: Option<Sourced<Timestamp>>,
    /// When it was last changed, if the page says so: JSON-LD (`dateModified`), `<meta>` tags, microdata and `RDFa` of the
    /// article's own item; else a date by the story that a label or class calls an update.
    pub modified: Option<Sourced<Timestamp>>,
    /// Name of the site or publication: `og:site_name`, JSON-LD `WebSite`, `publisher` and `isPartOf`, other `<meta>`, the
    /// name of the site's app.
    pub site: Option<Sourced<String>>,
    /// Who publishes the site: JSON-LD `publisher`, `<meta>` (`publisher`, `dc.publisher`), where it is a name.
    pub publisher: Option<Sourced<Publisher>>,
    /// Language as a BCP 47 tag, as declared by the page (`en`, `pt-BR`): `html[lang]`, JSON-LD `inLanguage`,
    /// `Content-Language`, other `<meta>`, `og:locale`. `Article::detect_language` (feature `detect-language`) tells
    /// what the text itself is in.
    pub language: Option<Sourced<String>>,
    /// The page's own summary of the article: `og:description`, `<meta name=description>`, JSON-LD `description`, Twitter's,
    /// microdata and `RDFa`, other `<meta>`. One that only repeats the title or the site's name comes last.
    pub description: Option<Sourced<String>>,
    /// URL the page names as its own: `link[rel=canonical]`, `og:url`, JSON-LD `url`.
    pub canonical_url: Option<Sourced<String>>,
    /// URL of the page's AMP version: `link[rel=amphtml]`.
    pub amp_url: Option<Sourced<String>>,
    /// URL of the article's next page: `rel=next` of `link`, then of `a`. Only where it differs from this page's URL in a
    /// page number alone; blogs use the same `rel` for the next post. Needs the page's URL, or a canonical one.
    pub next_url: Option<Sourced<String>>,
    /// URL of the article's previous page: `rel=prev`, as for `next_url`.
    pub previous_url: Option<Sourced<String>>,
    /// The lead image: `og:image`, JSON-LD `image`, Twitter's, other `<meta>` and thumbnails, microdata and `RDFa`,
    /// `link[rel=image_src]`; else the first large picture of the story. Logos, placeholders, icons and pictures that are
    /// shared by default are passed over, as far as their size and file name tell.
    pub image: Option<Sourced<LeadImage>>,
    /// URL of the site's icon, the largest that a `link` declares (`icon`, `apple-touch-icon`). None is made up.
    pub favicon: Option<Sourced<String>>,
    /// Section of the site the article stands in: `article:section`, JSON-LD `articleSection`, microdata, other `<meta>`.
    pub section: Option<Sourced<String>>,
    /// Categories the article is filed under, in the page's order, without duplicates, all of one source:
    /// `a[rel=category]`, JSON-LD `articleSection`, `article:section`, links to `/category/`, breadcrumbs (JSON-LD, then
    /// printed) without the site and the page.
    pub categories: Vec<Sourced<String>>,
    /// Keywords, in the page's order, without duplicates, a lone one parted at its commas, all of one source: `article:tag`, `a[rel=tag]` outside of
    /// sidebars, JSON-LD `keywords`, `news_keywords`, other `<meta>`, links to `/tag/`, `meta[name=keywords]`.
    pub tags: Vec<Sourced<String>>,
    /// Licence the text is under: its URL, or its name where there is no URL. JSON-LD `license`, `link[rel=license]`,
    /// `<meta>` (`dcterms.license`), `a[rel=license]`, microdata; a link to Creative Commons at the foot of the page or
    /// amid words about a licence, unless several differ.
    pub licence: Option<Sourced<String>>,
    /// Whether the whole article can be read without paying or signing in: JSON-LD `isAccessibleForFree` of the article or
    /// a part of it, `article:content_tier` (`free`; `metered` and `locked` are not), microdata.
    pub accessible_for_free: Option<Sourced<bool>>,
    /// Comments the page says it has: JSON-LD `commentCount` or `interactionStatistic`, microdata, the text of links to a
    /// place on this page ("12 comments", in several languages) if they agree.
    pub comment_count: Option<Sourced<u32>>,
}

impl Metadata {
    /// When the page is of, for those who keep one date: when it was published or, where it tells only that, when it was last
    /// changed. A page whose one date reads "Updated 3 June 2025" is of that day to its readers.
    ///
    /// ```
    /// let page = "<h1>Tide tables</h1><p>Updated <time datetime=2025-06-03>3 June 2025</time></p><p>The harbour office \
    ///     prints its tide tables twice a year, in spring and in autumn, and gives them away at the pier.</p>";
    /// let metadata = gleaner::extract(page)?.metadata;
    /// assert!(metadata.published.is_none());
    /// assert_eq!(metadata.date().map(|date| date.value.to_string()).as_deref(), Some("2025-06-03"));
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn date(&self) -> Option<&Sourced<Timestamp>> {
        self.published.as_ref().or(self.modified.as_ref())
    }
}

/// A value, the text it was read from, and where on the page that stood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// The text it was read from, white space collapsed, before anything was cut off or interpreted.
    pub raw: String,
    /// Where that text was found.
    pub source: Source,
    /// CSS path from `html` to the element that holds it, e.g. `html > head > meta:nth-child(3)`; `None` if it is of no
    /// element: the page's URL.
    pub node: Option<String>,
}

/// Where on a page a metadata value was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Source {
    /// A schema.org object in a JSON-LD script; the property path, e.g. `NewsArticle.headline`.
    JsonLd(String),
    /// A `<meta>` tag; its `name`, `property` or `itemprop`, e.g. `og:title`.
    Meta(String),
    /// Microdata (`itemprop`) in the page body; the property, e.g. `datePublished`.
    Microdata(String),
    /// `RDFa` (`property`) in the page body; the property, e.g. `schema:author`.
    Rdfa(String),
    /// A `<link>` element; its `rel`, e.g. `canonical`.
    Link(String),
    /// An element or attribute with that meaning in HTML, e.g. `title`, `h1`, `time`, `html[lang]`.
    Element(String),
    /// Text a reader sees near the story, e.g. a byline or dateline.
    Text,
    /// The page's URL.
    Url,
    /// Data a script of the page works with; the property, e.g. `datePublished`.
    Script(String),
    /// An HTML comment.
    Comment,
}

/// Who is credited with the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Author {
    /// Name, without "By" and roles.
    pub name: String,
    /// Absolute URL of the author's page or site.
    pub url: Option<String>,
    /// Absolute URL of the author's picture.
    pub image: Option<String>,
    /// Person or organisation: as JSON-LD types them, or by their name. Of those who are called as the site is, persons are
    /// those whose name has no word of the page's text.
    pub kind: AuthorKind,
}

/// Whether an author is a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum AuthorKind {
    /// A person; also what nothing speaks against.
    #[default]
    Person,
    /// A newsroom, agency, company or other organisation.
    Organisation,
}

impl Author {
    /// A person of this name, with no URL and no picture.
    pub fn person(name: impl Into<String>) -> Self {
        Author { name: name.into(), ..Author::default() }
    }
}

/// Who publishes a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Absolute URL of its home page.
    pub url: Option<String>,
    /// Absolute URL of its logo.
    pub logo: Option<String>,
}

/// The picture that stands for the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct LeadImage {
    /// Absolute URL, or a raster `data:` image.
    pub url: String,
    /// Width in pixels, if the page says it.
    pub width: Option<u32>,
    /// Height in pixels, if the page says it.
    pub height: Option<u32>,
    /// Text in its place.
    pub alt: Option<String>,
}

impl LeadImage {
    /// An image at this URL of which nothing else is known.
    pub fn at(url: impl Into<String>) -> Self {
        LeadImage { url: url.into(), ..LeadImage::default() }
    }
}

/// A point in time as precise as the page tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Timestamp {
    /// A year.
    Year(i32),
    /// A month of a year; 1 is January.
    Month(i32, u32),
    /// A calendar day.
    Day(NaiveDate),
    /// A wall-clock time without a UTC offset.
    Local(NaiveDateTime),
    /// An instant, with the page's own UTC offset.
    Instant(DateTime<FixedOffset>),
}

impl Timestamp {
    /// The calendar day where the page was written; `None` if only month or year are known.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Timestamp::Day(day) => Some(*day),
            Timestamp::Local(time) => Some(time.date()),
            Timestamp::Instant(time) => Some(time.date_naive()),
            Timestamp::Year(_) | Timestamp::Month(..) => None,
        }
    }
}

/// Prints RFC 3339 as far as the precision goes: `2025`, `2025-06`, `2025-06-14`, `2025-06-14T09:30:00`,
/// `2025-06-14T09:30:00+02:00`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Timestamp::Year(year) => write!(f, "{year:04}"),
            Timestamp::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Timestamp::Day(day) => write!(f, "{day}"),
            Timestamp::Local(time) => write!(f, "{}", time.format("%Y-%m-%dT%H:%M:%S")),
            Timestamp::Instant(time) => f.write_str(&time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        }
    }
}
