//! The values of a page's scripts -> those that may be its body, best first.
//!
//! A body is known by what stands around it: an object that has the page's own title or address. Text without such an
//! anchor is taken only if it is long, stands under a key for bodies, and has no rival: most text in scripts is labels,
//! notices and the first lines of other pages.

use std::collections::HashSet;

use super::collect::Data;
use super::rich::{ADDRESSES, Prose, TITLES, element, folded_key, is_part};
use super::text::{folded, is_prose, unescaped_markup};
use super::tree::{Id, Tree, Value};

/// Characters of a body, at least: where its object is known to be the page's, and where not. A summary is seldom longer
/// than the latter.
const MIN_CHARS: u32 = 150;
const MIN_LOOSE_CHARS: u32 = 400;

/// Characters of a main field below which its neighbours in the same object belong to the text: a product's features.
const SHORT_CHARS: u32 = 1000;

/// Times a body without anchor must be longer than the next one.
const LOOSE_LEAD: u32 = 3;

/// Levels over which an object's title speaks for the text in it.
const MAX_DISTANCE: u8 = 5;

/// Of a value that may be a body: bytes of text, and values, that are read to see whether it is one.
const SAMPLE_BYTES: usize = 3_000;
const SAMPLE_STEPS: usize = 300;

/// Candidates looked at.
const MAX_CANDIDATES: usize = 6;

/// Keys of bodies.
const BODIES: [&str; 36] = [
    "articlebody",
    "body",
    "bodyhtml",
    "bodytext",
    "content",
    "contents",
    "contenthtml",
    "contentelements",
    "html",
    "htmlcontent",
    "text",
    "fulltext",
    "richtext",
    "rendered",
    "cooked",
    "copy",
    "article",
    "story",
    "post",
    "main",
    "maincontent",
    "markdown",
    "raw",
    "value",
    "document",
    "blocks",
    "paragraphs",
    "sections",
    "posts",
    "poststream",
    "children",
    "description",
    "longdescription",
    "reviewbody",
    "page",
    "entry",
];

/// Keys of summaries: a body beside them is better.
const SUMMARIES: [&str; 12] = [
    "description",
    "summary",
    "excerpt",
    "abstract",
    "teaser",
    "dek",
    "standfirst",
    "lead",
    "intro",
    "metadescription",
    "subtitle",
    "seodescription",
];

/// Words of keys under which text is not the page's story.
const ASIDES: [&str; 80] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "ccpa",
    "privacy",
    "i18n",
    "intl",
    "locale",
    "locales",
    "translation",
    "translations",
    "dictionary",
    "dictionaries",
    "labels",
    "strings",
    "config",
    "configuration",
    "settings",
    "footer",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "menus",
    "related",
    "recommended",
    "recommendations",
    "recirculation",
    "popular",
    "trending",
    "latest",
    "sidebar",
    "promo",
    "promos",
    "promotion",
    "promotions",
    "ad",
    "ads",
    "advert",
    "adverts",
    "newsletter",
    "comment",
    "comments",
    "review",
    "reviews",
    "error",
    "errors",
    "legal",
    "disclaimer",
    "terms",
    "seo",
    "banner",
    "banners",
    "modal",
    "modals",
    "popup",
    "tooltip",
    "tooltips",
    "author",
    "authors",
    "bio",
    "publisher",
    "copyright",
    "license",
    "subscribe",
    "paywall",
    "flags",
    "experiments",
    "theme",
    "styles",
    "css",
    "schema",
    "teasers",
    "similar",
    "notifications",
    "withdrawal",
    "shipping",
    "returns",
    "merchant",
];

/// What the page says of itself, folded.
pub(super) struct Page {
    pub(super) titles: Vec<String>,
    /// Last part of its address.
    pub(super) slug: Option<String>,
}

impl Page {
    pub(super) fn has_title(&self, title: &str) -> bool {
        let title = folded(title);
        self.titles.iter().any(|own| {
            let (short, long) = if own.len() < title.len() { (own, &title) } else { (&title, own) };
            own == &title
                || (short.len() >= 12 && short.len() * 2 >= long.len() && long.contains(short.as_str()))
        })
    }

    fn has_address(&self, address: &str) -> bool {
        self.slug.is_some() && slug(address) == self.slug
    }
}

/// The last part of an address, if it tells pages apart.
pub(super) fn slug(address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let path = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let last = path.rsplit('/').next().unwrap_or_default();
    let last = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    Some(folded(last)).filter(|s| s.len() >= 5)
}

/// How an object's own title and address compare with the page's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Anchor {
    None,
    /// It has another title.
    Other,
    Page,
}

/// What may be the page's body.
pub(super) struct Candidate {
    /// The values, in page order.
    pub(super) values: Vec<Id>,
    /// The page's own object holds it.
    pub(super) anchored: bool,
    weight: u32,
}

impl Candidate {
    /// Characters of its text.
    pub(super) fn chars(&self, prose: &Prose<'_>) -> usize {
        self.values.iter().map(|&id| prose.chars(id) as usize).sum()
    }
}

/// Picks.
pub(super) fn candidates(data: &Data, prose: &Prose<'_>, page: &Page) -> Vec<Candidate> {
    let tree = &data.tree;
    let places = places(data, page);
    let mut found: Vec<(Candidate, Id)> = Vec::new();
    for id in 1..tree.len() {
        let Some(place) = places.get(id) else { continue };
        let chars = prose.chars(id);
        if place.aside || chars < MIN_CHARS {
            continue;
        }
        let object = tree.parent(id);
        if !tree.is_object(object) || tree.key(id) == "children" || !reads(data, prose, id) {
            continue;
        }
        let key = folded_key(tree.key(id));
        let is_body = BODIES.contains(&key.as_str());
        let anchored = place.anchor == Anchor::Page && place.distance <= MAX_DISTANCE;
        let near = if !anchored {
            2
        } else if place.distance > 0 {
            4
        } else {
            6
        };
        let is_summary = is_summary(data, id) || prose.content(id).is_some_and(|part| is_summary(data, part));
        let least = if anchored && !is_summary { MIN_CHARS } else { MIN_LOOSE_CHARS };
        if chars < least || (!anchored && (!is_body || is_summary)) {
            continue;
        }
        let factor = if is_summary { 1 } else { 1 + u32::from(is_body) };
        if anchored && !is_body && place.distance > 0 {
            continue;
        }
        let weight = chars.saturating_mul(near).saturating_mul(factor);
        found.push((Candidate { values: vec![id], anchored, weight }, object));
    }
    if found.iter().any(|(c, _)| c.anchored) {
        found.retain(|(c, _)| c.anchored);
    } else {
        keep_without_rival(data, prose, &places, &mut found);
    }
    // Of values within each other that hold the same text, the inner one stands behind: it is the closer.
    found.sort_by(|(a, _), (b, _)| b.weight.cmp(&a.weight).then(b.values.cmp(&a.values)));
    let mut seen = HashSet::new();
    found.retain(|(c, _)| c.values.first().is_some_and(|&id| seen.insert((c.weight, tree.text(id)))));
    found.truncate(MAX_CANDIDATES);
    for (candidate, object) in &mut found {
        add_neighbours(data, prose, &places, candidate, *object);
    }
    found.into_iter().map(|(candidate, _)| candidate).collect()
}

fn is_summary(data: &Data, id: Id) -> bool {
    SUMMARIES.contains(&folded_key(data.tree.key(id)).as_str())
}

/// Whether a value's text reads as sentences, as far as its first pieces tell.
fn reads(data: &Data, prose: &Prose<'_>, id: Id) -> bool {
    let tree = &data.tree;
    let mut text = String::new();
    let mut open = vec![id];
    let mut steps = 0;
    while let Some(id) = open.pop() {
        let id = data.resolve(id);
        steps += 1;
        if text.len() > SAMPLE_BYTES || steps > SAMPLE_STEPS {
            break;
        }
        match tree.value(id) {
            Value::Text(piece) if prose.chars(id) > 0 => {
                text.push_str(piece);
                text.push(' ');
            }
            Value::Object => open.extend(prose.content(id)),
            Value::Array => {
                let parts = element(data, id)
                    .map_or_else(|| tree.children(id).take(SAMPLE_STEPS).collect(), |e| e.children);
                open.extend(parts.into_iter().rev());
            }
            Value::Text(_) | Value::Number(_) | Value::True | Value::Other => {}
        }
    }
    is_prose(unescaped_markup(&text).as_deref().unwrap_or(&text))
}

/// Without an anchor there must be one text only, and not one of many in a table or list.
fn keep_without_rival(data: &Data, prose: &Prose<'_>, places: &[Place], found: &mut Vec<(Candidate, Id)>) {
    let tree = &data.tree;
    found.retain(|(candidate, object)| {
        let is_other = |id: &Id| {
            places.get(*id).is_some_and(|p| !p.aside)
                && tree.text(*id).is_some_and(|t| prose.chars(*id) >= 60 && is_prose(t))
        };
        let texts = tree.children(*object).filter(is_other).count();
        // One of several alike in a list, itself or what it is part of.
        let own = candidate.values.first().map_or(0, |&id| prose.chars(id));
        let around =
            std::iter::successors(Some(*object), |&n| Some(tree.parent(n)).filter(|&p| p != Tree::ROOT));
        let twins = around.take(4).any(|item| {
            let list = tree.parent(item);
            let is_twin =
                |&n: &Id| n != item && tree.is_object(n) && prose.chars(n).saturating_mul(LOOSE_LEAD) > own;
            list != Tree::ROOT && tree.is_array(list) && tree.children(list).take(1000).any(|n| is_twin(&n))
        });
        texts <= 4 && !twins
    });
    let Some(best) = found.iter().map(|(c, _)| c.weight).max() else { return };
    let lead = found.iter().position(|(c, _)| c.weight == best).and_then(|at| found.get(at));
    let Some(&(ref lead, object)) = lead else { return };
    let value = lead.values.first().copied().unwrap_or_default();
    let within = |inner: Id, outer: Id| {
        std::iter::successors(Some(inner), |&n| (n != Tree::ROOT).then(|| tree.parent(n)))
            .take(120)
            .any(|n| n == outer)
    };
    let rival = found.iter().any(|(c, o)| {
        let other = c.values.first().copied().unwrap_or_default();
        *o != object
            && !within(other, value)
            && !within(value, other)
            && c.weight.saturating_mul(LOOSE_LEAD) > best
    });
    if rival {
        found.clear();
    }
}

/// Adds what else an object holds whose main text is short: a product's features, a recipe's steps.
fn add_neighbours(data: &Data, prose: &Prose<'_>, places: &[Place], candidate: &mut Candidate, object: Id) {
    let Some(&main) = candidate.values.first() else { return };
    if !candidate.anchored
        || prose.chars(main) >= SHORT_CHARS
        || places.get(main).is_none_or(|p| p.distance > 0)
    {
        return;
    }
    let tree = &data.tree;
    let start = |id: Id| tree.text(id).map(|t| folded(t).chars().take(40).collect::<String>());
    let opening = start(main);
    let more = tree.children(object).filter(|&id| {
        id == main
            || (prose.chars(id) >= 60
                && places.get(id).is_some_and(|p| !p.aside)
                && (!is_summary(data, id) || tree.key(id) == "description")
                && (tree.text(id).is_none() || start(id) != opening)
                && reads(data, prose, id)
                && !TITLES.contains(&folded_key(tree.key(id)).as_str()))
    });
    candidate.values = more.take(12).collect();
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place {
    anchor: Anchor,
    /// Levels up to the object the anchor is of.
    distance: u8,
    /// Whether the anchor speaks for what is in this value too.
    open: bool,
    aside: bool,
}

fn places(data: &Data, page: &Page) -> Vec<Place> {
    let tree = &data.tree;
    let mut places: Vec<Place> = Vec::with_capacity(tree.len());
    for id in 0..tree.len() {
        let around = places.get(tree.parent(id)).copied();
        let around = around.unwrap_or(Place { anchor: Anchor::None, distance: 0, open: true, aside: false });
        let own = if tree.is_object(id) { anchor(data, id, page) } else { Anchor::None };
        let aside = around.aside || is_aside(data, id, page);
        places.push(if own == Anchor::None {
            // A title speaks for what stands under keys for text, not for all that is kept beside it.
            let key = folded_key(tree.key(id));
            let is_part = key.is_empty() || is_part(&key) || BODIES.contains(&key.as_str());
            Place {
                anchor: if around.open { around.anchor } else { Anchor::None },
                distance: around.distance.saturating_add(u8::from(tree.is_object(id))),
                open: around.open && is_part,
                aside,
            }
        } else {
            Place { anchor: own, distance: 0, open: true, aside }
        });
    }
    places
}

/// What an object says it is about, itself or one level below.
fn anchor(data: &Data, object: Id, page: &Page) -> Anchor {
    let own = own_anchor(data, object, page);
    if own != Anchor::None {
        return own;
    }
    let below = data.tree.children(object).take(64).filter(|&n| data.tree.is_object(n));
    let is_page = below.map(|n| own_anchor(data, n, page)).any(|a| a == Anchor::Page);
    if is_page { Anchor::Page } else { Anchor::None }
}

fn own_anchor(data: &Data, object: Id, page: &Page) -> Anchor {
    let tree = &data.tree;
    let mut anchor = Anchor::None;
    for child in tree.children(object).take(256) {
        let key = folded_key(tree.key(child));
        let target = data.resolve(child);
        let text = tree.text(target).or_else(|| tree.text(tree.child(target, "rendered")?));
        let Some(text) = text.filter(|t| t.len() <= 400) else { continue };
        if TITLES.contains(&key.as_str()) {
            if page.has_title(text) {
                return Anchor::Page;
            }
            if text.len() >= 3 && key != "name" {
                anchor = Anchor::Other;
            }
        } else if (ADDRESSES.contains(&key.as_str()) || key == "id" || key == "mainentityofpage")
            && page.has_address(text)
        {
            return Anchor::Page;
        }
    }
    anchor
}

/// Whether a key names something beside the story.
fn is_aside(data: &Data, id: Id, page: &Page) -> bool {
    let key = data.tree.key(id);
    if key.is_empty() || key.len() > 60 {
        return false;
    }
    // A table of messages; messages in a list are what people wrote.
    if key == "messages" && data.tree.is_object(id) {
        return true;
    }
    // A page about cookies keeps its text under such a key.
    let is_topic = |word: &str| page.titles.iter().any(|title| title.contains(word));
    words(key).map(str::to_ascii_lowercase).any(|word| ASIDES.contains(&word.as_str()) && !is_topic(&word))
}

/// The words of a key: `relatedArticles`, `related_articles`.
fn words(key: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = vec![0];
    let bytes = key.as_bytes();
    for (at, pair) in bytes.windows(2).enumerate() {
        if let [before, after] = pair
            && ((before.is_ascii_lowercase() && after.is_ascii_uppercase())
                || !before.is_ascii_alphanumeric())
        {
            starts.push(at + 1);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([key.len()]).collect();
    starts
        .into_iter()
        .zip(ends)
        .filter_map(|(from, to)| key.get(from..to))
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
}
