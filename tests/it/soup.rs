//! Generated pages for the property tests: tag soup that mis-nests, and text that looks like something.

use proptest::prelude::*;
use proptest::sample::select;

const TAGS: &[&str] = &[
    "a", "address", "applet", "article", "aside", "b", "big", "blockquote", "body", "button", "caption", "center",
    "code", "col", "colgroup", "dd", "details", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font",
    "footer", "form", "frame", "frameset", "h1", "h2", "head", "header", "hr", "html", "i", "iframe", "img", "input",
    "li", "link", "listing", "main", "marquee", "math", "mi", "mtext", "annotation-xml", "meta", "nav", "nobr",
    "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "p", "plaintext", "pre", "rp", "rt",
    "ruby", "s", "script", "section", "select", "small", "span", "strong", "style", "sub", "summary", "svg", "desc",
    "foreignObject", "path", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title",
    "tr", "tt", "u", "ul", "video", "x-card", "xmp", "br",
];

const ATTRIBUTES: &[&str] = &[
    "", " class=post", " id='x'", " href=/a", " href='javascript:alert(1)'", " src=a.png", " onclick=x()", " hidden",
    " style='display:none'", " rel=author", " itemprop=author", " datetime=2024-02-30", " property=og:title content=T",
    " type=application/ld+json", " encoding=text/html", " colspan=9999", " a=1 a=2", " class=\"", " =", "/",
];

const TEXTS: &[&str] = &[
    "word", " ", "\n", "A sentence of some length, with a comma, about nothing in particular. ", "&amp;", "&lt;b>", "&#0;",
    "\u{0}", "\u{feff}", "\u{202e}", "日本語の文章です。", "<!-- c -->", "<!doctype html>", "<![CDATA[x]]>", "<?pi ?>", "<",
    "{\"@type\":\"Article\",\"headline\":\"H\"}", "14 June 2025", "By Ann Example", "*_`[x](y)#|",
];

/// A page out of start tags, end tags and text in any order.
pub(crate) fn tag_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => (select(TAGS), select(ATTRIBUTES)).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        3 => select(TAGS).prop_map(|tag| format!("</{tag}>")),
        3 => select(TEXTS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}
