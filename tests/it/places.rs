//! Blocks say where they stood: their CSS path selects, on the page as parsed by html5ever itself, the element that holds
//! their words, and the text they are cited by stands there.

use gleaner::{Article, Block, Extractor, Page};
use markup5ever_rcdom::{Handle, NodeData};

use crate::compare::rcdom;
use crate::pages;

fn is_element(node: &Handle) -> bool {
    matches!(node.data, NodeData::Element { .. })
}

fn name(node: &Handle) -> String {
    match &node.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    }
}

/// The element a path of `name` and `name:nth-child(n)` steps selects.
fn select(root: &Handle, path: &str) -> Handle {
    path.split(" > ").fold(root.clone(), |at, step| {
        let children: Vec<Handle> = at.children.borrow().iter().filter(|c| is_element(c)).cloned().collect();
        let (wanted, position) = match step.split_once(":nth-child(") {
            Some((name, position)) => (name, position.strip_suffix(')').unwrap().parse::<usize>().unwrap()),
            None => (step, 1 + children.iter().position(|c| name(c) == step).expect(path)),
        };
        let found = children.get(position - 1).unwrap_or_else(|| panic!("nothing at {step} of {path}"));
        assert!(wanted == "*" || name(found) == wanted, "{step} of {path} is {}", name(found));
        found.clone()
    })
}

fn text(node: &Handle, out: &mut String) {
    match &node.data {
        NodeData::Text { contents } => out.push_str(&contents.borrow()),
        _ => node.children.borrow().iter().for_each(|child| text(child, out)),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of one block.
fn said(block: &Block) -> String {
    let mut article = Article::default();
    article.blocks.push(block.clone());
    article.to_text()
}

/// Checks each block's path; gives how many were checked.
fn check(html: &str, article: &Article) -> usize {
    let dom = rcdom(html);
    assert_eq!(article.places.blocks.len(), article.blocks.len());
    let placed =
        article.blocks.iter().enumerate().filter_map(|(i, block)| Some((block, article.places.path(i)?)));
    placed
        .map(|(block, path)| {
            let mut shown = String::new();
            text(&select(&dom.document, &path), &mut shown);
            for line in said(block).lines().filter(|_| !matches!(block, Block::Math(_))) {
                let line =
                    line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ' '));
                for word in line.split_whitespace().filter(|word| !word.contains('[')) {
                    assert!(
                        letters(&shown).contains(&letters(word)),
                        "{word:?} of {block:?} is not in {path}"
                    );
                }
            }
            // What it is cited by stands there too, word for word.
            if let Some(link) = block.cite("") {
                let quoted = link.strip_prefix("#:~:text=").unwrap();
                let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ").replace(['“', '”'], "");
                for part in quoted.split(',') {
                    let part = percent_encoding::percent_decode_str(part).decode_utf8().unwrap();
                    let bare = part.replace(['“', '”'], "");
                    assert!(shown.contains(&bare), "{part:?} is not in {path}: {shown}");
                }
            }
        })
        .count()
}

#[test]
fn paths_select_the_elements_blocks_were_made_of() {
    let mut checked = 0;
    for (name, source) in pages::sources() {
        let html = gleaner::stages::decode::decode(&source, None).text.into_owned();
        let article = Extractor::new().extract(&html).unwrap();
        println!("{name}");
        checked += check(&html, &article);
    }
    assert!(checked > 100, "{checked}");
}

/// Paragraphs of a story, as a list of paths without what they share.
fn paths(body: &str) -> (String, Vec<String>) {
    let html = format!("<title>Ferry</title><main>{body}</main>");
    let article = Extractor::new().extract(Page::html(&html)).unwrap();
    check(&html, &article);
    let places = article.places.blocks.into_iter().map(|path| path.unwrap()).collect();
    (article.places.within, places)
}

const STORY: &str =
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

const LATER: &str =
    "The evening boat kept its time, took four cars and a hearse across, and was back before ten.";

#[test]
fn loose_text_stands_in_the_element_around_it() {
    let (within, places) =
        paths(&format!("{STORY}<p>{LATER}</p><b>{STORY} Twice.</b><br><br>{LATER} Again."));
    assert_eq!(within, "html > body > main:nth-child(1)");
    assert_eq!(places, ["", "p:nth-child(1)", "", ""]);
}

#[test]
fn cells_of_layout_tables_are_told_apart() {
    let (within, places) =
        paths(&format!("<table><tr><td>{STORY}</td></tr><tr><td><p>{LATER}</p></td></tr></table>"));
    assert_eq!(within, "html > body > main:nth-child(1) > table:nth-child(1) > tbody:nth-child(1)");
    assert_eq!(
        places,
        ["tr:nth-child(1) > td:nth-child(1)", "tr:nth-child(2) > td:nth-child(1) > p:nth-child(1)"]
    );
}

#[test]
fn containers_are_one_place() {
    let (within, places) = paths(&format!(
        "<p>{STORY}</p><hr><ul><li>{LATER}<li>{STORY} Twice.</ul><blockquote>{LATER} Again.</blockquote>"
    ));
    assert_eq!(within, "html > body > main:nth-child(1)");
    assert_eq!(places, ["p:nth-child(1)", "hr:nth-child(2)", "ul:nth-child(3)", "blockquote:nth-child(4)"]);
}

#[test]
fn a_single_block_is_its_own_place() {
    let (within, places) = paths(&format!("<div><p>{STORY} {LATER}</p></div>"));
    assert_eq!(
        (within.as_str(), places),
        ("html > body > main:nth-child(1) > div:nth-child(1) > p:nth-child(1)", vec![String::new()])
    );
}

#[test]
fn text_of_scripts_has_no_place() {
    let body = format!("{STORY} {LATER} ").repeat(4);
    let html = format!(
        "<title>Ferry</title><script type=application/ld+json>\
         {{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\"articleBody\":\"{body}\"}}</script><div id=app></div>"
    );
    let article = Extractor::new().extract(&html).unwrap();
    assert!(!article.blocks.is_empty());
    assert!((0..article.blocks.len()).all(|index| article.places.path(index).is_none()));
    assert_eq!(article.places.within, "");
}
