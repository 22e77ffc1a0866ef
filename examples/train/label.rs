//! Which segments of a page are its true text: aligned by word sequences.

use std::collections::HashMap;

use gleaner::stages::lexicon::is_unspaced;

/// Words of the shingles by which longer segments are recognised.
const SHINGLE: usize = 4;

/// How far, in segments, a short or repeated text may stand from a recognised one and still count as content.
const REACH: usize = 12;

/// A text as hashed lower-case words; characters of scripts that do not space their words stand alone.
pub(crate) fn words(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut hash = 0u64;
    let step =
        |hash: u64, c: char| (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3).rotate_left(7);
    for c in text.chars().flat_map(char::to_lowercase) {
        let alone = is_unspaced(c);
        if hash != 0 && (alone || !(c.is_alphanumeric() || c == '_')) {
            out.push(hash);
            hash = 0;
        }
        if alone {
            out.push(step(0xcbf2_9ce4_8422_2325, c) | 1);
        } else if c.is_alphanumeric() || c == '_' {
            hash = step(if hash == 0 { 0xcbf2_9ce4_8422_2325 } else { hash }, c) | 1;
        }
    }
    if hash != 0 {
        out.push(hash);
    }
    out
}

fn key(words: &[u64]) -> u64 {
    words.iter().fold(words.len() as u64, |h, w| (h ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// Bag-of-words precision, recall and F1 of a prediction.
pub(crate) fn score(predicted: impl Iterator<Item = u64>, truth: &[u64]) -> (f64, f64, f64) {
    let mut left: HashMap<u64, u32> = HashMap::new();
    for &word in truth {
        *left.entry(word).or_default() += 1;
    }
    let (mut total, mut right) = (0.0, 0.0);
    for word in predicted {
        total += 1.0;
        if let Some(count) = left.get_mut(&word).filter(|c| **c > 0) {
            *count -= 1;
            right += 1.0;
        }
    }
    if truth.is_empty() && total == 0.0 {
        return (1.0, 1.0, 1.0);
    }
    if right == 0.0 {
        return (0.0, 0.0, 0.0);
    }
    let (p, r) = (right / total, right / truth.len() as f64);
    (p, r, 2.0 * p * r / (p + r))
}

/// Per segment, whether it is part of the truth.
///
/// Segments of four words and more are recognised by their shingles. Shorter ones, and texts that stand on the page
/// more often than in the truth, are content where they stand among recognised ones: nearest first, as often as the truth
/// has them.
pub(crate) fn labels(segments: &[Vec<u64>], truth: &[u64]) -> Vec<bool> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for n in 1..=SHINGLE {
        for window in truth.windows(n) {
            *counts.entry(key(window)).or_default() += 1;
        }
    }
    let matched: Vec<f32> = segments.iter().map(|words| share_in_truth(words, &counts)).collect();
    let mut copies: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, words) in segments.iter().enumerate() {
        if !words.is_empty() {
            copies.entry(key(words)).or_default().push(i);
        }
    }
    let mut labels: Vec<bool> = segments
        .iter()
        .zip(&matched)
        .map(|(words, &share)| {
            words.len() >= SHINGLE && share >= 0.6 && copies.get(&key(words)).is_none_or(|c| c.len() == 1)
        })
        .collect();
    let anchors: Vec<usize> = (0..labels.len()).filter(|&i| labels[i]).collect();
    let distance = |i: usize| {
        let at = anchors.partition_point(|&a| a < i);
        let after = anchors.get(at).map_or(usize::MAX, |a| a - i);
        let before = at.checked_sub(1).and_then(|b| anchors.get(b)).map_or(usize::MAX, |b| i - b);
        // Content has content on both sides more often than on one.
        before.min(after).saturating_add(usize::from(before.max(after) > REACH) * 2)
    };
    let mut groups: Vec<_> = copies.into_iter().collect();
    groups.sort_unstable();
    for (_, group) in groups {
        let words = &segments[group[0]];
        if matched[group[0]] < 0.6 || (words.len() >= SHINGLE && group.len() == 1) {
            continue;
        }
        let in_truth = match counts.get(&key(&words[..words.len().min(SHINGLE)])) {
            Some(&count) => count as usize,
            None => continue,
        };
        let mut nearest: Vec<(usize, usize)> = group.iter().map(|&i| (distance(i), i)).collect();
        nearest.sort_unstable();
        for (away, i) in nearest.into_iter().take(in_truth) {
            let reach = if words.len() >= SHINGLE { usize::MAX } else { REACH };
            labels[i] = away <= reach;
        }
    }
    labels
}

fn share_in_truth(words: &[u64], truth: &HashMap<u64, u32>) -> f32 {
    if words.is_empty() {
        return 0.0;
    }
    let n = words.len().min(SHINGLE);
    let windows = words.windows(n);
    let total = windows.len();
    windows.filter(|w| truth.contains_key(&key(w))).count() as f32 / total as f32
}
