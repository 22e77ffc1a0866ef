//! Kept nodes -> typed [`Block`]s.
//!
//! Takes the page and what is kept of it; returns the article's blocks, in page order. It judges structure (is this
//! table data? is this `<div>` a paragraph?), never content: text the selection keeps is in the blocks, and no other.
//! One walk over what is kept, with an explicit stack; containers nest at most [`MAX_NESTING`] deep in the result, so
//! that renderers may recurse.

mod anchors;
mod callout;
mod code;
mod compose;
mod css;
mod embed;
mod enlarged;
mod frame;
mod image;
mod inline;
#[cfg(test)]
mod inline_tests;
mod list;
mod live;
mod math;
mod mathml;
mod notes;
mod open;
mod outline;
mod placed;
mod places;
mod post;
mod quote;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod unseen;

use std::collections::BTreeSet;

use html5ever::local_name;

pub(crate) use math::holds_formula;

use crate::article::{Block, Image, Inline, Note, Places};
use crate::class::has_token;
use crate::constructs::is_layout;
use crate::dom::{Document, Kind, NodeId, Tag, Visit};
use crate::resolve::Resolver;
use crate::select::Selection;
use anchors::Anchors;
use code::Code;
use compose::paragraph;
use frame::{Frame, FrameKind};
use inline::{Flow, is_space};
use live::Live;
use math::{Formula, Math};
use notes::{Notes, Role};
use placed::{Origin, Placed};
use post::Posts;
use unseen::{Unseen, unseen};

/// Lists, quotes and tables within each other in the result; deeper ones are flattened. Pages stay below 10.
const MAX_NESTING: usize = 32;
/// Open frames of any kind, those that leave no level in the result included.
const MAX_FRAMES: usize = 96;

/// The typed tree of an article.
#[derive(Debug, Default, PartialEq)]
pub struct Content {
    /// The content, in page order.
    pub blocks: Vec<Block>,
    /// Where on the page they stood.
    pub places: Places,
    /// The notes it refers to.
    pub notes: Vec<Note>,
}

/// Builds the article's blocks and notes from what is kept of the page.
pub fn content(doc: &Document, selection: &Selection, resolver: &Resolver) -> Content {
    let mut live = Live::new(doc, selection);
    let notes = Notes::find(doc, &live);
    live.mark_notes(doc, &notes);
    let mut cleaner = Cleaner {
        posts: Posts::find(doc, &live, resolver),
        header: BTreeSet::new(),
        doc,
        selection,
        resolver,
        live,
        notes: notes.labels.iter().map(|_| Placed::default()).collect(),
        note_roles: notes,
        around_note: None,
        dollars: math::dollars(doc),
        frames: vec![Frame::new(NodeId::DOCUMENT, FrameKind::Transparent)],
        nesting: 0,
        flow: Flow::default(),
        code: None,
        noscript: 0,
        keeping_lines: Vec::new(),
        formula_in_line: None,
        anchors: Anchors::new(doc, resolver),
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
    let root = cleaner.frames.into_iter().next();
    let mut content = root.map(Frame::into_content).unwrap_or_default();
    let labels = cleaner.note_roles.labels.into_iter().zip(cleaner.notes);
    let has_notes = labels.len() > 0;
    let notes = labels.filter(|(_, note)| !note.is_empty());
    let mut notes: Vec<(Note, Vec<Origin>)> = notes
        .map(|(label, Placed { blocks, origins })| (Note { label: label.shown, blocks }, origins))
        .collect();
    if has_notes {
        notes::dangling::settle(&mut content, &mut notes);
    }
    let (mut notes, origins): (Vec<Note>, Vec<Vec<Origin>>) = notes.into_iter().unzip();
    let places = places::places(doc, &content.origins, &origins);
    let mut blocks = content.blocks;
    if cleaner.anchors.are_headings() {
        anchors::unlink_lost(&mut blocks, &mut notes);
    }
    outline::normalise(&mut blocks, &mut notes);
    Content { blocks, places, notes }
}

/// The first picture that is kept of the page.
pub(crate) fn first_image(
    doc: &Document,
    selection: &Selection,
    resolver: &Resolver,
) -> Option<(NodeId, Image)> {
    let mut kept =
        doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::Img && selection.keeps(id));
    kept.find_map(|id| Some((id, image::image(doc, id, resolver)?)))
}

struct Cleaner<'a> {
    doc: &'a Document,
    selection: &'a Selection,
    resolver: &'a Resolver,
    live: Live,
    posts: Posts,
    /// Elements that name the author and the date of the posts the walk is in.
    header: BTreeSet<NodeId>,
    /// What elements are to notes.
    note_roles: Notes,
    /// The blocks of each note.
    notes: Vec<Placed>,
    /// The paragraph that the note being collected interrupted.
    around_note: Option<Flow>,
    /// A script of the page sets what stands between dollar signs as a formula.
    dollars: bool,
    /// Never empty: the root stays.
    frames: Vec<Frame>,
    nesting: usize,
    flow: Flow,
    code: Option<Code>,
    /// Open `<noscript>` elements.
    noscript: usize,
    /// Open elements that say whether line feeds end lines, and what they say.
    keeping_lines: Vec<(NodeId, bool)>,
    /// The formula written last within a line: its element may be made of blocks, and ends no line for all that.
    formula_in_line: Option<NodeId>,
    /// The places of the page that links can lead to.
    anchors: Anchors<'a>,
}

impl Cleaner<'_> {
    fn is_live(&self, id: NodeId) -> bool {
        self.live.has(id)
    }

    fn text(&mut self, id: NodeId) {
        let text = self.doc.text(id);
        self.flow.begin(id);
        if let Some(code) = &mut self.code {
            if !self.doc.parent(id).is_some_and(|parent| is_layout(self.doc, parent)) {
                code.text(text);
            }
        } else if self.around_note.is_some() || self.selection.keeps(id) || self.live.adds(id) {
            self.kept_text(id, text);
        } else if text.starts_with(is_space)
            || text.ends_with(is_space)
            || text.contains(char::is_alphanumeric)
        {
            // Words on both sides of dropped text do not become one.
            self.flow.space();
        }
    }

    /// A box at the beginning of an item makes it a task.
    fn task(&mut self, input: NodeId) {
        let is_box = self
            .doc
            .attr(input, &local_name!("type"))
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("checkbox"));
        if !is_box || self.flow.has_started() || !self.top().content.is_empty() {
            return;
        }
        let done = self.doc.attr_named(input, "checked").is_some();
        if let FrameKind::Item(task, _) = &mut self.top().kind {
            *task = Some(done);
        }
    }

    /// An element that has to do with a note begins. Gives false if nothing in it is looked at.
    fn enter_note(&mut self, id: NodeId, role: Role) -> bool {
        match role {
            Role::Reference(index) => {
                self.refer_to(index);
                false
            }
            Role::Backlink => false,
            Role::Definition(index) => {
                if !self.note_roles.is_referenced(index) {
                    self.refer_to(index);
                }
                if self.doc.breaks_line(id) {
                    self.flush();
                }
                self.frames.iter_mut().for_each(Frame::see_notes);
                if self.around_note.is_none() && self.frames.len() < MAX_FRAMES {
                    self.around_note = Some(std::mem::take(&mut self.flow));
                    self.frames.push(Frame::new(id, FrameKind::Note(index)));
                }
                true
            }
        }
    }

    fn refer_to(&mut self, index: usize) {
        if let Some(label) = self.note_roles.labels.get(index) {
            self.flow.reference(label.shown.clone());
        }
    }

    /// Ends the note this element holds, if it holds the one being collected.
    fn leave_note(&mut self, id: NodeId) {
        let holds = |frame: &mut Frame| frame.node == id && matches!(frame.kind, FrameKind::Note(_));
        if self.doc.breaks_line(id) {
            self.flush();
        }
        if self.around_note.is_none() || !self.frames.last_mut().is_some_and(holds) {
            return;
        }
        self.flush();
        if let Some(frame) = self.frames.pop()
            && let FrameKind::Note(index) = frame.kind
            && let (Some(note), Some(label)) = (self.notes.get_mut(index), self.note_roles.labels.get(index))
        {
            let first = note.is_empty();
            note.append(compose::note(frame.content, if first { &label.printed } else { "" }));
        }
        self.flow = self.around_note.take().unwrap_or_default();
    }

    /// Writes a formula that an element is.
    fn formula(&mut self, id: NodeId, formula: Formula) {
        if formula.display {
            self.flush();
            self.push(id, Block::Math(formula.tex));
        } else {
            self.flow.inline(Inline::Math(formula.tex));
            self.formula_in_line = Some(id);
        }
    }

    /// Whether an element says nothing where it stands: the header of a post, a tool, words that are not shown.
    fn leaves_out_of_line(&mut self, id: NodeId) -> bool {
        if self.code.is_none() && self.header.contains(&id) {
            self.flow.space();
            return true;
        }
        let in_heading = || {
            matches!(self.frames.last(), Some(Frame { kind: FrameKind::Heading(..), .. }))
                || self.doc.parent(id).is_some_and(|parent| has_token(self.doc, parent, &["mw-heading"]))
        };
        if outline::is_tool(self.doc, id) && in_heading() {
            return true;
        }
        let unseen = unseen(self.doc, id);
        if unseen == Some(Unseen::Apart) {
            self.flow.space();
        }
        unseen == Some(Unseen::Dropped)
    }

    /// An element begins. Gives false if nothing in it is looked at.
    fn enter(&mut self, id: NodeId) -> bool {
        let tag = self.doc.tag(id);
        self.flow.begin(id);
        // Code holds no formulas; what they print is part of it.
        if self.code.is_none()
            && !self.flow.in_code()
            && self.is_live(id)
            && let Some(math) = math::math(self.doc, id, tag)
        {
            if let Math::Formula(formula) = math {
                self.formula(id, formula);
            }
            return false;
        }
        if self.code.is_none()
            && let Some(role) = self.note_roles.role(id)
        {
            return self.enter_note(id, role);
        }
        if self.code.is_none()
            && self.is_live(id)
            && let Some(embed) = embed::embed(self.doc, id, tag, self.resolver)
        {
            self.flush();
            let block = Block::Embed(embed);
            // A player that a script loads late has a twin for those without scripts.
            if self.noscript == 0 || self.top().content.last() != Some(&block) {
                self.push(id, block);
            }
            return false;
        }
        if self.leaves_out_of_line(id) {
            return false;
        }
        if tag == Tag::Input && self.code.is_none() {
            self.task(id);
        }
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
                self.top().rule = Some(id);
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
            Tag::Rp if self.flow.in_ruby() => return false,
            Tag::Rt if self.flow.open_reading(id) => return true,
            Tag::Noscript => self.noscript += 1,
            _ => {}
        }
        if self.is_block(id, tag) {
            self.flush();
            if !self.is_live(id) {
                self.leave_out(id, tag);
                return false;
            }
            self.open_lines(id);
            return self.open_block(id, tag);
        }
        if self.is_live(id) && self.open_apart(id, tag) {
            return true;
        }
        if tag == Tag::Code && self.is_live(id) && code::is_block(self.doc, id) {
            self.flush();
            self.code = Some(Code::new(self.doc, id));
            return true;
        }
        if self.is_live(id) {
            self.open_inline(id, tag);
        }
        true
    }

    fn leave(&mut self, id: NodeId) {
        let tag = self.doc.tag(id);
        if tag.is_skipped() || self.formula_in_line == Some(id) {
            return;
        }
        self.keeping_lines.pop_if(|(node, _)| *node == id);
        if let Some(code) = &mut self.code {
            if code.node == id {
                if let Some(block) = self.code.take().and_then(Code::finish) {
                    self.push_code(id, block);
                }
            } else {
                code.leave(self.doc, id, tag);
            }
            return;
        }
        if matches!(self.note_roles.role(id), Some(Role::Definition(_))) {
            return self.leave_note(id);
        }
        if tag == Tag::Noscript {
            self.noscript = self.noscript.saturating_sub(1);
        }
        let ends_frame = self.frames.len() > 1 && self.frames.last().is_some_and(|frame| frame.node == id);
        if tag != Tag::Hr && tag != Tag::Br && (ends_frame || self.is_block(id, tag)) {
            self.flush();
            if ends_frame && let Some(frame) = self.frames.pop() {
                self.nesting -= usize::from(frame.kind.nests());
                frame.close(self.top());
            }
        } else {
            self.close_inline(id, tag);
            if unseen(self.doc, id) == Some(Unseen::Apart) {
                self.flow.space();
            }
        }
    }

    fn image(&mut self, id: NodeId) {
        let kept = |id| self.selection.keeps(id);
        let is_shown_twice = || self.noscript > 0 && image::is_twin(self.doc, id, kept);
        if !kept(id) || is_shown_twice() || image::is_avatar(self.doc, id) {
            return;
        }
        if let Some(image) = image::image(self.doc, id, self.resolver) {
            self.flow.inline(Inline::Image(image));
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
            let block = self.block_around(self.flow.start());
            self.push(block, paragraph(inlines));
        }
    }

    /// The block element that holds a node.
    fn block_around(&self, node: NodeId) -> NodeId {
        let mut around = std::iter::once(node).chain(self.doc.ancestors(node));
        around.find(|&n| self.is_block(n, self.doc.tag(n))).unwrap_or(NodeId::DOCUMENT)
    }

    /// Adds a block of code, to the one before it if both are fragments of one example.
    fn push_code(&mut self, node: NodeId, block: Block) {
        let doc = self.doc;
        if let Some(before) = code::fragment_before(doc, node)
            && let Block::Code { language, text } = &block
            && let Some(above) = self.top().code_ending_in(before, language.as_deref())
        {
            above.push_str(if code::ends_in_empty_line(doc, before) { "\n\n" } else { "\n" });
            above.push_str(text);
            self.top().at = node;
            return;
        }
        self.push(node, block);
    }

    /// Adds a block made of an element.
    fn push(&mut self, node: NodeId, block: Block) {
        let top = self.top();
        top.at = node;
        top.push(block);
    }
}
