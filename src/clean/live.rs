//! Which elements have anything in them that is kept.

use super::notes::Notes;
use super::{embed, math};
use crate::dom::{Document, NodeId, Tag};
use crate::select::Selection;

/// Levels between a formula or a player and the text it stands among, by which it is known to be kept.
const MAX_LEVELS_TO_TEXT: usize = 3;

/// By node: whether something kept is in it.
pub(super) struct Live(Vec<bool>);

impl Live {
    /// Finds them: kept nodes and what is around them; formulas and players among them.
    pub(super) fn new(doc: &Document, selection: &Selection) -> Live {
        let mut live = Live(vec![false; doc.len()]);
        for id in doc.ids().filter(|&id| selection.keeps(id)) {
            let mut at = Some(id);
            while let Some(node) = at
                && live.mark(node)
            {
                at = doc.parent(node);
            }
        }
        live.mark_among_text(doc);
        live
    }

    pub(super) fn has(&self, id: NodeId) -> bool {
        self.0.get(id.index()).copied().unwrap_or(false)
    }

    /// Gives true if it was not marked before.
    fn mark(&mut self, id: NodeId) -> bool {
        self.0.get_mut(id.index()).is_some_and(|mark| !std::mem::replace(mark, true))
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
