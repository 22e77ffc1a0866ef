//! Segments -> [`Features`]: plain numbers per segment, for the scorer and its trainer alike.
//!
//! Nothing here judges; every number is a measurement a reader of the page could repeat. The families, in the order of
//! the columns, are the functions of [`row::Row`]; [`names`] labels each column, `FEATURES.md` documents it. Lengths are
//! logarithms of characters, shares run from 0 to 1, distances are in segments or container levels, and -1 stands for
//! "there is none".

use std::f64::consts::{LN_2, SQRT_2};

mod containers;
mod levels;
mod page;
mod quick_map;
mod row;
#[cfg(test)]
mod tests;
mod text;

use containers::{CONCEPTS, ContainerStats, Containers, NOWHERE, PathStats, SignatureStats};
use levels::Levels;
use row::Row;
use text::{Known, Shingles, TextStats, Words};

use crate::dom::{Document, Tag};
use crate::lexicon::{CLASS_CONCEPTS, PHRASE_CONCEPTS};
use crate::metadata::Declared;
use crate::segment::Segments;

/// Measurements of all segments of a page, one row a segment, [`Features::columns`] numbers a row.
#[derive(Default)]
pub struct Features {
    columns: usize,
    values: Vec<f32>,
}

impl Features {
    /// Numbers per segment.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The rows, in the order of the segments.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.columns.max(1))
    }
}

/// Measures every segment. Linear in the page.
pub fn features(doc: &Document, segments: &Segments, declared: &Declared) -> Features {
    let page = PageView::new(doc, segments, declared);
    let mut values = Vec::new();
    let mut columns = 0;
    for index in 0..segments.len() {
        let mut row = Row { page: &page, index, out: Values(&mut values) };
        row.measure();
        if index == 0 {
            columns = values.len();
            values.reserve(columns * segments.len());
        }
    }
    Features { columns, values }
}

/// What each column measures, in order: `family.name`.
pub fn names() -> Vec<String> {
    let doc = crate::dom::parse("<p>x</p>", &crate::extractor::Limits::new());
    let segments = crate::segment::segments(&doc);
    let page = PageView::new(&doc, &segments, &Declared::default());
    let mut names = Names(Vec::new());
    Row { page: &page, index: 0, out: &mut names }.measure();
    names.0
}

/// Where a row's measurements go: their values, or, to label them, their names.
trait Columns {
    fn put(&mut self, family: &str, name: &str, value: f32);

    /// As many at once as there are values.
    fn put_all<'n>(&mut self, labels: impl Iterator<Item = (&'n str, &'n str)>, values: &[f32]);
}

struct Values<'a>(&'a mut Vec<f32>);

impl Columns for Values<'_> {
    #[inline]
    fn put(&mut self, _: &str, _: &str, value: f32) {
        self.0.push(value);
    }

    #[inline]
    fn put_all<'n>(&mut self, _: impl Iterator<Item = (&'n str, &'n str)>, values: &[f32]) {
        self.0.extend_from_slice(values);
    }
}

struct Names(Vec<String>);

impl Columns for &mut Names {
    fn put(&mut self, family: &str, name: &str, _: f32) {
        self.0.push(if family.is_empty() { name.to_owned() } else { format!("{family}.{name}") });
    }

    fn put_all<'n>(&mut self, labels: impl Iterator<Item = (&'n str, &'n str)>, values: &[f32]) {
        labels.zip(values).for_each(|((family, name), &value)| self.put(family, name, value));
    }
}

/// Class concepts whose distance tells something besides their share of the page.
const NEAR_CONCEPTS: [&str; 12] = [
    "comment", "related", "nav", "cookie", "foot", "head", "modal", "caption", "post", "body", "lead", "box",
];

/// Longest label, in bytes, whose phrases count as a section heading.
const MAX_HEADING_BYTES: usize = 100;

/// Names of what is measured of a section, of an item of a list and of a kind of place.
const SECTION: [&str; 9] = [
    "level",
    "segments",
    "chars",
    "link_share",
    "prose_share",
    "number",
    "before_prose_share",
    "after_prose_share",
    "after_level",
];
const ITEM: [&str; 11] = [
    "count",
    "mean_chars",
    "page_share",
    "chars",
    "segments",
    "link_share",
    "prose_share",
    "images",
    "controls",
    "links",
    "author_links",
];
const PATH: [&str; 6] =
    ["segments", "mean_chars", "page_share", "prose_share", "own_prose_share", "link_share"];

/// What is measured once a page.
struct PageView<'a> {
    doc: &'a Document,
    segments: &'a Segments,
    texts: Vec<TextStats>,
    containers: Containers,
    totals: Totals,
    /// The segment that repeats the title, or the first `<h1>`.
    headline: Option<usize>,
    /// Per segment, how many segments have the same letters and digits.
    repeats: Vec<f32>,
    /// Per segment and phrase concept, the last label at or before it that names the concept.
    labels: Vec<[u32; PHRASE_CONCEPTS.len()]>,
    /// Per segment, the heading it stands under.
    headings: Vec<u32>,
    /// Per segment, the nearest prose segment before and after it.
    prose_before: Vec<u32>,
    prose_after: Vec<u32>,
    /// Per segment, characters of prose before it.
    prose_chars_before: Vec<f32>,
    /// Per segment, whether it opens with the words of a short line just above: a name and its bio, a term and its text.
    opens_like_label: Vec<bool>,
    has_authors: bool,
    has_date: bool,
    /// Per segment, how many segments before it have the same words.
    copies: Vec<f32>,
    /// The runs of segments from one heading to the next.
    sections: Vec<Section>,
    section_of: Vec<u32>,
    /// Per segment, `h1` headings at or above it.
    h1s_above: Vec<f32>,
    /// The `article` containers.
    articles: Vec<u32>,
    /// What is measured of each container, and of all containers with the same tag and class.
    around: Vec<Around>,
    alike: Vec<Alike>,
    items: Vec<[f32; 11]>,
    paths: Vec<[f32; 6]>,
    section_rows: Vec<[f32; 9]>,
    levels: Levels,
    /// By class concept, whether its distance is measured.
    near: [bool; CONCEPTS],
    /// The page-level measurements, the same for every segment: families and names, and values.
    page_row: (Vec<(&'static str, &'static str)>, Vec<f32>),
}

/// Measurements of a container: its text, and the media, fields and links in it.
struct Around {
    text: [f32; 3],
    furniture: [f32; 8],
    page_share: f32,
}

impl Around {
    const TEXT: [&str; 3] = ["chars", "link_share", "stop_share"];
    const FURNITURE: [&str; 8] = [
        "images",
        "times",
        "controls",
        "anchors",
        "author_links",
        "comment_links",
        "linked_headings",
        "headings",
    ];

    fn of(s: &ContainerStats, totals: &Totals) -> Self {
        if s.segments == 0.0 {
            // No segment is in it, so no row asks.
            return Around { text: [0.0; 3], furniture: [0.0; 8], page_share: 0.0 };
        }
        Around {
            text: [log(s.chars), share(s.link_chars, s.chars), share(100.0 * s.stops, s.chars)],
            furniture: [
                share(s.images, s.segments),
                share(s.times, s.segments),
                share(s.controls, s.segments),
                share(s.anchors, s.links),
                share(s.author_links, s.segments),
                share(s.comment_links, s.segments),
                share(s.linked_headings, s.headings),
                share(s.headings, s.segments),
            ],
            page_share: share(s.chars, totals.chars),
        }
    }
}

/// Measurements of all containers with one tag and class.
struct Alike([f32; 6]);

impl Alike {
    const NAMES: [&str; 6] = ["count", "chars", "link_share", "prose", "page_share", "prose_share"];

    fn of(s: &SignatureStats, totals: &Totals) -> Self {
        Alike([
            log(s.containers),
            log(share(s.chars, s.containers)),
            share(s.link_chars, s.chars),
            share(s.prose, s.containers),
            share(s.chars, totals.chars),
            share(s.prose_chars, totals.prose_chars),
        ])
    }
}

/// A heading and what stands under it up to the next heading.
#[derive(Clone, Copy, Default)]
struct Section {
    /// Level of the heading, 0 for what stands above the first.
    level: f32,
    segments: f32,
    chars: f32,
    link_chars: f32,
    prose_chars: f32,
}

#[derive(Default)]
struct Totals {
    chars: f32,
    link_chars: f32,
    prose: f32,
    prose_chars: f32,
    unspaced: f32,
    headings: f32,
    list_chars: f32,
    table_chars: f32,
    articles: f32,
    h1s: f32,
    hidden_chars: f32,
}

impl<'a> PageView<'a> {
    fn new(doc: &'a Document, segments: &'a Segments, declared: &Declared) -> Self {
        let metadata = &declared.metadata;
        let title = metadata.title.as_ref().map(|t| t.value.as_str()).unwrap_or_default();
        let description = metadata.description.as_ref().map(|t| t.value.as_str()).unwrap_or_default();
        let known = Known {
            title: Words::of(title),
            description: Words::of(description),
            declared: Shingles::of(&declared.signals.texts),
        };
        let texts = text::text_stats(segments, &known);
        let containers = containers::containers(doc, segments, &texts, &declared.signals.gated);
        let (repeats, copies) = repeats_and_copies(&texts);
        let mut page = PageView {
            doc,
            segments,
            containers,
            totals: Totals::default(),
            headline: None,
            repeats,
            labels: Vec::with_capacity(texts.len()),
            headings: Vec::with_capacity(texts.len()),
            prose_before: Vec::with_capacity(texts.len()),
            prose_after: vec![NOWHERE; texts.len()],
            prose_chars_before: Vec::with_capacity(texts.len()),
            opens_like_label: (0..texts.len())
                .map(|i| (i.saturating_sub(3)..i).any(|label| opens_like_label(segments, &texts, i, label)))
                .collect(),
            has_authors: !metadata.authors.is_empty(),
            has_date: metadata.published.is_some(),
            copies,
            sections: Vec::new(),
            section_of: Vec::with_capacity(texts.len()),
            h1s_above: Vec::with_capacity(texts.len()),
            articles: Vec::new(),
            around: Vec::new(),
            alike: Vec::new(),
            items: Vec::new(),
            paths: Vec::new(),
            section_rows: Vec::new(),
            levels: Levels::default(),
            near: std::array::from_fn(|i| {
                CLASS_CONCEPTS.get(i).is_some_and(|(name, _)| NEAR_CONCEPTS.contains(name))
            }),
            page_row: Default::default(),
            texts,
        };
        page.sweep();
        page.find_headline();
        page.cut_sections();
        page.around = page.containers.stats.iter().map(|s| Around::of(s, &page.totals)).collect();
        page.alike = page.containers.signatures.iter().map(|s| Alike::of(s, &page.totals)).collect();
        page.items = (0..page.containers.stats.len()).map(|at| page.item_row(at)).collect();
        page.paths = page.containers.paths.iter().map(|path| page.path_row(path)).collect();
        page.section_rows = (0..page.sections.len()).map(|at| page.section_row(at)).collect();
        page.levels = page.measure_levels();
        page.page_row = page::row(&page, &declared.signals);
        page
    }

    fn item_row(&self, at: usize) -> [f32; 11] {
        let containers = &self.containers;
        let is_item = at == 0 || containers.items.get(at) == Some(&(at as u32));
        let (Some(s), Some(twins), true) = (containers.stats.get(at), containers.twins.get(at), is_item)
        else {
            // No row asks.
            return [0.0; 11];
        };
        [
            log(twins.count as f32),
            log(share(twins.chars, twins.count as f32)),
            share(twins.chars, self.totals.chars),
            log(s.chars),
            log(s.segments),
            share(s.link_chars, s.chars),
            share(s.prose_chars, s.chars),
            s.images.min(9.0),
            s.controls.min(9.0),
            log(s.links),
            s.author_links.min(9.0),
        ]
    }

    fn path_row(&self, path: &PathStats) -> [f32; 6] {
        [
            log(path.segments),
            log(share(path.chars, path.segments)),
            share(path.chars, self.totals.chars),
            share(path.prose_chars, self.totals.prose_chars),
            share(path.prose_chars, path.chars),
            share(path.link_chars, path.chars),
        ]
    }

    fn section_row(&self, at: usize) -> [f32; 9] {
        let section =
            |at: Option<usize>| at.and_then(|at| self.sections.get(at)).copied().unwrap_or_default();
        let (before, s, after) = (section(at.checked_sub(1)), section(Some(at)), section(Some(at + 1)));
        [
            s.level,
            log(s.segments),
            log(s.chars),
            share(s.link_chars, s.chars),
            share(s.prose_chars, s.chars),
            log(at as f32),
            share(before.prose_chars, before.chars),
            share(after.prose_chars, after.chars),
            after.level,
        ]
    }

    fn measure_levels(&self) -> Levels {
        let of = |segment: Option<usize>| {
            segment.and_then(|i| self.segments.list().get(i)).map_or(0, |segment| segment.container)
        };
        let main = self.containers.paths.get(self.containers.main_path).map(|main| main.first_prose as usize);
        Levels::new(self.segments.containers(), &self.containers, of(self.headline), of(main))
    }

    /// One pass down the page for everything that depends on what came before.
    fn sweep(&mut self) {
        let mut labels = [NOWHERE; PHRASE_CONCEPTS.len()];
        let (mut heading, mut prose) = (NOWHERE, NOWHERE);
        let mut prose_chars = 0.0;
        let totals = &mut self.totals;
        for (i, (segment, text)) in self.segments.list().iter().zip(&self.texts).enumerate() {
            self.prose_before.push(prose);
            self.prose_chars_before.push(prose_chars);
            self.headings.push(heading);
            let tag = self.doc.tag(segment.block);
            if text.phrase_share >= 0.5 && self.segments.text(i).len() <= MAX_HEADING_BYTES {
                let mut bits = text.phrases;
                while bits != 0 {
                    if let Some(slot) = labels.get_mut(bits.trailing_zeros() as usize) {
                        *slot = i as u32;
                    }
                    bits &= bits - 1;
                }
            }
            self.labels.push(labels);
            if tag.heading_level().is_some() {
                heading = i as u32;
                totals.headings += 1.0;
                totals.h1s += f32::from(u8::from(tag == Tag::H1));
            }
            self.h1s_above.push(totals.h1s);
            if text.is_prose() {
                prose = i as u32;
                prose_chars += text.chars;
                totals.prose += 1.0;
            }
            totals.chars += text.chars;
            totals.link_chars += text.link_chars;
            totals.unspaced += text.unspaced;
            totals.hidden_chars += if segment.hidden { text.chars } else { 0.0 };
            match tag {
                Tag::Li => totals.list_chars += text.chars,
                Tag::Td | Tag::Th => totals.table_chars += text.chars,
                _ => {}
            }
        }
        totals.prose_chars = prose_chars;
        let containers = self.segments.containers().iter().zip(0..);
        let articles = containers.filter(|(c, _)| self.doc.tag(c.node) == Tag::Article);
        self.articles = articles.map(|(_, i)| i).collect();
        totals.articles = self.articles.len() as f32;
        let mut prose = NOWHERE;
        for (i, slot) in self.prose_after.iter_mut().enumerate().rev() {
            *slot = prose;
            if self.texts.get(i).is_some_and(TextStats::is_prose) {
                prose = i as u32;
            }
        }
    }

    fn cut_sections(&mut self) {
        let mut section = Section::default();
        for (segment, text) in self.segments.list().iter().zip(&self.texts) {
            let level = self.doc.tag(segment.block).heading_level();
            if let Some(level) = level {
                self.sections.push(section);
                section = Section { level: level.into(), ..Section::default() };
            }
            self.section_of.push(self.sections.len() as u32);
            section.segments += 1.0;
            section.chars += text.chars;
            section.link_chars += text.link_chars;
            section.prose_chars += if text.is_prose() { text.chars } else { 0.0 };
        }
        self.sections.push(section);
    }

    fn find_headline(&mut self) {
        let mut best = 0.0;
        let mut first_h1 = None;
        for (i, (segment, text)) in self.segments.list().iter().zip(&self.texts).enumerate() {
            let tag = self.doc.tag(segment.block);
            if tag == Tag::H1 && first_h1.is_none() {
                first_h1 = Some(i);
            }
            let bonus = if tag.heading_level().is_some() { 0.15 } else { 0.0 };
            if text.title_likeness >= 0.6 && text.title_likeness + bonus > best {
                best = text.title_likeness + bonus;
                self.headline = Some(i);
            }
        }
        self.headline = self.headline.or(first_h1);
    }
}

/// Whether a segment opens with the words of a short one.
fn opens_like_label(segments: &Segments, texts: &[TextStats], index: usize, label: usize) -> bool {
    let (Some(text), Some(name)) = (texts.get(index), texts.get(label)) else { return false };
    (2.0..=5.0).contains(&name.words)
        && text.first_word == name.first_word
        && segments.text(index).starts_with(segments.text(label))
}

/// Per segment, how many have the same letters and digits, and how many of them stand before it.
fn repeats_and_copies(texts: &[TextStats]) -> (Vec<f32>, Vec<f32>) {
    let mut order: Vec<(u64, usize)> = texts.iter().enumerate().map(|(i, t)| (t.hash, i)).collect();
    order.sort_unstable();
    let (mut repeats, mut copies) = (vec![0.0; texts.len()], vec![0.0; texts.len()]);
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for (before, &(_, i)) in group.iter().enumerate() {
            if let (Some(repeats), Some(copies)) = (repeats.get_mut(i), copies.get_mut(i)) {
                (*repeats, *copies) = (group.len() as f32, before as f32);
            }
        }
    }
    (repeats, copies)
}

/// `ln(1 + value)` for values from 0, the same bits on every machine: a score decides, and the platform's own logarithm may
/// differ in its last bit.
///
/// By `ln(m * 2^e) = e * ln 2 + 2 * artanh((m - 1) / (m + 1))` with `m` near 1, and the series of `artanh`.
fn log(value: f32) -> f32 {
    let x = 1.0 + f64::from(value.max(0.0));
    // The exponent for which the mantissa lies between the square roots of 1/2 and 2.
    let exponent = ((x * SQRT_2).to_bits() >> 52).cast_signed() - 1023;
    let mantissa = f64::from_bits(x.to_bits().wrapping_sub((exponent << 52).cast_unsigned()));
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let series =
        (1..8).rev().fold(0.0, |sum, n| (sum + 1.0 / f64::from(2 * n - 1)) * if n > 1 { t * t } else { t });
    (exponent as f64 * LN_2 + 2.0 * series) as f32
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
