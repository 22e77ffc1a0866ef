//! Document -> [`Metadata`]: candidates from every source, then a choice per field.

use chrono::{DateTime, FixedOffset};

use crate::article::Metadata;
use crate::dom::Document;
use crate::resolve::Resolver;
use crate::segment::Segments;
use crate::select::Selection;

/// What the page's markup declares, read before the content is known.
pub fn declared(_doc: &Document, _resolver: &Resolver, _now: Option<DateTime<FixedOffset>>) -> Metadata {
    Metadata::default()
}

/// Fills in what markup left open from the text a reader sees, once it is known which text is the story.
pub fn add_visible(
    _metadata: &mut Metadata,
    _doc: &Document,
    _segments: &Segments,
    _selection: &Selection,
    _resolver: &Resolver,
    _now: Option<DateTime<FixedOffset>>,
) {
}
