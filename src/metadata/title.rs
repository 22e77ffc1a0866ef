//! Title candidates -> the headline: without the site's name around it, as a reader sees it where that is told.

use super::candidates::{Candidate, Claim, Place};
use super::text::folded;
use crate::article::{Metadata, Source, Sourced};
use crate::dom::{Document, Kind, NodeId};
use crate::segment::Segments;

/// Marks that stand, with space around them, between a headline and a site's name.
const SEPARATORS: &[char] = &[
    '|', '-', '–', '—', '·', '•', '»', '«', '›', '‹', '>', '<', '/', ':', '~', '∙', '―', '⋅', '*',
    '\u{2500}', '丨', '｜', '_',
];

/// An element's text as a reader sees it.
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) node: NodeId,
}

impl Heading {
    /// A part of its text, claimed to be the headline.
    fn claim(&self, part: &str, name: &str) -> Claim<String> {
        let place = Place::new(Source::Element(name.into()), self.node);
        Claim { value: part.to_owned(), raw: self.text.clone(), place }
    }
}

/// Everything that speaks about the headline.
pub(super) struct Titles {
    /// From markup that declares it.
    pub(super) declared: Vec<Candidate<String>>,
    /// `<title>`.
    pub(super) element: Option<Heading>,
    /// The `h1`, in page order.
    pub(super) headings: Vec<Heading>,
    /// Names the site gives itself, and its domain's labels.
    pub(super) sites: Vec<String>,
}

/// Chooses: the `h1` that other sources confirm; else what is declared; else `<title>`; else a lone `h1`.
///
/// Declared headlines are often written for search engines and social networks; the `h1` is what the article is called
/// on its page. Measured on pages with known titles, it is right about twice as often where the two differ.
pub(super) fn choose(titles: &Titles) -> Option<Claim<String>> {
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

/// Whether a heading and another source mean the same headline: one contains the other, up to a site's name.
fn agrees(heading: &str, other: &str) -> bool {
    let (short, long) = if heading.len() <= other.len() { (heading, other) } else { (other, heading) };
    !short.is_empty() && long.contains(short) && (short.chars().count() >= 8 || short == long)
}

/// The title without the site's name before or behind a separator.
///
/// A part goes when it is a name of the site. The last part also goes when the rest occurs elsewhere as a title.
pub(super) fn without_site<'a>(title: &'a str, sites: &[String], others: &[String]) -> &'a str {
    let mut text = title.trim();
    for _ in 0..3 {
        let before = text;
        if let Some((head, tail)) = split_last(text) {
            let (head_folded, tail_folded) = (folded(head), folded(tail));
            if is_site(&tail_folded, sites)
                || (others.contains(&head_folded)
                    && head_folded.chars().count() >= 8
                    && tail.len() <= head.len())
            {
                text = head;
                continue;
            }
        }
        if let Some((head, tail)) = split_first(text)
            && (is_site(&folded(head), sites)
                || (others.contains(&folded(tail))
                    && folded(tail).chars().count() >= 8
                    && head.len() <= tail.len()))
        {
            text = tail;
        }
        if text == before {
            break;
        }
    }
    text
}

/// What is left of a title without one or more parts at its end, or one at its beginning; longest first. A line of the page
/// that says no more than this is where the headline is printed, and what it leaves out is the site's.
///
/// `None` if nothing can go, or the title is what a heading prints already.
fn remainders(title: &Sourced<String>) -> Option<Vec<&str>> {
    if matches!(&title.source, Source::Element(name) if name == "h1") || matches!(title.source, Source::Text)
    {
        return None;
    }
    let text = title.value.trim();
    // A colon joins the two halves of a headline far more often than it parts it from a site.
    let cuts = || separators(text).filter(|&(at, _)| !text.get(at..).is_some_and(|t| t.starts_with(':')));
    let longest = |cut: &str| {
        let mut from = 0;
        let ends = separators(cut).chain(std::iter::once((cut.len(), 0)));
        ends.map(|(at, len)| at - std::mem::replace(&mut from, at + len)).max().unwrap_or(0)
    };
    let ends = cuts().filter_map(|at| {
        let (head, tail) = parts(text, at)?;
        (longest(tail) <= head.len()).then_some(head)
    });
    let beginning = cuts().next().and_then(|at| {
        let (head, tail) = parts(text, at)?;
        (head.len() <= tail.len()).then_some(tail)
    });
    let mut left: Vec<&str> = ends.chain(beginning).filter(|part| says_enough(part)).collect();
    left.sort_by_key(|part| std::cmp::Reverse(part.len()));
    left.truncate(MAX_REMAINDERS);
    (!left.is_empty()).then_some(left)
}

/// Parts of a title that are looked for.
const MAX_REMAINDERS: usize = 4;

/// Whether a part can be a headline, not the name of a section: three words, or six characters without spaces.
fn says_enough(part: &str) -> bool {
    part.split_whitespace().count() >= 3
        || (part.chars().count() >= 6 && part.chars().all(|c| !c.is_ascii_alphabetic()))
}

fn is_site(part: &str, sites: &[String]) -> bool {
    !part.is_empty()
        && sites.iter().any(|site| {
            part == site
                || (part.chars().count() >= 4 && site.contains(part) && part.len() * 2 >= site.len())
                || (site.chars().count() >= 4 && part.contains(site.as_str()) && site.len() * 2 >= part.len())
        })
}

/// Splits at the last separator with space on both sides, or a bar with none.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let at = separators(text).last()?;
    parts(text, at)
}

fn split_first(text: &str) -> Option<(&str, &str)> {
    let at = separators(text).next()?;
    parts(text, at)
}

fn parts(text: &str, (at, len): (usize, usize)) -> Option<(&str, &str)> {
    let (head, tail) = (text.get(..at)?.trim(), text.get(at + len..)?.trim());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

/// Byte offsets and lengths of the separators.
fn separators(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.char_indices()
        .filter(|&(at, c)| {
            if !SEPARATORS.contains(&c) {
                return false;
            }
            let spaced_after =
                text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(char::is_whitespace));
            let spaced_before = text.get(..at).is_some_and(|t| t.ends_with(char::is_whitespace));
            match c {
                '|' | '»' | '丨' | '｜' | '_' => true,
                ':' => spaced_after,
                _ => spaced_after && spaced_before,
            }
        })
        .map(|(at, c)| (at, c.len_utf8()))
}

/// Cuts the site's name off the title where a line of the page is the rest of it.
pub(super) fn cut_as_printed_in_one_node(metadata: &mut Metadata, doc: &Document) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = remainders(title) else { return };
    let printed = |part: &&&str| {
        doc.ids().any(|id| {
            doc.kind(id) == Kind::Text && {
                let text = doc.text(id);
                text.len() >= part.len() && text.trim() == **part
            }
        })
    };
    if let Some(cut) = remainders.iter().find(printed).map(|part| (*part).to_owned()) {
        title.value = cut;
    }
}

/// The same where the line is of several nodes, once lines are known.
pub(super) fn cut_as_printed(metadata: &mut Metadata, segments: &Segments) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = remainders(title) else { return };
    let printed = |part: &&&str| (0..segments.len()).any(|i| segments.text(i) == **part);
    if let Some(cut) = remainders.iter().find(printed).map(|part| (*part).to_owned()) {
        title.value = cut;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(element: &str, headings: &[&str], sites: &[&str]) -> Titles {
        Titles {
            declared: Vec::new(),
            element: Some(heading(element)),
            headings: headings.iter().map(|&h| heading(h)).collect(),
            sites: sites.iter().map(|&s| s.into()).collect(),
        }
    }

    fn heading(text: &str) -> Heading {
        Heading { text: text.into(), node: NodeId::DOCUMENT }
    }

    fn chosen(titles: &Titles) -> String {
        choose(titles).map(|t| t.value).unwrap_or_default()
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
