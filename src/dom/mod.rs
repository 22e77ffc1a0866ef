//! The page as a tree: an arena of nodes with `u32` ids, frozen once parsed.
//!
//! [`parse`] builds it from text, [`from_rcdom`] from a tree the caller already has. Nothing here judges
//! content, and nothing here recurses: every walk follows the links between nodes.

mod compose;
mod guard;
mod long_tag;
mod parse;
mod rcdom;
mod scripts;
mod sink;
mod tags;
mod walk;

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::ops::Range;

use html5ever::{Attribute, LocalName, local_name};

pub use compose::{composed, with_templates};
pub use parse::parse;
pub use rcdom::{from_rcdom, from_rcdom_with_scripts};
pub use scripts::Scripts;
pub use tags::Tag;
pub use walk::{Descendants, Visit, Walk};

use crate::article::Warning;
use crate::extractor::Limits;

/// Bytes of a name that a CSS path tells.
const MAX_CSS_NAME_BYTES: usize = 40;

/// A node of one [`Document`]. Ids are handed out in the order the parser made the nodes, which is page order
/// except where mis-nested markup made it move some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    /// The document node.
    pub const DOCUMENT: NodeId = NodeId(NonZeroU32::MIN);

    /// Where this node stands in tables with one entry a node; below [`Document::len`].
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn from_index(index: usize) -> NodeId {
        let id = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        NodeId(id.unwrap_or(NonZeroU32::MAX))
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The root of the page, or of a `<template>`'s contents.
    Document,
    /// `<!doctype ...>`.
    Doctype,
    /// Text; read it with [`Document::text`].
    Text,
    /// A comment; read it with [`Document::text`].
    Comment,
    /// An element.
    Element,
}

#[derive(Clone, Copy)]
struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    /// Text and comments: byte range in `Document::text`. Elements: `start` indexes `Document::elements`.
    start: u32,
    end: u32,
    depth: u16,
    kind: Kind,
    tag: Tag,
}

/// Which vocabulary an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// HTML.
    Html,
    /// `<svg>` and what is in it.
    Svg,
    /// `<math>` and what is in it.
    MathMl,
}

struct Element {
    name: LocalName,
    attributes: Vec<Attribute>,
    template: Option<NodeId>,
    namespace: Namespace,
    html_integration_point: bool,
}

/// A parsed page.
///
/// Adjacent text nodes can occur where mis-nested markup made the parser move text; read them as one text.
/// The bodies of scripts (other than JSON-LD and TeX) and of style sheets are left out: hardly ever does anything here read
/// them, and they are two fifths of a typical page. [`Scripts`] has those of scripts.
pub struct Document {
    nodes: Vec<Node>,
    elements: Vec<Element>,
    text: String,
    warnings: Vec<Warning>,
    /// Scripts whose bodies were left out, in the order the parser made them, and where in the page they stand.
    scripts: Vec<(NodeId, Range<usize>)>,
    limits: Limits,
    /// Of the page it was parsed from, or that its tree must have had at least.
    bytes: usize,
    steps: u64,
}

#[allow(clippy::indexing_slicing, reason = "a NodeId only ever comes from the document it indexes")]
impl Document {
    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        let node = self.node(id);
        (node.kind == Kind::Element).then(|| &self.elements[node.start as usize])
    }
}

impl Document {
    /// How many nodes there are; every [`NodeId::index`] is below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the document node.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// What the parser had to leave out or flatten.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The bounds that hold for whoever reads it.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Bytes of the page; at least so many if it came as a tree.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Steps of work that building the tree took, which no clock and no machine changes.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The element's tag; [`Tag::None`] for other nodes.
    pub fn tag(&self, id: NodeId) -> Tag {
        self.node(id).tag
    }

    /// Levels below the document node, which is at 0.
    pub fn depth(&self, id: NodeId) -> usize {
        usize::from(self.node(id).depth)
    }

    /// The element's name as written, in lower case for HTML; empty for other nodes.
    pub fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |e| &e.name)
    }

    /// The element's vocabulary; `None` for other nodes.
    pub fn namespace(&self, id: NodeId) -> Option<Namespace> {
        self.element(id).map(|e| e.namespace)
    }

    /// Whether the element ends the line before and after it.
    pub fn breaks_line(&self, id: NodeId) -> bool {
        match self.tag(id) {
            Tag::Button => true,
            // Custom elements stand for whole components far more often than for a run of text.
            Tag::Unknown => self.name(id).contains('-'),
            Tag::None => false,
            tag => !tag.is_inline(),
        }
    }

    /// Every node there is, in the order the parser made them.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.len()).map(NodeId::from_index)
    }

    /// The node this one is in.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// The sibling before.
    pub fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).previous
    }

    /// The sibling after.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    /// The first node in this one.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first_child
    }

    /// The root of a `<template>`'s contents, which are not among its children.
    pub fn template_contents(&self, id: NodeId) -> Option<NodeId> {
        self.element(id).and_then(|e| e.template)
    }

    /// The characters of a text or comment node itself; empty for other nodes.
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        match node.kind {
            Kind::Text | Kind::Comment => {
                self.text.get(node.start as usize..node.end as usize).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The element's attributes in page order; empty for other nodes.
    pub fn attributes(&self, id: NodeId) -> &[Attribute] {
        self.element(id).map_or(&[], |e| &e.attributes)
    }

    /// The value of an attribute without a namespace, by interned name: `doc.attr(id, &local_name!("href"))`.
    pub fn attr(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.attributes(id).iter().find(|a| a.name.local == *name).map(|a| &*a.value)
    }

    /// The value of an attribute by its name as text, for names that are not interned (`data-src`).
    pub fn attr_named(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|a| *a.name.local == *name).map(|a| &*a.value)
    }

    /// The `class` attribute, empty when there is none.
    pub fn class(&self, id: NodeId) -> &str {
        self.attr(id, &local_name!("class")).unwrap_or_default()
    }

    /// The `id` attribute, empty when there is none.
    pub fn html_id(&self, id: NodeId) -> &str {
        self.attr(id, &local_name!("id")).unwrap_or_default()
    }

    /// What links within the page can lead to: elements by their `id`, links also by their `name`, the first of each. One
    /// pass over the page.
    pub fn anchors(&self) -> HashMap<&str, NodeId> {
        let mut anchors = HashMap::new();
        for id in self.ids().filter(|&id| self.kind(id) == Kind::Element) {
            let name = self.attr(id, &local_name!("name")).filter(|_| self.tag(id) == Tag::A);
            for key in [Some(self.html_id(id)), name].into_iter().flatten().filter(|key| !key.is_empty()) {
                anchors.entry(key).or_insert(id);
            }
        }
        anchors
    }

    /// The elements to which links within the page lead.
    pub fn link_targets(&self) -> HashSet<NodeId> {
        let links = self.ids().filter(|&id| self.tag(id) == Tag::A);
        let mut fragments = links
            .filter_map(|id| self.attr(id, &local_name!("href"))?.trim().strip_prefix('#'))
            .filter(|name| !name.is_empty())
            .peekable();
        if fragments.peek().is_none() {
            return HashSet::new();
        }
        let anchors = self.anchors();
        fragments.filter_map(|name| anchors.get(name).copied()).collect()
    }

    /// The children of a node.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&n| self.next_sibling(n))
    }

    /// The ancestors of a node, nearest first, the document node last.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&n| self.parent(n))
    }

    /// Every node below `root` in page order, without `root` itself. Template contents are not entered.
    pub fn descendants(&self, root: NodeId) -> Descendants<'_> {
        Descendants::new(self, root)
    }

    /// Enter and leave events for `root` and everything below it, in page order.
    pub fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk::new(self, root)
    }

    /// The first element with this tag, in page order.
    pub fn find(&self, root: NodeId, tag: Tag) -> Option<NodeId> {
        self.descendants(root).find(|&n| self.tag(n) == tag)
    }

    /// Whether the page's text, comments or kept scripts have these characters in a row.
    pub fn mentions(&self, text: &str) -> bool {
        memchr::memmem::find(self.text.as_bytes(), text.as_bytes()).is_some()
    }

    /// CSS path from `html` down to an element, or to the element around a text: `html > body > p:nth-child(2)`. Walks the
    /// siblings before each ancestor.
    pub fn css_path(&self, id: NodeId) -> String {
        let is_element = |&a: &NodeId| self.kind(a) == Kind::Element;
        let mut steps: Vec<String> = std::iter::once(id)
            .chain(self.ancestors(id))
            .filter(is_element)
            .map(|element| {
                let position = u32::try_from(self.elements_before(element) + 1).unwrap_or(u32::MAX);
                self.css_step(element, position)
            })
            .collect();
        steps.reverse();
        steps.join(" > ")
    }

    /// The step of a CSS path to an element that is the `position`th among those of its parent.
    pub fn css_step(&self, id: NodeId, position: u32) -> String {
        match self.tag(id) {
            Tag::Html | Tag::Head | Tag::Body => self.name(id).to_owned(),
            _ => format!("{}:nth-child({position})", self.css_name(id)),
        }
    }

    fn elements_before(&self, id: NodeId) -> usize {
        std::iter::successors(self.previous_sibling(id), |&s| self.previous_sibling(s))
            .filter(|&s| self.kind(s) == Kind::Element)
            .count()
    }

    /// The name of an element as a type selector; `*` if it is long or would need escaping.
    fn css_name(&self, id: NodeId) -> &str {
        let name = self.name(id);
        let plain = name.len() <= MAX_CSS_NAME_BYTES
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if plain && name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "*" }
    }

    /// Where the body of a script that was left out stands in the page this was parsed from, as bytes.
    fn script_left_out(&self, script: NodeId) -> Option<Range<usize>> {
        let at = self.scripts.binary_search_by_key(&script, |(id, _)| *id).ok()?;
        self.scripts.get(at).map(|(_, body)| body.clone())
    }

    /// All text below `root` run together as written, without scripts and style sheets.
    pub fn text_content(&self, root: NodeId) -> String {
        let mut out = String::new();
        for id in self.descendants(root) {
            if self.kind(id) == Kind::Text {
                out.push_str(self.text(id));
            }
        }
        out
    }
}
