//! The stack of open containers: what each collects, and what it hands to the one around it when it ends.

use super::compose::{figure, gallery, heading, inlines, list, text_of, verse};
use super::list::Counter;
use super::notes::is_title_of_notes;
use super::placed::{Origin, Placed};
use super::{callout, quote, table};
use crate::article::{
    Block, Callout, Cell, Definition, Details, Figure, Inline, Item, List, Post, Quote, Row,
};
use crate::dom::NodeId;

/// An element whose blocks are being collected.
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) kind: FrameKind,
    pub(super) content: Placed,
    /// The origins of the blocks that its items, cells and descriptions hold.
    within: Vec<Origin>,
    /// The element of the blocks pushed next.
    pub(super) at: NodeId,
    /// The `<hr>` seen since the last block.
    pub(super) rule: Option<NodeId>,
    /// Where the origin of the last block is, if that is a list made of `<li>`s that stand in no list.
    stray_list: Option<usize>,
    /// The last block is a heading, and notes stood under it.
    notes_follow: bool,
}

pub(super) enum FrameKind {
    /// The root, and whatever passes its blocks on as they are.
    Transparent,
    /// And whom its attributes say that it quotes.
    Quote(Quote, Vec<Inline>),
    /// A post of a social network, quoted; and its URL.
    Social(Option<String>),
    /// A forum post or comment, and whether its author or date was kept as text.
    Post(Post, bool),
    /// Whose the quotation is.
    Attribution,
    /// And what counts its items.
    List(List, Counter),
    /// Whether its task is done, if it states one, and its number on the page.
    Item(Option<bool>, Option<i64>),
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
            content: Placed::default(),
            within: Vec::new(),
            at: node,
            rule: None,
            stray_list: None,
            notes_follow: false,
        }
    }

    /// Notes that go to the article's notes stand here: a heading over nothing else goes with them.
    pub(super) fn see_notes(&mut self) {
        self.notes_follow |= matches!(self.content.last(), Some(Block::Heading { .. }));
    }

    /// Takes back a heading under which nothing but notes stood, unless it refers to one. `next`: the level of the heading
    /// that follows.
    fn settle_notes(&mut self, next: u8) {
        if std::mem::take(&mut self.notes_follow) {
            self.content.pop_leaf_if(|last| {
                matches!(last, Block::Heading { level, content, .. } if *level >= next && !refers_to_note(content))
            });
        }
    }

    /// Before a block is added.
    fn make_way(&mut self, block: &Block) {
        match *block {
            Block::Heading { level, .. } => self.settle_notes(level),
            _ => self.notes_follow = false,
        }
        if let Some(rule) = self.rule.take()
            && !self.content.is_empty()
        {
            self.content.push(rule, Block::Rule);
        }
        self.stray_list = None;
    }

    pub(super) fn push(&mut self, block: Block) {
        self.push_around(block, Vec::new());
    }

    fn push_around(&mut self, block: Block, inner: Vec<Origin>) {
        self.make_way(&block);
        self.content.push_around(self.at, block, inner);
    }

    /// The last block, if it is code in a language and ends with an element.
    pub(super) fn code_ending_in(&mut self, node: NodeId, in_language: Option<&str>) -> Option<&mut String> {
        if self.at != node {
            return None;
        }
        match self.content.blocks.last_mut() {
            Some(Block::Code { language, text }) if language.as_deref() == in_language => Some(text),
            _ => None,
        }
    }

    /// Takes the blocks of an element that stands for nothing itself.
    fn take(&mut self, Placed { blocks, origins }: Placed) {
        for (block, origins) in blocks.into_iter().zip(Origin::each(&origins)) {
            self.make_way(&block);
            self.content.push_with(block, origins);
        }
    }
}

impl Frame {
    /// What was collected at the root.
    pub(super) fn into_content(mut self) -> Placed {
        // Renderings have the notes there: a heading that says more than "Notes" stays over them.
        let says_more = matches!(self.content.last(), Some(Block::Heading { content, .. }) if !is_title_of_notes(&text_of(content)));
        if !says_more {
            self.settle_notes(0);
        }
        self.content
    }
}

impl FrameKind {
    /// Whether it is a level of nesting in the result.
    pub(super) fn nests(&self) -> bool {
        matches!(
            self,
            FrameKind::Quote(..)
                | FrameKind::Social(_)
                | FrameKind::Post(..)
                | FrameKind::Callout(_)
                | FrameKind::Details(_)
                | FrameKind::List(..)
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
        let Frame { node, kind, mut content, mut within, notes_follow, .. } = self;
        // A page may have hundreds of thousands of cells and items, most of one block.
        content.blocks.shrink_to_fit();
        parent.at = node;
        match kind {
            FrameKind::Transparent | FrameKind::Note(_) => {
                parent.take(content);
                parent.notes_follow |= notes_follow;
            }
            FrameKind::Callout(callout) if content.is_empty() => {
                // A box with nothing but a heading.
                if !callout.title.is_empty() {
                    parent.push(Block::Paragraph(callout.title));
                }
            }
            // Themes name what they set apart in any way so: pictures, quotations.
            FrameKind::Callout(callout)
                if callout.kind.is_empty() && says_nothing(&callout, &content.blocks) =>
            {
                parent.take(content);
            }
            FrameKind::Callout(mut callout) => {
                let says_kind = |block: &Block| matches!(block, Block::Paragraph(line) if callout::says_kind(&callout.kind, &text_of(line)));
                if callout.title.is_empty()
                    && content.blocks.len() > 1
                    && content.blocks.first().is_some_and(says_kind)
                {
                    callout.title = content.take_first_line();
                }
                let Placed { blocks, origins } = content;
                parent.push_around(Block::Callout(named(Callout { blocks, ..callout })), origins);
            }
            FrameKind::Details(details) if details.summary.is_empty() || content.is_empty() => {
                if !details.summary.is_empty() {
                    parent.push(Block::Paragraph(details.summary));
                }
                parent.take(content);
            }
            FrameKind::Details(details) => {
                let Placed { blocks, origins } = content;
                parent.push_around(Block::Details(Details { blocks, ..details }), origins);
            }
            FrameKind::Quote(quote, named) => parent.take(quote::finish(quote, named, node, content)),
            FrameKind::Social(url) => parent.take(quote::social(url, node, content)),
            FrameKind::Post(post, is_printed) => close_post(post, is_printed, content, parent),
            FrameKind::List(mut items, mut counter) => {
                add_loose(&mut items, &mut counter, &mut within, content);
                parent.take(list(items, within, node, parent.content.last()));
            }
            FrameKind::Gallery => parent.take(gallery(content, node)),
            FrameKind::Verse => parent.take(verse(content, node)),
            FrameKind::StrayItem => stray_item(parent, content),
            FrameKind::Definitions(mut definitions) => {
                add_description(&mut definitions, &mut within, content);
                // Without terms it is a list by another name.
                if definitions.iter().all(|d| d.terms.is_empty()) {
                    let blocks = definitions.into_iter().flat_map(|d| d.descriptions).flatten().collect();
                    parent.take(Placed { blocks, origins: within });
                } else {
                    parent.push_around(Block::Definitions(definitions), within);
                }
            }
            FrameKind::Table(table) => {
                parent.take(content);
                parent.take(table.finish(within, node));
            }
            FrameKind::Figure(of) => parent.take(figure(content, of, node)),
            FrameKind::Heading(level, id) => parent.take(heading(level, id, content, node)),
            part => close_part(part, content, within, parent),
        }
    }
}

/// Hands what is a part of the container around it to that.
fn close_part(part: FrameKind, content: Placed, within: Vec<Origin>, parent: &mut Frame) {
    match part {
        FrameKind::Summary => {
            let is_line = content.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
            match &mut parent.kind {
                FrameKind::Details(details) if is_line && parent.content.is_empty() => {
                    details.summary = inlines(content.blocks, &Inline::Text(" ".into()));
                }
                // A heading stays one.
                _ => parent.take(content),
            }
        }
        FrameKind::CalloutTitle => {
            if let FrameKind::Callout(callout) = &mut parent.kind {
                callout.title = inlines(content.blocks, &Inline::Text(" ".into()));
            }
        }
        FrameKind::Attribution => match &mut parent.kind {
            FrameKind::Quote(quote, _) if quote.attribution.is_empty() => {
                quote.attribution = inlines(content.blocks, &Inline::Text(" ".into()));
            }
            _ => parent.take(content),
        },
        FrameKind::Item(done, number) => parent.add_item(done, number, content),
        FrameKind::Term => {
            let term = inlines(content.blocks, &Inline::LineBreak);
            if let FrameKind::Definitions(definitions) = &mut parent.kind {
                match definitions.last_mut().filter(|last| last.descriptions.is_empty()) {
                    Some(last) => last.terms.push(term),
                    None => definitions.push(Definition { terms: vec![term], descriptions: Vec::new() }),
                }
            }
        }
        FrameKind::Description => {
            if let FrameKind::Definitions(definitions) = &mut parent.kind {
                add_description(definitions, &mut parent.within, content);
            }
        }
        FrameKind::Row(row) => {
            parent.content.append(content);
            if let FrameKind::Table(table) = &mut parent.kind
                && !row.cells.is_empty()
            {
                table.rows.push(row);
                parent.within.extend(within);
            }
        }
        FrameKind::Cell(mut cell) => {
            if let FrameKind::Row(row) = &mut parent.kind {
                cell.content = content.blocks;
                row.cells.push(cell);
                parent.within.extend(content.origins);
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
            add_line(caption, inlines(content.blocks, &Inline::LineBreak));
        }
        FrameKind::Credit => {
            let line = inlines(content.blocks, &Inline::LineBreak);
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
        | FrameKind::Quote(..)
        | FrameKind::Social(_)
        | FrameKind::Post(..)
        | FrameKind::List(..)
        | FrameKind::StrayItem
        | FrameKind::Gallery
        | FrameKind::Verse
        | FrameKind::Definitions(_)
        | FrameKind::Table(_)
        | FrameKind::Figure(_)
        | FrameKind::Heading(..) => parent.take(content),
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
fn close_post(post: Post, is_printed: bool, mut content: Placed, parent: &mut Frame) {
    content.drop_first_leaves(is_divider);
    if content.is_empty() {
        let name = post.author.map(|author| author.name).unwrap_or_default();
        let line = [name, post.date].join(" ");
        if is_printed && !line.trim().is_empty() {
            parent.push(Block::Paragraph(vec![Inline::Text(line.trim().to_owned())]));
        }
        return;
    }
    let Placed { blocks, origins } = content;
    let post = Block::Post(Box::new(Post { blocks, ..post }));
    if matches!(parent.kind, FrameKind::List(..)) {
        parent.add_item(None, None, Placed::around(parent.at, post, origins));
    } else {
        parent.push_around(post, origins);
    }
}

/// Whether a block is what stood between the name and the date of a post: dots and strokes.
fn is_divider(block: &Block) -> bool {
    matches!(block, Block::Paragraph(content)
        if content.iter().all(|i| matches!(i, Inline::Text(text) if !text.contains(char::is_alphanumeric))))
}

/// Takes the sign of a box off the beginning of an item.
fn task(done: Option<bool>, blocks: &mut [Block]) -> Option<bool> {
    if let Some(Block::Paragraph(content)) = blocks.first_mut()
        && let Some(Inline::Text(text)) = content.first_mut()
    {
        for (sign, is_done) in [("☐ ", false), ("☑ ", true), ("☒ ", true)] {
            if let Some(rest) = text.strip_prefix(sign).filter(|rest| !rest.is_empty()) {
                *text = rest.to_owned();
                return Some(is_done);
            }
        }
    }
    done
}

impl Frame {
    /// Adds an item to a list, after what stands loose before it.
    fn add_item(&mut self, done: Option<bool>, number: Option<i64>, mut content: Placed) {
        let loose = std::mem::take(&mut self.content);
        if let FrameKind::List(list, counter) = &mut self.kind {
            add_loose(list, counter, &mut self.within, loose);
            if !content.is_empty() {
                let done = task(done, &mut content.blocks);
                let mut number = counter.keep(number);
                if list.items.is_empty() && number.is_some() {
                    list.start = number.take();
                }
                list.items.push(Item { done, number, blocks: content.blocks });
                self.within.extend(content.origins);
            }
        }
    }
}

/// Adds blocks that stand in a list but in no item: a nested list to the item it follows, anything else as an item.
fn add_loose(list: &mut List, counter: &mut Counter, within: &mut Vec<Origin>, loose: Placed) {
    if loose.is_empty() {
        return;
    }
    within.extend(loose.origins);
    let lists_only = loose.blocks.iter().all(|block| matches!(block, Block::List(_)));
    match list.items.last_mut() {
        Some(last) if lists_only => last.blocks.extend(loose.blocks),
        _ => {
            counter.keep(None);
            list.items.push(loose.blocks.into());
        }
    }
}

fn stray_item(parent: &mut Frame, Placed { blocks, origins }: Placed) {
    if blocks.is_empty() {
        return;
    }
    if let Some(index) = parent.stray_list
        && parent.rule.is_none()
        && let Some(Block::List(list)) = parent.content.blocks.last_mut()
    {
        list.items.push(blocks.into());
        parent.content.append_within_last(index, origins);
    } else {
        let list = Block::List(List { items: vec![blocks.into()], ..List::default() });
        parent.make_way(&list);
        parent.stray_list = Some(parent.content.origins.len());
        parent.content.push_around(parent.at, list, origins);
    }
}

fn add_description(definitions: &mut Vec<Definition>, within: &mut Vec<Origin>, content: Placed) {
    if content.is_empty() {
        return;
    }
    within.extend(content.origins);
    match definitions.last_mut() {
        Some(last) => last.descriptions.push(content.blocks),
        None => definitions.push(Definition { terms: Vec::new(), descriptions: vec![content.blocks] }),
    }
}
