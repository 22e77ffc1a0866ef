//! Titles with a site's name around the headline -> the parts they fall into at separators.

use crate::article::{Metadata, Source, Sourced};
use crate::dom::{Document, Kind, Tag};
use crate::metadata::author::byline::is_east_asian;
use crate::metadata::text::folded;
use crate::segment::Segments;

/// Marks that stand, with space around them, between a headline and a site's name.
const SEPARATORS: &[char] = &[
    '|', '-', '–', '—', '·', '•', '»', '«', '›', '‹', '>', '<', '/', ':', '~', '∙', '―', '⋅', '*',
    '\u{2500}', '丨', '｜', '_',
];

/// The title without the site's name before or behind a separator.
///
/// A part goes when it is a name of the site. The last part also goes when the rest occurs elsewhere as a title.
pub(in crate::metadata) fn without_site<'a>(title: &'a str, sites: &[String], others: &[String]) -> &'a str {
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
/// Scripts that write no space put none around a dash either; `unspaced` counts it as well. `None` if nothing can go, or the title is what a heading prints already.
fn remainders(title: &Sourced<String>, unspaced: bool) -> Option<Vec<&str>> {
    if matches!(&title.source, Source::Element(name) if name == "h1") || matches!(title.source, Source::Text)
    {
        return None;
    }
    let text = title.value.trim();
    // A colon joins the two halves of a headline far more often than it parts it from a site.
    let dashes = text.match_indices(['-', '–', '—']).map(|(at, dash)| (at, dash.len()));
    let dashes = dashes.filter(|&(at, len)| unspaced && is_between_han(text, at, len));
    let mut all: Vec<(usize, usize)> = separators(text).chain(dashes).collect();
    all.sort_unstable();
    let cuts = || all.iter().copied().filter(|&(at, _)| !text.get(at..).is_some_and(|t| t.starts_with(':')));
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

/// Whether the page's head calls the page otherwise than its headline: neither `<title>` nor what it tells social networks is
/// the headline, has it set apart by punctuation, or has a part that the headline repeats.
pub(crate) fn head_differs(doc: &Document, headline: &str) -> bool {
    let key = folded(headline);
    let mut told = told_in_head(doc).filter(|told| !told.trim().is_empty()).peekable();
    told.peek().is_some() && !told.any(|told| has_part(&told, &key) || shares_part(&told, &key))
}

/// The titles told in a page's head.
fn told_in_head(doc: &Document) -> impl Iterator<Item = String> + '_ {
    let head = doc.ids().take_while(|&id| doc.tag(id) != Tag::Body);
    head.filter_map(|id| match doc.tag(id) {
        Tag::Title => Some(doc.children(id).map(|text| doc.text(text)).collect()),
        Tag::Meta => {
            let name = doc.attr_named(id, "property").or_else(|| doc.attr_named(id, "name"))?;
            let content =
                doc.attr_named(id, "content").filter(|_| matches!(name, "og:title" | "twitter:title"));
            content.map(str::to_owned)
        }
        _ => None,
    })
}

/// Whether a text, or what stands in it between marks of punctuation, says the same as a folded headline.
fn has_part(text: &str, key: &str) -> bool {
    let between_marks = text.split(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let parts: Vec<String> = between_marks.map(folded).filter(|part| !part.is_empty()).collect();
    let spells = |parts: &[String]| {
        let mut rest = key;
        for part in parts {
            let Some(left) = rest.strip_prefix(part.as_str()) else { return false };
            if left.is_empty() {
                return true;
            }
            rest = left;
        }
        false
    };
    (0..parts.len()).any(|first| parts.get(first..).is_some_and(spells))
}

/// Whether a folded headline repeats one of the parts of a title.
fn shares_part(title: &str, key: &str) -> bool {
    heads(title).chain(tails(title)).any(|part| says_enough(part) && key.contains(&folded(part)))
}

pub(super) fn is_site(part: &str, sites: &[String]) -> bool {
    !part.is_empty()
        && sites.iter().any(|site| {
            part == site
                || (part.chars().count() >= 4 && site.contains(part) && part.len() * 2 >= site.len())
                || (site.chars().count() >= 4 && part.contains(site.as_str()) && site.len() * 2 >= part.len())
        })
}

/// Splits at the last separator with space on both sides, or a bar with none.
pub(super) fn split_last(text: &str) -> Option<(&str, &str)> {
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

/// Whether a mark stands right between letters of a script without spaces.
fn is_between_han(text: &str, at: usize, len: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + len..).and_then(|t| t.chars().next());
    before.is_some_and(is_east_asian) && after.is_some_and(is_east_asian)
}

/// Cuts the site's name off the title where a line of the page is the rest of it.
pub(in crate::metadata) fn cut_as_printed_in_one_node(metadata: &mut Metadata, doc: &Document) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = remainders(title, false) else { return };
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
pub(in crate::metadata) fn cut_as_printed(metadata: &mut Metadata, segments: &Segments) {
    let Some(title) = &mut metadata.title else { return };
    let Some(remainders) = remainders(title, true) else { return };
    let printed = |part: &&&str| (0..segments.len()).any(|i| segments.text(i) == **part);
    if let Some(cut) = remainders.iter().find(printed).map(|part| (*part).to_owned()) {
        title.value = cut;
    }
}

/// What stands before each of the last separators.
pub(super) fn heads(text: &str) -> impl Iterator<Item = &str> {
    let all: Vec<(usize, usize)> = separators(text).collect();
    all.into_iter().rev().take(MAX_PARTS).filter_map(|at| parts(text, at)).map(|(head, _)| head)
}

/// What stands behind each of the first separators.
pub(super) fn tails(text: &str) -> impl Iterator<Item = &str> {
    separators(text).take(MAX_PARTS).filter_map(|at| parts(text, at)).map(|(_, tail)| tail)
}

/// Beginnings and ends of one text that are looked at.
const MAX_PARTS: usize = 4;
