//! Which elements open a container, and of which kind.

use super::code::{self, Code};
use super::frame::{Frame, FrameKind};
use super::list::Counter;
use super::{Cleaner, MAX_FRAMES, MAX_NESTING, callout, image, list, outline, quote, table};
use crate::article::{Callout, Details, Figure, Inline, List, Quote, Row};
use crate::class::has_token;
use crate::constructs::{is_caption, is_figure, is_listing};
use crate::dom::{Kind, NodeId, Tag};
use crate::segment::is_hidden;

/// Nodes of a callout among which its heading is.
const MAX_TITLE_NODES: usize = 16;

/// Classes of poems, and of their stanzas.
const VERSES: [&str; 8] =
    ["verse", "wp-block-verse", "poem", "poetry", "stanza", "lyrics", "verse-block", "poem-body"];

/// Classes of elements that show images together.
const GALLERIES: [&str; 9] = [
    "gallery",
    "wp-block-gallery",
    "blocks-gallery-grid",
    "image-gallery",
    "photo-gallery",
    "tiled-gallery",
    "kg-gallery-card",
    "slideshow",
    "carousel",
];

impl Cleaner<'_> {
    /// Opens what a block element stands for. Gives false if nothing in it is looked at.
    pub(super) fn open_block(&mut self, id: NodeId, tag: Tag) -> bool {
        if matches!(tag, Tag::Td | Tag::Pre | Tag::Div) && code::is_gutter(self.doc, id) {
            return false;
        }
        if matches!(tag, Tag::Div | Tag::Header | Tag::Figcaption) && code::is_toolbar(self.doc, id) {
            return false;
        }
        let is_verse = || matches!(self.frames.last(), Some(Frame { kind: FrameKind::Verse, .. }));
        let is_code = tag.is_preformatted() && !has_token(self.doc, id, &VERSES) && !is_verse();
        if is_code || is_listing(self.doc, id) {
            self.code = Some(Code::new(self.doc, id));
            return true;
        }
        if self.frames.len() < MAX_FRAMES
            && let Some(kind) = self.frame_kind(id, tag)
            && (self.nesting < MAX_NESTING || !kind.nests())
        {
            self.nesting += usize::from(kind.nests());
            if let (FrameKind::Post(..), Some(found)) = (&kind, self.posts.get(id)) {
                self.header.extend(&found.header);
            }
            self.frames.push(Frame::new(id, kind));
        }
        true
    }

    /// Opens what an element within a line stands for, if it is set apart from the line.
    pub(super) fn open_apart(&mut self, id: NodeId, tag: Tag) -> bool {
        if self.frames.len() >= MAX_FRAMES {
            return false;
        }
        let doc = self.doc;
        let kind = match &self.top().kind {
            FrameKind::Caption(_) | FrameKind::Figure(_) if tag != Tag::Img && quote::is_credit(doc, id) => {
                FrameKind::Credit
            }
            FrameKind::Quote(..) if quote::is_attribution(doc, id, tag) => FrameKind::Attribution,
            _ => return false,
        };
        self.flush();
        self.frames.push(Frame::new(id, kind));
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
        if let Some(found) = self.posts.get(id) {
            let is_printed = found.header.iter().any(|&node| self.is_live(node));
            let mut post = found.post.clone();
            if !is_printed {
                // Not among the text of the page, but known all the same.
                post.date.clear();
            }
            return Some(FrameKind::Post(post, is_printed));
        }
        let is_named = !doc.class(id).is_empty();
        let starts = self.top().content.is_empty();
        let top = &self.top().kind;
        Some(match (tag, top) {
            (_, FrameKind::Callout(callout))
                if callout.title.is_empty() && starts && callout::is_title(doc, id) =>
            {
                FrameKind::CalloutTitle
            }
            (
                Tag::Div | Tag::Aside | Tag::Section | Tag::Blockquote | Tag::Details | Tag::Figure | Tag::P,
                _,
            ) if let Some(kind) = callout::kind(doc, id) => {
                let title = self.callout_title(id);
                FrameKind::Callout(Callout { kind: kind.to_owned(), title, blocks: Vec::new() })
            }
            (_, FrameKind::Caption(_) | FrameKind::Figure(_))
                if tag != Tag::Figcaption && quote::is_credit(doc, id) =>
            {
                FrameKind::Credit
            }
            (_, FrameKind::Quote(..)) if quote::is_attribution(doc, id, tag) => FrameKind::Attribution,
            (Tag::Details, _) => FrameKind::Details(Details::default()),
            (Tag::Summary, FrameKind::Details(_)) => FrameKind::Summary,
            (Tag::Blockquote, _) if quote::is_social(doc, id, tag) => {
                FrameKind::Social(quote::source(doc, id, self.resolver))
            }
            (_, _) if tag == Tag::Blockquote || (is_named && quote::is_pull(doc, id, tag)) => {
                let quote = Quote {
                    source: quote::source(doc, id, self.resolver),
                    pull: quote::is_pull(doc, id, tag),
                    ..Quote::default()
                };
                FrameKind::Quote(quote, quote::named(doc, id))
            }
            (Tag::Pre | Tag::Div | Tag::P | Tag::Section, _)
                if is_named && has_token(doc, id, &VERSES) && !matches!(top, FrameKind::Verse) =>
            {
                FrameKind::Verse
            }
            (Tag::Div | Tag::Section, _) if is_named && has_token(doc, id, &GALLERIES) => FrameKind::Gallery,
            (Tag::Figure, _) => FrameKind::Figure(Figure::default()),
            (_, _) if is_named && is_figure(doc, id) => FrameKind::Figure(Figure::default()),
            (Tag::Ul | Tag::Menu | Tag::Dir, _) => FrameKind::List(List::default(), Counter::default()),
            (Tag::Ol, _) => {
                let (list, counter) = list::numbered(doc, id);
                FrameKind::List(list, counter)
            }
            (Tag::Li, FrameKind::List(..)) => FrameKind::Item(None, self.count(id)),
            (Tag::Li, _) => FrameKind::StrayItem,
            (Tag::Dl, _) => FrameKind::Definitions(Vec::new()),
            (Tag::Dt, FrameKind::Definitions(_)) => FrameKind::Term,
            (Tag::Dd, FrameKind::Definitions(_)) => FrameKind::Description,
            (Tag::Table, _) => FrameKind::Table(table::Building::new(doc, id)),
            (Tag::Tr, FrameKind::Table(_)) => FrameKind::Row(Row::default()),
            (Tag::Td | Tag::Th, FrameKind::Row(_)) => FrameKind::Cell(table::cell(doc, id)),
            (Tag::Caption, FrameKind::Table(_)) => FrameKind::Caption(Vec::new()),
            (_, FrameKind::Figure(_)) if is_caption(doc, id) => FrameKind::Caption(Vec::new()),
            (_, FrameKind::Heading(..)) => return None,
            (tag, _) => FrameKind::Heading(tag.heading_level()?, outline::anchor(doc, id).map(str::to_owned)),
        })
    }

    /// The number of an item of the open list, if that is numbered.
    fn count(&mut self, item: NodeId) -> Option<i64> {
        let own = list::own_number(self.doc, item);
        match &mut self.top().kind {
            FrameKind::List(list, counter) if list.start.is_some() => Some(counter.count(own)),
            _ => None,
        }
    }

    /// The heading of a callout if it was judged not to be content: it goes with what is under it.
    fn callout_title(&self, id: NodeId) -> Vec<Inline> {
        let is_title = |n: &NodeId| self.doc.kind(*n) == Kind::Element && callout::is_title(self.doc, *n);
        let says_more = |&n: &NodeId| self.is_live(n) && !self.doc.text(n).trim_ascii().is_empty();
        let mut first = self.doc.descendants(id).take(MAX_TITLE_NODES).take_while(|n| !says_more(n));
        let title = first.find(is_title);
        let text =
            title.filter(|&title| !self.is_live(title)).map(|n| image::collapse(&self.doc.text_content(n)));
        text.filter(|text| !text.is_empty()).map(|text| vec![Inline::Text(text)]).unwrap_or_default()
    }

    /// A cell in which nothing is kept still holds its column's place, and an item still has its number.
    pub(super) fn leave_out(&mut self, id: NodeId, tag: Tag) {
        let doc = self.doc;
        match (tag, &mut self.top().kind) {
            (Tag::Td | Tag::Th, FrameKind::Row(row)) => row.cells.push(table::cell(doc, id)),
            (Tag::Li, FrameKind::List(..)) if !is_hidden(doc, id) => {
                self.count(id);
            }
            _ => {}
        }
    }
}
