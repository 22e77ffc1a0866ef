//! What snippets of a page tell of its segments, where the whole true text is not known.

use crate::label;

/// Words two texts must share in a row to be the same by more than chance.
const RUN: usize = 4;

/// Per segment, whether it is content: it is if it shares words with a snippet that must be kept, it is not if it does
/// with one that must go. `None` where no snippet speaks of it, or both kinds do.
pub(crate) fn labels(segments: &[Vec<u64>], with: &[String], without: &[String]) -> Vec<Option<bool>> {
    let words = |snippets: &[String]| -> Vec<Vec<u64>> { snippets.iter().map(|s| label::words(s)).collect() };
    let (with, without) = (words(with), words(without));
    let speak_of = |snippets: &[Vec<u64>], segment: &[u64]| snippets.iter().any(|s| speaks_of(s, segment));
    segments
        .iter()
        .map(|segment| match (speak_of(&with, segment), speak_of(&without, segment)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        })
        .collect()
}

/// Whether one holds the other, and what they share is a run of words or most of the segment.
fn speaks_of(snippet: &[u64], segment: &[u64]) -> bool {
    let run = snippet.len().min(segment.len());
    (run >= RUN || 2 * run >= segment.len())
        && (holds(segment, snippet) || (run >= RUN && holds(snippet, segment)))
}

fn holds(text: &[u64], part: &[u64]) -> bool {
    !part.is_empty() && text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_speak_only_of_segments_they_share_words_with() {
        let segments = [
            "Imprint",
            "The ferry left at noon",
            "see the imprint for more of this",
            "and the ferry left at noon today",
        ];
        let segments: Vec<Vec<u64>> = segments.iter().map(|s| label::words(s)).collect();
        let with = ["ferry left at noon".to_owned()];
        let without = ["imprint".to_owned(), "left at noon today, and more".to_owned()];
        assert_eq!(labels(&segments, &with, &without), [Some(false), Some(true), None, Some(true)]);
        let contrary = ["The ferry left at noon, late".to_owned()];
        assert_eq!(labels(&segments, &with, &contrary), [None, None, None, Some(true)]);
    }
}
