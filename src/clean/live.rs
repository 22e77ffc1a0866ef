//! Which elements have anything in them that is kept, and what belongs to it whatever it was judged to be.

use super::notes::Notes;
use super::{embed, math, quote};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::select::Selection;

/// Levels between a formula or a player and the text it stands among, by which it is known to be kept.
const MAX_LEVELS_TO_TEXT: usize = 3;

/// Bytes of text that belongs to a quotation or a table without having been judged to be content.
const MAX_ADDED_BYTES: usize = 300;
/// Nodes of such text.
const MAX_ADDED_NODES: usize = 40;

/// By node: whether something kept is in it.
pub(super) struct Live {
    live: Vec<bool>,
    /// Text that is kept for what it belongs to, in page order.
    added: Vec<NodeId>,
}

impl Live {
    /// Finds them: kept nodes and what is around them; formulas and players among them.
    pub(super) fn new(doc: &Document, selection: &Selection) -> Live {
        let mut live = Live { live: vec![false; doc.len()], added: Vec::new() };
        for id in doc.ids().filter(|&id| selection.keeps(id)) {
            let mut at = Some(id);
            while let Some(node) = at
                && live.mark(node)
            {
                at = doc.parent(node);
            }
        }
        live.mark_among_text(doc);
        live.add_companions(doc);
        live
    }

    /// Whether a text is kept because of what it belongs to.
    pub(super) fn adds(&self, text: NodeId) -> bool {
        self.added.binary_search(&text).is_ok()
    }

    /// Keeps the caption of a table that is kept, and whose a quotation is that is kept.
    fn add_companions(&mut self, doc: &Document) {
        for id in doc.ids() {
            let tag = doc.tag(id);
            let parent = || doc.parent(id).filter(|&parent| self.has(parent));
            let belongs = match tag {
                Tag::Caption => parent().is_some(),
                Tag::Footer | Tag::Cite => {
                    parent().is_some_and(|parent| doc.tag(parent) == Tag::Blockquote)
                        && quote::is_attribution(doc, id, tag)
                }
                _ => false,
            };
            if belongs && !self.has(id) {
                self.add(doc, id);
            }
        }
        self.added.sort_unstable();
    }

    fn add(&mut self, doc: &Document, root: NodeId) {
        let nodes: Vec<NodeId> = doc.descendants(root).take(MAX_ADDED_NODES + 1).collect();
        let bytes: usize = nodes.iter().map(|&node| doc.text(node).len()).sum();
        if nodes.len() > MAX_ADDED_NODES || bytes > MAX_ADDED_BYTES {
            return;
        }
        self.mark(root);
        for node in nodes {
            self.mark(node);
            if doc.kind(node) == Kind::Text {
                self.added.push(node);
            }
        }
    }

    pub(super) fn has(&self, id: NodeId) -> bool {
        self.live.get(id.index()).copied().unwrap_or(false)
    }

    /// Gives true if it was not marked before.
    fn mark(&mut self, id: NodeId) -> bool {
        self.live.get_mut(id.index()).is_some_and(|mark| !std::mem::replace(mark, true))
    }

    /// Marks elements that stand among kept text and that no one can judge as text: formulas, pictures of them, players.
    fn mark_among_text(&mut self, doc: &Document) {
        for id in doc.ids() {
            let tag = doc.tag(id);
            let may_be = matches!(
                tag,
                Tag::Math
                    | Tag::Script
                    | Tag::Img
                    | Tag::Unknown
                    | Tag::Iframe
                    | Tag::Video
                    | Tag::Audio
                    | Tag::Object
                    | Tag::Embed
            );
            if !may_be || self.has(id) {
                continue;
            }
            if math::math(doc, id, tag).is_none() && !embed::is_embed(doc, id, tag) {
                continue;
            }
            let around: Vec<NodeId> = doc.ancestors(id).take(MAX_LEVELS_TO_TEXT).collect();
            let Some(levels) = around.iter().position(|&a| self.has(a)) else { continue };
            for &node in around.iter().take(levels).chain([&id]) {
                self.mark(node);
            }
        }
    }

    /// A note belongs to what refers to it, whatever its own text was judged to be.
    pub(super) fn mark_notes(&mut self, doc: &Document, notes: &Notes) {
        for note in notes.definitions() {
            for node in doc.ancestors(note).chain([note]).chain(doc.descendants(note)) {
                self.mark(node);
            }
        }
    }
}
