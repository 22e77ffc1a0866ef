//! Notes, warnings and hints set apart from the text: which elements are one, of which kind.
//!
//! Documentation generators and Markdown dialects name them alike: a word for the box (`admonition`, `callout`,
//! `markdown-alert`, `alert`, `custom-block`, `hint`) and one for its kind (`note`, `warning`), in one class or two.

use crate::dom::{Document, NodeId, Tag};

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
const BOXES_WITH_KIND: &[&str] = &["alert", "notice", "hint", "block", "message", "panel", "custom-block"];

/// Classes of boxes whose words alone would not say so, by generator; the kind is in another class, or in the rest of it.
const GENERATORS: &[&str] = &[
    "admonitionblock",
    "attention-header",
    "blockquote-tag",
    "book-hint",
    "confluence-information-macro",
    "custom-container",
    "hint-container",
    "notecard",
    "starlight-aside",
];

/// Kinds that say so by themselves where the first words of the element repeat them, or it is `<details>`.
const BARE: &[&str] = &["note", "info", "tip", "important", "warning", "caution", "danger"];

/// The kind of callout an element is, empty if its class names none; `None` if it is no callout.
pub(super) fn kind(doc: &Document, id: NodeId) -> Option<&'static str> {
    let class = doc.class(id);
    if class.is_empty() {
        return None;
    }
    // Nearly no element has a class with such a word.
    if !BOXES.iter().chain(BOXES_WITH_KIND).chain(GENERATORS).any(|word| class.contains(word)) {
        return bare_kind(doc, id, class);
    }
    let known = |word: &str| KINDS.iter().find(|kind| word.eq_ignore_ascii_case(kind)).copied();
    let (mut is_box, mut may_be_box, mut kind, mut is_part) = (false, false, None, false);
    for token in class.split_ascii_whitespace() {
        if let Some(box_name) = GENERATORS.iter().find(|name| token.starts_with(**name)) {
            let rest = token.get(box_name.len()..).unwrap_or_default().trim_start_matches(['-', '_']);
            is_box |= rest.is_empty() || known(rest).is_some();
            kind = known(rest).or(kind);
            continue;
        }
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
        return bare_kind(doc, id, class);
    }
    if is_box { Some(kind.unwrap_or_default()) } else { kind.filter(|&kind| may_be_box && kind != "quote") }
}

/// The kind of a callout that has no other name: `<div class="note"><h3>Note</h3>`, `<details class="warning">`,
/// `<blockquote class="prompt-tip">`.
fn bare_kind(doc: &Document, id: NodeId, class: &str) -> Option<&'static str> {
    let named = |token: &str| BARE.iter().find(|kind| token.eq_ignore_ascii_case(kind)).copied();
    if doc.tag(id) == Tag::Blockquote {
        return class.split_ascii_whitespace().find_map(|token| named(token.strip_prefix("prompt-")?));
    }
    let kind = class.split_ascii_whitespace().find_map(named)?;
    let first = || {
        let texts = doc.descendants(id).take(MAX_FIRST_NODES).map(|n| doc.text(n).trim_ascii());
        texts.into_iter().find(|text| !text.is_empty())
    };
    (doc.tag(id) == Tag::Details || first().is_some_and(|text| says_kind(kind, text))).then_some(kind)
}

/// Whether the first words of a callout say nothing but its kind, as a heading above the rest: "Note", "Warning:".
pub(super) fn says_kind(kind: &str, line: &str) -> bool {
    line.trim().trim_end_matches(':').eq_ignore_ascii_case(kind)
}

/// Nodes of a callout among which its first words are.
const MAX_FIRST_NODES: usize = 12;

/// Words in the classes of a callout's parts.
const PARTS: &[&str] = &[
    "title",
    "heading",
    "header",
    "label",
    "content",
    "contents",
    "collapse",
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
        || doc.tag(id) == Tag::Summary
}
