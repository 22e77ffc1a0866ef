//! Vocabulary by concept: words in `class`, `id` and `role` that say what a container is for, and phrases that open or
//! fill boilerplate sections, in many languages.
//!
//! Class words are matched as whole tokens (`code-toolbar` holds `code` and `toolbar`, never `tool`), phrases as whole
//! words; scripts that do not space their words are matched as substrings. No word here decides by itself: the scorer
//! weighs them as evidence beside everything else. The two exceptions, consent dialogs and appeals, are rules of
//! [`select`](crate::select).

mod vocabulary;

use std::sync::OnceLock;

use vocabulary::CONSENT_WORDS;
pub use vocabulary::{
    AUTHOR, CLASS_CONCEPTS, COMMENT, GENERATOR_CONCEPTS, META, PATH_CONCEPTS, PHRASE_CONCEPTS, TYPE_CONCEPTS,
};

/// A set of concepts, one bit each, in the order of [`CLASS_CONCEPTS`] or [`PHRASE_CONCEPTS`].
pub type Concepts = u32;

/// Longest phrase, in words.
const MAX_PHRASE_WORDS: usize = 8;

/// Words from which a line can be an appeal, and the share of them that phrases must take.
const APPEAL_WORDS: usize = 4;
const APPEAL_SHARE: f32 = 0.9;

/// Phrases that may be under way at once; more in one text is a text full of phrases anyway.
const MAX_OPEN_PHRASES: usize = 4;

/// Slots of the class table and of the phrase table: powers of two over twice their entries.
const CLASS_SLOTS: usize = 2048;
const PHRASE_SLOTS: usize = 4096;
const SMALL_SLOTS: usize = 512;

/// Open-addressed set of hashed words; a stray hash collision costs one wrong piece of evidence.
struct Table {
    slots: Vec<(u32, Concepts)>,
}

impl Table {
    fn new(slots: usize) -> Self {
        Table { slots: vec![(0, 0); slots] }
    }

    fn insert(&mut self, hash: u32, concepts: Concepts) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.0 == 0 || slot.0 == hash {
                *slot = (hash, slot.1 | concepts);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn find(&self, hash: u32) -> Concepts {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&(known, concepts)) = self.slots.get(at) {
            if known == hash {
                return concepts;
            }
            if known == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

/// FNV-1a over the lower-cased characters of a word, fed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordHash(u32);

impl WordHash {
    /// The hash of no characters.
    pub const EMPTY: WordHash = WordHash(0x811c_9dc5);

    /// Adds a character of ASCII that is in lower case.
    #[must_use]
    pub fn byte(self, byte: u8) -> Self {
        WordHash((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Adds a character, in lower case.
    #[must_use]
    pub fn char(self, c: char) -> Self {
        if c.is_ascii() {
            return self.byte(c.to_ascii_lowercase() as u8);
        }
        let lower = c.to_lowercase().next().unwrap_or(c) as u32;
        WordHash((self.0 ^ lower).wrapping_mul(0x0100_0193)).byte((lower >> 8) as u8)
    }

    /// The word as a number; never 0, which marks an empty slot of a table.
    pub fn finish(self) -> u32 {
        (self.0 ^ (self.0 >> 15)).max(1)
    }

    /// Of a whole word.
    pub fn of(word: &str) -> u32 {
        word.chars().fold(WordHash::EMPTY, WordHash::char).finish()
    }
}

/// The words of a text in the sense of this module: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// A table of words by concept.
fn word_table(slots: usize, concepts: &[(&str, &str)]) -> Table {
    let mut table = Table::new(slots);
    for (bit, (_, words)) in concepts.iter().enumerate() {
        for word in words.split_ascii_whitespace() {
            table.insert(WordHash::of(word), 1 << bit);
        }
    }
    table
}

fn class_table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| word_table(CLASS_SLOTS, CLASS_CONCEPTS))
}

/// Concepts of [`TYPE_CONCEPTS`] in a type's name.
pub fn type_concepts(name: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(name, TABLE.get_or_init(|| word_table(SMALL_SLOTS, TYPE_CONCEPTS)))
}

/// Concepts of [`GENERATOR_CONCEPTS`] in the name of a page's software.
pub fn generator_concepts(name: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(name, TABLE.get_or_init(|| word_table(SMALL_SLOTS, GENERATOR_CONCEPTS)))
}

/// Whether a line is nothing but phrases that ask to subscribe or to comment.
pub fn is_appeal(text: &str) -> bool {
    let mut matcher = PhraseMatcher::default();
    let mut count = 0;
    for word in words(text) {
        matcher.word(WordHash::of(word));
        count += 1;
    }
    let (found, share) = matcher.finish();
    let asks = PHRASE_CONCEPTS
        .iter()
        .zip(0..)
        .any(|((name, _), bit)| matches!(*name, "subscribe" | "comments") && found >> bit & 1 == 1);
    count >= APPEAL_WORDS && share >= APPEAL_SHARE && asks
}

/// Whether a class or id names a dialog that asks for consent to cookies.
pub fn names_consent_dialog(value: &str) -> bool {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let found = concepts_in(value, TABLE.get_or_init(|| word_table(SMALL_SLOTS, CONSENT_WORDS)));
    found & 0b001 != 0 || found & 0b110 == 0b110
}

/// Concepts of [`PATH_CONCEPTS`] in a URL's path.
pub fn path_concepts(path: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(path, TABLE.get_or_init(|| word_table(SMALL_SLOTS, PATH_CONCEPTS)))
}

/// Whether a script writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{e7f}' | '\u{ac00}'..='\u{d7af}')
}

struct Phrases {
    /// Phrases, keyed by their words.
    words: Table,
    /// First words of phrases.
    starts: Table,
    /// Phrases in scripts without spaces, sorted, so that those with one first character stand together.
    unspaced: Vec<(&'static str, Concepts)>,
}

/// The key of a phrase one word longer.
fn extend(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1).max(1)
}

fn phrase_table() -> &'static Phrases {
    static TABLE: OnceLock<Phrases> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Phrases {
            words: Table::new(PHRASE_SLOTS),
            starts: Table::new(PHRASE_SLOTS),
            unspaced: Vec::new(),
        };
        for (bit, (_, phrases)) in PHRASE_CONCEPTS.iter().enumerate() {
            for phrase in phrases.split("; ") {
                if phrase.chars().any(is_unspaced) || phrase == "©" {
                    table.unspaced.push((phrase, 1 << bit));
                    continue;
                }
                let mut hashes = words(phrase).map(WordHash::of).peekable();
                if let Some(&first) = hashes.peek() {
                    table.starts.insert(first, 1);
                    table.words.insert(hashes.fold(0, extend), 1 << bit);
                }
            }
        }
        table.unspaced.sort_unstable();
        table
    })
}

/// Concepts of [`CLASS_CONCEPTS`] that a `class`, `id` or `role` value names.
///
/// Tokens end at anything but letters and at a capital after a small letter (`relatedPosts`), and the whole
/// run of letters counts as well.
pub fn class_concepts(value: &str) -> Concepts {
    concepts_in(value, class_table())
}

fn concepts_in(value: &str, table: &Table) -> Concepts {
    let runs = value.as_bytes().split(|byte| !byte.is_ascii_alphabetic()).filter(|run| !run.is_empty());
    runs.fold(0, |found, run| found | concepts_in_run(run, table))
}

/// Concepts that a run of letters and its parts name.
fn concepts_in_run(run: &[u8], table: &Table) -> Concepts {
    // The bit that tells small letters of ASCII from capitals.
    const SMALL: u8 = 0x20;
    let hash =
        |letters: &[u8]| letters.iter().fold(WordHash::EMPTY, |hash, byte| hash.byte(byte | SMALL)).finish();
    let mut found = table.find(hash(run));
    if run.iter().fold(SMALL, |all, byte| all & byte) == 0 {
        let parts = run.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase()));
        found |= parts.fold(0, |found, part| found | table.find(hash(part)));
    }
    found
}

/// Finds the phrases of [`PHRASE_CONCEPTS`] in a text that is fed word by word.
pub struct PhraseMatcher {
    phrases: &'static Phrases,
    found: Concepts,
    /// Phrases that may be under way: key so far and index of the first word.
    open: [(u32, usize); MAX_OPEN_PHRASES],
    /// Index of the word from which no phrase is under way.
    open_until: usize,
    words: usize,
    covered: usize,
    covered_to: usize,
    unspaced_covered: usize,
}

impl Default for PhraseMatcher {
    fn default() -> Self {
        PhraseMatcher {
            phrases: phrase_table(),
            found: 0,
            open: [(0, usize::MAX); MAX_OPEN_PHRASES],
            open_until: 0,
            words: 0,
            covered: 0,
            covered_to: 0,
            unspaced_covered: 0,
        }
    }
}

impl PhraseMatcher {
    /// The next word.
    pub fn word(&mut self, hash: u32) {
        let index = self.words;
        self.words += 1;
        if self.phrases.starts.find(hash) != 0
            && let Some(slot) = self
                .open
                .iter_mut()
                .find(|(_, from)| *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS)
        {
            *slot = (0, index);
            self.open_until = index + MAX_PHRASE_WORDS;
        }
        if index >= self.open_until {
            return;
        }
        for (key, from) in &mut self.open {
            if *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS {
                continue;
            }
            *key = extend(*key, hash);
            let concepts = self.phrases.words.find(*key);
            if concepts != 0 {
                self.found |= concepts;
                self.covered += index + 1 - self.covered_to.max(*from);
                self.covered_to = index + 1;
            }
        }
    }

    /// The text from a character of an unspaced script (or ©) on.
    pub fn unspaced(&mut self, rest: &str) {
        let Some(first) = rest.chars().next() else { return };
        let from = self.phrases.unspaced.partition_point(|(p, _)| p.chars().next() < Some(first));
        for (phrase, concepts) in self.phrases.unspaced.iter().skip(from) {
            if !phrase.starts_with(first) {
                break;
            }
            if rest.starts_with(phrase) {
                self.found |= concepts;
                self.unspaced_covered += phrase.chars().count();
            }
        }
    }

    /// The concepts found, and the share of the words they take, 0 to 1. Characters of unspaced scripts are words.
    pub fn finish(&self) -> (Concepts, f32) {
        let covered = (self.covered + self.unspaced_covered) as f32;
        let total = self.words.max(1) as f32;
        (self.found, (covered / total).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str) -> Concepts {
        1 << CLASS_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase(name: &str) -> Concepts {
        1 << PHRASE_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase_concepts(text: &str) -> (Concepts, f32) {
        let mut matcher = PhraseMatcher::default();
        for word in words(text).filter(|w| !w.contains(is_unspaced)) {
            matcher.word(WordHash::of(word));
        }
        for (i, c) in text.char_indices().filter(|&(_, c)| is_unspaced(c)) {
            matcher.unspaced(text.get(i..).unwrap());
            matcher.word(WordHash::EMPTY.char(c).finish());
        }
        matcher.finish()
    }

    #[test]
    fn concepts_with_a_name_of_their_own_are_those_of_the_table() {
        for (bit, name) in [(COMMENT, "comment"), (AUTHOR, "author"), (META, "meta")] {
            assert_eq!(class(name), bit, "{name}");
        }
    }

    #[test]
    fn class_words_are_whole_tokens() {
        assert_eq!(class_concepts("code-toolbar") & class("nav"), 0);
        assert_eq!(class_concepts("shareholder release"), 0);
        assert_ne!(class_concepts("td-post-content") & class("post"), 0);
        assert_ne!(class_concepts("relatedPosts") & class("related"), 0);
        assert_ne!(class_concepts("x articleBody") & class("body"), 0);
    }

    fn named(found: Concepts, table: &[(&'static str, &str)]) -> Vec<&'static str> {
        table
            .iter()
            .enumerate()
            .filter(|(bit, _)| found >> bit & 1 == 1)
            .map(|(_, (name, _))| *name)
            .collect()
    }

    #[test]
    fn consent_dialogs_are_named_by_their_maker_or_by_cookie_and_dialog() {
        for name in
            ["onetrust-consent-sdk", "CybotCookiebotDialog", "cookie-banner", "gdprModal", "notice cookies"]
        {
            assert!(names_consent_dialog(name), "{name}");
        }
        for name in
            ["", "cookie", "banner", "cookies-recipe-card", "cookiecutter-popup", "modal-bar", "barcookie"]
        {
            assert!(!names_consent_dialog(name), "{name}");
        }
    }

    #[test]
    fn the_concepts_asked_of_links_are_where_they_are_said_to_be() {
        assert_eq!([COMMENT, AUTHOR, META], ["comment", "author", "meta"].map(class));
    }

    #[test]
    fn types_of_pages_are_whole_tokens() {
        let types = |name| named(type_concepts(name), TYPE_CONCEPTS);
        assert_eq!(types("NewsArticle"), ["article"]);
        assert_eq!(types("QAPage"), ["forum"]);
        assert_eq!(types("ItemList"), ["list"]);
        assert_eq!(types("ProfilePage"), ["profile"]);
        assert_eq!(types("video.movie"), ["work"]);
        assert!(types("Articles").is_empty() && types("Subproduct").is_empty() && types("").is_empty());
    }

    #[test]
    fn generators_are_named_by_their_software() {
        let software = |name| named(generator_concepts(name), GENERATOR_CONCEPTS);
        assert_eq!(software("WordPress 6.4.2"), ["cms"]);
        assert_eq!(software("MediaWiki 1.41.0-wmf.30"), ["wiki"]);
        assert_eq!(software("phpBB"), ["forum"]);
        assert!(software("Ghostly 1.0").is_empty() && software("4.2").is_empty());
    }

    #[test]
    fn words_of_a_path_are_whole_steps_or_parts_of_them() {
        let path = |path| named(path_concepts(path), PATH_CONCEPTS);
        assert_eq!(path("/blog/2024/ferry-late"), ["article"]);
        assert_eq!(path("/de/produkt/anker"), ["product"]);
        assert_eq!(path("/forum/viewtopic.php"), ["forum"]);
        assert!(path("/newspaper/postage/productivity").is_empty() && path("/").is_empty());
    }

    #[test]
    fn phrases_match_whole_words_in_any_case() {
        assert_eq!(phrase_concepts("LEAVE A REPLY"), (phrase("comments"), 1.0));
        assert_ne!(phrase_concepts("Related Posts").0 & phrase("related"), 0);
        assert_eq!(phrase_concepts("The sharecroppers of Mississippi").0, 0);
        assert_ne!(phrase_concepts("Don’t miss these").0 & phrase("related"), 0);
        assert_ne!(phrase_concepts("相关阅读").0 & phrase("related"), 0);
        let (_, share) = phrase_concepts("Read more about the bridge");
        assert!(share > 0.3 && share < 0.7, "{share}");
    }
}
