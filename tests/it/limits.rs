//! Hostile pages cost what their size says and no more, and the caller is told what was cut.

use std::fmt::Write;
use std::time::{Duration, Instant};

use gleaner::stages::dom;
use gleaner::{Article, Error, Extractor, Limits, Page, Trace, Warning};

use crate::compare::rcdom;

/// Debug builds run several times slower, on machines that do other things as well.
const SLOWDOWN: u32 = if cfg!(debug_assertions) { 20 } else { 1 };

const STORY: &str =
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

fn within<T>(seconds: u32, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let (took, allowed) = (start.elapsed(), Duration::from_secs(u64::from(seconds * SLOWDOWN)));
    assert!(took < allowed, "took {took:?}, allowed {allowed:?}");
    result
}

fn kept(trace: &Trace, text: &str) -> bool {
    trace.segments.iter().any(|s| s.text.contains(text))
}

#[test]
fn articles_and_errors_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Article>();
    crosses::<Error>();
    crosses::<Extractor>();
    crosses::<Trace>();
}

#[test]
fn two_hundred_thousand_nested_divs_take_under_a_second_and_keep_their_text() {
    let html = format!("{}<p>{STORY}</p>", "<div>".repeat(200_000));
    let (article, trace) = within(1, || Extractor::new().extract_traced(&html)).unwrap();
    assert!(article.warnings.contains(&Warning::DepthLimit));
    assert!(kept(&trace, STORY));
}

#[test]
fn nested_elements_of_every_kind_stay_linear() {
    for tag in [
        "ul><li",
        "table><tr><td",
        "blockquote",
        "span",
        "b",
        "a href=x",
        "svg><g",
        "template",
        "section><p",
        "x-y",
    ] {
        let html = format!("{}{STORY}", format!("<{tag}>").repeat(20_000));
        let (_, trace) = within(2, || Extractor::new().extract_traced(&html)).unwrap();
        // Text in a template or a drawing is no segment, nested or not.
        assert!(kept(&trace, STORY) || matches!(tag, "template" | "svg><g"), "<{tag}>");
    }
}

#[test]
fn unclosed_formatting_elements_do_not_multiply() {
    let mut html = String::new();
    for id in 0..20_000 {
        write!(html, "<b id={id}>").unwrap();
    }
    html.push_str(&format!("<p>{STORY}").repeat(1_000));
    let doc = within(1, || dom::parse(&html, &Limits::new()));
    assert!(doc.len() < 200_000, "{} nodes", doc.len());
    assert_eq!(doc.warnings(), [Warning::DepthLimit]);
    let article = within(2, || Extractor::new().extract(&html)).unwrap();
    assert_eq!(article.warnings, [Warning::DepthLimit]);
}

#[test]
fn stray_end_tags_stay_linear() {
    for tag in ["p", "b", "div", "br", "table", "a", "nobr"] {
        let html = format!("<p>{STORY}{}", format!("</{tag}>").repeat(100_000));
        within(2, || Extractor::new().extract(&html)).unwrap();
    }
}

#[test]
fn long_words_attributes_and_comments_stay_linear() {
    let long = "x".repeat(2_000_000);
    for html in [
        format!("<p>{long}"),
        format!("<p class='{long}'>{STORY}"),
        format!("<p class='{}'>{STORY}", "x ".repeat(1_000_000)),
        format!("<p style='{}'>{STORY}", "a:b;".repeat(500_000)),
        format!("<!--{long}--><p>{STORY}"),
        format!("<script type=application/ld+json>{}</script><p>{STORY}", "[".repeat(1_000_000)),
        format!("<title>{long}</title><p>{STORY}"),
        format!("<a href='{long}'>{STORY}</a>"),
        format!("<p>{}", "<br>".repeat(500_000)),
        "<script>".repeat(200_000),
        "<script ".repeat(200_000),
        "<style></style".repeat(200_000),
        "<script><!--".repeat(100_000),
        "<textarea><script>".repeat(100_000),
        format!("<script><!--{}</script>", "<script>".repeat(200_000)),
        format!("<textarea>{}", "<script></script>".repeat(100_000)),
        "&amp;".repeat(400_000),
        "<".repeat(2_000_000),
    ] {
        within(2, || Extractor::new().extract(&html)).unwrap();
    }
}

#[test]
fn a_page_over_the_byte_limit_is_an_error() {
    let small = Extractor::new().limits(Limits::new().max_bytes(100));
    let html = "x".repeat(101);
    assert!(small.extract(&html).unwrap_err().is_limit());
    assert!(small.extract(Page::bytes(html.as_bytes())).unwrap_err().is_limit());
    assert!(small.extract(&html[..100]).is_ok());
}

#[test]
fn past_the_node_limit_only_text_is_kept_with_a_warning() {
    let small = Extractor::new().limits(Limits::new().max_nodes(500));
    let html = format!("{}<p>{STORY}", "<p>x".repeat(1_000));
    let (article, trace) = small.extract_traced(&html).unwrap();
    assert_eq!(article.warnings, [Warning::NodeLimit]);
    assert!(kept(&trace, STORY));
    assert!(dom::parse(&html, &Limits::new().max_nodes(500)).len() <= 510);
}

#[test]
fn attributes_past_the_limit_are_left_out_with_a_warning() {
    let mut html = String::from("<p");
    for i in 0..300 {
        write!(html, " a{i}").unwrap();
    }
    write!(html, ">{STORY}").unwrap();
    let (article, trace) = Extractor::new().extract_traced(&html).unwrap();
    assert_eq!(article.warnings, [Warning::AttributeLimit]);
    assert!(kept(&trace, STORY));
}

#[test]
fn an_ordinary_page_has_no_warnings() {
    let article = gleaner::extract(&format!("<article><h1>Ferry</h1><p>{STORY}</p></article>")).unwrap();
    assert_eq!(article.warnings, []);
}

#[test]
fn a_deep_tree_of_the_callers_own_is_flattened() {
    let dom = rcdom(&format!("{}<p>{STORY}</p>", "<div>".repeat(2_000)));
    let (article, trace) = Extractor::new().extract_traced(&dom).unwrap();
    assert_eq!(article.warnings, [Warning::DepthLimit]);
    assert!(kept(&trace, STORY));
}

#[test]
fn a_quarter_megabyte_of_stack_is_enough() {
    let run = || {
        let deep = "<div><blockquote><ul><li><table><tr><td><b><i><a href=x>".repeat(5_000);
        for html in
            [format!("{deep}<p>{STORY}"), format!("<article>{}<p>{STORY}", "<q><p><ul><li>".repeat(120))]
        {
            let article = gleaner::extract(&html).unwrap();
            let again = article.clone();
            assert_eq!(article, again);
            let sizes = [article.to_text().len(), article.to_markdown().len(), article.to_html().len()];
            drop(article);
            assert!(sizes.iter().all(|&size| size < 10_000_000), "{sizes:?}");
        }
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).unwrap().join().unwrap();
}
