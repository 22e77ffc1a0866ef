//! The stack of open containers: what each collects, and what it hands to the one around it when it ends.

use super::compose::{figure, gallery, heading, inlines, list, text_of, verse};
use super::notes::is_title_of_notes;
use super::{quote, table};
use crate::article::{
    Block, Callout, Cell, Definition, Details, Figure, Inline, Item, List, Post, Quote, Row,
};
use crate::dom::NodeId;

/// An element whose blocks are being collected.
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) kind: FrameKind,
    pub(super) blocks: Vec<Block>,
    /// The element each block was made of.
    pub(super) nodes: Vec<NodeId>,
    /// The element of the blocks pushed next.
    pub(super) at: NodeId,
    /// The `<hr>` seen since the last block.
    pub(super) rule: Option<NodeId>,
    /// The last block is a list made of `<li>`s that stand in no list.
    stray_list: bool,
    /// The last block is a heading, and notes stood under it.
    notes_follow: bool,
}

pub(super) enum FrameKind {
    /// The root, and whatever passes its blocks on as they are.
    Transparent,
    Quote(Quote),
    /// A post of a social network, quoted; and its URL.
    Social(Option<String>),
    /// A forum post or comment, and whether its author or date was kept as text.
    Post(Post, bool),
    /// Whose the quotation is.
    Attribution,
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
    /// `<caption>` of a table, `<figcaption>` of a figure, with the credit in it.
    Caption(Vec<Inline>),
    Credit,
    /// With its caption.
    Figure(Figure),
    Gallery,
    Verse,
    Heading(u8, Option<String>),
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
        Frame {
            node,
            kind,
            blocks: Vec::new(),
            nodes: Vec::new(),
            at: node,
            rule: None,
            stray_list: false,
            notes_follow: false,
        }
    }

    /// Notes that go to the article's notes stand here: a heading over nothing else goes with them.
    pub(super) fn see_notes(&mut self) {
        self.notes_follow |= matches!(self.blocks.last(), Some(Block::Heading { .. }));
    }

    /// Takes back a heading under which nothing but notes stood, unless it refers to one. `next`: the level of the heading
    /// that follows.
    fn settle_notes(&mut self, next: u8) {
        if std::mem::take(&mut self.notes_follow)
            && self
                .blocks
                .pop_if(|last| {
                    matches!(last, Block::Heading { level, content, .. } if *level >= next && !refers_to_note(content))
                })
                .is_some()
        {
            self.nodes.pop();
        }
    }

    pub(super) fn push(&mut self, block: Block) {
        match block {
            Block::Heading { level, .. } => self.settle_notes(level),
            _ => self.notes_follow = false,
        }
        if let Some(rule) = self.rule.take()
            && !self.blocks.is_empty()
        {
            self.blocks.push(Block::Rule);
            self.nodes.push(rule);
        }
        self.stray_list = false;
        self.blocks.push(block);
        self.nodes.push(self.at);
    }

    /// The last block, if it is code in a language and ends with an element.
    pub(super) fn code_ending_in(&mut self, node: NodeId, in_language: Option<&str>) -> Option<&mut String> {
        if self.at != node {
            return None;
        }
        match self.blocks.last_mut() {
            Some(Block::Code { language, text }) if language.as_deref() == in_language => Some(text),
            _ => None,
        }
    }

    fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        for block in blocks {
            self.push(block);
        }
    }

    /// Takes the blocks of an element that stands for nothing itself, with the elements each was made of if they are
    /// the same blocks.
    fn pass_on(&mut self, blocks: Vec<Block>, nodes: &[NodeId]) {
        let same = blocks.len() == nodes.len();
        for (index, block) in blocks.into_iter().enumerate() {
            self.at = nodes.get(index).copied().filter(|_| same).unwrap_or(self.at);
            self.push(block);
        }
    }
}

impl Frame {
    /// What was collected at the root, and the element each block was made of.
    pub(super) fn into_blocks(mut self) -> (Vec<Block>, Vec<NodeId>) {
        // Renderings have the notes there: a heading that says more than "Notes" stays over them.
        let says_more = matches!(self.blocks.last(), Some(Block::Heading { content, .. }) if !is_title_of_notes(&text_of(content)));
        if !says_more {
            self.settle_notes(0);
        }
        (self.blocks, self.nodes)
    }
}

impl FrameKind {
    /// Whether it is a level of nesting in the result.
    pub(super) fn nests(&self) -> bool {
        matches!(
            self,
            FrameKind::Quote(_)
                | FrameKind::Social(_)
                | FrameKind::Post(..)
                | FrameKind::Callout(_)
                | FrameKind::Details(_)
                | FrameKind::List(_)
                | FrameKind::StrayItem
                | FrameKind::Definitions(_)
                | FrameKind::Table(_)
        )
    }
}

fn refers_to_note(content: &[Inline]) -> bool {
    // The cleaner bounds how deep styles nest.
    content
        .iter()
        .any(|inline| matches!(inline, Inline::NoteReference(_)) || refers_to_note(inline.content()))
}

/// Whether a box holds no words of its own.
fn says_nothing(callout: &Callout, blocks: &[Block]) -> bool {
    let is_other = |block: &Block| matches!(block, Block::Figure(_) | Block::Quote(_) | Block::Embed(_));
    callout.title.is_empty() && blocks.iter().all(is_other)
}

/// A callout whose class tells no kind is a note.
fn named(mut callout: Callout) -> Callout {
    if callout.kind.is_empty() {
        "note".clone_into(&mut callout.kind);
    }
    callout
}

impl Frame {
    /// Turns a finished frame into what the frame around it takes.
    pub(super) fn close(mut self, parent: &mut Frame) {
        let passes_on = matches!(self.kind, FrameKind::Transparent);
        if !passes_on {
            self.settle_notes(0);
        }
        let notes_follow = self.notes_follow;
        let (mut blocks, nodes) = (self.blocks, self.nodes);
        // A page may have hundreds of thousands of cells and items, most of one block.
        blocks.shrink_to_fit();
        parent.at = self.node;
        match self.kind {
            FrameKind::Transparent | FrameKind::Note(_) => {
                parent.pass_on(blocks, &nodes);
                parent.notes_follow |= notes_follow;
            }
            FrameKind::Callout(_) if blocks.is_empty() => {}
            // Themes name what they set apart in any way so: pictures, quotations.
            FrameKind::Callout(callout) if callout.kind.is_empty() && says_nothing(&callout, &blocks) => {
                parent.pass_on(blocks, &nodes);
            }
            FrameKind::Callout(callout) => parent.push(Block::Callout(named(Callout { blocks, ..callout }))),
            FrameKind::Details(details) if details.summary.is_empty() || blocks.is_empty() => {
                if !details.summary.is_empty() {
                    parent.push(Block::Paragraph(details.summary));
                }
                parent.pass_on(blocks, &nodes);
            }
            FrameKind::Details(details) => parent.push(Block::Details(Details { blocks, ..details })),
            FrameKind::Quote(quote) => parent.extend(quote::finish(quote, blocks)),
            FrameKind::Social(url) => parent.extend(quote::social(url, blocks)),
            FrameKind::Post(post, is_printed) => close_post(post, is_printed, blocks, parent),
            FrameKind::List(mut items) => {
                add_loose(&mut items, blocks);
                parent.extend(list(items, parent.blocks.last()));
            }
            FrameKind::Gallery => parent.pass_on(gallery(blocks), &nodes),
            FrameKind::Verse => parent.pass_on(verse(blocks), &nodes),
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
            FrameKind::Table(table) => {
                parent.extend(blocks);
                parent.pass_on(table.finish(), &nodes);
            }
            FrameKind::Figure(of) => parent.pass_on(figure(blocks, of), &nodes),
            FrameKind::Heading(level, id) => parent.pass_on(heading(level, id, blocks), &nodes),
            part => close_part(part, blocks, nodes, parent),
        }
    }
}

/// Hands what is a part of the container around it to that.
fn close_part(part: FrameKind, blocks: Vec<Block>, nodes: Vec<NodeId>, parent: &mut Frame) {
    match part {
        FrameKind::Summary => {
            let is_line = blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
            match &mut parent.kind {
                FrameKind::Details(details) if is_line && parent.blocks.is_empty() => {
                    details.summary = inlines(blocks, &Inline::Text(" ".into()));
                }
                // A heading stays one.
                _ => parent.pass_on(blocks, &nodes),
            }
        }
        FrameKind::CalloutTitle => {
            if let FrameKind::Callout(callout) = &mut parent.kind {
                callout.title = inlines(blocks, &Inline::Text(" ".into()));
            }
        }
        FrameKind::Attribution => match &mut parent.kind {
            FrameKind::Quote(quote) if quote.attribution.is_empty() => {
                quote.attribution = inlines(blocks, &Inline::Text(" ".into()));
            }
            _ => parent.pass_on(blocks, &nodes),
        },
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
        FrameKind::Row(row) => {
            parent.blocks.extend(blocks);
            parent.nodes.extend(nodes);
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
                parent.nodes.extend(nodes);
            }
        }
        FrameKind::Caption(credit) => {
            let caption = match &mut parent.kind {
                FrameKind::Table(table) => {
                    add_line(&mut table.caption, credit);
                    &mut table.caption
                }
                FrameKind::Figure(figure) => {
                    add_line(&mut figure.credit, credit);
                    &mut figure.caption
                }
                _ => return,
            };
            add_line(caption, inlines(blocks, &Inline::LineBreak));
        }
        FrameKind::Credit => {
            let line = inlines(blocks, &Inline::LineBreak);
            match &mut parent.kind {
                FrameKind::Caption(credit) => add_line(credit, line),
                FrameKind::Figure(figure) => add_line(&mut figure.credit, line),
                _ => {}
            }
        }
        FrameKind::Transparent
        | FrameKind::Note(_)
        | FrameKind::Callout(_)
        | FrameKind::Details(_)
        | FrameKind::Quote(_)
        | FrameKind::Social(_)
        | FrameKind::Post(..)
        | FrameKind::List(_)
        | FrameKind::StrayItem
        | FrameKind::Gallery
        | FrameKind::Verse
        | FrameKind::Definitions(_)
        | FrameKind::Table(_)
        | FrameKind::Figure(_)
        | FrameKind::Heading(..) => parent.pass_on(blocks, &nodes),
    }
}

/// Adds a line to a caption.
fn add_line(caption: &mut Vec<Inline>, line: Vec<Inline>) {
    if !caption.is_empty() && !line.is_empty() {
        caption.push(Inline::LineBreak);
    }
    caption.extend(line);
}

/// A post, or its author and date alone where nothing of it was kept but they were.
fn close_post(post: Post, is_printed: bool, mut blocks: Vec<Block>, parent: &mut Frame) {
    drop_dividers(&mut blocks);
    if blocks.is_empty() {
        let name = post.author.map(|author| author.name).unwrap_or_default();
        let line = [name, post.date].join(" ");
        if is_printed && !line.trim().is_empty() {
            parent.push(Block::Paragraph(vec![Inline::Text(line.trim().to_owned())]));
        }
        return;
    }
    let post = Block::Post(Post { blocks, ..post });
    let loose = match &parent.kind {
        FrameKind::List(_) => std::mem::take(&mut parent.blocks),
        _ => Vec::new(),
    };
    match &mut parent.kind {
        FrameKind::List(list) => {
            add_loose(list, loose);
            list.items.push(vec![post].into());
        }
        _ => parent.push(post),
    }
}

/// Removes what stood between the name and the date of a post: dots and strokes.
fn drop_dividers(blocks: &mut Vec<Block>) {
    let is_divider = |block: &Block| {
        matches!(block, Block::Paragraph(content)
            if content.iter().all(|i| matches!(i, Inline::Text(text) if !text.contains(char::is_alphanumeric))))
    };
    let dividers = blocks.iter().take_while(|block| is_divider(block)).count();
    blocks.drain(..dividers);
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
        && parent.rule.is_none()
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
