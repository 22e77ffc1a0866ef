//! HTML elements that speak about the page -> candidates: `html[lang]`, `a[rel=author]`.

use super::author::byline;
use super::candidates::{Candidates, Claim, Place, offer_read, offer_to_group};
use super::collect::Found;
use super::text::{collapse, plain};
use crate::article::{Author, Source};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::resolve::Resolver;

/// Keywords kept of one tag: more is a list for search engines.
const MAX_KEYWORDS: usize = 100;

/// Offers what the page's elements say. Titles are judged in [`title`](super::title).
pub(super) fn candidates(doc: &Document, found: &Found<'_>, resolver: &Resolver, out: &mut Candidates) {
    if let Some(lang) = found.language {
        let place = Place::new(Source::Element("html[lang]".into()), doc.find(NodeId::DOCUMENT, Tag::Html));
        offer_read(&mut out.language, 10, language_tag(lang), lang, place);
    }
    // More than a handful of author links is a list of posts.
    if found.author_links.len() <= 6 {
        let mut seen: Vec<String> = Vec::new();
        for &link in &found.author_links {
            let text = collapse(&doc.text_content(link));
            let names = byline::marked_names(&text);
            let url =
                doc.attr(link, &html5ever::local_name!("href")).and_then(|href| resolver.link(href.trim()));
            let [name] = names.as_slice() else { continue };
            if !seen.contains(name) {
                seen.push(name.clone());
                let value = Author { url, ..Author::person(name) };
                let place = Place::new(Source::Element("a[rel=author]".into()), link);
                let claim = Claim { value, raw: text, place };
                offer_to_group(&mut out.authors, 40, std::iter::once(claim));
            }
        }
    }
}

/// A language as a BCP 47 tag: `en`, `pt-BR`.
pub(super) fn language_tag(raw: &str) -> Option<String> {
    let tag = raw.split([',', ';', ' ']).map(str::trim).find(|t| !t.is_empty())?.replace('_', "-");
    let tag = tag.split('.').next().unwrap_or_default();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let well_formed = (2..=3).contains(&primary.len())
        && tag.len() <= 35
        && tag.split('-').all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && primary.bytes().all(|b| b.is_ascii_alphabetic());
    if !well_formed {
        return None;
    }
    let mut out = primary.to_ascii_lowercase();
    for part in parts {
        out.push('-');
        match part.len() {
            2 => out.push_str(&part.to_ascii_uppercase()),
            4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
                out.push_str(&first.to_ascii_uppercase());
                out.push_str(&rest.to_ascii_lowercase());
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(out)
}

/// The keywords of a list between commas, or semicolons.
pub(super) fn keywords(raw: &str) -> impl Iterator<Item = String> {
    let separators: &[char] =
        if raw.contains([',', '，', '、']) { &[',', '，', '、'] } else { &[';', '；', '|'] };
    raw.split(separators).map(str::trim).filter(|k| !k.is_empty()).take(MAX_KEYWORDS).map(String::from)
}

/// Keywords, a lone one parted at its commas: some systems write all of them into one tag. "Food, Drink, and Travel" is one.
pub(super) fn parted(mut claims: Vec<Claim<String>>) -> Vec<Claim<String>> {
    let [only] = claims.as_slice() else { return claims };
    let joins = |part: &&str| {
        ["and ", "& ", "und ", "et ", "y "].iter().any(|word| part.trim_start().starts_with(word))
    };
    if !only.value.contains(',') || only.value.split(',').next_back().as_ref().is_some_and(joins) {
        return claims;
    }
    let Some(only) = claims.pop() else { return claims };
    keywords(&only.value).map(|word| only.clone().with(word)).collect()
}

/// The text of an element as a reader sees it on one line.
pub(super) fn text_of(doc: &Document, id: NodeId) -> Option<String> {
    let mut text = String::new();
    for node in doc.descendants(id) {
        match doc.kind(node) {
            Kind::Text => text.push_str(doc.text(node)),
            // `br` and blocks end a line; without a space two words would run together.
            Kind::Element if !doc.tag(node).is_inline() => text.push(' '),
            _ => {}
        }
    }
    if text.contains('&') { plain(&text) } else { Some(collapse(&text)).filter(|t| !t.is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_language_tags_as_bcp_47() {
        for (raw, expected) in [
            ("en_us", Some("en-US")),
            ("PT-br", Some("pt-BR")),
            ("zh-hans-cn", Some("zh-Hans-CN")),
            ("de_DE.UTF-8", Some("de-DE")),
            ("<x>", None),
            ("english", None),
        ] {
            assert_eq!(language_tag(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn splits_keywords_at_commas_first() {
        assert_eq!(keywords("a b, c; d ,").collect::<Vec<_>>(), ["a b", "c; d"]);
        assert_eq!(keywords("a;b").collect::<Vec<_>>(), ["a", "b"]);
    }
}
