//! Table -> the rows of a Markdown table: a line of text for each cell.
//!
//! Cells that span several columns or rows are followed by empty ones, since Markdown has no spans.

use super::inline::{Place, render};
use super::markdown::Markdown;
use crate::article::{Block, Cell, Figure, Inline, Row, Table};

/// Empty cells a table may be padded with for each cell it has, and beyond that altogether: spans are the page's say,
/// and three bytes of `colspan=1000` are not worth a thousand cells.
const MAX_PADDING_RATIO: usize = 4;
const MAX_PADDING: usize = 1000;

/// Whether Markdown's tables cannot say what this one does: cells span others or hold more than lines.
pub(super) fn exceeds_pipes(table: &Table) -> bool {
    let is_line = |block: &Block| matches!(block, Block::Paragraph(_));
    table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        cell.columns > 1 || cell.rows > 1 || cell.content.len() > 1 || !cell.content.iter().all(is_line)
    })
}

pub(super) fn padding_budget(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.cells.len()).sum::<usize>() * MAX_PADDING_RATIO + MAX_PADDING
}

/// The rows' cells as text, with empty ones where a cell spans.
pub(super) fn grid(rows: &[Row], style: Markdown) -> Vec<Vec<String>> {
    let mut padding = padding_budget(rows);
    // By column: rows still covered from above.
    let mut covered: Vec<u16> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line: Vec<String> = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            cover(&mut line, &mut covered, &mut padding);
            let columns = usize::from(cell.columns.max(1));
            let columns = if columns - 1 <= padding { columns } else { 1 };
            padding -= columns - 1;
            for column in 0..columns {
                if covered.len() <= line.len() {
                    covered.push(0);
                }
                if let Some(below) = covered.get_mut(line.len()) {
                    *below = cell.rows.max(1) - 1;
                }
                line.push(if column == 0 { cell_text(cell, style) } else { String::new() });
            }
        }
        cover(&mut line, &mut covered, &mut padding);
        for below in covered.iter_mut().skip(line.len()) {
            *below = below.saturating_sub(1);
        }
        out.push(line);
    }
    out
}

/// Adds empty cells for the columns a cell above covers.
fn cover(line: &mut Vec<String>, covered: &mut [u16], padding: &mut usize) {
    while let Some(below) = covered.get_mut(line.len())
        && *below > 0
        && *padding > 0
    {
        *below -= 1;
        *padding -= 1;
        line.push(String::new());
    }
}

/// A cell's blocks on one line.
fn cell_text(cell: &Cell, style: Markdown) -> String {
    let mut content = Vec::new();
    flatten(&cell.content, &mut content);
    render(&content, Place::Cell, style, 0)
}

/// Whether a cell refers to a note.
pub(super) fn has_notes(table: &Table) -> bool {
    fn refers(inline: &Inline) -> bool {
        matches!(inline, Inline::NoteReference(_)) || inline.content().iter().any(refers)
    }
    let mut content = table.caption.clone();
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.for_each(|cell| flatten(&cell.content, &mut content));
    content.iter().any(refers)
}

fn flatten(blocks: &[Block], out: &mut Vec<Inline>) {
    let mut add = |content: &[Inline]| {
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend_from_slice(content);
    };
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => {
                add(content);
            }
            Block::Code { text, .. } => {
                text.split('\n').for_each(|line| add(&[Inline::Code(line.to_owned())]));
            }
            Block::Math(tex) => add(&[Inline::Math(tex.clone())]),
            Block::Figure(figure) => flatten_figure(figure, &mut add),
            Block::Gallery(figures) => figures.iter().for_each(|figure| flatten_figure(figure, &mut add)),
            Block::List(list) => list.items.iter().for_each(|item| flatten_into(&item.blocks, &mut add)),
            Block::Quote(quote) => {
                flatten_into(&quote.blocks, &mut add);
                add(&super::attribution(&quote.attribution));
            }
            Block::Post(post) => {
                add(&super::post_head(post));
                flatten_into(&post.blocks, &mut add);
            }
            Block::Details(details) => {
                add(&details.summary);
                flatten_into(&details.blocks, &mut add);
            }
            Block::Callout(callout) => {
                add(&callout.title);
                flatten_into(&callout.blocks, &mut add);
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| add(term));
                    definition.descriptions.iter().for_each(|d| flatten_into(d, &mut add));
                }
            }
            Block::Table(table) => {
                add(&table.caption);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| flatten_into(&cell.content, &mut add));
            }
            Block::Embed(_) | Block::Rule => {}
        }
    }
}

fn flatten_figure(figure: &Figure, add: &mut impl FnMut(&[Inline])) {
    figure.images.iter().for_each(|image| add(&[Inline::Image(image.clone())]));
    add(&figure.caption);
    add(&figure.credit);
}

fn flatten_into(blocks: &[Block], add: &mut impl FnMut(&[Inline])) {
    let mut content = Vec::new();
    flatten(blocks, &mut content);
    add(&content);
}
