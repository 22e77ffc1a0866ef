//! The text around the story -> title, authors and dates that no markup declares, as a reader finds them.
//!
//! Position decides. A date or byline counts between the headline and the first lines of the story, right behind its
//! end, or inside the story's own `<article>`; never in the page's header, navigation, sidebars, teasers or comments,
//! and never before the headline elsewhere: today's date stands there.

mod authors;
mod dates;

use super::candidates::{Candidate, Claim, Place, best};
use super::class_words::{has_word, names_a_date, names_a_member, names_an_aside, names_an_author};
use super::date::DateReader;
use super::story::Story;
use super::text::collapse;
use crate::article::{Source, Timestamp};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::segment::Segments;
pub(super) use authors::{SIGN_RANK, link_of};
pub(super) use dates::labelled;

/// Rank of what stands behind the story; what stands before it ranks below.
const TAIL_RANK: u8 = 20;

/// Segments above a story without a headline in which a labelled name may stand.
const FAR_LINES: usize = 8;

/// Rank of such a name.
const SIGNATURE_ABOVE_RANK: u8 = 10;

/// Segments at the story's end in which it may be signed.
const LAST_LINES: usize = 3;

/// Segments above the headline, and elements around it, in which a marked author may stand.
const AUTHOR_REACH: usize = 4;

/// Ranks below this are of dates by the headline.
const HEAD_RANKS: u8 = 8;

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
    /// Whether a label or markup says that they wrote, not only their place.
    pub(super) told: bool,
}

/// What was found about the story.
#[derive(Default)]
pub(super) struct Seen {
    published: Vec<Candidate<Timestamp>>,
    /// Those of `published` that are set apart from the text: an element of their own, or all of a line.
    apart: Vec<Candidate<Timestamp>>,
    modified: Vec<Candidate<Timestamp>>,
    authors: Vec<(u8, Credits)>,
    /// Elements looked at for authors.
    bylines: usize,
}

impl Seen {
    pub(super) fn published(&mut self) -> Option<Claim<Timestamp>> {
        best(std::mem::take(&mut self.published))
    }

    /// The dates between headline and story that are set apart from the text, best first.
    pub(super) fn headed(&mut self, doc: &Document) -> Vec<Claim<Timestamp>> {
        let mut headed = std::mem::take(&mut self.apart);
        // In a list of terms they are of a person or an event ("Joined", "Opens"), in a quotation of the post quoted.
        let is_term = |node: NodeId| {
            doc.ancestors(node).take(6).any(|a| matches!(doc.tag(a), Tag::Dd | Tag::Blockquote))
        };
        headed.retain(|date| {
            date.rank < HEAD_RANKS
                && date.claim.value.day().is_some()
                && !date.claim.place.node.is_some_and(is_term)
        });
        headed.sort_by_key(|date| date.rank);
        headed.into_iter().map(|date| date.claim).collect()
    }

    pub(super) fn modified(&mut self) -> Option<Claim<Timestamp>> {
        (!self.modified.is_empty()).then(|| self.modified.swap_remove(0).claim)
    }

    /// Whether a byline by the headline has a name that passes the test.
    pub(super) fn names_by_headline(&self, test: impl Fn(&str) -> bool) -> bool {
        let by_headline = self.authors.iter().filter(|(rank, credits)| *rank < HEAD_RANKS && credits.told);
        by_headline.flat_map(|(_, credits)| &credits.names).any(|name| test(name))
    }

    /// The credits of the lowest rank and malus together; the test tells the malus, or that they do not count.
    pub(super) fn authors(&mut self, test: impl Fn(u8, &Credits) -> Option<u8>) -> Option<Credits> {
        let all = std::mem::take(&mut self.authors).into_iter();
        let counted =
            all.filter_map(|(rank, credits)| Some((rank.saturating_add(test(rank, &credits)?), credits)));
        counted.min_by_key(|(rank, _)| *rank).map(|(_, credits)| credits)
    }
}

/// Looks around the story. One pass over the page.
pub(super) fn look(doc: &Document, segments: &Segments, story: &Story, dates: DateReader) -> Seen {
    let own = Own::new(doc, segments, story);
    let mut seen = Seen::default();
    authors::of_post(doc, &own.path, &mut seen);
    authors::member_above(segments, story, &mut seen);
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
                    line(doc, segments, story, &own, index, dates, &mut seen);
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
                if !own.holds(id) && is_aside(doc, id, tag, at, story, &own) {
                    let texts = doc.descendants(id).filter(|&n| doc.kind(n) == Kind::Text);
                    at = texts.filter_map(|n| segments.of(n)).map(|i| i + 1).fold(at, usize::max);
                    nodes.skip_subtree(id);
                    continue;
                }
                element(doc, segments, id, tag, at, story, &own, dates, &mut seen);
            }
            Kind::Document | Kind::Doctype | Kind::Comment => {}
        }
    }
    authors::far_behind(doc, segments, story, &mut seen);
    seen
}

/// Elements behind a heading that may tell of its story.
const MAX_UNDER_HEADING: usize = 60;

/// Looks right under a heading, by elements and classes alone: up to the first paragraph.
pub(super) fn under_heading(doc: &Document, heading: NodeId, dates: DateReader) -> Seen {
    let mut seen = Seen::default();
    let mut nodes = doc.descendants(NodeId::DOCUMENT);
    if nodes.by_ref().all(|id| id != heading) {
        return seen;
    }
    nodes.skip_subtree(heading);
    let mut elements = 0;
    while let Some(id) = nodes.next() {
        match doc.kind(id) {
            Kind::Text if doc.text(id).trim().chars().count() > MAX_META_CHARS => break,
            Kind::Element => {
                elements += 1;
                if elements > MAX_UNDER_HEADING {
                    break;
                }
                let (tag, class) = (doc.tag(id), doc.class(id));
                if matches!(tag, Tag::Nav | Tag::Aside | Tag::Footer) || names_an_aside(class) {
                    nodes.skip_subtree(id);
                    continue;
                }
                if tag == Tag::Time || names_a_date(class) {
                    dates::element(doc, id, tag, 0, "", dates, &mut seen);
                }
                if tag == Tag::Address || names_an_author(class) || authors::is_link(doc, id) {
                    authors::element(doc, id, 0, dates, &mut seen);
                }
            }
            _ => {}
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

    /// Whether an element is around the headline or the story's first text and not the whole page.
    fn is_block(&self, doc: &Document, id: NodeId) -> bool {
        !matches!(doc.tag(id), Tag::Body | Tag::Html) && self.holds(id)
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
fn is_aside(doc: &Document, id: NodeId, tag: Tag, at: usize, story: &Story, own: &Own) -> bool {
    match tag {
        // Quoted posts bring their own dates.
        Tag::Nav | Tag::Head | Tag::Blockquote => true,
        // An article's own footer or marginal note carries its date as often as not.
        Tag::Footer | Tag::Aside => {
            !(own.in_article(doc, id) || story.is_between(at))
                || short_text(doc, id, MAX_META_CHARS).is_none()
        }
        Tag::Header => at == 0 && !own.in_article(doc, id),
        Tag::Div | Tag::Section | Tag::Ul | Tag::Ol | Tag::Li | Tag::Form | Tag::Table | Tag::Dl => {
            (names_an_aside(doc.class(id)) || names_an_aside(doc.html_id(id)))
                // A "sidebar" of a line or two between headline and story is where its date stands.
                && !(story.is_between(at) && short_text(doc, id, MAX_META_CHARS).is_some())
        }
        _ => false,
    }
}

/// Looks at one element: a `<time>`, a class that names a date or an author.
#[allow(clippy::too_many_arguments, reason = "one step of `look`")]
fn element(
    doc: &Document,
    segments: &Segments,
    id: NodeId,
    tag: Tag,
    at: usize,
    story: &Story,
    own: &Own,
    dates: DateReader,
    seen: &mut Seen,
) {
    let published = || has_word(doc.class(id), &["published", "publish", "pubdate"]);
    let zone = if story.in_head(at) {
        0
    } else if story.in_tail(at) {
        TAIL_RANK
    } else if story.above_headline(at)
        || own.is_kicker(doc, id, at, story)
        || story.is_right_above_headline(at) && published()
    {
        6
    } else if (tag == Tag::Time || tag == Tag::Abbr)
        && own.in_article(doc, id)
        && !(story.start()..=story.last).contains(&at)
    {
        10
    } else if (story.start()..=story.last).contains(&at) {
        if tag != Tag::Time {
            authors::first_member(doc, id, seen);
            return;
        }
        30
    } else if story.headline.is_some_and(|h| at < h && at + AUTHOR_REACH >= h) {
        // Whoever is named there in so many words is the author; a date may be today's.
        if !(authors::is_told(doc, id) || authors::is_member_link(doc, id))
            || !doc.ancestors(id).take(AUTHOR_REACH + 2).any(|a| own.is_block(doc, a))
        {
            return;
        }
        8
    } else {
        return;
    };
    let class = doc.class(id);
    if zone != 8
        && !((TAIL_RANK..30).contains(&zone) && leads_elsewhere(doc, id))
        && (tag == Tag::Time || (names_a_date(class) || names_a_date(doc.html_id(id))) && !own.holds(id))
    {
        let line = doc.descendants(id).filter(|&n| doc.kind(n) == Kind::Text).find_map(|n| segments.of(n));
        let line = line.map(|i| segments.text(i)).unwrap_or_default();
        dates::element(doc, id, tag, zone, line, dates, seen);
    }
    // A "sidebar" between headline and story may date it; who is named there is as often somebody else.
    let is_beside = || {
        let own_blocks = |a: &NodeId| !own.holds(*a);
        std::iter::once(id)
            .chain(doc.ancestors(id))
            .take_while(own_blocks)
            .any(|a| names_an_aside(doc.class(a)) || names_an_aside(doc.html_id(a)))
    };
    if zone < 30
        && (zone != 0 || story.is_by_an_end_of_head(at))
        && (names_an_author(class)
            || names_an_author(doc.html_id(id))
            || authors::is_link(doc, id)
            || (zone < TAIL_RANK && (names_a_member(class) || authors::is_member_link(doc, id))))
        && !(own.holds(id) && is_in_aside(doc, id))
        && !is_beside()
    {
        authors::element(doc, id, zone, dates, seen);
    } else if zone < HEAD_RANKS
        && authors::is_person_icon(doc, id)
        && let Some(line) = doc.parent(id).filter(|&line| !own.holds(line))
    {
        authors::element(doc, line, zone, dates, seen);
    }
}

/// Whether something stands in a headline or a link: behind the story, it is of the article that leads to.
fn leads_elsewhere(doc: &Document, id: NodeId) -> bool {
    doc.ancestors(id).take(3).any(|a| doc.tag(a) == Tag::A || doc.tag(a).heading_level().is_some())
}

/// Whether an element is or stands in one that is beside the story, though its text was taken for the story's first.
fn is_in_aside(doc: &Document, id: NodeId) -> bool {
    std::iter::once(id).chain(doc.ancestors(id)).any(|a| names_an_aside(doc.class(a)))
}

/// Looks at one line of text near the story.
fn line(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    own: &Own,
    index: usize,
    dates: DateReader,
    seen: &mut Seen,
) {
    let (head, tail) = (story.in_head(index), story.in_tail(index));
    let in_own_article = |block| own.is_kicker(doc, block, index, story) && own.in_article(doc, block);
    let above = story.above_headline(index)
        || segments.list().get(index).is_some_and(|segment| in_own_article(segment.block));
    let within = index >= story.start() && index <= story.end_of_tail();
    let Some(segment) = segments.list().get(index).filter(|s| !s.hidden && !s.preformatted) else { return };
    let text = segments.text(index);
    if within && segment.chars as usize <= MAX_NOTE_CHARS {
        dates::note(text, segment.first, dates, seen);
    }
    let ending = index <= story.last && index + LAST_LINES > story.last;
    if head || ending || index == story.last + 1 {
        authors::signature(doc, segments, story, index, dates, seen);
    }
    if tail || ending {
        authors::closing(text, segment.first, seen);
    }
    if index == story.last {
        authors::paper_and_agency(text, segment.first, seen);
    }
    let far_above =
        story.headline.is_none() && !head && index < story.first && index + FAR_LINES >= story.first;
    if far_above
        && segment.chars as usize <= MAX_META_CHARS
        && let Some((names, true)) = authors::of_line(doc, segments, index, true, dates)
    {
        let place = Place::new(Source::Text, segment.first);
        seen.authors.push((SIGNATURE_ABOVE_RANK, Credits { names, place, behind: false, told: true }));
    }
    if !head && !above && !tail && own.is_kicker(doc, segment.block, index, story) {
        dates::bare(segments, index, segment.first, dates, seen);
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
        if !(zone >= TAIL_RANK && leads_elsewhere(doc, segment.first)) {
            let label = dates::label_above(segments, index);
            dates::in_line(text, label, segment.first, zone, !head && !above, dates, seen);
        }
        let near = !head || story.is_by_an_end_of_head(index);
        if near && let Some((names, told)) = authors::of_line(doc, segments, index, head || above, dates) {
            let place = Place::new(Source::Text, segment.first);
            let told = told && index <= story.last + LAST_LINES;
            seen.authors.push((zone + 2, Credits { names, place, behind: zone >= TAIL_RANK, told }));
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
                let text = doc.text(node);
                if is_glued(doc, node, &raw, text) {
                    raw.push_str(" | ");
                }
                raw.push_str(text);
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

/// Whether a text follows another with no space between them only because a style sheet makes it: a label and a name,
/// a name and a date, in elements of their own.
fn is_glued(doc: &Document, node: NodeId, before: &str, text: &str) -> bool {
    let inline = |id: NodeId| matches!(doc.tag(id), Tag::Span | Tag::A);
    let apart = doc.previous_sibling(node).is_some_and(inline)
        || doc.parent(node).is_some_and(|p| inline(p) && doc.first_child(p) == Some(node));
    apart
        && before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || apart && before.ends_with("By") && text.starts_with(char::is_uppercase)
}

/// The title a page prints without declaring it.
pub(super) fn printed_title(segments: &Segments, story: &Story) -> Option<Claim<String>> {
    let headline = story.headline?;
    let value = collapse(segments.text(headline));
    let place = Place::new(Source::Text, segments.list().get(headline).map(|s| s.first));
    (!value.is_empty()).then(|| Claim::verbatim(value, place))
}
