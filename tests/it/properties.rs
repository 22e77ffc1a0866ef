//! What holds on any input: no panic, the same answer each time, nothing invented, three renderings of one article.

use gleaner::stages::dom::{self, Document, Kind, NodeId};
use gleaner::{Article, Extractor, Focus, Page};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::compare::{no_limits, rcdom};
use crate::pages;
use crate::soup::tag_soup;

const STORY: &str = "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

/// Letters only. Digits and punctuation are left out: numbers of list items are not on the page.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Everything on a page that output could be made of: text, including that of JSON and TeX scripts, and attributes.
fn page_letters(html: &str) -> String {
    let doc = dom::parse(html, &no_limits());
    let mut all = String::new();
    let mut attributes = String::new();
    let mut roots = vec![NodeId::DOCUMENT];
    while let Some(root) = roots.pop() {
        for id in doc.descendants(root) {
            if doc.kind(id) == Kind::Text {
                all.push_str(doc.text(id));
            }
            for attribute in doc.attributes(id) {
                attributes.push_str(&attribute.value);
                attributes.push(' ');
            }
            roots.extend(doc.template_contents(id));
        }
    }
    all.push('\u{0}');
    all.push_str(&attributes);
    letters(&all)
}

fn markdown_text(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut text, mut in_image) = (String::new(), 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image -= 1,
            Event::Text(t) | Event::Code(t) if in_image == 0 => text.push_str(&t),
            _ => {}
        }
    }
    text
}

fn html_text(html: &str) -> (String, Document) {
    let doc = dom::parse(html, &no_limits());
    (doc.text_content(NodeId::DOCUMENT), doc)
}

fn assert_properties(html: &str, article: &Article) {
    let (text, markdown, rendered) = (article.to_text(), article.to_markdown(), article.to_html());
    let page = page_letters(html);
    for word in text.split_whitespace() {
        assert!(page.contains(&letters(word)), "{word:?} is not on the page");
    }
    let (from_html, doc) = html_text(&rendered);
    assert_eq!(letters(&from_html), letters(&text), "HTML and text disagree\n{rendered}\n{text}");
    assert_eq!(letters(&markdown_text(&markdown)), letters(&text), "Markdown and text disagree\n{markdown}\n{text}");
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

#[test]
fn test_pages_hold_the_properties() {
    for (name, source) in pages::sources() {
        let article = Extractor::new().extract(source.as_slice()).unwrap();
        let decoded = gleaner::stages::decode::decode(&source, None);
        println!("{name}");
        assert_properties(&decoded.text, &article);
    }
}

#[test]
fn many_threads_agree() {
    static EXTRACTOR: Extractor = Extractor::new();
    let sources = pages::sources();
    let once: Vec<Article> =
        sources.iter().map(|(_, source)| EXTRACTOR.extract(source.as_slice()).unwrap()).collect();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for ((_, source), article) in sources.iter().zip(&once) {
                    assert_eq!(EXTRACTOR.extract(source.as_slice()).as_ref(), Ok(article));
                }
            });
        }
    });
}

#[test]
fn a_parsed_tree_gives_the_article_its_text_gives() {
    for (name, source) in pages::sources() {
        let html = gleaner::stages::decode::decode(&source, None).text.into_owned();
        let from_text = gleaner::extract(&html).unwrap();
        let from_dom = gleaner::extract_dom(&rcdom(&html)).unwrap();
        assert_eq!(from_text, from_dom, "{name}");
    }
}

#[test]
fn tracing_changes_nothing() {
    for (name, source) in pages::sources() {
        let (traced, _) = Extractor::new().extract_traced(source.as_slice()).unwrap();
        assert_eq!(Extractor::new().extract(source.as_slice()).unwrap(), traced, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn tag_soup_holds_the_properties(soup in tag_soup()) {
        let html = format!("<title>Ferry</title><article><h1>Ferry</h1><p>{STORY}</p>{soup}<p>{STORY}</p>");
        for focus in [Focus::Balanced, Focus::Precision, Focus::Recall] {
            let extractor = Extractor::new().focus(focus);
            let article = extractor.extract(&html).unwrap();
            assert_properties(&html, &article);
            prop_assert_eq!(extractor.extract(&html).unwrap(), article);
        }
    }

    #[test]
    fn any_text_is_a_page(text in "\\PC{0,200}") {
        assert_properties(&text, &gleaner::extract(&text).unwrap());
    }

    #[test]
    fn any_bytes_are_a_page(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        content_type in proptest::option::of("(text/html; charset=)?(utf-16|gbk|iso-2022-jp|x-user-defined|\\PC{0,8})"),
        url in proptest::option::of("(https?://)?\\PC{0,12}"),
    ) {
        let mut page = Page::bytes(&bytes);
        if let Some(content_type) = &content_type {
            page = page.content_type(content_type);
        }
        if let Some(url) = &url {
            page = page.url(url);
        }
        let article = Extractor::new().extract(page).unwrap();
        let decoded = gleaner::stages::decode::decode(&bytes, content_type.as_deref());
        assert_properties(&decoded.text, &article);
    }
}
