//! Kept nodes -> typed [`Block`]s.
//!
//! Takes the page and what is kept of it; returns the article's blocks, in page order. It judges structure (is this
//! table data? is this `<div>` a paragraph?), never content: text the selection keeps is in the blocks, and no other.
//! One walk over what is kept, with an explicit stack; containers nest at most [`MAX_NESTING`] deep in the result, so
//! that renderers may recurse.

mod code;
mod compose;
mod frame;
mod image;
mod inline;
mod table;
#[cfg(test)]
mod tests;

use html5ever::local_name;

use crate::article::{Block, List, Row};
use crate::dom::{Document, Kind, NodeId, Tag, Visit};
use crate::resolve::Resolver;
use crate::select::Selection;
use code::Code;
use compose::paragraph;
use frame::{Frame, FrameKind};
use inline::{Flow, Style, is_space};

/// Lists, quotes and tables within each other in the result; deeper ones are flattened. Pages stay below 10.
const MAX_NESTING: usize = 32;
/// Open frames of any kind, those that leave no level in the result included.
const MAX_FRAMES: usize = 96;

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
        } else if text.starts_with(is_space)
            || text.ends_with(is_space)
            || text.contains(char::is_alphanumeric)
        {
            // Words on both sides of dropped text do not become one.
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
            Tag::Button if code::is_copy_button(self.doc, id) => {
                self.flow.space();
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
                if let Some(block) = self.code.take().and_then(Code::finish) {
                    self.top().push(block);
                }
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
                self.nesting -= usize::from(frame.kind.nests());
                frame.close(self.top());
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
}
