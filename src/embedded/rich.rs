//! Which values are text: the shapes in which editors and content systems keep a body.
//!
//! A body is a string, an array of strings, or a tree of objects that hold text under one of a few keys (`children`,
//! `content`, `text`, ...), whatever the editor. An object with a title and an address of its own is another page's card
//! and no part of a body.

use super::collect::Data;
use super::text::piece_chars;
use super::tree::{Id, Value};

/// Keys under which rich text holds its parts, best first where two hold the same text.
const PARTS: [&str; 42] = [
    "children",
    "articlebody",
    "contentelements",
    "content",
    "contents",
    "html",
    "rendered",
    "cooked",
    "body",
    "bodyhtml",
    "richtext",
    "document",
    "root",
    "nodes",
    "blocks",
    "paragraphs",
    "sections",
    "elements",
    "components",
    "modules",
    "parts",
    "bodymodel",
    "posts",
    "poststream",
    "itemlistelement",
    "items",
    "data",
    "props",
    "fields",
    "attributes",
    "json",
    "value",
    "text",
    "copy",
    "message",
    "markdown",
    "raw",
    "leaves",
    "spans",
    "description",
    "acceptedanswer",
    "dangerouslysetinnerhtml",
];

/// Keys of an object that are looked at: what has more is a table, not a part of a text.
const MAX_KEYS: usize = 256;

/// Keys of titles.
pub(super) const TITLES: [&str; 9] =
    ["title", "headline", "name", "heading", "pagetitle", "posttitle", "ogtitle", "metatitle", "seotitle"];

/// Keys of addresses, by which a card is known.
pub(super) const ADDRESSES: [&str; 13] = [
    "url",
    "slug",
    "path",
    "href",
    "link",
    "permalink",
    "canonicalurl",
    "uri",
    "handle",
    "pathname",
    "canonical",
    "weburl",
    "fullpath",
];

/// The letters and digits of a key, in lower case.
pub(super) fn folded_key(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a key is one under which rich text holds its parts.
pub(super) fn is_part(folded: &str) -> bool {
    PARTS.contains(&folded)
}

/// An element written as an array.
pub(super) struct Element<'a> {
    pub(super) tag: &'a str,
    /// What is in it.
    pub(super) children: Vec<Id>,
    pub(super) attributes: Id,
}

/// `["$", tag, key, {children}]` as React writes it, `[tag, {}, child, ...]` as others do.
pub(super) fn element(data: &Data, id: Id) -> Option<Element<'_>> {
    let tree = &data.tree;
    if !tree.is_array(id) {
        return None;
    }
    let mut parts = tree.children(id);
    let first = parts.next().and_then(|n| tree.text(n))?;
    if first == "$" {
        let tag = tree.text(parts.next()?)?;
        let attributes = parts.nth(1).filter(|&props| tree.is_object(props))?;
        let html = || tree.child(tree.child(attributes, "dangerouslySetInnerHTML")?, "__html");
        let children = tree.child(attributes, "children").or_else(html);
        return Some(Element { tag, children: children.into_iter().collect(), attributes });
    }
    let is_tag = first.len() <= 12 && first.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let attributes = parts.next().filter(|&n| is_tag && tree.is_object(n))?;
    Some(Element { tag: first, children: parts.collect(), attributes })
}

/// Characters of text in every value of a page.
pub(super) struct Prose<'a> {
    data: &'a Data,
    chars: Vec<u32>,
    /// By value: how good its key is for a part of rich text; 0 is best, `u8::MAX` none.
    part: Vec<u8>,
}

impl<'a> Prose<'a> {
    pub(super) fn of(data: &'a Data) -> Self {
        let part = (0..data.tree.len())
            .map(|id| {
                let key = folded_key(data.tree.key(id));
                PARTS.iter().position(|&p| p == key).map_or(u8::MAX, |p| p as u8)
            })
            .collect();
        let mut prose = Prose { data, chars: vec![0; data.tree.len()], part };
        // Children stand behind their parents. What is referred to may stand before: the second round sees it.
        for _ in 0..2 {
            for id in (0..data.tree.len()).rev() {
                let chars = prose.measured(id);
                if let Some(slot) = prose.chars.get_mut(id) {
                    *slot = chars;
                }
            }
        }
        prose
    }

    /// Characters of text in a value.
    pub(super) fn chars(&self, id: Id) -> u32 {
        self.chars.get(id).copied().unwrap_or(0)
    }

    /// The child of an object that holds its text.
    pub(super) fn content(&self, object: Id) -> Option<Id> {
        let parts = self
            .data
            .tree
            .children(object)
            .take(MAX_KEYS)
            .filter(|&id| self.is_part(id) && self.chars(id) > 0);
        parts.max_by_key(|&id| (self.chars(id), u8::MAX - self.part.get(id).copied().unwrap_or(0)))
    }

    fn is_part(&self, id: Id) -> bool {
        self.part.get(id).is_some_and(|&p| p != u8::MAX)
    }

    fn measured(&self, id: Id) -> u32 {
        let target = self.data.resolve(id);
        if target != id {
            return self.chars(target);
        }
        match self.data.tree.value(id) {
            Value::Text(text) => piece_chars(text),
            Value::Array => match element(self.data, id) {
                Some(element) => self.sum(element.children.into_iter()),
                None => self.sum(self.data.tree.children(id)),
            },
            Value::Object => self.content(id).map_or(0, |part| self.chars(part)),
            Value::Number(_) | Value::True | Value::Other => 0,
        }
    }

    /// Cards among others are other pages'.
    fn sum(&self, ids: impl Iterator<Item = Id>) -> u32 {
        ids.filter(|&id| !is_card(self.data, self.data.resolve(id)))
            .fold(0, |sum, id| sum.saturating_add(self.chars(id)))
    }
}

/// Whether an object is about a page of its own.
pub(super) fn is_card(data: &Data, id: Id) -> bool {
    if !data.tree.is_object(id) {
        return false;
    }
    let (mut titled, mut addressed, mut step) = (false, false, false);
    for child in data.tree.children(id).take(MAX_KEYS) {
        let key = folded_key(data.tree.key(child));
        titled |= TITLES.contains(&key.as_str());
        addressed |= ADDRESSES.contains(&key.as_str());
        step |= key == "type" && data.tree.text(child).is_some_and(|t| t.starts_with("HowTo"));
    }
    titled && addressed && !step
}
