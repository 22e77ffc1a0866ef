//! Whole pages in, blocks out, shown as our own HTML: it is built from the typed tree alone and says everything the
//! tree holds.

use super::{Content, content};
use crate::article::{Article, Block};
use crate::dom;
use crate::extractor::Limits;
use crate::resolve::Resolver;
use crate::select::Selection;

fn clean(html: &str) -> Vec<Block> {
    let doc = dom::parse(html, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, Some("https://example.org/a/"));
    content(&doc, &Selection::everything(&doc), &resolver).blocks
}

fn html(page: &str) -> String {
    let article = Article { blocks: clean(page), ..Article::default() };
    article.to_html().trim_end().to_owned()
}

#[test]
fn loose_text_becomes_paragraphs() {
    assert_eq!(html("<div>one<div>two</div>three</div>"), "<p>one</p>\n<p>two</p>\n<p>three</p>");
}

#[test]
fn two_line_breaks_split_a_paragraph_and_one_does_not() {
    assert_eq!(html("<p>a<br>b<br> <br/>c<br>"), "<p>a<br>b</p>\n<p>c</p>");
}

#[test]
fn white_space_collapses_as_shown() {
    assert_eq!(
        html("<p> a \n b<b> c </b> d<i>e</i>f <span> </span>&nbsp; g "),
        "<p>a b <strong>c</strong> d<em>e</em>f g</p>"
    );
    assert_eq!(html("<p>a<span> </span>b<span></span>c"), "<p>a bc</p>");
    assert_eq!(html("<p>Donau\u{ad}dampf\u{ad}schiff\u{feff}</p>"), "<p>Donaudampfschiff</p>");
}

#[test]
fn custom_elements_stand_on_lines_of_their_own() {
    assert_eq!(html("one<my-card>two</my-card>three"), "<p>one</p>\n<p>two</p>\n<p>three</p>");
}

#[test]
fn styles_that_wrap_blocks_apply_to_each() {
    assert_eq!(
        html("<b><p>one</p><p>two</p></b>"),
        "<p><strong>one</strong></p>\n<p><strong>two</strong></p>"
    );
    let card = html("<a href=x><h3>Title</h3><p>Text</p></a>");
    assert_eq!(
        card,
        "<h3><a href=\"https://example.org/a/x\">Title</a></h3>\n<p><a href=\"https://example.org/a/x\">Text</a></p>"
    );
}

#[test]
fn same_styles_side_by_side_are_one() {
    assert_eq!(
        html("<p><b>one</b><b>two</b> <b>three</b>"),
        "<p><strong>onetwo</strong> <strong>three</strong></p>"
    );
    assert_eq!(html("<p><b>a<b>b</b>c</b>"), "<p><strong>abc</strong></p>");
}

#[test]
fn links_are_resolved_and_refused_ones_become_text() {
    assert_eq!(html("<p><a href='../b#c'>b</a>"), "<p><a href=\"https://example.org/b#c\">b</a></p>");
    assert_eq!(html("<p>a <a href='javascript:x()'>b</a> c <a href='#'>d</a>"), "<p>a b c d</p>");
}

#[test]
fn bold_paragraphs_stay_paragraphs() {
    assert_eq!(html("<p><strong>Not a heading</strong></p>"), "<p><strong>Not a heading</strong></p>");
}

#[test]
fn headings_lose_their_own_bold_and_permalinks() {
    assert_eq!(html("<h2><b>One</b></h2>"), "<h2>One</h2>");
    assert_eq!(html("<h2>One <a class=anchor href='#one'>#</a></h2>"), "<h2>One</h2>");
    assert_eq!(html("<h2><p>One</p><p>two</p></h2>"), "<h2>One two</h2>");
}

#[test]
fn headings_around_half_the_page_are_no_headings() {
    let text = "word ".repeat(100);
    assert_eq!(html(&format!("<h2><p>{text}</p></h2>")), format!("<p>{}</p>", text.trim()));
}

#[test]
fn lists_nest() {
    assert_eq!(
        html("<ul><li>a<ul><li>b</ul><li>c</ul>"),
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n<li>c</li>\n</ul>"
    );
    // A list right in a list belongs to the item before it.
    assert_eq!(html("<ul><li>a</li><ul><li>b</ul></ul>"), "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n</ul>");
}

#[test]
fn numbered_lists_keep_their_start() {
    assert_eq!(html("<ol start=4><li>a</ol>"), "<ol start=\"4\">\n<li>a</li>\n</ol>");
}

#[test]
fn items_without_a_list_make_one() {
    assert_eq!(html("<div><li>a<li>b</div>"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
}

#[test]
fn definition_lists_pair_terms_and_descriptions() {
    assert_eq!(
        html("<dl><div><dt>a<dt>b<dd>c<dd>d</div><dt>e<dd>f</dl>"),
        "<dl>\n<dt>a</dt>\n<dt>b</dt>\n<dd>c</dd>\n<dd>d</dd>\n<dt>e</dt>\n<dd>f</dd>\n</dl>"
    );
}

#[test]
fn quotes_hold_blocks() {
    assert_eq!(html("<blockquote>a<p>b</blockquote>"), "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>");
}

fn code(page: &str) -> (Option<String>, String) {
    match clean(page).as_slice() {
        [Block::Code { language, text }] => (language.clone(), text.clone()),
        other => panic!("not one code block: {other:?}"),
    }
}

#[test]
fn code_keeps_its_lines() {
    assert_eq!(code("<pre>\n\n  a &lt; b\n\n\tc  \n\n</pre>").1, "  a < b\n\n\tc");
    assert_eq!(code("<pre>a<br>b<br><br>c</pre>").1, "a\nb\n\nc");
    assert_eq!(code("<pre><code><div>a</div><div>\n</div><div>b</div></code></pre>").1, "a\n\nb");
    assert_eq!(code("<pre><div>a</div><div><br></div><div>b</div></pre>").1, "a\n\nb");
    assert_eq!(
        code("<pre><span class=line>a</span>\n<span class=line></span>\n<span class=line>b</span></pre>").1,
        "a\n\nb"
    );
    assert_eq!(code("<pre><span class=line>a</span><span class=line>b</span></pre>").1, "a\nb");
    assert_eq!(code("<pre><code>a</code><code>b</code></pre>").1, "a\nb");
}

#[test]
fn code_loses_line_numbers_and_buttons() {
    assert_eq!(
        code("<pre><button>Copy</button><span class=ln>1</span>a\n<span class=ln>2</span>b</pre>").1,
        "a\nb"
    );
    let table =
        "<table><tr><td class=gutter><pre>1\n2</pre></td><td class=code><pre>a\nb</pre></td></tr></table>";
    assert_eq!(code(table).1, "a\nb");
}

#[test]
fn code_without_pre_is_found_by_its_style() {
    assert_eq!(code("<div><code style='white-space: pre'>\na\n  b\n</code></div>").1, "a\n  b");
    assert_eq!(
        html("<p>run <code style='white-space:pre'>a b</code> now"),
        "<p>run <code>a b</code> now</p>"
    );
}

#[test]
fn code_loses_line_numbers_that_stand_beside_its_lines() {
    let row = |n, line| format!("<div><span>{n}</span><div>{line}</div></div>");
    assert_eq!(
        code(&format!("<pre>{}{}{}</pre>", row(1, "a"), row(2, "<span>3</span>"), row(3, "c"))).1,
        "a\n3\nc"
    );
}

#[test]
fn code_languages_are_read_from_markup() {
    let language = |page: &str| code(page).0.unwrap_or_default();
    assert_eq!(language("<pre><code class='hljs language-Rust'>x</code></pre>"), "rust");
    assert_eq!(language("<pre class='lang-c++ prettyprint'>x</pre>"), "c++");
    assert_eq!(language("<div class='highlight highlight-source-shell'><pre>x</pre></div>"), "shell");
    assert_eq!(language("<pre class='brush: js; toolbar: false'>x</pre>"), "js");
    assert_eq!(language("<pre data-lang=go>x</pre>"), "go");
    assert_eq!(
        language("<div class='highlight-python notranslate'><div class=highlight><pre>x</pre></div></div>"),
        "python"
    );
    assert_eq!(language("<pre class='sourceCode haskell'><code>x</code></pre>"), "haskell");
    assert_eq!(language("<pre class=language-plaintext>x</pre>"), "");
    assert_eq!(language("<body class=lang-en><pre>x</pre>"), "");
    assert_eq!(language("<pre class='language-`rm'>x</pre>"), "");
}

#[test]
fn data_tables_stay_tables() {
    assert_eq!(
        html(
            "<table><caption>C</caption><thead><tr><th>a<th colspan=0>b</thead><tr><td>c<td colspan=9999></table>"
        ),
        "<table>\n<caption>C</caption>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>c</td><td colspan=\"1000\"></td></tr>\n</tbody>\n</table>"
    );
}

#[test]
fn layout_tables_give_their_blocks() {
    assert_eq!(html("<table><tr><td>a<tr><td>b</table>"), "<p>a</p>\n<p>b</p>");
    assert_eq!(
        html("<table><tr><td>a<td><h2>b</h2><p>c<tr><td>d</table>"),
        "<p>a</p>\n<h2>b</h2>\n<p>c</p>\n<p>d</p>"
    );
    assert_eq!(
        html("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>").matches("<p>").count(),
        4
    );
    let nested = html("<table><tr><td>x<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>");
    assert!(nested.starts_with("<p>x</p>\n<table>"), "{nested}");
}

#[test]
fn figures_join_image_and_caption() {
    assert_eq!(
        html(
            "<figure><a href=big.jpg><img src=a.jpg alt=A></a><figcaption><p>One</p><p>two</p></figcaption></figure>"
        ),
        "<figure><a href=\"https://example.org/a/big.jpg\"><img src=\"https://example.org/a/a.jpg\" alt=\"A\"></a>\
         <figcaption>One<br>two</figcaption></figure>"
    );
    assert_eq!(
        html("<figure><pre>x</pre><figcaption>C</figcaption></figure>"),
        "<pre><code>x</code></pre>\n<p>C</p>"
    );
}

#[test]
fn images_alone_are_figures_and_images_in_text_are_not() {
    assert_eq!(
        html("<p><img src=a.jpg></p>"),
        "<figure><img src=\"https://example.org/a/a.jpg\" alt=\"\"></figure>"
    );
    assert_eq!(
        html("<p>a <img src=a.jpg alt=b> c"),
        "<p>a <img src=\"https://example.org/a/a.jpg\" alt=\"b\"> c</p>"
    );
}

fn sources(page: &str) -> Vec<String> {
    html(page)
        .split("src=\"")
        .skip(1)
        .filter_map(|s| s.split_once('"'))
        .map(|(s, _)| s.replace("https://example.org/a/", ""))
        .collect()
}

#[test]
fn lazy_images_are_found() {
    let pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    assert_eq!(sources(&format!("<img src='{pixel}' data-src=a.jpg>")), ["a.jpg"]);
    assert_eq!(sources("<img src=spacer.gif data-srcset='a.jpg 400w, b.jpg 1200w, c.jpg 800w'>"), ["b.jpg"]);
    assert_eq!(sources("<img srcset='a,b.jpg 1x, c.jpg 2x'>"), ["c.jpg"]);
    assert_eq!(sources(&format!("<picture><source srcset=a.webp><img src='{pixel}'></picture>")), ["a.webp"]);
    assert_eq!(sources("<img src=a.jpg><img src=b.jpg>"), ["a.jpg", "b.jpg"]);
}

#[test]
fn images_of_unknown_loaders_are_found() {
    assert_eq!(
        sources("<img src='data:image/svg+xml,x' data-id='a.b/c' data-loader=i/a.png?w=2>"),
        ["i/a.png?w=2"]
    );
}

#[test]
fn images_repeated_for_readers_without_scripts_are_kept_once() {
    assert_eq!(sources("<img data-src=a.jpg><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
    assert_eq!(sources("<img src=placeholder.png><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
    assert_eq!(
        sources("<p></p><noscript><img src=a.jpg?w=9></noscript><img data-src=a.jpg?w=1>"),
        ["a.jpg?w=1"]
    );
    assert_eq!(sources("<p>x</p><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
}

#[test]
fn images_that_show_nothing_are_dropped() {
    assert!(
        sources("<img src=a.gif width=1 height=1><img src=/i/spacer.gif><img><img src='javascript:x'>")
            .is_empty()
    );
}

#[test]
fn rules_stand_only_between_content() {
    assert_eq!(html("<hr><p>a</p><hr><hr><p>b</p><hr>"), "<p>a</p>\n<hr>\n<p>b</p>");
}

#[test]
fn programs_and_drawings_give_nothing() {
    assert_eq!(
        html("<p>a<script>b</script><style>c</style><svg><text>d</text></svg>e<template>f</template>"),
        "<p>ae</p>"
    );
}

#[test]
fn text_in_noscript_is_kept_if_selected() {
    assert_eq!(html("<noscript><p>a</p></noscript>"), "<p>a</p>");
}

#[test]
fn nothing_nests_beyond_what_renderers_may_recurse_into() {
    for (open, close) in [
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<dl><dd>", "</dd></dl>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<figure>", "</figure>"),
    ] {
        let page = format!("{}x{}", open.repeat(200), close.repeat(200));
        let rendered = html(&page);
        assert!(rendered.contains('x'), "{open}");
        assert!(rendered.matches('<').count() <= 4 * super::MAX_NESTING + 4, "{open} {}", rendered.len());
    }
}

#[test]
fn only_what_is_selected_is_in_the_blocks() {
    let doc = dom::parse("<p>kept</p><div>dropped <b>text</b></div><p>kept too</p>", &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let kept = Selection::nodes(&doc, |id| doc.text(id).contains("kept"));
    let article = Article { blocks: content(&doc, &kept, &resolver).blocks, ..Article::default() };
    assert_eq!(article.to_text(), "kept\n\nkept too\n");
}

#[test]
fn words_on_both_sides_of_dropped_text_stay_apart() {
    let doc = dom::parse("<div><b>kept</b><i>dropped</i><b>too</b></div>", &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let kept = Selection::nodes(&doc, |id| matches!(doc.text(id), "kept" | "too"));
    let article = Article { blocks: content(&doc, &kept, &resolver).blocks, ..Article::default() };
    assert_eq!(article.to_text(), "kept too\n");
}

#[test]
fn a_list_of_images_alone_is_no_list() {
    assert_eq!(
        html("<ul><li><img src=a.jpg alt=A><li><img src=b.jpg></ul>"),
        html("<p><img src=a.jpg alt=A></p><p><img src=b.jpg></p>")
    );
    let mixed = html("<ul><li><img src=a.jpg alt=A><li>text</ul>");
    assert!(mixed.starts_with("<ul>"), "{mixed}");
}

#[test]
fn thumbnails_of_an_image_are_left_out() {
    let main = html("<div><img src=a.jpg alt=A></div>");
    assert_eq!(
        html("<div><img src=a.jpg alt=A><ul><li><img src=t1.jpg alt=''><li><img src=t2.jpg></ul></div>"),
        main
    );
    let told = html("<div><img src=a.jpg alt=A><ul><li><img src=t1.jpg alt=Back></ul></div>");
    assert!(told.contains("Back"), "{told}");
}

#[test]
fn the_copy_button_of_a_code_block_is_no_text() {
    let code = html("<div><pre>x = 1</pre></div>");
    assert_eq!(html("<div><button>Copy</button><pre>x = 1</pre></div>"), code);
    assert_eq!(html("<div><pre>x = 1</pre>\n<button>Copy</button></div>"), code);
    assert_eq!(html("<button>What is it?</button><p>A thing.</p>"), "<p>What is it?</p>\n<p>A thing.</p>");
}

/// The page that has one of everything, as it is rendered to HTML.
const EVERYTHING: &str = include_str!("../../tests/pages/one-of-everything/expected.html");

#[test]
fn our_own_html_gives_the_same_tree() {
    let read = |html: &str| {
        let doc = dom::parse(html, &Limits::new());
        let (resolver, _) = Resolver::new(&doc, Some("https://harbour.example.org/tide-clock"));
        content(&doc, &Selection::everything(&doc), &resolver)
    };
    let rendered = |content: Content| {
        Article { blocks: content.blocks, notes: content.notes, ..Article::default() }.to_html()
    };
    let once = read(EVERYTHING);
    assert_eq!(once.notes.len(), 1);
    let html = rendered(read(EVERYTHING));
    assert_eq!(html, EVERYTHING);
    assert_eq!(read(&html), once);
}
