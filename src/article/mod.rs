//! What an extraction returns: the [`Article`], with its metadata and its typed blocks, one file each.
//!
//! Everything here is owned and plain; nothing refers to the page it came from.

mod blocks;
mod metadata;
mod places;

use std::fmt;

pub use blocks::*;
pub use metadata::*;
pub use places::*;

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
    /// The content, in reading order. The title is in `metadata`; its heading is here only on a page whose `<title>` says
    /// something else. Empty when nothing on the page reads as content.
    pub blocks: Vec<Block>,
    /// Where on the page each block stood, those within others and those of notes too.
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
