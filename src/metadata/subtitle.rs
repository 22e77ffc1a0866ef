//! The headline's element -> the dek that the page prints under it, told by a class or role.

use html5ever::local_name;

use super::author::byline;
use super::candidates::{Candidate, Claim, Place, best};
use super::class_words::has_word;
use super::text::{collapse, folded};
use super::visible::short_text;
use crate::article::{Source, Sourced};
use crate::dom::{Document, Kind, NodeId, Tag};

/// Characters of a dek.
const MAX_CHARS: usize = 600;

/// The fewest: less is a label.
const MIN_CHARS: usize = 15;

/// Elements behind the headline, and around it, at which a dek may stand.
const REACH: usize = 4;

/// What is declared; else what stands under the headline and is called a dek. Never the title again.
pub(super) fn choose(
    mut declared: Vec<Candidate<String>>,
    title: Option<&Sourced<String>>,
    headings: &[(NodeId, &str)],
    doc: &Document,
) -> Option<Claim<String>> {
    let title = title.map(|t| folded(&t.value)).unwrap_or_default();
    let is_new = |text: &str| {
        let key = folded(text);
        !key.is_empty() && key != title && !title.contains(&key)
    };
    declared.retain(|c| is_new(&c.claim.value));
    best(declared).or_else(|| {
        let heading = headings.iter().find(|(_, text)| {
            let key = folded(text);
            !key.is_empty() && (key.contains(&title) || title.contains(&key))
        });
        let (node, text) = under(doc, heading?.0)?;
        is_new(&text).then(|| Claim::verbatim(text, Place::new(Source::Text, node)))
    })
}

/// The dek behind a heading: among the elements that follow it, or that follow an element that holds little else.
fn under(doc: &Document, heading: NodeId) -> Option<(NodeId, String)> {
    let mut at = heading;
    for _ in 0..REACH {
        let mut next = doc.next_sibling(at);
        let mut seen = 0;
        while let Some(node) = next.filter(|_| seen < REACH) {
            if doc.kind(node) == Kind::Element {
                seen += 1;
                if let Some(dek) = dek(doc, node) {
                    return Some(dek);
                }
            }
            next = doc.next_sibling(node);
        }
        at = doc.parent(at)?;
        if matches!(doc.tag(at), Tag::Body | Tag::Main | Tag::Article | Tag::None) {
            return None;
        }
    }
    None
}

/// The element, or the one element in it, that is called a dek.
fn dek(doc: &Document, node: NodeId) -> Option<(NodeId, String)> {
    let inner = doc.children(node).filter(|&n| doc.kind(n) == Kind::Element).take(3);
    let called = std::iter::once(node).chain(inner).find(|&n| is_called_dek(doc, n))?;
    let text = short_text(doc, called, MAX_CHARS)?;
    let text = collapse(&text.replace(" | ", " "));
    // "By Jane Doe", "23.09.22 - Harbour".
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_note = byline::after_label(&text).is_some() || (digits >= 4 && text.chars().count() <= 60);
    let is_menu = !text.ends_with(['.', '!', '?', '…']) && is_menu(doc, called);
    (!is_note && !is_menu && (MIN_CHARS..=MAX_CHARS).contains(&text.chars().count()))
        .then_some((called, text))
}

/// Whether an element is there to be used rather than read: most of it links, or a form.
fn is_menu(doc: &Document, id: NodeId) -> bool {
    let (mut all, mut linked, mut links) = (0, 0, 0);
    let mut nodes = doc.descendants(id);
    while let Some(node) = nodes.next() {
        match doc.kind(node) {
            Kind::Text => all += doc.text(node).trim().chars().count(),
            Kind::Element if matches!(doc.tag(node), Tag::Form | Tag::Input) => return true,
            Kind::Element if matches!(doc.tag(node), Tag::A | Tag::Button) => {
                let chars = doc.text_content(node).trim().chars().count();
                (all, linked, links) = (all + chars, linked + chars, links + 1);
                nodes.skip_subtree(node);
            }
            _ => {}
        }
    }
    links > 1 && linked * 2 >= all
}

/// Words of classes that call an element a dek, in several languages.
#[rustfmt::skip]
const DEKS: [&str; 24] = [
        "dek", "deck", "standfirst", "subtitle", "subheadline", "subhead", "subheading", "strapline", "lead", "lede", "leadtext", "intro",
        "chapo", "vorspann", "unterzeile", "sottotitolo", "sommario", "entradilla", "bajada", "ingress", "sapo", "lid", "zajawka", "teaser",
];

fn is_called_dek(doc: &Document, node: NodeId) -> bool {
    if !matches!(
        doc.tag(node),
        Tag::P | Tag::Div | Tag::H2 | Tag::H3 | Tag::H4 | Tag::Span | Tag::Section | Tag::Strong
    ) {
        return false;
    }
    doc.attr(node, &local_name!("role")).is_some_and(|role| role == "doc-subtitle")
        || has_word(doc.class(node), &DEKS)
        || doc.attr(node, &local_name!("itemprop")).is_some_and(|p| p.eq_ignore_ascii_case("alternativeHeadline"))
        // Two words: "sub-title", "sub_headline".
        || (has_word(doc.class(node), &["sub"]) && has_word(doc.class(node), &["title", "headline", "heading", "head"]))
}
