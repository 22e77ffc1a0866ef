//! Rules about quotations of what the page says itself: messages that repeat the one they answer.

use std::collections::HashMap;

use super::{Mender, is_sentence};
use crate::dom::Tag;

/// Share of a quotation's characters that stand above, from which it is a copy.
const COPIED: f32 = 0.6;

/// Score from which a text stays where it was said first, if it was kept where it is quoted.
const FIRST_SCORE: f32 = 0.3;

impl Mender<'_> {
    /// A quotation of a text above it says nothing new, nor does the line that introduces it. The text stays where it was
    /// said first.
    pub(super) fn drop_quoted_again(&mut self) {
        let quotes = self.quotes();
        if quotes.is_empty() {
            return;
        }
        let mut said: HashMap<&str, usize> = HashMap::new();
        let mut inside = quotes.iter().copied().peekable();
        for i in 0..self.kept.len() {
            while inside.next_if(|&(_, end)| end <= i).is_some() {}
            if inside.peek().is_none_or(|&(first, _)| i < first) {
                said.entry(self.segments.text(i)).or_insert(i);
            }
        }
        for quote in quotes {
            self.drop_quoted(quote, &said);
        }
    }

    /// `said`: where each text stands first outside quotations.
    fn drop_quoted(&mut self, (mut first, end): (usize, usize), said: &HashMap<&str, usize>) {
        // Where quotations are marked line by line, the line that introduces one may be marked as well.
        if end - first > 1 && self.is_marked(first) && self.segments.text(first).ends_with(':') {
            first += 1;
        }
        let is_told = |i: usize| is_sentence(self.segments.text(i));
        let may_stay = |at: usize| is_told(at) && self.scores.get(at).is_some_and(|&s| s >= FIRST_SCORE);
        let above = |i: usize| {
            let at = said
                .get(self.segments.text(i).trim_start_matches(['>', ' ']))
                .copied()
                .filter(|&at| at < first);
            at.filter(|&at| self.is_kept(at) || may_stay(at))
        };
        let copies: Vec<Option<usize>> = (first..end).map(above).collect();
        let (mut all, mut copied, mut tells, mut adds) = (0, 0, false, false);
        for (i, copy) in (first..end).zip(&copies) {
            let chars = self.segments.list().get(i).map_or(0, |s| s.chars);
            all += chars;
            copied += if copy.is_some() { chars } else { 0 };
            tells |= copy.is_some() && is_told(i);
            adds |= copy.is_none() && is_told(i) && self.is_kept(i);
        }
        if !tells || (copied as f32) < COPIED * all as f32 {
            return;
        }
        for (i, copy) in (first..end).zip(copies) {
            if copy.is_none() && is_sentence(self.segments.text(i)) {
                continue;
            }
            if let Some(at) = copy.filter(|_| self.is_kept(i)) {
                self.set(at, true, "quoted below");
            }
            self.set(i, false, "quotes a text above");
        }
        if let Some(line) = first.checked_sub(1).filter(|&i| !adds && self.segments.text(i).ends_with(':')) {
            self.set(line, false, "introduces a quotation of a text above");
        }
    }

    /// Whether a line is marked as quoted, as in mail.
    fn is_marked(&self, i: usize) -> bool {
        self.segments.text(i).starts_with('>')
    }

    /// The segments of each quotation that stands in no other: in an element, or lines marked so.
    fn quotes(&self) -> Vec<(usize, usize)> {
        let mut quotes: Vec<(usize, usize)> = Vec::new();
        for container in self.segments.containers() {
            let is_quote = self.doc.tag(container.node) == Tag::Blockquote && container.first < container.end;
            if is_quote && quotes.last().is_none_or(|&(_, end)| end <= container.first) {
                quotes.push((container.first, container.end));
            }
        }
        let elements = quotes.len();
        let mut i = 0;
        while i < self.kept.len() {
            let end = (i..self.kept.len()).find(|&i| !self.is_marked(i)).unwrap_or(self.kept.len());
            if end > i {
                quotes.push((i, end));
            }
            i = end + 1;
        }
        if quotes.len() > elements {
            quotes.sort_unstable();
            quotes.dedup_by(|next, last| next.0 < last.1);
        }
        quotes
    }
}
