//! One segment -> its row of numbers: a function a family, in the order of the columns.

use super::containers::{self, ANCESTOR_TAGS, CONCEPTS, CORES, NOWHERE};
use super::levels::Target;
use super::text::TextStats;
use super::{Alike, Around, Columns, ITEM, PATH, PageView, SECTION, flag, log, opens_like_label, share};
use crate::dom::Tag;
use crate::lexicon::{CLASS_CONCEPTS, PHRASE_CONCEPTS};
use crate::segment::Segment;

/// Writes one segment's measurements.
pub(super) struct Row<'a, 'p, C> {
    pub(super) page: &'a PageView<'p>,
    pub(super) index: usize,
    pub(super) out: C,
}

#[allow(clippy::indexing_slicing, reason = "segment and container indices come from the page's own lists")]
impl<C: Columns> Row<'_, '_, C> {
    fn put(&mut self, name: &str, value: f32) {
        self.out.put("", name, value);
    }

    fn put_in(&mut self, family: &str, name: &str, value: f32) {
        self.out.put(family, name, value);
    }

    fn put_all(&mut self, family: &str, names: &[&str], values: &[f32]) {
        self.out.put_all(names.iter().map(|name| (family, *name)), values);
    }

    fn segment(&self) -> &Segment {
        &self.page.segments.list()[self.index]
    }

    fn text(&self) -> &TextStats {
        &self.page.texts[self.index]
    }

    pub(super) fn measure(&mut self) {
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
        self.section();
        self.item();
        self.furniture();
        self.path();
        self.cores();
        self.story_number();
        self.page_row();
    }

    /// Which of several stories on the page it is part of, by `h1` and by `article`.
    fn story_number(&mut self) {
        let page = self.page;
        self.put_in("stories", "h1s_above", page.h1s_above[self.index].min(9.0));
        let article = |segment: usize| {
            let container = page.segments.list()[segment].container;
            page.containers.tags[container][containers::ARTICLE]
        };
        let own = article(self.index);
        let stats = page.containers.stats.get(own as usize).copied().unwrap_or_default();
        let number = page.articles.partition_point(|&a| a < own) as f32;
        self.put_in("stories", "number", if own == NOWHERE { -1.0 } else { number.min(9.0) });
        self.put_in("stories", "prose_share", share(stats.prose_chars, page.totals.prose_chars));
        self.put_in("stories", "has_headline", page.headline.map_or(-1.0, |at| flag(article(at) == own)));
    }

    /// Where the containers that hold most of the page are.
    fn cores(&mut self) {
        let page = self.page;
        let list = page.segments.containers();
        let container = self.segment().container;
        let depth = list[container].depth;
        let mut values = [[0.0; 3]; CORES.len()];
        for (i, (slot, core)) in values.iter_mut().zip(page.containers.cores).enumerate() {
            let (up, down) = page.levels.between(depth, container, Target::Core(i));
            let before = list[core].first.saturating_sub(self.index);
            let after = (self.index + 1).saturating_sub(list[core].end);
            *slot = [up, down, if before > 0 { -log(before as f32) } else { log(after as f32) }];
        }
        let labels = CORES.iter().flat_map(|(name, ..)| ["up", "down", "outside"].map(|what| (*name, what)));
        self.out.put_all(labels, values.as_flattened());
    }

    /// Levels from this segment's container, and from a target, up to the container they share.
    fn levels_to(&self, target: Target) -> (f32, f32) {
        let container = self.segment().container;
        self.page.levels.between(self.page.segments.containers()[container].depth, container, target)
    }

    /// The section under the heading above.
    fn section(&mut self) {
        let at = self.page.section_of[self.index] as usize;
        self.put_all("section", &SECTION, &self.page.section_rows[at]);
    }

    /// The item of a list of like items it is part of.
    fn item(&mut self) {
        let page = self.page;
        let list = page.segments.containers();
        let found = page.containers.items[self.segment().container];
        let at = if found == NOWHERE { 0 } else { found as usize };
        self.put_all("item", &ITEM, &page.items[at]);
        self.put_in("item", "index", log((self.index - list[at].first) as f32));
        self.put_in("item", "own_share", share(self.text().chars, page.containers.stats[at].chars));
    }

    /// Media, fields and links in the containers around it.
    fn furniture(&mut self) {
        let page = self.page;
        let list = page.segments.containers();
        let mut at = self.segment().container;
        for level in ["has1", "has2", "has3"] {
            at = list[at].parent;
            self.put_all(level, &Around::FURNITURE, &page.around[at].furniture);
        }
    }

    /// Segments in the same kind of place, and the kind of place that has the most prose.
    fn path(&mut self) {
        let page = self.page;
        let at = page.containers.path_of[self.segment().container] as usize;
        let main = page.containers.paths[page.containers.main_path];
        self.put_all("path", &PATH, &page.paths[at]);
        self.put_in("path", "is_main", flag(at == page.containers.main_path));
        self.put_in("path", "main_share", share(main.prose_chars, page.totals.prose_chars));
        let (first, last) = (main.first_prose, main.last_prose);
        let (before, after) = if first == NOWHERE {
            (-1.0, -1.0)
        } else {
            let i = self.index as u32;
            (log(first.saturating_sub(i) as f32), log(i.saturating_sub(last) as f32))
        };
        self.put_in("path", "before_main", before);
        self.put_in("path", "after_main", after);
        let near = if first == NOWHERE { -1.0 } else { self.levels_to(Target::Main).0 };
        self.put_in("path", "main_levels", near);
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
        self.put("copies_before", self.page.copies[self.index].min(9.0));
        self.put("capital_word_share", share(t.capital_words, t.words));
        self.put("declared_share", t.declared_share);
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
        self.put("preformatted", flag(s.preformatted));
        let inline = page.doc.parent(s.first).map_or(Tag::None, |p| page.doc.tag(p));
        self.put("in_span", flag(matches!(inline, Tag::Span | Tag::Small)));
        self.put("in_emphasis", flag(matches!(inline, Tag::Em | Tag::I)));
        let container = page.segments.containers()[s.container];
        self.put("depth", container.depth as f32);
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
        let same_container = page.headline.map_or(-1.0, |_| self.levels_to(Target::Headline).0);
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
        let mut up = 0.0;
        while a != b {
            // Parents stand before their children, so the later of the two is never above the other.
            if a > b {
                a = list[a].parent;
                up += 1.0;
            } else {
                b = list[b].parent;
            }
        }
        up
    }

    /// Boilerplate phrases: in the segment, and how far back each kind was last announced.
    fn phrases(&mut self) {
        let page = self.page;
        let t = *self.text();
        self.put("phrase_share", t.phrase_share);
        let heading = page.headings[self.index];
        self.put("from_heading", distance(self.index, heading));
        let labels = page.labels[self.index];
        let distances = labels.map(|label| distance(self.index, label));
        self.out.put_all(PHRASE_CONCEPTS.iter().map(|(name, _)| ("since", *name)), &distances);
    }

    /// Text of the containers around it, nearest first.
    fn ancestors(&mut self) {
        const LEVELS: [&str; 6] = ["up0", "up1", "up2", "up3", "up4", "up5"];
        let page = self.page;
        let list = page.segments.containers();
        let mut at = self.segment().container;
        for level in LEVELS {
            self.put_all(level, &Around::TEXT, &page.around[at].text);
            at = list[at].parent;
        }
    }

    /// Levels up to the nearest element of each kind.
    fn ancestor_tags(&mut self) {
        let page = self.page;
        let tags = page.containers.tags[self.segment().container];
        let levels = tags.map(|found| self.levels_up(found));
        self.out.put_all(ANCESTOR_TAGS.iter().map(|(name, _)| ("in", *name)), &levels);
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
        for (((name, _), container), near) in CLASS_CONCEPTS.iter().zip(found).zip(page.near) {
            if near {
                let levels = self.levels_up(container);
                self.put_in("class", name, levels);
            }
            let part = page.around.get(container as usize).map_or(-1.0, |around| around.page_share);
            self.put_in("class_share", name, part);
        }
    }

    /// Likeness of the containers around it to the container of the story.
    fn story_container(&mut self) {
        let page = self.page;
        let list = page.segments.containers();
        let top = page.containers.top;
        let best = page.containers.stats[top].readability;
        let own = self.segment().container;
        let (up, down) = self.levels_to(Target::Top);
        self.put("levels_to_top_path", up);
        self.put("levels_top_above", down);
        self.put("in_top", flag(list[top].first <= self.index && self.index < list[top].end));
        self.put("rival_readability", share(page.levels.rival(own), best));
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
            let signature = page.containers.stats[at].signature as usize;
            self.put_all(level, &Alike::NAMES, &page.alike[signature].0);
            at = page.segments.containers()[at].parent;
        }
    }

    /// Where on the page it stands, by segments and by prose.
    fn position(&mut self) {
        let page = self.page;
        let count = page.segments.len() as f32;
        self.put("position", self.index as f32 / count);
        self.put("prose_before_share", share(page.prose_chars_before[self.index], page.totals.prose_chars));
        let after = page.prose_after[self.index];
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
            self.put_in(name, "chars", log(t.chars));
            self.put_in(name, "link_share", share(t.link_chars, t.chars));
        }
        let (mut chars, mut link_chars) = (0.0, 0.0);
        let from = self.index.saturating_sub(5);
        for t in page.texts.iter().take(self.index + 6).skip(from) {
            chars += t.chars;
            link_chars += t.link_chars;
        }
        self.put("around_chars", log(chars));
        self.put("around_link_share", share(link_chars, chars));
    }

    /// What kind of page it is on; the kinds themselves are filled in by the scorer.
    fn page_row(&mut self) {
        let (labels, values) = &self.page.page_row;
        self.out.put_all(labels.iter().copied(), values);
    }
}

/// Segments back to an earlier one, as a logarithm; -1 if there is none.
fn distance(index: usize, earlier: u32) -> f32 {
    if earlier == NOWHERE { -1.0 } else { log((index - earlier as usize) as f32) }
}
