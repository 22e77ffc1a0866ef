//! The elements blocks were made of -> their tree, each told once with its step of a CSS path.

use super::placed::Origin;
use crate::article::{PlaceElement, Places};
use crate::dom::{Document, Kind, NodeId};

/// The places of blocks and of each note's. Looks once at the children of each element around them.
pub(super) fn places(doc: &Document, blocks: &[Origin], notes: &[Vec<Origin>]) -> Places {
    let unknown = vec![0; if blocks.is_empty() && notes.is_empty() { 0 } else { doc.len() }];
    let mut tree = Tree { doc, elements: Vec::new(), known: unknown.clone(), positions: unknown };
    let mut places = Places::default();
    for block in Origin::each(blocks) {
        let Some((block, inner)) = block.split_first() else { continue };
        places.blocks.push(tree.index(block.node));
        places.inner.push(tree.indices(inner));
    }
    places.notes = notes.iter().map(|note| tree.indices(note)).collect();
    places.elements = tree.elements;
    places
}

struct Tree<'a> {
    doc: &'a Document,
    elements: Vec<PlaceElement>,
    /// By node: one more than its place in `elements`, 0 if it has none.
    known: Vec<u32>,
    /// By node: its place among the elements of its parent, counted from 1; 0 if they were not counted.
    positions: Vec<u32>,
}

impl Tree<'_> {
    fn indices(&mut self, origins: &[Origin]) -> Vec<u32> {
        origins.iter().filter_map(|origin| self.index(origin.node)).collect()
    }

    /// The place of an element, told now if it was not.
    fn index(&mut self, node: NodeId) -> Option<u32> {
        let doc = self.doc;
        let mut chain = Vec::new();
        let mut around = None;
        for element in std::iter::once(node).chain(doc.ancestors(node)) {
            around = self.known.get(element.index()).and_then(|known| known.checked_sub(1));
            if around.is_some() {
                break;
            }
            if doc.kind(element) == Kind::Element {
                chain.push(element);
            }
        }
        for element in chain.into_iter().rev() {
            let step = doc.css_step(element, self.position(element)).into_boxed_str();
            self.elements.push(PlaceElement { around, step });
            let count = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
            if let Some(known) = self.known.get_mut(element.index()) {
                *known = count;
            }
            around = Some(count - 1);
        }
        around
    }

    fn position(&mut self, element: NodeId) -> u32 {
        let doc = self.doc;
        let counted = |positions: &[u32]| positions.get(element.index()).copied().unwrap_or(0);
        if counted(&self.positions) == 0
            && let Some(parent) = doc.parent(element)
        {
            let elements = doc.children(parent).filter(|&child| doc.kind(child) == Kind::Element);
            for (child, position) in elements.zip(1..) {
                if let Some(slot) = self.positions.get_mut(child.index()) {
                    *slot = position;
                }
            }
        }
        counted(&self.positions).max(1)
    }
}
