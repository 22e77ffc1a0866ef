//! What an extraction returns: the [`Article`], its typed blocks and inlines, and its metadata.
//!
//! Everything here is owned and plain; nothing refers to the page it came from.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use std::fmt;

use crate::kind::PageKinds;

/// One page's article: what a reader came for, and what is known about it.
///
/// `Article` is `Send + Sync + 'static`. It holds no HTML: render it with [`to_text`](Article::to_text),
/// [`to_markdown`](Article::to_markdown) or [`to_html`](Article::to_html), which see the typed tree only and so agree
/// about what the article is.
///
/// # Examples
///
/// ```
/// let html = "<title>Tides</title><article><h1>Tides</h1><p>The moon pulls the sea, and the sea follows it around \
///             the world, twice a day, a little later each time.</p></article>";
/// let article = gleaner::extract(html)?;
/// assert_eq!(article.metadata.title.as_ref().map(|t| t.value.as_str()), Some("Tides"));
/// assert!(article.to_text().starts_with("The moon pulls the sea"));
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Article {
    /// What is known about the article, each value with its source.
    pub metadata: Metadata,
    /// The content, in reading order. The title is in `metadata`, not here. Empty when nothing on the page reads as
    /// content.
    pub blocks: Vec<Block>,
    /// Where on the page each of `blocks` stood.
    pub places: Places,
    /// Footnotes, endnotes and side notes that the blocks refer to, in the order of the first references.
    pub notes: Vec<Note>,
    /// Where on the page the blocks' text stood, most of it first. Nearly always `[Origin::Visible]`; empty when there are
    /// no blocks.
    pub origins: Vec<Origin>,
    /// What kind of page it is, with probabilities.
    pub kinds: PageKinds,
    /// How the page's bytes were read as text; `None` if the caller gave text or a tree.
    pub encoding: Option<Encoding>,
    /// What limits and bad input cost, if anything.
    pub warnings: Vec<Warning>,
}

/// Where on the page text of the article stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Origin {
    /// In elements a browser shows when the page has loaded, open shadow roots among them.
    Visible,
    /// In elements the page hides until something is pressed, or for good: closed tabs, `hidden`, `display: none`.
    Hidden,
    /// In `<noscript>`, which browsers that run scripts do not show.
    Noscript,
    /// In a `<template>`, which only a script would show. Used when the page has no other text.
    Template,
    /// In schema.org data (JSON-LD). Used when the elements hold no article, or only its beginning.
    StructuredData,
    /// In data from which a script builds the page: a JSON state, props, streamed components. Used when the elements hold
    /// no article.
    Script,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Origin::Visible => "visible",
            Origin::Hidden => "hidden",
            Origin::Noscript => "noscript",
            Origin::Template => "template",
            Origin::StructuredData => "structured data",
            Origin::Script => "script",
        })
    }
}

/// Where on a page the blocks of an article stood, those within other blocks with the one around them.
///
/// Paths are of the page as a browser builds it before scripts run, with open shadow roots and streamed parts where they
/// are shown. [`Block::cite`] links to a block by its words.
///
/// # Examples
///
/// ```
/// let html = "<title>Tides</title><main><p>The moon pulls the sea, and the sea follows it around the world, twice a day, \
///             a little later each time.</p><p>So the <b>tide clock</b> has one hand, which goes round in half a lunar day, \
///             and points at high water or at low.</p></main>";
/// let article = gleaner::extract(html)?;
/// assert_eq!(article.places.within, "html > body > main:nth-child(1)");
/// assert_eq!(article.places.path(1).as_deref(), Some("html > body > main:nth-child(1) > p:nth-child(2)"));
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Places {
    /// CSS path from `html` to the innermost element that holds all blocks made of the page's elements; empty if none is.
    pub within: String,
    /// For each block the rest of the path to the innermost element that holds it, empty if it is `within` itself; `None`
    /// for text from structured data and scripts.
    pub blocks: Vec<Option<String>>,
}

impl Places {
    /// CSS path from `html` to the innermost element that holds the block at `index`.
    pub fn path(&self, index: usize) -> Option<String> {
        let rest = self.blocks.get(index)?.as_deref()?;
        let between = if rest.is_empty() { "" } else { " > " };
        Some([&self.within, between, rest].concat())
    }
}

/// Something about the page that made the result smaller than it could have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Warning {
    /// Elements nested past [`Limits::max_depth`](crate::Limits::max_depth), or too many unclosed formatting
    /// elements: their text is kept, their tags are not.
    DepthLimit,
    /// The page has more nodes than [`Limits::max_nodes`](crate::Limits::max_nodes), or than a page of its size has
    /// (16,000 and one for each 20 bytes): past that only text is kept.
    NodeLimit,
    /// The page has more lines of text or more blocks than a page of its size has (6,000 lines and 8,000 blocks, and one for
    /// each 256 and 128 bytes): the rest of its text is judged as one.
    SegmentLimit,
    /// The page took more work than [`Limits::max_work`](crate::Limits::max_work), or than a page of its size takes: past
    /// that only text is kept, and scripts are not searched.
    WorkLimit,
    /// An element has more attributes than [`Limits::max_attributes`](crate::Limits::max_attributes): the first ones
    /// are kept.
    AttributeLimit,
    /// Bytes that mean nothing in the page's encoding were replaced by U+FFFD.
    MalformedText,
    /// The page URL given by the caller is not an absolute URL, and was not used.
    InvalidPageUrl,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Warning::DepthLimit => "elements are nested too deeply; some tags were ignored",
            Warning::NodeLimit => "the page has too many nodes; some tags were ignored",
            Warning::SegmentLimit => "the page has too many pieces of text; the last ones were judged as one",
            Warning::WorkLimit => "the page takes too much work; some tags were ignored",
            Warning::AttributeLimit => "an element has too many attributes; some were ignored",
            Warning::MalformedText => "some bytes do not fit the page's encoding and were replaced",
            Warning::InvalidPageUrl => "the page URL is not an absolute URL and was not used",
        })
    }
}

/// The character encoding a page was read in, and why that one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Encoding {
    /// Name in the WHATWG Encoding standard, e.g. `UTF-8`, `gb18030`, `windows-1252`.
    pub name: String,
    /// What told.
    pub source: EncodingSource,
}

/// What told a page's encoding, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum EncodingSource {
    /// A byte order mark.
    ByteOrderMark,
    /// The HTTP `Content-Type` the caller passed.
    Http,
    /// A `<meta>` tag, or an XML declaration.
    Meta,
    /// No declaration, or one that the bytes contradict; they are valid UTF-8.
    ValidUtf8,
    /// No declaration, or one that the bytes contradict; byte statistics.
    Detected,
}

/// What is known about the article. Absent means that nothing trustworthy on the page says it.
///
/// Strings are plain text: entities decoded, white space collapsed, no control characters or marks that turn the direction
/// of writing, at most 10,000 characters. URLs are absolute and of the web.
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
    /// alike but for case and punctuation, none like `title`.
    pub alternative_titles: Vec<Sourced<String>>,
    /// The dek, the line or two under the headline: JSON-LD `alternativeHeadline`, microdata or `RDFa` of this name,
    /// `<meta>` (`dek`, `subtitle`, `standfirst`), the element under the `h1` whose class or role calls it so. Not the
    /// description, unless it is printed there.
    pub subtitle: Option<Sourced<String>>,
    /// Who wrote it, in the page's order: JSON-LD, `<meta>`, microdata and `RDFa`, `rel=author`, the byline, a signature at
    /// an end of the story, a box about the author behind it, data in scripts. A source that names persons in full comes
    /// before one that names a login, an office or the site; a byline also before a person who is printed nowhere near the
    /// story.
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
    /// Keywords, in the page's order, without duplicates, all of one source: `article:tag`, `a[rel=tag]` outside of
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
    /// Person or organisation.
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

/// A block of the article.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Block {
    /// A heading.
    Heading {
        /// 2 for the highest level below the title, 3 for the next that the page uses, at most 6: none is skipped.
        level: u8,
        /// Its anchor: the page's `id` of the heading, or of the section it opens.
        id: Option<String>,
        /// The heading's text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A definition list: terms and what is said of them.
    Definitions(Vec<Definition>),
    /// A block quotation.
    Quote(Quote),
    /// A forum post, a comment, an answer, or a post on a social network.
    Post(Post),
    /// A note, warning or hint set apart from the text.
    Callout(Callout),
    /// Text a reader opens by its summary.
    Details(Details),
    /// A video, a recording, a post or another page shown within this one.
    Embed(Embed),
    /// Preformatted text, line breaks exact, usually code.
    Code {
        /// Programming language as the page names it, in lower case.
        language: Option<String>,
        /// The text, without a final line break.
        text: String,
    },
    /// A data table.
    Table(Table),
    /// An image that stands on its own, with its caption.
    Figure(Figure),
    /// Images shown together, each with its own caption.
    Gallery(Vec<Figure>),
    /// A stanza: text whose lines are the author's, between line breaks.
    Verse(Vec<Inline>),
    /// A formula on a line of its own, in TeX, without delimiters.
    Math(String),
    /// A thematic break.
    Rule,
}

/// A note, warning or hint set apart from the text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Callout {
    /// What it is, as its class says: `note`, `tip`, `warning`, `danger` and the like, in lower case.
    pub kind: String,
    /// Its heading; empty if it has none.
    pub title: Vec<Inline>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block quotation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quote {
    /// What is quoted.
    pub blocks: Vec<Block>,
    /// Whom or what it is quoted from, as printed under it; empty if the page does not say.
    pub attribution: Vec<Inline>,
    /// URL of the source, where the markup names it (`cite`).
    pub source: Option<String>,
    /// Whether it is a pull quote: words of the article itself, set large.
    pub pull: bool,
}

impl From<Vec<Block>> for Quote {
    fn from(blocks: Vec<Block>) -> Self {
        Quote { blocks, ..Quote::default() }
    }
}

/// A forum post, a comment, an answer, or a post on a social network.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Post {
    /// Who wrote it; `None` if the page does not say.
    pub author: Option<Author>,
    /// When, if it can be read.
    pub published: Option<Timestamp>,
    /// When, as printed; the day of `published` where only its age or a part of it is printed ("2 days ago"). Empty where
    /// neither it nor the author's name is printed among the text: then only `published` tells.
    pub date: String,
    /// URL of the post.
    pub url: Option<String>,
    /// What it says, and the replies that stand in it, themselves posts.
    pub blocks: Vec<Block>,
}

/// Text a reader opens by its summary: `<details>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Details {
    /// What is seen while it is closed.
    pub summary: Vec<Inline>,
    /// What it opens to.
    pub blocks: Vec<Block>,
}

/// A video, a recording, a post or another page shown within this one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Embed {
    /// What is shown.
    pub kind: EmbedKind,
    /// Where it is: absolute when the page's URL is known; `http`, `https` or relative.
    pub url: String,
    /// Who shows it, by the domain of the URL without its public suffix, e.g. `youtube`; `None` if it is the page's own.
    pub provider: Option<String>,
    /// Its title; empty if the page gives none.
    pub title: String,
}

/// What an [`Embed`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum EmbedKind {
    /// `<video>`, or a page that shows one.
    Video,
    /// `<audio>`, or a page that plays it.
    Audio,
    /// Another page: a map, a post, a graph.
    Page,
}

/// A note to the text: a footnote, an endnote, a side note.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Note {
    /// What refers to it: its number on the page, or its place among the notes; decimal digits, unique in the article.
    pub label: String,
    /// What it says, without its label and the link back.
    pub blocks: Vec<Block>,
}

/// A bulleted or numbered list.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct List {
    /// Number of the first item if the list is numbered; `None` for bullets.
    pub start: Option<i64>,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a [`List`].
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Item {
    /// Whether the task it states is done; `None` if it is no item of a task list.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl From<Vec<Block>> for Item {
    fn from(blocks: Vec<Block>) -> Self {
        Item { done: None, blocks }
    }
}

/// One term, or several, with its descriptions.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The descriptions, each a sequence of blocks.
    pub descriptions: Vec<Vec<Block>>,
}

/// A data table.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Table {
    /// The caption.
    pub caption: Vec<Inline>,
    /// The rows, header rows first as on the page.
    pub rows: Vec<Row>,
}

/// A table row.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    /// The cells, left to right.
    pub cells: Vec<Cell>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cell {
    /// Whether the cell is a header (`<th>`).
    pub header: bool,
    /// Columns it spans, 1 to 1000.
    pub columns: u16,
    /// Rows it spans, 1 to 1000.
    pub rows: u16,
    /// What is in it.
    pub content: Vec<Block>,
}

/// An image with its caption.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// The images, at least one.
    pub images: Vec<Image>,
    /// The caption, without the credit.
    pub caption: Vec<Inline>,
    /// Who made the images or lent them, where the markup sets that apart from the caption.
    pub credit: Vec<Inline>,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Image {
    /// URL: absolute when the page's URL is known; `http`, `https`, relative, or a raster `data:` image.
    pub url: String,
    /// Text in its place.
    pub alt: String,
    /// Its title.
    pub title: Option<String>,
    /// Where it leads, if it stands in a [`Figure`] and is linked.
    pub link: Option<String>,
}

/// A run within a block.
///
/// White space in text is collapsed as a browser shows it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `<em>`, `<i>`.
    Emphasis(Vec<Inline>),
    /// `<strong>`, `<b>`.
    Strong(Vec<Inline>),
    /// `<del>`, `<s>`, `<strike>`.
    Strikethrough(Vec<Inline>),
    /// `<sub>`.
    Subscript(Vec<Inline>),
    /// `<sup>`.
    Superscript(Vec<Inline>),
    /// `<mark>`: text the page points out.
    Mark(Vec<Inline>),
    /// An abbreviation or a term, with what it stands for.
    Abbreviation(Abbreviation),
    /// Text with its reading beside it.
    Ruby(Ruby),
    /// `<code>`, `<kbd>`, `<samp>`, `<tt>`: text as typed.
    Code(String),
    /// A formula in TeX, without delimiters.
    Math(String),
    /// A reference to the [`Note`] with this label.
    NoteReference(String),
    /// A link.
    Link(Link),
    /// An image within a line.
    Image(Image),
    /// `<br>`.
    LineBreak,
}

impl Inline {
    /// The inlines within: what is emphasised, linked, read aloud. Empty for those that hold none.
    pub fn content(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Subscript(content)
            | Inline::Superscript(content)
            | Inline::Mark(content)
            | Inline::Abbreviation(Abbreviation { content, .. })
            | Inline::Ruby(Ruby { base: content, .. })
            | Inline::Link(Link { content, .. }) => content,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::NoteReference(_)
            | Inline::Image(_)
            | Inline::LineBreak => &[],
        }
    }
}

/// An abbreviation or a term, with what it stands for: `<abbr title>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Abbreviation {
    /// What it stands for.
    pub title: String,
    /// What is printed.
    pub content: Vec<Inline>,
}

/// Text with its reading beside it: `<ruby>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ruby {
    /// The text.
    pub base: Vec<Inline>,
    /// How it is read, `<rt>`; never empty.
    pub reading: String,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link {
    /// URL: absolute when the page's URL is known; `http`, `https`, `mailto` or relative, never a script.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// What is linked.
    pub content: Vec<Inline>,
}
