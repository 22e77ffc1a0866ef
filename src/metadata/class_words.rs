//! The words of `class` and `id` that tell what an element is: cut at hyphens, underscores and capitals, matched whole.

use super::author::words::is_author_class;

/// Whether any word of any token is one of these, in any case.
pub(super) fn has_word(tokens: &str, words: &[&str]) -> bool {
    !tokens.is_empty() && self::words(tokens).any(|word| words.iter().any(|w| word.eq_ignore_ascii_case(w)))
}

/// Whether any word, in lower case, passes the test. Words longer than any vocabulary are not asked about.
pub(super) fn any_word(tokens: &str, is_known: impl Fn(&str) -> bool + Copy) -> bool {
    words(tokens).any(|word| {
        if word.bytes().all(|b| sort(b) != Sort::Capital) {
            return is_known(word);
        }
        let mut buffer = [0; MAX_WORD_BYTES];
        let Some(lower) = buffer.get_mut(..word.len()) else { return false };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(is_known)
    })
}

/// Bytes of the longest word asked about here.
const MAX_WORD_BYTES: usize = 16;

/// The words of an attribute: `entry-date`, `article__author`, `pubDate` are two each.
pub(super) fn words(tokens: &str) -> impl Iterator<Item = &str> {
    Words { tokens, at: 0 }
}

/// Walks the bytes: words are of ASCII letters and digits, so every cut is at a character.
struct Words<'a> {
    tokens: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.tokens.as_bytes().get(self.at..)?;
        let start = self.at + rest.iter().position(|b| sort(*b) != Sort::Other)?;
        let word = self.tokens.as_bytes().get(start..)?;
        let mut small = false;
        let length = word.iter().position(|b| {
            let sort = sort(*b);
            // A capital that follows a small letter begins a word.
            let ends = sort == Sort::Other || (small && sort == Sort::Capital);
            small = sort == Sort::Small;
            ends
        });
        self.at = start + length.unwrap_or(word.len());
        self.tokens.get(start..self.at)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Other,
    Small,
    Capital,
    Digit,
}

/// What sort of character a byte is, from a table: classes are most of what is read here.
#[allow(clippy::indexing_slicing, reason = "the table has an entry for every byte")]
fn sort(byte: u8) -> Sort {
    static SORTS: [Sort; 256] = {
        let mut sorts = [Sort::Other; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            sorts[byte as usize] = match byte {
                b'a'..=b'z' => Sort::Small,
                b'A'..=b'Z' => Sort::Capital,
                b'0'..=b'9' => Sort::Digit,
                _ => Sort::Other,
            };
            byte += 1;
        }
        sorts
    };
    SORTS[usize::from(byte)]
}

/// Words that are looked for in classes. Most words of classes are ruled out by their first letter and length.
struct Vocabulary {
    words: &'static [&'static str],
    /// Lengths of the words with each first letter, as bits.
    lengths: [u32; 26],
}

impl Vocabulary {
    #[allow(clippy::indexing_slicing, reason = "in constants: out of bounds would not compile")]
    const fn of(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; 26];
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            lengths[(word[0] - b'a') as usize] |= 1 << word.len();
            i += 1;
        }
        Vocabulary { words, lengths }
    }

    fn has(&self, word: &str) -> bool {
        let Some(first) = word.as_bytes().first() else { return false };
        let letter = usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'));
        let is_length =
            self.lengths.get(letter).is_some_and(|lengths| word.len() < 32 && lengths >> word.len() & 1 == 1);
        is_length && self.words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Whether any word of any token is known.
    fn has_any_of(&self, tokens: &str) -> bool {
        words(tokens).any(|word| self.has(word))
    }
}

const DATE: Vocabulary = Vocabulary::of(&[
    "date",
    "dateline",
    "datetime",
    "time",
    "timestamp",
    "published",
    "pubdate",
    "pubtime",
    "posted",
    "postdate",
    "datum",
    "fecha",
    "created",
    "publish",
    "publication",
    "timeago",
    "updated",
    "modified",
    "dtreviewed",
    "zeit",
    "meta",
    "metadata",
    "date2",
    "dates",
    "artikeldatum",
    "articledate",
    "newsdate",
    "blogdate",
    "releasedate",
    "publishdate",
]);

/// Elements that print a date.
pub(super) fn names_a_date(tokens: &str) -> bool {
    DATE.has_any_of(tokens)
}

const UPDATE: Vocabulary =
    Vocabulary::of(&["updated", "update", "modified", "modification", "lastmod", "edited", "revised"]);

/// Elements that print a date of change.
pub(super) fn names_an_update(tokens: &str) -> bool {
    UPDATE.has_any_of(tokens)
}

/// Elements that print who wrote.
pub(super) fn names_an_author(tokens: &str) -> bool {
    any_word(tokens, is_author_class)
}

const MEMBER: Vocabulary =
    Vocabulary::of(&["username", "bigusername", "postauthor", "poster", "nickname", "membername"]);

/// Elements that print the name of a member of a forum or a community.
pub(super) fn names_a_member(tokens: &str) -> bool {
    MEMBER.has_any_of(tokens)
        // Two words: "PostUser-name", "user-name".
        || tokens.contains("ser")
            && tokens
                .split_ascii_whitespace()
                .any(|token| has_word(token, &["user"]) && has_word(token, &["name"]))
}

const ASIDE: Vocabulary = Vocabulary::of(&[
    "comment",
    "comments",
    "commentlist",
    "disqus",
    "respond",
    "related",
    "sidebar",
    "widget",
    "widgets",
    "recommended",
    "recommendations",
    "popular",
    "trending",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "newsletter",
    "promo",
    "teaser",
    "teasers",
    "breadcrumb",
    "breadcrumbs",
    "topbar",
    "testimonial",
    "testimonials",
    "review",
    "reviews",
    "carousel",
    "slider",
    "cookie",
    "masthead",
    "similar",
    "upcoming",
    "archive",
    "calendar",
]);

/// Elements beside the story.
pub(super) fn names_an_aside(tokens: &str) -> bool {
    // Most classes have none of the words at all.
    words(tokens).any(|word| word == "footer" || ASIDE.has(word))
        && tokens.split_ascii_whitespace().any(|token| {
            // A post has a footer of its own; the page's is called just that.
            matches!(
                token,
                "footer"
                    | "site-footer"
                    | "page-footer"
                    | "main-footer"
                    | "global-footer"
                    | "footer-widgets"
                    | "footer-area"
            ) || !is_of_builder(token) && ASIDE.has_any_of(token)
        })
}

/// Whether a page builder gives this class to each of its boxes, the story's own among them: all are "widgets" there.
fn is_of_builder(token: &str) -> bool {
    ["elementor", "hs_cos_wrapper"].iter().any(|prefix| token.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_hyphens_underscores_and_capitals() {
        assert_eq!(
            words("entry-date article__author pubDate").collect::<Vec<_>>(),
            ["entry", "date", "article", "author", "pub", "Date"]
        );
    }

    #[test]
    fn matches_whole_words_only() {
        assert!(names_a_date("post-date"));
        assert!(!names_a_date("candidate"));
        assert!(!names_an_aside("commentary"));
        assert!(names_an_aside("footer-widget"));
        assert!(!names_an_aside("elementor-element elementor-widget elementor-widget-post-info"));
    }
}
