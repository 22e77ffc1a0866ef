//! A page whose text is not in its elements -> the body its scripts or templates hold.
//!
//! Asked only after the visible page was judged, and answered only where that came out empty or clearly shorter. What is
//! found is written as HTML and goes through the parser and the stages every page goes through. It never mixes into what a
//! reader sees: it takes the place of (nearly) nothing, or stands behind a story that a paywall cut off.

mod collect;
mod literal;
mod pick;
mod rich;
#[cfg(test)]
#[allow(clippy::string_slice, clippy::format_collect, reason = "literals cut where their author sees")]
mod tests;
mod text;
mod tree;
mod write;

use std::borrow::Cow;
use std::cell::LazyCell;

use collect::Data;
use html5ever::local_name;
use pick::Candidate;
use rich::Prose;
use text::Windows;
use tree::Id;

use crate::article::{Metadata, Origin};
use crate::dom::{self, Document, NodeId, Scripts, Tag};
use crate::extractor::{Focus, Limits};
use crate::features::{self, Features};
use crate::metadata::Declared;
use crate::resolve::Resolver;
use crate::score::{Scorer, Scores};
use crate::segment::Segments;
use crate::select::Selection;
use crate::{segment, select};

/// Characters kept of the visible page from which it is not looked for more.
const MAX_SHOWN: usize = 800;

/// Characters of a page's elements, links aside, up to which it is an empty shell.
const MAX_SHELL: usize = 1000;

/// Characters of a page's elements, links aside, up to which a body need not be longer than they are. Shops whose
/// products are in scripts have 500 to 1,200.
const MAX_FRAME: usize = 1500;

/// Characters of a body, at least.
const MIN_BODY: usize = 150;

/// Characters of a body that only the model vouches for, at least.
const MIN_JUDGED: usize = 200;

/// Times a body must be longer than what is kept of the visible page, as far as the scores believe in that.
const MIN_GAIN: f32 = 2.0;

/// Share of a body that the page's elements may hold too: what is there was judged there.
const MAX_SHARED: f32 = 0.5;

/// Characters of a story behind the point where the visible part ends, at least.
const MIN_REST: usize = 200;

/// Share of the visible story that must be in a body for its end to be the story's.
const MIN_SAME: f32 = 0.7;

/// Lines of a body among which its headline stands.
const HEAD: usize = 20;

/// A body, with what was made of it.
pub(crate) struct Body {
    pub(crate) document: Document,
    pub(crate) segments: Segments,
    pub(crate) scores: Scores,
    /// What the scores come from, unless they are known without.
    pub(crate) features: Option<Features>,
    pub(crate) selection: Selection,
    pub(crate) origin: Origin,
}

/// What the stages made of the visible page.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) document: &'a Document,
    pub(crate) segments: &'a Segments,
    pub(crate) scores: &'a Scores,
    pub(crate) scorer: &'a Scorer,
    pub(crate) selection: &'a Selection,
    pub(crate) metadata: &'a Metadata,
    pub(crate) resolver: &'a Resolver,
    pub(crate) limits: &'a Limits,
    pub(crate) focus: Focus,
}

impl Seen<'_> {
    /// Whether so little is kept that the text may be elsewhere.
    pub(crate) fn is_poor(&self) -> bool {
        self.kept_chars() < MAX_SHOWN
    }

    fn kept(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.segments.len()).filter(|&i| self.selection.keeps_segment(i))
    }

    fn kept_chars(&self) -> usize {
        self.kept().filter_map(|i| self.segments.list().get(i)).map(|s| s.chars as usize).sum()
    }

    /// Characters of content expected in what is kept.
    fn worth(&self) -> f32 {
        let worth =
            |i: usize| self.segments.list().get(i).map_or(0.0, |s| s.chars as f32 * self.scores.get(i));
        self.kept().map(worth).sum()
    }

    /// The body that stands for the page, given its scripts, and itself once more if it has to be taken apart.
    pub(crate) fn instead(&self, scripts: Scripts<'_>, again: impl FnOnce() -> Document) -> Option<Body> {
        let data = Data::of(scripts);
        let prose = Prose::of(&data);
        // Few pages have something to compare with.
        let shown = LazyCell::new(|| Windows::of((0..self.segments.len()).map(|i| self.segments.text(i))));
        let candidates = pick::candidates(&data, &prose, &self.page());
        let is_shell = self.is_shell();
        let known = candidates
            .iter()
            .filter(|candidate| candidate.anchored || is_shell)
            .find_map(|candidate| self.body(&data, &prose, candidate, &shown));
        if known.is_some() || !is_shell {
            return known;
        }
        self.streamed(&data, &prose, &shown).or_else(|| self.templates(again))
    }

    /// Whether the page's elements hold next to nothing: what is found elsewhere need not compete.
    fn is_shell(&self) -> bool {
        self.kept_chars() < MIN_BODY && self.own_chars() < MAX_SHELL
    }

    /// Characters a reader sees outside links.
    fn own_chars(&self) -> usize {
        let seen = self.segments.list().iter().filter(|s| !s.noscript && !s.hidden);
        seen.map(|s| (s.chars - s.link_chars) as usize).sum()
    }

    /// What follows where the visible story is cut off, if the page's JSON-LD goes on.
    pub(crate) fn rest(&self) -> Option<Body> {
        if !self.document.mentions("articleBody") {
            return None;
        }
        let data = Data::structured(self.document);
        let prose = Prose::of(&data);
        let kept = self.kept_chars();
        let candidates = pick::candidates(&data, &prose, &self.page());
        let candidate = candidates.first().filter(|c| c.anchored && c.chars(&prose) > kept + MIN_REST)?;
        let (_, segments) = self.parsed(&write::html(&data, &prose, &candidate.values));
        let texts: Vec<&str> = (0..segments.len()).map(|i| segments.text(i)).collect();
        let whole = Windows::of(std::iter::once(texts.concat().as_str()));
        let visible: String = self.kept().map(|i| self.segments.text(i)).collect();
        if whole.share_of(&visible) < MIN_SAME {
            return None;
        }
        let text = texts.join("\n");
        let rest = self.kept().rev().take(8).find_map(|i| text::after(&text, self.segments.text(i)))?;
        let shown = Windows::of((0..self.segments.len()).map(|i| self.segments.text(i)));
        if text::shown(rest).count() < MIN_REST || shown.share_of(rest) > 1.0 - MIN_SAME {
            return None;
        }
        Some(self.certain(&write::plain(rest), Origin::StructuredData))
    }

    fn page(&self) -> pick::Page {
        let title = self.metadata.title.as_ref().map(|t| t.value.clone());
        let element =
            self.document.find(NodeId::DOCUMENT, Tag::Title).map(|id| self.document.text_content(id));
        let titles = title.into_iter().chain(element).map(|t| text::folded(&t)).filter(|t| t.len() >= 3);
        let canonical = self.metadata.canonical_url.as_ref().and_then(|u| pick::slug(&u.value));
        let slug = self.resolver.page_url().and_then(|u| pick::slug(u.as_str())).or(canonical);
        pick::Page { titles: titles.collect(), slug }
    }

    fn body(&self, data: &Data, prose: &Prose<'_>, candidate: &Candidate, shown: &Windows) -> Option<Body> {
        let html = write::html(data, prose, &candidate.values);
        let structured = candidate.values.first().is_some_and(|&id| data.is_structured(id));
        let origin = if structured { Origin::StructuredData } else { Origin::Script };
        let body = if candidate.anchored { self.certain(&html, origin) } else { self.judged(&html, origin)? };
        self.gains(&body, shown, MIN_BODY).then_some(body)
    }

    /// Elements that a script would build, as React's server components send them.
    fn streamed(&self, data: &Data, prose: &Prose<'_>, shown: &Windows) -> Option<Body> {
        let roots: Vec<Id> = data.elements();
        if roots.is_empty() {
            return None;
        }
        let body = self.judged(&write::html(data, prose, &roots), Origin::Script)?;
        self.gains(&body, shown, MIN_JUDGED).then_some(body)
    }

    /// Templates are not shown: their text counts only where a page has no other.
    fn templates(&self, again: impl FnOnce() -> Document) -> Option<Body> {
        let document = self.document;
        let has_templates =
            document.descendants(NodeId::DOCUMENT).any(|id| document.tag(id) == Tag::Template);
        if !has_templates || self.kept_chars() > 0 {
            return None;
        }
        let body = self.stages(dom::with_templates(again(), self.limits), Origin::Template, None);
        if body.kept_chars() < MIN_JUDGED {
            return None;
        }
        let placeholder = (0..body.segments.len())
            .filter(|&i| body.selection.keeps_segment(i))
            .any(|i| ["{{", "${", "<%"].iter().any(|mark| body.segments.text(i).contains(mark)));
        (!placeholder).then_some(body)
    }

    fn parsed(&self, html: &str) -> (Document, Segments) {
        let document = dom::parse(html, self.limits);
        let segments = segment::segments(&document);
        (document, segments)
    }

    /// A body that is known to be the page's: all of it is kept.
    fn certain(&self, html: &str, origin: Origin) -> Body {
        self.stages(dom::parse(html, self.limits), origin, Some(1.0))
    }

    /// A body the model has to find good: most of it, or none.
    fn judged(&self, html: &str, origin: Origin) -> Option<Body> {
        let body = self.stages(dom::parse(html, self.limits), origin, None);
        (body.kept_chars() >= MIN_JUDGED).then_some(body)
    }

    fn stages(&self, document: Document, origin: Origin, score: Option<f32>) -> Body {
        let segments = segment::segments(&document);
        let metadata = self.metadata_beside(&segments);
        let declared = Declared { metadata: metadata.into_owned(), ..Declared::default() };
        let features = score.is_none().then(|| features::features(&document, &segments, &declared));
        let scores = match (&features, score) {
            (Some(features), _) => self.scorer.scores(features),
            (None, score) => Scores::of(&vec![score.unwrap_or(0.0); segments.len()]),
        };
        let selection = select::choose(&document, &segments, &scores, &declared.metadata, self.focus);
        Body { document, segments, scores, features, selection, origin }
    }

    /// The metadata with the title as the body words it, so that it is known for the headline.
    fn metadata_beside(&self, segments: &Segments) -> Cow<'_, Metadata> {
        let page = self.page();
        let worded =
            (0..segments.len().min(HEAD)).map(|i| segments.text(i)).find(|text| page.has_title(text));
        let mut metadata = Cow::Borrowed(self.metadata);
        if let Some(worded) = worded
            && self.metadata.title.is_some()
            && let Some(title) = &mut metadata.to_mut().title
        {
            worded.clone_into(&mut title.value);
        }
        metadata
    }

    /// Whether a body is worth more than what is kept of the visible page, and not in that page anyway.
    fn gains(&self, body: &Body, shown: &Windows, least: usize) -> bool {
        let chars = body.kept_chars();
        let text: String = (0..body.segments.len())
            .filter(|&i| body.selection.keeps_segment(i))
            .flat_map(|i| [body.segments.text(i), "\n"])
            .collect();
        let own = self.own_chars();
        chars >= least
            && (own <= MAX_FRAME || chars >= 2 * own)
            && chars as f32 >= MIN_GAIN * self.worth()
            && text::is_prose(&text)
            && shown.share_of(&text) <= MAX_SHARED
    }
}

impl Body {
    fn kept_chars(&self) -> usize {
        let kept = self.segments.list().iter().enumerate().filter(|&(i, _)| self.selection.keeps_segment(i));
        kept.map(|(_, s)| s.chars as usize).sum()
    }
}

/// Whether a script is JSON-LD.
fn is_json_ld(doc: &Document, id: NodeId) -> bool {
    doc.attr(id, &local_name!("type")).is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}
