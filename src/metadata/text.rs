//! Strings as they come out of markup -> plain text a caller can print: entities decoded, tags gone, white space
//! collapsed, nothing that steers a terminal or the direction of writing.

use html5ever::data::NAMED_ENTITIES;

/// Characters of a metadata string; more is cut. Longer values are whole articles in the wrong place.
const MAX_CHARS: usize = 10_000;

/// Bytes an entity may have between `&` and `;`.
const MAX_ENTITY_BYTES: usize = 32;

/// The plain text of a value, `None` if nothing is left of it.
///
/// Entities left after the parser's own pass were escaped twice by the page, and are decoded.
pub(super) fn plain(raw: &str) -> Option<String> {
    let decoded;
    let mut text = raw;
    if text.contains('&') {
        let once = decode_entities(text);
        // Numbers are never meant to be read: what is left of them was escaped three times.
        decoded = if once.contains("&#") { decode_entities(&once) } else { once };
        text = &decoded;
    }
    let stripped;
    if text.contains('<') {
        stripped = strip_tags(text);
        text = &stripped;
    }
    let out = collapse(text);
    (!out.is_empty()).then_some(out)
}

/// White space collapsed, controls and direction marks dropped, cut to length; entities and tags left alone.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_CHARS));
    let (mut space, mut chars) = (false, 0);
    for c in text.chars() {
        if !c.is_ascii_graphic()
            && (c.is_whitespace()
                || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{3164}'))
        {
            space = true;
            continue;
        }
        if !c.is_ascii_graphic() && is_unprintable(c) {
            continue;
        }
        if space && chars > 0 {
            if chars + 2 > MAX_CHARS {
                break;
            }
            out.push(' ');
            chars += 1;
        }
        space = false;
        out.push(c);
        chars += 1;
        if chars >= MAX_CHARS {
            break;
        }
    }
    out
}

/// Whether a URL can be shown as it is: no longer than any text here, and nothing in it that steers a terminal.
pub(super) fn is_printable_url(url: &str) -> bool {
    url.len() <= MAX_CHARS
        && url.chars().all(|c| {
            c.is_ascii_graphic()
                || !(c.is_ascii() || is_unprintable(c) || matches!(c, '\u{2028}' | '\u{2029}'))
        })
}

/// Controls, direction marks, and invisible joints other than those scripts need (U+200C, U+200D).
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}'
                | '\u{61c}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Character references replaced by what they stand for; unknown ones stay.
pub(super) fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.as_bytes().iter().take(MAX_ENTITY_BYTES).position(|&b| b == b';');
        let reference = name.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        if let Some((decoded, tail)) = reference.and_then(|(name, tail)| Some((entity(name)?, tail))) {
            out.extend(decoded);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The one or two characters of a reference, without `&` and `;`.
fn entity(name: &str) -> Option<impl Iterator<Item = char>> {
    let (first, second) = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // 0x80-0x9F are windows-1252 where pages write them, as in the HTML standard.
        let code = match code {
            0x80..=0x9f => html5ever::data::C1_REPLACEMENTS
                .get(code as usize - 0x80)
                .copied()
                .flatten()
                .map_or(code, u32::from),
            code => code,
        };
        (code, 0)
    } else {
        let mut key = String::with_capacity(name.len() + 1);
        key.push_str(name);
        key.push(';');
        *NAMED_ENTITIES.get(key.as_str())?
    };
    let first = char::from_u32(first).filter(|&c| c != '\0')?;
    Some(std::iter::once(first).chain(char::from_u32(second).filter(|&c| c != '\0')))
}

/// Tags and comments removed; a `<` that starts none stays.
fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let tag = after.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
        if let Some((_, tail)) = after.split_once('>').filter(|_| tag) {
            // Block tags end lines; inline ones must not cut a word.
            if after.trim_start_matches('/').starts_with(['p', 'b', 'd', 'l', 'h', 'P', 'B']) {
                out.push(' ');
            }
            rest = tail;
        } else {
            out.push('<');
            rest = after;
            if tag {
                // No `>` is left.
                break;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a text is what systems write where nothing was filled in, or code that should have been replaced:
/// `{{ page.teaser }}`, `{% excerpt %}`, `%%excerpt%%`.
pub(super) fn is_left_open(text: &str) -> bool {
    const LEFT_OPEN: [&str; 9] = [
        "undefined",
        "null",
        "none",
        "nan",
        "n/a",
        "uncategorized",
        "uncategorised",
        "[object object]",
        "default",
    ];
    const CODE: [(&str, &str); 5] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("%%", "%%"), ("${", "}")];
    let is_code = |(open, close): &(&str, &str)| {
        text.split_once(open).is_some_and(|(before, rest)| before.trim().is_empty() && rest.contains(close))
    };
    LEFT_OPEN.iter().any(|word| text.eq_ignore_ascii_case(word)) || CODE.iter().any(is_code)
}

/// Letters and digits in lower case: what is left when spelling and punctuation do not count.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_was_escaped_twice() {
        assert_eq!(plain("Tom &amp; Jerry&#039;s &#x2019;"), Some("Tom & Jerry's \u{2019}".into()));
        assert_eq!(plain("AT&T; &unknown; a & b"), Some("AT&T; &unknown; a & b".into()));
    }

    #[test]
    fn drops_tags_but_keeps_comparisons() {
        assert_eq!(plain("<p>One</p><p>two <em>th</em>ree"), Some("One two three".into()));
        assert_eq!(plain("1 < 2 and 3 > 2"), Some("1 < 2 and 3 > 2".into()));
        assert_eq!(plain("I <3 you"), Some("I <3 you".into()));
    }

    #[test]
    fn drops_controls_and_direction_marks() {
        assert_eq!(plain("a\u{202e}b\u{0}\u{2028}c\r\n d"), Some("ab c d".into()));
        assert_eq!(plain(" \u{feff}\u{200b} "), None);
    }

    #[test]
    fn cuts_endless_values() {
        assert_eq!(plain(&"x".repeat(20_000)).map(|s| s.chars().count()), Some(MAX_CHARS));
        assert!(plain(&"x ".repeat(20_000)).is_some_and(|s| s.chars().count() <= MAX_CHARS));
        assert!(plain(&"xx ".repeat(20_000)).is_some_and(|s| s.chars().count() <= MAX_CHARS));
    }

    #[test]
    fn shows_no_url_that_steers_a_terminal() {
        assert!(is_printable_url("https://example.org/caf\u{e9}.jpg"));
        assert!(!is_printable_url("A\u{202e}B"));
        assert!(!is_printable_url("A\u{2028}B"));
        assert!(!is_printable_url(&"x".repeat(MAX_CHARS + 1)));
    }
}
