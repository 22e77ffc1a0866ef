//! Segments -> [`Features`]: plain numbers per segment, for the scorer and its trainer alike.
//!
//! Nothing here judges; every number is a measurement a reader of the page could repeat. The families, in the order of
//! the columns, are the functions of [`Row`]; [`names`] labels each column. Lengths are logarithms of characters, shares
//! run from 0 to 1, distances are in segments or container levels, and -1 stands for "there is none".

mod containers;
mod text;

use containers::{ANCESTOR_TAGS, CONCEPTS, Containers, NOWHERE};
use text::{TextStats, Words};

use crate::article::Metadata;
use crate::dom::{Document, Tag};
use crate::lexicon::{CLASS_CONCEPTS, PHRASE_CONCEPTS};
use crate::segment::{Segment, Segments};

/// Measurements of all segments of a page, one row a segment, [`Features::columns`] numbers a row.
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
pub fn features(doc: &Document, segments: &Segments, metadata: &Metadata) -> Features {
    let page = PageView::new(doc, segments, metadata);
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
    let page = PageView::new(&doc, &segments, &Metadata::default());
    let mut names = Names(Vec::new());
    Row { page: &page, index: 0, out: &mut names }.measure();
    names.0
}

/// Where a row's measurements go: their values, or, to label them, their names.
trait Columns {
    fn put(&mut self, family: &str, name: &str, value: f32);
}

struct Values<'a>(&'a mut Vec<f32>);

impl Columns for Values<'_> {
    #[inline]
    fn put(&mut self, _: &str, _: &str, value: f32) {
        self.0.push(value);
    }
}

struct Names(Vec<String>);

impl Columns for &mut Names {
    fn put(&mut self, family: &str, name: &str, _: f32) {
        self.0.push(if family.is_empty() { name.to_owned() } else { format!("{family}.{name}") });
    }
}

/// Longest label, in bytes, whose phrases count as a section heading.
const MAX_HEADING_BYTES: usize = 100;

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
    fn new(doc: &'a Document, segments: &'a Segments, metadata: &Metadata) -> Self {
        let title = metadata.title.as_ref().map(|t| t.value.as_str()).unwrap_or_default();
        let description = metadata.description.as_ref().map(|t| t.value.as_str()).unwrap_or_default();
        let texts = text::text_stats(segments, &Words::of(title), &Words::of(description));
        let containers = containers::containers(doc, segments, &texts);
        let mut page = PageView {
            doc,
            segments,
            containers,
            totals: Totals::default(),
            headline: None,
            repeats: repeats(&texts),
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
            texts,
        };
        page.sweep();
        page.find_headline();
        page
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
        totals.articles =
            self.segments.containers().iter().filter(|c| self.doc.tag(c.node) == Tag::Article).count() as f32;
        let mut prose = NOWHERE;
        for (i, slot) in self.prose_after.iter_mut().enumerate().rev() {
            *slot = prose;
            if self.texts.get(i).is_some_and(TextStats::is_prose) {
                prose = i as u32;
            }
        }
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
    let is_label = texts.get(label).is_some_and(|t| (2.0..=5.0).contains(&t.words));
    is_label && segments.text(index).starts_with(segments.text(label))
}

fn repeats(texts: &[TextStats]) -> Vec<f32> {
    let mut order: Vec<(u64, usize)> = texts.iter().enumerate().map(|(i, t)| (t.hash, i)).collect();
    order.sort_unstable();
    let mut out = vec![0.0; texts.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for &(_, i) in group {
            if let Some(slot) = out.get_mut(i) {
                *slot = group.len() as f32;
            }
        }
    }
    out
}

fn log(value: f32) -> f32 {
    (1.0 + value).ln()
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Writes one segment's measurements.
struct Row<'a, 'p, C> {
    page: &'a PageView<'p>,
    index: usize,
    out: C,
}

#[allow(clippy::indexing_slicing, reason = "segment and container indices come from the page's own lists")]
impl<C: Columns> Row<'_, '_, C> {
    fn put(&mut self, name: &str, value: f32) {
        self.out.put("", name, value);
    }

    fn put_in(&mut self, family: &str, name: &str, value: f32) {
        self.out.put(family, name, value);
    }

    fn segment(&self) -> &Segment {
        &self.page.segments.list()[self.index]
    }

    fn text(&self) -> &TextStats {
        &self.page.texts[self.index]
    }

    fn measure(&mut self) {
        self.own_text();
        self.own_markup();
        self.headline();
        self.phrases();
        self.ancestors();
        self.ancestor_tags();
        self.concepts();
        self.story_container();
        self.signature();
        self.position();
        self.neighbours();
        self.page_totals();
    }

    /// The segment's own text.
    fn own_text(&mut self) {
        let t = *self.text();
        self.put("chars", log(t.chars));
        self.put("words", log(t.words));
        self.put("link_share", share(t.link_chars, t.chars));
        self.put("comma_share", share(100.0 * t.commas, t.chars));
        self.put("stop_share", share(100.0 * t.stops, t.chars));
        self.put("digit_share", share(t.digits, t.chars));
        self.put("capital_share", share(t.capitals, t.chars));
        self.put("unspaced_share", share(t.unspaced, t.chars));
        self.put("separator_share", share(100.0 * t.separators, t.chars));
        self.put("ends_sentence", flag(t.ends_sentence));
        self.put("starts_capital", flag(t.starts_capital));
        self.put("starts_digit", flag(t.starts_digit));
        self.put("word_length", share(t.chars, t.words));
        self.put("repeats", self.page.repeats[self.index]);
    }

    /// The element it stands in and how it is marked up.
    fn own_markup(&mut self) {
        let s = *self.segment();
        let page = self.page;
        let tag = page.doc.tag(s.block);
        self.put("heading_level", f32::from(tag.heading_level().unwrap_or(0)));
        self.put("is_p", flag(tag == Tag::P));
        self.put("is_li", flag(tag == Tag::Li));
        self.put("is_cell", flag(matches!(tag, Tag::Td | Tag::Th)));
        self.put("is_div", flag(tag == Tag::Div));
        self.put("is_caption", flag(matches!(tag, Tag::Figcaption | Tag::Caption)));
        self.put("links", f32::from(s.links));
        self.put("hidden", flag(s.hidden));
        self.put("noscript", flag(s.noscript));
        self.put("preformatted", flag(s.preformatted));
        let inline = page.doc.parent(s.first).map_or(Tag::None, |p| page.doc.tag(p));
        self.put("in_span", flag(matches!(inline, Tag::Span | Tag::Small)));
        self.put("in_emphasis", flag(matches!(inline, Tag::Em | Tag::I)));
        let container = page.segments.containers()[s.container];
        self.put("depth", container.depth as f32);
        self.put("block_segments", log((container.end - container.first) as f32));
    }

    /// Likeness to the title and the description, and where the headline stands.
    fn headline(&mut self) {
        let page = self.page;
        let t = *self.text();
        self.put("opens_like_label", flag(page.opens_like_label[self.index]));
        self.put("label_of_next", flag((1..=2).any(|n| self.opens_like(self.index + n, self.index))));
        self.put("title_likeness", t.title_likeness);
        self.put("description_likeness", t.description_likeness);
        let offset = page.headline.map_or(-999.0, |at| self.index as f32 - at as f32);
        let signed_log = if offset <= -999.0 { -9.0 } else { offset.signum() * log(offset.abs()) };
        self.put("from_headline", signed_log);
        let same_container = page.headline.map_or(-1.0, |at| {
            let headline = page.segments.list()[at].container;
            self.levels_to_common(headline)
        });
        self.put("headline_levels", same_container);
    }

    fn opens_like(&self, index: usize, label: usize) -> bool {
        index < self.page.segments.len()
            && opens_like_label(self.page.segments, &self.page.texts, index, label)
    }

    /// Levels from this segment's container up to the one it shares with `other`.
    fn levels_to_common(&self, other: usize) -> f32 {
        let list = self.page.segments.containers();
        let (mut a, mut b) = (self.segment().container, other);
        let mut levels = 0.0;
        while a != b {
            // Parents stand before their children, so the later of the two is never above the other.
            if a > b {
                a = list[a].parent;
                levels += 1.0;
            } else {
                b = list[b].parent;
            }
        }
        levels
    }

    /// Boilerplate phrases: in the segment, in the heading above it, and how far back each was last announced.
    fn phrases(&mut self) {
        let page = self.page;
        let t = *self.text();
        self.put("phrase_share", t.phrase_share);
        let heading = page.headings[self.index];
        let above = if heading == NOWHERE { 0 } else { page.texts[heading as usize].phrases };
        self.put("from_heading", distance(self.index, heading));
        let labels = page.labels[self.index];
        for (bit, ((name, _), label)) in PHRASE_CONCEPTS.iter().zip(labels).enumerate() {
            self.put_in("phrase", name, if t.phrases >> bit & 1 == 1 { t.phrase_share } else { 0.0 });
            self.put_in("heading", name, flag(above >> bit & 1 == 1));
            self.put_in("since", name, distance(self.index, label));
        }
    }

    /// Text of the containers around it, nearest first.
    fn ancestors(&mut self) {
        const LEVELS: [&str; 6] = ["up0", "up1", "up2", "up3", "up4", "up5"];
        let page = self.page;
        let list = page.segments.containers();
        let mut at = self.segment().container;
        for level in LEVELS {
            let stats = page.containers.stats[at];
            self.put_in(level, "chars", log(stats.chars));
            self.put_in(level, "link_share", share(stats.link_chars, stats.chars));
            self.put_in(level, "stop_share", share(100.0 * stats.stops, stats.chars));
            self.put_in(level, "segments", log(stats.segments));
            self.put_in(level, "prose_share", share(stats.prose_chars, stats.chars));
            at = list[at].parent;
        }
    }

    /// Levels up to the nearest element of each kind.
    fn ancestor_tags(&mut self) {
        let page = self.page;
        let tags = page.containers.tags[self.segment().container];
        for ((name, _), found) in ANCESTOR_TAGS.iter().zip(tags) {
            let levels = self.levels_up(found);
            self.put_in("in", name, levels);
        }
    }

    fn levels_up(&self, ancestor: u32) -> f32 {
        let list = self.page.segments.containers();
        if ancestor == NOWHERE {
            return -1.0;
        }
        (list[self.segment().container].depth - list[ancestor as usize].depth) as f32
    }

    /// Levels up to the nearest container whose class, id or role names each concept, and that container's share of the
    /// page's text.
    fn concepts(&mut self) {
        let page = self.page;
        let found: [u32; CONCEPTS] = page.containers.concepts[self.segment().container];
        for ((name, _), container) in CLASS_CONCEPTS.iter().zip(found) {
            let levels = self.levels_up(container);
            self.put_in("class", name, levels);
            let part =
                if container == NOWHERE { -1.0 } else { page.containers.stats[container as usize].chars };
            self.put_in("class_share", name, if part < 0.0 { -1.0 } else { share(part, page.totals.chars) });
        }
    }

    /// Likeness of the containers around it to the container of the story.
    fn story_container(&mut self) {
        let page = self.page;
        let list = page.segments.containers();
        let top = page.containers.top;
        let best = page.containers.stats[top].readability;
        let own = self.segment().container;
        let mut at = own;
        let (mut max, mut up) = (0.0f32, 0.0);
        let mut steps = 0.0;
        while !page.containers.holds_top[at] {
            let readability = page.containers.stats[at].readability;
            if readability > max {
                (max, up) = (readability, steps);
            }
            steps += 1.0;
            at = list[at].parent;
        }
        self.put("levels_to_top_path", steps);
        self.put("levels_top_above", (list[top].depth - list[at].depth) as f32);
        self.put("in_top", flag(list[top].first <= self.index && self.index < list[top].end));
        self.put("rival_readability", share(max, best));
        self.put("rival_levels", up);
        let parent = list[own].parent;
        self.put("parent_readability", share(page.containers.stats[parent].readability, best));
        self.put("own_readability", share(page.containers.stats[own].readability, best));
        let before_top = list[top].first as f32 - self.index as f32;
        let after_top = self.index as f32 - list[top].end as f32 + 1.0;
        self.put("before_top", log(before_top.max(0.0)));
        self.put("after_top", log(after_top.max(0.0)));
        self.put("top_share", share(page.containers.stats[top].chars, page.totals.chars));
        self.put("top_prose_share", share(page.containers.stats[top].prose_chars, page.totals.prose_chars));
        self.put(
            "top_link_share",
            share(page.containers.stats[top].link_chars, page.containers.stats[top].chars),
        );
    }

    /// What containers with the same tag and class look like on this page.
    fn signature(&mut self) {
        const LEVELS: [&str; 3] = ["same0", "same1", "same2"];
        let page = self.page;
        let mut at = self.segment().container;
        for level in LEVELS {
            let s = page.containers.signatures[page.containers.stats[at].signature as usize];
            self.put_in(level, "count", log(s.containers));
            self.put_in(level, "chars", log(share(s.chars, s.containers)));
            self.put_in(level, "link_share", share(s.link_chars, s.chars));
            self.put_in(level, "prose", share(s.prose, s.containers));
            self.put_in(level, "page_share", share(s.chars, page.totals.chars));
            at = page.segments.containers()[at].parent;
        }
    }

    /// Where on the page it stands, by segments and by prose.
    fn position(&mut self) {
        let page = self.page;
        let count = page.segments.len() as f32;
        self.put("position", self.index as f32 / count);
        self.put("prose_before_share", share(page.prose_chars_before[self.index], page.totals.prose_chars));
        self.put("from_prose", distance(self.index, page.prose_before[self.index]));
        let after = page.prose_after[self.index];
        self.put("to_prose", if after == NOWHERE { -1.0 } else { (after as usize - self.index) as f32 });
        let container = self.segment().container;
        for (name, near) in
            [("prose_before_levels", page.prose_before[self.index]), ("prose_after_levels", after)]
        {
            let levels = if near == NOWHERE || container == usize::MAX {
                -1.0
            } else {
                self.levels_to_common(page.segments.list()[near as usize].container)
            };
            self.put(name, levels);
        }
    }

    /// The segments around it.
    fn neighbours(&mut self) {
        let page = self.page;
        for (name, offset) in [("before1", -1isize), ("after1", 1)] {
            let near = self.index.checked_add_signed(offset).filter(|&i| i < page.segments.len());
            let t = near.map_or_else(TextStats::default, |i| page.texts[i]);
            let tag = near.map_or(Tag::None, |i| page.doc.tag(page.segments.list()[i].block));
            self.put_in(name, "chars", log(t.chars));
            self.put_in(name, "link_share", share(t.link_chars, t.chars));
            self.put_in(name, "heading", f32::from(tag.heading_level().unwrap_or(0)));
        }
        let (mut chars, mut link_chars, mut prose) = (0.0, 0.0, 0.0);
        let from = self.index.saturating_sub(5);
        for t in page.texts.iter().take(self.index + 6).skip(from) {
            chars += t.chars;
            link_chars += t.link_chars;
            prose += if t.is_prose() { t.chars } else { 0.0 };
        }
        self.put("around_chars", log(chars));
        self.put("around_link_share", share(link_chars, chars));
        self.put("around_prose_share", share(prose, chars));
    }

    /// What kind of page it is on.
    fn page_totals(&mut self) {
        let page = self.page;
        let t = &page.totals;
        let count = page.segments.len() as f32;
        self.put("page_segments", log(count));
        self.put("page_chars", log(t.chars));
        self.put("page_link_share", share(t.link_chars, t.chars));
        self.put("page_prose", log(t.prose));
        self.put("page_prose_share", share(t.prose_chars, t.chars));
        self.put("page_unspaced_share", share(t.unspaced, t.chars));
        self.put("page_heading_share", share(t.headings, count));
        self.put("page_list_share", share(t.list_chars, t.chars));
        self.put("page_table_share", share(t.table_chars, t.chars));
        self.put("page_hidden_share", share(t.hidden_chars, t.chars));
        self.put("page_articles", log(t.articles));
        self.put("page_h1s", t.h1s.min(9.0));
        self.put("page_has_authors", flag(page.has_authors));
        self.put("page_has_date", flag(page.has_date));
        self.put("page_mean_chars", log(share(t.chars, count)));
    }
}

/// Segments back to an earlier one, as a logarithm; -1 if there is none.
fn distance(index: usize, earlier: u32) -> f32 {
    if earlier == NOWHERE { -1.0 } else { log((index - earlier as usize) as f32) }
}
