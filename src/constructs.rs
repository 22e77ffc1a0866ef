//! Constructs that selection keeps together and cleaning builds, told by what their elements are called: figures without
//! `<figure>`, code without `<pre>`.

use crate::class::has_token;
use crate::dom::{Document, Kind, NodeId, Tag, Visit};

/// Nodes of a table among which its first line of code is.
const MAX_LISTING_NODES: usize = 24;

/// Children of a figure among which its caption is, and nodes among which its picture is.
const MAX_CHILDREN: usize = 8;
const MAX_FIGURE_NODES: usize = 40;

/// Elements from a line of a caption to the caption, both counted.
const MAX_CAPTION_LEVELS: usize = 4;

/// Classes of a cell that holds a line of code.
const LINES: [&str; 8] = [
    "blob-code",
    "code-line",
    "codeline",
    "diff-line",
    "js-file-line",
    "line-code",
    "line_content",
    "source-line",
];

/// Classes of captions outside of `<figcaption>`.
const CAPTIONS: [&str; 8] = [
    "caption",
    "thumbcaption",
    "wp-caption-text",
    "image-caption",
    "photo-caption",
    "figure-caption",
    "gallery-caption",
    "tr-caption",
];

/// Whether an element lists code line by line: a table in its rows, as sites that show files do, a number beside each line;
/// a box in boxes.
pub(crate) fn is_listing(doc: &Document, id: NodeId) -> bool {
    let first = || doc.children(id).take(MAX_CHILDREN).find(|&child| doc.kind(child) == Kind::Element);
    match doc.tag(id) {
        Tag::Table => doc
            .descendants(id)
            .take(MAX_LISTING_NODES)
            .take_while(|&id| !matches!(doc.tag(id), Tag::Pre | Tag::Th))
            .any(|id| doc.tag(id) == Tag::Td && (has_token(doc, id, &LINES) || holds_lines(doc, id))),
        // Doxygen, LaTeXML.
        Tag::Div if !doc.class(id).is_empty() => {
            has_token(doc, id, &["fragment", "ltx_listing"])
                && first().is_some_and(|line| has_token(doc, line, &["line", "ltx_listingline"]))
        }
        // SyntaxHighlighter of old: `dp-c`, `dp-py`.
        Tag::Ol => doc.class(id).split_ascii_whitespace().any(|token| token.starts_with("dp-")),
        _ => false,
    }
}

/// Whether a cell holds code, each line in an element of its own, as `SyntaxHighlighter` writes it.
fn holds_lines(doc: &Document, cell: NodeId) -> bool {
    let is_line = |id: NodeId| doc.tag(id) == Tag::Div && has_token(doc, id, &["line"]);
    has_token(doc, cell, &["code"]) && doc.descendants(cell).take(MAX_LISTING_NODES).any(is_line)
}

/// Whether an element of a table lays it out, and holds no text itself.
pub(crate) fn is_layout(doc: &Document, id: NodeId) -> bool {
    matches!(doc.tag(id), Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
}

/// Whether an element is a caption, or is called one.
pub(crate) fn is_caption(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Tag::Figcaption || has_token(doc, id, &CAPTIONS)
}

/// The caption that a line of text stands in.
pub(crate) fn caption_around(doc: &Document, block: NodeId) -> Option<NodeId> {
    let mut around = std::iter::once(block).chain(doc.ancestors(block)).take(MAX_CAPTION_LEVELS);
    around.find(|&id| is_caption(doc, id))
}

/// Whether an element holds pictures, what is called their caption, and no other text.
pub(crate) fn is_figure(doc: &Document, id: NodeId) -> bool {
    // As Blogger has it.
    if doc.tag(id) == Tag::Table {
        return has_token(doc, id, &["tr-caption-container"]);
    }
    let is_named = |child: NodeId| has_token(doc, child, &CAPTIONS);
    if !matches!(doc.tag(id), Tag::Div | Tag::Dl | Tag::Section)
        || !doc.children(id).take(MAX_CHILDREN).any(is_named)
    {
        return false;
    }
    let (mut nodes, mut has_picture, mut walk) = (0, false, doc.walk(id));
    while let Some(visit) = walk.next() {
        let Visit::Enter(node) = visit else { continue };
        nodes += 1;
        if is_named(node) {
            // What has a heading of its own is a card.
            if doc.descendants(node).take(MAX_FIGURE_NODES).any(|n| doc.tag(n).heading_level().is_some()) {
                return false;
            }
            walk.skip_children(node);
        } else if nodes > MAX_FIGURE_NODES || !doc.text(node).trim_ascii().is_empty() {
            return false;
        }
        has_picture |= doc.tag(node) == Tag::Img;
    }
    has_picture
}
