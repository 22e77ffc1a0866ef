//! Hostile pages cost what their size says and no more, and the caller is told what was cut.

use std::fmt::Write;
use std::time::Duration;

use gleaner::stages::dom;
use gleaner::{Article, Block, Error, Extractor, Limits, Page, Trace, Warning};

use crate::compare::rcdom;
use crate::cpu;
use crate::shapes::shapes;

/// Debug builds run several times slower.
const SLOWDOWN: u32 = if cfg!(debug_assertions) { 20 } else { 1 };

const STORY: &str =
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";

fn within<T>(seconds: u32, work: impl FnOnce() -> T) -> T {
    let start = cpu::time();
    let result = work();
    let (took, allowed) =
        (cpu::time().saturating_sub(start), Duration::from_secs(u64::from(seconds * SLOWDOWN)));
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

/// Each date was held against the whole line it stands in.
#[test]
fn a_line_of_twenty_thousand_dates_stays_linear() {
    let html = format!("<body>{}<p>{STORY}", "<time datetime=2024-05-01>May 1</time>".repeat(20_000));
    within(1, || Extractor::new().extract(&html)).unwrap();
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
fn a_hundred_thousand_attributes_in_one_tag_stay_linear() {
    for tag in
        ["<div ", "<p><i title='<b", "</div ", "<!-- <b c=\" --><div ", "<title></title ", "&amp</><br\r\n"]
    {
        let mut html = format!("<p>{STORY}{tag}");
        for i in 0..100_000 {
            write!(html, " a{i}='>'").unwrap();
        }
        let (article, trace) = within(1, || Extractor::new().extract_traced(&html)).unwrap();
        assert!(kept(&trace, STORY), "{tag}");
        // In the second the attributes are a value.
        assert_eq!(article.warnings.is_empty(), tag.contains("title='"), "{tag}");
    }
}

/// Each paragraph opens the formatting elements of the one before again.
#[test]
fn a_page_of_44_kb_has_no_tree_of_a_gigabyte() {
    let mut html = String::from("<p>");
    for id in 0..3_000 {
        write!(html, "<b id={id}>").unwrap();
    }
    html.push_str("</p>");
    html.push_str(&"<p>x".repeat(3_000));
    let doc = within(1, || dom::parse(&html, &Limits::new()));
    assert!(doc.len() < 25_000, "{} nodes", doc.len());
    assert_eq!(doc.warnings(), [Warning::DepthLimit, Warning::NodeLimit]);
}

#[test]
fn the_nodes_a_page_may_have_grow_with_its_size() {
    let crowded = dom::parse(&"<p>x".repeat(100_000), &Limits::new());
    assert_eq!(crowded.warnings(), [Warning::NodeLimit]);
    assert!((36_000..37_000).contains(&crowded.len()), "{}", crowded.len());
    let roomy = dom::parse(&format!("<p>{STORY}").repeat(20_000), &Limits::new());
    assert_eq!((roomy.warnings(), roomy.len()), (&[][..], 40_004));
}

#[test]
fn past_the_lines_of_text_a_page_may_have_the_rest_is_one() {
    let html = format!("{}<p>{STORY}<p>last", "<p>one more<br>line".repeat(4_000));
    let (article, trace) = Extractor::new().extract_traced(&html).unwrap();
    assert_eq!(article.warnings, [Warning::SegmentLimit]);
    assert_eq!(trace.segments.len(), 6_000 + html.len() / 256 + 2);
    assert!(trace.segments.last().unwrap().text.ends_with(&format!("line {STORY} last")));
}

#[test]
fn of_a_table_with_more_cells_than_that_each_row_is_one() {
    let row = |n| {
        format!(
            "<tr class='row of-the-table'><td class=first-of-four>{n} ferries to the north quay, counted twice\
            <td class=second-of-four>late<br>or early<td class=third-of-four>{}<td class=fourth-of-four><p>a",
            n * 7
        )
    };
    let rows: String = (0..5_000).map(row).collect();
    let head = "<tr><th>Crossings<th>When<th>Passengers<th>Marks";
    let html = format!("<article><p>{STORY}<table>{head}{rows}</table><p>{STORY} So it ends.</article>");
    let article = Extractor::new().extract(&html).unwrap();
    assert_eq!(article.warnings, []);
    let [.., Block::Table(table), _] = article.blocks.as_slice() else { panic!("no table") };
    assert_eq!(table.rows.len(), 5_001);
    assert!(table.rows.iter().all(|row| row.cells.len() == 4));
}

#[test]
fn end_tags_of_nothing_below_deep_nesting_end_by_counted_steps() {
    let html = format!("<p>{STORY}{}{}", "<div>".repeat(600), "</p>".repeat(400_000));
    let (article, trace) = within(1, || Extractor::new().extract_traced(&html)).unwrap();
    assert!(article.warnings.contains(&Warning::WorkLimit) || article.warnings.contains(&Warning::NodeLimit));
    assert!(kept(&trace, STORY));
}

#[test]
fn a_budget_of_work_ends_at_the_same_step_each_time() {
    let html = format!("<p>{STORY}</p><script>x = 1</script>").repeat(200);
    let whole = dom::parse(&html, &Limits::new());
    let limits = Limits::new().max_work(whole.steps() / 2);
    let half = dom::parse(&html, &limits);
    assert_eq!(half.warnings(), [Warning::WorkLimit]);
    assert_eq!(half.len(), dom::parse(&html, &limits).len());
    assert!(half.len() < whole.len(), "{} of {}", half.len(), whole.len());
    let article = Extractor::new().limits(limits).extract(&html).unwrap();
    assert_eq!(article.warnings, [Warning::WorkLimit]);
    let enough = Limits::new().max_work(whole.steps() + 1);
    assert_eq!(Extractor::new().limits(enough).extract(&html).unwrap().warnings, []);
}

#[test]
fn without_work_left_scripts_are_not_searched() {
    let body = format!("{STORY} ").repeat(10);
    let html = format!("<div id=app></div><script>state = {{\"articleBody\": \"{body}\"}}</script>");
    let found = |limits| !Extractor::new().limits(limits).extract(&html).unwrap().blocks.is_empty();
    assert!(found(Limits::new()));
    assert!(!found(Limits::new().max_work(1)));
}

#[test]
fn json_ld_past_its_bounds_is_not_read() {
    let title = |html: &str, limits| {
        let metadata = Extractor::new().limits(limits).metadata(html).unwrap();
        metadata.description.map(|d| d.value)
    };
    let nested = format!("{}{}", "[".repeat(60), "]".repeat(60));
    let html = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"description\":\"Ferry late\",\"a\":{nested}}}</script>"
    );
    let found = Some("Ferry late".to_owned());
    assert_eq!(title(&html, Limits::new()), found);
    assert_eq!(title(&html, Limits::new().max_json_ld_bytes(100)), None);
    assert_eq!(title(&html, Limits::new().max_json_ld_depth(60)), found);
    assert_eq!(title(&html, Limits::new().max_json_ld_depth(59)), None);
    let deeper = html.replace(&nested, &format!("{}{}", "[".repeat(65), "]".repeat(65)));
    assert_eq!(title(&deeper, Limits::new()), None);
}

#[test]
fn wide_cells_span_what_they_may() {
    let html = format!(
        "<article><p>{STORY}</p><table><tr><th colspan=999999999 rowspan=999999999>Ferry<th>Delay<tr><td>Mail<td>1 \
         hour</table><p>{STORY}</p></article>"
    );
    let spans = |limits| {
        let article = Extractor::new().limits(limits).extract(&html).unwrap();
        article.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some((table.rows[0].cells[0].columns, table.rows[0].cells[0].rows)),
            _ => None,
        })
    };
    // No row spans past the end of the table.
    assert_eq!(spans(Limits::new()), Some((1000, 2)));
    assert_eq!(spans(Limits::new().max_table_span(7)), Some((7, 2)));
    assert_eq!(spans(Limits::new().max_table_span(1)), Some((1, 1)));
}

#[test]
fn metadata_is_cut_to_the_characters_it_may_have() {
    let html = format!(
        "<title>{STORY}</title><meta name=author content='Zoë Grauß-Lindenberg'><meta name=description content='{STORY}'>\
         <link rel=canonical href=https://harbour.example/{}><h1>{STORY}</h1><p>{STORY}",
        "a".repeat(100)
    );
    let metadata = |limits| Extractor::new().limits(limits).extract(&html).unwrap().metadata;
    let (whole, cut) = (metadata(Limits::new()), metadata(Limits::new().max_metadata_chars(10)));
    assert_eq!(whole.title.unwrap().value, STORY);
    assert!(whole.canonical_url.is_some());
    assert_eq!(cut.title.unwrap().value, "The ferry ");
    assert_eq!(cut.authors[0].value.name, "Zoë Grauß-");
    assert_eq!(cut.canonical_url, None);
    assert!(cut.description.is_some_and(|d| d.value == "The ferry " && d.raw == "The ferry "));
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

/// The whole way, and what is derived for a tree: copying, comparing, printing, dropping.
#[test]
fn a_quarter_megabyte_of_stack_is_enough() {
    let run = || {
        let mut pages: Vec<String> =
            shapes().iter().filter(|s| s.name.starts_with("nested")).map(|s| s.page(100_000)).collect();
        pages.push(format!("<article>{}<p>{STORY}", "<q><p><ul><li>".repeat(120)));
        for html in pages {
            let article = gleaner::extract(&html).unwrap();
            let again = article.clone();
            assert_eq!(article, again);
            assert!(format!("{article:?}").len() > 100);
            let sizes = [article.to_text().len(), article.to_markdown().len(), article.to_html().len()];
            drop(article);
            assert!(sizes.iter().all(|&size| size < 10_000_000), "{sizes:?}");
        }
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).unwrap().join().unwrap();
}
