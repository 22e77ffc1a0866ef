//! The html5ever `TreeSink` that builds the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace as NamespaceUrl, QualName, local_name, ns};

use super::{Document, Element, Kind, Namespace, Node, NodeId, Tag};
use crate::extractor::Limits;

static HTML: NamespaceUrl = ns!(html);
static SVG: NamespaceUrl = ns!(svg);
static MATHML: NamespaceUrl = ns!(mathml);

/// Elements from which memory is saved. The largest of 2,020 real pages has 34,449 nodes, texts and comments among them.
const ORDINARY_ELEMENTS: usize = 20_000;

/// What the tree builder holds of a node. It carries its name, so that asking for it (which the tree builder does
/// for every open element it scans past) borrows nothing.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: LocalName,
    namespace: &'static NamespaceUrl,
}

/// Links nodes into a [`Document`]; shared by the parser and the `RcDom` bridge.
pub(super) struct Builder {
    pub(super) doc: Document,
    /// Whether the bodies of all scripts are kept.
    scripts: bool,
}

#[allow(clippy::indexing_slicing, reason = "a NodeId only ever comes from the document it indexes")]
impl Builder {
    /// An empty document for a page of so many bytes.
    pub(super) fn new(bytes: usize, limits: &Limits, scripts: bool) -> Self {
        let mut builder = Builder {
            doc: Document {
                nodes: Vec::with_capacity(bytes / 24),
                elements: Vec::with_capacity(bytes / 48),
                text: String::with_capacity(bytes / 3),
                warnings: Vec::new(),
                scripts: Vec::new(),
                limits: *limits,
                bytes,
                steps: 0,
            },
            scripts,
        };
        builder.push(Kind::Document, Tag::None, 0, 0);
        builder
    }

    /// To go on with a document.
    pub(super) fn of(doc: Document) -> Self {
        Builder { doc, scripts: false }
    }

    pub(super) fn set_depth(&mut self, id: NodeId, depth: usize) {
        self.doc.nodes[id.index()].depth = u16::try_from(depth).unwrap_or(u16::MAX);
    }

    fn push(&mut self, kind: Kind, tag: Tag, start: usize, end: usize) -> NodeId {
        let id = NodeId::from_index(self.doc.nodes.len());
        self.doc.nodes.push(Node {
            parent: None,
            previous: None,
            next: None,
            first_child: None,
            last_child: None,
            start: start as u32,
            end: end as u32,
            depth: 0,
            kind,
            tag,
        });
        id
    }

    pub(super) fn element(
        &mut self,
        name: LocalName,
        namespace: Namespace,
        mut attributes: Vec<Attribute>,
        flags: &ElementFlags,
    ) -> NodeId {
        // The tokenizer makes room for four. On a page of ordinary size giving it back is not worth the time.
        if self.doc.elements.len() > ORDINARY_ELEMENTS {
            attributes.shrink_to_fit();
        }
        let tag = match namespace {
            Namespace::Html => Tag::from_name(&name),
            Namespace::Svg if name == local_name!("svg") => Tag::Svg,
            Namespace::MathMl if name == local_name!("math") => Tag::Math,
            _ => Tag::Foreign,
        };
        let template = flags.template.then(|| self.push(Kind::Document, Tag::None, 0, 0));
        let index = self.doc.elements.len();
        self.doc.elements.push(Element {
            name,
            attributes,
            template,
            namespace,
            html_integration_point: flags.mathml_annotation_xml_integration_point,
        });
        self.push(Kind::Element, tag, index, 0)
    }

    pub(super) fn doctype(&mut self) -> NodeId {
        self.push(Kind::Doctype, Tag::None, 0, 0)
    }

    pub(super) fn comment(&mut self, text: &str) -> NodeId {
        let start = self.doc.text.len();
        self.doc.text.push_str(text);
        self.push(Kind::Comment, Tag::None, start, start + text.len())
    }

    /// Adds text to `last` if that is a text node at the end of the buffer; otherwise makes a new, unlinked node.
    /// Growing only at the end keeps moved text linear; it leaves adjacent text nodes, which readers join.
    pub(super) fn text(&mut self, text: &str, last: Option<NodeId>) -> Option<NodeId> {
        let start = self.doc.text.len();
        self.doc.text.push_str(text);
        if let Some(last) = last {
            let node = &mut self.doc.nodes[last.index()];
            if node.kind == Kind::Text && node.end as usize == start {
                node.end += text.len() as u32;
                return None;
            }
        }
        Some(self.push(Kind::Text, Tag::None, start, start + text.len()))
    }

    /// Whether text below this element is not worth keeping.
    pub(super) fn discards_text(&self, parent: NodeId) -> bool {
        self.discards(self.doc.tag(parent), self.doc.attributes(parent))
    }

    fn discards(&self, tag: Tag, attributes: &[Attribute]) -> bool {
        discards_text(tag, attributes) && !(self.scripts && tag == Tag::Script)
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        let last = self.doc.nodes[parent.index()].last_child;
        let depth = self.doc.nodes[parent.index()].depth.saturating_add(1);
        let node = &mut self.doc.nodes[child.index()];
        node.parent = Some(parent);
        node.previous = last;
        node.next = None;
        node.depth = depth;
        match last {
            Some(last) => self.doc.nodes[last.index()].next = Some(child),
            None => self.doc.nodes[parent.index()].first_child = Some(child),
        }
        self.doc.nodes[parent.index()].last_child = Some(child);
    }

    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        let parent = self.doc.nodes[sibling.index()].parent;
        let previous = self.doc.nodes[sibling.index()].previous;
        let depth = self.doc.nodes[sibling.index()].depth;
        let node = &mut self.doc.nodes[child.index()];
        node.parent = parent;
        node.previous = previous;
        node.next = Some(sibling);
        node.depth = depth;
        self.doc.nodes[sibling.index()].previous = Some(child);
        match (previous, parent) {
            (Some(previous), _) => self.doc.nodes[previous.index()].next = Some(child),
            (None, Some(parent)) => self.doc.nodes[parent.index()].first_child = Some(child),
            (None, None) => {}
        }
    }

    pub(super) fn detach(&mut self, id: NodeId) {
        let Node { parent, previous, next, .. } = self.doc.nodes[id.index()];
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.doc.nodes[previous.index()].next = next,
            None => self.doc.nodes[parent.index()].first_child = next,
        }
        match next {
            Some(next) => self.doc.nodes[next.index()].previous = previous,
            None => self.doc.nodes[parent.index()].last_child = previous,
        }
        let node = &mut self.doc.nodes[id.index()];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        let node = self.doc.nodes[id.index()];
        if node.kind == Kind::Element { self.doc.elements.get_mut(node.start as usize) } else { None }
    }

    /// Sets every node's depth from the final tree; moves during parsing leave some stale.
    pub(super) fn settle_depths(&mut self) {
        let mut at = Some(NodeId::DOCUMENT);
        while let Some(id) = at {
            let depth = self.doc.nodes[id.index()].depth.saturating_add(1);
            if let Some(child) = self.doc.nodes[id.index()].first_child {
                self.doc.nodes[child.index()].depth = depth;
                at = Some(child);
                continue;
            }
            let mut up = Some(id);
            at = loop {
                let Some(id) = up else { break None };
                let node = self.doc.nodes[id.index()];
                if let Some(next) = node.next {
                    self.doc.nodes[next.index()].depth = node.depth;
                    break Some(next);
                }
                up = node.parent;
            };
        }
    }
}

/// Whether an element's text is a program or a style sheet, which nothing here reads. JSON-LD and TeX are kept.
fn discards_text(tag: Tag, attributes: &[Attribute]) -> bool {
    match tag {
        Tag::Style => true,
        Tag::Script => {
            let kind = attributes.iter().find(|a| a.name.local == local_name!("type"));
            let kind = kind.map_or("", |a| &a.value);
            !(contains_ignore_case(kind, "ld+json") || contains_ignore_case(kind, "math/"))
        }
        _ => false,
    }
}

fn contains_ignore_case(haystack: &str, needle: &str) -> bool {
    haystack.as_bytes().windows(needle.len()).any(|w| w.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Receives the tree builder's edits.
pub(super) struct Sink {
    builder: RefCell<Builder>,
    /// Depth at which the next child of the current node would stand, as far as the last edit tells.
    depth: Cell<usize>,
    /// Work done so far: open elements looked at, edits.
    steps: Cell<u64>,
    max_attributes: usize,
    /// Whether edits moved nodes, so that depths need settling.
    moved: Cell<bool>,
}

impl Sink {
    pub(super) fn new(bytes: usize, limits: &Limits) -> Self {
        Sink {
            builder: RefCell::new(Builder::new(bytes, limits, false)),
            depth: Cell::new(0),
            steps: Cell::new(0),
            max_attributes: limits.max_attributes,
            moved: Cell::new(false),
        }
    }

    /// Whether the text of such an element is not kept.
    pub(super) fn discards(&self, tag: Tag, attributes: &[Attribute]) -> bool {
        self.builder.borrow().discards(tag, attributes)
    }

    /// Depth of the insertion point after the last edit.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// Steps of work the tree builder has done.
    pub(super) fn steps(&self) -> u64 {
        self.steps.get()
    }

    fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    pub(super) fn node_count(&self) -> usize {
        self.builder.borrow().doc.len()
    }

    /// The node made last.
    pub(super) fn last_node(&self) -> NodeId {
        NodeId::from_index(self.node_count().saturating_sub(1))
    }

    fn note_depth(&self, builder: &Builder, parent: NodeId) {
        self.depth.set(builder.doc.depth(parent) + 1);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Document {
        let mut builder = self.builder.into_inner();
        builder.doc.steps = self.steps.get();
        if self.moved.get() {
            builder.settle_depths();
        }
        builder.doc
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: NodeId::DOCUMENT, name: local_name!(""), namespace: &HTML }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.step();
        ExpandedName { ns: target.namespace, local: &target.name }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let (namespace, url) = match name.ns {
            ns!(svg) => (Namespace::Svg, &SVG),
            ns!(mathml) => (Namespace::MathMl, &MATHML),
            _ => (Namespace::Html, &HTML),
        };
        let id = self.builder.borrow_mut().element(name.local.clone(), namespace, attributes, &flags);
        Handle { id, name: name.local, namespace: url }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        let id = self.builder.borrow_mut().comment(&text);
        Handle { id, name: local_name!(""), namespace: &HTML }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.step();
        let builder = &mut *self.builder.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                builder.append(parent.id, node.id);
                // The new element becomes the current node: its children stand one deeper.
                self.note_depth(builder, node.id);
            }
            NodeOrText::AppendText(text) => {
                if !builder.discards_text(parent.id) {
                    let last = builder.doc.node(parent.id).last_child;
                    if let Some(node) = builder.text(&text, last) {
                        builder.append(parent.id, node);
                    }
                }
                self.note_depth(builder, parent.id);
            }
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.step();
        self.moved.set(true);
        let builder = &mut *self.builder.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                builder.detach(node.id);
                builder.insert_before(sibling.id, node.id);
                self.note_depth(builder, node.id);
            }
            NodeOrText::AppendText(text) => {
                let previous = builder.doc.previous_sibling(sibling.id);
                if let Some(node) = builder.text(&text, previous) {
                    builder.insert_before(sibling.id, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.builder.borrow().doc.parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let builder = &mut *self.builder.borrow_mut();
        let node = builder.doctype();
        builder.append(NodeId::DOCUMENT, node);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let id = self.builder.borrow().doc.template_contents(target.id).unwrap_or(target.id);
        Handle { id, name: local_name!(""), namespace: &HTML }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.step();
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let builder = &mut *self.builder.borrow_mut();
        let Some(element) = builder.element_mut(target.id) else { return };
        for attribute in attributes {
            if element.attributes.len() < self.max_attributes
                && !element.attributes.iter().any(|a| a.name == attribute.name)
            {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.moved.set(true);
        self.builder.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.moved.set(true);
        let builder = &mut *self.builder.borrow_mut();
        while let Some(child) = builder.doc.first_child(node.id) {
            self.step();
            builder.detach(child);
            builder.append(new_parent.id, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        self.builder.borrow().doc.element(handle.id).is_some_and(|e| e.html_integration_point)
    }
}
