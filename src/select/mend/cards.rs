//! A page's index of itself, shown as cards.

use std::collections::HashMap;

use super::{Mender, is_sentence};

/// Containers around a heading among which its card is.
const CARD_LEVELS: usize = 16;

impl Mender<'_> {
    /// A heading that is a link, and stands again further down as one that is none, over kept text: a card of the index above
    /// what it lists. The card goes, unless it tells something.
    pub(super) fn drop_cards(&mut self) {
        let headings: Vec<usize> =
            (0..self.kept.len()).filter(|&i| self.heading_level(i).is_some()).collect();
        let is_link =
            |i: usize| self.segments.list().get(i).is_some_and(|s| s.chars > 0 && s.link_chars == s.chars);
        if !headings.iter().any(|&i| is_link(i)) {
            return;
        }
        let over_text = |&&i: &&usize| {
            self.segments.list().get(i).is_some_and(|s| s.link_chars == 0) && self.is_kept(i + 1)
        };
        let told: HashMap<&str, usize> =
            headings.iter().filter(over_text).map(|&i| (self.segments.text(i), i)).collect();
        for (at, &heading) in headings.iter().enumerate() {
            let again = told.get(self.segments.text(heading)).is_some_and(|&again| again > heading);
            if !again || !is_link(heading) {
                continue;
            }
            let after = at.checked_sub(1).and_then(|at| headings.get(at)).map_or(0, |&before| before + 1);
            let before = headings.get(at + 1).copied().unwrap_or(self.kept.len());
            let card = self.card(heading, after, before);
            if card.clone().any(|i| self.is_kept(i) && is_sentence(self.segments.text(i))) {
                continue;
            }
            for i in card {
                if self.is_kept(i) || i == heading {
                    self.set(i, false, "a card of what stands below");
                    if let Some(score) = self.scores.get_mut(i) {
                        *score = 0.0;
                    }
                }
            }
        }
    }

    /// The segments of the largest container around a heading that lies between two others.
    fn card(&self, heading: usize, after: usize, before: usize) -> std::ops::Range<usize> {
        let containers = self.segments.containers();
        let mut card = heading..heading + 1;
        let mut at = self.segments.list().get(heading).map_or(0, |segment| segment.container);
        for _ in 0..CARD_LEVELS {
            let Some(container) = containers.get(at).filter(|c| c.first >= after && c.end <= before) else {
                break;
            };
            card = container.first..container.end;
            at = container.parent;
        }
        card
    }
}
