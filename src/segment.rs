//! Document -> [`Segments`], the units that are judged: runs of text between block boundaries and `<br>`.
//!
//! A segment is cut wherever a reader sees a line end. Its text is white-space-collapsed once, here, and every later
//! stage reads that copy. Hidden text is kept and flagged: judging it is the scorer's work.

use html5ever::local_name;

use crate::article::Origin;
use crate::dom::{Document, Kind, NodeId, Tag, Visit};
use crate::lexicon;

/// One unit of the page: the text between two line ends.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The nearest element that breaks lines (`p`, `li`, `td`, `div`, ...).
    pub block: NodeId,
    /// Index of that element in [`Segments::containers`].
    pub container: usize,
    /// The first text node.
    pub first: NodeId,
    /// The last text node.
    pub last: NodeId,
    start: u32,
    end: u32,
    /// Characters that are not white space.
    pub chars: u32,
    /// Of those, inside `<a href>`.
    pub link_chars: u32,
    /// Of those, inside bold or heading-like inline markup.
    pub strong_chars: u32,
    /// Links that begin in it.
    pub links: u16,
    /// The page says it is not shown (`hidden`, `aria-hidden`, `display:none`).
    pub hidden: bool,
    /// Inside `<noscript>`.
    pub noscript: bool,
    /// Inside `<pre>` or another element that keeps white space.
    pub preformatted: bool,
    /// Cut off from the segment before by a `<br>`, not by a block boundary.
    pub after_break: bool,
}

impl Segment {
    /// Where on the page it stands.
    pub fn origin(&self) -> Origin {
        if self.noscript {
            Origin::Noscript
        } else if self.hidden {
            Origin::Hidden
        } else {
            Origin::Visible
        }
    }
}

/// An element that breaks lines, with the segments in it. Containers come in page order, so a parent stands before its
/// children and holds a contiguous range of segments.
#[derive(Clone, Copy, Debug)]
pub struct Container {
    /// The element; the document node for the first container.
    pub node: NodeId,
    /// Index of the container around it; its own for the first.
    pub parent: usize,
    /// Levels of containers above it.
    pub depth: usize,
    /// The first segment in it.
    pub first: usize,
    /// The segment after its last.
    pub end: usize,
    /// What else stands in it, outside the containers in it.
    pub furniture: Furniture,
}

/// Counts of elements without text of their own, and of links by where they lead.
#[derive(Clone, Copy, Debug, Default)]
pub struct Furniture {
    /// Images and embedded media.
    pub images: u16,
    /// `<time>` elements.
    pub times: u16,
    /// Fields and buttons of forms.
    pub controls: u16,
    /// Links with an address.
    pub links: u16,
    /// Links to places on the same page, or run by a script.
    pub anchors: u16,
    /// Links whose address speaks of tags, categories and dates.
    pub meta_links: u16,
    /// Links whose address speaks of authors and profiles.
    pub author_links: u16,
    /// Links whose address speaks of comments and replies.
    pub comment_links: u16,
}

impl Furniture {
    fn count(&mut self, doc: &Document, id: NodeId, tag: Tag) {
        let slot = match tag {
            Tag::Img | Tag::Picture | Tag::Video | Tag::Iframe | Tag::Audio | Tag::Object | Tag::Embed => {
                &mut self.images
            }
            Tag::Time => &mut self.times,
            Tag::Input | Tag::Button | Tag::Textarea | Tag::Select => &mut self.controls,
            Tag::A => return self.count_link(doc.attr(id, &local_name!("href")).unwrap_or_default()),
            _ => return,
        };
        *slot = slot.saturating_add(1);
    }

    fn count_link(&mut self, href: &str) {
        let here = href.is_empty() || href.starts_with('#') || href.starts_with("javascript:");
        self.links = self.links.saturating_add(1);
        self.anchors = self.anchors.saturating_add(u16::from(here));
        let concepts = lexicon::class_concepts(href);
        for (slot, concept) in [
            (&mut self.meta_links, lexicon::META),
            (&mut self.author_links, lexicon::AUTHOR),
            (&mut self.comment_links, lexicon::COMMENT),
        ] {
            *slot = slot.saturating_add(u16::from(concepts & concept != 0));
        }
    }
}

/// Segments and containers any page may have, and bytes of the page for each one more. Judging takes over a kilobyte of
/// memory for each. Of 2,020 real pages those with the most have 6,571 segments and 9,275 containers in 367,520 bytes, a
/// thousand less than they may.
const FREE_SEGMENTS: usize = 6_000;
const BYTES_PER_SEGMENT: usize = 256;
const FREE_CONTAINERS: usize = 8_000;
const BYTES_PER_CONTAINER: usize = 128;

/// Cells that may be joined with others of their row, for each segment the page may have. Judging does not see them, but
/// the article has them as blocks.
const CELLS_PER_SEGMENT: usize = 2;

/// The segments of a page in page order, and the text they share.
pub struct Segments {
    list: Vec<Segment>,
    containers: Vec<Container>,
    text: String,
    /// Whether there were too many to tell apart.
    crowded: bool,
    /// By node: which segment a text node belongs to, or which container an element is; `u32::MAX` for none.
    owner: Vec<u32>,
}

impl Segments {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the page has no text.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the page has more than a page of its size should, and the last of them are one.
    pub fn is_crowded(&self) -> bool {
        self.crowded
    }

    /// The segments.
    pub fn list(&self) -> &[Segment] {
        &self.list
    }

    /// The elements that break lines, parents first.
    pub fn containers(&self) -> &[Container] {
        &self.containers
    }

    /// The text of the segment at `index`, white space collapsed; empty past the end.
    pub fn text(&self, index: usize) -> &str {
        self.list.get(index).and_then(|s| self.text.get(s.start as usize..s.end as usize)).unwrap_or_default()
    }

    /// The container a line-breaking element is; `None` for other elements.
    ///
    /// Ask for elements only: text nodes have a [segment](Segments::of).
    pub fn container_of(&self, element: NodeId) -> Option<&Container> {
        let index = *self.owner.get(element.index())? as usize;
        self.containers.get(index).filter(|c| c.node == element)
    }

    /// The segment a text node belongs to.
    pub fn of(&self, node: NodeId) -> Option<usize> {
        self.owner.get(node.index()).filter(|&&owner| owner != u32::MAX).map(|&owner| owner as usize)
    }
}

/// Cuts the page into segments. One pass, two if the page has too many: then the cells of a row are one.
pub fn segments(doc: &Document) -> Segments {
    let fine = cut(doc, false);
    if !fine.crowded {
        return fine;
    }
    drop(fine);
    cut(doc, true)
}

fn cut(doc: &Document, joins_cells: bool) -> Segments {
    let root = Container {
        node: NodeId::DOCUMENT,
        parent: 0,
        depth: 0,
        first: 0,
        end: 0,
        furniture: Furniture::default(),
    };
    let max_segments = FREE_SEGMENTS + doc.bytes() / BYTES_PER_SEGMENT;
    let mut cutter = Cutter {
        out: Segments {
            list: Vec::new(),
            containers: vec![root],
            text: String::new(),
            crowded: false,
            owner: vec![u32::MAX; doc.len()],
        },
        open: None,
        container: 0,
        after_break: false,
        links: 0,
        strong: 0,
        hidden: Vec::new(),
        noscript: 0,
        preformatted: 0,
        pending_links: 0,
        joinable: if joins_cells { CELLS_PER_SEGMENT * max_segments } else { 0 },
        in_row: false,
        max_segments,
        max_containers: FREE_CONTAINERS + doc.bytes() / BYTES_PER_CONTAINER,
    };
    let mut walk = doc.walk(NodeId::DOCUMENT);
    while let Some(visit) = walk.next() {
        match visit {
            Visit::Enter(id) => match doc.kind(id) {
                Kind::Text => cutter.text(id, doc.text(id)),
                Kind::Element => {
                    let tag = doc.tag(id);
                    if tag.is_skipped() {
                        walk.skip_children(id);
                        if tag.is_control() {
                            // A field not shown still stands between two words.
                            cutter.space();
                        }
                    }
                    cutter.enter(doc, id, tag);
                }
                Kind::Document | Kind::Doctype | Kind::Comment => {}
            },
            Visit::Leave(id) => {
                if doc.kind(id) == Kind::Element {
                    cutter.leave(doc, id, doc.tag(id));
                }
            }
        }
    }
    cutter.close_container();
    cutter.out
}

/// Whether an element says that it is not shown.
pub(crate) fn is_hidden(doc: &Document, id: NodeId) -> bool {
    doc.attributes(id).iter().any(|a| {
        let name = &a.name.local;
        if *name == local_name!("style") {
            hides(&a.value)
        } else if *name == local_name!("hidden") {
            !a.value.eq_ignore_ascii_case("until-found")
        } else {
            name.len() == "aria-hidden".len()
                && &**name == "aria-hidden"
                && a.value.eq_ignore_ascii_case("true")
        }
    })
}

/// Whether a browser does not show an element, by its own attributes; those for programs that read aloud aside.
pub(crate) fn is_not_shown(doc: &Document, id: NodeId) -> bool {
    doc.attr(id, &local_name!("hidden")).is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found"))
        || doc.attr(id, &local_name!("style")).is_some_and(hides)
}

/// Whether an inline style says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let Some((property, value)) = rule.split_once(':') else { return false };
        let value = value.trim().trim_end_matches("!important").trim_end();
        let property = property.trim();
        (property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
            || (property.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}

/// A segment being built.
struct Open {
    segment: Segment,
    /// White space was seen and not yet written.
    space: bool,
}

struct Cutter {
    out: Segments,
    open: Option<Open>,
    /// The innermost open container.
    container: usize,
    after_break: bool,
    links: usize,
    strong: usize,
    /// Hidden elements the walk is in, outermost first.
    hidden: Vec<NodeId>,
    noscript: usize,
    preformatted: usize,
    /// Links entered since the last text, counted to the segment their text opens.
    pending_links: u16,
    /// Cells that may yet be one segment with the others of their row.
    joinable: usize,
    /// Whether the walk is in a row that is one segment, from its first cell on.
    in_row: bool,
    max_segments: usize,
    max_containers: usize,
}

impl Cutter {
    /// Past the bounds everything is one more segment, right in the document.
    fn is_crowded(&mut self) -> bool {
        if !self.out.crowded
            && (self.out.list.len() >= self.max_segments || self.out.containers.len() >= self.max_containers)
        {
            while self.container != 0 {
                self.close_container();
            }
            self.out.crowded = true;
        }
        self.out.crowded
    }

    /// Whether an element that breaks lines goes on with the segment of its row. The first cell of a row begins it; a row
    /// with a table in it lays out the page.
    fn joins_row(&mut self, tag: Tag) -> bool {
        let joins = self.in_row && self.joinable > 0 && tag != Tag::Table;
        self.in_row = joins || (self.joinable > 0 && tag == Tag::Td);
        self.joinable = self.joinable.saturating_sub(usize::from(tag == Tag::Td));
        joins
    }

    fn enter(&mut self, doc: &Document, id: NodeId, tag: Tag) {
        if tag == Tag::Br {
            if self.preformatted > 0 || self.in_row || self.is_crowded() {
                self.space();
            } else {
                self.flush();
                self.after_break = true;
            }
            return;
        }
        match tag {
            Tag::A if doc.attr(id, &local_name!("href")).is_some() => {
                self.links += 1;
                self.pending_links = self.pending_links.saturating_add(1);
            }
            Tag::B | Tag::Strong => self.strong += 1,
            Tag::Noscript => self.noscript += 1,
            _ => {}
        }
        if let Some(container) = self.out.containers.get_mut(self.container) {
            container.furniture.count(doc, id, tag);
        }
        if tag.is_preformatted() {
            self.preformatted += 1;
        }
        if is_hidden(doc, id) {
            self.hidden.push(id);
        }
        if doc.breaks_line(id) {
            // Blocks inside preformatted text (line wrappers of highlighters) are lines of it.
            if self.preformatted > 1 || (self.preformatted == 1 && !tag.is_preformatted()) {
                return;
            }
            if self.joins_row(tag) || self.is_crowded() {
                self.space();
                return;
            }
            self.flush();
            self.after_break = false;
            if self.in_row {
                return;
            }
            let first = self.out.list.len();
            let depth = self.out.containers.get(self.container).map_or(0, |c| c.depth) + 1;
            self.out.containers.push(Container {
                node: id,
                parent: self.container,
                depth,
                first,
                end: first,
                furniture: Furniture::default(),
            });
            self.container = self.out.containers.len() - 1;
            if let Some(owner) = self.out.owner.get_mut(id.index()) {
                *owner = self.container as u32;
            }
        }
    }

    fn leave(&mut self, doc: &Document, id: NodeId, tag: Tag) {
        if tag == Tag::Br {
            return;
        }
        if doc.breaks_line(id) && self.is_open(id) {
            self.close_container();
            self.after_break = false;
        }
        match tag {
            Tag::A if doc.attr(id, &local_name!("href")).is_some() => self.links -= 1,
            Tag::B | Tag::Strong => self.strong -= 1,
            Tag::Noscript => self.noscript -= 1,
            _ => {}
        }
        if tag.is_preformatted() {
            self.preformatted -= 1;
        }
        if self.hidden.last() == Some(&id) {
            self.hidden.pop();
        }
    }

    fn is_open(&self, id: NodeId) -> bool {
        self.out.containers.get(self.container).is_some_and(|c| c.node == id)
    }

    fn close_container(&mut self) {
        self.flush();
        self.in_row = false;
        let end = self.out.list.len();
        if let Some(container) = self.out.containers.get_mut(self.container) {
            container.end = end;
            self.container = container.parent;
        }
    }

    fn space(&mut self) {
        if let Some(open) = &mut self.open {
            open.space = true;
        }
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let mut words = text.split(is_space).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            if let Some(open) = &mut self.open
                && !text.is_empty()
            {
                open.space = true;
            }
            return;
        }
        if self.open.is_none() {
            self.start(id);
        }
        let Some(open) = &mut self.open else { return };
        if let Some(owner) = self.out.owner.get_mut(id.index()) {
            *owner = self.out.list.len() as u32;
        }
        let segment = &mut open.segment;
        segment.last = id;
        segment.links = segment.links.saturating_add(std::mem::take(&mut self.pending_links));
        let mut space = open.space || text.starts_with(is_space);
        for word in words {
            if space && self.out.text.len() > segment.start as usize {
                self.out.text.push(' ');
            }
            space = true;
            self.out.text.push_str(word);
            let chars = word.chars().count() as u32;
            segment.chars += chars;
            segment.link_chars += if self.links > 0 { chars } else { 0 };
            segment.strong_chars += if self.strong > 0 { chars } else { 0 };
        }
        open.space = text.ends_with(is_space);
    }

    fn start(&mut self, id: NodeId) {
        let at = self.out.text.len() as u32;
        self.open = Some(Open {
            segment: Segment {
                block: self.out.containers.get(self.container).map_or(NodeId::DOCUMENT, |c| c.node),
                container: self.container,
                first: id,
                last: id,
                start: at,
                end: at,
                chars: 0,
                link_chars: 0,
                strong_chars: 0,
                links: 0,
                hidden: !self.hidden.is_empty(),
                noscript: self.noscript > 0,
                preformatted: self.preformatted > 0,
                after_break: self.after_break,
            },
            space: false,
        });
    }

    fn flush(&mut self) {
        if let Some(Open { mut segment, .. }) = self.open.take() {
            segment.end = self.out.text.len() as u32;
            self.out.list.push(segment);
        }
        self.pending_links = 0;
    }
}

/// White space as pages mean it: also the no-break space and the byte order mark some editors leave.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\x0c' | '\u{a0}' | '\u{feff}' | '\u{200b}')
}

#[cfg(test)]
mod tests;
