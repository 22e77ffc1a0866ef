//! Headings as an outline: their anchors, and their levels without gaps.

use html5ever::local_name;

use crate::article::{Block, Note};
use crate::class::has_token;
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::render::ID_PREFIX;

/// Bytes of an anchor; longer ones are no one's to link to.
const MAX_ID_BYTES: usize = 200;
/// Nodes of a heading among which its anchor may be.
const MAX_NODES: usize = 12;
/// Nodes of a tool beside a heading.
const MAX_TOOL_NODES: usize = 20;
/// The level of the first heading below the title.
const FIRST_LEVEL: u8 = 2;
/// The lowest level there is.
const LAST_LEVEL: u8 = 6;

/// The anchor of a heading: its `id`, that of an element or named link in it, or that of the section it opens.
pub(super) fn anchor(doc: &Document, heading: NodeId) -> Option<&str> {
    // A link that leads elsewhere on the page has a name for what leads back to it.
    let is_left = |n: NodeId| {
        let target = doc.attr(n, &local_name!("href")).and_then(|href| href.strip_prefix('#'));
        target.is_some() && target != own_anchor(doc, n)
    };
    let inside = || {
        let mut inside = doc.descendants(heading).take(MAX_NODES).filter(|&n| !is_left(n));
        inside.find_map(|n| own_anchor(doc, n))
    };
    let section = || {
        let section =
            doc.parent(heading).filter(|&parent| matches!(doc.tag(parent), Tag::Section | Tag::Div))?;
        let first = doc.children(section).find(|&child| doc.kind(child) == Kind::Element);
        own_anchor(doc, section).filter(|_| first == Some(heading))
    };
    let raw = own_anchor(doc, heading).or_else(inside).or_else(section)?;
    Some(raw.strip_prefix(ID_PREFIX).unwrap_or(raw))
}

/// Whether an element in a heading is there to edit what is under it, as wikis have it: "[edit]".
pub(super) fn is_tool(doc: &Document, id: NodeId) -> bool {
    has_token(doc, id, &["mw-editsection", "editsection", "edit-section", "section-edit"])
        && doc.descendants(id).take(MAX_TOOL_NODES + 1).count() <= MAX_TOOL_NODES
}

fn own_anchor(doc: &Document, id: NodeId) -> Option<&str> {
    let name = || doc.attr(id, &local_name!("name")).filter(|_| doc.tag(id) == Tag::A);
    let anchor = Some(doc.html_id(id)).filter(|id| !id.is_empty()).or_else(name)?;
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control();
    (anchor.len() <= MAX_ID_BYTES && !anchor.is_empty() && anchor.chars().all(is_plain)).then_some(anchor)
}

/// Gives the highest level that the headings use the second place, below the title, the next one the third, and so on.
pub(super) fn normalise(blocks: &mut [Block], notes: &mut [Note]) {
    let mut used = [false; LAST_LEVEL as usize + 1];
    let mut see = |level: &mut u8| {
        if let Some(seen) = used.get_mut(usize::from(*level)) {
            *seen = true;
        }
    };
    each_level(blocks, &mut see);
    notes.iter_mut().for_each(|note| each_level(&mut note.blocks, &mut see));
    let place = |level: u8| {
        let above = used.iter().take(usize::from(level)).filter(|&&used| used).count();
        u8::try_from(above).unwrap_or(LAST_LEVEL).saturating_add(FIRST_LEVEL).min(LAST_LEVEL)
    };
    let mut set = |level: &mut u8| *level = place(*level);
    each_level(blocks, &mut set);
    notes.iter_mut().for_each(|note| each_level(&mut note.blocks, &mut set));
}

/// Visits the levels of all headings.
fn each_level(blocks: &mut [Block], visit: &mut impl FnMut(&mut u8)) {
    each_block(blocks, &mut |block| {
        if let Block::Heading { level, .. } = block {
            visit(level);
        }
    });
}

/// Visits all blocks, those within others after them; the cleaner bounds how deep they nest.
pub(super) fn each_block(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List(list) => list.items.iter_mut().for_each(|item| each_block(&mut item.blocks, visit)),
            Block::Definitions(all) => {
                all.iter_mut().flat_map(|d| &mut d.descriptions).for_each(|blocks| each_block(blocks, visit));
            }
            Block::Quote(quote) => each_block(&mut quote.blocks, visit),
            Block::Post(post) => each_block(&mut post.blocks, visit),
            Block::Callout(callout) => each_block(&mut callout.blocks, visit),
            Block::Details(details) => each_block(&mut details.blocks, visit),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| each_block(&mut cell.content, visit));
            }
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Embed(_)
            | Block::Code { .. }
            | Block::Figure(_)
            | Block::Gallery(_)
            | Block::Verse(_)
            | Block::Math(_)
            | Block::Rule => {}
        }
    }
}
