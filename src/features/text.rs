//! What a segment's own text looks like: counts over its characters, taken in one scan.

use crate::lexicon::{self, Concepts};
use crate::segment::{Segment, Segments};

/// Texts longer than this many bytes are prose, not labels: their phrases say nothing.
const MAX_LABEL_BYTES: usize = 160;

/// Counts over one segment's text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextStats {
    /// Characters other than white space.
    pub chars: f32,
    /// Of those, in links.
    pub link_chars: f32,
    /// Runs of alphanumeric characters; in scripts without spaces, half the characters.
    pub words: f32,
    /// Commas and their kin in other scripts.
    pub commas: f32,
    /// Full stops, question and exclamation marks and their kin.
    pub stops: f32,
    pub digits: f32,
    pub capitals: f32,
    /// Characters of scripts that do not space their words.
    pub unspaced: f32,
    /// Vertical bars, bullets, arrows and slashes: separators of menus.
    pub separators: f32,
    pub currency: bool,
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub starts_capital: bool,
    pub starts_digit: bool,
    /// Hash of the text's letters and digits.
    pub hash: u64,
    /// Phrases it holds, and the share of its words they take.
    pub phrases: Concepts,
    pub phrase_share: f32,
}

impl TextStats {
    /// Reads as running text: long enough, a sentence, not mostly link.
    pub(super) fn is_prose(&self) -> bool {
        let long = self.chars >= 70.0 || self.unspaced >= 30.0;
        long && self.link_chars < 0.5 * self.chars && self.stops + self.commas >= 1.0
    }
}

pub(super) fn text_stats(segments: &Segments) -> Vec<TextStats> {
    segments.list().iter().enumerate().map(|(i, segment)| stats(segment, segments.text(i))).collect()
}

fn stats(segment: &Segment, text: &str) -> TextStats {
    let mut out = TextStats {
        chars: segment.chars as f32,
        link_chars: segment.link_chars as f32,
        hash: 0xcbf2_9ce4_8422_2325,
        ..TextStats::default()
    };
    let mut in_word = false;
    let mut first = true;
    let mut last = ' ';
    for c in text.chars() {
        let is_word = if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() };
        if is_word {
            if !in_word {
                out.words += 1.0;
            }
            if c.is_ascii_digit() {
                out.digits += 1.0;
            } else if c.is_ascii_uppercase() || (!c.is_ascii() && c.is_uppercase()) {
                out.capitals += 1.0;
                out.starts_capital |= first;
            } else if !c.is_ascii() && lexicon::is_unspaced(c) {
                out.unspaced += 1.0;
            }
            out.starts_digit |= first && c.is_ascii_digit();
            first = false;
            out.hash = (out.hash ^ u64::from(c.to_ascii_lowercase() as u32)).wrapping_mul(0x0100_0000_01b3);
        } else {
            match c {
                ',' | ';' | '，' | '、' | '；' | '،' | '؛' => out.commas += 1.0,
                '.' | '!' | '?' | '。' | '！' | '？' | '．' | '؟' | '।' | '۔' | '…' => {
                    out.stops += 1.0
                }
                '|' | '•' | '·' | '»' | '›' | '→' | '/' | '>' | '«' | '<' => out.separators += 1.0,
                '$' | '€' | '£' | '¥' | '₹' => out.currency = true,
                _ => {}
            }
        }
        in_word = is_word;
        if c != ' ' {
            last = c;
        }
    }
    out.words += out.unspaced / 2.0;
    out.ends_sentence = matches!(
        last,
        '.' | '!'
            | '?'
            | '。'
            | '！'
            | '？'
            | '"'
            | '”'
            | '’'
            | '»'
            | '」'
            | '؟'
            | '।'
            | '…'
            | ')'
            | '）'
            | '۔'
            | '“'
    );
    out.ends_colon = matches!(last, ':' | '：');
    if text.len() <= MAX_LABEL_BYTES {
        (out.phrases, out.phrase_share) = lexicon::phrase_concepts(text);
    }
    out
}
