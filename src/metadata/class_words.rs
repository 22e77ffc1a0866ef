//! The words of `class` and `id` that tell what an element is: cut at hyphens, underscores and capitals, matched whole.

use super::author::words::{is_author_class, is_member_class};

/// Whether any word of any token is one of these, in any case.
pub(super) fn has_word(tokens: &str, words: &[&str]) -> bool {
    !tokens.is_empty() && self::words(tokens).any(|word| words.iter().any(|w| word.eq_ignore_ascii_case(w)))
}

/// Whether any word, in lower case, passes the test. Words longer than any vocabulary are not asked about.
fn any_word(tokens: &str, is_known: fn(&str) -> bool) -> bool {
    words(tokens).any(|word| {
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
        let start = self.at + rest.iter().position(u8::is_ascii_alphanumeric)?;
        let word = self.tokens.as_bytes().get(start..)?;
        let mut small = false;
        let length = word.iter().position(|b| {
            // A capital that follows a small letter begins a word.
            let ends = !b.is_ascii_alphanumeric() || (small && b.is_ascii_uppercase());
            small = b.is_ascii_lowercase();
            ends
        });
        self.at = start + length.unwrap_or(word.len());
        self.tokens.get(start..self.at)
    }
}

/// Elements that print a date.
pub(super) fn names_a_date(tokens: &str) -> bool {
    any_word(tokens, |word| {
        matches!(
            word,
            "date"
                | "dateline"
                | "datetime"
                | "time"
                | "timestamp"
                | "published"
                | "pubdate"
                | "pubtime"
                | "posted"
                | "postdate"
                | "datum"
                | "fecha"
                | "created"
                | "publish"
                | "publication"
                | "timeago"
                | "updated"
                | "modified"
                | "dtreviewed"
                | "zeit"
                | "meta"
                | "metadata"
                | "date2"
                | "dates"
                | "artikeldatum"
                | "articledate"
                | "newsdate"
                | "blogdate"
                | "releasedate"
                | "publishdate"
        )
    })
}

/// Elements that print a date of change.
pub(super) fn names_an_update(tokens: &str) -> bool {
    any_word(tokens, |word| {
        matches!(word, "updated" | "update" | "modified" | "modification" | "lastmod" | "edited" | "revised")
    })
}

/// Elements that print who wrote.
pub(super) fn names_an_author(tokens: &str) -> bool {
    any_word(tokens, is_author_class)
}

/// Elements that print the name of a member of a forum.
pub(super) fn names_a_member(tokens: &str) -> bool {
    any_word(tokens, is_member_class)
        // Two words: "PostUser-name", "user-name".
        || tokens.contains("ser") && tokens.split_ascii_whitespace().any(|token| has_word(token, &["user"]) && has_word(token, &["name"]))
}

/// Elements beside the story.
pub(super) fn names_an_aside(tokens: &str) -> bool {
    // A post has a footer of its own; the page's is called just that.
    tokens.split_ascii_whitespace().any(|t| {
        matches!(
            t,
            "footer"
                | "site-footer"
                | "page-footer"
                | "main-footer"
                | "global-footer"
                | "footer-widgets"
                | "footer-area"
        )
    }) || tokens.split_ascii_whitespace().filter(|token| !is_of_builder(token)).any(|token| {
        any_word(token, |word| {
            matches!(
                word,
                "comment"
                    | "comments"
                    | "commentlist"
                    | "disqus"
                    | "respond"
                    | "related"
                    | "sidebar"
                    | "widget"
                    | "widgets"
                    | "recommended"
                    | "recommendations"
                    | "popular"
                    | "trending"
                    | "nav"
                    | "navbar"
                    | "navigation"
                    | "menu"
                    | "newsletter"
                    | "promo"
                    | "teaser"
                    | "teasers"
                    | "breadcrumb"
                    | "breadcrumbs"
                    | "topbar"
                    | "testimonial"
                    | "testimonials"
                    | "review"
                    | "reviews"
                    | "carousel"
                    | "slider"
                    | "cookie"
                    | "masthead"
                    | "similar"
                    | "upcoming"
                    | "archive"
                    | "calendar"
            )
        })
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
