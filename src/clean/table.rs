//! `<table>`: data, or a grid that only lays the page out?
//!
//! Decided once the table is built, from its blocks, so that nothing is looked at twice.

use html5ever::local_name;

use super::placed::{Origin, Placed};
use crate::article::{Block, Cell, Inline, Row, Table};
use crate::dom::{Document, NodeId, Tag};

/// A table being built.
#[derive(Default)]
pub(super) struct Building {
    pub(super) rows: Vec<Row>,
    pub(super) caption: Vec<Inline>,
    /// A table stands within one of its cells.
    pub(super) nested: bool,
    /// The page says that it is no table (`role=presentation`).
    pub(super) presentation: bool,
}

impl Building {
    pub(super) fn new(doc: &Document, id: NodeId) -> Self {
        let presentation = doc
            .attr_named(id, "role")
            .is_some_and(|r| r.eq_ignore_ascii_case("presentation") || r.eq_ignore_ascii_case("none"));
        Building { presentation, ..Building::default() }
    }

    /// The table, or the blocks of its cells one after the other if it only lays them out. `within`: their origins.
    pub(super) fn finish(self, within: Vec<Origin>, node: NodeId) -> Placed {
        if self.is_layout() {
            let mut content = Placed::default();
            if !self.caption.is_empty() {
                content.push(node, Block::Paragraph(self.caption));
            }
            let cells = self.rows.into_iter().flat_map(|row| row.cells);
            let blocks = cells.flat_map(|cell| cell.content).collect();
            content.append(Placed { blocks, origins: within });
            return content;
        }
        let mut rows = self.rows;
        within_bounds(&mut rows);
        Placed::around(node, Block::Table(Table { caption: self.caption, rows }), within)
    }

    fn is_layout(&self) -> bool {
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if self.presentation || self.nested || columns <= 1 {
            return true;
        }
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let labelled = !self.caption.is_empty() || cells().any(|cell| cell.header);
        if labelled {
            // Even a table with headers is no table if whole sections stand in its cells.
            return cells().any(|cell| cell.content.iter().any(is_section));
        }
        self.rows.len() <= 1 || cells().any(|cell| is_rich(&cell.content))
    }
}

/// Ends the spans of cells where the table ends.
fn within_bounds(rows: &mut [Row]) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        let below = u16::try_from(count - index).unwrap_or(u16::MAX);
        row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(below));
    }
}

/// Whether a cell heads its column or row: `<th>`, its role, or a cell of `<thead>`.
pub(super) fn is_header(doc: &Document, id: NodeId) -> bool {
    let role = doc.attr_named(id, "role").unwrap_or_default();
    doc.tag(id) == Tag::Th
        || matches!(role, "columnheader" | "rowheader")
        || doc.ancestors(id).nth(1).is_some_and(|group| doc.tag(group) == Tag::Thead)
}

/// Blocks that begin or make up a section of a page.
fn is_section(block: &Block) -> bool {
    matches!(block, Block::Heading { .. } | Block::Table(_) | Block::Rule)
}

/// Whether a cell holds more than a datum.
fn is_rich(content: &[Block]) -> bool {
    content.len() > 2
        || content.iter().any(|block| {
            is_section(block)
                || matches!(block, Block::Quote(_) | Block::Post(_) | Block::Definitions(_))
                || (content.len() > 1 && matches!(block, Block::Code { .. } | Block::List(_)))
        })
}

/// A cell without its content.
pub(super) fn cell(doc: &Document, id: NodeId) -> Cell {
    let span = |name| {
        let value = doc.attr(id, name).and_then(|value| value.trim_ascii().parse::<u64>().ok());
        value.map(|value| u16::try_from(value).unwrap_or(u16::MAX).min(doc.limits().max_table_span))
    };
    Cell {
        header: is_header(doc, id),
        columns: span(&local_name!("colspan")).unwrap_or(1).max(1),
        // None: to the end of the table.
        rows: span(&local_name!("rowspan"))
            .map_or(1, |rows| if rows == 0 { doc.limits().max_table_span } else { rows }),
        content: Vec::new(),
    }
}
