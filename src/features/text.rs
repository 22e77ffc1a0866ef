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

/// A text to compare segments with: its words.
pub(super) struct Words {
    sorted: Vec<u32>,
    /// One bit per word, by the low bits of its hash: most words of a page are told apart by this alone.
    bits: u64,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let mut sorted = Vec::new();
        scan(text, |event| match event {
            Event::Word(Word { hash, .. }) | Event::Unspaced(hash, _) => sorted.push(hash),
            Event::Mark(..) => {}
        });
        sorted.sort_unstable();
        sorted.dedup();
        let bits = sorted.iter().fold(0, |bits, word| bits | 1 << (word & 63));
        Words { sorted, bits }
    }

    fn has(&self, word: u32) -> bool {
        self.bits >> (word & 63) & 1 == 1 && self.sorted.binary_search(&word).is_ok()
    }

    /// Words in both over words in either.
    fn likeness(&self, shared: u32, words: u32) -> f32 {
        let all = self.sorted.len() as f32 + (words - shared) as f32;
        if all > 0.0 { (shared as f32 / all).min(1.0) } else { 0.0 }
    }
}

/// A run of letters and digits.
#[derive(Default)]
struct Word {
    hash: u32,
    digits: u32,
    capitals: u32,
    starts_capital: bool,
    starts_digit: bool,
}

enum Event<'a> {
    Word(Word),
    /// A character of an unspaced script, a word of its own: its hash, and the text from it on.
    Unspaced(u32, &'a str),
    /// Anything else: the character, and the text from it on.
    Mark(char, &'a str),
}

/// One scan over a text.
fn scan<'a>(text: &'a str, mut on: impl FnMut(Event<'a>)) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = || text.get(at..).unwrap_or_default();
        if !is_letter(c) {
            on(Event::Mark(c, rest()));
            continue;
        }
        if !c.is_ascii() && lexicon::is_unspaced(c) {
            on(Event::Unspaced(WordHash::EMPTY.char(c).finish(), rest()));
            continue;
        }
        let mut word =
            Word { starts_capital: is_capital(c), starts_digit: c.is_ascii_digit(), ..Word::default() };
        let mut hash = WordHash::EMPTY;
        let mut next = Some(c);
        while let Some(c) = next {
            hash = hash.char(c);
            word.digits += u32::from(c.is_ascii_digit());
            word.capitals += u32::from(is_capital(c));
            let in_word =
                |&(_, c): &(usize, char)| is_letter(c) && (c.is_ascii() || !lexicon::is_unspaced(c));
            next = chars.next_if(in_word).map(|(_, c)| c);
        }
        word.hash = hash.finish();
        on(Event::Word(word));
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() }
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
    let mut last = ' ';
    scan(text, |event| {
        let hash = match event {
            Event::Mark(c, rest) => {
                match c {
                    ' ' => return,
                    ',' | ';' | '，' | '、' | '；' | '،' | '؛' => out.commas += 1.0,
                    '.' | '!' | '?' | '。' | '！' | '？' | '．' | '؟' | '।' | '۔' | '…' => {
                        out.stops += 1.0;
                    }
                    '|' | '•' | '·' | '»' | '›' | '→' | '/' | '>' | '«' | '<' => {
                        out.separators += 1.0;
                    }
                    '©' => phrases.unspaced(rest),
                    _ => {}
                }
                last = c;
                return;
            }
            Event::Unspaced(hash, rest) => {
                out.unspaced += 1.0;
                if is_label {
                    phrases.unspaced(rest);
                }
                hash
            }
            Event::Word(word) => {
                out.digits += word.digits as f32;
                out.capitals += word.capitals as f32;
                out.starts_capital |= words == 0 && word.starts_capital;
                out.starts_digit |= words == 0 && word.starts_digit;
                word.hash
            }
        };
        last = 'x';
        words += 1;
        out.hash = (out.hash ^ u64::from(hash)).wrapping_mul(0x0100_0000_01b3);
        if is_label {
            phrases.word(hash);
        }
        in_title += u32::from(title.has(hash));
        in_description += u32::from(description.has(hash));
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
