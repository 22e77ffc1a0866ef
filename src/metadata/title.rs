//! Title candidates -> the headline: without the site's name around it, as a reader sees it where that is told.

use super::candidates::Candidate;
use super::text::folded;
use crate::article::{Source, Sourced};

/// Marks that stand, with space around them, between a headline and a site's name.
const SEPARATORS: &[char] = &['|', '-', '–', '—', '·', '•', '»', '«', '›', '‹', '>', '<', '/', ':', '~', '∙', '―', '⋅', '*', '\u{2500}', '丨', '｜', '_'];

/// Everything that speaks about the headline.
pub(super) struct Titles {
    /// From markup that declares it.
    pub(super) declared: Vec<Candidate<Sourced<String>>>,
    /// Text of `<title>`.
    pub(super) element: Option<String>,
    /// Texts of `h1`, in page order.
    pub(super) headings: Vec<String>,
    /// Names the site gives itself, and its domain's labels.
    pub(super) sites: Vec<String>,
}

/// Chooses: the `h1` that other sources agree with; else what is declared; else `<title>`; else a lone `h1`.
pub(super) fn choose(titles: &Titles) -> Option<Sourced<String>> {
    let sites: Vec<String> = titles.sites.iter().map(|s| folded(s)).filter(|s| s.chars().count() > 1).collect();
    let mut declared: Vec<&Candidate<Sourced<String>>> = titles.declared.iter().collect();
    declared.sort_by_key(|c| c.rank);
    let element = titles.element.as_deref().filter(|t| !sites.contains(&folded(t)));
    let mut evidence: Vec<String> = declared.iter().map(|c| folded(&c.value.value)).collect();
    evidence.extend(element.map(folded));
    let headings: Vec<(&str, String)> =
        titles.headings.iter().map(|h| (h.as_str(), folded(h))).filter(|(_, f)| !f.is_empty() && !sites.contains(f)).collect();

    let agreed = headings.iter().find(|(_, heading)| evidence.iter().any(|e| agrees(heading, e)));
    if let Some((heading, _)) = agreed {
        return Some(Sourced { value: (*heading).to_owned(), source: Source::Element("h1".into()) });
    }
    for candidate in declared {
        let stripped = without_site(&candidate.value.value, &sites, &evidence);
        if !stripped.is_empty() && !sites.contains(&folded(stripped)) {
            return Some(Sourced { value: stripped.to_owned(), source: candidate.value.source.clone() });
        }
    }
    if let Some(element) = element {
        let stripped = without_site(element, &sites, &evidence);
        if !stripped.is_empty() {
            return Some(Sourced { value: stripped.to_owned(), source: Source::Element("title".into()) });
        }
    }
    match headings.as_slice() {
        [(heading, _)] => Some(Sourced { value: (*heading).to_owned(), source: Source::Element("h1".into()) }),
        _ => titles.element.clone().map(|value| Sourced { value, source: Source::Element("title".into()) }),
    }
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
            if is_site(&tail_folded, sites) || (others.iter().any(|o| *o == head_folded) && head_folded.chars().count() >= 8) {
                text = head;
                continue;
            }
        }
        if let Some((head, tail)) = split_first(text)
            && (is_site(&folded(head), sites) || (others.contains(&folded(tail)) && folded(tail).chars().count() >= 8))
        {
            text = tail;
        }
        if text == before {
            break;
        }
    }
    text
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
    text.char_indices().filter(|&(at, c)| {
        if !SEPARATORS.contains(&c) {
            return false;
        }
        let spaced_after = text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(char::is_whitespace));
        let spaced_before = text.get(..at).is_some_and(|t| t.ends_with(char::is_whitespace));
        match c {
            '|' | '»' | '丨' | '｜' => true,
            '_' => true,
            ':' => spaced_after,
            _ => spaced_after && spaced_before,
        }
    })
    .map(|(at, c)| (at, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(element: &str, headings: &[&str], sites: &[&str]) -> Titles {
        Titles {
            declared: Vec::new(),
            element: Some(element.into()),
            headings: headings.iter().map(|&h| h.into()).collect(),
            sites: sites.iter().map(|&s| s.into()).collect(),
        }
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
        assert_eq!(chosen(&titles("Bridge reopens - at last", &[], &["The Daily"])), "Bridge reopens - at last");
    }

    #[test]
    fn takes_the_heading_that_the_title_confirms() {
        assert_eq!(chosen(&titles("Bridge reopens after flood | The Daily", &["The Daily", "Bridge reopens after flood"], &[])), "Bridge reopens after flood");
    }
}
