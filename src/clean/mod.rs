//! Kept nodes -> typed [`Block`]s.
//!
//! Takes the page and what is kept of it; returns the article's blocks, in page order. It judges structure (is this
//! table data? is this `<div>` a paragraph?), never content: text the selection keeps is in the blocks, and no other.
//! One walk over what is kept, with an explicit stack; containers nest at most [`MAX_NESTING`] deep in the result, so
//! that renderers may recurse.

mod code;
mod image;
mod inline;
mod table;
#[cfg(test)]
mod tests;

use html5ever::local_name;

use crate::article::{Block, Definition, Figure, Image, Inline, List, Row};
use crate::dom::{Document, Kind, NodeId, Tag, Visit};
use crate::resolve::Resolver;
use crate::select::Selection;
use code::Code;
use inline::{Flow, Style, is_space};

/// Lists, quotes and tables within each other in the result; deeper ones are flattened. Pages stay below 10.
const MAX_NESTING: usize = 32;
/// Open frames of any kind, those that leave no level in the result included.
const MAX_FRAMES: usize = 96;
/// Characters past which a heading element holds no heading but the text of the page.
const MAX_HEADING_CHARS: usize = 400;

/// Builds the article's blocks from what is kept of the page.
pub fn blocks(doc: &Document, selection: &Selection, resolver: &Resolver) -> Vec<Block> {
    let mut cleaner = Cleaner {
        doc,
        selection,
        resolver,
        live: live(doc, selection),
        frames: vec![Frame::new(NodeId::DOCUMENT, FrameKind::Transparent)],
        nesting: 0,
        flow: Flow::default(),
        code: None,
        noscript: 0,
    };
    let mut walk = doc.walk(NodeId::DOCUMENT);
    while let Some(visit) = walk.next() {
        match visit {
            Visit::Enter(id) => match doc.kind(id) {
                Kind::Text => cleaner.text(id),
                Kind::Element => {
                    if !cleaner.enter(id) {
                        walk.skip_children(id);
                    }
                }
                Kind::Document | Kind::Doctype | Kind::Comment => {}
            },
            Visit::Leave(id) => {
                if doc.kind(id) == Kind::Element {
                    cleaner.leave(id);
                }
            }
        }
    }
    cleaner.flush();
    cleaner.frames.into_iter().next().map(|root| root.blocks).unwrap_or_default()
}

/// By node: whether something kept is in it.
fn live(doc: &Document, selection: &Selection) -> Vec<bool> {
    let mut live = vec![false; doc.len()];
    for id in doc.ids().filter(|&id| selection.keeps(id)) {
        let mut at = Some(id);
        while let Some(node) = at
            && let Some(mark) = live.get_mut(node.index())
            && !*mark
        {
            *mark = true;
            at = doc.parent(node);
        }
    }
    live
}

/// An element whose blocks are being collected.
struct Frame {
    node: NodeId,
    kind: FrameKind,
    blocks: Vec<Block>,
    /// `<hr>` was seen since the last block.
    rule: bool,
    /// The last block is a list made of `<li>`s that stand in no list.
    stray_list: bool,
}

enum FrameKind {
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
    Cell(crate::article::Cell),
    /// `<caption>` of a table, `<figcaption>` of a figure.
    Caption,
    Figure(Vec<Inline>),
    Heading(u8),
}

impl Frame {
    fn new(node: NodeId, kind: FrameKind) -> Self {
        Frame { node, kind, blocks: Vec::new(), rule: false, stray_list: false }
    }

    fn push(&mut self, block: Block) {
        if std::mem::take(&mut self.rule) && !self.blocks.is_empty() {
            self.blocks.push(Block::Rule);
        }
        self.stray_list = false;
        self.blocks.push(block);
    }
}

impl FrameKind {
    /// Whether it is a level of nesting in the result.
    fn nests(&self) -> bool {
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

struct Cleaner<'a> {
    doc: &'a Document,
    selection: &'a Selection,
    resolver: &'a Resolver,
    live: Vec<bool>,
    /// Never empty: the root stays.
    frames: Vec<Frame>,
    nesting: usize,
    flow: Flow,
    code: Option<Code>,
    /// Open `<noscript>` elements.
    noscript: usize,
}

impl Cleaner<'_> {
    fn is_live(&self, id: NodeId) -> bool {
        self.live.get(id.index()).copied().unwrap_or(false)
    }

    fn text(&mut self, id: NodeId) {
        let text = self.doc.text(id);
        if let Some(code) = &mut self.code {
            code.text(text);
        } else if self.selection.keeps(id) {
            self.flow.text(text);
        } else if text.starts_with(is_space) || text.ends_with(is_space) {
            self.flow.space();
        }
    }

    /// An element begins. Gives false if nothing in it is looked at.
    fn enter(&mut self, id: NodeId) -> bool {
        let tag = self.doc.tag(id);
        if tag.is_skipped() {
            if tag.is_control() {
                // A field not shown still stood between two words.
                self.flow.space();
            }
            return false;
        }
        if let Some(code) = &mut self.code {
            return code.enter(self.doc, id, tag);
        }
        match tag {
            Tag::Br => {
                if self.flow.line_break() {
                    self.flush();
                }
                return false;
            }
            Tag::Hr => {
                self.flush();
                self.top().rule = true;
                return false;
            }
            Tag::Img => {
                self.image(id);
                return false;
            }
            Tag::Noscript => self.noscript += 1,
            _ => {}
        }
        if self.doc.breaks_line(id) {
            self.flush();
            if !self.is_live(id) {
                self.empty_cell(id, tag);
                return false;
            }
            return self.open_block(id, tag);
        }
        if tag == Tag::Code && self.is_live(id) && code::is_block(self.doc, id) {
            self.flush();
            self.code = Some(Code::new(self.doc, id));
            return true;
        }
        if self.is_live(id)
            && let Some(style) = self.style(id, tag)
        {
            self.flow.open(id, style);
        }
        true
    }

    fn leave(&mut self, id: NodeId) {
        let tag = self.doc.tag(id);
        if tag.is_skipped() {
            return;
        }
        if let Some(code) = &mut self.code {
            if code.node == id {
                let block = self.code.take().and_then(Code::finish);
                block.into_iter().for_each(|block| self.top().push(block));
            } else {
                code.leave(self.doc, id, tag);
            }
            return;
        }
        if tag == Tag::Noscript {
            self.noscript = self.noscript.saturating_sub(1);
        }
        if tag != Tag::Hr && tag != Tag::Br && self.doc.breaks_line(id) {
            self.flush();
            if self.frames.len() > 1
                && let Some(frame) = self.frames.pop_if(|frame| frame.node == id)
            {
                self.close(frame);
            }
        } else {
            self.flow.close(id);
        }
    }

    fn style(&self, id: NodeId, tag: Tag) -> Option<Style> {
        Some(match tag {
            Tag::Em | Tag::I => Style::Emphasis,
            Tag::Strong | Tag::B => Style::Strong,
            Tag::Del | Tag::S | Tag::Strike => Style::Strikethrough,
            Tag::Sub => Style::Subscript,
            Tag::Sup => Style::Superscript,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Style::Code,
            Tag::A => {
                let href = self.doc.attr(id, &local_name!("href")).filter(|href| href.trim_ascii() != "#")?;
                let title = self.doc.attr(id, &local_name!("title")).map(image::collapse);
                Style::Link { url: self.resolver.link(href)?, title: title.filter(|t| !t.is_empty()) }
            }
            _ => return None,
        })
    }

    fn image(&mut self, id: NodeId) {
        let kept = |id| self.selection.keeps(id);
        if !kept(id) || (self.noscript > 0 && image::is_twin(self.doc, id, kept)) {
            return;
        }
        if let Some(image) = image::image(self.doc, id, self.resolver) {
            self.flow.image(image);
        }
    }

    /// The frame blocks go to.
    #[allow(clippy::indexing_slicing, reason = "the root frame is never popped")]
    fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Ends the paragraph being collected.
    fn flush(&mut self) {
        let inlines = self.flow.take();
        if !inlines.is_empty() {
            let block = paragraph(inlines);
            self.top().push(block);
        }
    }

    /// Opens what a block element stands for. Gives false if nothing in it is looked at.
    fn open_block(&mut self, id: NodeId, tag: Tag) -> bool {
        if matches!(tag, Tag::Td | Tag::Pre | Tag::Div) && code::is_gutter(self.doc, id) {
            return false;
        }
        if tag.is_preformatted() {
            self.code = Some(Code::new(self.doc, id));
            return true;
        }
        if self.frames.len() < MAX_FRAMES
            && let Some(kind) = self.frame_kind(id, tag)
            && (self.nesting < MAX_NESTING || !kind.nests())
        {
            self.nesting += usize::from(kind.nests());
            self.frames.push(Frame::new(id, kind));
        }
        true
    }

    fn frame_kind(&mut self, id: NodeId, tag: Tag) -> Option<FrameKind> {
        let doc = self.doc;
        if tag == Tag::Table {
            for frame in self.frames.iter_mut().rev() {
                if let FrameKind::Table(outer) = &mut frame.kind {
                    outer.nested = true;
                    break;
                }
            }
        }
        let top = &self.top().kind;
        Some(match (tag, top) {
            (Tag::Blockquote, _) => FrameKind::Quote,
            (Tag::Ul | Tag::Menu | Tag::Dir, _) => FrameKind::List(List::default()),
            (Tag::Ol, _) => {
                let start = doc.attr_named(id, "start").and_then(|s| s.trim_ascii().parse::<i32>().ok());
                FrameKind::List(List { start: Some(start.unwrap_or(1).into()), items: Vec::new() })
            }
            (Tag::Li, FrameKind::List(_)) => FrameKind::Item,
            (Tag::Li, _) => FrameKind::StrayItem,
            (Tag::Dl, _) => FrameKind::Definitions(Vec::new()),
            (Tag::Dt, FrameKind::Definitions(_)) => FrameKind::Term,
            (Tag::Dd, FrameKind::Definitions(_)) => FrameKind::Description,
            (Tag::Table, _) => FrameKind::Table(table::Building::new(doc, id)),
            (Tag::Tr, FrameKind::Table(_)) => FrameKind::Row(Row::default()),
            (Tag::Td | Tag::Th, FrameKind::Row(_)) => FrameKind::Cell(table::cell(doc, id, tag == Tag::Th)),
            (Tag::Caption, FrameKind::Table(_)) | (Tag::Figcaption, FrameKind::Figure(_)) => {
                FrameKind::Caption
            }
            (Tag::Figure, _) => FrameKind::Figure(Vec::new()),
            (_, FrameKind::Heading(_)) => return None,
            (tag, _) => FrameKind::Heading(tag.heading_level()?),
        })
    }

    /// A cell in which nothing is kept still holds its column's place.
    fn empty_cell(&mut self, id: NodeId, tag: Tag) {
        let doc = self.doc;
        if matches!(tag, Tag::Td | Tag::Th)
            && let FrameKind::Row(row) = &mut self.top().kind
        {
            row.cells.push(table::cell(doc, id, tag == Tag::Th));
        }
    }

    /// Turns a finished frame into what the frame around it takes.
    fn close(&mut self, frame: Frame) {
        self.nesting -= usize::from(frame.kind.nests());
        let blocks = frame.blocks;
        let parent = self.top();
        match frame.kind {
            FrameKind::Transparent => blocks.into_iter().for_each(|block| parent.push(block)),
            FrameKind::Quote if blocks.is_empty() => {}
            FrameKind::Quote => parent.push(Block::Quote(blocks)),
            FrameKind::List(mut list) => {
                add_loose(&mut list, blocks);
                if !list.items.is_empty() {
                    parent.push(Block::List(list));
                }
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
                    let all = definitions.into_iter().flat_map(|d| d.descriptions).flatten();
                    all.for_each(|block| parent.push(block));
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
                let found = table.finish();
                blocks.into_iter().chain(found).for_each(|block| parent.push(block));
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
            FrameKind::Figure(caption) => {
                figure(blocks, caption).into_iter().for_each(|block| parent.push(block))
            }
            FrameKind::Heading(level) => heading(level, blocks).into_iter().for_each(|b| parent.push(b)),
        }
    }
}

/// A paragraph, or what stands alone where a paragraph could be: images, code of several lines.
fn paragraph(mut inlines: Vec<Inline>) -> Block {
    if let [Inline::Code(text)] = inlines.as_mut_slice()
        && text.contains('\n')
    {
        return Block::Code { language: None, text: std::mem::take(text) };
    }
    if !inlines.iter().all(is_bare_image) {
        return Block::Paragraph(inlines);
    }
    let mut images = Vec::new();
    inlines.into_iter().for_each(|inline| take_images(inline, &mut images));
    if images.is_empty() {
        return Block::Paragraph(Vec::new());
    }
    Block::Figure(Figure { images, caption: Vec::new() })
}

/// An image, white space, or an image linked to itself in a larger size.
fn is_bare_image(inline: &Inline) -> bool {
    match inline {
        Inline::Image(_) | Inline::LineBreak => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Link(link) => image::is_image_url(&link.url) && link.content.iter().all(is_bare_image),
        Inline::Emphasis(content) | Inline::Strong(content) => content.iter().all(is_bare_image),
        _ => false,
    }
}

/// Collects the images within an inline.
fn take_images(inline: Inline, images: &mut Vec<Image>) {
    match inline {
        Inline::Image(image) => images.push(image),
        Inline::Link(link) => link.content.into_iter().for_each(|inline| take_images(inline, images)),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Subscript(content)
        | Inline::Superscript(content) => content.into_iter().for_each(|inline| take_images(inline, images)),
        Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => {}
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

/// A heading, unless the element holds far more than that.
fn heading(level: u8, blocks: Vec<Block>) -> Vec<Block> {
    let chars: usize = blocks.iter().map(block_chars).sum();
    let plain = blocks.iter().all(|b| matches!(b, Block::Paragraph(_) | Block::Figure(_)));
    if !plain || chars > MAX_HEADING_CHARS {
        return blocks;
    }
    let (texts, mut out): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|b| matches!(b, Block::Paragraph(_)));
    let mut content = inlines(texts, &Inline::Text(" ".into()));
    drop_permalink(&mut content);
    // Headings are bold by themselves.
    if let [Inline::Strong(inner)] = content.as_mut_slice() {
        content = std::mem::take(inner);
    }
    if !content.is_empty() {
        out.push(Block::Heading { level, content });
    }
    out
}

/// Removes the `#` or `¶` sites put beside a heading to link to it.
fn drop_permalink(content: &mut Vec<Inline>) {
    let is_permalink = |inline: &Inline| {
        matches!(inline, Inline::Link(link)
            if link.url.contains('#')
            && matches!(link.content.as_slice(), [Inline::Text(text)] if matches!(text.as_str(), "#" | "¶" | "§" | "🔗")))
    };
    content.retain(|inline| !is_permalink(inline));
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.truncate(last.trim_end().len());
    }
    if let Some(Inline::Text(first)) = content.first_mut()
        && first.starts_with(' ')
    {
        *first = first.trim_start().to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

fn block_chars(block: &Block) -> usize {
    match block {
        Block::Paragraph(content) => content.iter().map(inline_chars).sum(),
        _ => 0,
    }
}

fn inline_chars(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().count(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Subscript(content)
        | Inline::Superscript(content) => content.iter().map(inline_chars).sum(),
        Inline::Link(link) => link.content.iter().map(inline_chars).sum(),
        Inline::Image(_) | Inline::LineBreak => 0,
    }
}

/// The blocks of a `<figure>`: one figure if it is about images, else what is in it and then its caption.
fn figure(mut blocks: Vec<Block>, caption: Vec<Inline>) -> Vec<Block> {
    let is_image = |block: &Block| match block {
        Block::Figure(figure) => figure.caption.is_empty(),
        Block::Paragraph(content) => {
            content.iter().all(|i| inline_chars(i) == 0)
                && content.iter().any(|i| matches!(i, Inline::Link(_) | Inline::Image(_)))
        }
        _ => false,
    };
    if !blocks.is_empty() && blocks.iter().all(is_image) {
        let mut images = Vec::new();
        for block in blocks {
            match block {
                Block::Figure(figure) => images.extend(figure.images),
                Block::Paragraph(content) => content.into_iter().for_each(|i| take_images(i, &mut images)),
                _ => {}
            }
        }
        return vec![Block::Figure(Figure { images, caption })];
    }
    if caption.is_empty() {
        return blocks;
    }
    match blocks.last_mut() {
        Some(Block::Table(table)) if table.caption.is_empty() => table.caption = caption,
        _ => blocks.push(Block::Paragraph(caption)),
    }
    blocks
}

/// The text of blocks as the inlines of one line, `between` put between the blocks.
fn inlines(blocks: Vec<Block>, between: &Inline) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut add = |content: Vec<Inline>| {
        if !out.is_empty() && !content.is_empty() {
            inline::push(&mut out, between.clone());
        }
        content.into_iter().for_each(|inline| inline::push(&mut out, inline));
    };
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => add(content),
            Block::List(list) => list.items.into_iter().for_each(|item| add(inlines(item, between))),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.into_iter().for_each(&mut add);
                    definition.descriptions.into_iter().for_each(|d| add(inlines(d, between)));
                }
            }
            Block::Quote(blocks) => add(inlines(blocks, between)),
            Block::Code { text, .. } => add(vec![Inline::Code(text)]),
            Block::Table(table) => {
                add(table.caption);
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| add(inlines(cell.content, between)));
            }
            Block::Figure(figure) => {
                add(figure.images.into_iter().map(Inline::Image).collect());
                add(figure.caption);
            }
            Block::Rule => {}
        }
    }
    out
}
