//! What the elements around a segment look like: sums over their text, their vocabulary, and how much they resemble
//! the container of the story.

use std::collections::HashMap;

use html5ever::local_name;

use super::text::TextStats;
use crate::dom::{Document, NodeId, Tag};
use crate::lexicon::{self, CLASS_CONCEPTS, Concepts};
use crate::segment::Segments;

/// Number of class concepts.
pub(super) const CONCEPTS: usize = CLASS_CONCEPTS.len();

/// Ancestor elements whose distance is measured.
pub(super) const ANCESTOR_TAGS: [(&str, &[Tag]); 16] = [
    ("nav", &[Tag::Nav]),
    ("header", &[Tag::Header]),
    ("footer", &[Tag::Footer]),
    ("aside", &[Tag::Aside]),
    ("main", &[Tag::Main]),
    ("article", &[Tag::Article]),
    ("section", &[Tag::Section]),
    ("form", &[Tag::Form]),
    ("table", &[Tag::Table]),
    ("list", &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir]),
    ("figure", &[Tag::Figure]),
    ("quote", &[Tag::Blockquote]),
    ("details", &[Tag::Details, Tag::Dialog]),
    ("definitions", &[Tag::Dl]),
    ("control", &[Tag::Button, Tag::Label]),
    ("item", &[Tag::Li]),
];
/// No ancestor of that kind.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Sums over a container and what is in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ContainerStats {
    pub chars: f32,
    pub link_chars: f32,
    pub stops: f32,
    pub commas: f32,
    pub segments: f32,
    /// Segments that read as prose, and their characters.
    pub prose: f32,
    pub prose_chars: f32,
    /// Prose below it, near levels counting more: the measure of Readability (Arc90, 2009) and its heirs.
    pub readability: f32,
    pub signature: u32,
}

/// Sums over all containers with the same tag and class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SignatureStats {
    pub containers: f32,
    pub chars: f32,
    pub link_chars: f32,
    pub prose: f32,
}

pub(super) struct Containers {
    pub stats: Vec<ContainerStats>,
    pub signatures: Vec<SignatureStats>,
    /// Per container and class concept, the nearest container at or above it of that concept.
    pub concepts: Vec<[u32; CONCEPTS]>,
    /// Per container and entry of [`ANCESTOR_TAGS`], the nearest container at or above it with such a tag.
    pub tags: Vec<[u32; ANCESTOR_TAGS.len()]>,
    /// The container with the highest readability.
    pub top: usize,
    /// Per container, whether it is `top` or holds it.
    pub holds_top: Vec<bool>,
}

#[allow(
    clippy::indexing_slicing,
    reason = "container indices come from `segments.containers()`, parents first"
)]
pub(super) fn containers(doc: &Document, segments: &Segments, texts: &[TextStats]) -> Containers {
    let list = segments.containers();
    let mut out = Containers {
        stats: vec![ContainerStats::default(); list.len()],
        signatures: Vec::new(),
        concepts: Vec::with_capacity(list.len()),
        tags: Vec::with_capacity(list.len()),
        top: 0,
        holds_top: vec![false; list.len()],
    };
    // By tag and class: the signature's index and the concepts the class names.
    let mut signatures: HashMap<u64, (u32, Concepts)> = HashMap::new();
    for (i, container) in list.iter().enumerate() {
        let (mut concepts, mut tags) = if i == 0 {
            ([NOWHERE; CONCEPTS], [NOWHERE; ANCESTOR_TAGS.len()])
        } else {
            (out.concepts[container.parent], out.tags[container.parent])
        };
        let tag = doc.tag(container.node);
        let class = doc.class(container.node);
        let next = out.signatures.len() as u32;
        let (signature, class_concepts) = *signatures
            .entry(class_hash(class) ^ ((tag as u64) << 56))
            .or_insert_with(|| (next, lexicon::class_concepts(class)));
        if signature == next {
            out.signatures.push(SignatureStats::default());
        }
        out.stats[i].signature = signature;
        // The page's own wrappers name the whole page ("single-post has-sidebar"); they tell nothing apart.
        let is_page = matches!(tag, Tag::Body | Tag::Html);
        let mut bits = if is_page { 0 } else { class_concepts | other_concepts(doc, container.node) };
        while bits != 0 {
            concepts[bits.trailing_zeros() as usize] = i as u32;
            bits &= bits - 1;
        }
        // The commonest elements are none of those measured.
        if !matches!(tag, Tag::Div | Tag::P | Tag::Tr | Tag::Td) {
            for (slot, (_, set)) in tags.iter_mut().zip(ANCESTOR_TAGS) {
                if set.contains(&tag) {
                    *slot = i as u32;
                }
            }
        }
        out.concepts.push(concepts);
        out.tags.push(tags);
    }
    out.sum(doc, segments, texts);
    out.find_top(segments);
    out
}

/// Hash of a class value without its digits: numbers tell siblings apart (`post-123`), whose signature is the same.
fn class_hash(class: &str) -> u64 {
    let hash = class
        .bytes()
        .filter(|byte| !byte.is_ascii_digit())
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash & ((1 << 56) - 1)
}

/// Concepts that attributes other than `class` name.
fn other_concepts(doc: &Document, node: NodeId) -> Concepts {
    doc.attributes(node)
        .iter()
        .filter(|a| [local_name!("id"), local_name!("role"), local_name!("itemprop")].contains(&a.name.local))
        .fold(0, |concepts, a| concepts | lexicon::class_concepts(&a.value))
}

#[allow(
    clippy::indexing_slicing,
    reason = "container indices come from `segments.containers()`, parents first"
)]
impl Containers {
    fn sum(&mut self, doc: &Document, segments: &Segments, texts: &[TextStats]) {
        let list = segments.containers();
        for (segment, text) in segments.list().iter().zip(texts) {
            let stats = &mut self.stats[segment.container];
            stats.chars += text.chars;
            stats.link_chars += text.link_chars;
            stats.stops += text.stops;
            stats.commas += text.commas;
            stats.segments += 1.0;
            if text.is_prose() && !segment.hidden {
                stats.prose += 1.0;
                stats.prose_chars += text.chars;
                // A paragraph speaks for the element around it; text cut by `<br>` for the element it stands in.
                let is_paragraph = matches!(doc.tag(segment.block), Tag::P | Tag::Li | Tag::Dd);
                let from = if is_paragraph { list[segment.container].parent } else { segment.container };
                self.credit_prose(segments, from, text);
            }
        }
        for i in (1..list.len()).rev() {
            let child = self.stats[i];
            let signature = &mut self.signatures[child.signature as usize];
            signature.containers += 1.0;
            signature.chars += child.chars;
            signature.link_chars += child.link_chars;
            signature.prose += child.prose;
            let parent = &mut self.stats[list[i].parent];
            parent.chars += child.chars;
            parent.link_chars += child.link_chars;
            parent.stops += child.stops;
            parent.commas += child.commas;
            parent.segments += child.segments;
            parent.prose += child.prose;
            parent.prose_chars += child.prose_chars;
        }
    }

    /// Credits a prose segment to a container and those around it: fully, by half, by a third of a half, ...
    fn credit_prose(&mut self, segments: &Segments, from: usize, text: &TextStats) {
        let list = segments.containers();
        let credit = 1.0 + text.commas.min(10.0) + (text.chars.max(2.0 * text.unspaced) / 100.0).min(3.0);
        let mut at = from;
        for share in [1.0, 0.5, 0.17, 0.12, 0.09] {
            self.stats[at].readability += credit * share;
            if at == 0 {
                break;
            }
            at = list[at].parent;
        }
    }

    fn find_top(&mut self, segments: &Segments) {
        let mut best = -1.0;
        for (i, stats) in self.stats.iter_mut().enumerate() {
            stats.readability *= 1.0 - stats.link_chars / stats.chars.max(1.0);
            if stats.readability > best {
                (best, self.top) = (stats.readability, i);
            }
        }
        let mut at = self.top;
        while at != 0 {
            self.holds_top[at] = true;
            at = segments.containers()[at].parent;
        }
        if let Some(root) = self.holds_top.first_mut() {
            *root = true;
        }
    }
}
