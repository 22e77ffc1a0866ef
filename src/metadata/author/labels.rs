//! Words before names that tell what their bearers did: "by", "author", "editor", in the languages of the larger part of
//! the web.

use super::words::{AUTHOR_NOUNS, COLON_LABELS, EDITOR_LABELS, LABELS, MAX_LABEL_BYTES};

/// Whether the text begins as a byline: "By ...", "Von ...", "Author: ...". Returns what follows.
pub(in crate::metadata) fn after_label(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // "By" and a name in elements of their own, with no space between.
    if let Some(rest) = text.strip_prefix("By").or_else(|| text.strip_prefix("BY"))
        && rest.starts_with(char::is_uppercase)
        && rest.chars().nth(1).is_some_and(char::is_lowercase)
        && rest.contains(' ')
    {
        return Some(rest);
    }
    behind(text, LABELS, true).or_else(|| behind(text, COLON_LABELS, false))
}

/// Whether a line is nothing but a word that means the author.
pub(in crate::metadata) fn is_author_noun(line: &str) -> bool {
    let bare = line.trim().trim_end_matches([':', '：']).trim_end();
    bare.len() <= MAX_LABEL_BYTES
        && AUTHOR_NOUNS.iter().any(|noun| strip_prefix_ignore_case(bare, noun) == Some(""))
}

/// What follows the label of an editor or a source.
pub(in crate::metadata) fn after_editor_label(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    behind(text, EDITOR_LABELS, false)
}

/// Whether a text begins with the word for its source in a language that has others for an author's.
pub(in crate::metadata) fn is_source_label(text: &str) -> bool {
    behind(text, &["source", "quelle"], false).is_some()
}

/// What follows the label a text begins with, and the colon or stroke behind it, or, if that is enough, a space.
pub(super) fn behind<'a>(text: &'a str, labels: &[&str], space_is_enough: bool) -> Option<&'a str> {
    let first = text.chars().next()?.to_lowercase().next()?;
    labels.iter().filter(|label| label.starts_with(first)).find_map(|label| {
        let rest = strip_prefix_ignore_case(text, label)?;
        let after = rest.trim_start();
        if let Some(name) = after.strip_prefix([':', '：', '/', '／', '|', '﹕', '︰']) {
            return Some(name.trim_start());
        }
        let spaced = after.len() < rest.len() && !after.is_empty();
        (space_is_enough && spaced).then_some(after)
    })
}

/// Whether a line is nothing but a label whose name stands on the next: "Written by".
pub(in crate::metadata) fn is_bare_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：', '|']).trim_end();
    // Lower-casing changes no label's length by more than this.
    text.len() <= MAX_LABEL_BYTES
        && LABELS.iter().any(|label| strip_prefix_ignore_case(text, label) == Some(""))
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let c = rest.next()?;
        let same =
            if c.is_ascii() { c.to_ascii_lowercase() == expected } else { c.to_lowercase().eq([expected]) };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}
