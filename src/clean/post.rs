//! Forum posts, comments and answers: which elements are one, who wrote it and when.
//!
//! An element that says it is a post (schema.org, class or `id`), with a name and mostly a date in it that belong to no
//! post within it. One post alone is an article by another name, unless it says that it is a comment; what has a headline
//! or a linked title is a story or its teaser.

mod signals;

use std::collections::{BTreeMap, HashMap};

use html5ever::local_name;

use signals::{
    Family, author_rank, date_rank, family, is_author_item, is_date, is_message, points_rank, printed, votes,
};

use super::image::{collapse, is_avatar};
use super::live::Live;
use crate::article::{Author, Post};
use crate::dom::{Document, Kind, NodeId, Tag, Visit};
use crate::metadata::date;
use crate::resolve::Resolver;

/// Characters of a name.
const MAX_NAME_CHARS: usize = 60;
/// Characters of a date as printed, with a time and words such as "posted on".
const MAX_DATE_CHARS: usize = 50;
/// Nodes of an element that holds a name or a date.
const MAX_NODES: usize = 40;
/// Dates of a post among which the one by the author's name is its own.
const MAX_DATES: usize = 8;
/// How surely a name must be an author's where no date is by it.
const SURE_AUTHOR: u8 = 3;
/// Counts of a post.
const MAX_COUNTS: usize = 4;
/// Levels between a name and the line it is on.
const MAX_LEVELS_TO_LINE: usize = 4;
/// Words, and characters, that such a line has beside the name and the date.
const MAX_LINE_WORDS: usize = 2;
const MAX_LINE_CHARS: usize = 16;
/// Levels between a date and the link around it.
const MAX_LEVELS_TO_LINK: usize = 2;

/// The posts of a page.
#[derive(Default)]
pub(super) struct Posts(BTreeMap<NodeId, Found>);

/// A post.
#[derive(Debug)]
pub(super) struct Found {
    /// Its author, date and URL; no blocks.
    pub(super) post: Post,
    /// The elements that say so.
    pub(super) header: Vec<NodeId>,
}

/// An element that says it is a post, while the walk is in it.
struct Open {
    node: NodeId,
    family: Family,
    /// The element that names the author most surely, and how surely.
    author: Option<(u8, NodeId)>,
    avatar: Option<NodeId>,
    /// Elements that tell a date as surely as any.
    dates: Vec<NodeId>,
    date_rank: u8,
    is_story: bool,
    /// The elements that count votes, and how surely.
    points: Vec<(u8, NodeId)>,
}

impl Posts {
    /// Finds the posts with anything live in them.
    pub(super) fn find(doc: &Document, live: &Live, resolver: &Resolver) -> Posts {
        let (mut open, mut closed): (Vec<Open>, Vec<Open>) = (Vec::new(), Vec::new());
        let mut walk = doc.walk(NodeId::DOCUMENT);
        while let Some(visit) = walk.next() {
            match visit {
                Visit::Enter(id) if doc.kind(id) == Kind::Element => {
                    if open.is_empty() && !live.has(id) {
                        walk.skip_children(id);
                        continue;
                    }
                    let message = || (open.is_empty() && is_message(doc, id)).then_some(Family::Post);
                    if let Some(family) = family(doc, id).or_else(message) {
                        open.push(Open::new(id, family));
                    } else if let Some(post) = open.last_mut() {
                        post.see(doc, id);
                    }
                }
                Visit::Leave(id) => closed.extend(open.pop_if(|post| post.node == id)),
                Visit::Enter(_) => {}
            }
        }
        closed.retain(|post| live.has(post.node) && post.is_post(doc));
        let mut alike: HashMap<usize, usize> = HashMap::new();
        for post in &closed {
            *alike.entry(post.kin(doc)).or_default() += 1;
        }
        closed.retain(|post| {
            matches!(post.family, Family::Comment | Family::Own)
                || alike.get(&post.kin(doc)).is_some_and(|&n| n > 1)
        });
        if closed.is_empty() {
            return Posts::default();
        }
        let language = doc.find(NodeId::DOCUMENT, Tag::Html).and_then(|html| doc.attr_named(html, "lang"));
        Posts(closed.into_iter().map(|post| (post.node, post.found(doc, resolver, language))).collect())
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&Found> {
        if self.0.is_empty() { None } else { self.0.get(&id) }
    }
}

impl Open {
    fn new(node: NodeId, family: Family) -> Open {
        Open {
            node,
            family,
            author: None,
            avatar: None,
            dates: Vec::new(),
            date_rank: 0,
            is_story: false,
            points: Vec::new(),
        }
    }

    /// Posts of one thread stand at one depth; questions and answers need not.
    fn kin(&self, doc: &Document) -> usize {
        if self.family == Family::Answer { 0 } else { doc.depth(self.node) }
    }

    fn is_post(&self, doc: &Document) -> bool {
        let is_sure = !self.dates.is_empty() || self.family == Family::Comment;
        let is_known = self.author.is_some_and(|(rank, _)| is_sure || rank >= SURE_AUTHOR)
            || stated_author(doc, self.node).is_some();
        (is_known && !self.is_story) || self.family == Family::Own
    }

    /// Looks at an element within.
    fn see(&mut self, doc: &Document, id: NodeId) {
        let tag = doc.tag(id);
        if tag.heading_level().is_some() {
            self.is_story |= tag == Tag::H1 || leads_elsewhere(doc, id);
            return;
        }
        if tag == Tag::Img && self.avatar.is_none() && is_avatar(doc, id) {
            self.avatar = Some(id);
            return;
        }
        if let Some(rank) = points_rank(doc, id)
            && self.points.len() < MAX_COUNTS
            && votes(doc, id).is_some()
        {
            self.points.push((rank, id));
        } else if let Some(rank) = date_rank(doc, id, tag)
            && rank >= self.date_rank
            && is_date(doc, id)
        {
            if rank > self.date_rank {
                self.dates.clear();
                self.date_rank = rank;
            }
            if self.dates.len() < MAX_DATES {
                self.dates.push(id);
            }
        } else if let Some(rank) = author_rank(doc, id, tag)
            && self.author.is_none_or(|(known, _)| rank > known)
            && name(doc, id).is_some()
        {
            self.author = Some((rank, id));
        }
    }

    fn found(self, doc: &Document, resolver: &Resolver, language: Option<&str>) -> Found {
        let mut post = Post::default();
        let mut header = Vec::new();
        let author = self.author.map(|(_, node)| node);
        if let Some(node) = author {
            post.author = author_at(doc, node, self.avatar, resolver);
            header.push(node);
            header.extend(self.avatar);
            // What is only declared is printed beside it, among signs of status.
            let around =
                || doc.ancestors(node).take(3).find(|&a| is_author_item(doc, a) && name(doc, a).is_some());
            header.extend(Some(node).filter(|&node| doc.tag(node) == Tag::Meta).and_then(|_| around()));
        } else if let Some(name) = stated_author(doc, self.node) {
            post.author = Some(Author::person(collapse(name)));
        }
        // What holds both is neither; of several dates, the one by the name is not that of a change.
        let around: Vec<NodeId> = author.into_iter().flat_map(|author| doc.ancestors(author)).collect();
        let distance = |date: &NodeId| date.index().abs_diff(author.unwrap_or(self.node).index());
        let dates = self.dates.into_iter().filter(|date| !around.contains(date));
        if let Some(node) = dates.min_by_key(distance) {
            let printed = printed(doc, node);
            let declared =
                ["datetime", "title", "content"].iter().find_map(|name| doc.attr_named(node, name));
            let (declared, read) = date::of_post(declared, &printed, language);
            post.published = declared.or(read);
            post.date = match declared.and_then(|time| time.day()) {
                Some(day) if read.is_none() => day.to_string(),
                _ => printed,
            };
            post.url = permalink(doc, node).and_then(|href| resolver.link(href));
            if self.family == Family::Own
                && declared.and_then(|time| time.day()).is_some_and(|day| day.to_string() == post.date)
            {
                post.date.clear();
            }
            header.push(node);
            header.extend(author.and_then(|author| line_of_both(doc, self.node, author, node)));
        }
        // Of several equally sure the first is on top.
        let surest = self.points.iter().rev().max_by_key(|(rank, _)| rank);
        if let Some(&(_, node)) = surest {
            post.votes = votes(doc, node).map(Box::new);
        }
        header.extend(self.points.iter().map(|&(_, node)| node));
        let stated = doc.attr_named(self.node, "data-permalink").filter(|url| !url.trim().is_empty());
        post.url = stated.and_then(|href| resolver.link(href)).or(post.url);
        Found { post, header }
    }
}

/// The author that an attribute of a post names.
fn stated_author(doc: &Document, post: NodeId) -> Option<&str> {
    let names = ["data-author", "data-username"].iter().find_map(|name| doc.attr_named(post, name));
    names.filter(|name| !name.trim().is_empty() && name.len() <= MAX_NAME_CHARS)
}

/// The name an element holds.
fn name(doc: &Document, id: NodeId) -> Option<String> {
    let text = printed(doc, id);
    let text = without_circumstance(&text);
    let is_link = text.contains("://")
        || ["reply", "quote", "report"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let has_letters =
        text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit());
    (has_letters && !is_link && text.chars().count() <= MAX_NAME_CHARS).then(|| text.to_owned())
}

/// A name without what forums print on its line: "Post by ada » Mar 5, 2024", "ada 1 year ago"; nothing of a mere date.
fn without_circumstance(text: &str) -> &str {
    let labels = ["Post by ", "Posted by ", "by "];
    let text = labels.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let text = text.split(" » ").next().unwrap_or_default();
    let number = text
        .char_indices()
        .find(|&(at, c)| c.is_ascii_digit() && text.get(..at).is_some_and(|before| before.ends_with(' ')));
    let Some((at, _)) = number else { return text };
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    if date::is_month(&before.trim().to_lowercase()) {
        return "";
    }
    let is_time = rest.ends_with(" ago") || date::of_post(None, rest, None).1.is_some();
    if is_time { before.trim_end() } else { text }
}

fn author_at(doc: &Document, node: NodeId, avatar: Option<NodeId>, resolver: &Resolver) -> Option<Author> {
    let mut author = Author::person(name(doc, node)?);
    let link = |id: NodeId| doc.attr(id, &local_name!("href")).filter(|_| doc.tag(id) == Tag::A);
    let near = std::iter::once(node)
        .chain(doc.ancestors(node).take(MAX_LEVELS_TO_LINK))
        .chain(doc.descendants(node).take(MAX_NODES));
    author.url = near.filter_map(link).find_map(|href| resolver.link(href));
    author.image = avatar.and_then(|img| super::image::image(doc, img, resolver)).map(|image| image.url);
    Some(author)
}

/// The line that says nothing but who wrote a post and when, in a word or two: "Ada wrote on March 5", "Ada to me, March 5".
fn line_of_both(doc: &Document, post: NodeId, author: NodeId, date: NodeId) -> Option<NodeId> {
    let within = doc.ancestors(author).take_while(|&a| a != post).take(MAX_LEVELS_TO_LINE);
    let line = within.into_iter().find(|&a| doc.breaks_line(a) && doc.ancestors(date).any(|b| b == a))?;
    let (mut rest, mut walk, mut nodes) = (String::new(), doc.walk(line), 0);
    while let Some(visit) = walk.next() {
        let Visit::Enter(id) = visit else { continue };
        nodes += 1;
        if id == author || id == date {
            walk.skip_children(id);
        } else if doc.breaks_line(id) && id != line || doc.tag(id) == Tag::Img || nodes > MAX_NODES {
            return None;
        } else {
            rest.push_str(doc.text(id));
        }
    }
    let words = rest.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    (words <= MAX_LINE_WORDS && collapse(&rest).chars().count() <= MAX_LINE_CHARS).then_some(line)
}

/// Where the date leads, in or around it.
fn permalink(doc: &Document, date: NodeId) -> Option<&str> {
    let near = std::iter::once(date)
        .chain(doc.ancestors(date).take(MAX_LEVELS_TO_LINK))
        .chain(doc.descendants(date).take(MAX_NODES));
    near.filter(|&id| doc.tag(id) == Tag::A)
        .find_map(|id| doc.attr(id, &local_name!("href")))
        .filter(|&href| href != "#")
}

/// Whether a heading is or holds a link to another page that is no one's.
fn leads_elsewhere(doc: &Document, heading: NodeId) -> bool {
    let around = doc.parent(heading).into_iter();
    around.chain(doc.descendants(heading).take(MAX_NODES)).filter(|&id| doc.tag(id) == Tag::A).any(|id| {
        doc.attr(id, &local_name!("href")).is_some_and(|href| !href.contains('#'))
            && author_rank(doc, id, Tag::A).is_none()
    })
}
