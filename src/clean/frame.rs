//! The stack of open containers: what each collects, and what it hands to the one around it when it ends.

use super::compose::{figure, heading, inlines, list};
use super::table;
use crate::article::{Block, Cell, Definition, Inline, List, Row};
use crate::dom::NodeId;

/// An element whose blocks are being collected.
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) kind: FrameKind,
    pub(super) blocks: Vec<Block>,
    /// `<hr>` was seen since the last block.
    pub(super) rule: bool,
    /// The last block is a list made of `<li>`s that stand in no list.
    stray_list: bool,
}

pub(super) enum FrameKind {
    /// The root, and whatever passes its blocks on as they are.
    Transparent,
    Quote,
    List(List),
    Item,
    StrayItem,
    Definitions(Vec<Definition>),
    Term,
    Description,
    Table(table::Building),
    Row(Row),
    Cell(Cell),
    /// `<caption>` of a table, `<figcaption>` of a figure.
    Caption,
    Figure(Vec<Inline>),
    Heading(u8),
}

impl Frame {
    pub(super) fn new(node: NodeId, kind: FrameKind) -> Self {
        Frame { node, kind, blocks: Vec::new(), rule: false, stray_list: false }
    }

    pub(super) fn push(&mut self, block: Block) {
        if std::mem::take(&mut self.rule) && !self.blocks.is_empty() {
            self.blocks.push(Block::Rule);
        }
        self.stray_list = false;
        self.blocks.push(block);
    }

    fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        for block in blocks {
            self.push(block);
        }
    }
}

impl FrameKind {
    /// Whether it is a level of nesting in the result.
    pub(super) fn nests(&self) -> bool {
        matches!(
            self,
            FrameKind::Quote
                | FrameKind::List(_)
                | FrameKind::StrayItem
                | FrameKind::Definitions(_)
                | FrameKind::Table(_)
        )
    }
}

impl Frame {
    /// Turns a finished frame into what the frame around it takes.
    pub(super) fn close(self, parent: &mut Frame) {
        let blocks = self.blocks;
        match self.kind {
            FrameKind::Transparent => parent.extend(blocks),
            FrameKind::Quote if blocks.is_empty() => {}
            FrameKind::Quote => parent.push(Block::Quote(blocks)),
            FrameKind::List(mut items) => {
                add_loose(&mut items, blocks);
                parent.extend(list(items, parent.blocks.last()));
            }
            FrameKind::Item => {
                let loose = std::mem::take(&mut parent.blocks);
                if let FrameKind::List(list) = &mut parent.kind {
                    add_loose(list, loose);
                    if !blocks.is_empty() {
                        list.items.push(blocks);
                    }
                }
            }
            FrameKind::StrayItem => stray_item(parent, blocks),
            FrameKind::Definitions(mut definitions) => {
                add_description(&mut definitions, blocks);
                // Without terms it is a list by another name.
                if definitions.iter().all(|d| d.terms.is_empty()) {
                    parent.extend(definitions.into_iter().flat_map(|d| d.descriptions).flatten());
                } else {
                    parent.push(Block::Definitions(definitions));
                }
            }
            FrameKind::Term => {
                let term = inlines(blocks, &Inline::LineBreak);
                if let FrameKind::Definitions(definitions) = &mut parent.kind {
                    match definitions.last_mut().filter(|last| last.descriptions.is_empty()) {
                        Some(last) => last.terms.push(term),
                        None => definitions.push(Definition { terms: vec![term], descriptions: Vec::new() }),
                    }
                }
            }
            FrameKind::Description => {
                if let FrameKind::Definitions(definitions) = &mut parent.kind {
                    add_description(definitions, blocks);
                }
            }
            FrameKind::Table(table) => {
                parent.extend(blocks);
                parent.extend(table.finish());
            }
            FrameKind::Row(row) => {
                parent.blocks.extend(blocks);
                if let FrameKind::Table(table) = &mut parent.kind
                    && !row.cells.is_empty()
                {
                    table.rows.push(row);
                }
            }
            FrameKind::Cell(mut cell) => {
                if let FrameKind::Row(row) = &mut parent.kind {
                    cell.content = blocks;
                    row.cells.push(cell);
                }
            }
            FrameKind::Caption => {
                let caption = match &mut parent.kind {
                    FrameKind::Table(table) => &mut table.caption,
                    FrameKind::Figure(caption) => caption,
                    _ => return,
                };
                if !caption.is_empty() {
                    caption.push(Inline::LineBreak);
                }
                caption.extend(inlines(blocks, &Inline::LineBreak));
            }
            FrameKind::Figure(caption) => parent.extend(figure(blocks, caption)),
            FrameKind::Heading(level) => parent.extend(heading(level, blocks)),
        }
    }
}

/// Adds blocks that stand in a list but in no item: a nested list to the item it follows, anything else as an item.
fn add_loose(list: &mut List, loose: Vec<Block>) {
    if loose.is_empty() {
        return;
    }
    let lists_only = loose.iter().all(|block| matches!(block, Block::List(_)));
    match list.items.last_mut() {
        Some(last) if lists_only => last.extend(loose),
        _ => list.items.push(loose),
    }
}

fn stray_item(parent: &mut Frame, blocks: Vec<Block>) {
    if blocks.is_empty() {
        return;
    }
    if parent.stray_list
        && !parent.rule
        && let Some(Block::List(list)) = parent.blocks.last_mut()
    {
        list.items.push(blocks);
    } else {
        parent.push(Block::List(List { start: None, items: vec![blocks] }));
        parent.stray_list = true;
    }
}

fn add_description(definitions: &mut Vec<Definition>, blocks: Vec<Block>) {
    if blocks.is_empty() {
        return;
    }
    match definitions.last_mut() {
        Some(last) => last.descriptions.push(blocks),
        None => definitions.push(Definition { terms: Vec::new(), descriptions: vec![blocks] }),
    }
}
