//! Data in scripts -> who wrote, when nothing better tells it.
//!
//! Scripts hold the state of whole sites: other articles, their comments, the makers of the software. A name counts only
//! under a key that means the author, only if it is a full one, and only by one of the page's own titles: most of those far
//! from it are customers. HTML comments are not asked: whom they name made the template.

use super::author::byline;
use super::candidates::{Claim, Place};
use super::text::{collapse, plain};
use crate::article::{Author, Source};
use crate::dom::{NodeId, Scripts, Tag};

/// Bytes of scripts that are searched on one page.
const MAX_BYTES: usize = 4_000_000;

/// Names and titles that are compared in one script; more are a listing.
const MAX_NAMES: usize = 300;

/// Bytes between a title and a name of the same object.
const MAX_TITLE_DISTANCE: usize = 1_000;

/// Characters of a title that is not found by chance.
const MIN_TITLE_CHARS: usize = 15;

/// Bytes of a value.
const MAX_VALUE_BYTES: usize = 80;

/// Bytes of an object that is a person, up to its name.
const MAX_PERSON_BYTES: usize = 300;

/// The author that the page's scripts tell. `titles` are the page's own.
pub(super) fn author(page: Scripts<'_>, titles: &[&str]) -> Option<Claim<Author>> {
    let doc = page.tree;
    let (mut found, mut budget) = (Vec::new(), MAX_BYTES);
    for id in doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::Script) {
        let text = page.body(id);
        if let Some(left) = budget.checked_sub(text.len()) {
            budget = left;
            in_script(&text, id, titles, &mut found);
        }
    }
    found.into_iter().min_by_key(|(distance, _)| *distance).map(|(_, claim)| claim)
}

/// A name in a script and how far from the page's title it stands.
type Found = (usize, Claim<Author>);

fn in_script(text: &str, script: NodeId, titles: &[&str], found: &mut Vec<Found>) {
    let long = titles.iter().filter(|title| title.chars().count() >= MIN_TITLE_CHARS);
    let titles: Vec<usize> =
        long.flat_map(|title| memchr::memmem::find_iter(text.as_bytes(), title).take(MAX_NAMES)).collect();
    let named = mentions(text).filter_map(|at| Some((at, named(text, at)?)));
    for (at, (key, raw)) in named.take(MAX_NAMES) {
        let names = names(raw);
        let [name] = names.as_slice() else { continue };
        let Some(distance) = titles.iter().map(|t| t.abs_diff(at)).min() else { continue };
        if distance > MAX_TITLE_DISTANCE || is_of_review(text, at) {
            continue;
        }
        let place = Place::new(Source::Script(collapse(key)), script);
        found.push((distance, Claim { value: Author::person(name), raw: collapse(raw), place }));
    }
}

/// Whether an object around a key is a customer's review.
fn is_of_review(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let around = bytes.get(at.saturating_sub(MAX_TITLE_DISTANCE)..bytes.len().min(at + MAX_TITLE_DISTANCE));
    let holds =
        |word: &&str| around.is_some_and(|around| memchr::memmem::find(around, word.as_bytes()).is_some());
    ["eview", "ecommend"].iter().any(holds)
}

/// Where keys that may mean the author stand.
fn mentions(text: &str) -> impl Iterator<Item = usize> {
    ["uthor", "yline"].into_iter().flat_map(|stem| memchr::memmem::find_iter(text.as_bytes(), stem))
}

/// The key around `at` and its value, if it is a full name: `"author":"Jane Doe"`, `authorName: 'Jane Doe'`,
/// `"author":{"name":"Jane Doe"}`, with the quotes escaped or not.
fn named(text: &str, at: usize) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let start = at - bytes.get(at.saturating_sub(24)..at)?.iter().rev().take_while(|b| is_name(b)).count();
    let end = at + bytes.get(at..)?.iter().take(24).take_while(|b| is_name(b)).count();
    let key = text.get(start..end)?;
    if !means_author(key) {
        return None;
    }
    let value = quoted(text, end).or_else(|| {
        // An object: the name is one of its first properties.
        let rest = text.get(end..)?;
        let open = rest.bytes().take(8).position(|b| b == b'{')?;
        let close = rest.bytes().take(MAX_PERSON_BYTES).position(|b| b == b'}')?;
        let name = rest.get(open..close)?.find("name")?;
        quoted(text, end + open + name + "name".len())
    })?;
    (!names(value).is_empty()).then_some((key, value))
}

/// The string behind a key that ends here.
fn quoted(text: &str, end: usize) -> Option<&str> {
    let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r');
    let unquoted = |rest: &str| rest.trim_start_matches(['\\', '"', '\'']).len();
    let rest = text.get(end..)?;
    let rest = rest.get(rest.len() - unquoted(rest)..)?.trim_start_matches(is_space);
    let rest = rest.strip_prefix([':', '=']).or_else(|| rest.strip_prefix(','))?.trim_start_matches(is_space);
    let rest = rest.trim_start_matches('[').trim_start_matches(is_space);
    let value = rest.get(rest.len() - unquoted(rest)..)?;
    let length =
        value.bytes().take(MAX_VALUE_BYTES).position(|b| matches!(b, b'"' | b'\'' | b'<' | b'{' | b'\n'))?;
    (value.len() < rest.len()).then(|| value.get(..length)).flatten()
}

/// The full names of a value.
fn names(raw: &str) -> Vec<String> {
    // Another level of quoting, or an escape.
    let raw = raw.trim_end_matches('\\');
    let unescaped =
        if raw.contains('\\') { serde_json::from_str::<String>(&format!("\"{raw}\"")).ok() } else { None };
    let Some(text) = plain(unescaped.as_deref().unwrap_or(raw)) else { return Vec::new() };
    let mut names = byline::visible_names(&text);
    names.retain(|name| name.contains(' ') && !byline::looks_like_organisation(name));
    names
}

/// Whether a key means who wrote: `author`, `authorName`, `article_author`, `pagePostAuthor`, `byline`.
fn means_author(key: &str) -> bool {
    let key: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    matches!(
        key.as_str(),
        "author"
            | "authors"
            | "authorname"
            | "authornames"
            | "authordisplayname"
            | "articleauthor"
            | "articleauthors"
            | "articleauthorname"
            | "postauthor"
            | "pageauthor"
            | "pagepostauthor"
            | "contentauthor"
            | "storyauthor"
            | "byline"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<&str> {
        mentions(text).find_map(|at| named(text, at)).map(|(_, value)| value)
    }

    #[test]
    fn reads_properties_however_they_are_quoted() {
        for text in [
            r#"{"author":"Jane Doe","b":1}"#,
            "dataLayer = [{ pagePostAuthor : 'Jane Doe' }]",
            r#"{\"author_name\":\"Jane Doe\"}"#,
            r#"{"author":{"@type":"Person","name":"Jane Doe"}}"#,
            r#"{"authors": ["Jane Doe"]}"#,
            r#"track("author", "Jane Doe")"#,
        ] {
            assert_eq!(value(text).map(|v| v.trim_end_matches('\\')), Some("Jane Doe"), "{text}");
        }
        assert_eq!(names(r"Lê Ph\u01b0\u01a1ng"), ["Lê Phương"]);
    }

    #[test]
    fn what_is_no_full_name_of_a_person_counts_for_nothing() {
        for text in [
            r#"{"author":"admin"}"#,
            r#"{"author":"12"}"#,
            r#"{"author":"Harbour News Agency"}"#,
            r#"{"authorBio":"Jane Doe"}"#,
            r#"{"coauthored":"Jane Doe"}"#,
            r#"{"author":null,"name":"Jane Doe"}"#,
            "author Jane Doe wrote",
            "\"author\"",
            "author:",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
