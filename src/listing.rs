//! Code listed line by line in the rows of a table, as sites that show files do: a number beside each line.

use crate::dom::{Document, NodeId, Tag};

/// Nodes of a table among which its first line of code is.
const MAX_NODES: usize = 24;

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

/// Whether a table lists code.
pub(crate) fn is_listing(doc: &Document, table: NodeId) -> bool {
    doc.tag(table) == Tag::Table
        && doc
            .descendants(table)
            .take(MAX_NODES)
            .take_while(|&id| !matches!(doc.tag(id), Tag::Pre | Tag::Th))
            .any(|id| doc.tag(id) == Tag::Td && is_line(doc, id))
}

/// Whether an element of a listing lays it out, and holds no text of a line itself.
pub(crate) fn is_frame(doc: &Document, id: NodeId) -> bool {
    matches!(doc.tag(id), Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
}

fn is_line(doc: &Document, cell: NodeId) -> bool {
    doc.class(cell)
        .split_ascii_whitespace()
        .any(|token| LINES.iter().any(|line| token.eq_ignore_ascii_case(line)))
}
