//! What an element's own style says of how its text is set: where lines end, what is bold and what slanted.
//!
//! Reads the `style` attribute, and of classes those whose names are CSS by another spelling. No style sheets.

use html5ever::local_name;

use crate::dom::{Document, NodeId, Tag};

/// Classes that keep line ends, by the names of utility frameworks.
const KEEPING_LINES: [&str; 6] = [
    "pre-line",
    "pre-wrap",
    "whitespace-break-spaces",
    "whitespace-pre",
    "whitespace-pre-line",
    "whitespace-pre-wrap",
];

/// Whether line feeds in an element's text end lines; `None` if it says nothing of it.
pub(super) fn keeps_lines(doc: &Document, id: NodeId) -> Option<bool> {
    let keeps = |value: &str| {
        let keeps = ["pre", "pre-line", "pre-wrap", "break-spaces"];
        let collapses = ["normal", "nowrap"];
        keeps.contains(&value).then_some(true).or(collapses.contains(&value).then_some(false))
    };
    declared(doc, id, "white-space").and_then(keeps).or_else(|| {
        let class = doc.class(id);
        if doc.tag(id) == Tag::Pre {
            return Some(true);
        }
        // Nearly no element has a class with such a word.
        (class.contains("pre") || class.contains("break-spaces"))
            .then(|| class.split_ascii_whitespace().any(|class| KEEPING_LINES.contains(&class)))
            .filter(|&keeps| keeps)
    })
}

/// Whether an element's text is bold; `None` if it says nothing of it.
pub(super) fn is_bold(doc: &Document, id: NodeId) -> Option<bool> {
    match declared(doc, id, "font-weight")? {
        "bold" | "bolder" | "600" | "700" | "800" | "900" => Some(true),
        "normal" | "lighter" | "300" | "400" => Some(false),
        _ => None,
    }
}

/// Whether an element's text is slanted; `None` if it says nothing of it.
pub(super) fn is_slanted(doc: &Document, id: NodeId) -> Option<bool> {
    match declared(doc, id, "font-style")? {
        "italic" | "oblique" => Some(true),
        "normal" => Some(false),
        _ => None,
    }
}

/// Whether an element is a block by its style, or none; `None` if the style says nothing of it. A first letter that
/// floats is neither.
pub(super) fn is_block(doc: &Document, id: NodeId) -> Option<bool> {
    if declared(doc, id, "float").is_some_and(|side| side != "none") {
        return None;
    }
    match declared(doc, id, "display")? {
        "block" | "flex" | "grid" | "list-item" | "table" | "flow-root" => Some(true),
        "inline" => Some(false),
        _ => None,
    }
}

/// The value an element's own style gives a property, the last one if it gives several.
pub(super) fn declared<'a>(doc: &'a Document, id: NodeId, property: &str) -> Option<&'a str> {
    let style = doc.attr(id, &local_name!("style"))?;
    style.rsplit(';').filter_map(|rule| rule.split_once(':')).find_map(|(name, value)| {
        let value = value.trim_ascii();
        let value = value.strip_suffix("!important").unwrap_or(value).trim_ascii_end();
        name.trim_ascii().eq_ignore_ascii_case(property).then_some(value)
    })
}
