//! Scripts and attributes of a page -> [`Data`]: every literal in them, and what their references stand for.
//!
//! Knows the forms in which frameworks write references, none of the frameworks' keys: `{"__ref": key}` (normalised
//! caches), numbers that index a flat array (devalue, turbo-stream), `$1a` (React's server components).

use std::borrow::Cow;
use std::collections::HashMap;

use super::rich::element;
use super::tree::{Id, Tree, Value};
use super::{is_json_ld, literal};
use crate::dom::{Document, Kind, NodeId, Scripts, Tag};

/// Bytes of scripts read on one page. Real pages stay below 8 MB.
const MAX_BYTES: usize = 16_000_000;

/// Bytes of an attribute from which it may hold a page's data.
const MIN_ATTRIBUTE: usize = 300;

/// Chunks of a streamed page, and what they hold.
const STREAM: &str = "__next_f";

/// What a page's scripts hold.
pub(super) struct Data {
    pub(super) tree: Tree,
    /// Values by the name others call them by.
    names: HashMap<Box<str>, Id>,
    /// Arrays whose numbers are indices into themselves: the ids they span, and their elements.
    flat: Vec<(std::ops::Range<Id>, Vec<Id>)>,
    /// Ids from which values come from JSON-LD.
    json_ld: std::ops::Range<Id>,
}

impl Data {
    /// Reads the scripts of a page.
    pub(super) fn of(page: Scripts<'_>) -> Data {
        let mut data = Data::structured(page.tree);
        let mut stream = String::new();
        for script in scripts(page) {
            let from = data.tree.last_child(Tree::ROOT);
            literal::read_all(&script, Tree::ROOT, &mut data.tree);
            if script.contains(STREAM) {
                data.take_chunks(from, &mut stream);
            }
        }
        data.read_rows(&stream);
        data.unpack_strings();
        data.note_references();
        data
    }

    /// Reads the page's JSON-LD only.
    pub(super) fn structured(doc: &Document) -> Data {
        let mut tree = Tree::new();
        let from = tree.len();
        for id in doc.descendants(NodeId::DOCUMENT) {
            if doc.tag(id) == Tag::Script && is_json_ld(doc, id) {
                literal::read_all(&doc.text_content(id), Tree::ROOT, &mut tree);
            }
        }
        let json_ld = from..tree.len();
        Data { tree, names: HashMap::new(), flat: Vec::new(), json_ld }
    }

    /// Elements in streamed rows that are not within others.
    pub(super) fn elements(&self) -> Vec<Id> {
        let mut within = vec![false; self.tree.len()];
        let mut out = Vec::new();
        for id in 1..self.tree.len() {
            let parent = self.tree.parent(id);
            let inside = within.get(parent).copied().unwrap_or(false);
            let own = !inside
                && self.tree.children(id).next().is_some_and(|n| self.tree.text(n) == Some("$"))
                && element(self, id).is_some();
            if own {
                out.push(id);
            }
            if let Some(slot) = within.get_mut(id) {
                *slot = inside || own;
            }
        }
        out
    }

    /// Whether a value stands in JSON-LD.
    pub(super) fn is_structured(&self, id: Id) -> bool {
        self.json_ld.contains(&id)
    }

    /// What a value stands for: itself, unless it is a reference.
    pub(super) fn resolve(&self, id: Id) -> Id {
        let target = match self.tree.value(id) {
            Value::Number(number) => self.indexed(id, *number),
            Value::Text(text) if text.len() < 16 => {
                let name = text.strip_prefix('$').map(|n| n.trim_start_matches(['L', '@']));
                name.and_then(|n| self.names.get(n)).copied()
            }
            Value::Object => {
                let name = self.tree.child(id, "__ref").and_then(|n| self.tree.text(n));
                name.and_then(|n| self.names.get(n)).copied()
            }
            _ => None,
        };
        target.unwrap_or(id)
    }

    fn indexed(&self, id: Id, number: f64) -> Option<Id> {
        let (_, elements) = self.flat.iter().find(|(range, _)| range.contains(&id))?;
        (number >= 0.0).then(|| elements.get(number as usize).copied())?
    }

    /// The strings of `push([1, "..."])` behind `from`, run together.
    fn take_chunks(&mut self, from: Option<Id>, stream: &mut String) {
        let roots: Vec<Id> =
            self.tree.children(Tree::ROOT).filter(|&id| from.is_none_or(|from| id > from)).collect();
        for root in roots {
            let parts: Vec<Id> = self.tree.children(root).collect();
            if let [kind, text] = *parts
                && self.tree.is_array(root)
                && matches!(self.tree.value(kind), Value::Number(1.0))
                && let Some(chunk) = self.tree.text(text)
            {
                stream.push_str(chunk);
                self.tree.set(text, Value::Other);
            }
        }
    }

    /// Rows of a streamed page: `1a:["$","p",...]`, `1b:T<bytes in hex>,text`, and others that hold no text.
    fn read_rows(&mut self, stream: &str) {
        let mut at = 0;
        while let Some(rest) = stream.get(at..)
            && let Some((name, row)) = rest.split_once(':')
        {
            if name.is_empty() || name.len() > 8 || !name.bytes().all(|b| b.is_ascii_hexdigit()) {
                at += rest.find('\n').map_or(rest.len(), |end| end + 1);
                continue;
            }
            let body = at + name.len() + 1;
            let line_end = body + row.find('\n').map_or(row.len(), |end| end + 1);
            at = line_end;
            if let Some((len, _)) =
                row.strip_prefix('T').and_then(|r| r.get(..16.min(r.len()))?.split_once(','))
            {
                let start = body + 1 + len.len() + 1;
                let len = usize::from_str_radix(len, 16).unwrap_or(0);
                if let Some(text) = stream.get(start..start.saturating_add(len)) {
                    let id = self.tree.push(Tree::ROOT, name, Value::Text(text.to_owned()));
                    self.names.insert(name.into(), id);
                    at = start + len;
                }
            } else if row.starts_with(['{', '[', '"']) {
                let (len, last) = (self.tree.len(), self.tree.last_child(Tree::ROOT));
                match literal::read(
                    stream.get(..line_end).unwrap_or_default(),
                    body,
                    Tree::ROOT,
                    name,
                    &mut self.tree,
                ) {
                    Ok(_) => drop(self.names.insert(name.into(), len)),
                    Err(_) => self.tree.truncate(len, Tree::ROOT, last),
                }
            }
        }
    }

    /// Strings that are JSON themselves become what they hold.
    fn unpack_strings(&mut self) {
        let mut id = 0;
        while id < self.tree.len() && !self.tree.is_full() {
            let packed = self.tree.text(id).and_then(unpacked);
            if let Some(json) = packed {
                let key = self.tree.key(id).to_owned();
                let (len, last) = (self.tree.len(), self.tree.last_child(id));
                self.tree.set(id, Value::Array);
                if literal::read(&json, 0, id, &key, &mut self.tree).is_err() {
                    self.tree.truncate(len, id, last);
                    self.tree.set(id, Value::Other);
                }
            }
            id += 1;
        }
    }

    fn note_references(&mut self) {
        let arrays: Vec<Id> = (0..self.tree.len()).filter(|&id| self.is_flat(id)).collect();
        for array in arrays {
            let elements: Vec<Id> = self.tree.children(array).collect();
            let end = elements.last().map_or(array, |&last| self.last_descendant(last)) + 1;
            // turbo-stream also keeps keys among the elements: `{"_3": 4}`.
            for id in array + 1..end {
                let index = self.tree.key(id).strip_prefix('_').and_then(|k| k.parse::<usize>().ok());
                if let Some(key) = index.and_then(|i| self.tree.text(*elements.get(i)?)).map(str::to_owned) {
                    self.tree.set_key(id, &key);
                }
            }
            self.flat.push((array..end, elements));
        }
        for id in 0..self.tree.len() {
            if self.tree.key(id) == "__ref" && self.tree.text(id).is_some() {
                let name = self.tree.text(id).unwrap_or_default();
                self.names.entry(name.into()).or_insert(Tree::ROOT);
            }
        }
        // A cache keeps what it refers to by name near its top.
        for id in 0..self.tree.len() {
            if self.tree.is_object(id)
                && let Some(slot) = self.names.get_mut(self.tree.key(id))
                && *slot == Tree::ROOT
            {
                *slot = id;
            }
        }
        self.names.retain(|_, &mut id| id != Tree::ROOT);
    }

    /// Whether an array's objects hold nothing but indices.
    fn is_flat(&self, array: Id) -> bool {
        let tree = &self.tree;
        let is_top = tree.is_array(array)
            && (tree.parent(array) == Tree::ROOT || tree.parent(tree.parent(array)) == Tree::ROOT);
        if !is_top || array == Tree::ROOT {
            return false;
        }
        let (mut values, mut indices) = (0_usize, 0_usize);
        for object in tree.children(array).filter(|&id| tree.is_object(id)) {
            for value in tree.children(object) {
                values += 1;
                indices += usize::from(matches!(tree.value(value), Value::Number(_)));
            }
        }
        values >= 2 && indices * 10 >= values * 9
    }

    fn last_descendant(&self, id: Id) -> Id {
        std::iter::successors(Some(id), |&id| self.tree.last_child(id)).last().unwrap_or(id)
    }
}

/// The bodies of the page's other scripts, and attributes that hold JSON.
fn scripts<'a>(page: Scripts<'a>) -> Vec<Cow<'a, str>> {
    let doc = page.tree;
    let mut budget = MAX_BYTES;
    let mut out = Vec::new();
    let mut add = |text: Cow<'a, str>| {
        if let Some(left) = budget.checked_sub(text.len()) {
            budget = left;
            out.push(text);
        }
    };
    for id in doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.kind(id) == Kind::Element) {
        if doc.tag(id) == Tag::Script && !is_json_ld(doc, id) {
            add(page.body(id));
        }
        for attribute in doc.attributes(id) {
            if attribute.value.len() >= MIN_ATTRIBUTE && attribute.value.trim_start().starts_with(['{', '['])
            {
                add(Cow::Borrowed(&*attribute.value));
            }
        }
    }
    out
}

/// The JSON a string holds, if it does.
fn unpacked(text: &str) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.len() < 100 {
        return None;
    }
    if trimmed.starts_with(['{', '[']) && trimmed.ends_with(['}', ']']) {
        return Some(trimmed.to_owned());
    }
    let percent = ["%7B", "%5B", "%7b", "%5b"].iter().any(|p| trimmed.starts_with(p));
    percent.then(|| percent_decoded(trimmed))
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let [first, rest @ ..] = bytes {
        let code = if *first == b'%' { rest.get(..2) } else { None };
        let code = code.and_then(|c| u8::from_str_radix(std::str::from_utf8(c).ok()?, 16).ok());
        out.push(code.unwrap_or(*first));
        bytes = rest.get(if code.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&out).into_owned()
}
