//! Why each piece of the page was kept or dropped, recorded only when asked for.

use crate::article::Origin;
use crate::dom::{Document, Kind, NodeId};
use crate::embedded::Body;
use crate::features::{self, Features};
use crate::score::{Scorer, Scores};
use crate::segment::Segments;
use crate::select::Selection;

/// What [`Extractor::extract_traced`](crate::Extractor::extract_traced) saw and decided.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Trace {
    /// The page's segments, in page order; behind them those of a body found outside its elements.
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
    /// The measurements that moved its score most, the strongest first.
    pub causes: Vec<Cause>,
    /// Where on the page it stands.
    pub origin: Origin,
    /// Whether it is part of the article.
    pub kept: bool,
    /// Why, where a rule overruled the score.
    pub reason: Option<&'static str>,
}

/// A measurement of a segment or of what is around it, and what it did to the segment's score.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Cause {
    /// Name of the measurement; names may change with any release.
    pub feature: String,
    /// Its value for this segment.
    pub value: f32,
    /// What it added to the log-odds of being content; negative if it spoke against.
    pub weight: f32,
}

/// Causes told per segment.
const CAUSES: usize = 4;

/// What the scorer saw and said, for [`Trace::record`].
pub(crate) struct Judgement<'a> {
    pub(crate) scorer: &'a Scorer,
    pub(crate) features: &'a Features,
    pub(crate) scores: &'a Scores,
}

impl Judgement<'_> {
    /// What moved the score of a row most.
    fn causes(&self, names: &[String], row: &[f32]) -> Vec<Cause> {
        let row = self.scorer.scored_row(row, self.scores);
        let (weights, _) = self.scorer.contributions(&row);
        let mut ranked: Vec<_> = names.iter().zip(&row).zip(weights).collect();
        ranked.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        ranked.truncate(CAUSES);
        let cause = |((feature, &value), weight): ((&String, &f32), f32)| Cause {
            feature: feature.clone(),
            value,
            weight,
        };
        ranked.into_iter().map(cause).collect()
    }
}

impl Trace {
    pub(crate) fn record(
        &mut self,
        doc: &Document,
        segments: &Segments,
        judgement: &Judgement<'_>,
        selection: &Selection,
        replaced: bool,
    ) {
        let names = features::names();
        let rows = judgement.features.rows().map(|row| judgement.causes(&names, row));
        let rows = rows.chain(std::iter::repeat_with(Vec::new));
        let traced = segments.list().iter().zip(rows).enumerate().map(|(i, (segment, causes))| {
            let kept = selection.keeps_segment(i);
            TracedSegment {
                text: segments.text(i).to_owned(),
                path: path(doc, segment.block),
                score: judgement.scores.get(i),
                causes,
                origin: segment.origin(),
                kept: kept && !replaced,
                reason: if kept && replaced {
                    Some("the article is not in the page's elements")
                } else {
                    selection.reason(i)
                },
            }
        });
        self.segments.extend(traced);
    }

    /// Records a body found outside the page's elements; its paths are those of the markup made of it.
    pub(crate) fn record_body(&mut self, body: &Body, scorer: &Scorer) {
        let from = self.segments.len();
        let none = Features::default();
        let features = body.features.as_ref().unwrap_or(&none);
        let judgement = Judgement { scorer, features, scores: &body.scores };
        self.record(&body.document, &body.segments, &judgement, &body.selection, false);
        for segment in self.segments.iter_mut().skip(from) {
            segment.origin = body.origin;
        }
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

#[cfg(test)]
mod tests {
    use super::CAUSES;

    #[test]
    fn causes_are_those_that_moved_the_score_most() {
        let html = "<nav><a href=/>Home</a></nav><article><p>The ferry left at noon, an hour late, with the mail, the \
                    doctor and eleven sheep aboard, and nobody on the pier to meet it.</p></article>";
        let (_, trace) = crate::Extractor::new().extract_traced(html).unwrap();
        let weights = |i: usize| trace.segments[i].causes.iter().map(|cause| cause.weight);
        assert_eq!(weights(0).len(), CAUSES);
        assert!(weights(0).is_sorted_by(|a, b| a.abs() >= b.abs()));
        assert!(weights(0).sum::<f32>() < 0.0 && weights(1).sum::<f32>() > 0.0);
        let names = crate::features::names();
        assert!(trace.segments[1].causes.iter().all(|cause| names.contains(&cause.feature)));
    }
}
