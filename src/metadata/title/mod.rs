//! Title candidates -> the headline: without the site's name around it, as a reader sees it where that is told.

mod cut;
mod options;

use std::sync::OnceLock;

use html5ever::local_name;

use super::author::byline::is_east_asian;
use super::candidates::{Candidate, Claim, Place};
use super::text::{collapse, folded, plain};
use crate::article::{Metadata, Source};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::score::Model;
pub(crate) use cut::head_differs;
pub(super) use cut::{cut_as_printed, cut_as_printed_in_one_node};
use cut::{split_last, without_site};
use options::Wording;
pub use options::columns;

/// An element's text as a reader sees it.
pub(super) struct Heading {
    pub(super) text: String,
    /// The lines it is made of, if several.
    pub(super) parts: Vec<String>,
    pub(super) node: NodeId,
}

impl Heading {
    /// Reads a heading as it is seen: without buttons, icons' names, and what is hidden.
    pub(super) fn read(doc: &Document, node: NodeId) -> Option<Heading> {
        let mut parts: Vec<String> = vec![String::new()];
        let mut nodes = doc.descendants(node);
        while let Some(id) = nodes.next() {
            match doc.kind(id) {
                Kind::Text => {
                    if let Some(part) = parts.last_mut() {
                        part.push_str(doc.text(id));
                    }
                }
                Kind::Element if is_unseen(doc, id) => nodes.skip_subtree(id),
                Kind::Element if doc.depth(id) == doc.depth(node) + 1 || !doc.tag(id).is_inline() => {
                    parts.push(if doc.tag(id).is_inline() { String::new() } else { " ".to_owned() });
                }
                _ => {}
            }
        }
        let text = plain(&parts.concat())?;
        parts.iter_mut().for_each(|part| *part = collapse(part));
        parts.retain(|part| part.chars().count() > 3);
        if parts.len() < 2 || parts.len() > MAX_PARTS {
            parts.clear();
        }
        Some(Heading { text, parts, node })
    }

    /// A title without the number of unread messages that networks put before it, unless a heading has it too: "(4) Tides".
    pub(super) fn without_unread(mut self, headings: &[Heading]) -> Heading {
        let count = self.text.strip_prefix('(').and_then(|rest| rest.split_once(") "));
        let Some((count, title)) = count else { return self };
        let is_count =
            (1..=3).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit() || b == b'+');
        if is_count && !headings.iter().any(|h| h.text.starts_with(&format!("({count})"))) {
            self.text = title.to_owned();
            self.parts.clear();
        }
        self
    }

    /// A part of its text, claimed to be the headline.
    fn claim(&self, part: &str, name: &str) -> Claim<String> {
        let place = Place::new(Source::Element(name.into()), self.node);
        Claim { value: part.to_owned(), raw: self.text.clone(), place }
    }
}

/// Lines of one heading that are told apart.
const MAX_PARTS: usize = 4;

/// Whether an element in a heading is not read with it.
fn is_unseen(doc: &Document, id: NodeId) -> bool {
    matches!(doc.tag(id), Tag::Button | Tag::Svg | Tag::Script | Tag::Style | Tag::Template)
        || doc.attr(id, &local_name!("hidden")).is_some()
        || doc.attr(id, &local_name!("role")).is_some_and(|role| role == "tooltip" || role == "button")
}

/// Everything that speaks about the headline.
pub(super) struct Titles {
    /// From markup that declares it.
    pub(super) declared: Vec<Candidate<String>>,
    /// `<title>`.
    pub(super) element: Option<Heading>,
    /// The `h1`, in page order.
    pub(super) headings: Vec<Heading>,
    /// The first `h2` and `h3`.
    pub(super) subheadings: Vec<Heading>,
    /// The last part of the page's URL that has letters.
    pub(super) slug: String,
    /// Whether the page says it is an article.
    pub(super) is_article: bool,
    /// Whether it says it is a site.
    pub(super) is_site: bool,
    /// Whether it says when it was published.
    pub(super) is_dated: bool,
    /// Names the site gives itself, and its domain's labels.
    pub(super) sites: Vec<String>,
}

/// Every wording with its row of [`columns`].
pub(super) fn rows(titles: &Titles, doc: &Document) -> Vec<(String, Vec<f32>)> {
    let row = |w: options::Wording| (w.claim.value, w.row.to_vec());
    let rule = by_rule(titles).map(|c| c.value).unwrap_or_default();
    options::wordings(titles, &rule, doc).into_iter().map(row).collect()
}

/// What the page is called, best first: the title, and what else sources offer.
pub(super) struct Choice {
    pub(super) title: Option<Claim<String>>,
    pub(super) others: Vec<Claim<String>>,
}

/// Other titles that are kept.
const MAX_OTHERS: usize = 10;

/// The model that ranks wordings; `examples/train/fit_titles.py` makes it.
static BUNDLED: &[u8] = include_bytes!("model.bin");

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::from_bytes(BUNDLED).unwrap_or_default())
}

/// Chooses the wording that a small learned model ranks highest.
///
/// The evidence are the sources of each wording, what they add to it or leave out, how it is like the others, the page's
/// URL, and what the rules alone would choose ([`by_rule`]).
pub(super) fn choose(titles: &Titles, doc: &Document) -> Choice {
    let ruled = by_rule(titles);
    let rule = ruled.as_ref().map(|c| c.value.as_str()).unwrap_or_default();
    let wordings = options::wordings(titles, rule, doc);
    let rows: Vec<&[f32]> = wordings.iter().map(|w| &w.row[..]).collect();
    let mut ranked: Vec<(f32, Wording)> = model().odds(&rows, &[]).into_iter().zip(wordings).collect();
    // A stable sort: among equals the order of the sources.
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut ranked = ranked.into_iter().map(|(_, wording)| wording);
    let title = ranked.next().map(|w| w.claim).or(ruled);
    let others = ranked.filter(Wording::is_offered).map(|w| w.claim).take(MAX_OTHERS).collect();
    Choice { title, others }
}

/// What rules alone choose: the `h1` that other sources confirm; else what is declared; else `<title>`; else a lone `h1`.
///
/// Declared headlines are often written for search engines and social networks; the `h1` is what the article is called
/// on its page. Measured on pages with known titles, it is right about twice as often where the two differ.
fn by_rule(titles: &Titles) -> Option<Claim<String>> {
    let mut sites: Vec<String> =
        titles.sites.iter().map(|s| folded(s)).filter(|s| s.chars().count() > 1).collect();
    let mut declared: Vec<&Candidate<String>> = titles.declared.iter().collect();
    declared.sort_by_key(|c| c.rank);
    let declared_folded: Vec<String> = declared.iter().map(|c| folded(&c.claim.value)).collect();
    if let Some(name) = site_heading(titles, &declared_folded) {
        sites.push(name);
    }
    let element = titles.element.as_ref().filter(|t| !sites.contains(&folded(&t.text)));
    let mut evidence = declared_folded;
    evidence.extend(element.map(|e| folded(&e.text)));
    let headings: Vec<(&Heading, String)> = titles
        .headings
        .iter()
        .map(|h| (h, folded(&h.text)))
        .filter(|(_, f)| !f.is_empty() && !sites.contains(f))
        .collect();

    let said: Vec<&str> =
        declared.iter().map(|c| c.claim.value.as_str()).chain(element.map(|e| e.text.as_str())).collect();
    let said: Vec<&str> = said.into_iter().map(|t| without_site(t, &sites, &evidence)).collect();
    if let Some(title) = declared.first().and_then(|c| news_headline(&c.claim, element, &sites, &evidence)) {
        return Some(title);
    }
    let confirmed = headings
        .iter()
        .map(|(heading, folded)| {
            (
                confirmation(&heading.text, folded, &said, &evidence, headings.len() == 1),
                heading,
                folded.chars().count(),
            )
        })
        .filter(|(confirmation, ..)| *confirmation > 0)
        .max_by_key(|(confirmation, _, chars)| (*confirmation, *chars));
    if let Some((_, heading, _)) = confirmed {
        // Permalink signs of documentation generators.
        let text = heading.text.trim_end_matches(['¶', '#', '§', '🔗']).trim_end();
        return without_kicker(text, &declared, &said).or_else(|| Some(heading.claim(text, "h1")));
    }
    for candidate in declared {
        let stripped = without_site(&candidate.claim.value, &sites, &evidence);
        if !stripped.is_empty() && !sites.contains(&folded(stripped)) {
            return Some(candidate.claim.clone().with(stripped.to_owned()));
        }
    }
    if let Some(element) = element {
        let stripped = without_site(&element.text, &sites, &evidence);
        if !stripped.is_empty() {
            return Some(element.claim(stripped, "title"));
        }
    }
    match headings.as_slice() {
        [(heading, _)] => Some(heading.claim(&heading.text, "h1")),
        _ => titles.element.as_ref().map(|e| e.claim(&e.text, "title")),
    }
}

/// The headline of a `NewsArticle` in JSON-LD. Newsrooms' systems write it, and it is what the story is archived and cited
/// under; on other types it is as often a title for search engines as the real one. So is one that repeats `<title>`: then
/// the `h1` is asked first.
fn news_headline(
    best: &Claim<String>,
    element: Option<&Heading>,
    sites: &[String],
    evidence: &[String],
) -> Option<Claim<String>> {
    let Source::JsonLd(path) = &best.place.source else { return None };
    let (kind, property) = path.split_once('.')?;
    if !(kind.ends_with("NewsArticle") && property == "headline") {
        return None;
    }
    let stripped = without_site(&best.value, sites, evidence);
    let key = folded(stripped);
    let repeats_title = element.is_some_and(|e| folded(&e.text).starts_with(&key));
    (!key.is_empty() && !repeats_title && !sites.contains(&key))
        .then(|| best.clone().with(stripped.to_owned()))
}

/// The declared headline that a heading ends with, if two sources give it: the heading has a kicker before it.
fn without_kicker(heading: &str, declared: &[&Candidate<String>], said: &[&str]) -> Option<Claim<String>> {
    let heading = folded(heading);
    let (candidate, title) = declared.iter().zip(said).find(|(_, title)| {
        let title = folded(title);
        let ends =
            heading.len() > title.len() && heading.ends_with(&title) && title.len() * 2 > heading.len();
        ends && said.iter().filter(|other| folded(other).contains(&title)).count() > 1
    })?;
    Some(candidate.claim.clone().with((*title).to_owned()))
}

/// The heading that is the site's name: the last part of `<title>` behind a longer one, and no declared headline.
fn site_heading(titles: &Titles, declared: &[String]) -> Option<String> {
    let (head, tail) = split_last(&titles.element.as_ref()?.text)?;
    let (head, tail) = (folded(head), folded(tail));
    let printed = titles.headings.iter().any(|h| folded(&h.text) == tail);
    (printed && head.len() > tail.len() && !declared.contains(&tail)).then_some(tail)
}

/// How well other sources confirm that a heading is the headline: 3 they contain each other, 2 they share most words,
/// 1 they share some and there is no other heading, 0 not.
fn confirmation(heading: &str, heading_folded: &str, said: &[&str], evidence: &[String], alone: bool) -> u8 {
    if evidence.iter().any(|other| agrees(heading_folded, other)) {
        return 3;
    }
    let shared = said.iter().map(|other| shared_words_ratio(heading, other)).fold(0.0, f32::max);
    if shared >= MOST_WORDS { 2 } else { u8::from(alone && shared >= SOME_WORDS) }
}

/// Share of common words from which two headlines are versions of one.
const MOST_WORDS: f32 = 0.5;

/// The same where the page has only one heading.
const SOME_WORDS: f32 = 0.2;

/// Common words as a share of the shorter text's.
fn shared_words_ratio(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|w| w.chars().count() > 2)
            .take(40)
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    let shorter = a.len().min(b.len());
    if shorter < 2 { 0.0 } else { common as f32 / shorter as f32 }
}

/// Drops other titles that nothing declares and that have no word of the title: other headings and names of a page are of
/// anything. The place of the story is looked for by all of them first.
pub(crate) fn drop_unrelated(metadata: &mut Metadata) {
    let Some(title) = &metadata.title else { return };
    let is_declared = |source: &Source| match source {
        Source::Meta(_) => true,
        Source::JsonLd(path) => path.ends_with(".headline"),
        _ => false,
    };
    metadata.alternative_titles.retain(|t| is_declared(&t.source) || shares_a_word(&t.value, &title.value));
}

/// Whether two titles have a word of some length in common, or two characters of a script that puts no space between words.
fn shares_a_word(a: &str, b: &str) -> bool {
    let pieces = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3);
        let chars: Vec<char> = lower.chars().collect();
        let pairs = chars.windows(2).filter(|pair| pair.iter().all(|&c| is_east_asian(c)));
        words.map(str::to_owned).chain(pairs.map(|pair| pair.iter().collect())).collect()
    };
    let known = pieces(b);
    pieces(a).iter().any(|piece| known.contains(piece))
}

/// Whether a heading and another source mean the same headline: one contains the other, up to a site's name.
fn agrees(heading: &str, other: &str) -> bool {
    let (short, long) = if heading.len() <= other.len() { (heading, other) } else { (other, heading) };
    !short.is_empty() && long.contains(short) && (short.chars().count() >= 8 || short == long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(element: &str, headings: &[&str], sites: &[&str]) -> Titles {
        Titles {
            declared: Vec::new(),
            element: Some(heading(element)),
            headings: headings.iter().map(|&h| heading(h)).collect(),
            subheadings: Vec::new(),
            slug: String::new(),
            is_article: false,
            is_site: false,
            is_dated: false,
            sites: sites.iter().map(|&s| s.into()).collect(),
        }
    }

    fn heading(text: &str) -> Heading {
        Heading { text: text.into(), parts: Vec::new(), node: NodeId::DOCUMENT }
    }

    fn chosen(titles: &Titles) -> String {
        by_rule(titles).map(|t| t.value).unwrap_or_default()
    }

    #[test]
    fn the_bundled_model_fits_the_columns() {
        let model = Model::from_bytes(BUNDLED).expect("model.bin is a model");
        assert_eq!(model.columns(), options::COLUMNS);
        assert_eq!(columns().len(), options::COLUMNS);
        assert!(!model.is_empty() && BUNDLED.len() <= 20_000);
    }

    #[test]
    fn a_kicker_of_its_own_element_leaves_no_mark_behind() {
        let html = "<title>: Nordmann convicted</title><meta property=og:title content=': Nordmann convicted'>\
                    <h1><span>Court</span><span>: Nordmann convicted</span></h1>";
        let found = crate::metadata(html).unwrap();
        for title in found.title.iter().chain(&found.alternative_titles) {
            assert!(title.value.starts_with(char::is_alphabetic), "{}", title.value);
        }
    }

    #[test]
    fn unread_messages_are_no_part_of_the_title() {
        let title = |html: &str| crate::metadata(html).unwrap().title.map(|t| t.value);
        assert_eq!(title("<title>(4) Jane Doe on tides</title>").as_deref(), Some("Jane Doe on tides"));
        let part = "<title>(16) Tides and moon</title><h1>(16) Tides and moon</h1>";
        assert_eq!(title(part).as_deref(), Some("(16) Tides and moon"));
    }

    #[test]
    fn strips_the_site_by_its_name() {
        assert_eq!(chosen(&titles("Bridge reopens | The Daily", &[], &["The Daily"])), "Bridge reopens");
        assert_eq!(chosen(&titles("The Daily - Bridge reopens", &[], &["The Daily"])), "Bridge reopens");
    }

    #[test]
    fn keeps_a_dash_that_belongs_to_the_headline() {
        assert_eq!(
            chosen(&titles("Bridge reopens - at last", &[], &["The Daily"])),
            "Bridge reopens - at last"
        );
    }

    #[test]
    fn takes_the_heading_that_the_title_confirms() {
        assert_eq!(
            chosen(&titles(
                "Bridge reopens after flood | The Daily",
                &["The Daily", "Bridge reopens after flood"],
                &[]
            )),
            "Bridge reopens after flood"
        );
    }
}
