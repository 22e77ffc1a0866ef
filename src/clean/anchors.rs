//! Which places of the page links can lead to.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::outline;
use crate::dom::Document;
use crate::resolve::Resolver;

/// The `id`s of a page that links can lead to, read when the first link within the page asks for one.
pub(super) struct Anchors<'a> {
    doc: &'a Document,
    /// Whether the page's URL is known: links lead to the page then, and else to the article, which has but its headings.
    to_page: bool,
    names: OnceCell<HashSet<&'a str>>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(doc: &'a Document, resolver: &Resolver) -> Self {
        Anchors { doc, to_page: resolver.page_url().is_some(), names: OnceCell::new() }
    }

    /// Whether a link names a place of its own page that the page does not have: one of another chapter, or that a script
    /// would make. There is nowhere to go; fragments with a slash or `!` are the addresses of applications, and are not
    /// asked.
    pub(super) fn leads_nowhere(&self, href: &str) -> bool {
        let Some(name) = href.trim_ascii().strip_prefix('#') else { return false };
        if name.is_empty() || name.eq_ignore_ascii_case("top") {
            return true;
        }
        if name.starts_with([':', '!']) || name.contains('/') {
            return false;
        }
        let names = self.names.get_or_init(|| {
            if self.to_page { self.doc.anchors().into_keys().collect() } else { headings(self.doc) }
        });
        let decoded = percent_encoding::percent_decode_str(name).decode_utf8();
        !names.contains(name) && !decoded.is_ok_and(|name| names.contains(&*name))
    }
}

fn headings(doc: &Document) -> HashSet<&str> {
    let headings = doc.ids().filter(|&id| doc.tag(id).heading_level().is_some());
    headings.filter_map(|id| outline::anchor(doc, id)).collect()
}
