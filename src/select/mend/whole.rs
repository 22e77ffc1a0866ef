//! Rules that keep together what a page shows as one: a heading and its section, a quotation amid a story, the cells of a
//! table, the code of an example.
//!
//! Measured by the kinds of structure kept of the 106 pages of the markup set: headings +.11, quotations +.10, cells of tables
//! +.17.

use std::collections::HashSet;

use super::{LIKELY, Mender, SURE, is_sentence};
use crate::constructs::is_listing;
use crate::dom::{Kind, NodeId, Tag};
use crate::segment::Segment;

/// Score from which a heading stays that stands right above kept text of its own section.
const HEADING_SCORE: f32 = 0.45;

/// That of the page's own heading, an `<h1>`.
const TOP_HEADING_SCORE: f32 = 0.3;

/// Score from which a heading stays where a link within the page leads to it.
const LISTED_SCORE: f32 = 0.2;

/// Nodes of a heading among which the target of a link is looked for.
const HEADING_NODES: usize = 8;

/// Containers around a heading that hold nothing else.
const HEADING_LEVELS: usize = 3;

/// Score from which a quotation or code amid kept text of its container stays.
const AMID_SCORE: f32 = 0.3;

/// Score from which a paragraph between a heading and the story opens it.
const OPENING_SCORE: f32 = 0.4;

/// Levels from a paragraph of a quotation to the `<blockquote>`.
const QUOTE_LEVELS: usize = 4;

/// Bold cells at its beginning by which a table has headers; one `<th>` is enough.
const HEADERS: u32 = 2;

/// Cells from which a table is judged as a whole, the share of its characters kept from which it stays, and the score below
/// which a cell stays out even so.
const TABLE_CELLS: u32 = 4;
const TABLE_KEPT: f32 = 0.5;
const CELL_SCORE: f32 = 0.03;

/// Nodes right in a cell among which a second element is.
const MAX_CELL_NODES: usize = 16;

impl Mender<'_> {
    /// A heading right above kept text of its own section says what that text is about, and sections without their headings
    /// cannot be told apart.
    pub(super) fn keep_headings_over_text(&mut self) {
        let mut listed = None;
        for i in (0..self.kept.len().saturating_sub(1)).rev() {
            let score = self.scores.get(i).copied().unwrap_or(0.0);
            if score < LISTED_SCORE
                || self.is_kept(i)
                || self.heading_level(i).is_none()
                || !self.opens_kept_text(i)
            {
                continue;
            }
            let enough = if self.tag(i) == Tag::H1 { TOP_HEADING_SCORE } else { HEADING_SCORE };
            if score >= enough {
                self.set(i, true, "a heading over kept text");
            } else if self.is_listed(i, listed.get_or_insert_with(|| self.doc.link_targets())) {
                self.set(i, true, "a heading that the contents list");
            }
        }
    }

    /// Whether a link within the page leads to a heading: to itself, to what it opens, or to something in it.
    fn is_listed(&self, i: usize, targets: &HashSet<NodeId>) -> bool {
        let Some(segment) = self.segments.list().get(i).filter(|_| !targets.is_empty()) else { return false };
        let opened = self.doc.ancestors(segment.block).take(HEADING_LEVELS);
        let opened = opened.take_while(|&id| self.segments.container_of(id).is_none_or(|c| c.first == i));
        std::iter::once(segment.block)
            .chain(opened)
            .chain(self.doc.descendants(segment.block).take(HEADING_NODES))
            .any(|id| targets.contains(&id))
    }

    /// Whether the next text is kept, says something (below an `<h1>`, anything) or is a heading itself, belongs under the
    /// heading at `i`, and stands in the same container.
    fn opens_kept_text(&self, i: usize) -> bool {
        let below = i + 1;
        let goes_under = match (self.heading_level(i), self.heading_level(below)) {
            (Some(level), Some(next)) => level < next,
            _ => true,
        };
        let says_something = || self.tag(i) == Tag::H1 || is_sentence(self.segments.text(below));
        let counts = self.heading_level(below).is_some()
            || (self.scores.get(below).is_some_and(|&s| s >= SURE) && says_something());
        self.is_kept(below) && goes_under && counts && self.section(i).is_some_and(|(_, end)| below < end)
    }

    /// The segments of the innermost container around a segment that holds more than that.
    fn section(&self, i: usize) -> Option<(usize, usize)> {
        let containers = self.segments.containers();
        let mut at = containers.get(self.segments.list().get(i)?.container)?;
        for _ in 0..HEADING_LEVELS {
            if at.end - at.first > 1 {
                break;
            }
            at = containers.get(at.parent)?;
        }
        Some((at.first, at.end))
    }

    /// A likely paragraph between a heading and the first kept paragraph, all three in one container, opens the story.
    pub(super) fn keep_opening(&mut self) {
        let first = (0..self.kept.len()).find(|&i| self.is_kept(i));
        let Some(opening) = first.and_then(|first| first.checked_sub(1)) else { return };
        let Some(heading) = opening.checked_sub(1).filter(|&i| self.heading_level(i).is_some()) else {
            return;
        };
        let around = |i: usize| self.segments.list().get(i).and_then(|s| self.doc.parent(s.block));
        let likely = self.scores.get(opening).is_some_and(|&score| score >= OPENING_SCORE);
        let is_paragraph = |i: usize| self.tag(i) == Tag::P;
        let together = around(heading) == around(opening) && around(opening) == around(opening + 1);
        if likely && is_paragraph(opening) && is_paragraph(opening + 1) && together {
            self.set(opening, true, "opens the story");
        }
    }

    /// A quotation or code between kept texts of the container it stands in is part of what they tell.
    pub(super) fn keep_quotes_and_code_amid_text(&mut self) {
        for i in 0..self.kept.len() {
            let likely = self.scores.get(i).is_some_and(|&score| score >= AMID_SCORE);
            let Some(segment) = self.segments.list().get(i).filter(|_| likely) else { continue };
            if self.is_kept(i) {
                continue;
            }
            let Some(whole) = self.quote_or_code(segment) else { continue };
            let Some(whole) = self.segments.container_of(whole) else { continue };
            let Some(around) = self.segments.containers().get(whole.parent) else { continue };
            let before = (around.first..whole.first).next_back().is_some_and(|i| self.is_kept(i));
            let after = (whole.end..around.end)
                .next()
                .is_some_and(|i| self.is_kept(i) || self.heading_level(i).is_some());
            if before && after {
                self.set(i, true, "a quotation or code amid kept text");
            }
        }
    }

    /// What a custom element says within a kept paragraph is a word of it: a name, a time, a term.
    pub(super) fn keep_words_of_sentences(&mut self) {
        let containers = self.segments.containers();
        for i in 0..self.kept.len() {
            let container = |i: usize| self.segments.list().get(i).map(|segment| segment.container);
            let is_word = |at: &usize| {
                containers
                    .get(*at)
                    .is_some_and(|c| c.end - c.first == 1 && self.doc.tag(c.node) == Tag::Unknown)
            };
            let Some(around) = container(i)
                .filter(|at| !self.is_kept(i) && is_word(at))
                .and_then(|at| containers.get(at))
                .map(|word| word.parent)
            else {
                continue;
            };
            let in_line = containers.get(around).is_some_and(|line| self.doc.tag(line.node) == Tag::P);
            let is_beside =
                |at: Option<usize>| at.is_some_and(|at| self.is_kept(at) && container(at) == Some(around));
            if in_line && (is_beside(i.checked_sub(1)) || is_beside(Some(i + 1))) {
                self.set(i, true, "a word of a kept paragraph");
            }
        }
    }

    fn quote_or_code(&self, segment: &Segment) -> Option<NodeId> {
        let around = std::iter::once(segment.block).chain(self.doc.ancestors(segment.block));
        let mut around = around.take(QUOTE_LEVELS);
        around.find(|&id| matches!(self.doc.tag(id), Tag::Blockquote | Tag::Pre) || is_listing(self.doc, id))
    }

    /// A table with header cells, by their element or set in bold, of which half is kept is kept as a whole: a number says
    /// nothing without the head of its column. Tables without are as often there for the layout.
    pub(super) fn keep_tables_whole(&mut self) {
        let containers = self.segments.containers();
        // Per container, the innermost table around it; 0 for none. Parents stand before their children.
        let mut table_of = vec![0; containers.len()];
        for (i, container) in containers.iter().enumerate().skip(1) {
            let around = table_of.get(container.parent).copied().unwrap_or(0);
            let is_table = self.doc.tag(container.node) == Tag::Table;
            if let Some(slot) = table_of.get_mut(i) {
                *slot = if is_table { i } else { around };
            }
        }
        let table_at = |segment: &Segment| table_of.get(segment.container).copied().unwrap_or(0);
        // Generators of documentation set a paragraph into each cell.
        let cell_of = |segment: &Segment| {
            let block = self.doc.tag(segment.block);
            let is_element = |&n: &NodeId| self.doc.kind(n) == Kind::Element;
            let is_only = |cell: &NodeId| {
                self.doc.children(*cell).take(MAX_CELL_NODES).filter(is_element).nth(1).is_none()
            };
            let around = || self.doc.parent(segment.block).filter(is_only).map(|cell| self.doc.tag(cell));
            if block == Tag::P { around().unwrap_or(block) } else { block }
        };
        let is_cell = |segment: &Segment| matches!(cell_of(segment), Tag::Td | Tag::Th);
        let is_bold = |segment: &Segment| is_cell(segment) && segment.strong_chars == segment.chars;
        // Per table: texts, cells that hold one line, headers, characters, characters kept, their scores.
        let mut sums = vec![(0, 0, 0, 0, 0, 0.0f32); containers.len()];
        for (i, segment) in self.segments.list().iter().enumerate() {
            let kept = if self.is_kept(i) { segment.chars } else { 0 };
            let score = self.scores.get(i).copied().unwrap_or(0.0);
            if let Some((texts, cells, headers, all, part, scores)) = sums.get_mut(table_at(segment)) {
                *headers += match cell_of(segment) {
                    Tag::Th => HEADERS,
                    // Only where a row of them begins the table: a single one may be a title.
                    _ => u32::from(*headers == *texts && is_bold(segment)),
                };
                *texts += 1;
                *cells += u32::from(is_cell(segment));
                *all += segment.chars;
                *part += kept;
                *scores += score * segment.chars as f32;
            }
        }
        for (i, segment) in self.segments.list().iter().enumerate() {
            let table = table_at(segment);
            let Some(&(texts, cells, headers, all, part, scores)) = sums.get(table).filter(|_| table != 0)
            else {
                continue;
            };
            let is_data = headers >= HEADERS && cells >= TABLE_CELLS && cells * 2 > texts;
            let hopeless = self.scores.get(i).is_none_or(|&score| score < CELL_SCORE);
            // A table of bare data scores low, cell by cell: right below kept text, what may well be content stays.
            let above = || containers.get(table).and_then(|table| table.first.checked_sub(1));
            let likely =
                cells == texts && scores >= LIKELY * all as f32 && above().is_some_and(|i| self.is_kept(i));
            if is_data && (likely || part as f32 >= TABLE_KEPT * all as f32) && !hopeless {
                self.set(i, true, "in a table that is kept");
            }
        }
    }
}
