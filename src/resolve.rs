//! URLs as the page means them: resolved against `<base>` and the page's URL, and safe to follow.
//!
//! Takes what stands in `href` and `src`, returns an URL string or nothing. [`safe_link`] and [`safe_image`] are the
//! one gate every URL passes, here and again in the renderers, whose trees may come from a caller.

use std::borrow::Cow;

use html5ever::local_name;
use percent_encoding::NON_ALPHANUMERIC;
use url::Url;

use crate::article::Warning;
use crate::dom::{Document, NodeId, Tag};

/// Resolves the URLs of one page.
pub struct Resolver {
    page: Option<Url>,
    base: Option<Url>,
}

impl Resolver {
    /// Reads `<base href>`; `page_url` is what the caller says the page's URL is.
    pub fn new(doc: &Document, page_url: Option<&str>) -> (Resolver, Option<Warning>) {
        let page = page_url.and_then(|u| Url::parse(u).ok());
        let warning = (page_url.is_some() && page.is_none()).then_some(Warning::InvalidPageUrl);
        let fallback = page.as_ref().filter(|u| is_web(u));
        // The first `<base>` that has an href counts, as in HTML 4.2.3; it may not lead out of the web.
        let declared = doc
            .descendants(NodeId::DOCUMENT)
            .filter(|&id| doc.tag(id) == Tag::Base)
            .find_map(|id| doc.attr(id, &local_name!("href")))
            .and_then(|href| match fallback {
                Some(page) => page.join(href).ok(),
                None => Url::parse(href).ok(),
            })
            .filter(is_web);
        let base = declared.or_else(|| fallback.cloned());
        (Resolver { page, base }, warning)
    }

    /// The page's own URL.
    pub fn page_url(&self) -> Option<&Url> {
        self.page.as_ref()
    }

    /// A link target: `http`, `https`, `mailto`, or relative if no base is known; `None` for anything else.
    pub fn link(&self, raw: &str) -> Option<String> {
        self.resolve(raw).filter(|url| safe_link(url).is_some())
    }

    /// An image source: as [`link`](Resolver::link) without `mailto`, and raster `data:` images.
    pub fn image(&self, raw: &str) -> Option<String> {
        if is_raster_data(raw.trim_ascii()) {
            return safe_image(raw).map(Cow::into_owned);
        }
        self.resolve(raw).filter(|url| safe_image(url).is_some())
    }

    fn resolve(&self, raw: &str) -> Option<String> {
        let cleaned = strip(raw);
        if cleaned.is_empty() {
            return None;
        }
        if let Some(base) = &self.base {
            return base.join(&cleaned).ok().map(String::from);
        }
        if scheme(&cleaned).is_some() {
            return Url::parse(&cleaned).ok().map(String::from);
        }
        if is_network_path(&cleaned) {
            // `//host/path` takes the page's scheme; without one, the web's.
            return Url::parse(&format!("https:{cleaned}")).ok().map(String::from);
        }
        Some(encode_relative(&cleaned))
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The URL if it may stand in a link: `http`, `https`, `mailto` or relative, without the characters URL parsers
/// drop and so read a scheme across (`java\tscript:`).
pub(crate) fn safe_link(url: &str) -> Option<Cow<'_, str>> {
    let url = strip(url);
    if url.is_empty() {
        return None;
    }
    match scheme(&url) {
        Some(scheme) if ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => {
            Some(url)
        }
        Some(_) => None,
        None => Some(url),
    }
}

/// The URL if it may be an image's source: `http`, `https`, relative, or a raster image as `data:`.
pub(crate) fn safe_image(url: &str) -> Option<Cow<'_, str>> {
    let url = strip(url);
    match scheme(&url) {
        None if url.is_empty() => None,
        Some(scheme) if scheme.eq_ignore_ascii_case("data") => is_raster_data(&url).then_some(url),
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            Some(url)
        }
        Some(_) => None,
        None => Some(url),
    }
}

/// Whether a `data:` URL says it is an image without a program in it (SVG may hold scripts).
fn is_raster_data(url: &str) -> bool {
    const RASTER: [&str; 6] = ["png", "gif", "jpeg", "jpg", "webp", "avif"];
    let Some(kind) = strip_prefix_ignore_case(url, "data:image/") else { return false };
    RASTER
        .iter()
        .any(|raster| strip_prefix_ignore_case(kind, raster).is_some_and(|rest| rest.starts_with([';', ','])))
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Removes what the URL standard removes before parsing: control characters and spaces at both ends, tabs and line
/// ends anywhere; and other control characters, which no URL needs.
fn strip(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim_matches(|c: char| c <= ' ');
    if trimmed.contains(char::is_control) {
        let kept: String = trimmed.chars().filter(|c| !c.is_control()).collect();
        // What stood between two control characters may be a space that now leads.
        Cow::Owned(kept.trim_matches(' ').to_owned())
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// The scheme a browser would read at the start of a stripped URL.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut chars = scheme.chars();
    (chars.next()?.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
    .then_some(scheme)
}

/// Whether a browser reads a host at the start; it takes `\` for `/`.
fn is_network_path(url: &str) -> bool {
    let mut chars = url.chars();
    matches!(chars.next(), Some('/' | '\\')) && matches!(chars.next(), Some('/' | '\\'))
}

/// A relative reference in which nothing can be taken for a scheme or for markup.
fn encode_relative(url: &str) -> String {
    let mut out = String::with_capacity(url.len() + 8);
    let first_segment = url.split(['/', '?', '#']).next().unwrap_or_default();
    if first_segment.contains(':') {
        out.push_str("./");
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().len();
    for (at, c) in url.char_indices() {
        // Before a query, browsers read a backslash as a slash.
        if c == '\\' && at < path { out.push('/') } else { encode(c, &mut out) }
    }
    out
}

/// Adds a character of a URL, percent-encoded if it could mean something in markup around the URL or end it there: the
/// ASCII marks that no URL needs bare, white space (readers stop at it, whatever the script) and controls.
pub(crate) fn encode(c: char, out: &mut String) {
    if matches!(c, '"' | '<' | '>' | '\\' | '`' | '|') || c.is_whitespace() || c.is_control() {
        let mut bytes = [0; 4];
        out.extend(percent_encoding::percent_encode(c.encode_utf8(&mut bytes).as_bytes(), NON_ALPHANUMERIC));
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom;
    use crate::extractor::Limits;

    fn resolver(html: &str, page: Option<&str>) -> Resolver {
        Resolver::new(&dom::parse(html, &Limits::new()), page).0
    }

    #[test]
    fn resolves_against_the_page_url() {
        let r = resolver("", Some("https://example.org/a/b"));
        assert_eq!(r.link("c?d#e").as_deref(), Some("https://example.org/a/c?d#e"));
        assert_eq!(r.link("//cdn.example.net/x").as_deref(), Some("https://cdn.example.net/x"));
        assert_eq!(r.link("#note").as_deref(), Some("https://example.org/a/b#note"));
        assert_eq!(r.link("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
    }

    #[test]
    fn base_element_outranks_the_page_url_and_resolves_against_it() {
        let r = resolver(
            "<base target=_top><base href='/docs/'><base href='/no/'>",
            Some("https://example.org/a/b"),
        );
        assert_eq!(r.link("c").as_deref(), Some("https://example.org/docs/c"));
        let r = resolver("<base href='https://example.net/x/'>", None);
        assert_eq!(r.link("c").as_deref(), Some("https://example.net/x/c"));
    }

    #[test]
    fn base_must_be_on_the_web() {
        let r = resolver("<base href='javascript:alert(1)//'>", Some("https://example.org/a/"));
        assert_eq!(r.link("c").as_deref(), Some("https://example.org/a/c"));
        let r = resolver("<base href='data:text/html,x'>", None);
        assert_eq!(r.link("c").as_deref(), Some("c"));
    }

    #[test]
    fn links_stay_relative_without_a_base() {
        let r = resolver("", None);
        assert_eq!(r.link(" ../a b ").as_deref(), Some("../a%20b"));
        assert_eq!(r.link("#top").as_deref(), Some("#top"));
        assert_eq!(r.link("1:2").as_deref(), Some("./1:2"));
        assert_eq!(r.link("//example.org/x").as_deref(), Some("https://example.org/x"));
        assert_eq!(r.link("\\/example.org/x").as_deref(), Some("https://example.org/x"));
        assert_eq!(r.link("a\\b?c\\d").as_deref(), Some("a/b?c%5Cd"));
    }

    #[test]
    fn links_never_run_anything() {
        for base in [None, Some("https://example.org/")] {
            let r = resolver("", base);
            for bad in [
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java\tscript:alert(1)",
                "java\nscript:alert(1)",
                "\u{1}\u{2} javascript:alert(1)",
                "vbscript:x",
                "data:text/html,<script>alert(1)</script>",
                "blob:https://example.org/x",
                "file:///etc/hosts",
                "ja\u{1}vascript:alert(1)",
                "",
            ] {
                assert_eq!(r.link(bad), None, "{bad:?} with base {base:?}");
                assert_eq!(r.image(bad), None, "{bad:?} with base {base:?}");
            }
        }
    }

    #[test]
    fn images_may_be_raster_data_and_links_may_not() {
        let r = resolver("", Some("https://example.org/"));
        assert_eq!(r.image("data:image/PNG;base64,AAAA").as_deref(), Some("data:image/PNG;base64,AAAA"));
        assert_eq!(r.image("data:image/svg+xml,<svg onload=alert(1)>"), None);
        assert_eq!(r.image("data:image/pngx,"), None);
        assert_eq!(r.image("mailto:a@example.org"), None);
        assert_eq!(r.link("data:image/png;base64,AAAA"), None);
    }

    #[test]
    fn page_url_that_is_none_gives_a_warning() {
        let doc = dom::parse("", &Limits::new());
        assert_eq!(Resolver::new(&doc, Some("example.org/a")).1, Some(Warning::InvalidPageUrl));
        assert_eq!(Resolver::new(&doc, Some("https://example.org/a")).1, None);
        let (file, warning) = Resolver::new(&doc, Some("file:///a/b.html"));
        assert_eq!((file.link("c").as_deref(), warning), (Some("c"), None));
    }
}
