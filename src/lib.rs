//! Article extraction: an HTML page in, a typed [`Article`] out, with the boilerplate gone.
//!
//! ```
//! let html = "<title>Tides</title><nav><a href=/>Home</a> <a href=/maps>Maps</a></nav><article><h1>Tides</h1><p>The \
//!             moon pulls the sea, and the sea follows it around the world, twice a day, a little later each \
//!             time.</p></article>";
//! let article = gleaner::extract(html)?;
//! assert!(article.to_markdown().starts_with("The moon pulls the sea"));
//! assert!(!article.to_text().contains("Maps"));
//! # Ok::<(), gleaner::Error>(())
//! ```
//!
//! # Which one do I want?
//!
//! | You have | Call |
//! |---|---|
//! | text | [`extract`], or [`Extractor::extract`] with a `&str` or [`Page::html`] |
//! | bytes off the wire | [`Extractor::extract`] with [`Page::bytes`], and the `Content-Type` you got |
//! | an html5ever `RcDom` | [`extract_dom`], or [`Page::dom`] |
//! | no need of the text | [`metadata`], or [`Extractor::metadata`] |
//! | wishes how the article looks | [`render`]: [`Text`](render::Text), [`Markdown`](render::Markdown), [`Html`](render::Html) |
//! | a page that came out wrong | [`Extractor::extract_traced`] |
//!
//! Tell [`Page`] the page's URL if you know it, or links stay relative; and when it was fetched, so that no date from the
//! future is believed. Tell [`Extractor`] what you want: its [`Focus`] and [`Limits`]. One extractor serves any number of
//! pages from any number of threads.
//!
//! # What comes back
//!
//! [`Article::blocks`] is a tree of [`Block`]s in reading order; [`Article::metadata`] is what is known about it, each
//! value with its [`Source`]; [`Article::places`] tells where on the page each block stood. A page without content is an article without blocks, not an error: the only [`Error`] is a
//! page over [`Limits::max_bytes`]. What other limits and bad input cost is told by [`Article::warnings`].
//!
//! # What it costs
//!
//! Time and memory linear in the page, most of it spent parsing. No network, no files, no clock, no scripts, no `unsafe`,
//! no recursion over the page: hostile pages are expected.

pub mod article;
mod cite;
mod class;
mod clean;
mod constructs;
#[cfg(test)]
#[path = "../tests/it/cpu.rs"]
mod cpu;
mod decode;
mod dom;
mod embedded;
mod error;
mod extractor;
mod features;
mod kind;
#[cfg(feature = "detect-language")]
mod language;
mod lexicon;
mod metadata;
mod pipeline;
mod reading;
pub mod render;
mod resolve;
mod score;
mod segment;
mod select;
mod tag_scan;
pub mod trace;

pub use article::{
    Abbreviation, Article, Author, AuthorKind, Block, Callout, Cell, Definition, Details, Embed, EmbedKind,
    Encoding, EncodingSource, Figure, Image, Inline, Item, LeadImage, Link, List, Metadata, Note, Numbering,
    Origin, PlaceElement, Places, Post, Publisher, Quote, Row, Ruby, Source, Sourced, Table, Timestamp,
    Votes, Warning,
};
pub use error::Error;
pub use extractor::{Extractor, Focus, Limits, Page};
pub use kind::{PageKind, PageKinds};
#[cfg(feature = "detect-language")]
pub use language::DetectedLanguage;
pub use trace::Trace;

/// Extracts the article of a page given as text, with balanced focus and default limits.
///
/// # Errors
///
/// See [`Extractor::extract`].
pub fn extract(html: &str) -> Result<Article, Error> {
    Extractor::new().extract(html)
}

/// Reads what a page says about itself, without looking for its article: faster, and less. See [`Extractor::metadata`].
///
/// # Errors
///
/// See [`Extractor::extract`].
pub fn metadata<'a>(page: impl Into<Page<'a>>) -> Result<Metadata, Error> {
    Extractor::new().metadata(page)
}

/// Extracts the article of a page the caller has already parsed. See [`Page::dom`].
///
/// # Errors
///
/// See [`Extractor::extract`].
pub fn extract_dom(dom: &markup5ever_rcdom::RcDom) -> Result<Article, Error> {
    Extractor::new().extract(dom)
}

/// The stages of the pipeline, one module each, for benches, fuzz targets, the trainer and the curious.
/// No semver promise: they change with any release.
#[doc(hidden)]
pub mod stages {
    pub mod clean {
        pub use crate::clean::*;
    }
    pub mod decode {
        pub use crate::decode::*;
    }
    pub mod dom {
        pub use crate::dom::*;
    }
    pub mod features {
        pub use crate::features::*;
    }
    pub mod lexicon {
        pub use crate::lexicon::*;
    }
    pub mod metadata {
        pub use crate::metadata::*;
    }
    pub mod resolve {
        pub use crate::resolve::*;
    }
    pub mod score {
        pub use crate::score::*;
    }
    pub mod segment {
        pub use crate::segment::*;
    }
    pub mod select {
        pub use crate::select::*;
    }

    /// [`Extractor::extract`](crate::Extractor::extract) with another scorer than the one that ships.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn extract_with(
        scorer: &score::Scorer,
        extractor: &crate::Extractor,
        page: &crate::Page<'_>,
    ) -> Result<crate::Article, crate::Error> {
        crate::pipeline::run(scorer, extractor, page, None)
    }
}

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
