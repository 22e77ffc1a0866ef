//! Notes, warnings and hints set apart from the text: which elements are one, of which kind.
//!
//! Documentation generators and Markdown dialects name them alike: a word for the box (`admonition`, `callout`,
//! `markdown-alert`, `alert`, `custom-block`, `hint`) and one for its kind (`note`, `warning`), in one class or two.

use crate::dom::{Document, NodeId};

/// Kinds, as their classes name them.
const KINDS: &[&str] = &[
    "note",
    "info",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "danger",
    "error",
    "success",
    "question",
    "example",
    "abstract",
    "summary",
    "todo",
    "bug",
    "failure",
    "attention",
    "seealso",
    "deprecated",
    "quote",
];

/// Words for the box that need no kind.
const BOXES: &[&str] = &["admonition", "callout"];

/// Words for the box that are used for other things too, and need one. A "quote block" is a quotation.
const BOXES_WITH_KIND: &[&str] = &["alert", "notice", "hint", "block", "message", "custom-block"];

/// The kind of callout an element is, empty if its class names none; `None` if it is no callout.
pub(super) fn kind(doc: &Document, id: NodeId) -> Option<&'static str> {
    let class = doc.class(id);
    // Nearly no element has a class with such a word.
    if !BOXES.iter().chain(BOXES_WITH_KIND).any(|word| class.contains(word)) {
        return None;
    }
    let known = |word: &str| KINDS.iter().find(|kind| word.eq_ignore_ascii_case(kind)).copied();
    let (mut is_box, mut may_be_box, mut kind, mut is_part) = (false, false, None, false);
    for token in class.split_ascii_whitespace() {
        // Every block of WordPress is called one: `wp-block-quote`.
        if token.starts_with("wp-block-") {
            continue;
        }
        let words = || token.split(['-', '_']).filter(|word| !word.is_empty());
        // `alert-info` and `markdown-alert-info` name box and kind, `message-info-block` a part of something.
        let is_short = words().filter(|&word| word != "markdown").count() <= 2;
        let named = words().any(|word| BOXES.contains(&word));
        may_be_box |=
            is_short && words().any(|word| BOXES_WITH_KIND.contains(&word)) || token == "custom-block";
        is_box |= named;
        // `callout-title`, `admonition_content`: a part of one, not the box.
        is_part |=
            (named || may_be_box) && words().any(|word| PARTS.contains(&word.to_ascii_lowercase().as_str()));
        if is_short || named {
            kind = kind.or_else(|| words().find_map(known));
        }
    }
    let kind = kind.or_else(|| doc.attr_named(id, "data-callout").and_then(known));
    if is_part {
        return None;
    }
    if is_box { Some(kind.unwrap_or_default()) } else { kind.filter(|&kind| may_be_box && kind != "quote") }
}

/// Words in the classes of a callout's parts.
const PARTS: &[&str] = &[
    "title",
    "heading",
    "header",
    "label",
    "content",
    "body",
    "icon",
    "inner",
    "wrapper",
    "text",
    "link",
    "description",
    "close",
    "dismissible",
];

/// Whether an element is the heading of the callout it stands in.
pub(super) fn is_title(doc: &Document, id: NodeId) -> bool {
    doc.class(id).split_ascii_whitespace().any(|token| {
        let lower = token.to_ascii_lowercase();
        lower.split(['-', '_']).any(|word| {
            matches!(word, "title" | "heading" | "label" | "summary")
                || word == "admonitionheading"
                || word == "header"
        })
    }) || doc.tag(id).heading_level().is_some()
        || doc.tag(id) == crate::dom::Tag::Summary
}
