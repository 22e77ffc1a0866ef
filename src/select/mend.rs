//! The rules that correct the cut, one function each.
//!
//! None of them is learned; each says why it is there. Figures are F1 on the development pages in cross-validation, with
//! the rule against without it: consent dialogs +.0009 on `wcxb` (forum +.011); copies +.004 (forum +.021, news +.002);
//! scraps +.002 (empty shells); lists +.0002; likely code and notes +.0004 (documentation +.001); captions -.0001 (kept for
//! the reader's sake); quotations of texts above +.0001 (forum +.001); appeals and bios 0 on every set (pages of bare lines,
//! where nothing else tells them from the story); openings 0 on every set (a first paragraph that repeats the headline);
//! cards and words of sentences 0 on every set (they are about one page in a thousand each). What keeps a story's parts
//! together ([`whole`]) and what leads to it ([`lead`]) is 0 on `wcxb`, news and chinese, and there for the structure: the
//! figures are with the rules.

mod cards;
mod lead;
mod quoted;
mod whole;

use crate::article::Metadata;
use crate::constructs::{caption_around, is_figure, is_listing};
use crate::dom::{Document, NodeId, Tag};
use crate::lexicon;
use crate::metadata::{head_differs, headline_line};
use crate::score::Scores;
use crate::segment::{Segment, Segments};

/// Score from which a heading is content by itself: items of a list can be headings alone.
const SURE: f32 = 0.5;

/// Score from which code and footnotes stay. The default cut lets an intrusion weigh more than a loss; what only they say is
/// worth as much as an intrusion costs.
const LIKELY: f32 = 0.4;

/// Classes of what holds footnotes.
const NOTES: [&str; 8] =
    ["footnotes", "footnote", "endnotes", "endnote", "fn", "reflist", "footnote-list", "wp-block-footnotes"];

/// Levels from a note to the element that says so.
const NOTE_LEVELS: usize = 4;

/// Levels from a line of code to what lists it.
const LISTING_LEVELS: usize = 3;

/// Lines above a bio in which the writer's name stands.
const BIO_REACH: usize = 3;

/// Dropped lines between a story and its writer's bio, at least, the name among them.
const BIO_GAP: usize = 2;

/// Words of a name, at most.
const BIO_NAME_WORDS: usize = 4;

/// Score below which a line can be an appeal.
const APPEAL_SCORE: f32 = 0.7;

/// Bytes of an appeal, at most.
const APPEAL_BYTES: usize = 100;

/// Characters below which all that is kept of a page may be a scrap: one below this score, or one without a sentence and
/// below this share of the page's characters.
const SCRAPS_CHARS: u32 = 70;
const SCRAPS_SHARE: f32 = 0.5;
const SCRAPS_SCORE: f32 = 0.5;

/// Segments from which a list is judged as a whole, the shares of it kept from which it stays and up to which it goes, and
/// the score below which an item stays out even so.
const LIST_SEGMENTS: u32 = 3;
const LIST_KEPT: f32 = 0.7;
const LIST_DROPPED: f32 = 0.2;
const LIST_SCORE: f32 = 0.03;

/// Share of the lowest kept score that a caption needs, and segments to either side in which it needs kept text.
const CAPTION_SHARE: f32 = 0.5;
const CAPTION_REACH: usize = 4;

/// Words, or characters of a script without spaces, from which a text says something.
const SENTENCE_WORDS: usize = 6;
const SENTENCE_UNSPACED: usize = 12;

/// Corrects what scores of single segments cannot see.
pub(super) struct Mender<'a> {
    doc: &'a Document,
    segments: &'a Segments,
    /// The scores to go by.
    pub(super) scores: Vec<f32>,
    pub(super) kept: Vec<bool>,
    pub(super) reasons: Vec<(usize, &'static str)>,
}

impl<'a> Mender<'a> {
    /// Before the cut: nothing is kept yet, and consent dialogs are out of the running.
    pub(super) fn new(doc: &'a Document, segments: &'a Segments, scores: &Scores) -> Self {
        let mut mender = Mender {
            doc,
            segments,
            scores: (0..segments.len()).map(|i| scores.get(i)).collect(),
            kept: vec![false; segments.len()],
            reasons: Vec::new(),
        };
        mender.rule_out_consent_dialogs();
        mender
    }

    /// Keeps what scores at least `cut`.
    pub(super) fn cut(&mut self, cut: f32) {
        self.kept = self.scores.iter().map(|&score| score >= cut).collect();
    }

    /// All rules, in order.
    pub(super) fn mend(&mut self, metadata: &Metadata) {
        self.drop_shell();
        self.drop_scraps();
        self.keep_lists_whole();
        self.keep_tables_whole();
        self.keep_captions();
        self.keep_likely_code_and_notes();
        self.keep_quotes_and_code_amid_text();
        self.keep_words_of_sentences();
        self.keep_opening();
        self.drop_cards();
        self.keep_headings_over_text();
        self.drop_contents();
        self.drop_path();
        self.drop_quoted_again();
        self.drop_copies();
        self.drop_appeals();
        self.drop_headline(metadata);
        self.drop_bio();
        self.drop_childless_headings();
    }

    /// Code and footnotes on a page of sure paragraphs score less than those, and the best cut may lie above them: they stay
    /// where they may well be content.
    fn keep_likely_code_and_notes(&mut self) {
        if !self.kept.contains(&true) {
            return;
        }
        for i in 0..self.kept.len() {
            let likely = self.scores.get(i).is_some_and(|&score| score >= LIKELY);
            let Some(segment) = self.segments.list().get(i).filter(|_| likely) else { continue };
            let is_code = || segment.preformatted || self.is_listed_code(segment.block);
            if !self.is_kept(i) && (is_code() || self.is_in_notes(segment.block)) {
                self.set(i, true, "code or a note, and likely content");
            }
        }
    }

    fn is_listed_code(&self, block: NodeId) -> bool {
        matches!(self.doc.tag(block), Tag::Td | Tag::Div)
            && self.doc.ancestors(block).take(LISTING_LEVELS).any(|id| is_listing(self.doc, id))
    }

    fn is_in_notes(&self, block: NodeId) -> bool {
        let named =
            |id: NodeId| self.doc.class(id).split_ascii_whitespace().any(|token| NOTES.contains(&token));
        std::iter::once(block).chain(self.doc.ancestors(block)).take(NOTE_LEVELS).any(named)
    }

    /// Text inside a dialog that asks for consent to cookies is nobody's content, however much it reads like prose.
    /// 128 development pages have one; all of them together hold 361 words of true texts.
    fn rule_out_consent_dialogs(&mut self) {
        let containers = self.segments.containers();
        // Per container: not yet asked, or the answer.
        let mut known: Vec<Option<bool>> = vec![None; containers.len()];
        for i in 0..self.scores.len() {
            let candidate = self.scores.get(i).is_some_and(|&score| score >= super::MIN_SCORE);
            let Some(segment) = self.segments.list().get(i).filter(|_| candidate) else { continue };
            let mut way = Vec::new();
            let mut at = segment.container;
            let consent = loop {
                if let Some(answer) = known.get(at).copied().flatten() {
                    break answer;
                }
                way.push(at);
                let Some(container) = containers.get(at).filter(|_| at != 0) else { break false };
                if self.asks_consent(container.node) {
                    break true;
                }
                at = container.parent;
            };
            for at in way {
                if let Some(slot) = known.get_mut(at) {
                    *slot = Some(consent);
                }
            }
            if let Some(score) = self.scores.get_mut(i).filter(|_| consent) {
                *score = 0.0;
                self.reasons.push((i, "asks for consent"));
            }
        }
    }

    fn asks_consent(&self, node: NodeId) -> bool {
        let is_page = matches!(self.doc.tag(node), Tag::Body | Tag::Html);
        !is_page
            && (lexicon::names_consent_dialog(self.doc.class(node))
                || lexicon::names_consent_dialog(self.doc.html_id(node)))
    }

    /// A line or two that nothing speaks for are no article: a page that shows nothing else is an empty shell, a
    /// challenge or an error.
    fn drop_scraps(&mut self) {
        let kept: Vec<usize> = (0..self.kept.len()).filter(|&i| self.is_kept(i)).collect();
        let chars: u32 = kept.iter().filter_map(|&i| self.segments.list().get(i)).map(|s| s.chars).sum();
        let best = kept.iter().filter_map(|&i| self.scores.get(i)).fold(0.0f32, |a, &b| a.max(b));
        let page: u32 = self.segments.list().iter().map(|s| s.chars).sum();
        let little = (chars as f32) < SCRAPS_SHARE * page as f32;
        let says_nothing = || kept.iter().all(|&i| !ends_sentence(self.segments.text(i)));
        if chars < SCRAPS_CHARS && (best < SCRAPS_SCORE || (little && says_nothing())) {
            for i in kept {
                self.set(i, false, "a scrap of a page without content");
            }
        }
    }

    /// A list of which most is kept is kept as a whole, but for what is surely not content; one of which little is kept goes.
    fn keep_lists_whole(&mut self) {
        let containers = self.segments.containers();
        // Per container, the innermost list around it; 0 for none. Parents stand before their children.
        let mut list_of = vec![0; containers.len()];
        for (i, container) in containers.iter().enumerate().skip(1) {
            let around = list_of.get(container.parent).copied().unwrap_or(0);
            let is_list = matches!(self.doc.tag(container.node), Tag::Ul | Tag::Ol | Tag::Dl);
            if let Some(slot) = list_of.get_mut(i) {
                *slot = if is_list { i } else { around };
            }
        }
        // Per list: segments, characters, characters kept.
        let mut sums = vec![(0, 0, 0); containers.len()];
        let list_at = |segment: &Segment| list_of.get(segment.container).copied().unwrap_or(0);
        for (i, segment) in self.segments.list().iter().enumerate() {
            let kept = if self.is_kept(i) { segment.chars } else { 0 };
            if let Some((segments, all, part)) = sums.get_mut(list_at(segment)) {
                *segments += 1;
                *all += segment.chars;
                *part += kept;
            }
        }
        for (i, segment) in self.segments.list().iter().enumerate() {
            let list = list_at(segment);
            let Some(&(segments, all, part)) = sums.get(list).filter(|_| list != 0) else { continue };
            let share = part as f32 / all.max(1) as f32;
            let hopeless = self.scores.get(i).is_none_or(|&score| score < LIST_SCORE);
            if segments >= LIST_SEGMENTS && share >= LIST_KEPT && !hopeless {
                self.set(i, true, "in a list that is kept");
            } else if segments >= LIST_SEGMENTS && share <= LIST_DROPPED {
                self.set(i, false, "in a list that is dropped");
            }
        }
    }

    /// A caption amid kept text stays with its figure, unless it scores far below the rest.
    fn keep_captions(&mut self) {
        let lowest = (0..self.kept.len()).filter(|&i| self.is_kept(i)).filter_map(|i| self.scores.get(i));
        let lowest = lowest.fold(1.0f32, |a, &b| a.min(b));
        let captions: Vec<usize> = (0..self.kept.len())
            .filter(|&i| !self.is_kept(i) && self.scores.get(i).is_some_and(|&s| s >= CAPTION_SHARE * lowest))
            .filter(|&i| self.is_caption(i))
            .filter(|&i| {
                (i.saturating_sub(CAPTION_REACH)..i).any(|near| self.is_kept(near))
                    && (i + 1..=i + CAPTION_REACH).any(|near| self.is_kept(near))
            })
            .collect();
        for i in captions {
            self.set(i, true, "a caption amid the story");
        }
    }

    fn is_caption(&self, i: usize) -> bool {
        let Some(block) = self.segments.list().get(i).map(|segment| segment.block) else { return false };
        let of_figure = || {
            let figure = self.doc.parent(caption_around(self.doc, block)?)?;
            is_figure(self.doc, figure).then_some(())
        };
        self.doc.tag(block) == Tag::Figcaption || of_figure().is_some()
    }

    /// A text that was kept before is not kept again: pages repeat whole blocks for other screens. Cells, list items and
    /// preformatted lines repeat of themselves.
    fn drop_copies(&mut self) {
        let repeats_itself = |i: usize| matches!(self.tag(i), Tag::Td | Tag::Th | Tag::Li | Tag::Pre);
        let mut texts: Vec<(&str, usize)> = (0..self.kept.len())
            .filter(|&i| self.is_kept(i) && !repeats_itself(i))
            .map(|i| (self.segments.text(i), i))
            .filter(|(text, _)| is_sentence(text))
            .collect();
        // By length first, as most texts differ in it.
        let hidden = |i: usize| self.segments.list().get(i).is_some_and(|s| s.hidden);
        texts.sort_unstable_by_key(|&(text, i)| (text.len(), text, hidden(i), i));
        for same in texts.chunk_by(|a, b| a.0 == b.0) {
            for &(_, i) in same.iter().skip(1) {
                self.set(i, false, "repeats a text above");
            }
        }
    }

    fn tag(&self, index: usize) -> Tag {
        self.segments.list().get(index).map_or(Tag::None, |s| self.doc.tag(s.block))
    }

    fn set(&mut self, index: usize, keep: bool, why: &'static str) {
        if let Some(slot) = self.kept.get_mut(index)
            && *slot != keep
        {
            *slot = keep;
            self.reasons.push((index, why));
        }
    }

    fn heading_level(&self, index: usize) -> Option<u8> {
        self.tag(index).heading_level()
    }

    fn is_kept(&self, index: usize) -> bool {
        self.kept.get(index).copied().unwrap_or(false)
    }

    /// An empty shell: if nothing was kept but menus and the notice that the page needs scripting, there is no article.
    fn drop_shell(&mut self) {
        let is_shell = |i: usize| {
            self.segments.list().get(i).is_some_and(|s| {
                let in_menu = || self.doc.ancestors(s.first).any(|a| self.doc.tag(a) == Tag::Nav);
                let notice = s.noscript && self.segments.text(i).to_lowercase().contains("javascript");
                notice || (s.link_chars == s.chars && in_menu())
            })
        };
        let kept: Vec<usize> = (0..self.kept.len()).filter(|&i| self.is_kept(i)).collect();
        if kept.iter().all(|&i| is_shell(i)) {
            for i in kept {
                self.set(i, false, "a shell without content");
            }
        }
    }

    /// The headline is metadata: its line above the story is not part of the body. Where a heading says it, a paragraph
    /// that says it again is text; and so is the heading of a page that its head calls otherwise.
    fn drop_headline(&mut self, metadata: &Metadata) {
        let Some(title) = &metadata.title else {
            // Metadata takes the line that reads as one for the headline of a page that declares none; what stands above
            // it is the page's, not the story's.
            let first = (0..self.kept.len()).find(|&i| self.is_kept(i));
            let headline = first.and_then(|first| headline_line(self.segments, first));
            for i in 0..headline.map_or(0, |h| h + 1) {
                self.set(i, false, "the headline, or above it");
            }
            return;
        };
        let longer =
            |i: usize| self.heading_level(i).is_none() && self.segments.text(i).len() > title.value.len();
        let story = (0..self.kept.len()).find(|&i| self.is_kept(i) && longer(i)).unwrap_or(self.kept.len());
        let repeats: Vec<usize> =
            (0..story).filter(|&i| same_words(self.segments.text(i), &title.value)).collect();
        let in_heading = repeats.iter().any(|&i| self.heading_level(i).is_some());
        if let Some(&headline) = repeats.iter().find(|&&i| self.heading_level(i).is_some()) {
            self.drop_links_above(headline);
            self.drop_filing(headline);
            if head_differs(self.doc, &title.value) {
                return;
            }
        }
        for i in repeats {
            if !in_heading || self.heading_level(i).is_some() {
                self.set(i, false, "repeats the headline");
            }
        }
    }

    /// A line that says nothing but "subscribe to get the latest posts sent to your email", or asks for a comment.
    fn drop_appeals(&mut self) {
        for i in 0..self.kept.len() {
            let text = self.segments.text(i);
            let doubted = self.scores.get(i).is_some_and(|&score| score < APPEAL_SCORE);
            if self.is_kept(i) && doubted && text.len() <= APPEAL_BYTES && lexicon::is_appeal(text) {
                self.set(i, false, "an appeal to subscribe or comment");
            }
        }
    }

    /// A writer's bio below the story: a last paragraph that opens with the words of a short line above it, and that line
    /// is cut off from the story by dropped ones. Lines between that open with the name as well belong to it.
    fn drop_bio(&mut self) {
        let Some(last) = (0..self.kept.len()).rev().find(|&i| self.is_kept(i)) else { return };
        let text = self.segments.text(last);
        let is_name = |i: usize| {
            let name = self.segments.text(i);
            (2..=BIO_NAME_WORDS).contains(&name.split(' ').count())
                && self.heading_level(i).is_none()
                && !name.ends_with(['.', '!', '?'])
                && text.starts_with(name)
        };
        let Some(name) = (last.saturating_sub(BIO_REACH)..last).find(|&i| is_name(i)) else { return };
        let between = (name + 1..last)
            .all(|i| !self.is_kept(i) || self.segments.text(i).starts_with(self.segments.text(name)));
        let dropped = (0..name).rev().take_while(|&i| !self.is_kept(i)).count();
        let cut_off = dropped < name && dropped + usize::from(!self.is_kept(name)) >= BIO_GAP;
        if between && cut_off {
            for i in name..=last {
                self.set(i, false, "a bio under its name");
            }
        }
    }

    /// A heading that the scores are in doubt about is content if something under it is.
    fn drop_childless_headings(&mut self) {
        // The highest heading level under which something was kept, going up the page; 0 is "text follows directly".
        let mut below: Option<u8> = None;
        for i in (0..self.kept.len()).rev() {
            let level = self.heading_level(i);
            if !self.is_kept(i) {
                // A dropped heading ends the section above it.
                if let Some(level) = level
                    && below.is_none_or(|b| level <= b || b == 0)
                {
                    below = None;
                }
                continue;
            }
            match (level, below) {
                (None, _) => below = Some(0),
                (Some(level), Some(b)) if b == 0 || level < b => below = Some(level),
                (Some(_), _) if self.scores.get(i).is_some_and(|&score| score < SURE) => {
                    self.set(i, false, "a heading with nothing under it");
                }
                (Some(_), _) => below = level,
            }
        }
    }
}

/// Whether two texts have the same letters and digits, in any case and punctuation.
fn same_words(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(a).eq(letters(b))
}

/// Long enough that a second occurrence is a copy, not a label that recurs.
fn is_sentence(text: &str) -> bool {
    text.split(' ').nth(SENTENCE_WORDS - 1).is_some()
        || text.chars().filter(|&c| lexicon::is_unspaced(c)).nth(SENTENCE_UNSPACED - 1).is_some()
}

/// Ends as a sentence does, not in the dots of something cut short.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？', '؟', '।', '۔', '"', '”', '»']) && !text.ends_with("...")
}
