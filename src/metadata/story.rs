//! Segments and what is kept of them -> where the story and its headline stand on the page.

use super::author::byline;
use super::text::folded;
use crate::dom::{Document, Kind, Tag};
use crate::segment::Segments;
use crate::select::Selection;

/// Segments of the story's beginning that may still carry byline and date.
const HEAD_SEGMENTS: usize = 4;

/// Lines right above a story without a known headline that may carry them.
const LINES_ABOVE: usize = 2;

/// Segments of a block that is a headline with what belongs to it, not a whole story.
const MAX_TITLE_BLOCK_SEGMENTS: usize = 8;

/// Characters such a block may hold beside the headline: a dek, a byline, a date.
const MAX_TITLE_BLOCK_CHARS: u32 = 350;

/// Segments behind a headline, or before the story's first text, in which its byline stands.
const HEAD_REACH: usize = 30;

/// Segments between a heading and the story it is of.
const MAX_HEADING_DISTANCE: usize = 8;

/// Segments above a first paragraph in which an undeclared headline may stand: a dek, a byline and a date between.
const HEADLINE_REACH: usize = 4;

/// Characters past which a segment is a paragraph, not a line.
const MIN_PARAGRAPH_CHARS: u32 = 80;

/// Segments behind the story's end that may carry them.
const TAIL_SEGMENTS: usize = 10;

/// Where the story stands among the page's segments.
pub(super) struct Story {
    /// The headline's segment.
    pub(super) headline: Option<usize>,
    /// The first segment of the block that holds the headline and little else; a date there may precede it.
    pub(super) block_start: Option<usize>,
    /// The first kept segment.
    pub(super) first: usize,
    /// The last kept segment.
    pub(super) last: usize,
}

impl Story {
    /// Finds the story; `None` if nothing is kept. `titles` are what its headline may say: as it was chosen, then as another
    /// heading prints it. Takes the headline from the line before the story if none is known, and tells it.
    pub(super) fn find(
        doc: &Document,
        segments: &Segments,
        selection: &Selection,
        titles: &[&str],
    ) -> Option<Story> {
        let first = (0..segments.len()).find(|&i| selection.keeps_segment(i))?;
        let last = (first..segments.len()).rev().find(|&i| selection.keeps_segment(i))?;
        let headline = match titles {
            [] => headline_line(segments, first),
            [title] => headline(doc, segments, title, first, last, false),
            [chosen, printed, ..] => {
                let by_heading = headline(doc, segments, printed, first, last, false);
                // A heading of the first level inside the story is a chapter's, if the title stands above it.
                let is_chapter = by_heading.is_some_and(|h| h > first);
                let above = || headline(doc, segments, chosen, first, last, true).filter(|&h| h <= first);
                is_chapter.then(above).flatten().or(by_heading)
            }
        };
        // Something kept before the headline is not where the story begins.
        let first = match headline {
            Some(h) if h >= first => (h + 1..=last).find(|&i| selection.keeps_segment(i)).unwrap_or(first),
            _ => first,
        };
        let block_start = headline.and_then(|h| title_block(doc, segments, h));
        Some(Story { headline, block_start, first, last })
    }

    /// The first segment after which a date or byline may stand.
    pub(super) fn start(&self) -> usize {
        self.headline.map_or(self.first.saturating_sub(LINES_ABOVE), |h| h + 1)
    }

    /// Whether a line in the head is near enough to the headline or the story's first text to be their byline: where little
    /// was kept of a list, teasers stand between.
    pub(super) fn is_by_an_end_of_head(&self, at: usize) -> bool {
        at <= self.start() + HEAD_REACH || at + HEAD_REACH >= self.first
    }

    /// Whether what begins at this segment stands between headline and story.
    pub(super) fn in_head(&self, at: usize) -> bool {
        let end = self.first.max(self.start()) + HEAD_SEGMENTS;
        (self.start()..=end).contains(&at)
    }

    /// Whether what begins at this segment stands behind a headline and before the first text of its story.
    pub(super) fn is_between(&self, at: usize) -> bool {
        self.headline.is_some_and(|h| at > h && at <= self.first)
    }

    /// Whether what begins at this segment is one of the two lines above the headline.
    pub(super) fn is_right_above_headline(&self, at: usize) -> bool {
        self.headline.is_some_and(|h| at < h && at + 2 >= h)
    }

    /// Whether this stands before the headline in the block that is the headline's own.
    pub(super) fn above_headline(&self, at: usize) -> bool {
        self.block_start.is_some_and(|start| at >= start) && self.headline.is_some_and(|h| at < h)
    }

    /// Whether what begins at this segment can be about the story at all.
    pub(super) fn is_near(&self, at: usize) -> bool {
        let from = self.block_start.or(self.headline).unwrap_or(self.first);
        (from.saturating_sub(3)..=self.end_of_tail()).contains(&at)
    }

    /// The last segment behind the story that may carry byline and date.
    pub(super) fn end_of_tail(&self) -> usize {
        self.last + TAIL_SEGMENTS
    }

    /// Whether what begins at this segment stands right behind the story.
    pub(super) fn in_tail(&self, at: usize) -> bool {
        at > self.last && at <= self.end_of_tail()
    }
}

/// Where the block around a headline begins: the largest one that holds a few short lines and no paragraph.
///
/// Dates of the page, as opposed to the story, stand outside it: a top bar, or the first of a flat row of paragraphs.
fn title_block(doc: &Document, segments: &Segments, headline: usize) -> Option<usize> {
    let segment = segments.list().get(headline)?;
    let mut start = None;
    for block in doc.ancestors(segment.first).take(8) {
        if matches!(doc.tag(block), Tag::Body | Tag::Html | Tag::Main | Tag::None) {
            break;
        }
        let (mut first, mut count, mut chars, mut last) = (None, 0, 0, None);
        for node in doc.descendants(block) {
            // Of an element, the same table tells its container.
            if doc.kind(node) != Kind::Text {
                continue;
            }
            let Some(i) = segments.of(node).filter(|&i| last != Some(i)) else { continue };
            last = Some(i);
            first = first.or(Some(i));
            count += 1;
            chars += segments.list().get(i).map_or(0, |s| s.chars);
            if count > MAX_TITLE_BLOCK_SEGMENTS || chars > MAX_TITLE_BLOCK_CHARS + segment.chars {
                return start;
            }
        }
        start = first;
    }
    start
}

/// The segment that prints a known title: in a heading if there is one, nearest before the story. `exact_only` wants a heading
/// that says this and nothing else.
fn headline(
    doc: &Document,
    segments: &Segments,
    title: &str,
    first: usize,
    last: usize,
    exact_only: bool,
) -> Option<usize> {
    let title = folded(title);
    if title.is_empty() {
        return None;
    }
    let mut best: Option<(u32, usize)> = None;
    let mut repeats: Vec<usize> = Vec::new();
    for (i, segment) in segments.list().iter().enumerate().take(last + 1) {
        // Folding drops at most punctuation: lengths that differ much cannot match.
        let chars = segment.chars as usize;
        if chars > title.len() * 3 || chars * 6 < title.len() {
            continue;
        }
        let text = folded(segments.text(i));
        let exact = text == title;
        let level = doc
            .tag(segment.block)
            .heading_level()
            .or_else(|| doc.ancestors(segment.block).take(2).find_map(|a| doc.tag(a).heading_level()));
        let part =
            level.is_some() && text.chars().count() >= 8 && (title.contains(&text) || text.contains(&title));
        if !exact && (exact_only || !part) || exact_only && level.is_none() {
            continue;
        }
        if exact && level.is_some() {
            repeats.push(i);
        }
        let score = u32::from(exact) * 2
            + match level {
                Some(1) => 6,
                Some(2) => 4,
                Some(_) => 2,
                None => 0,
            }
            + u32::from(i <= first) * 2;
        // Among equals the last before the story, or the first in it.
        if best.is_none_or(|(s, _)| score > s || (score == s && i <= first)) {
            best = Some((score, i));
        }
    }
    // Printed above and again over the text: byline and date stand between.
    let lines_between = |from: usize, to: usize| {
        to - from <= MAX_HEADING_DISTANCE
            && segments
                .list()
                .get(from + 1..to)
                .is_some_and(|l| l.iter().all(|s| s.chars <= MIN_PARAGRAPH_CHARS))
    };
    let found =
        best.map(|(_, i)| repeats.iter().copied().find(|&r| r < i && lines_between(r, i)).unwrap_or(i));
    found.or_else(|| {
        if exact_only {
            return None;
        }
        // A title that is printed nowhere: the last high heading right before the story stands for it.
        let near = segments
            .list()
            .iter()
            .enumerate()
            .take(first + 1)
            .skip(first.saturating_sub(MAX_HEADING_DISTANCE));
        near.rev().find(|(_, s)| matches!(doc.tag(s.block), Tag::H1 | Tag::H2 | Tag::H3)).map(|(i, _)| i)
    })
}

/// The line that reads as the headline of a page that declares none: the nearest one above the first paragraph, which is
/// looked for from `first`, the first kept segment, on.
pub(crate) fn headline_line(segments: &Segments, first: usize) -> Option<usize> {
    let list = segments.list();
    let is_paragraph = |&i: &usize| list.get(i).is_some_and(|s| s.chars > MIN_PARAGRAPH_CHARS);
    let story = (first..list.len().min(first + HEADLINE_REACH * 2)).find(is_paragraph).unwrap_or(first);
    (story.saturating_sub(HEADLINE_REACH)..story)
        .rev()
        .find(|&i| list.get(i).is_some_and(|s| !s.hidden) && reads_as_headline(segments.text(i)))
}

/// Whether a line reads as a headline: some words, no full stop, no date, no list of links.
fn reads_as_headline(text: &str) -> bool {
    let (chars, words) = (text.chars().count(), text.split_whitespace().count());
    let spaced = text.chars().any(char::is_whitespace);
    let long_enough =
        if spaced { words >= 3 && chars >= 15 } else { (6..=60).contains(&chars) && !text.is_ascii() };
    long_enough
        && chars <= 220
        && !text.ends_with(['.', ':', '。', '…', ';', ','])
        && !text.contains(" | ")
        && !(words <= 6 && text.bytes().filter(u8::is_ascii_digit).count() >= 4)
        && byline::after_label(text).is_none()
}
