//! Which places of the page links can lead to.

use std::cell::OnceCell;
use std::collections::HashSet;

use html5ever::local_name;

use crate::dom::{Document, Kind, Tag};

/// The `id`s of a page, read when the first link within the page asks for one.
pub(super) struct Anchors<'a> {
    doc: &'a Document,
    names: OnceCell<HashSet<&'a str>>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(doc: &'a Document) -> Self {
        Anchors { doc, names: OnceCell::new() }
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
        let names = self.names.get_or_init(|| names(self.doc));
        let decoded = percent_encoding::percent_decode_str(name).decode_utf8();
        !names.contains(name) && !decoded.is_ok_and(|name| names.contains(&*name))
    }
}

fn names(doc: &Document) -> HashSet<&str> {
    let elements = doc.ids().filter(|&id| doc.kind(id) == Kind::Element);
    let of = |id| {
        let name = doc.attr(id, &local_name!("name")).filter(|_| doc.tag(id) == Tag::A);
        [Some(doc.html_id(id)), name].into_iter().flatten().filter(|name| !name.is_empty())
    };
    elements.flat_map(of).collect()
}
