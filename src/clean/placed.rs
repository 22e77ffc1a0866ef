//! Blocks being built, with the elements that they and all within them were made of.

use crate::article::{Block, Inline};
use crate::dom::NodeId;

/// The element a block was made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) node: NodeId,
    /// How many of the origins that follow are of blocks within it.
    inner: u32,
}

impl Origin {
    /// The origins of each block of a sequence, with those of all within it.
    pub(super) fn each(mut rest: &[Origin]) -> impl Iterator<Item = &[Origin]> {
        std::iter::from_fn(move || {
            let first = rest.first()?;
            let block;
            (block, rest) = rest.split_at_checked(1 + first.inner as usize)?;
            Some(block)
        })
    }
}

/// A sequence of blocks.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) blocks: Vec<Block>,
    /// A block's origin before those of the blocks within it.
    pub(super) origins: Vec<Origin>,
}

impl Placed {
    /// A block that holds no others.
    pub(super) fn leaf(node: NodeId, block: Block) -> Self {
        Placed { blocks: vec![block], origins: vec![Origin { node, inner: 0 }] }
    }

    /// A block that holds others.
    pub(super) fn around(node: NodeId, block: Block, inner: Vec<Origin>) -> Self {
        let mut placed = Placed::default();
        placed.push_around(node, block, inner);
        placed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    pub(super) fn last(&self) -> Option<&Block> {
        self.blocks.last()
    }

    pub(super) fn push(&mut self, node: NodeId, block: Block) {
        self.blocks.push(block);
        self.origins.push(Origin { node, inner: 0 });
    }

    pub(super) fn push_around(&mut self, node: NodeId, block: Block, inner: Vec<Origin>) {
        self.blocks.push(block);
        self.origins.push(Origin { node, inner: count(&inner) });
        self.origins.extend(inner);
    }

    pub(super) fn push_with(&mut self, block: Block, origins: &[Origin]) {
        self.blocks.push(block);
        self.origins.extend_from_slice(origins);
    }

    pub(super) fn append(&mut self, other: Placed) {
        self.blocks.extend(other.blocks);
        self.origins.extend(other.origins);
    }

    /// Adds to the last block, whose origin is at `index`, what stands within it.
    pub(super) fn append_within_last(&mut self, index: usize, inner: Vec<Origin>) {
        if let Some(origin) = self.origins.get_mut(index) {
            origin.inner += count(&inner);
            self.origins.extend(inner);
        }
    }

    /// Takes the last block if it passes, which only those that hold no others may.
    pub(super) fn pop_leaf_if(&mut self, passes: impl FnOnce(&Block) -> bool) -> Option<Block> {
        let last = self.blocks.pop_if(|last| passes(last))?;
        self.origins.pop();
        Some(last)
    }

    /// Takes out the first block, a line, and gives its text.
    pub(super) fn take_first_line(&mut self) -> Vec<Inline> {
        match self.blocks.first_mut() {
            Some(Block::Paragraph(line)) => {
                let line = std::mem::take(line);
                self.blocks.remove(0);
                self.origins.remove(0);
                line
            }
            _ => Vec::new(),
        }
    }

    /// Takes out the blocks it begins with that hold no others and pass.
    pub(super) fn drop_first_leaves(&mut self, passes: impl Fn(&Block) -> bool) {
        let leaves = self.blocks.iter().zip(&self.origins);
        let dropped = leaves.take_while(|(block, origin)| origin.inner == 0 && passes(block)).count();
        self.blocks.drain(..dropped);
        self.origins.drain(..dropped);
    }
}

fn count(origins: &[Origin]) -> u32 {
    u32::try_from(origins.len()).unwrap_or(u32::MAX)
}
