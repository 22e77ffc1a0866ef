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

/// Checks the path of each block and of those within it; gives how many were checked.
fn check(html: &str, article: &Article) -> usize {
    let dom = rcdom(html);
    let places = &article.places;
    assert_eq!(places.blocks.len(), article.blocks.len());
    assert_eq!(places.inner.len(), article.blocks.len());
    for (index, inner) in places.inner.iter().enumerate() {
        // Each block within one that has a place has one, and stands there.
        let within = article.blocks[index].inner().count();
        assert!(places.path(index).is_none() || inner.len() >= within, "{:?}", article.blocks[index]);
    }
    let replies = |block: &Block| matches!(block, Block::Post(post) if post.blocks.iter().any(|b| matches!(b, Block::Post(_))));
    article
        .placed_blocks()
        .filter(|(block, _)| !replies(block))
        .filter_map(|(block, place)| Some((block, places.path_to(place?))))
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

/// Where the blocks of a story stand in `<main>`, those within others after the one around them.
fn paths(body: &str) -> Vec<String> {
    let html = format!("<title>Ferry</title><main>{body}</main>");
    let article = Extractor::new().extract(Page::html(&html)).unwrap();
    check(&html, &article);
    let paths: Vec<String> =
        article.placed_blocks().map(|(_, place)| article.places.path_to(place.unwrap())).collect();
    let within = "html > body > main:nth-child(1)";
    let rest = |path: &String| path.strip_prefix(within).unwrap().trim_start_matches(" > ").to_owned();
    paths.iter().map(rest).collect()
}

const STORY: &str =
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

const LATER: &str =
    "The evening boat kept its time, took four cars and a hearse across, and was back before ten.";

#[test]
fn loose_text_stands_in_the_element_around_it() {
    let places = paths(&format!("{STORY}<p>{LATER}</p><b>{STORY} Twice.</b><br><br>{LATER} Again."));
    assert_eq!(places, ["", "p:nth-child(1)", "", ""]);
}

#[test]
fn cells_of_layout_tables_are_told_apart() {
    let places = paths(&format!("<table><tr><td>{STORY}</td></tr><tr><td><p>{LATER}</p></td></tr></table>"));
    let rows = "table:nth-child(1) > tbody:nth-child(1) > ";
    assert_eq!(
        places,
        [
            format!("{rows}tr:nth-child(1) > td:nth-child(1)"),
            format!("{rows}tr:nth-child(2) > td:nth-child(1) > p:nth-child(1)")
        ]
    );
}

#[test]
fn blocks_within_others_have_places_of_their_own() {
    let places = paths(&format!(
        "<p>{STORY}</p><hr><ul><li>{LATER}<ul><li>{STORY} Once.</ul><li><p>{STORY} Twice.<p>{LATER}</ul>\
         <blockquote>{LATER} Again.</blockquote>"
    ));
    let list = |rest: &str| format!("ul:nth-child(3){rest}");
    assert_eq!(
        places,
        [
            "p:nth-child(1)",
            "hr:nth-child(2)",
            &list(""),
            &list(" > li:nth-child(1)"),
            &list(" > li:nth-child(1) > ul:nth-child(1)"),
            &list(" > li:nth-child(1) > ul:nth-child(1) > li:nth-child(1)"),
            &list(" > li:nth-child(2) > p:nth-child(1)"),
            &list(" > li:nth-child(2) > p:nth-child(2)"),
            "blockquote:nth-child(4)",
            "blockquote:nth-child(4)",
        ]
    );
}

#[test]
fn cells_terms_and_replies_have_places() {
    let reply = |name: &str, text: &str| {
        format!(
            "<article class=comment><b class=author>{name}</b> <time datetime=2024-03-05>2024-03-05</time><p>{text}</p></article>"
        )
    };
    let ada = reply(
        "Ada",
        &format!("{STORY} I was on it, by the rail, and saw the doctor come aboard last of all."),
    );
    let ben = reply(
        "Ben",
        &format!("{LATER} My brother drives the hearse, and says that he has never had to wait."),
    );
    let eve = reply(
        "Eve",
        "The doctor got off first, and the sheep last, after the mail; I counted them, and there were ten.",
    );
    let places = paths(&format!(
        "<p>{STORY}</p><table><tr><th>Boat<th>Hour<tr><td>Noon ferry, with the mail<td>Twelve o'clock</table>\
         <dl><dt>The evening boat to the mainland, in the words of its crew<dd>{LATER}</dl><ol class=comments><li>{ada}<ol><li>{ben}</ol></li><li>{eve}</li></ol>"
    ));
    let cell = |row, column: usize| {
        format!(
            "table:nth-child(2) > tbody:nth-child(1) > tr:nth-child({row}) > {}",
            ["th:nth-child(1)", "th:nth-child(2)", "td:nth-child(1)", "td:nth-child(2)"][column]
        )
    };
    let comment = |item, rest: &str| format!("ol:nth-child(4) > li:nth-child({item}) > {rest}");
    let first = "article:nth-child(1)";
    let inner = "ol:nth-child(2) > li:nth-child(1) > article:nth-child(1)";
    let text = " > p:nth-child(3)";
    assert_eq!(
        places,
        [
            "p:nth-child(1)".to_owned(),
            "table:nth-child(2)".to_owned(),
            cell(1, 0),
            cell(1, 1),
            cell(2, 2),
            cell(2, 3),
            "dl:nth-child(3)".to_owned(),
            "dl:nth-child(3) > dd:nth-child(2)".to_owned(),
            comment(1, first),
            comment(1, &[first, text].concat()),
            comment(1, inner),
            comment(1, &[inner, text].concat()),
            comment(2, first),
            comment(2, &[first, text].concat()),
        ]
    );
}

#[test]
fn notes_have_places() {
    let html = format!(
        "<title>Ferry</title><main><p>{STORY}<sup><a href=#fn1 id=r1>1</a></sup></p><p>{LATER}</p>\
         <ol class=footnotes><li id=fn1><p>By the harbour master's book, which he keeps in pencil, the noon ferry has been late since March, and the evening boat never. <a href=#r1>↩</a></p></li></ol></main>"
    );
    let article = Extractor::new().extract(&html).unwrap();
    check(&html, &article);
    let place = article.places.notes[0][0];
    let path = "html > body > main:nth-child(1) > ol:nth-child(3) > li:nth-child(1) > p:nth-child(1)";
    assert_eq!(article.places.path_to(place), path);
    assert_eq!(article.placed_blocks().last().unwrap(), (&article.notes[0].blocks[0], Some(place)));
}

#[test]
fn a_single_block_is_its_own_place() {
    assert_eq!(paths(&format!("<div><p>{STORY} {LATER}</p></div>")), ["div:nth-child(1) > p:nth-child(1)"]);
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
    assert_eq!(article.places.elements, []);
}
