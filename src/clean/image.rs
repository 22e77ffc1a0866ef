//! `<img>` -> [`Image`]: lazy loading mended, placeholders and counting pixels left out.
//!
//! Deliberately knows no site and no script: only the attributes the common lazy loaders share.

use html5ever::local_name;

use super::enlarged::is_same_picture;
use crate::article::Image;
use crate::class::{has_word, is_one_of};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::resolve::Resolver;

/// Attributes in which lazy loaders keep one URL, most telling first.
const LAZY: [&str; 5] = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-hi-res-src"];
/// Attributes in which they keep several.
const LAZY_SETS: [&str; 2] = ["data-srcset", "data-lazy-srcset"];
/// Width or height, in pixels, up to which an image is there to count readers or to push text aside.
const MAX_PIXEL: u32 = 2;
/// Levels above the picture of an author, and nodes there, among which the author's name is.
const AUTHOR_LEVELS: usize = 2;
const AUTHOR_NODES: usize = 24;
/// Bytes of a `data:` image up to which it stands in for one still to be loaded. A one-pixel GIF takes 60 to 120, a
/// blurred preview some hundred more.
const MAX_PLACEHOLDER: usize = 1000;

/// The image an `<img>` shows; `None` if it shows nothing worth keeping.
pub(super) fn image(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<Image> {
    if is_pixel(doc, id) {
        return None;
    }
    let attr = |name| doc.attr_named(id, name).map(collapse).filter(|text| !text.is_empty());
    let url = url(doc, id, resolver)?;
    let alt = attr("alt").unwrap_or_default();
    let title = attr("title").filter(|title| *title != alt);
    Some(Image { url, alt, title, link: None })
}

/// The URL of the image: its own, or that for readers whose browser runs no scripts if there is none or only that of a
/// blurred copy.
fn url(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<String> {
    let twin = || noscript_twin(doc, id).and_then(|twin| source(doc, twin, resolver));
    let Some(own) = source(doc, id, resolver) else {
        // The loader shows a blurred copy first, beside the empty one.
        let preview = previous_element(doc, id).and_then(|beside| first_image(doc, beside));
        let preview = preview.and_then(|preview| source(doc, preview, resolver));
        return twin().filter(|twin| !preview.is_some_and(|preview| is_same_picture(&preview, twin)));
    };
    let is_chosen = names_widths(doc, id) || LAZY.iter().any(|name| doc.attr_named(id, name).is_some());
    let larger = if is_chosen { None } else { twin().filter(|twin| is_same_picture(&own, twin)) };
    larger.or(Some(own))
}

/// Whether the page offers the image in several widths.
pub(super) fn names_widths(doc: &Document, id: NodeId) -> bool {
    let mut sets = ["srcset"].iter().chain(&LAZY_SETS).filter_map(|name| doc.attr_named(id, name));
    sets.any(|set| candidates(set).any(|(_, size)| size.is_width()))
}

/// Whether an `<img>` shows someone who writes on the page, by what its class or that of its wrapper calls it, or by where
/// the site keeps it.
pub(super) fn is_avatar(doc: &Document, id: NodeId) -> bool {
    const WORDS: [&str; 4] = ["avatar", "avatars", "gravatar", "userpic"];
    let around = doc.parent(id).filter(|&parent| first_element(doc, parent) == Some(id));
    let folders = || {
        let src = doc.attr(id, &local_name!("src")).unwrap_or_default();
        let path = src.split(['?', '#']).next().unwrap_or_default();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.split(['/', '.']).any(|part| is_one_of(part, &WORDS))
    };
    std::iter::once(id).chain(around).any(|n| has_word(doc, n, &WORDS))
        || folders()
        || is_beside_author(doc, id)
}

/// Whether an image leads to the same place as the name of the author beside it.
fn is_beside_author(doc: &Document, id: NodeId) -> bool {
    let href = |n: NodeId| doc.attr(n, &local_name!("href")).filter(|_| doc.tag(n) == Tag::A);
    let Some(link) = doc.ancestors(id).take(2).find(|&n| doc.tag(n) == Tag::A) else { return false };
    let names_author = |n: NodeId| {
        doc.attr_named(n, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("author")))
    };
    let beside = doc.ancestors(link).take(AUTHOR_LEVELS).last().unwrap_or(link);
    href(link).is_some()
        && (names_author(link)
            || doc.descendants(beside).take(AUTHOR_NODES).any(|n| href(n) == href(link) && names_author(n)))
}

fn first_element(doc: &Document, id: NodeId) -> Option<NodeId> {
    doc.children(id).find(|&child| doc.kind(child) == Kind::Element)
}

/// Whether an `<img>` in `<noscript>` repeats one beside the `<noscript>` that `kept` says is kept.
pub(super) fn is_twin(doc: &Document, id: NodeId, kept: impl Fn(NodeId) -> bool) -> bool {
    let Some(noscript) = doc.ancestors(id).take(4).find(|&n| doc.tag(n) == Tag::Noscript) else {
        return false;
    };
    [previous_element(doc, noscript), next_element(doc, noscript)]
        .into_iter()
        .flatten()
        .filter_map(|beside| first_image(doc, beside))
        .any(|image| kept(image) && !is_pixel(doc, image))
}

/// The `<img>` that stands in a `<noscript>` beside this one, for readers whose browser runs no scripts.
fn noscript_twin(doc: &Document, id: NodeId) -> Option<NodeId> {
    let is_empty = |n: NodeId| doc.tag(n) == Tag::Img && doc.attr(n, &local_name!("src")).is_none();
    // The loader may have wrapped the image once or twice, and have an empty one ready beside it.
    std::iter::once(id).chain(doc.ancestors(id)).take(3).find_map(|at| {
        let next = next_element(doc, at);
        let after = next.filter(|&next| is_empty(next)).and_then(|next| next_element(doc, next));
        [next, after, previous_element(doc, at)]
            .into_iter()
            .flatten()
            .filter(|&beside| doc.tag(beside) == Tag::Noscript)
            .find_map(|noscript| first_image(doc, noscript))
    })
}

/// The image an element is or holds among its first few nodes.
fn first_image(doc: &Document, id: NodeId) -> Option<NodeId> {
    std::iter::once(id).chain(doc.descendants(id)).take(12).find(|&n| doc.tag(n) == Tag::Img)
}

fn next_element(doc: &Document, id: NodeId) -> Option<NodeId> {
    beside(doc, id, Document::next_sibling)
}

fn previous_element(doc: &Document, id: NodeId) -> Option<NodeId> {
    beside(doc, id, Document::previous_sibling)
}

fn beside(doc: &Document, id: NodeId, step: fn(&Document, NodeId) -> Option<NodeId>) -> Option<NodeId> {
    std::iter::successors(step(doc, id), |&n| step(doc, n))
        .take(4)
        .take_while(|&n| doc.kind(n) != Kind::Text || doc.text(n).trim_ascii().is_empty())
        .find(|&n| doc.kind(n) == Kind::Element)
}

/// The best URL the element and the `<picture>` around it name.
fn source(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<String> {
    let usable = |raw: &str| {
        let raw = raw.trim_ascii();
        if is_placeholder(raw) { None } else { resolver.image(raw) }
    };
    let set = |id, name| doc.attr_named(id, name).and_then(|set| best_candidate(set, usable));
    // Of widths the page offers the largest is the picture, and `src` a smaller copy for old browsers.
    let widths = || {
        let sets = ["srcset"].iter().chain(&LAZY_SETS).filter_map(|name| doc.attr_named(id, name));
        sets.filter(|set| candidates(set).any(|(_, size)| size.is_width()))
            .find_map(|set| best_candidate(set, usable))
    };
    let lazy = || LAZY.iter().find_map(|name| doc.attr_named(id, name).and_then(usable));
    let lazy_sets = || LAZY_SETS.iter().find_map(|name| set(id, name));
    let plain = || doc.attr(id, &local_name!("src")).and_then(usable);
    // What browsers show of a `<picture>` whose sources differ in format alone.
    let pictured = || {
        let picture = doc.parent(id).filter(|&parent| doc.tag(parent) == Tag::Picture)?;
        let own = doc.attr_named(id, "srcset").map_or(0.0, largest_width);
        let first = doc.children(picture).find(|&child| doc.tag(child) == Tag::Source)?;
        let offered = doc.attr_named(first, "srcset").filter(|_| doc.attr_named(first, "media").is_none())?;
        if own > 0.0 && largest_width(offered) >= own { best_candidate(offered, usable) } else { None }
    };
    let sources = || {
        let picture = doc.parent(id).filter(|&parent| doc.tag(parent) == Tag::Picture)?;
        doc.children(picture)
            .filter(|&child| doc.tag(child) == Tag::Source)
            .find_map(|child| set(child, "srcset").or_else(|| LAZY_SETS.iter().find_map(|n| set(child, n))))
    };
    pictured()
        .or_else(widths)
        .or_else(lazy)
        .or_else(lazy_sets)
        .or_else(plain)
        .or_else(|| set(id, "srcset"))
        .or_else(sources)
        .or_else(|| unknown_loader(doc, id).and_then(usable))
}

/// What looks like an image in any `data-` attribute: loaders are free to name their own.
fn unknown_loader(doc: &Document, id: NodeId) -> Option<&str> {
    let mut values =
        doc.attributes(id).iter().filter(|a| a.name.local.starts_with("data-")).map(|a| &*a.value);
    values.find(|value| value.contains('/') && !value.contains(' ') && is_image_url(value))
}

/// Whether an URL ends as those of images do.
pub(super) fn is_image_url(url: &str) -> bool {
    const ENDINGS: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "avif"];
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// How large a candidate of a `srcset` is.
#[derive(Clone, Copy)]
enum Size {
    /// In pixels.
    Width(f32),
    /// In device pixels for each of the page's.
    Density(f32),
}

impl Size {
    fn is_width(self) -> bool {
        matches!(self, Size::Width(_))
    }

    /// In pixels, a density taken as multiple of a small width.
    fn pixels(self) -> f32 {
        match self {
            Size::Width(pixels) => pixels,
            Size::Density(density) => density * 400.0,
        }
    }
}

/// The largest candidate of a `srcset`.
fn best_candidate(set: &str, usable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut best: Option<(f32, &str)> = None;
    for (url, size) in candidates(set).map(|(url, size)| (url, size.pixels())) {
        if best.is_none_or(|(known, _)| size > known) && !is_placeholder(url) {
            best = Some((size, url));
        }
    }
    usable(best?.1)
}

/// The largest width of a `srcset`; 0 if it names none.
fn largest_width(set: &str) -> f32 {
    candidates(set).filter(|(_, size)| size.is_width()).map(|(_, size)| size.pixels()).fold(0.0, f32::max)
}

/// The URLs of a `srcset` with their sizes. A comma ends a candidate only before white space or at its end, because URLs hold commas too (HTML 4.8.4.2.1).
fn candidates(set: &str) -> impl Iterator<Item = (&str, Size)> {
    let mut rest = set;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let (token, after) = rest.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((rest, ""));
        if let Some(url) = token.strip_suffix(',') {
            rest = after;
            return Some((url.trim_end_matches(','), Size::Density(1.0)));
        }
        let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
        rest = after;
        let descriptor = descriptor.trim_ascii();
        let number =
            |unit| descriptor.strip_suffix(unit).and_then(|n: &str| n.trim_ascii().parse::<f32>().ok());
        let size = number('w').map(Size::Width).or_else(|| number('x').map(Size::Density));
        Some((token, size.unwrap_or(Size::Density(1.0))))
    })
}

/// Whether an URL names an image that only holds the place of another.
fn is_placeholder(url: &str) -> bool {
    const WORDS: [&str; 11] = [
        "1x1",
        "blank",
        "clear",
        "cleardot",
        "grey",
        "lazyload",
        "loading",
        "pixel",
        "placeholder",
        "spacer",
        "transparent",
    ];
    if url.is_empty() || url.eq_ignore_ascii_case("about:blank") {
        return true;
    }
    if url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return url.len() <= MAX_PLACEHOLDER;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.len() <= 24
        && stem
            .split(['-', '_'])
            .next()
            .is_some_and(|word| WORDS.iter().any(|w| word.eq_ignore_ascii_case(w)))
}

fn is_pixel(doc: &Document, id: NodeId) -> bool {
    let tiny = |name| {
        doc.attr_named(id, name)
            .and_then(|value| value.trim_ascii().trim_end_matches("px").parse::<u32>().ok())
            .is_some_and(|pixels| pixels <= MAX_PIXEL)
    };
    tiny("width") || tiny("height")
}

/// Text of an attribute as one line.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
