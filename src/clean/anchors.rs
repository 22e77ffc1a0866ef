//! Which places of the page links can lead to.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::inline::push;
use super::notes::dangling::each_content;
use super::outline::{self, each_block};
use crate::article::{Block, Inline, Link, Note};
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

    /// Whether links within the page may lead to headings alone, and some do.
    pub(super) fn are_headings(&self) -> bool {
        !self.to_page && self.names.get().is_some_and(|names| !names.is_empty())
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
        !has(name, |name| names.contains(name))
    }
}

/// Whether one of the names is this fragment, as it is or decoded.
fn has(fragment: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
    is_name(fragment) || decoded.is_ok_and(|name| is_name(&name))
}

fn headings(doc: &Document) -> HashSet<&str> {
    let headings = doc.ids().filter(|&id| doc.tag(id).heading_level().is_some());
    headings.filter_map(|id| outline::anchor(doc, id)).collect()
}

/// Makes text of links to headings that did not stay in the article, which is all there is to lead to.
pub(super) fn unlink_lost(blocks: &mut [Block], notes: &mut [Note]) {
    let mut headings = HashSet::new();
    let mut see = |block: &mut Block| {
        if let Block::Heading { id: Some(id), .. } = block {
            headings.insert(id.clone());
        }
    };
    each_block(blocks, &mut see);
    notes.iter_mut().for_each(|note| each_block(&mut note.blocks, &mut see));
    let mut unlink = |block: &mut Block| {
        each_content(block, &mut |content| *content = without_lost(std::mem::take(content), &headings));
    };
    each_block(blocks, &mut unlink);
    notes.iter_mut().for_each(|note| each_block(&mut note.blocks, &mut unlink));
}

/// The cleaner bounds how deep styles nest.
fn without_lost(content: Vec<Inline>, headings: &HashSet<String>) -> Vec<Inline> {
    let is_heading = |name: &str| headings.contains(name);
    let mut out = Vec::with_capacity(content.len());
    for mut inline in content {
        let is_lost = |link: &Link| link.url.strip_prefix('#').is_some_and(|name| !has(name, is_heading));
        let lost = matches!(&inline, Inline::Link(link) if is_lost(link));
        if let Some(content) = inline.content_mut() {
            *content = without_lost(std::mem::take(content), headings);
            if lost {
                std::mem::take(content).into_iter().for_each(|inline| push(&mut out, inline));
                continue;
            }
        }
        push(&mut out, inline);
    }
    out
}
