//! The box about the author behind a story -> name and URL: marked by class, or told by its lines alone.
//!
//! A box names its author and then says something about them; a comment or a testimonial does not, and is left out.

use html5ever::local_name;

use super::byline;
use super::words::{ABOUT, is_author_word};
use crate::article::{Author, Source};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::metadata::candidates::{Claim, Place};
use crate::metadata::class_words::{any_word, has_word, names_an_aside};
use crate::metadata::story::Story;
use crate::metadata::text::collapse;
use crate::metadata::visible::short_text;
use crate::resolve::Resolver;
use crate::segment::Segments;

/// Segments around the story's end in which lines alone may make a box; the last ones may have been kept as story.
const BACK_SEGMENTS: usize = 8;
/// The same ahead of it: share buttons and subscription forms stand between.
const AHEAD_SEGMENTS: usize = 16;

/// Characters from which a line is a biography.
const MIN_BIO_CHARS: u32 = 40;

/// Characters of a line that is a name.
const MAX_NAME_LINE_CHARS: u32 = 40;

/// Segments behind the story's end in which a marked box may stand.
const MARKED_AHEAD_SEGMENTS: usize = 60;

/// Nodes of a box that are looked at.
const MAX_BOX_NODES: usize = 400;

/// Words behind a name in a biography in which it tells what its bearer does.
const MAX_ROLE_WORDS: usize = 14;

/// Lines behind a picture in which the biography begins: the name, a role.
const MAX_PORTRAIT_LINES: usize = 3;

/// The author a box behind the story's beginning names.
pub(in crate::metadata) fn find(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    resolver: &Resolver,
) -> Option<Claim<Author>> {
    let (author, node) = marked(doc, segments, story, resolver)
        .or_else(|| told_by_lines(segments, story, resolver))
        .or_else(|| told_by_portrait(doc, segments, story, resolver))?;
    Some(Claim { raw: author.name.clone(), value: author, place: Place::new(Source::Text, node) })
}

/// A box whose class says so.
fn marked(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    resolver: &Resolver,
) -> Option<(Author, NodeId)> {
    let mut node = segments.list().get(story.first).and_then(|s| after(doc, s.first));
    while let Some(id) = node {
        if doc.kind(id) == Kind::Text
            && segments.of(id).is_some_and(|i| i > story.last + MARKED_AHEAD_SEGMENTS)
        {
            break;
        }
        // Inside next, unless it is beside the story.
        let mut inside = doc.first_child(id);
        if matches!(
            doc.tag(id),
            Tag::Div | Tag::Section | Tag::Aside | Tag::Footer | Tag::Article | Tag::Ul | Tag::Li | Tag::P
        ) {
            let (class, html_id) = (doc.class(id), doc.html_id(id));
            if is_box(class) || is_box(html_id) {
                if let Some(author) = read_box(doc, id, resolver) {
                    return Some((author, id));
                }
            } else if (names_an_aside(class) || names_an_aside(html_id)) && !is_box_around(class) {
                inside = None;
            }
        }
        node = inside.or_else(|| after(doc, id));
    }
    None
}

/// The node that follows another's subtree in page order.
fn after(doc: &Document, id: NodeId) -> Option<NodeId> {
    std::iter::once(id).chain(doc.ancestors(id)).find_map(|n| doc.next_sibling(n))
}

fn is_box(tokens: &str) -> bool {
    // Most classes have none of the words at all.
    const ALONE: [&str; 6] =
        ["about-author", "authorbox", "author_bio", "author-bio", "saboxplugin-wrap", "m-a-box"];
    let may = |word: &str| is_author_word(word) || matches!(word, "authorbox" | "saboxplugin" | "m");
    any_word(tokens, may)
        && tokens.split_ascii_whitespace().any(|token| {
            any_word(token, is_author_word)
                && has_word(
                    token,
                    &[
                        "box",
                        "bio",
                        "info",
                        "card",
                        "wrap",
                        "about",
                        "profile",
                        "description",
                        "block",
                        "section",
                        "container",
                        "details",
                        "widget",
                        "area",
                    ],
                )
                || ALONE.contains(&token)
        })
}

/// Widgets may hold a box.
fn is_box_around(class: &str) -> bool {
    has_word(class, &["author"])
}

/// The name and URL of a box.
fn read_box(doc: &Document, root: NodeId, resolver: &Resolver) -> Option<Author> {
    let (mut marked, mut plain, mut link, mut site, mut image) = (None, None, None, None, None);
    let mut link_name: Option<String> = None;
    for id in doc.descendants(root).take(MAX_BOX_NODES) {
        if doc.kind(id) != Kind::Element {
            continue;
        }
        let class = doc.class(id);
        let tag = doc.tag(id);
        if tag == Tag::Img && image.is_none() {
            image = picture(doc, id, resolver);
        }
        let named = has_word(class, &["fn", "name", "author", "vcard"]) || tag.heading_level().is_some();
        if (named || tag == Tag::A || tag == Tag::Strong || tag == Tag::B || tag == Tag::P)
            && let Some(text) = short_text(doc, id, 80)
        {
            if tag == Tag::A
                && let Some(href) = doc.attr(id, &local_name!("href"))
            {
                if is_url(&text) {
                    site = site.or_else(|| resolver.link(href.trim()).or_else(|| absolute(href)));
                } else if let Some(name) = one_name(&text) {
                    link = link.or_else(|| resolver.link(href.trim()).or_else(|| absolute(href)));
                    link_name = link_name.or(Some(name));
                }
            }
            let name = one_name(&text);
            if named {
                marked = marked.or(name);
            } else {
                plain = plain.or(name);
            }
        }
    }
    let name = marked.or(link_name).or(plain)?;
    Some(Author { url: site.or(link), image, ..Author::person(name) })
}

/// The address of a picture, however late it is loaded.
fn picture(doc: &Document, img: NodeId, resolver: &Resolver) -> Option<String> {
    let late =
        ["data-src", "data-lazy-src", "data-original"].iter().find_map(|name| doc.attr_named(img, name));
    let src = late.or_else(|| doc.attr(img, &local_name!("src")))?.trim();
    if src.starts_with("data:") { None } else { resolver.image(src) }
}

/// The one name a short text is, without "About" before it.
fn one_name(text: &str) -> Option<String> {
    let text = ABOUT.iter().find_map(|about| text.strip_prefix(about)).unwrap_or(text);
    match byline::visible_names(text).as_slice() {
        [name] if !name.eq_ignore_ascii_case("the author") => Some(name.clone()),
        _ => None,
    }
}

fn is_url(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        && !text.contains(' ')
}

fn absolute(href: &str) -> Option<String> {
    let url = url::Url::parse(href.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}

/// A box without any markup: a line that is a name, then the name again with a URL glued to it, or a biography that
/// begins with the name. Only if the page has one such place: lists of people look the same.
fn told_by_lines(segments: &Segments, story: &Story, resolver: &Resolver) -> Option<(Author, NodeId)> {
    let from = story.last.saturating_sub(BACK_SEGMENTS);
    let mut found: Option<(usize, Author, NodeId)> = None;
    for (i, segment) in segments.list().iter().enumerate().skip(story.first + 1) {
        if i > story.last + AHEAD_SEGMENTS {
            break;
        }
        let name = segments.text(i);
        if segment.chars > MAX_NAME_LINE_CHARS || segment.hidden {
            continue;
        }
        let (next, after) = (segments.text(i + 1), segments.text(i + 2));
        let glued = next.strip_prefix(name).map(str::trim_start).filter(|rest| is_url(rest));
        let bio = is_bio(segments, i + 1, name) || is_bio(segments, i + 2, name);
        if (glued.is_none() && !bio) || name.split_whitespace().count() < 2 || !byline::looks_like_name(name)
        {
            continue;
        }
        if found.is_some() {
            return None;
        }
        let url = glued.or_else(|| [next, after].into_iter().find(|t| is_url(t)));
        let url = url.and_then(|u| resolver.link(u).or_else(|| absolute(u)));
        found = Some((i, Author { url, ..Author::person(collapse(name)) }, segment.first));
    }
    found.filter(|(i, ..)| *i >= from).map(|(_, author, node)| (author, node))
}

/// A box that is a picture with a name for its text and a line behind it that begins with the name and goes on. Only if
/// there is one such place: pages about a team have many.
fn told_by_portrait(
    doc: &Document,
    segments: &Segments,
    story: &Story,
    resolver: &Resolver,
) -> Option<(Author, NodeId)> {
    let list = segments.list();
    let from = list.get(story.last.saturating_sub(BACK_SEGMENTS).max(story.first + 1))?.first;
    let mut found: Option<(Author, NodeId)> = None;
    let mut portrait: Option<(String, NodeId, usize)> = None;
    let mut at = 0;
    for id in std::iter::successors(Some(from), |&id| doc.first_child(id).or_else(|| after(doc, id))) {
        if doc.tag(id) == Tag::Img
            && let Some(name) = doc.attr(id, &local_name!("alt")).and_then(one_name)
            && name.contains(' ')
        {
            portrait = Some((name, id, 0));
        }
        let Some(index) = segments.of(id).filter(|&i| doc.kind(id) == Kind::Text && i > at) else { continue };
        at = index;
        if index > story.last + AHEAD_SEGMENTS {
            break;
        }
        let Some((name, node, lines)) = portrait.as_mut() else { continue };
        *lines += 1;
        if is_bio(segments, index, name) && tells_a_role(segments.text(index), name) {
            if found.as_ref().is_some_and(|(author, _)| author.name != *name) {
                return None;
            }
            let author = Author { image: picture(doc, *node, resolver), ..Author::person(name.as_str()) };
            found = Some((author, *node));
        }
        if *lines >= MAX_PORTRAIT_LINES {
            portrait = None;
        }
    }
    found
}

/// Whether what follows a name soon says what its bearer does: cards of products and stories have pictures too.
fn tells_a_role(line: &str, name: &str) -> bool {
    let rest = line.strip_prefix(name).unwrap_or_default();
    rest.split_whitespace().take(MAX_ROLE_WORDS).any(byline::is_role)
}

/// Whether a line is about the named: it begins with the name and goes on.
fn is_bio(segments: &Segments, index: usize, name: &str) -> bool {
    segments.list().get(index).is_some_and(|s| s.chars >= MIN_BIO_CHARS)
        && segments.text(index).strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ',', '’', '\'']))
}
