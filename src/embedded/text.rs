//! What strings are: prose or not, plain or markup; and how much of one text is in another.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// Letters and digits in a row by which two texts are compared.
const WINDOW: usize = 20;

/// Letters and digits from one compared place to the next.
const STRIDE: usize = 10;

/// Whether a string has HTML in it.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 14] = [
        "p",
        "br",
        "div",
        "span",
        "a ",
        "strong",
        "em",
        "ul",
        "ol",
        "h2",
        "h3",
        "img",
        "figure",
        "blockquote",
    ];
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        TAGS.iter().any(|tag| {
            rest.get(..tag.len()).is_some_and(|r| r.eq_ignore_ascii_case(tag))
                && (tag.ends_with(' ')
                    || rest.get(tag.len()..).is_some_and(|r| r.starts_with(['>', ' ', '/'])))
        })
    })
}

/// Undoes one level of escaping where markup was escaped as a whole.
pub(super) fn unescaped_markup(text: &str) -> Option<String> {
    let escaped =
        ["&lt;p", "&lt;br", "&lt;div", "&lt;span", "&lt;h2", "&lt;strong"].iter().any(|t| text.contains(t));
    (escaped && !is_html(text))
        .then(|| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// The characters outside tags.
pub(super) fn shown(text: &str) -> impl Iterator<Item = char> + '_ {
    let html = text.contains("</") || text.contains("<br") || text.contains("<p");
    let mut tag = false;
    text.chars().filter(move |&c| {
        match c {
            '<' if html => tag = true,
            '>' if tag => {
                tag = false;
                return false;
            }
            _ => {}
        }
        !tag
    })
}

/// Characters of a string that may be part of a text; none for addresses, keys and encoded data.
pub(super) fn piece_chars(text: &str) -> u32 {
    let trimmed = text.trim();
    let is_token = !trimmed.contains(char::is_whitespace) && trimmed.is_ascii();
    if is_token && (trimmed.len() > 30 || trimmed.contains('/') || trimmed.contains("://")) {
        return 0;
    }
    shown(trimmed).filter(|c| !c.is_whitespace()).count() as u32
}

/// Whether a text reads as sentences: not code, style sheets, lists of words or addresses.
pub(super) fn is_prose(text: &str) -> bool {
    let (mut letters, mut spaces, mut stops, mut code, mut unspaced, mut all) = (0, 0, 0, 0, 0, 0_usize);
    let mut chars = shown(text).peekable();
    while let Some(c) = chars.next() {
        all += 1;
        match c {
            c if crate::lexicon::is_unspaced(c) => {
                letters += 1;
                unspaced += 1;
            }
            c if c.is_alphabetic() => letters += 1,
            c if c.is_whitespace() => spaces += 1,
            '。' | '！' | '？' | '।' | '؟' | '…' => stops += 1,
            // Not the point of a number or an address.
            '.' | '!' | '?' if chars.peek().is_none_or(|next| !next.is_ascii_alphanumeric()) => stops += 1,
            '{' | '}' | ';' | '=' | '|' | '\\' | '_' | '<' | '>' => code += 1,
            _ => {}
        }
    }
    all > 0
        && stops * 400 >= all
        && code * 40 <= all
        && (letters + spaces) * 5 >= all * 4
        && (spaces * 12 >= all || unspaced * 3 >= all)
}

/// The letters and digits of a text, in lower case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What follows in `text` behind the end of `part`; `None` if that is too short to be told, or not in it.
pub(super) fn after<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let part = folded(part);
    let tail = part.char_indices().rev().nth(2 * WINDOW - 1).and_then(|(at, _)| part.get(at..))?;
    let mut letters = String::new();
    // By byte of `letters`: where the character that made it ends in `text`.
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        letters.extend(c.to_lowercase());
        ends.resize(letters.len(), at + c.len_utf8());
    }
    let found = memchr::memmem::rfind(letters.as_bytes(), tail.as_bytes())?;
    let rest = text.get(*ends.get(found + tail.len() - 1)?..)?;
    Some(rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"“„«'‘([「『¿¡".contains(c)))
}

/// A text by all its windows of [`WINDOW`] letters and digits.
pub(super) struct Windows {
    hasher: RandomState,
    seen: HashSet<u64>,
}

impl Windows {
    /// Of texts one by one: no window spans two.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut windows = Windows { hasher: RandomState::new(), seen: HashSet::new() };
        for text in texts {
            let letters: Vec<char> = folded(text).chars().collect();
            for window in letters.windows(WINDOW) {
                windows.seen.insert(windows.hasher.hash_one(window));
            }
        }
        windows
    }

    /// Share of `text` that occurs in these; 0 if it is too short to tell.
    pub(super) fn share_of(&self, text: &str) -> f32 {
        let letters: Vec<char> = folded(text).chars().collect();
        let places = letters.windows(WINDOW).step_by(STRIDE);
        let all = places.len();
        let found = places.filter(|w| self.seen.contains(&self.hasher.hash_one(w))).count();
        if all == 0 { 0.0 } else { found as f32 / all as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_prose_from_code_and_lists() {
        assert!(is_prose("The ferry left at noon, an hour late. Nobody was on the pier to meet it."));
        assert!(is_prose("<p>渡船中午离开，晚了一个小时。</p>"));
        for other in [
            "body{margin:0;padding:0}.a{color:#fff;display:none}",
            "Home About Contact Imprint Privacy Terms",
            "function f(a){return a.b(c)==d||e;}",
            "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ.aGVsbG8gd29ybGQ",
        ] {
            assert!(!is_prose(other), "{other}");
        }
    }

    #[test]
    fn tells_markup_and_undoes_its_escaping() {
        assert!(is_html("a<br>b") && is_html("<P class=x>") && !is_html("1 < 2 and a <b"));
        assert_eq!(unescaped_markup("&lt;p&gt;A &amp;amp; B").as_deref(), Some("<p>A &amp; B"));
        assert_eq!(unescaped_markup("Use &lt;nav>"), None);
    }

    #[test]
    fn finds_what_follows_the_end_of_a_part() {
        let part = "nobody at all was on the pier of the island to meet it";
        let text = format!("The ferry left at noon, and {part}. “We go,” she said.");
        assert_eq!(after(&text, &part.to_uppercase()), Some("“We go,” she said."));
        assert_eq!(after(&text, "too short"), None);
        assert_eq!(after(&text, "something else altogether that is not a part of the text"), None);
    }

    #[test]
    fn tells_how_much_of_a_text_is_in_others() {
        let text = "The ferry left at noon, an hour late, with the mail and the doctor aboard.";
        let windows = Windows::of([text].into_iter());
        assert!(windows.share_of(&text.to_uppercase()) > 0.99);
        assert!(windows.share_of("The harbour master blames the spring tides for the delay.") < 0.01);
    }
}
