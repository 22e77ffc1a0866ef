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
    /// Words that begin with a capital.
    pub capital_words: f32,
    pub questions: f32,
    /// Signs of money.
    pub currency: f32,
    pub ends_sentence: bool,
    pub starts_capital: bool,
    pub starts_digit: bool,
    /// Hash of the text's words.
    pub hash: u64,
    /// Hash of the first word.
    pub first_word: u32,
    /// Words it shares with the title and with the description, over the words of either.
    pub title_likeness: f32,
    pub description_likeness: f32,
    /// Phrases it holds, and the share of its words they take.
    pub phrases: Concepts,
    pub phrase_share: f32,
    /// Share of the head of the text that is in the texts the page declares; -1 if there are none or it is too short.
    pub declared_share: f32,
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
        let mut sorted: Vec<u32> = word_hashes(text).collect();
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

/// One scan over a text; white space is passed over.
struct Scan<'a>(&'a str);

impl<'a> Iterator for Scan<'a> {
    type Item = Event<'a>;

    #[inline]
    fn next(&mut self) -> Option<Event<'a>> {
        let spaces = self.0.bytes().take_while(|&byte| byte == b' ').count();
        let rest = self.0.get(spaces..)?;
        let c = rest.chars().next()?;
        let (event, end) = if !is_letter(c) {
            (Event::Mark(c, rest), c.len_utf8())
        } else if !c.is_ascii() && lexicon::is_unspaced(c) {
            (Event::Unspaced(WordHash::EMPTY.char(c).finish(), rest), c.len_utf8())
        } else {
            let (word, end) = word(rest, c);
            (Event::Word(word), end)
        };
        self.0 = rest.get(end..).unwrap_or_default();
        Some(event)
    }
}

/// By byte, the letter or digit of ASCII it is, in lower case; 0 for others.
#[allow(clippy::indexing_slicing, reason = "run by the compiler")]
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// The word a text begins with, whose first character is `first`, and where it ends.
#[inline]
fn word(text: &str, first: char) -> (Word, usize) {
    let mut word = Word::default();
    let mut hash = WordHash::EMPTY;
    let mut end = 0;
    while let Some(&byte) = text.as_bytes().get(end) {
        let lower = LOWER.get(usize::from(byte)).copied().unwrap_or(0);
        if lower != 0 {
            hash = hash.byte(lower);
            word.digits += u32::from(lower <= b'9');
            word.capitals += u32::from(lower != byte);
            end += 1;
        } else if let Some(c) = text.get(end..).filter(|_| byte >= 0x80).and_then(|rest| rest.chars().next())
            && c.is_alphanumeric()
            && !lexicon::is_unspaced(c)
        {
            hash = hash.char(c);
            word.capitals += u32::from(c.is_uppercase());
            end += c.len_utf8();
        } else {
            break;
        }
    }
    (word.starts_digit, word.starts_capital) = (first.is_ascii_digit(), is_capital(first));
    word.hash = hash.finish();
    (word, end)
}

/// The words of a text, as hashes.
fn word_hashes(text: &str) -> impl Iterator<Item = u32> {
    Scan(text).filter_map(|event| match event {
        Event::Word(Word { hash, .. }) | Event::Unspaced(hash, _) => Some(hash),
        Event::Mark(..) => None,
    })
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() }
}

/// What the texts of a page are compared with.
pub(super) struct Known {
    pub title: Words,
    pub description: Words,
    /// What the page declares its text to be.
    pub declared: Shingles,
}

pub(super) fn text_stats(segments: &Segments, known: &Known) -> Vec<TextStats> {
    let stats = |(i, segment)| stats(segment, segments.text(i), known);
    segments.list().iter().enumerate().map(stats).collect()
}

fn stats(segment: &Segment, text: &str, known: &Known) -> TextStats {
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
    let mut probe = Probe::default();
    let mut scan = Scan(text);
    while let Some(event) = scan.next() {
        let hash = match event {
            Event::Mark(c, rest) => {
                match c {
                    ',' | ';' | '，' | '、' | '；' | '،' | '؛' => out.commas += 1.0,
                    '.' | '!' | '?' | '。' | '！' | '？' | '．' | '؟' | '।' | '۔' | '…' => {
                        out.stops += 1.0;
                        out.questions += f32::from(u8::from(matches!(c, '?' | '？' | '؟')));
                    }
                    '$' | '€' | '£' | '¥' | '￥' | '₹' | '₽' | '₩' => out.currency += 1.0,
                    '|' | '•' | '·' | '»' | '›' | '→' | '/' | '>' | '«' | '<' => {
                        out.separators += 1.0;
                    }
                    '©' => phrases.unspaced(rest),
                    _ => {}
                }
                last = c;
                continue;
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
                out.capital_words += f32::from(u8::from(word.starts_capital));
                out.starts_capital |= words == 0 && word.starts_capital;
                out.starts_digit |= words == 0 && word.starts_digit;
                word.hash
            }
        };
        last = 'x';
        if words == 0 {
            out.first_word = hash;
        }
        words += 1;
        probe.push(hash, text.len() - scan.0.len());
        out.hash = (out.hash ^ u64::from(hash)).wrapping_mul(0x0100_0000_01b3);
        if is_label {
            phrases.word(hash);
        }
        in_title += u32::from(known.title.has(hash));
        in_description += u32::from(known.description.has(hash));
    }
    out.declared_share = known.declared.share(&probe, text);
    out.words = words as f32 - out.unspaced / 2.0;
    out.title_likeness = known.title.likeness(in_title, words);
    out.description_likeness = known.description.likeness(in_description, words);
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
    if is_label {
        (out.phrases, out.phrase_share) = phrases.finish();
    }
    out
}

/// Words of the shingles by which a segment is found in a known text.
const SHINGLE: usize = 5;

/// Words at the head of a segment that are looked for.
const PROBE: usize = 12;

/// Bytes in which they are looked for.
const PROBE_BYTES: usize = 24 * PROBE;

/// Texts the page declares, as sorted hashes of their shingles.
pub(super) struct Shingles(Vec<u32>);

impl Shingles {
    pub(super) fn of(texts: &[String]) -> Self {
        let mut shingles = Vec::new();
        for text in texts {
            let words: Vec<u32> = word_hashes(text).collect();
            shingles.extend(words.windows(SHINGLE).map(shingle));
        }
        shingles.sort_unstable();
        shingles.dedup();
        Shingles(shingles)
    }

    /// Share of the shingles at the head of a text that are known; -1 if nothing is known or the text is too short to
    /// tell.
    fn share(&self, probe: &Probe, text: &str) -> f32 {
        if self.0.is_empty() {
            return -1.0;
        }
        let mut probe = *probe;
        if probe.count < PROBE && text.len() > PROBE_BYTES {
            // Long words: the last is cut.
            probe = Probe::default();
            word_hashes(head(text, PROBE_BYTES)).take(PROBE).for_each(|word| probe.push(word, 0));
        }
        let windows = probe.words.get(..probe.count).unwrap_or_default().windows(SHINGLE);
        let total = windows.len();
        if total == 0 {
            return -1.0;
        }
        windows.filter(|w| self.0.binary_search(&shingle(w)).is_ok()).count() as f32 / total as f32
    }
}

/// The words at the head of a text.
#[derive(Clone, Copy, Default)]
struct Probe {
    words: [u32; PROBE],
    count: usize,
}

impl Probe {
    /// Adds a word that ends at byte `end` if it is at the head.
    #[inline]
    fn push(&mut self, word: u32, end: usize) {
        if let Some(slot) = self.words.get_mut(self.count).filter(|_| end <= PROBE_BYTES) {
            *slot = word;
            self.count += 1;
        }
    }
}

fn shingle(words: &[u32]) -> u32 {
    words.iter().fold(0, |hash: u32, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1))
}

/// The first `bytes` of a text, or a little less, to end between characters.
fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
