//! The arena against html5ever's own `RcDom`: both trees as one flat listing that can be compared line by line.
//!
//! What the arena leaves out on purpose is left out of both: doctypes, the bodies of scripts and style sheets. Adjacent
//! texts are one text. Shared by the integration tests and the fuzz targets.

use gleaner::Limits;
use gleaner::stages::dom::{self, Document, Kind, NodeId, Visit};
use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::{Attribute, LocalName, ParseOpts, local_name, parse_document, tree_builder::TreeBuilderOpts};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses as the library does.
///
/// A byte order mark is taken off the start here: left to itself the driver also drops one right behind a `<meta charset>`,
/// where it begins to feed anew.
pub(crate) fn rcdom(html: &str) -> RcDom {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let tokenizer = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tokenizer, tree_builder }).one(html)
}

/// Limits that no test page reaches, so that the guard changes nothing but nesting of formatting elements.
pub(crate) fn no_limits() -> Limits {
    Limits::new().max_depth(10_000).max_attributes(usize::MAX)
}

/// Panics with the first difference between the three trees of a page: `RcDom`, the arena, and the arena copied from the
/// `RcDom`. Pages the guard had to cut short cannot agree and are passed over.
pub(crate) fn assert_trees_agree(html: &str) {
    let oracle = rcdom(html);
    let expected = rcdom_listing(&oracle);
    let parsed = dom::parse(html, &no_limits());
    if parsed.warnings().is_empty() {
        assert_listings_agree("parsed", html, &expected, &arena_listing(&parsed));
        assert_links_hold(&parsed);
    }
    let copied = dom::from_rcdom(&oracle, &no_limits());
    if copied.warnings().is_empty() {
        assert_listings_agree("copied", html, &expected, &arena_listing(&copied));
        assert_links_hold(&copied);
    }
}

fn assert_listings_agree(which: &str, html: &str, expected: &[String], got: &[String]) {
    let length = expected.len().max(got.len());
    for line in 0..length {
        let (a, b) = (expected.get(line), got.get(line));
        assert!(a == b, "line {line} of the {which} tree of {html:?}\n  RcDom: {a:?}\n  arena: {b:?}");
    }
}

/// Links between nodes agree both ways, and depths with parents.
fn assert_links_hold(doc: &Document) {
    for id in doc.descendants(NodeId::DOCUMENT) {
        let parent = doc.parent(id).expect("only the document has no parent");
        assert_eq!(doc.depth(id), doc.depth(parent) + 1, "depth of {}", doc.name(id));
        match doc.next_sibling(id) {
            Some(next) => assert_eq!(doc.previous_sibling(next), Some(id)),
            None => assert_eq!(doc.children(parent).last(), Some(id)),
        }
        if doc.previous_sibling(id).is_none() {
            assert_eq!(doc.first_child(parent), Some(id));
        }
    }
}

/// Lines of a listing, texts not yet written.
#[derive(Default)]
struct Listing {
    lines: Vec<String>,
    text: String,
}

impl Listing {
    fn line(&mut self, depth: usize, line: &str) {
        self.end_text(depth);
        self.lines.push(format!("{depth} {line}"));
    }

    /// Ends a run of text; `depth` is that of its siblings, which cannot change within a run.
    fn end_text(&mut self, depth: usize) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.lines.push(format!("{depth} {text:?}"));
        }
    }
}

fn element_line(namespace: &str, name: &str, attributes: &[Attribute]) -> String {
    let mut attributes: Vec<String> = attributes
        .iter()
        .map(|a| format!(" {}:{}={:?}", a.name.ns.rsplit('/').next().unwrap_or(""), a.name.local, &*a.value))
        .collect();
    attributes.sort();
    format!("<{namespace} {name}{}>", attributes.concat())
}

fn is_body_of_program(name: &LocalName) -> bool {
    matches!(*name, local_name!("script") | local_name!("style"))
}

fn arena_listing(doc: &Document) -> Vec<String> {
    let mut out = Listing::default();
    list_arena(doc, NodeId::DOCUMENT, 0, &mut out);
    out.lines
}

/// Recurses into template contents only, which nest as deep as templates do.
fn list_arena(doc: &Document, root: NodeId, base: usize, out: &mut Listing) {
    let mut depth = base;
    for visit in doc.walk(root) {
        match visit {
            Visit::Enter(id) if id == root => {}
            Visit::Leave(id) if id == root => out.end_text(depth),
            Visit::Enter(id) => match doc.kind(id) {
                Kind::Text => {
                    let program = doc.parent(id).is_some_and(|p| matches!(doc.name(p), "script" | "style"));
                    if !program {
                        out.text.push_str(doc.text(id));
                    }
                }
                Kind::Comment => out.line(depth, &format!("<!-- {:?}", doc.text(id))),
                Kind::Element => {
                    let namespace = match doc.namespace(id) {
                        Some(dom::Namespace::Svg) => "svg",
                        Some(dom::Namespace::MathMl) => "math",
                        _ => "html",
                    };
                    out.line(depth, &element_line(namespace, doc.name(id), doc.attributes(id)));
                    depth += 1;
                    if let Some(contents) = doc.template_contents(id) {
                        out.line(depth, "contents");
                        list_arena(doc, contents, depth + 1, out);
                    }
                }
                Kind::Document | Kind::Doctype => {}
            },
            Visit::Leave(id) => {
                if doc.kind(id) == Kind::Element {
                    out.end_text(depth);
                    depth -= 1;
                }
            }
        }
    }
}

enum Step {
    Enter(Handle, usize, bool),
    EndText(usize),
    Line(usize, &'static str),
}

fn rcdom_listing(dom: &RcDom) -> Vec<String> {
    let mut out = Listing::default();
    let mut steps = vec![Step::EndText(0)];
    push_children(&mut steps, &dom.document, 0, false);
    while let Some(step) = steps.pop() {
        match step {
            Step::EndText(depth) => out.end_text(depth),
            Step::Line(depth, line) => out.line(depth, line),
            Step::Enter(node, depth, program) => match &node.data {
                NodeData::Text { contents } => {
                    if !program {
                        out.text.push_str(&contents.borrow());
                    }
                }
                NodeData::Comment { contents } | NodeData::ProcessingInstruction { contents, .. } => {
                    out.line(depth, &format!("<!-- {:?}", &**contents));
                }
                NodeData::Element { name, attrs, template_contents, .. } => {
                    let namespace = match name.ns {
                        html5ever::ns!(svg) => "svg",
                        html5ever::ns!(mathml) => "math",
                        _ => "html",
                    };
                    out.line(depth, &element_line(namespace, &name.local, &attrs.borrow()));
                    let depth = depth + 1;
                    steps.push(Step::EndText(depth));
                    push_children(&mut steps, &node, depth, is_body_of_program(&name.local));
                    if let Some(contents) = &*template_contents.borrow() {
                        steps.push(Step::EndText(depth + 1));
                        push_children(&mut steps, contents, depth + 1, false);
                        steps.push(Step::Line(depth, "contents"));
                    }
                }
                NodeData::Document | NodeData::Doctype { .. } => {}
            },
        }
    }
    out.lines
}

fn push_children(steps: &mut Vec<Step>, node: &Handle, depth: usize, program: bool) {
    steps.extend(node.children.borrow().iter().rev().map(|child| Step::Enter(child.clone(), depth, program)));
}
