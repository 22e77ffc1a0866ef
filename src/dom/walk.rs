//! Page-order walks that follow the links between nodes: no stack, no recursion, any depth.

use super::{Document, NodeId};

/// Every node below a root, in page order. See [`Document::descendants`].
pub struct Descendants<'a> {
    doc: &'a Document,
    root: NodeId,
    next: Option<NodeId>,
}

impl<'a> Descendants<'a> {
    pub(super) fn new(doc: &'a Document, root: NodeId) -> Self {
        Descendants { doc, root, next: doc.first_child(root) }
    }

    /// Continues after `id`'s subtree instead of inside it. Call it on the node just returned.
    pub fn skip_subtree(&mut self, id: NodeId) {
        self.next = after(self.doc, self.root, id);
    }
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.doc.first_child(id).or_else(|| after(self.doc, self.root, id));
        Some(id)
    }
}

/// The node that follows `id`'s subtree in page order, within `root`.
fn after(doc: &Document, root: NodeId, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    while at != root {
        if let Some(next) = doc.next_sibling(at) {
            return Some(next);
        }
        at = doc.parent(at)?;
    }
    None
}

/// One step of a [`Walk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// The node begins; its children follow.
    Enter(NodeId),
    /// The node ends.
    Leave(NodeId),
}

/// Enter and leave events of a subtree. See [`Document::walk`].
pub struct Walk<'a> {
    doc: &'a Document,
    root: NodeId,
    next: Option<Visit>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(doc: &'a Document, root: NodeId) -> Self {
        Walk { doc, root, next: Some(Visit::Enter(root)) }
    }

    /// After `Enter(id)`: goes straight to `Leave(id)`.
    pub fn skip_children(&mut self, id: NodeId) {
        self.next = Some(Visit::Leave(id));
    }
}

impl Iterator for Walk<'_> {
    type Item = Visit;

    fn next(&mut self) -> Option<Visit> {
        let visit = self.next?;
        self.next = match visit {
            Visit::Enter(id) => Some(self.doc.first_child(id).map_or(Visit::Leave(id), Visit::Enter)),
            Visit::Leave(id) if id == self.root => None,
            Visit::Leave(id) => match self.doc.next_sibling(id) {
                Some(next) => Some(Visit::Enter(next)),
                None => self.doc.parent(id).map(Visit::Leave),
            },
        };
        Some(visit)
    }
}
