//! Words within a line that a browser does not show: hidden ones, and those for programs that read the page aloud.

use html5ever::local_name;

use crate::class::has_token;
use crate::dom::{Document, NodeId, Tag, Visit};
use crate::segment::is_not_shown;

/// Classes of what is only read aloud.
const READ_ALOUD: [&str; 9] = [
    "a11y-hidden",
    "element-invisible",
    "screen-reader-only",
    "screen-reader-text",
    "show-for-sr",
    "sr-only",
    "u-visually-hidden",
    "visually-hidden",
    "visuallyhidden",
];

/// Classes of what a style sheet hides: the sign of an item in `LaTeXML`, the verb behind a commenter's name in
/// `WordPress`.
const SIGNS: [&str; 2] = ["ltx_tag_item", "says"];

/// Nodes and bytes of what is not shown within a line; more is a text of its own.
const MAX_NODES: usize = 20;
const MAX_BYTES: usize = 300;

/// Bytes of what only explains a link, a heading or a button.
const MAX_HINT_BYTES: usize = 40;

/// Levels between words that are read aloud and the link or heading they explain.
const MAX_LEVELS: usize = 5;

/// Nodes of a line among which words that are shown are looked for.
const MAX_LINE_NODES: usize = 80;

/// What becomes of words.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unseen {
    /// They go.
    Dropped,
    /// They stay, apart from the words beside them.
    Apart,
}

/// What becomes of an element's words; `None` if they are as any others. Words that explain a link, a heading or a button are
/// there for those who do not see what it is; others say what the page shows by its looks: "Original price was".
pub(super) fn unseen(doc: &Document, id: NodeId) -> Option<Unseen> {
    if doc.tag(id) != Tag::Span || !says_so(doc, id) {
        return None;
    }
    let (mut nodes, mut bytes, mut counts) = (0, 0, false);
    let is_short = doc.descendants(id).all(|n| {
        nodes += 1;
        bytes += doc.text(n).len();
        counts |= doc.text(n).contains(|c: char| c.is_ascii_digit());
        nodes <= MAX_NODES && bytes <= MAX_BYTES && doc.tag(n) != Tag::Math
    });
    if !is_short {
        return None;
    }
    let explains = |&n: &NodeId| {
        matches!(doc.tag(n), Tag::A | Tag::Button | Tag::Summary | Tag::Figcaption | Tag::Pre | Tag::Code)
            || doc.tag(n).heading_level().is_some()
    };
    let explained = doc.ancestors(id).take(MAX_LEVELS).take_while(|&n| doc.tag(n) != Tag::Td).find(explains);
    let leads_here = |n: NodeId| doc.attr(n, &local_name!("href")).is_some_and(|href| href.starts_with('#'));
    let is_permalink = explained.is_some_and(leads_here);
    if !stands_by_words(doc, id) && !is_permalink {
        return None;
    }
    let hidden = is_not_shown(doc, id) || is_sign(doc, id);
    // "(opens in a new tab)", but not what a price was, or which story there is more of.
    let is_hint = explained.is_some() && (bytes <= MAX_HINT_BYTES || is_permalink) && !counts;
    Some(if hidden || is_hint { Unseen::Dropped } else { Unseen::Apart })
}

fn says_so(doc: &Document, id: NodeId) -> bool {
    (!doc.class(id).is_empty() && (has_token(doc, id, &READ_ALOUD) || is_sign(doc, id)))
        || is_not_shown(doc, id)
}

fn is_sign(doc: &Document, id: NodeId) -> bool {
    has_token(doc, id, &SIGNS)
        // What LaTeXML says of a mark whose note is elsewhere.
        || (has_token(doc, id, &["ltx_note_outer"])
            && doc.parent(id).is_some_and(|note| has_token(doc, note, &["ltx_role_footnotemark"])))
}

/// Whether other words stand on the line of an element.
fn stands_by_words(doc: &Document, id: NodeId) -> bool {
    let Some(line) = doc.ancestors(id).find(|&n| doc.breaks_line(n)) else { return false };
    let (mut nodes, mut walk) = (0, doc.walk(line));
    while let Some(visit) = walk.next() {
        let Visit::Enter(node) = visit else { continue };
        nodes += 1;
        if nodes > MAX_LINE_NODES {
            return true;
        }
        if node == id {
            walk.skip_children(node);
        } else if doc.text(node).contains(char::is_alphanumeric) {
            return true;
        }
    }
    false
}
