//! What classes, `id`s and the like name: whole tokens and whole words of tokens, never parts of words.

use crate::dom::{Document, NodeId};

/// Whether one of the class tokens of an element is one of these, in any case.
pub(crate) fn has_token(doc: &Document, id: NodeId, tokens: &[&str]) -> bool {
    let class = doc.class(id);
    !class.is_empty() && class.split_ascii_whitespace().any(|token| is_one_of(token, tokens))
}

/// Whether a word is one of these, in any case.
pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The words of a class attribute: `figure__photo-credit is-wide` has `figure`, `photo`, `credit`, `is`, `wide`.
pub(crate) fn words(class: &str) -> impl Iterator<Item = &str> {
    class.split(|c: char| c.is_ascii_whitespace() || matches!(c, '-' | '_')).filter(|word| !word.is_empty())
}

/// Whether one of the words of an element's class is one of these, in any case.
pub(crate) fn has_word(doc: &Document, id: NodeId, known: &[&str]) -> bool {
    words(doc.class(id)).any(|word| is_one_of(word, known))
}
