//! Measurements per segment.
use crate::article::Metadata;
use crate::dom::{Document, Tag};
use crate::segment::Segments;

/// Plain numbers, one row a segment.
pub struct Features(pub Vec<f32>);

/// Measures.
pub fn features(doc: &Document, segments: &Segments, _: &Metadata) -> Features {
    Features(
        segments
            .list()
            .iter()
            .map(|s| {
                let nav =
                    doc.ancestors(s.block).any(|a| matches!(doc.tag(a), Tag::Nav | Tag::Footer | Tag::Aside));
                if s.chars > 20 && s.link_chars * 2 < s.chars && !nav { 0.9 } else { 0.1 }
            })
            .collect(),
    )
}
