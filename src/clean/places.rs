//! The elements blocks were made of -> their CSS paths, the part they share told once.

use std::fmt::Write;

use crate::article::Places;
use crate::dom::{Document, Kind, NodeId};

/// The paths of elements that come in page order. One pass over each element's siblings for all of them.
pub(super) fn places(doc: &Document, nodes: &[NodeId]) -> Places {
    let Some(within) = nodes.iter().copied().reduce(|a, b| common(doc, a, b)) else {
        return Places::default();
    };
    let mut positions = Positions { doc, levels: Vec::new() };
    let mut chain = Vec::new();
    let paths = nodes.iter().map(|&node| {
        chain.clear();
        chain.extend(std::iter::successors(Some(node), |&n| doc.parent(n)).take_while(|&n| n != within));
        let mut path = String::new();
        for (level, &element) in chain.iter().rev().enumerate() {
            if level > 0 {
                path.push_str(" > ");
            }
            // Writing to a `String` cannot fail.
            let _ = write!(path, "{}:nth-child({})", doc.css_name(element), positions.of(level, element));
        }
        Some(path)
    });
    let blocks = paths.collect();
    Places { within: doc.css_path(within), blocks }
}

/// The innermost element that holds both.
fn common(doc: &Document, mut a: NodeId, mut b: NodeId) -> NodeId {
    while a != b {
        let deeper = if doc.depth(a) >= doc.depth(b) { &mut a } else { &mut b };
        match doc.parent(*deeper) {
            Some(parent) => *deeper = parent,
            None => return *deeper,
        }
    }
    a
}

/// Positions of elements among their siblings, counted on from the ones asked for last.
struct Positions<'a> {
    doc: &'a Document,
    /// By level: the last element asked for, and its position.
    levels: Vec<(NodeId, usize)>,
}

impl Positions<'_> {
    fn of(&mut self, level: usize, element: NodeId) -> usize {
        let doc = self.doc;
        let parent = doc.parent(element);
        let known = self.levels.get(level).copied().filter(|&(last, _)| doc.parent(last) == parent);
        let counted = |(from, position): (NodeId, usize)| {
            let siblings = std::iter::successors(Some(from), |&n| doc.next_sibling(n));
            let mut position = position;
            for sibling in siblings {
                if sibling == element {
                    return Some(position);
                }
                position += usize::from(doc.kind(sibling) == Kind::Element);
            }
            None
        };
        let first = || parent.and_then(|parent| doc.first_child(parent)).map(|first| (first, 1));
        let position = known.and_then(counted).or_else(|| first().and_then(counted)).unwrap_or(1);
        match self.levels.get_mut(level) {
            Some(slot) => *slot = (element, position),
            None => self.levels.push((element, position)),
        }
        position
    }
}
