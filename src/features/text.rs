//! What a segment's own text looks like: counts over its characters, taken in one scan.

use crate::lexicon::{self, Concepts, PhraseMatcher, WordHash};
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
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub starts_capital: bool,
    pub starts_digit: bool,
    /// Hash of the text's words.
    pub hash: u64,
    /// Words it shares with the title and with the description, over the words of either.
    pub title_likeness: f32,
    pub description_likeness: f32,
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

/// A text to compare segments with: its words, sorted.
pub(super) struct Words(Vec<u32>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        scan(text, |event| {
            if let Event::Word(word) = event {
                words.push(word);
            }
        });
        words.sort_unstable();
        words.dedup();
        Words(words)
    }

    fn has(&self, word: u32) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// Words in both over words in either.
    fn likeness(&self, shared: u32, words: u32) -> f32 {
        let all = self.0.len() as f32 + (words - shared) as f32;
        if all > 0.0 { (shared as f32 / all).min(1.0) } else { 0.0 }
    }
}

enum Event<'a> {
    /// A word has ended; characters of unspaced scripts are words of their own.
    Word(u32),
    /// A letter or digit.
    Letter(char),
    /// A character of an unspaced script, and the text from it on.
    Unspaced(&'a str),
    /// Anything else.
    Mark(char, &'a str),
}

/// One scan over a text.
fn scan<'a>(text: &'a str, mut on: impl FnMut(Event<'a>)) {
    let mut word = WordHash::EMPTY;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if !c.is_ascii() && lexicon::is_unspaced(c) {
            on(Event::Unspaced(rest));
            on(Event::Word(WordHash::EMPTY.char(c).finish()));
        } else if if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() } {
            word = word.char(c);
            on(Event::Letter(c));
            continue;
        } else {
            on(Event::Mark(c, rest));
        }
        if word != WordHash::EMPTY {
            on(Event::Word(word.finish()));
            word = WordHash::EMPTY;
        }
    }
    if word != WordHash::EMPTY {
        on(Event::Word(word.finish()));
    }
}

pub(super) fn text_stats(segments: &Segments, title: &Words, description: &Words) -> Vec<TextStats> {
    let stats = |(i, segment)| stats(segment, segments.text(i), title, description);
    segments.list().iter().enumerate().map(stats).collect()
}

fn stats(segment: &Segment, text: &str, title: &Words, description: &Words) -> TextStats {
    let mut out = TextStats {
        chars: segment.chars as f32,
        link_chars: segment.link_chars as f32,
        hash: 0xcbf2_9ce4_8422_2325,
        ..TextStats::default()
    };
    let is_label = text.len() <= MAX_LABEL_BYTES;
    let mut phrases = PhraseMatcher::default();
    let (mut words, mut in_title, mut in_description) = (0u32, 0u32, 0u32);
    let mut first = true;
    let mut last = ' ';
    scan(text, |event| match event {
        Event::Word(word) => {
            words += 1;
            out.hash = (out.hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3);
            if is_label {
                phrases.word(word);
            }
            in_title += u32::from(title.has(word));
            in_description += u32::from(description.has(word));
        }
        Event::Letter(c) => {
            if c.is_ascii_digit() {
                out.digits += 1.0;
                out.starts_digit |= first;
            } else if c.is_ascii_uppercase() || (!c.is_ascii() && c.is_uppercase()) {
                out.capitals += 1.0;
                out.starts_capital |= first;
            }
            first = false;
            last = c;
        }
        Event::Unspaced(rest) => {
            out.unspaced += 1.0;
            if is_label {
                phrases.unspaced(rest);
            }
            first = false;
            last = 'x';
        }
        Event::Mark(c, rest) => {
            match c {
                ',' | ';' | '，' | '、' | '；' | '،' | '؛' => out.commas += 1.0,
                '.' | '!' | '?' | '。' | '！' | '？' | '．' | '؟' | '।' | '۔' | '…' => {
                    out.stops += 1.0
                }
                '|' | '•' | '·' | '»' | '›' | '→' | '/' | '>' | '«' | '<' => out.separators += 1.0,
                '©' => phrases.unspaced(rest),
                _ => {}
            }
            if c != ' ' {
                last = c;
            }
        }
    });
    out.words = words as f32 - out.unspaced / 2.0;
    out.title_likeness = title.likeness(in_title, words);
    out.description_likeness = description.likeness(in_description, words);
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
    if is_label {
        (out.phrases, out.phrase_share) = phrases.finish();
    }
    out
}
