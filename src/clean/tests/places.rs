use super::content;
use crate::article::Places;
use crate::dom;
use crate::extractor::Limits;
use crate::resolve::Resolver;
use crate::select::Selection;

fn places(html: &str) -> Places {
    let doc = dom::parse(html, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    content(&doc, &Selection::everything(&doc), &resolver).places
}

/// Deep pages and long names make long paths: elements are told once, long names in short.
#[test]
fn places_take_no_more_room_than_the_page() {
    let name = format!("x-{}", "a".repeat(300));
    let text = "<p>Trip".repeat(500);
    let chain = [format!("<{name}>").repeat(200), text, format!("</{name}>").repeat(200)].concat();
    let html = chain.repeat(2);
    let places = places(&html);
    assert_eq!(places.blocks.len(), 1000);
    let bytes: usize = places.elements.iter().map(|element| element.step.len()).sum();
    assert!(bytes < html.len() / 4, "{bytes}");
    let deep = ["html > body", &" > *:nth-child(1)".repeat(200)].concat();
    assert_eq!(places.path(499), Some(format!("{deep} > p:nth-child(500)")));
}

#[test]
fn parts_of_what_is_taken_apart_keep_their_places() {
    let path = |html: &str| {
        let places = places(html);
        let inner =
            |index: usize| places.inner[index].iter().map(|&at| places.path_to(at)).collect::<Vec<_>>();
        (0..places.blocks.len())
            .flat_map(|index| std::iter::once(places.path(index).unwrap()).chain(inner(index)))
            .map(|path| path.replace("html > body > ", "").replace(":nth-child", ""))
            .collect::<Vec<_>>()
    };
    // A grid with a list in a cell, and the line between.
    assert_eq!(
        path("<table role=none><tr><td><ul><li>a<li>b</ul><td>c</table><hr><li>d<li>e<p>f"),
        [
            "table(1) > tbody(1) > tr(1) > td(1) > ul(1)",
            "table(1) > tbody(1) > tr(1) > td(1) > ul(1) > li(1)",
            "table(1) > tbody(1) > tr(1) > td(1) > ul(1) > li(2)",
            "table(1) > tbody(1) > tr(1) > td(2)",
            "hr(2)",
            "li(3)",
            "li(3)",
            "li(4)",
            "li(4) > p(1)",
        ]
    );
    // Descriptions without terms, and a signed quotation.
    assert_eq!(
        path("<dl><dd>a<dd><ul><li>b</ul></dl><blockquote><p>c<p>— Ada</blockquote>"),
        [
            "dl(1) > dd(1)",
            "dl(1) > dd(2) > ul(1)",
            "dl(1) > dd(2) > ul(1) > li(1)",
            "blockquote(2)",
            "blockquote(2) > p(1)"
        ]
    );
    // A pull quote around a quotation, pictures in a list, a poem, a heading with a picture.
    assert_eq!(
        path(
            "<aside class=pullquote><blockquote><p>a</blockquote></aside><ul><li><img src=a.png><li><img src=b.png></ul>\
             <div class=poem><p>c<p>d</div><h2><div><img src=c.png></div>e</h2>"
        ),
        ["aside(1)", "aside(1) > blockquote(1) > p(1)", "ul(2)", "div(3)", "h2(4) > div(1)", "h2(4)"]
    );
}
