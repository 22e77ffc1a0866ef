//! Why each piece of the page was kept or dropped, recorded only when asked for.

use crate::dom::{Document, Kind, NodeId};
use crate::score::Scores;
use crate::segment::Segments;
use crate::select::Selection;

/// What [`Extractor::extract_traced`](crate::Extractor::extract_traced) saw and decided.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Trace {
    /// The page's segments, in page order.
    pub segments: Vec<TracedSegment>,
}

/// One segment of the page and what became of it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TracedSegment {
    /// Its text, white space collapsed.
    pub text: String,
    /// Path of the block it stands in, outermost first, e.g. `html > body > div.post > p`.
    pub path: String,
    /// Estimated probability that it is content, 0 to 1.
    pub score: f32,
    /// Whether it is part of the article.
    pub kept: bool,
    /// Why, where a rule overruled the score.
    pub reason: Option<&'static str>,
}

impl Trace {
    pub(crate) fn record(
        &mut self,
        doc: &Document,
        segments: &Segments,
        scores: &Scores,
        selection: &Selection,
    ) {
        self.segments = segments
            .list()
            .iter()
            .enumerate()
            .map(|(i, segment)| TracedSegment {
                text: segments.text(i).to_owned(),
                path: path(doc, segment.block),
                score: scores.get(i),
                kept: selection.keeps_segment(i),
                reason: selection.reason(i),
            })
            .collect();
    }
}

fn path(doc: &Document, block: NodeId) -> String {
    let mut names: Vec<String> = std::iter::once(block)
        .chain(doc.ancestors(block))
        .filter(|&id| doc.kind(id) == Kind::Element)
        .map(|id| {
            let mut name = doc.name(id).to_owned();
            if !doc.html_id(id).is_empty() {
                name.push('#');
                name.push_str(doc.html_id(id));
            }
            for class in doc.class(id).split_ascii_whitespace() {
                name.push('.');
                name.push_str(class);
            }
            name
        })
        .collect();
    names.reverse();
    names.join(" > ")
}
