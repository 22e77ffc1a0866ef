//! Kept nodes -> typed blocks.

use crate::article::Block;
use crate::dom::Document;
use crate::resolve::Resolver;
use crate::select::Selection;

/// Builds the article's blocks from what is kept of the page.
pub fn blocks(_doc: &Document, _selection: &Selection, _resolver: &Resolver) -> Vec<Block> {
    Vec::new()
}
