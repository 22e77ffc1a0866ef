//! A parsed page -> the page as a browser shows it without running scripts of its own: declarative shadow roots in their
//! hosts, streamed parts where they belong.
//!
//! Takes the standard's `<template shadowrootmode>` (and the older `shadowroot`), and the one streaming protocol that
//! hides text: React sends late parts as `<div hidden id="S:1">` and a script puts them in place of
//! `<template id="B:1">` (a boundary) or `<template id="P:1">` (a placeholder).

use html5ever::local_name;
use std::collections::HashMap;

use super::sink::Builder;
use super::{Document, Kind, NodeId, Tag};
use crate::extractor::Limits;

/// How often over the nodes of a page may be walked to move some of them.
const MAX_WALKS: usize = 4;

/// Puts shadow roots and streamed parts in place. A page without templates is given back as it is.
pub fn composed(doc: Document, limits: &Limits) -> Document {
    compose(doc, limits, false)
}

/// As [`composed`], and with the contents of every other template in its place too.
pub fn with_templates(doc: Document, limits: &Limits) -> Document {
    compose(doc, limits, true)
}

fn compose(doc: Document, limits: &Limits, all: bool) -> Document {
    if doc.elements.iter().all(|e| e.template.is_none()) {
        return doc;
    }
    let templates: Vec<NodeId> = doc.ids().filter(|&id| doc.tag(id) == Tag::Template).collect();
    let parts = streamed_parts(&doc, &templates);
    let mut composer =
        Composer { fuel: doc.len() * MAX_WALKS, max_depth: limits.max_depth, builder: Builder::of(doc) };
    for template in templates {
        if all || is_shadow_root(&composer.builder.doc, template) {
            if let Some(contents) = composer.builder.doc.template_contents(template) {
                composer.move_children(contents, template);
            }
        } else if let Some(&part) = part_number(composer.builder.doc.html_id(template), &["B:", "P:"])
            .and_then(|number| parts.get(number))
            && composer.move_children(part, template)
        {
            composer.drop_fallback(template);
        }
    }
    composer.builder.doc
}

fn is_shadow_root(doc: &Document, template: NodeId) -> bool {
    doc.attributes(template).iter().any(|a| {
        matches!(&*a.name.local, "shadowrootmode" | "shadowroot")
            && (a.value.eq_ignore_ascii_case("open") || a.value.eq_ignore_ascii_case("closed"))
    })
}

fn part_number<'a>(id: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    let number = prefixes.iter().find_map(|p| id.strip_prefix(p))?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_hexdigit())).then_some(number)
}

/// Hidden parts by number, looked for only if a template waits for one.
fn streamed_parts(doc: &Document, templates: &[NodeId]) -> HashMap<String, NodeId> {
    let waited = templates.iter().any(|&id| part_number(doc.html_id(id), &["B:", "P:"]).is_some());
    if !waited {
        return HashMap::new();
    }
    let hidden = doc.ids().filter(|&id| doc.attr(id, &local_name!("hidden")).is_some());
    hidden.filter_map(|id| Some((part_number(doc.html_id(id), &["S:"])?.to_owned(), id))).collect()
}

struct Composer {
    builder: Builder,
    max_depth: usize,
    /// Nodes that may still be walked over.
    fuel: usize,
}

impl Composer {
    /// Moves what is in `from` before `place`, unless that would nest too deeply or in a ring.
    fn move_children(&mut self, from: NodeId, place: NodeId) -> bool {
        let doc = &self.builder.doc;
        let Some(parent) = doc.parent(place) else { return false };
        if place == from || doc.ancestors(place).any(|a| a == from) {
            return false;
        }
        let shift = |depth: usize| (depth + doc.depth(parent)).saturating_sub(doc.depth(from));
        let mut depths: Vec<(NodeId, usize)> = Vec::new();
        for id in doc.descendants(from) {
            let depth = shift(doc.depth(id));
            if depth >= self.max_depth || self.fuel == 0 {
                return false;
            }
            self.fuel -= 1;
            depths.push((id, depth));
        }
        for (id, depth) in depths {
            self.builder.set_depth(id, depth);
        }
        while let Some(child) = self.builder.doc.first_child(from) {
            self.builder.detach(child);
            self.builder.insert_before(place, child);
        }
        true
    }

    /// What stood in the place of a boundary until its part came: everything up to the comment `/$`.
    fn drop_fallback(&mut self, template: NodeId) {
        if !self.builder.doc.html_id(template).starts_with("B:") {
            return;
        }
        let doc = &self.builder.doc;
        let mut inner = 0_usize;
        let mut fallback = Vec::new();
        let mut at = doc.next_sibling(template);
        while let Some(id) = at {
            if self.fuel == 0 {
                return;
            }
            self.fuel -= 1;
            if doc.kind(id) == Kind::Comment {
                match doc.text(id) {
                    "/$" if inner == 0 => break,
                    "/$" => inner -= 1,
                    "$" | "$?" | "$!" | "$~" => inner += 1,
                    _ => {}
                }
            }
            fallback.push(id);
            at = doc.next_sibling(id);
        }
        // Without the comment there is no telling where it ends.
        if at.is_some() {
            for id in fallback {
                self.builder.detach(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::parse;

    fn text(html: &str) -> String {
        composed(parse(html, &Limits::new()), &Limits::new()).text_content(NodeId::DOCUMENT)
    }

    #[test]
    fn declarative_shadow_roots_are_shown_in_their_hosts() {
        let html = "a<my-card><template shadowrootmode=open>b<p><slot>c</slot></template>d</my-card>e";
        assert_eq!(text(html), "abcde");
        assert_eq!(
            text(
                "a<x-y><template shadowroot=open>b<x-z><template shadowrootmode=closed>c</template></x-z></template></x-y>"
            ),
            "abc"
        );
        assert_eq!(text("a<template>b</template><template shadowrootmode=none>c</template>d"), "ad");
    }

    #[test]
    fn streamed_parts_stand_where_their_placeholder_was() {
        let html = "<main>a<!--$?--><template id=B:0></template>Loading<!--/$-->z</main>\
                    <div hidden id=S:0>b<template id=P:1></template>d</div><script>$RC('B:0','S:0')</script>\
                    <div hidden id=S:1>c</div>";
        assert_eq!(text(html), "abcdz");
        // Parts that wait for each other stay where they are.
        let ring = "<div hidden id=S:1>a<template id=B:2></template></div><div hidden id=S:2>b<template id=B:1></template></div>";
        assert_eq!(text(ring).len(), 2);
    }

    #[test]
    fn templates_within_templates_cannot_nest_past_the_limit() {
        let html = "<x-y><template shadowrootmode=open><div><div>".repeat(3_000);
        let limits = Limits::new().max_depth(100);
        let doc = composed(parse(&html, &limits), &limits);
        assert!(doc.descendants(NodeId::DOCUMENT).all(|id| doc.depth(id) < 100));
    }

    #[test]
    fn depths_are_those_of_the_new_tree() {
        let html = "<div><x-y><template shadowrootmode=open><p>a<b>c</b></template></x-y></div>";
        let doc = composed(parse(html, &Limits::new()), &Limits::new());
        for id in doc.descendants(NodeId::DOCUMENT) {
            assert_eq!(doc.depth(id), doc.depth(doc.parent(id).unwrap()) + 1);
        }
    }
}
