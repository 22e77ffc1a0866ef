//! What holds on any input: no panic, the same answer each time, nothing invented, three renderings of one article.

use gleaner::{Article, Extractor, Focus, Page, Trace};
use proptest::prelude::*;

use crate::checks::assert_properties;
use crate::compare::rcdom;
use crate::pages;
use crate::renderings::{
    assert_html_gives_the_tree_back, assert_html_is_safe, assert_markdown_is_safe, assert_renderings_agree,
    reread,
};
use crate::soup::tag_soup;
use crate::trees;
use crate::values::assert_presentable;

const STORY: &str =
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

#[test]
fn test_pages_hold_the_properties() {
    for (name, source) in pages::sources() {
        let article = Extractor::new().extract(source.as_slice()).unwrap();
        let decoded = gleaner::stages::decode::decode(&source, None);
        println!("{name}");
        assert_properties(&decoded.text, &article);
        assert_renderings_agree(&article);
        assert_html_gives_the_tree_back(&article);
        assert_presentable(&article.metadata);
    }
}

/// Everything that comes out, down to the bytes of the renderings.
fn everything(page: &[u8]) -> (Article, Trace, [String; 4]) {
    static EXTRACTOR: Extractor = Extractor::new();
    let (article, trace) = EXTRACTOR.extract_traced(page).unwrap();
    let written =
        [article.to_text(), article.to_markdown(), article.to_html(), format!("{article:?}{trace:?}")];
    (article, trace, written)
}

#[test]
fn many_threads_agree() {
    let sources = pages::sources();
    let once: Vec<_> = sources.iter().map(|(_, source)| everything(source)).collect();
    std::thread::scope(|scope| {
        for start in 0..8 {
            let (sources, once) = (&sources, &once);
            scope.spawn(move || {
                // Each begins elsewhere, so that different pages are at work at the same time.
                for at in (0..sources.len()).map(|i| (i + start * 7) % sources.len()) {
                    assert!(everything(&sources[at].1) == once[at], "{}", sources[at].0);
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

#[test]
fn form_fields_keep_words_apart() {
    let html = format!(
        "<article><p>{STORY}</p><p>{STORY} Colour<select><option>x</select>and<input>size {STORY}</p>"
    );
    let (article, trace) = Extractor::new().extract_traced(&html).unwrap();
    assert!(article.to_text().contains(" Colour and size "), "{}", article.to_text());
    assert!(trace.segments.iter().any(|s| s.text.contains(" Colour and size ")));
}

/// Found by the property test below.
#[test]
fn hidden_line_breaks_are_harmless() {
    let html = format!("<p>{STORY}<br hidden>{STORY}<br aria-hidden=true>");
    assert_properties(&html, &gleaner::extract(&html).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

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
    fn any_tree_is_rendered_safely(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        let article = trees::wild(&bytes);
        assert_html_is_safe(&article);
        assert_markdown_is_safe(&article);
    }

    #[test]
    fn renderings_of_a_tree_agree(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        assert_renderings_agree(&trees::tidy(&bytes));
    }

    #[test]
    fn our_own_html_gives_the_same_tree(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        assert_html_gives_the_tree_back(&trees::tidy(&bytes));
    }

    #[test]
    fn html_of_any_page_gives_the_tree_of_the_page(soup in tag_soup()) {
        assert_html_gives_the_tree_back(&reread(&reread(&soup).to_html()));
    }

    #[test]
    fn any_text_is_a_page(text in "\\PC{0,200}") {
        assert_properties(&text, &gleaner::extract(&text).unwrap());
    }

    #[test]
    fn metadata_however_hostile_is_presentable(
        values in proptest::collection::vec(
            "(ferry |late|[\u{0}-\u{1f}\u{7f}-\u{9f}]|[\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{61c}\u{feff}]|\
             &#(x202e|8232|0|10|xd800|1114112);|&amp;#x202e;|<b>|2024-0[0-9]-3[0-9]|T25:61|[0-9]{1,6}-|\
             https?://|javascript:|data:text/html,|/|\\PC){0,12}",
            8,
        ),
    ) {
        let quoted: Vec<String> = values.iter().map(|v| v.replace(['"', '\''], "")).collect();
        let [a, b, c, d, e, f, g, h] = quoted.try_into().unwrap();
        let json = |text: &str| text.replace('\\', "").replace(|c: char| c < ' ', " ");
        let html = format!(
            "<html lang='{a}'><title>{b}</title><link rel=canonical href='{c}'><link rel=icon href='{d}'><meta name=author content='{e}'>\
             <meta property=article:published_time content='{f}'><meta property=og:image content='{g}'>\
             <meta property=og:site_name content='{h}'><meta name=keywords content='{a},{b}'><meta name=description content='{c}'>\
             <script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{}\",\"author\":[{{\"name\":\"{}\",\"url\":\"{}\"}}],\
             \"datePublished\":\"{}\",\"image\":\"{}\",\"publisher\":{{\"name\":\"{}\",\"logo\":\"{}\"}}}}</script>\
             <h1>{b}</h1><p class=byline>By {e}, <time datetime='{f}'>{f}</time></p><p>{STORY}</p>",
            json(&b), json(&e), json(&c), json(&f), json(&g), json(&h), json(&d)
        );
        let page = Page::html(&html).url("https://harbour.example/2024/13/41/ferry");
        assert_presentable(&Extractor::new().extract(page).unwrap().metadata);
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

/// The fuzz target's seeds, cut short and with single characters put in: what a template does to JSON-LD when it breaks.
#[test]
fn json_ld_however_broken_gives_presentable_metadata() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/jsonld");
    for entry in std::fs::read_dir(seeds).unwrap() {
        let seed: Vec<char> = std::fs::read_to_string(entry.unwrap().path()).unwrap().chars().collect();
        for at in (0..seed.len()).step_by(5) {
            let (before, after) = seed.split_at(at);
            let (before, after) = (String::from_iter(before), String::from_iter(after));
            for broken in ["", "\"", "[", "{", "}", "9", "\\u202e", "\u{0}"]
                .map(|put| format!("{before}{put}{after}"))
                .iter()
                .chain([&before])
            {
                let html = format!(
                    "<title>Ferry</title><script type=application/ld+json>{broken}</script><h1>Ferry</h1>"
                );
                let page = Page::html(&html).url("https://harbour.example/ferry");
                assert_presentable(&gleaner::metadata(page).unwrap());
            }
        }
    }
}

#[test]
fn endless_values_are_cut() {
    let long = "Ferry &amp; tide ".repeat(4000);
    let html = format!(
        "<title>{long}</title><meta name=description content='{long}'><link rel=canonical href='https://a.example/{long}'>\
         <meta property=og:image content='/{long}'><h1>{long}</h1><p class=dek>{long}</p><a rel=tag href=/t>{long}</a>"
    );
    let page = || Page::html(&html).url("https://harbour.example/ferry");
    assert_presentable(&gleaner::metadata(page()).unwrap());
    assert_presentable(&Extractor::new().extract(page()).unwrap().metadata);
}
