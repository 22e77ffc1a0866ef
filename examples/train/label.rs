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

/// Share of a segment's words that must be missing from what was recognised for the segment to be added, and in excess of
/// the truth for it to be let go.
const MISSING: f32 = 0.75;
const IN_EXCESS: f32 = 0.8;

/// Rounds of additions; few pages need a third.
const ROUNDS: usize = 3;

/// Per segment, whether it is part of the truth.
///
/// Segments of four words and more are recognised by their shingles. Shorter ones, and texts that stand on the page
/// more often than in the truth, are content where they stand among recognised ones: nearest first, as often as the truth
/// has them. What the truth has beyond that (table cells, prices, names) is then looked for near the recognised segments,
/// and segments whose words the truth does not have that often are let go, those that stand alone first.
pub(crate) fn labels(segments: &[Vec<u64>], truth: &[u64]) -> Vec<bool> {
    let mut labels = recognised(segments, truth);
    // Times the truth has a word beyond the recognised segments.
    let mut missing: HashMap<u64, i32> = HashMap::new();
    for &word in truth {
        *missing.entry(word).or_default() += 1;
    }
    let take = |missing: &mut HashMap<u64, i32>, words: &[u64], by: i32| {
        for &word in words {
            *missing.entry(word).or_default() += by;
        }
    };
    for (words, _) in segments.iter().zip(&labels).filter(|(_, label)| **label) {
        take(&mut missing, words, -1);
    }
    for _ in 0..ROUNDS {
        let anchors = Anchors::of(&labels);
        let mut near: Vec<(usize, usize)> = (0..segments.len())
            .filter(|&i| !labels[i] && !segments[i].is_empty())
            .map(|i| (anchors.distance(i), i))
            .filter(|&(distance, _)| distance <= REACH)
            .collect();
        near.sort_unstable();
        let before = labels.clone();
        for (_, i) in near {
            if share_of(&segments[i], &missing, 1) >= MISSING {
                labels[i] = true;
                take(&mut missing, &segments[i], -1);
            }
        }
        if before == labels {
            break;
        }
    }
    let anchors = Anchors::of(&labels);
    let mut alone: Vec<(usize, usize)> =
        (0..segments.len()).filter(|&i| labels[i]).map(|i| (anchors.isolation(i), i)).collect();
    alone.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i) in alone {
        if share_of(&segments[i], &missing, -1) >= IN_EXCESS {
            labels[i] = false;
            take(&mut missing, &segments[i], 1);
        }
    }
    labels
}

/// Share of the words that `counts` has with this sign, as often as they occur.
fn share_of(words: &[u64], counts: &HashMap<u64, i32>, sign: i32) -> f32 {
    let mut seen: HashMap<u64, i32> = HashMap::new();
    let hits = words.iter().filter(|word| {
        let times = seen.entry(**word).or_default();
        *times += 1;
        counts.get(word).is_some_and(|&count| sign * count >= *times)
    });
    hits.count() as f32 / words.len().max(1) as f32
}

/// Segments known to be content, in page order.
struct Anchors(Vec<usize>);

impl Anchors {
    fn of(labels: &[bool]) -> Self {
        Anchors((0..labels.len()).filter(|&i| labels[i]).collect())
    }

    /// Segments to the nearest anchor other than this segment before it and after it.
    fn around(&self, i: usize) -> (usize, usize) {
        let at = self.0.partition_point(|&a| a < i);
        let after = at + usize::from(self.0.get(at) == Some(&i));
        let before = at.checked_sub(1).and_then(|b| self.0.get(b)).map_or(usize::MAX, |b| i - b);
        (before, self.0.get(after).map_or(usize::MAX, |a| a - i))
    }

    /// How far a segment that is no anchor stands from the nearest. Content has content on both sides more often than
    /// on one.
    fn distance(&self, i: usize) -> usize {
        let (before, after) = self.around(i);
        before.min(after).saturating_add(usize::from(before.max(after) > REACH) * 2)
    }

    /// How lonely an anchor is: by the nearer neighbour, then by the other.
    fn isolation(&self, i: usize) -> usize {
        let (before, after) = self.around(i);
        10 * before.min(after).min(999) + before.min(50).max(after.min(50))
    }
}

/// The segments that can be told by their own words.
fn recognised(segments: &[Vec<u64>], truth: &[u64]) -> Vec<bool> {
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
    let anchors = Anchors::of(&labels);
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
        let mut nearest: Vec<(usize, usize)> = group.iter().map(|&i| (anchors.distance(i), i)).collect();
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
