//! What the elements around a segment look like: sums over their text, their vocabulary, and how much they resemble
//! the container of the story.

use html5ever::local_name;

use super::quick_map::QuickMap;
use super::text::TextStats;
use crate::dom::{Document, NodeId, Tag};
use crate::lexicon::{self, CLASS_CONCEPTS, Concepts};
use crate::metadata::Name;
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
/// Place of `article` among them.
pub(super) const ARTICLE: usize = 5;

/// By tag, its place among [`ANCESTOR_TAGS`]; past their end for others.
#[allow(clippy::indexing_slicing, reason = "run by the compiler")]
static ANCESTOR_COLUMN: [usize; 256] = {
    let mut columns = [ANCESTOR_TAGS.len(); 256];
    let mut at = 0;
    while at < ANCESTOR_TAGS.len() {
        let mut tags = ANCESTOR_TAGS[at].1;
        while let [tag, rest @ ..] = tags {
            columns[*tag as usize] = at;
            tags = rest;
        }
        at += 1;
    }
    columns
};

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
    /// Of the prose, what stands outside containers named boilerplate.
    pub story_chars: f32,
    pub headings: f32,
    /// Headings that are a link.
    pub linked_headings: f32,
    pub images: f32,
    pub times: f32,
    pub controls: f32,
    pub links: f32,
    pub anchors: f32,
    pub meta_links: f32,
    pub author_links: f32,
    pub comment_links: f32,
}

/// Sums over the segments whose three innermost containers have the same tags and classes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PathStats {
    pub segments: f32,
    pub chars: f32,
    pub link_chars: f32,
    pub prose_chars: f32,
    /// The first and the last prose segment.
    pub first_prose: u32,
    pub last_prose: u32,
}

/// A container's place among the children of its parent that have the same tag and class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Twins {
    /// How many there are, itself included.
    pub count: u32,
    /// How many stand before it.
    pub before: u32,
    /// Their characters together.
    pub chars: f32,
}

/// Sums over all containers with the same tag and class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SignatureStats {
    pub containers: f32,
    pub chars: f32,
    pub link_chars: f32,
    pub prose: f32,
    pub prose_chars: f32,
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
    pub paths: Vec<PathStats>,
    /// Per container, the path of the segments that stand right in it.
    pub path_of: Vec<u32>,
    /// The path with the most prose.
    pub main_path: usize,
    pub twins: Vec<Twins>,
    /// Per container, the nearest container at or above it that is one of several twins and holds several segments.
    pub items: Vec<u32>,
    /// The innermost containers that hold most of the page's prose or plain text, in the order of [`CORES`].
    pub cores: [usize; CORES.len()],
}

/// What a core container holds most of, and how much of it.
pub(super) const CORES: [(&str, Measure, f32); 9] = [
    ("prose50", Measure::Prose, 0.5),
    ("prose65", Measure::Prose, 0.65),
    ("prose80", Measure::Prose, 0.8),
    ("prose95", Measure::Prose, 0.95),
    ("story50", Measure::Story, 0.5),
    ("story80", Measure::Story, 0.8),
    ("text50", Measure::Text, 0.5),
    ("text70", Measure::Text, 0.7),
    ("text90", Measure::Text, 0.9),
];

/// What a core container is measured by.
#[derive(Clone, Copy)]
pub(super) enum Measure {
    /// Characters of prose.
    Prose,
    /// Of prose outside what is named boilerplate.
    Story,
    /// Characters outside links.
    Text,
}

impl Measure {
    fn of(self, stats: &ContainerStats) -> f32 {
        match self {
            Measure::Prose => stats.prose_chars,
            Measure::Story => stats.story_chars,
            Measure::Text => stats.chars - stats.link_chars,
        }
    }
}

/// Class concepts whose containers hold no story.
const NO_STORY: [&str; 8] = ["comment", "related", "subscribe", "ads", "cookie", "side", "foot", "modal"];

/// Twins from which they count as a list of items.
const MIN_ITEMS: u32 = 3;

#[allow(
    clippy::indexing_slicing,
    reason = "container indices come from `segments.containers()`, parents first"
)]
pub(super) fn containers(
    doc: &Document,
    segments: &Segments,
    texts: &[TextStats],
    gated: &[Name],
) -> Containers {
    let list = segments.containers();
    let mut out = Containers {
        stats: vec![ContainerStats::default(); list.len()],
        signatures: Vec::new(),
        concepts: Vec::with_capacity(list.len()),
        tags: Vec::with_capacity(list.len()),
        top: 0,
        holds_top: vec![false; list.len()],
        paths: Vec::new(),
        path_of: Vec::new(),
        main_path: 0,
        twins: vec![Twins::default(); list.len()],
        items: vec![NOWHERE; list.len()],
        cores: [0; CORES.len()],
    };
    // What the page declares as the gated part of its story is body, whatever its class says ("paywall").
    let [body, subscribe] = ["body", "subscribe"].map(concept);
    // By tag and class: the signature's index and the concepts the class names.
    let mut signatures: QuickMap<u64, (u32, Concepts)> = QuickMap::default();
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
        if gated.iter().any(|name| is_named(doc, container.node, name)) {
            concepts[subscribe] = NOWHERE;
            concepts[body] = i as u32;
        }
        if let Some(slot) = tags.get_mut(ANCESTOR_COLUMN[tag as usize]) {
            *slot = i as u32;
        }
        out.concepts.push(concepts);
        out.tags.push(tags);
    }
    out.sum(doc, segments, texts);
    out.find_top(segments);
    out.find_paths(segments, texts);
    out.find_items(segments);
    out.find_cores();
    out
}

/// Place of a class concept among [`CLASS_CONCEPTS`].
fn concept(name: &str) -> usize {
    CLASS_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap_or(0)
}

fn is_named(doc: &Document, node: NodeId, name: &Name) -> bool {
    match name {
        Name::Class(name) => doc.class(node).split_ascii_whitespace().any(|token| token == name),
        Name::Id(name) => doc.attr(node, &local_name!("id")) == Some(name),
    }
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
        let no_story = NO_STORY.map(concept);
        for (segment, text) in segments.list().iter().zip(texts) {
            let stats = &mut self.stats[segment.container];
            stats.chars += text.chars;
            stats.link_chars += text.link_chars;
            stats.stops += text.stops;
            stats.commas += text.commas;
            stats.segments += 1.0;
            if doc.tag(segment.block).heading_level().is_some() {
                stats.headings += 1.0;
                stats.linked_headings += f32::from(u8::from(2 * segment.link_chars > segment.chars));
            }
            if text.is_prose() && !segment.hidden {
                stats.prose += 1.0;
                stats.prose_chars += text.chars;
                let concepts = self.concepts[segment.container];
                if no_story.iter().all(|&c| concepts[c] == NOWHERE) {
                    stats.story_chars += text.chars;
                }
                // A paragraph speaks for the element around it; text cut by `<br>` for the element it stands in.
                let is_paragraph = matches!(doc.tag(segment.block), Tag::P | Tag::Li | Tag::Dd);
                let from = if is_paragraph { list[segment.container].parent } else { segment.container };
                self.credit_prose(segments, from, text);
            }
        }
        for (stats, container) in self.stats.iter_mut().zip(list) {
            let f = container.furniture;
            stats.images = f.images.into();
            stats.times = f.times.into();
            stats.controls = f.controls.into();
            stats.links = f.links.into();
            stats.anchors = f.anchors.into();
            stats.meta_links = f.meta_links.into();
            stats.author_links = f.author_links.into();
            stats.comment_links = f.comment_links.into();
        }
        for i in (1..list.len()).rev() {
            let child = self.stats[i];
            let signature = &mut self.signatures[child.signature as usize];
            signature.containers += 1.0;
            signature.chars += child.chars;
            signature.link_chars += child.link_chars;
            signature.prose += child.prose;
            signature.prose_chars += child.prose_chars;
            let parent = &mut self.stats[list[i].parent];
            parent.chars += child.chars;
            parent.link_chars += child.link_chars;
            parent.stops += child.stops;
            parent.commas += child.commas;
            parent.segments += child.segments;
            parent.prose += child.prose;
            parent.prose_chars += child.prose_chars;
            parent.story_chars += child.story_chars;
            parent.headings += child.headings;
            parent.linked_headings += child.linked_headings;
            parent.images += child.images;
            parent.times += child.times;
            parent.controls += child.controls;
            parent.links += child.links;
            parent.anchors += child.anchors;
            parent.meta_links += child.meta_links;
            parent.author_links += child.author_links;
            parent.comment_links += child.comment_links;
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

    fn find_paths(&mut self, segments: &Segments, texts: &[TextStats]) {
        let list = segments.containers();
        let mut known: QuickMap<(u32, u32, u32), u32> = QuickMap::default();
        for (i, container) in list.iter().enumerate() {
            let signature = |at: usize| self.stats[at].signature;
            let parent = container.parent;
            let key = (signature(i), signature(parent), signature(list[parent].parent));
            let next = known.len() as u32;
            self.path_of.push(*known.entry(key).or_insert(next));
        }
        let none = PathStats { first_prose: NOWHERE, ..PathStats::default() };
        self.paths = vec![none; known.len()];
        for (i, (segment, text)) in segments.list().iter().zip(texts).enumerate() {
            let path = &mut self.paths[self.path_of[segment.container] as usize];
            path.segments += 1.0;
            path.chars += text.chars;
            path.link_chars += text.link_chars;
            if text.is_prose() && !segment.hidden {
                path.prose_chars += text.chars;
                path.first_prose = path.first_prose.min(i as u32);
                path.last_prose = i as u32;
            }
        }
        for (i, path) in self.paths.iter().enumerate() {
            if path.prose_chars > self.paths[self.main_path].prose_chars {
                self.main_path = i;
            }
        }
    }

    fn find_items(&mut self, segments: &Segments) {
        let list = segments.containers();
        let mut known: QuickMap<(usize, u32), usize> = QuickMap::default();
        let mut groups: Vec<Twins> = Vec::new();
        let mut group_of = vec![0; list.len()];
        for (i, container) in list.iter().enumerate().skip(1) {
            let at = *known.entry((container.parent, self.stats[i].signature)).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Twins::default());
            }
            let group = &mut groups[at];
            group_of[i] = at;
            self.twins[i].before = group.count;
            group.count += 1;
            group.chars += self.stats[i].chars;
        }
        for (i, container) in list.iter().enumerate().skip(1) {
            let group = groups[group_of[i]];
            self.twins[i] = Twins { before: self.twins[i].before, ..group };
            let is_item = group.count >= MIN_ITEMS && self.stats[i].segments >= 2.0;
            self.items[i] = if is_item { i as u32 } else { self.items[container.parent] };
        }
    }

    fn find_cores(&mut self) {
        for (core, (_, measure, most)) in self.cores.iter_mut().zip(CORES) {
            let total = self.stats.first().map_or(0.0, |root| measure.of(root));
            // Those that hold more than half lie in each other; the innermost stands last.
            let holds = |stats: &ContainerStats| total > 0.0 && measure.of(stats) > most * total;
            *core = self.stats.iter().rposition(holds).unwrap_or(0);
        }
    }
}
