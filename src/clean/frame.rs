//! The stack of open containers: what each collects, and what it hands to the one around it when it ends.

use super::compose::{figure, heading, inlines, list};
use super::table;
use crate::article::{Block, Callout, Cell, Definition, Details, Inline, Item, List, Row};
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
    /// And whether its task is done, if it states one.
    Item(Option<bool>),
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
    Callout(Callout),
    /// The heading of a callout.
    CalloutTitle,
    Details(Details),
    Summary,
    /// A note, whose blocks go to the article's notes.
    Note(usize),
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
                | FrameKind::Callout(_)
                | FrameKind::Details(_)
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
        let mut blocks = self.blocks;
        // A page may have hundreds of thousands of cells and items, most of one block.
        blocks.shrink_to_fit();
        match self.kind {
            FrameKind::Transparent | FrameKind::Note(_) => parent.extend(blocks),
            FrameKind::Quote | FrameKind::Callout(_) if blocks.is_empty() => {}
            FrameKind::Callout(callout) => parent.push(Block::Callout(Callout { blocks, ..callout })),
            FrameKind::Details(details) if details.summary.is_empty() || blocks.is_empty() => {
                if !details.summary.is_empty() {
                    parent.push(Block::Paragraph(details.summary));
                }
                parent.extend(blocks);
            }
            FrameKind::Details(details) => parent.push(Block::Details(Details { blocks, ..details })),
            FrameKind::Summary => {
                let is_line = blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
                match &mut parent.kind {
                    FrameKind::Details(details) if is_line && parent.blocks.is_empty() => {
                        details.summary = inlines(blocks, &Inline::Text(" ".into()));
                    }
                    // A heading stays one.
                    _ => parent.extend(blocks),
                }
            }
            FrameKind::CalloutTitle => {
                if let FrameKind::Callout(callout) = &mut parent.kind {
                    callout.title = inlines(blocks, &Inline::Text(" ".into()));
                }
            }
            FrameKind::Quote => parent.push(Block::Quote(blocks)),
            FrameKind::List(mut items) => {
                add_loose(&mut items, blocks);
                parent.extend(list(items, parent.blocks.last()));
            }
            FrameKind::Item(done) => {
                let (done, blocks) = task(done, blocks);
                let loose = std::mem::take(&mut parent.blocks);
                if let FrameKind::List(list) = &mut parent.kind {
                    add_loose(list, loose);
                    if !blocks.is_empty() {
                        list.items.push(Item { done, blocks });
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

/// Takes the sign of a box off the beginning of an item.
fn task(done: Option<bool>, mut blocks: Vec<Block>) -> (Option<bool>, Vec<Block>) {
    if let Some(Block::Paragraph(content)) = blocks.first_mut()
        && let Some(Inline::Text(text)) = content.first_mut()
    {
        for (sign, is_done) in [("☐ ", false), ("☑ ", true), ("☒ ", true)] {
            if let Some(rest) = text.strip_prefix(sign).filter(|rest| !rest.is_empty()) {
                *text = rest.to_owned();
                return (Some(is_done), blocks);
            }
        }
    }
    (done, blocks)
}

/// Adds blocks that stand in a list but in no item: a nested list to the item it follows, anything else as an item.
fn add_loose(list: &mut List, loose: Vec<Block>) {
    if loose.is_empty() {
        return;
    }
    let lists_only = loose.iter().all(|block| matches!(block, Block::List(_)));
    match list.items.last_mut() {
        Some(last) if lists_only => last.blocks.extend(loose),
        _ => list.items.push(loose.into()),
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
        list.items.push(blocks.into());
    } else {
        parent.push(Block::List(List { start: None, items: vec![blocks.into()] }));
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
