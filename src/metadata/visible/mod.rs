//! The text around the story -> title, authors and dates that no markup declares, as a reader finds them.
//!
//! Position decides. A date or byline counts between the headline and the first lines of the story, right behind its
//! end, or inside the story's own `<article>`; never in the page's header, navigation, sidebars, teasers or comments,
//! and never before the headline elsewhere: today's date stands there.

mod authors;
mod dates;

use super::candidates::{Candidate, Claim, Place, best};
use super::class_words::{names_a_date, names_an_aside, names_an_author};
use super::date::DateReader;
use super::story::Story;
use super::text::collapse;
use crate::article::{Source, Timestamp};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::segment::Segments;
pub(super) use authors::link_of;

/// Rank of what stands behind the story; what stands before it ranks below.
const TAIL_RANK: u8 = 20;

/// Characters of a line that is about the story rather than of it.
const MAX_META_CHARS: usize = 160;

/// Characters of a sentence that says when and by whom the story was published.
const MAX_NOTE_CHARS: usize = 300;

/// Names of one byline.
pub(super) struct Credits {
    pub(super) names: Vec<String>,
    /// The element that may link them.
    pub(super) place: Place,
    /// Whether they stand behind the story.
    pub(super) behind: bool,
}

/// What was found about the story.
#[derive(Default)]
pub(super) struct Seen {
    published: Vec<Candidate<Timestamp>>,
    modified: Vec<Candidate<Timestamp>>,
    authors: Vec<(u8, Credits)>,
}

impl Seen {
    pub(super) fn published(&mut self) -> Option<Claim<Timestamp>> {
        best(std::mem::take(&mut self.published))
    }

    pub(super) fn modified(&mut self) -> Option<Claim<Timestamp>> {
        (!self.modified.is_empty()).then(|| self.modified.swap_remove(0).claim)
    }

    pub(super) fn authors(&mut self) -> Option<Credits> {
        std::mem::take(&mut self.authors)
            .into_iter()
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, credits)| credits)
    }
}

/// Looks around the story. One pass over the page.
pub(super) fn look(doc: &Document, segments: &Segments, story: &Story, dates: DateReader) -> Seen {
    let own = Own::new(doc, segments, story);
    let mut seen = Seen::default();
    let mut at = 0;
    let mut in_article = false;
    let mut nodes = doc.descendants(NodeId::DOCUMENT);
    while let Some(id) = nodes.next() {
        match doc.kind(id) {
            Kind::Text => {
                if let Some(index) = segments.of(id)
                    && index >= at
                {
                    at = index + 1;
                    line(segments, story, index, dates, &mut seen);
                }
            }
            Kind::Element => {
                if own.article == Some(id) {
                    in_article = true;
                } else if in_article && own.article.is_some_and(|article| doc.depth(id) <= doc.depth(article))
                {
                    in_article = false;
                }
                // Most of a page is far from the story.
                if !in_article && !story.is_near(at) {
                    if at > story.end_of_tail() {
                        break;
                    }
                    continue;
                }
                let tag = doc.tag(id);
                if !own.holds(id) && is_aside(doc, id, tag, at, &own) {
                    // Their segments are passed over too: `at` catches up at the next text.
                    nodes.skip_subtree(id);
                    continue;
                }
                element(doc, id, tag, at, story, &own, dates, &mut seen);
            }
            Kind::Document | Kind::Doctype | Kind::Comment => {}
        }
    }
    seen
}

/// The elements around the story.
struct Own {
    /// Ancestors of the headline and of the first kept text.
    path: Vec<NodeId>,
    /// The `<article>` around headline and story both.
    article: Option<NodeId>,
}

impl Own {
    fn new(doc: &Document, segments: &Segments, story: &Story) -> Own {
        let node = |i: usize| segments.list().get(i).map(|s| s.first);
        let first: Vec<NodeId> = node(story.first).map(|n| doc.ancestors(n).collect()).unwrap_or_default();
        let head: Vec<NodeId> =
            story.headline.and_then(node).map(|n| doc.ancestors(n).collect()).unwrap_or_default();
        let article = first.iter().copied().find(|a| is_article(doc, *a)).filter(|a| head.contains(a));
        let mut path = first;
        path.extend(head);
        path.sort_unstable();
        path.dedup();
        Own { path, article }
    }
}

impl Own {
    /// Whether an element is around the headline or the story's first text.
    fn holds(&self, id: NodeId) -> bool {
        self.path.binary_search(&id).is_ok()
    }

    /// Whether an element is the line right above the headline and stands beside it in a block of the page.
    fn is_kicker(&self, doc: &Document, id: NodeId, at: usize, story: &Story) -> bool {
        story.headline.is_some_and(|h| at < h && at + 2 >= h)
            && doc
                .parent(id)
                .is_some_and(|parent| !matches!(doc.tag(parent), Tag::Body | Tag::Html) && self.holds(parent))
    }

    fn in_article(&self, doc: &Document, id: NodeId) -> bool {
        self.article.is_some_and(|article| doc.ancestors(id).any(|a| a == article))
    }
}

fn is_article(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Tag::Article
        || doc
            .class(id)
            .split_ascii_whitespace()
            .any(|c| matches!(c, "hentry" | "h-entry" | "post" | "article"))
}

/// Whether an element is beside the story: navigation, a sidebar, a page's header or footer, comments, teasers.
fn is_aside(doc: &Document, id: NodeId, tag: Tag, at: usize, own: &Own) -> bool {
    match tag {
        Tag::Nav | Tag::Head => true,
        // An article's own footer or marginal note carries its date as often as not.
        Tag::Footer | Tag::Aside => !own.in_article(doc, id) || short_text(doc, id, MAX_META_CHARS).is_none(),
        Tag::Header => at == 0 && !own.in_article(doc, id),
        Tag::Div | Tag::Section | Tag::Ul | Tag::Ol | Tag::Li | Tag::Form | Tag::Table | Tag::Dl => {
            names_an_aside(doc.class(id)) || names_an_aside(doc.html_id(id))
        }
        _ => false,
    }
}

/// Looks at one element: a `<time>`, a class that names a date or an author.
#[allow(clippy::too_many_arguments, reason = "one step of `look`")]
fn element(
    doc: &Document,
    id: NodeId,
    tag: Tag,
    at: usize,
    story: &Story,
    own: &Own,
    dates: DateReader,
    seen: &mut Seen,
) {
    let zone = if story.in_head(at) {
        0
    } else if story.in_tail(at) {
        TAIL_RANK
    } else if story.above_headline(at) || own.is_kicker(doc, id, at, story) {
        6
    } else if (tag == Tag::Time || tag == Tag::Abbr)
        && own.in_article(doc, id)
        && !(story.start()..=story.last).contains(&at)
    {
        10
    } else if (story.start()..=story.last).contains(&at) {
        if tag != Tag::Time {
            return;
        }
        30
    } else {
        return;
    };
    let class = doc.class(id);
    if tag == Tag::Time || (names_a_date(class) || names_a_date(doc.html_id(id))) && !own.holds(id) {
        dates::element(doc, id, tag, zone, dates, seen);
    }
    if zone < 30
        && !own.holds(id)
        && (names_an_author(class) || names_an_author(doc.html_id(id)) || authors::is_link(doc, id))
    {
        authors::element(doc, id, zone, seen);
    }
}

/// Looks at one line of text near the story.
fn line(segments: &Segments, story: &Story, index: usize, dates: DateReader, seen: &mut Seen) {
    let (head, above, tail) = (story.in_head(index), story.above_headline(index), story.in_tail(index));
    let within = index >= story.start() && index <= story.end_of_tail();
    let Some(segment) = segments.list().get(index).filter(|s| !s.hidden && !s.preformatted) else { return };
    let text = segments.text(index);
    if within && segment.chars as usize <= MAX_NOTE_CHARS {
        dates::note(text, segment.first, dates, seen);
    }
    if !head && !tail && !above {
        return;
    }
    let short = segment.chars as usize <= MAX_META_CHARS;
    let zone = match (head, above) {
        (true, _) => 3,
        (_, true) => 7,
        _ => TAIL_RANK + 3,
    };
    if short {
        dates::in_line(text, segment.first, zone, !head && !above, dates, seen);
        if let Some(names) = authors::of_line(text, segments.text(index + 1), head || above, dates) {
            let place = Place::new(Source::Text, segment.first);
            seen.authors.push((zone + 2, Credits { names, place, behind: zone >= TAIL_RANK }));
        }
    } else if head {
        dates::opening(text, segment.first, dates, seen);
    }
}

/// The text below an element if it is short, on one line.
pub(super) fn short_text(doc: &Document, id: NodeId, max_chars: usize) -> Option<String> {
    let mut raw = String::new();
    for node in doc.descendants(id).take(60) {
        match doc.kind(node) {
            Kind::Text => {
                raw.push_str(doc.text(node));
                if raw.len() > max_chars * 8 {
                    return None;
                }
            }
            Kind::Element if !doc.tag(node).is_inline() => raw.push_str(" | "),
            _ => {}
        }
    }
    let text = collapse(&raw);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '|').to_owned();
    (!text.is_empty() && text.chars().count() <= max_chars).then_some(text)
}

/// The title a page prints without declaring it.
pub(super) fn printed_title(segments: &Segments, story: &Story) -> Option<Claim<String>> {
    let headline = story.headline?;
    let value = collapse(segments.text(headline));
    let place = Place::new(Source::Text, segments.list().get(headline).map(|s| s.first));
    (!value.is_empty()).then(|| Claim::verbatim(value, place))
}
