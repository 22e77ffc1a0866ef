//! gleaner: an HTML page in, a typed [`Article`] out, with the boilerplate gone.

pub mod article;
mod clean;
mod decode;
mod dom;
mod error;
mod extractor;
mod features;
mod lexicon;
mod metadata;
mod pipeline;
mod render;
mod resolve;
mod score;
mod segment;
mod select;
pub mod trace;

pub use article::{
    Article, Block, Cell, Dated, Definition, Encoding, EncodingSource, Figure, Image, Inline, Link, List,
    Metadata, Person, Row, Source, Sourced, Table, Timestamp, Warning,
};
pub use error::Error;
pub use extractor::{Extractor, Focus, Limits, Page};
pub use trace::Trace;

/// Extracts the article of a page given as text, with balanced focus and default limits.
///
/// # Errors
///
/// See [`Extractor::extract`].
pub fn extract(html: &str) -> Result<Article, Error> {
    Extractor::new().extract(html)
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
    pub mod render {
        pub use crate::render::*;
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
}
