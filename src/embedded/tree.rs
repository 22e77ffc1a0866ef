//! Values read from scripts, in one arena: no recursion to read, walk or drop them, however deep they nest.

/// A value of a [`Tree`].
pub(super) type Id = usize;

/// Values kept of one page. Real pages stay below 200,000.
const MAX_NODES: usize = 400_000;

/// Keys of an object that are looked at by name: what has more is a table, not a node of text.
const MAX_KEYS: usize = 64;

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Object,
    Array,
    Text(String),
    Number(f64),
    True,
    /// `null`, `false`, and what only a running script could tell.
    Other,
}

struct Node {
    key: Box<str>,
    value: Value,
    parent: Id,
    first: Option<Id>,
    last: Option<Id>,
    next: Option<Id>,
}

/// Values in the order they were read, parents before children. The first stands for the page and holds the rest.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[allow(clippy::indexing_slicing, reason = "an Id only ever comes from the tree it indexes")]
impl Tree {
    pub(super) fn new() -> Self {
        let root =
            Node { key: Box::default(), value: Value::Array, parent: 0, first: None, last: None, next: None };
        Tree { nodes: vec![root] }
    }

    pub(super) const ROOT: Id = 0;

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.nodes.len() >= MAX_NODES
    }

    /// Adds a value at the end of its parent.
    pub(super) fn push(&mut self, parent: Id, key: &str, value: Value) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node { key: key.into(), value, parent, first: None, last: None, next: None });
        match self.nodes[parent].last.replace(id) {
            Some(last) => self.nodes[last].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        id
    }

    /// Takes back everything from `len` on, where `last` was the last child of `parent` before.
    pub(super) fn truncate(&mut self, len: usize, parent: Id, last: Option<Id>) {
        self.nodes.truncate(len);
        let node = &mut self.nodes[parent];
        node.last = last;
        match last {
            Some(last) => self.nodes[last].next = None,
            None => node.first = None,
        }
    }

    pub(super) fn last_child(&self, id: Id) -> Option<Id> {
        self.nodes[id].last
    }

    pub(super) fn set(&mut self, id: Id, value: Value) {
        self.nodes[id].value = value;
    }

    pub(super) fn set_key(&mut self, id: Id, key: &str) {
        self.nodes[id].key = key.into();
    }

    pub(super) fn key(&self, id: Id) -> &str {
        &self.nodes[id].key
    }

    pub(super) fn value(&self, id: Id) -> &Value {
        &self.nodes[id].value
    }

    pub(super) fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.nodes[id].first, |&n| self.nodes[n].next)
    }

    /// The child under a key, if it is among the first [`MAX_KEYS`].
    pub(super) fn child(&self, id: Id, key: &str) -> Option<Id> {
        self.children(id).take(MAX_KEYS).find(|&n| self.key(n) == key)
    }

    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match self.value(id) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_object(&self, id: Id) -> bool {
        *self.value(id) == Value::Object
    }

    pub(super) fn is_array(&self, id: Id) -> bool {
        *self.value(id) == Value::Array
    }
}
