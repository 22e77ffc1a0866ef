//! What the caller wants ([`Extractor`]) and what the caller knows ([`Page`]).

use chrono::{DateTime, FixedOffset};
use markup5ever_rcdom::RcDom;

use crate::article::{Article, Metadata};
use crate::error::Error;
use crate::pipeline;
use crate::score::Scorer;
use crate::trace::Trace;

/// How to extract: build it once, use it for any number of pages, from any thread.
///
/// # Examples
///
/// ```
/// use gleaner::{Extractor, Focus, Page};
///
/// static PRECISE: Extractor = Extractor::new().focus(Focus::Precision);
///
/// let body = b"<article><p>Bytes as they came off the wire, decoded here.</p></article>";
/// let page = Page::bytes(body).url("https://example.org/a").content_type("text/html; charset=utf-8");
/// let article = PRECISE.extract(page)?;
/// assert_eq!(article.encoding.map(|e| e.name).as_deref(), Some("UTF-8"));
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extractor {
    pub(crate) focus: Focus,
    pub(crate) limits: Limits,
}

/// Which mistake costs more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Focus {
    /// Both the same.
    #[default]
    Balanced,
    /// Rather lose some content than keep boilerplate.
    Precision,
    /// Rather keep some boilerplate than lose content.
    Recall,
}

impl Extractor {
    /// Balanced focus, default limits.
    pub const fn new() -> Self {
        Extractor { focus: Focus::Balanced, limits: Limits::new() }
    }

    /// Sets which mistake costs more.
    #[must_use]
    pub const fn focus(mut self, focus: Focus) -> Self {
        self.focus = focus;
        self
    }

    /// Sets the bounds on input.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Extracts the article of a page.
    ///
    /// # Errors
    ///
    /// If the page has more bytes than [`Limits::max_bytes`]. Nothing else is an error: a page without content gives an
    /// article without blocks.
    pub fn extract<'a>(&self, page: impl Into<Page<'a>>) -> Result<Article, Error> {
        pipeline::run(Scorer::bundled(), self, &page.into(), None)
    }

    /// Extracts the article of a page and tells why each piece of the page was kept or dropped.
    ///
    /// # Errors
    ///
    /// As for [`extract`](Extractor::extract).
    ///
    /// # Examples
    ///
    /// ```
    /// let html = "<nav><a href=/>Home</a></nav><article><p>The harbour bridge opened to traffic again on Monday, two \
    ///             years after the flood.</p></article>";
    /// let (_, trace) = gleaner::Extractor::new().extract_traced(html)?;
    /// let kept: Vec<bool> = trace.segments.iter().map(|s| s.kept).collect();
    /// assert_eq!(kept, [false, true]);
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn extract_traced<'a>(&self, page: impl Into<Page<'a>>) -> Result<(Article, Trace), Error> {
        let mut trace = Trace::default();
        let article = pipeline::run(Scorer::bundled(), self, &page.into(), Some(&mut trace))?;
        Ok((article, trace))
    }

    /// Reads what a page says about itself, without looking for its article.
    ///
    /// That is what markup declares (JSON-LD, `<meta>`, microdata, `RDFa`, `<title>`, `h1`, links), what classes and
    /// `<time>` say right under the `h1`, and the URL. Parsing is most of the work: it takes
    /// some .6 of the time of [`extract`](Extractor::extract). Titles are as right as there; of authors and dates it finds
    /// nearly all that news sites tell (F1 .90 of .91, days .98 of .99), and less elsewhere (on mixed pages .74 of .76 and
    /// .73 of .80).
    ///
    /// It cannot see what takes knowing which text is the story: a headline that no element declares, bylines and dates
    /// in plain text, a box about the author behind the story, its first picture. [`extract`](Extractor::extract) fills
    /// these in; what both find is the same but for a title that is printed without the site's name in several nodes.
    ///
    /// # Errors
    ///
    /// As for [`extract`](Extractor::extract).
    ///
    /// # Examples
    ///
    /// ```
    /// let html = "<html lang=en><title>Tides | Sea Times</title><meta property=og:site_name content='Sea Times'>";
    /// let metadata = gleaner::Extractor::new().metadata(html)?;
    /// assert_eq!(metadata.title.map(|t| t.value).as_deref(), Some("Tides"));
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn metadata<'a>(&self, page: impl Into<Page<'a>>) -> Result<Metadata, Error> {
        pipeline::declared(self, &page.into())
    }
}

/// Bounds on what a page may cost. Real pages stay far below the defaults.
///
/// Only a page over [`max_bytes`](Limits::max_bytes) is an [`Error`]. Past every other bound the page is still extracted:
/// what is dropped is markup, or the rest of a value, never the text around it. Where a page loses by it,
/// [`Article::warnings`] tells.
///
/// | Bound | Default | Past it |
/// |---|---|---|
/// | [`max_bytes`](Limits::max_bytes) | 20,000,000 | [`Error::is_limit`] |
/// | [`max_nodes`](Limits::max_nodes) | 1,000,000 | only text is kept; [`Warning::NodeLimit`](crate::Warning::NodeLimit) |
/// | [`max_depth`](Limits::max_depth) | 512 | text is kept, tags are not; [`Warning::DepthLimit`](crate::Warning::DepthLimit) |
/// | [`max_attributes`](Limits::max_attributes) | 256 | left out; [`Warning::AttributeLimit`](crate::Warning::AttributeLimit) |
/// | [`max_work`](Limits::max_work) | none | only text is kept; [`Warning::WorkLimit`](crate::Warning::WorkLimit) |
/// | [`max_json_ld_bytes`](Limits::max_json_ld_bytes) | 1,000,000 | scripts not read |
/// | [`max_json_ld_depth`](Limits::max_json_ld_depth) | 64 | script not read |
/// | [`max_table_span`](Limits::max_table_span) | 1,000 | spans this |
/// | [`max_metadata_chars`](Limits::max_metadata_chars) | 10,000 | text is cut, a URL left out |
///
/// Besides, what a page may have grows with its size, so that none costs a multiple of it: nodes, lines of text and blocks
/// ([`Warning::NodeLimit`](crate::Warning::NodeLimit), [`Warning::SegmentLimit`](crate::Warning::SegmentLimit)), steps of
/// work ([`Warning::WorkLimit`](crate::Warning::WorkLimit)), and 64 unclosed formatting elements
/// ([`Warning::DepthLimit`](crate::Warning::DepthLimit)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    clippy::struct_field_names,
    reason = "`max_bytes` says what `bytes` would leave open, and the setters are called so"
)]
pub struct Limits {
    pub(crate) max_bytes: usize,
    pub(crate) max_nodes: usize,
    pub(crate) max_depth: usize,
    pub(crate) max_attributes: usize,
    pub(crate) max_work: Option<u64>,
    pub(crate) max_json_ld_bytes: usize,
    pub(crate) max_json_ld_depth: usize,
    pub(crate) max_table_span: u16,
    pub(crate) max_metadata_chars: usize,
}

impl Limits {
    /// The defaults.
    pub const fn new() -> Self {
        Limits {
            max_bytes: 20_000_000,
            max_nodes: 1_000_000,
            max_depth: 512,
            max_attributes: 256,
            max_work: None,
            max_json_ld_bytes: 1_000_000,
            max_json_ld_depth: 64,
            max_table_span: 1000,
            max_metadata_chars: 10_000,
        }
    }

    /// Bytes of a page; more is an [`Error`]. Default 20,000,000, at most 1 GiB.
    #[must_use]
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        // Text positions are 32-bit; decoding at most triples a page.
        self.max_bytes = at_most(bytes, 1 << 30);
        self
    }

    /// Nodes of the parsed page; past that tags are ignored and text is kept, with a warning. Default 1,000,000.
    #[must_use]
    pub const fn max_nodes(mut self, nodes: usize) -> Self {
        self.max_nodes = at_most(nodes, 100_000_000);
        self
    }

    /// Levels of nesting; deeper tags are ignored and their text is kept, with a warning. Default 512, as in browsers,
    /// at least 16.
    #[must_use]
    pub const fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = if depth < 16 { 16 } else { at_most(depth, 10_000) };
        self
    }

    /// Attributes of an element; the rest is left out, with a warning. Default 256.
    #[must_use]
    pub const fn max_attributes(mut self, attributes: usize) -> Self {
        self.max_attributes = attributes;
        self
    }

    /// Steps of work in building trees: the page's, and those of what is found in its scripts. Every later stage is linear in
    /// the nodes built, so this bounds them all. Past it tags are ignored and text is kept, and scripts are not searched,
    /// with a warning. Steps are counted, not timed: the same page always ends at the same place. Without a bound by
    /// default; a page takes some tenth of a step for each byte.
    #[must_use]
    pub const fn max_work(mut self, steps: u64) -> Self {
        self.max_work = Some(steps);
        self
    }

    /// Bytes of all JSON-LD scripts of a page together; scripts past that are not read. Default 1,000,000.
    #[must_use]
    pub const fn max_json_ld_bytes(mut self, bytes: usize) -> Self {
        self.max_json_ld_bytes = bytes;
        self
    }

    /// Levels of nesting in a JSON-LD script, below the outermost; one that nests deeper is not read. Default 64, at most
    /// 126.
    #[must_use]
    pub const fn max_json_ld_depth(mut self, depth: usize) -> Self {
        // The parser itself refuses 128.
        self.max_json_ld_depth = at_most(depth, 126);
        self
    }

    /// Columns or rows a cell of a table may span; a wider one spans so many. Default 1,000, as for columns in HTML.
    #[must_use]
    pub const fn max_table_span(mut self, cells: u16) -> Self {
        self.max_table_span = if cells == 0 { 1 } else { cells };
        self
    }

    /// Characters of a metadata value; text is cut there, a longer URL left out. Default 10,000, which is also the most.
    #[must_use]
    pub const fn max_metadata_chars(mut self, chars: usize) -> Self {
        self.max_metadata_chars = at_most(chars, 10_000);
        self
    }
}

const fn at_most(value: usize, most: usize) -> usize {
    if value < most { value } else { most }
}

impl Limits {
    /// Steps of work allowed.
    pub(crate) fn work(&self) -> u64 {
        self.max_work.unwrap_or(u64::MAX)
    }

    pub(crate) fn check_bytes(&self, bytes: usize) -> Result<(), Error> {
        if bytes > self.max_bytes { Err(Error::too_large(bytes, self.max_bytes)) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::new()
    }
}

/// A page and what the caller knows about it.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub(crate) source: PageSource<'a>,
    pub(crate) url: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) now: Option<DateTime<FixedOffset>>,
}

#[derive(Clone, Copy)]
pub(crate) enum PageSource<'a> {
    Html(&'a str),
    Bytes(&'a [u8]),
    Dom(&'a RcDom),
}

impl<'a> Page<'a> {
    const fn new(source: PageSource<'a>) -> Self {
        Page { source, url: None, content_type: None, now: None }
    }

    /// A page as text.
    pub const fn html(html: &'a str) -> Self {
        Page::new(PageSource::Html(html))
    }

    /// A page as bytes off the wire; its encoding is found as browsers do.
    pub const fn bytes(bytes: &'a [u8]) -> Self {
        Page::new(PageSource::Bytes(bytes))
    }

    /// A page already parsed with html5ever into an `RcDom`. Parse with `scripting_enabled: false`, so that content in
    /// `<noscript>` is part of the tree.
    pub const fn dom(dom: &'a RcDom) -> Self {
        Page::new(PageSource::Dom(dom))
    }

    /// The page's absolute URL, against which links are resolved.
    #[must_use]
    pub const fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The HTTP `Content-Type` header, or just its charset, which outranks the page's own declaration.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'a str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// When the page was fetched: no date after it (and a day's grace for time zones) is believed, and "3 hours ago" is
    /// read as what was then three hours ago. The library never asks the clock.
    #[must_use]
    pub const fn now(mut self, now: DateTime<FixedOffset>) -> Self {
        self.now = Some(now);
        self
    }
}

impl<'a> From<&'a str> for Page<'a> {
    fn from(html: &'a str) -> Self {
        Page::html(html)
    }
}

impl<'a> From<&'a String> for Page<'a> {
    fn from(html: &'a String) -> Self {
        Page::html(html)
    }
}

impl<'a> From<&'a [u8]> for Page<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Page::bytes(bytes)
    }
}

impl<'a> From<&'a RcDom> for Page<'a> {
    fn from(dom: &'a RcDom) -> Self {
        Page::dom(dom)
    }
}
