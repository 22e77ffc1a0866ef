//! Whole pages in, blocks out, shown as our own HTML: it is built from the typed tree alone and says everything the
//! tree holds.

mod code;
mod generators;
mod lists;
mod media;
mod notes;
mod places;
mod quotes;
mod tables;

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
        "<h2><a href=\"https://example.org/a/x\">Title</a></h2>\n<p><a href=\"https://example.org/a/x\">Text</a></p>"
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
    let within = html("<p id=s>see <a href='#s'>1</a>, <a href='#S2.F1'>2</a>");
    assert!(within.ends_with("#s\">1</a>, 2</p>"), "{within}");
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
fn headings_of_wikis_lose_their_tools() {
    let tool =
        "<span class=mw-editsection><span>[</span><a href='/w?action=edit'>edit</a><span>]</span></span>";
    assert_eq!(html(&format!("<h2>One{tool}</h2>")), "<h2>One</h2>");
    assert!(html(&format!("<p>One{tool}</p>")).contains("edit"));
}

#[test]
fn headings_do_not_lead_to_themselves() {
    let one = html("<h2 id=one>One <em>two</em></h2>");
    assert_eq!(html("<h2 id=one><a href='#one'>One <em>two</em></a></h2>"), one);
    assert_eq!(
        html("<h2><a id=one href='https://example.org/a/#one'>One <em>two</em><img src=share.svg></a></h2>"),
        one
    );
    assert_eq!(html("<h2 id=one>One <em>two</em> <a href='#one'>#one</a></h2>"), one);
    let other = html("<h2 id=one><a href='https://b.example/#two'>One</a></h2>");
    assert!(other.contains("href="), "{other}");
}

#[test]
fn headings_keep_their_anchors() {
    assert_eq!(html("<h2 id=one>One</h2>"), "<h2 id=\"user-content-one\">One</h2>");
    assert_eq!(html("<h2><a name=two></a>Two</h2>"), "<h2 id=\"user-content-two\">Two</h2>");
    assert_eq!(html("<h2><span id=three>Three</span></h2>"), "<h2 id=\"user-content-three\">Three</h2>");
    assert_eq!(html("<section id=four><h2>Four</h2></section>"), "<h2 id=\"user-content-four\">Four</h2>");
    assert_eq!(html("<section id=five><p>x</p><h2>Five</h2></section>"), "<p>x</p>\n<h2>Five</h2>");
    assert_eq!(html("<h2 id='a b'>Six</h2>"), "<h2>Six</h2>");
}

#[test]
fn levels_of_headings_begin_below_the_title_and_skip_none() {
    assert_eq!(
        html("<h1>a</h1><h4>b</h4><h6>c</h6><h4>d</h4>"),
        "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h3>d</h3>"
    );
    assert_eq!(
        html("<h5>a</h5><blockquote><h6>b</h6></blockquote>"),
        "<h2>a</h2>\n<blockquote>\n<h3>b</h3>\n</blockquote>"
    );
    let six = html("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>");
    assert!(six.ends_with("<h6>e</h6>\n<h6>f</h6>"), "{six}");
}

#[test]
fn items_keep_their_paragraphs_and_lists_at_any_depth() {
    assert_eq!(
        html("<ol><li><p>a<p>b<ul><li><p>c<p>d<ol><li>e</ol></ul></ol>"),
        "<ol>\n<li><p>a</p><p>b</p><ul>\n<li><p>c</p><p>d</p><ol>\n<li>e</li>\n</ol></li>\n</ul></li>\n</ol>"
    );
}

#[test]
fn tasks_say_whether_they_are_done() {
    assert_eq!(
        html("<ul><li><input type=checkbox checked> a<li><label><input type=checkbox> b</label><li>c</ul>"),
        "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n<li>c</li>\n</ul>"
    );
}

#[test]
fn callouts_keep_kind_and_title() {
    let callout = "<aside class=\"callout callout-warning\">\n<p class=\"callout-title\">Mind the step</p>\n<p>It is high.</p>\n</aside>";
    for page in [
        "<div class='admonition warning'><p class=admonition-title>Mind the step<p>It is high.</div>",
        "<div class='markdown-alert markdown-alert-warning'><p class=markdown-alert-title>Mind the step<p>It is high.</div>",
        "<div class=callout data-callout=warning><div class=callout-title>Mind the step</div><div class=callout-content><p>It is high.</div></div>",
        "<div class='custom-block warning'><p class=custom-block-title>Mind the step<p>It is high.</div>",
    ] {
        assert_eq!(html(page), callout, "{page}");
    }
    let quote = "<blockquote><p>x</p></blockquote>";
    for class in ["callout callout--group", "sqs-block quote-block sqs-block-quote"] {
        assert_eq!(html(&format!("<div class='{class}'>{quote}</div>")), html(quote));
    }
    for page in [
        "<div class=alert>x</div>",
        "<p class='wp-block-daily-abstract abstract'>x</p>",
        "<div class='message-cell message-info-block'>x</div>",
    ] {
        assert_eq!(html(page), "<p>x</p>");
    }
}

#[test]
fn details_keep_their_summary() {
    let details = "<details>\n<summary>Why?</summary>\n<p>Because.</p>\n</details>";
    assert_eq!(html("<details><summary>Why?</summary><p>Because.</details>"), details);
    assert_eq!(html("<details><summary>Why?</summary></details>"), "<p>Why?</p>");
}

#[test]
fn verse_keeps_its_lines_and_stanzas() {
    let poem = "<p class=\"verse\">one<br>two</p>\n<p class=\"verse\">three<br>four</p>";
    assert_eq!(html("<div class=poem><p>one<br>two</p><p>three<br>four</p></div>"), poem);
    assert_eq!(
        html(
            "<div class=poem><div class=stanza><p>one</p><p>two</p></div><div class=stanza><div>three</div><div>four</div></div></div>"
        ),
        "<p class=\"verse\">one<br>two<br>three<br>four</p>"
    );
    assert_eq!(html("<p class=verse>one<br>two</p>"), "<p class=\"verse\">one<br>two</p>");
}

#[test]
fn no_class_alone_drops_text() {
    let text =
        "The harbour office publishes the tables each spring. Boats of more than five metres pay by the day.";
    for class in [
        "share",
        "Release",
        "code-toolbar",
        "toolbar",
        "gutter",
        "linenos",
        "credit",
        "avatar",
        "post",
        "comment",
        "status",
        "message",
        "gallery",
        "poem",
        "pullquote",
        "author",
        "prompt",
        "select-none",
        "footnotes",
        "backlink",
        "sidenote",
        "tooltip",
        "ln",
        "go",
        "copy",
        "hidden-print",
        "newsletter-story",
    ] {
        let page = format!("<div class='{class}'><p>{text}</p><p>{text}</p></div>");
        assert_eq!(html(&page).matches("Boats of more").count(), 2, "{class}");
        let page = format!(
            "<div class='{class}'><pre class='{class}'><span class='{class}'>let x = 1;</span>\n<b>y</b></pre></div>"
        );
        assert!(html(&page).contains("let x = 1;"), "{class}: {}", html(&page));
    }
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
fn what_is_kept_keeps_its_caption_and_its_author() {
    let doc = dom::parse(
        "<table><caption>C</caption><tr><th>kept<th>kept<tr><td>kept<td>kept</table>\
         <blockquote><p>kept</p><footer>Ada</footer></blockquote><blockquote><p>dropped</p><cite>Ben</cite></blockquote>",
        &Limits::new(),
    );
    let (resolver, _) = Resolver::new(&doc, None);
    let kept = Selection::nodes(&doc, |id| doc.text(id) == "kept");
    let article = Article { blocks: content(&doc, &kept, &resolver).blocks, ..Article::default() };
    assert_eq!(article.to_text(), "C\nkept\tkept\nkept\tkept\n\nkept\nAda\n");
}

#[test]
fn words_on_both_sides_of_dropped_text_stay_apart() {
    let doc = dom::parse("<div><b>kept</b><i>dropped</i><b>too</b></div>", &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let kept = Selection::nodes(&doc, |id| matches!(doc.text(id), "kept" | "too"));
    let article = Article { blocks: content(&doc, &kept, &resolver).blocks, ..Article::default() };
    assert_eq!(article.to_text(), "kept too\n");
}

/// The page that has one of everything, as it is rendered to HTML.
const EVERYTHING: &str = include_str!("../../../tests/pages/one-of-everything/expected.html");

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
    for (got, expected) in html.lines().zip(EVERYTHING.lines()) {
        assert_eq!(got, expected);
    }
    assert_eq!(html, EVERYTHING);
    assert_eq!(read(&html), once);
}

#[test]
fn links_within_an_article_lead_to_its_headings() {
    let page =
        "<h2 id=part>Part</h2><p id=line>See <a href='#part'>the part</a>, <a href='#line'>the line</a>.</p>";
    let doc = dom::parse(page, &Limits::new());
    let content = content(&doc, &Selection::everything(&doc), &Resolver::new(&doc, None).0);
    assert_eq!(
        Article { blocks: content.blocks, ..Article::default() }.to_html(),
        "<h2 id=\"user-content-part\">Part</h2>\n<p>See <a href=\"#part\">the part</a>, the line.</p>\n"
    );
    assert!(html(page).contains("<a href=\"https://example.org/a/#line\">"));
}
