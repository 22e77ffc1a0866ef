//! Scores -> what is kept.

use crate::article::Metadata;
use crate::dom::{Document, NodeId};
use crate::extractor::Focus;
use crate::score::Scores;
use crate::segment::Segments;

/// What is kept of a page.
pub struct Selection {
    segments: Vec<bool>,
    nodes: Vec<bool>,
}

impl Selection {
    /// Whether a text node, image or other medium is part of the article.
    pub fn keeps(&self, node: NodeId) -> bool {
        self.nodes.get(node.index()).copied().unwrap_or(false)
    }

    /// Whether the segment at `index` is part of the article.
    pub fn keeps_segment(&self, index: usize) -> bool {
        self.segments.get(index).copied().unwrap_or(false)
    }
}

/// Chooses.
pub fn choose(doc: &Document, segments: &Segments, scores: &Scores, _: &Metadata, _: Focus) -> Selection {
    let kept: Vec<bool> = (0..segments.len()).map(|i| scores.get(i) > 0.5).collect();
    let mut nodes = vec![false; doc.len()];
    for id in doc.descendants(NodeId::DOCUMENT) {
        if let Some(i) = segments.of(id)
            && kept.get(i) == Some(&true)
            && let Some(node) = nodes.get_mut(id.index())
        {
            *node = true;
        }
    }
    Selection { segments: kept, nodes }
}

#[cfg(test)]
impl Selection {
    /// Keeps every node, so that later stages can be tested without judging anything.
    pub(crate) fn everything(doc: &Document) -> Selection {
        Selection::nodes(doc, |_| true)
    }

    /// Keeps the nodes for which `kept` says so.
    pub(crate) fn nodes(doc: &Document, kept: impl Fn(NodeId) -> bool) -> Selection {
        Selection { segments: Vec::new(), nodes: doc.ids().map(kept).collect() }
    }
}
