//! `<table>`: data, or a grid that only lays the page out?
//!
//! Decided once the table is built, from its blocks, so that nothing is looked at twice.

use html5ever::local_name;

use crate::article::{Block, Cell, Inline, Row, Table};
use crate::dom::{Document, NodeId};

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

    /// The table, or the blocks of its cells one after the other if it only lays them out.
    pub(super) fn finish(self) -> Vec<Block> {
        if self.is_layout() {
            let mut blocks = Vec::new();
            if !self.caption.is_empty() {
                blocks.push(Block::Paragraph(self.caption));
            }
            blocks.extend(self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.content));
            return blocks;
        }
        vec![Block::Table(Table { caption: self.caption, rows: self.rows })]
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

/// Blocks that begin or make up a section of a page.
fn is_section(block: &Block) -> bool {
    matches!(block, Block::Heading { .. } | Block::Table(_) | Block::Rule)
}

/// Whether a cell holds more than a datum.
fn is_rich(content: &[Block]) -> bool {
    content.len() > 2
        || content.iter().any(|block| {
            is_section(block)
                || matches!(block, Block::Quote(_) | Block::Definitions(_))
                || (content.len() > 1 && matches!(block, Block::Code { .. } | Block::List(_)))
        })
}

/// A cell without its content.
pub(super) fn cell(doc: &Document, id: NodeId, header: bool) -> Cell {
    let span = |name| {
        let value = doc.attr(id, name).and_then(|value| value.trim_ascii().parse::<u64>().ok()).unwrap_or(1);
        u16::try_from(value).unwrap_or(u16::MAX).clamp(1, doc.limits().max_table_span)
    };
    Cell {
        header,
        columns: span(&local_name!("colspan")),
        rows: span(&local_name!("rowspan")),
        content: Vec::new(),
    }
}
