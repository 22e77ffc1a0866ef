//! Images and other media: they have no score and follow the text around them.

use std::collections::HashMap;

use html5ever::local_name;

use crate::class::has_token;
use crate::constructs::caption_around;
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::segment::Segments;

/// Segments to either side in which an image needs kept text.
const IMAGE_REACH: usize = 3;

/// Segments of the captions of images shown together.
const MAX_CAPTIONS: usize = 12;

/// Classes and ids of what stands beside a story.
const ASIDES: [&str; 6] = ["sidebar", "side-bar", "site-header", "site-footer", "widget", "widget-area"];

/// Times from which a picture that is shown again and again is an ornament: an arrow, a star, a tick.
const MIN_ORNAMENTS: usize = 3;

/// Marks the text nodes of kept segments and the images that belong to them.
pub(super) fn kept_nodes(doc: &Document, segments: &Segments, kept: &[bool]) -> Vec<bool> {
    let counts = KeptCounts::new(kept);
    let mut nodes = vec![false; doc.len()];
    let mut images: HashMap<Vec<&str>, Vec<NodeId>> = HashMap::new();
    // How many segments began before the current node.
    let mut begun = 0;
    let mut last = (None, 0);
    for id in doc.descendants(NodeId::DOCUMENT) {
        let keep = match doc.kind(id) {
            Kind::Text => segments.of(id).is_some_and(|owner| {
                begun = begun.max(owner + 1);
                kept.get(owner).copied().unwrap_or(false)
            }),
            Kind::Element if doc.tag(id) == Tag::Img => {
                let before = counts.any(begun.saturating_sub(IMAGE_REACH), begun);
                let after = counts.any(begun, begun + IMAGE_REACH);
                (before || after) && image_company(doc, segments, &counts, id).unwrap_or(before && after)
            }
            _ => false,
        };
        let keep = keep && !(doc.kind(id) == Kind::Element && is_repeated(doc, id, begun, &mut last));
        if keep && let Some(slot) = nodes.get_mut(id.index()) {
            *slot = true;
            if doc.kind(id) == Kind::Element && may_be_ornament(doc, id) {
                // Any attribute may be that of a loader.
                let attributes = doc.attributes(id).iter().map(|a| &*a.value).collect();
                images.entry(attributes).or_default().push(id);
            }
        }
    }
    for shown in images.values().filter(|shown| shown.len() >= MIN_ORNAMENTS) {
        // One that says something says it once.
        let speaks = shown
            .first()
            .and_then(|&id| doc.attr(id, &local_name!("alt")))
            .is_some_and(|alt| !alt.is_empty());
        for &ornament in shown.iter().skip(usize::from(speaks)) {
            if let Some(slot) = nodes.get_mut(ornament.index()) {
                *slot = false;
            }
        }
    }
    nodes
}

/// Whether a picture is the one before it again, with no text between: pages show one for wide screens and one for narrow.
fn is_repeated<'a>(
    doc: &'a Document,
    image: NodeId,
    begun: usize,
    last: &mut (Option<&'a str>, usize),
) -> bool {
    let source = doc.attr(image, &local_name!("src")).filter(|src| !src.starts_with("data:"));
    std::mem::replace(last, (source, begun)) == (source, begun)
        && source.is_some()
        && may_be_ornament(doc, image)
}

/// Whether a picture may be an ornament: signs in tables and faces in posts say something each time, and what a `<picture>`
/// shows is told elsewhere.
fn may_be_ornament(doc: &Document, image: NodeId) -> bool {
    let names =
        |word: &str| doc.class(image).split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(word));
    !["emoji", "emoticon", "smiley", "smilie", "wp-smiley"].iter().any(|word| names(word))
        && doc.parent(image).is_none_or(|parent| doc.name(parent) != "picture")
        && !doc.ancestors(image).take(TABLE_LEVELS).any(|a| matches!(doc.tag(a), Tag::Td | Tag::Th))
}

/// Levels between a sign and the cell it is in.
const TABLE_LEVELS: usize = 4;

/// How many of the first `n` segments are kept, for every `n`.
struct KeptCounts(Vec<u32>);

impl KeptCounts {
    fn new(kept: &[bool]) -> Self {
        let sums = kept.iter().scan(0, |sum, &k| {
            *sum += u32::from(k);
            Some(*sum)
        });
        KeptCounts(std::iter::once(0).chain(sums).collect())
    }

    /// Whether any segment of a range is kept.
    fn any(&self, from: usize, to: usize) -> bool {
        let last = self.0.len() - 1;
        self.0.get(from.min(last)) < self.0.get(to.min(last))
    }
}

/// Whether an element says that it stands beside the story.
fn is_aside(doc: &Document, id: NodeId) -> bool {
    let names = |value: &str| value.split_ascii_whitespace().any(|token| ASIDES.contains(&token));
    matches!(doc.tag(id), Tag::Nav | Tag::Footer) || names(doc.html_id(id)) || names(doc.class(id))
}

/// Whether a text says what can be done with a picture: how to enlarge it, or what file it is. Products have rows of such
/// pictures beside them, so those of figures alone count, and what Discourse writes under each.
fn is_label(doc: &Document, image: NodeId, text: NodeId) -> bool {
    const READ_ALOUD: [&str; 3] = ["screen-reader-text", "sr-only", "visually-hidden"];
    let around = || doc.ancestors(text).take(LABEL_LEVELS);
    let is_button = |id: NodeId| doc.tag(id) == Tag::Button || doc.attr_named(id, "role") == Some("button");
    around().any(|id| has_token(doc, id, &["filename", "informations"]))
        || (doc.ancestors(image).take(FIGURE_LEVELS).any(|id| doc.tag(id) == Tag::Figure)
            && around().any(|id| is_button(id) || has_token(doc, id, &READ_ALOUD)))
}

/// Levels between a text and the button it is of, between a picture and its figure.
const LABEL_LEVELS: usize = 3;
const FIGURE_LEVELS: usize = 6;

/// Whether the nearest element around an image that has text, captions aside, has kept text; `None` if only the page as a
/// whole has.
fn image_company(doc: &Document, segments: &Segments, kept: &KeptCounts, image: NodeId) -> Option<bool> {
    for ancestor in doc.ancestors(image) {
        match doc.tag(ancestor) {
            Tag::Body | Tag::Html => return None,
            Tag::Figure | Tag::Figcaption => continue,
            _ => {}
        }
        if let Some(container) = segments.container_of(ancestor)
            && container.first < container.end
        {
            let is_kept = kept.any(container.first, container.end);
            let texts = segments.list().get(container.first..container.end).unwrap_or_default();
            // Captions, and what opens over the image: a toolbar, a menu.
            let captions_only = texts.len() <= MAX_CAPTIONS
                && texts.iter().all(|segment| {
                    segment.hidden
                        || caption_around(doc, segment.block).is_some()
                        || is_label(doc, image, segment.first)
                });
            if is_kept || !captions_only {
                return Some(is_kept);
            }
        }
        if is_aside(doc, ancestor) {
            return Some(false);
        }
    }
    None
}
