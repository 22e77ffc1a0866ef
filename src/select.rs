//! Scores -> [`Selection`]: what is kept of the page.
//!
//! Which segments are content is decided by one cut through the scores, placed where the expected F-measure of the kept
//! text is highest; then a few rules mend what no score of a single segment can see (the headline among the body, a
//! heading with nothing under it). Media have no score: they follow the text around them.

use crate::article::Metadata;
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::extractor::Focus;
use crate::metadata::headline_line;
use crate::score::Scores;
use crate::segment::Segments;

/// Score below which nothing on a page is taken for content, however it compares with the rest.
/// Swept 0.1-0.4 on the development folds: flat up to 0.25; above, shop and index pages lose their text.
const MIN_SCORE: f32 = 0.2;

/// Segments to either side in which an image needs kept text.
const IMAGE_REACH: usize = 3;

/// Lines above a bio in which the writer's name stands.
const BIO_REACH: usize = 3;

/// What is kept of a page.
pub struct Selection {
    segments: Vec<bool>,
    nodes: Vec<bool>,
    reasons: Vec<(usize, &'static str)>,
}

impl Selection {
    /// Whether a text node, image or other medium is part of the article.
    pub fn keeps(&self, node: NodeId) -> bool {
        self.nodes.get(node.index()).copied().unwrap_or(false)
    }

    /// Whether the segment at `index` is part of the article.
    pub fn keeps_segment(&self, index: usize) -> bool {
        self.segments.get(index).copied().unwrap_or(false)
    }

    /// Why the segment at `index` was kept or dropped against its score, if it was.
    pub fn reason(&self, index: usize) -> Option<&'static str> {
        self.reasons.iter().rev().find(|(at, _)| *at == index).map(|&(_, why)| why)
    }
}

/// Chooses what to keep.
pub fn choose(
    doc: &Document,
    segments: &Segments,
    scores: &Scores,
    metadata: &Metadata,
    focus: Focus,
) -> Selection {
    let cut = best_cut(segments, scores, focus);
    let mut mender = Mender {
        doc,
        segments,
        kept: (0..segments.len()).map(|i| scores.get(i) >= cut).collect(),
        reasons: Vec::new(),
    };
    mender.drop_shell();
    mender.drop_headline(metadata);
    mender.drop_bio();
    mender.drop_childless_headings();
    let Mender { kept, reasons, .. } = mender;
    let nodes = kept_nodes(doc, segments, &kept);
    Selection { segments: kept, nodes, reasons }
}

/// The score from which segments are kept.
///
/// Taking scores for probabilities, keeping the best ones down to some score has the expected F-measure
/// `(1 + b^2) * kept content / (kept text + b^2 * all content)`; every text counts by its characters.
/// (Lewis, "Evaluating and optimizing autonomous text classification systems", SIGIR 1995.)
fn best_cut(segments: &Segments, scores: &Scores, focus: Focus) -> f32 {
    let beta_squared = match focus {
        Focus::Balanced => 1.0,
        Focus::Precision => 0.2,
        Focus::Recall => 5.0,
    };
    let mut ranked: Vec<(f32, f32)> =
        segments.list().iter().enumerate().map(|(i, s)| (scores.get(i), s.chars as f32)).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let content: f32 = ranked.iter().map(|(p, chars)| p * chars).sum();
    let (mut cut, mut best) = (f32::INFINITY, 0.0);
    let (mut hits, mut kept) = (0.0, 0.0);
    for (p, chars) in ranked {
        if p < MIN_SCORE {
            break;
        }
        hits += p * chars;
        kept += chars;
        let measure = hits / (kept + beta_squared * content);
        if measure >= best {
            (best, cut) = (measure, p);
        }
    }
    cut
}

/// Corrects what scores of single segments cannot see.
struct Mender<'a> {
    doc: &'a Document,
    segments: &'a Segments,
    kept: Vec<bool>,
    reasons: Vec<(usize, &'static str)>,
}

impl Mender<'_> {
    fn set(&mut self, index: usize, keep: bool, why: &'static str) {
        if let Some(slot) = self.kept.get_mut(index)
            && *slot != keep
        {
            *slot = keep;
            self.reasons.push((index, why));
        }
    }

    fn heading_level(&self, index: usize) -> Option<u8> {
        self.segments.list().get(index).and_then(|s| self.doc.tag(s.block).heading_level())
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
    /// that says it again is text.
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
        for i in repeats {
            if !in_heading || self.heading_level(i).is_some() {
                self.set(i, false, "repeats the headline");
            }
        }
    }

    /// A writer's bio below the story: a last paragraph, cut off from the story by dropped lines, that opens with the
    /// words of a dropped line just above it.
    fn drop_bio(&mut self) {
        let Some(last) = (0..self.kept.len()).rev().find(|&i| self.is_kept(i)) else { return };
        let from = last.saturating_sub(BIO_REACH);
        let cut_off = last > from && (from..last).rev().take_while(|&i| !self.is_kept(i)).count() >= 2;
        let text = self.segments.text(last);
        let named = (from..last).any(|i| {
            let name = self.segments.text(i);
            !self.is_kept(i)
                && self.heading_level(i).is_none()
                && name.contains(' ')
                && text.starts_with(name)
        });
        if cut_off && named {
            self.set(last, false, "a bio under its name");
        }
    }

    /// A heading is content if something under it is.
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
                (Some(_), _) => self.set(i, false, "a heading with nothing under it"),
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

/// Marks the text nodes of kept segments and the images that belong to them.
fn kept_nodes(doc: &Document, segments: &Segments, kept: &[bool]) -> Vec<bool> {
    let counts = KeptCounts::new(kept);
    let mut nodes = vec![false; doc.len()];
    // How many segments began before the current node.
    let mut begun = 0;
    for id in doc.descendants(NodeId::DOCUMENT) {
        let keep = match doc.kind(id) {
            Kind::Text => segments.of(id).is_some_and(|owner| {
                begun = begun.max(owner + 1);
                kept.get(owner).copied().unwrap_or(false)
            }),
            Kind::Element if doc.tag(id) == Tag::Img => {
                let before = counts.any(begun.saturating_sub(IMAGE_REACH), begun);
                let after = counts.any(begun, begun + IMAGE_REACH);
                (before || after) && image_company(doc, segments, &counts, id).unwrap_or(before && after)
            }
            _ => false,
        };
        if keep && let Some(slot) = nodes.get_mut(id.index()) {
            *slot = true;
        }
    }
    nodes
}

/// How many of the first `n` segments are kept, for every `n`.
struct KeptCounts(Vec<u32>);

impl KeptCounts {
    fn new(kept: &[bool]) -> Self {
        let sums = kept.iter().scan(0, |sum, &k| {
            *sum += u32::from(k);
            Some(*sum)
        });
        KeptCounts(std::iter::once(0).chain(sums).collect())
    }

    /// Whether any segment of a range is kept.
    fn any(&self, from: usize, to: usize) -> bool {
        let last = self.0.len() - 1;
        self.0.get(from.min(last)) < self.0.get(to.min(last))
    }
}

/// Whether the nearest element around an image that has text, captions aside, has kept text; `None` if only the page as a
/// whole has.
fn image_company(doc: &Document, segments: &Segments, kept: &KeptCounts, image: NodeId) -> Option<bool> {
    for ancestor in doc.ancestors(image) {
        match doc.tag(ancestor) {
            Tag::Body | Tag::Html => return None,
            Tag::Figure | Tag::Figcaption => continue,
            _ => {}
        }
        if let Some(container) = segments.container_of(ancestor)
            && container.first < container.end
        {
            return Some(kept.any(container.first, container.end));
        }
    }
    None
}

#[cfg(test)]
impl Selection {
    /// Keeps every node, so that later stages can be tested without judging anything.
    pub(crate) fn everything(doc: &Document) -> Selection {
        Selection::nodes(doc, |_| true)
    }

    /// Keeps the nodes for which `kept` says so.
    pub(crate) fn nodes(doc: &Document, kept: impl Fn(NodeId) -> bool) -> Selection {
        Selection { segments: Vec::new(), nodes: doc.ids().map(kept).collect(), reasons: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Source, Sourced};
    use crate::{Limits, dom, segment};

    const LONG: &str = "The ferry left at noon, an hour late, with the mail, the doctor and eleven sheep aboard, and nobody on the pier to meet it.";

    /// The texts kept of a page whose segments have these scores.
    fn kept(html: &str, title: Option<&str>, scores: &[f32], focus: Focus) -> Vec<String> {
        let doc = dom::parse(html, &Limits::new());
        let segments = segment::segments(&doc);
        assert_eq!(segments.len(), scores.len(), "one score a segment");
        let title =
            title.map(|t| Sourced { value: t.to_owned(), source: Source::Element("title".to_owned()) });
        let metadata = Metadata { title, ..Metadata::default() };
        let selection = choose(&doc, &segments, &Scores::of(scores), &metadata, focus);
        let keeps = |&i: &usize| selection.keeps_segment(i);
        (0..segments.len()).filter(keeps).map(|i| segments.text(i).to_owned()).collect()
    }

    #[test]
    fn focus_moves_the_cut() {
        let html = "<p>aaaaaaaaaa.<p>bbbbbbbbbb.<p>cccccccccc.<p>dddddddddd.";
        let scores = [0.9, 0.6, 0.35, 0.22];
        let count = |focus| kept(html, Some("x"), &scores, focus).len();
        assert_eq!(count(Focus::Precision), 1);
        assert_eq!(count(Focus::Balanced), 2);
        assert_eq!(count(Focus::Recall), 4);
    }

    #[test]
    fn keeps_nothing_where_nothing_reads_as_content() {
        assert!(kept("<p>Menu<p>Search", Some("x"), &[0.1, 0.19], Focus::Recall).is_empty());
    }

    #[test]
    fn the_headline_goes_but_a_paragraph_that_repeats_it_stays() {
        let html = format!("<h1>Ferry late</h1><p>Ferry late.</p><p>{LONG}</p>");
        let texts = kept(&html, Some("Ferry late"), &[0.9; 3], Focus::Balanced);
        assert_eq!(texts, ["Ferry late.", LONG]);
    }

    #[test]
    fn without_a_declared_title_the_first_line_is_the_headline_and_what_is_above_it_goes() {
        let html =
            format!("<p>Saturday, June 14, 2025</p><p>The island ferry is late again</p><p>{LONG}</p>");
        assert_eq!(kept(&html, None, &[0.9; 3], Focus::Balanced), [LONG]);
    }

    #[test]
    fn a_heading_goes_with_what_was_under_it() {
        let html = format!("<p>{LONG}</p><h2>Background</h2><p>{LONG}</p><h2>Related</h2><p>Card</p>");
        let texts = kept(&html, Some("x"), &[0.9, 0.8, 0.9, 0.8, 0.1], Focus::Balanced);
        assert_eq!(texts, [LONG, "Background", LONG]);
    }

    #[test]
    fn a_bio_under_its_name_goes() {
        let bio = "Ada Moor has sailed for twenty years and writes about harbours.";
        let html = format!("<p>{LONG}</p><p>Subscribe</p><p>Ada Moor</p><p>{bio}</p>");
        assert_eq!(kept(&html, Some("x"), &[0.9, 0.1, 0.2, 0.8], Focus::Balanced), [LONG]);
    }

    #[test]
    fn a_shell_of_menus_and_notices_is_no_article() {
        let html = "<nav><a href=/>Home</a></nav><noscript>Please turn on JavaScript.</noscript>";
        assert!(kept(html, Some("x"), &[0.6, 0.9], Focus::Balanced).is_empty());
    }

    #[test]
    fn images_follow_their_text() {
        let html = format!(
            "<div class=story><p>{LONG}</p><figure><img src=kept.jpg></figure><p>{LONG}</p></div>\
             <div class=card><img src=dropped.jpg><p>Another story</p></div>"
        );
        let doc = dom::parse(&html, &Limits::new());
        let segments = segment::segments(&doc);
        let scores = Scores::of(&[0.9, 0.9, 0.1]);
        let selection = choose(&doc, &segments, &scores, &Metadata::default(), Focus::Balanced);
        let images = doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::Img);
        assert_eq!(images.map(|id| selection.keeps(id)).collect::<Vec<_>>(), [true, false]);
    }
}
