//! What a page may be called -> each distinct wording with the numbers it is judged by.

use std::collections::HashMap;

use super::cut::{heads, is_site, tails, without_site};
use super::{Heading, Titles};
use crate::article::Source;
use crate::dom::{Document, Kind};
use crate::metadata::candidates::{Claim, Place};
use crate::metadata::text::folded;

/// Where wordings come from.
pub(super) const SOURCES: [&str; 11] =
    ["news", "headline", "name", "og", "twitter", "meta", "title", "h1", "h1_later", "item", "h2"];

/// What a wording is of a source's text: all of it; what is left without the site's name; its beginning or its end up to a
/// separator; somewhere in it; more than it.
const RELATIONS: [&str; 6] = ["whole", "cut", "head", "tail", "in", "around"];

/// Numbers beside those.
const OTHERS: [&str; 27] = [
    "agree",
    "chars",
    "words",
    "single",
    "long",
    "is_site",
    "has_site",
    "site_first",
    "site_last",
    "slug_in",
    "in_slug",
    "printed",
    "bar",
    "dash",
    "colon",
    "dropped_words",
    "dropped_site",
    "like_title",
    "like_og",
    "like_h1",
    "like_ld",
    "article",
    "h1s",
    "rule",
    "site_type",
    "dated",
    "home",
];

/// Numbers of one wording.
pub(super) const COLUMNS: usize = SOURCES.len() * (RELATIONS.len() + 1) + OTHERS.len();

/// Sources that are read; a page with more is broken or hostile.
const MAX_TEXTS: usize = 60;

/// Characters of a text that may be a headline.
const MAX_CHARS: usize = 400;

/// Marks with which no headline begins.
const LEFT_OVER: [char; 7] = [':', '|', ',', ';', '·', '•', '：'];

/// Something the page may be called.
pub(super) struct Wording {
    pub(super) claim: Claim<String>,
    pub(super) row: [f32; COLUMNS],
    key: String,
    /// Whether it is a text from which the site's name can go.
    has_cut: bool,
}

impl Wording {
    /// Whether a source that speaks of this page offers it, without the site's name where that can go.
    pub(super) fn is_offered(&self) -> bool {
        let offered =
            |source: usize, relation: usize| self.row.get(source * RELATIONS.len() + relation) == Some(&1.0);
        self.key.chars().count() >= MIN_CHARS
            && (0..OF_THIS_PAGE).any(|source| offered(source, 1) || (offered(source, 0) && !self.has_cut))
    }
}

/// Letters and digits of another title; fewer are a label or a price.
const MIN_CHARS: usize = 4;

/// How many of [`SOURCES`] speak of this page for sure: not later headings.
const OF_THIS_PAGE: usize = 8;

/// The names of the columns.
pub fn columns() -> Vec<String> {
    let of_source = |source: &&str| RELATIONS.map(|relation| format!("{source}.{relation}"));
    let mut names: Vec<String> = SOURCES.iter().flat_map(of_source).collect();
    names.extend(OTHERS.map(String::from));
    names.extend(SOURCES.map(|source| format!("has.{source}")));
    names
}

/// A text some source offers.
struct Text {
    source: usize,
    claim: Claim<String>,
    /// Lines a heading is made of, if several.
    parts: Vec<String>,
    key: String,
}

/// Every distinct wording, in order of the sources.
///
/// `rule` is what the rules alone would choose.
pub(super) fn wordings(titles: &Titles, rule: &str, doc: &Document) -> Vec<Wording> {
    let sites: Vec<String> =
        titles.sites.iter().map(|s| folded(s)).filter(|s| s.chars().count() > 1).collect();
    let texts = texts(titles);
    let keys: Vec<String> = texts.iter().map(|t| t.key.clone()).collect();
    let mut found: Vec<Wording> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut add = |text: &Text, part: &str, relation: usize, is_cut: bool| {
        // What a kicker leaves behind. A dash may open a quotation.
        let part = part.trim_start_matches(|c: char| c.is_whitespace() || LEFT_OVER.contains(&c));
        let key = folded(part);
        if key.is_empty() || part.chars().count() > MAX_CHARS {
            return;
        }
        let at = *by_key.entry(key.clone()).or_insert_with(|| {
            let claim = text.claim.clone().with(part.to_owned());
            found.push(Wording { claim, row: [0.0; COLUMNS], key, has_cut: false });
            found.len() - 1
        });
        if let Some(wording) = found.get_mut(at) {
            wording.has_cut |= relation == 0 && is_cut;
        }
        if let Some(wording) = found.get_mut(at)
            && let Some(cell) = wording.row.get_mut(text.source * RELATIONS.len() + relation)
        {
            *cell = 1.0;
        }
    };
    for text in &texts {
        let value = text.claim.value.as_str();
        let cut = without_site(value, &sites, &keys);
        add(text, value, 0, cut != value);
        if cut != value {
            add(text, cut, 1, false);
        }
        // The lesser part is a headline only where something else says so.
        let stands_alone = |part: &&str| {
            let key = folded(part);
            part.len() * 2 >= value.len() || keys.contains(&key) || is_site(&key, &sites)
        };
        for head in heads(value).filter(stands_alone) {
            add(text, head, 2, false);
        }
        for tail in tails(value).filter(stands_alone) {
            add(text, tail, 3, false);
        }
        for (i, part) in text.parts.iter().enumerate() {
            add(text, part, if i == 0 { 2 } else { 3 }, false);
        }
    }
    let printed = printed(&found, doc);
    let page = Page::new(titles, &texts, sites, folded(rule));
    for (wording, printed) in found.iter_mut().zip(printed) {
        page.measure(wording, printed);
    }
    found
}

/// Which wordings a text node of the page prints, exactly.
fn printed(found: &[Wording], doc: &Document) -> Vec<bool> {
    let mut out = vec![false; found.len()];
    let mut at: HashMap<&str, usize> = HashMap::new();
    for (i, wording) in found.iter().enumerate() {
        at.entry(wording.claim.value.as_str()).or_insert(i);
    }
    // Most lines of a page are as long as no wording, and need not be looked up.
    let mut lengths = vec![false; MAX_CHARS * 4 + 1];
    for wording in found {
        if let Some(slot) = lengths.get_mut(wording.claim.value.len()) {
            *slot = true;
        }
    }
    for id in doc.ids() {
        // The text of `<title>` is no printed line.
        if doc.kind(id) != Kind::Text || doc.parent(id).is_some_and(|p| doc.tag(p) == crate::dom::Tag::Title)
        {
            continue;
        }
        // White space is most of the texts of a page, and nearly always ASCII.
        let text = doc.text(id).trim_ascii().trim();
        if !lengths.get(text.len()).is_some_and(|&used| used) {
            continue;
        }
        if let Some(cell) = at.get(text).and_then(|&i| out.get_mut(i)) {
            *cell = true;
        }
    }
    out
}

fn texts(titles: &Titles) -> Vec<Text> {
    let mut declared: Vec<_> = titles.declared.iter().collect();
    declared.sort_by_key(|c| c.rank);
    let declared = declared.into_iter().map(|c| {
        let source = match &c.claim.place.source {
            Source::JsonLd(path) if path.ends_with("NewsArticle.headline") => 0,
            Source::JsonLd(path) if path.ends_with(".headline") => 1,
            Source::JsonLd(_) => 2,
            Source::Meta(name) if name == "og:title" => 3,
            Source::Meta(name) if name.starts_with("twitter:") => 4,
            Source::Meta(_) => 5,
            _ => 9,
        };
        (source, c.claim.clone(), Vec::new())
    });
    let claim = |h: &Heading, name: &str| {
        // Permalink signs of documentation generators.
        let text = h.text.trim_end_matches(['¶', '#', '§', '🔗']).trim_end();
        let place = Place::new(Source::Element(name.into()), h.node);
        Claim { value: text.to_owned(), raw: h.text.clone(), place }
    };
    let element = titles.element.iter().map(|h| (6, claim(h, "title"), Vec::new()));
    let h1 = titles
        .headings
        .iter()
        .enumerate()
        .map(|(i, h)| (if i == 0 { 7 } else { 8 }, claim(h, "h1"), h.parts.clone()));
    let h2 = titles.subheadings.iter().map(|h| (10, claim(h, "h2"), Vec::new()));
    let mut all: Vec<(usize, Claim<String>, Vec<String>)> =
        h1.chain(declared).chain(element).chain(h2).collect();
    all.truncate(MAX_TEXTS);
    let text = |(source, claim, parts): (usize, Claim<String>, Vec<String>)| {
        let key = folded(&claim.value);
        Text { source, claim, parts, key }
    };
    all.into_iter().map(text).filter(|t| !t.key.is_empty()).collect()
}

/// What is the same for all wordings of a page.
struct Page<'a> {
    texts: &'a [Text],
    sites: Vec<String>,
    slug: Vec<String>,
    /// Words of `<title>`, Open Graph, the first `h1` and JSON-LD.
    told: [Vec<String>; 4],
    article: bool,
    h1s: usize,
    rule: String,
    site_type: bool,
    dated: bool,
    has: [f32; SOURCES.len()],
}

impl<'a> Page<'a> {
    fn new(titles: &Titles, texts: &'a [Text], sites: Vec<String>, rule: String) -> Self {
        let of = |sources: &[usize]| {
            let text = texts.iter().find(|t| sources.contains(&t.source));
            text.map(|t| words(&t.claim.value)).unwrap_or_default()
        };
        let has = std::array::from_fn(|source| flag(texts.iter().any(|t| t.source == source)));
        Page {
            texts,
            sites,
            slug: words(&titles.slug),
            told: [of(&[6]), of(&[3]), of(&[7]), of(&[0, 1, 2])],
            article: titles.is_article,
            h1s: titles.headings.len(),
            rule,
            site_type: titles.is_site,
            dated: titles.is_dated,
            has,
        }
    }

    fn measure(&self, wording: &mut Wording, printed: bool) {
        let text = wording.claim.value.as_str();
        let key = wording.key.as_str();
        let own = words(text);
        let chars = key.chars().count();
        let mut agree = 0.0;
        for source in 0..SOURCES.len() {
            let at = source * RELATIONS.len();
            let equal = wording.row.get(at..at + 2).is_some_and(|cells| cells.contains(&1.0));
            agree += if equal { 1.0 } else { 0.0 };
            let of_source = || self.texts.iter().filter(|t| t.source == source);
            let within = chars >= 4 && of_source().any(|t| t.key.len() > key.len() && t.key.contains(key));
            let around = of_source().any(|t| (4..key.len()).contains(&t.key.len()) && key.contains(&t.key));
            for (relation, holds) in [(4, within), (5, around)] {
                if let Some(cell) = wording.row.get_mut(at + relation) {
                    *cell = flag(holds);
                }
            }
        }
        let raw_words = if wording.claim.raw == text { Vec::new() } else { words(&wording.claim.raw) };
        let dropped: Vec<&String> = raw_words.iter().filter(|w| !own.contains(w)).collect();
        let dropped_site =
            dropped.iter().any(|w| w.len() > 3 && self.sites.iter().any(|s| s.contains(w.as_str())));
        let site = |test: fn(&str, &str) -> bool| {
            flag(self.sites.iter().any(|s| s.chars().count() >= 4 && key != s && test(key, s)))
        };
        let like = self.told.each_ref().map(|told| if told.is_empty() { -1.0 } else { dice(&own, told) });
        let slug_in = share(&self.slug, &own);
        let in_slug = share(&own, &self.slug);
        let others = [
            agree,
            (chars as f32 + 1.0).ln(),
            (own.len() as f32 + 1.0).ln(),
            flag(own.len() <= 1),
            flag(chars > 110),
            flag(is_site(key, &self.sites)),
            site(|k, s| k.contains(s)),
            site(|k, s| k.starts_with(s)),
            site(|k, s| k.ends_with(s)),
            slug_in,
            in_slug,
            flag(printed),
            flag(text.contains(['|', '»', '｜'])),
            flag(text.contains(" - ") || text.contains(" – ") || text.contains(" — ")),
            flag(text.contains(": ")),
            (dropped.len() as f32 + 1.0).ln(),
            flag(dropped_site),
            like[0],
            like[1],
            like[2],
            like[3],
            flag(self.article),
            self.h1s.min(4) as f32,
            flag(key == self.rule),
            flag(self.site_type),
            flag(self.dated),
            flag(self.slug.is_empty()),
        ];
        for (cell, value) in wording
            .row
            .iter_mut()
            .skip(SOURCES.len() * RELATIONS.len())
            .zip(others.into_iter().chain(self.has))
        {
            *cell = value;
        }
    }
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// The distinct words of a text in lower case, sorted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .take(60)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Share of `of` that is in `others`, both sorted; -1 if there is nothing.
fn share(of: &[String], others: &[String]) -> f32 {
    if of.is_empty() {
        return -1.0;
    }
    let common = of.iter().filter(|w| others.binary_search(w).is_ok()).count();
    common as f32 / of.len() as f32
}

/// Common words as a share of both.
fn dice(a: &[String], b: &[String]) -> f32 {
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}
