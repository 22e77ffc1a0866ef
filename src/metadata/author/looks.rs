//! What a text looks like: a person's name, a login, an organisation, a role, or nobody's name at all.

use super::byline::{after_editor_label, is_bare_label};
use super::words::{
    AGENCIES, CJK_ORGANISATION, CREDENTIALS, HAN_SURNAMES, NOT_IN_NAMES, ORGANISATION, PARTICLES,
    PLACEHOLDERS, ROLES, SUFFIXES, WEEKDAYS,
};
use crate::metadata::date::is_month;
use crate::metadata::text::folded;

/// Characters of a name; the longest real ones are institutions.
const MAX_NAME_CHARS: usize = 80;

/// Characters of a name that is one word: a member of a forum, a blogger.
const MAX_HANDLE_CHARS: usize = 30;

/// Characters of a name in Han, Kana or Hangul; the longest are foreign ones spelled out.
const MAX_CJK_NAME_CHARS: usize = 12;

/// Characters of a name in another script without case.
const MAX_UNCASED_NAME_CHARS: usize = 40;

/// Words of a personal name as printed.
pub(super) const MAX_NAME_WORDS: usize = 5;

/// Whether a text is one word that somebody may go by: `sean_g`, `b.scherer`, `user3080392`.
pub(in crate::metadata) fn is_handle(name: &str) -> bool {
    let lower = name.to_lowercase();
    (2..=MAX_HANDLE_CHARS).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\''))
        && name.chars().any(char::is_alphabetic)
        && !NOT_IN_NAMES.contains(&lower.as_str())
        && !is_month(&lower)
        && !WEEKDAYS.contains(&lower.as_str())
        && !is_bare_label(name)
        && after_editor_label(&format!("{name}:")).is_none()
}

/// Whether a lone line is a Chinese name: two or three characters that begin with a usual surname.
pub(in crate::metadata) fn is_han_name(line: &str) -> bool {
    (2..=3).contains(&line.chars().count())
        && line.chars().all(is_han)
        && line.chars().next().is_some_and(|c| HAN_SURNAMES.contains(c))
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

pub(in crate::metadata) fn is_east_asian(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}')
}

pub(super) fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !is_small(c)))
}

/// Whether a letter has a capital that names would begin with. Georgian has capitals for headlines alone.
pub(super) fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Whether a fragment says what someone is: a role, a degree.
pub(in crate::metadata) fn is_qualifier(part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    let words: Vec<String> = part
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    words.iter().any(|w| ROLES.contains(&w.as_str())) && words.len() > 1
        || words.iter().all(|w| ROLES.contains(&w.as_str()))
        || CREDENTIALS.contains(&folded(part).as_str()) && part.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word says what someone is.
pub(in crate::metadata) fn is_role(word: &str) -> bool {
    ROLES.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Whether a declared value can be a name at all.
pub(super) fn is_plausible(name: &str) -> bool {
    let chars = name.chars().count();
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let address = name.starts_with(['@', '/'])
        || name.contains("://")
        || name.split_once('/').is_some_and(|(host, _)| is_domain(host))
        || name.contains('@') && name.contains('.')
        || name.starts_with("www.")
        || name.contains(": ")
        || name.contains(['{', '}', '\\', '=']);
    (1..=MAX_NAME_CHARS).contains(&chars)
        && letters > 0
        && name.chars().any(char::is_alphabetic)
        && !address
        && !is_placeholder(name)
}

/// Whether this is what a system writes when nobody is named.
pub(in crate::metadata) fn is_placeholder(name: &str) -> bool {
    PLACEHOLDERS.contains(&folded(name).as_str())
}

/// Whether text a reader sees looks like a person's name: a few capitalised words, no digits, no sentence.
pub(in crate::metadata) fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty()
        || words.len() > MAX_NAME_WORDS
        || name.chars().any(|c| {
            c.is_ascii_digit()
                || matches!(c, '?' | '!' | ':' | '#' | '%' | '$' | '…' | '。' | '@' | '_' | '»')
        })
    {
        return false;
    }
    let cased = name.chars().any(|c| is_small(c) || c.is_uppercase());
    if !cased {
        // Scripts without case: Han, Kana and Hangul names are short, others as long as Latin ones.
        let limit = if name.chars().any(is_east_asian) { MAX_CJK_NAME_CHARS } else { MAX_UNCASED_NAME_CHARS };
        return name.chars().count() <= limit
            && name.chars().all(|c| {
                c.is_alphabetic()
                    || c.is_whitespace()
                    || matches!(c, '·' | '・' | '.' | '-' | '\u{300}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
            });
    }
    if let [word] = words.as_slice()
        && (is_month(&word.to_lowercase()) || WEEKDAYS.contains(&word.to_lowercase().as_str()))
    {
        return false;
    }
    let mut capitals = 0;
    for word in &words {
        if PARTICLES.contains(word) {
            continue;
        }
        if !starts_upper(word.trim_start_matches(['\'', '’', '"', '“', '‘', '(', '（']))
            && !word.contains(['\'', '’', '-'])
        {
            return false;
        }
        capitals += 1;
        let lower = word.to_lowercase();
        if NOT_IN_NAMES.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric())) {
            return false;
        }
    }
    capitals > 0 && folded(name).chars().count() >= 3
}

/// Whether a name reads as an organisation's.
pub(in crate::metadata) fn looks_like_organisation(name: &str) -> bool {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    name.split([' ', '-', '/', '\u{a0}']).any(|w| ORGANISATION.contains(&word(w).as_str()))
        || AGENCIES.contains(&folded(name).as_str())
        // Between two people it would have been cut.
        || name.contains(" & ")
        || (name.chars().count() > 2 && CJK_ORGANISATION.iter().any(|end| name.ends_with(end)))
        || is_domain(name)
}

/// Whether a name is a domain: `example.org`.
pub(super) fn is_domain(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, tld)| {
        (2..=4).contains(&tld.len())
            && stem.len() > 3
            && !name.contains(' ')
            && tld.bytes().all(|b| b.is_ascii_lowercase())
    })
}

pub(super) fn is_suffix(name: &str) -> bool {
    SUFFIXES.contains(&folded(name).as_str())
}
