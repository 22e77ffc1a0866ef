//! What must hold of every article, whatever the page: nothing invented, three renderings of one article, nothing that
//! runs. Shared by the integration tests and the fuzz targets.

use gleaner::stages::dom::{self, Document, Kind, NodeId};
use gleaner::{Article, Block};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::compare::no_limits;

/// Letters only. Digits and punctuation are left out: numbers of list items are not on the page.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Everything on a page that output could be made of: its text, with and without elements that are not shown (words on
/// both sides of one touch), including that of JSON and TeX scripts; and attributes.
fn page_letters(html: &str) -> String {
    let doc = dom::parse(html, &no_limits());
    let (mut all, mut shown, mut attributes) = (String::new(), String::new(), String::new());
    let mut roots = vec![NodeId::DOCUMENT];
    while let Some(root) = roots.pop() {
        for id in doc.descendants(root) {
            if doc.kind(id) == Kind::Text {
                all.push_str(doc.text(id));
                if !doc.ancestors(id).any(|a| doc.tag(a).is_skipped()) {
                    shown.push_str(doc.text(id));
                }
            }
            for attribute in doc.attributes(id) {
                attributes.push_str(&attribute.value);
            }
            roots.extend(doc.template_contents(id));
        }
    }
    [letters(&all), letters(&shown), letters(&attributes)].join(" ")
}

fn markdown_text(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let (mut text, mut in_image) = (String::new(), 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image -= 1,
            Event::Text(t) | Event::Code(t) if in_image == 0 => text.push_str(&t),
            Event::InlineMath(t) | Event::DisplayMath(t) => text.push_str(&t),
            _ => {}
        }
    }
    text
}

fn html_text(html: &str) -> (String, Document) {
    let doc = dom::parse(html, &no_limits());
    (doc.text_content(NodeId::DOCUMENT), doc)
}

/// Takes out what says nothing in text, players and pages shown within the page, and gives the kinds of the callouts.
fn drop_embeds(blocks: &mut Vec<Block>, kinds: &mut Vec<String>) {
    blocks.retain(|block| !matches!(block, Block::Embed(_)));
    for block in blocks {
        match block {
            Block::Quote(blocks) => drop_embeds(blocks, kinds),
            Block::Callout(callout) => {
                kinds.push(callout.kind.clone());
                drop_embeds(&mut callout.blocks, kinds);
            }
            Block::Details(details) => drop_embeds(&mut details.blocks, kinds),
            Block::List(list) => list.items.iter_mut().for_each(|item| drop_embeds(&mut item.blocks, kinds)),
            Block::Definitions(all) => {
                all.iter_mut()
                    .flat_map(|d| &mut d.descriptions)
                    .for_each(|blocks| drop_embeds(blocks, kinds));
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| drop_embeds(&mut cell.content, kinds));
            }
            _ => {}
        }
    }
}

/// Panics with the first property of `article`, extracted from the page `html`, that does not hold.
pub(crate) fn assert_properties(html: &str, article: &Article) {
    let mut article = article.clone();
    let mut kinds = Vec::new();
    drop_embeds(&mut article.blocks, &mut kinds);
    article.notes.iter_mut().for_each(|note| drop_embeds(&mut note.blocks, &mut kinds));
    let (text, markdown, rendered) = (article.to_text(), article.to_markdown(), article.to_html());
    let page = page_letters(html);
    // A formula takes the place of what the page shows of it, and is written in TeX where it has no source.
    let has_formula = markdown.contains('$');
    for word in text.split_whitespace().filter(|_| !has_formula) {
        assert!(page.contains(&letters(word)), "{word:?} is not on the page");
    }
    let (from_html, doc) = html_text(&rendered);
    assert_eq!(letters(&from_html), letters(&text), "HTML and text disagree\n{rendered}\n{text}");
    assert_eq!(
        letters(&kinds.iter().fold(markdown_text(&markdown), |all, kind| all.replacen(
            &format!("[!{kind}]"),
            "",
            1
        ))),
        letters(&text),
        "Markdown and text disagree\n{markdown}\n{text}"
    );
    assert_safe(&doc);
}

/// The output HTML holds nothing that runs.
fn assert_safe(doc: &Document) {
    for id in doc.descendants(NodeId::DOCUMENT) {
        assert!(!matches!(doc.name(id), "script" | "style" | "iframe" | "object" | "embed" | "form"));
        for attribute in doc.attributes(id) {
            let value = attribute.value.trim().to_ascii_lowercase();
            assert!(!attribute.name.local.starts_with("on"), "{:?}", attribute.name.local);
            assert!(!value.starts_with("javascript:") && !value.starts_with("vbscript:"), "{value}");
        }
    }
}
