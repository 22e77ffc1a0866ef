//! Inlines from page to the three renderings and back: each type is the same in the tree, after serde, and when our own
//! HTML is read again; and words are as far apart as a browser shows them.

use super::content;
use crate::article::{Article, Block};
use crate::dom;
use crate::extractor::Limits;
use crate::resolve::Resolver;
use crate::select::Selection;

fn clean(html: &str) -> Article {
    let doc = dom::parse(html, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, Some("https://a.example/x/"));
    let content = content(&doc, &Selection::everything(&doc), &resolver);
    Article { blocks: content.blocks, notes: content.notes, ..Article::default() }
}

/// Checks the three renderings of a line of a page, and that nothing is lost on the way back.
fn check(page: &str, text: &str, markdown: &str, html: &str) {
    let article = clean(&format!("<p>{page}</p>"));
    assert!(matches!(article.blocks.as_slice(), [Block::Paragraph(_)]), "{article:?}");
    assert_eq!(article.to_text().trim_end(), text);
    assert_eq!(article.to_markdown().trim_end(), markdown);
    let written = article.to_html();
    assert_eq!(written.trim_end(), format!("<p>{html}</p>"));
    assert_eq!(clean(&written), article, "our own HTML");
    #[cfg(feature = "serde")]
    {
        let json = serde_json::to_string(&article).unwrap();
        assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
    }
}

#[test]
fn emphasis_is_kept() {
    check("a <i>b</i> <em>c</em>", "a b c", "a *b* *c*", "a <em>b</em> <em>c</em>");
    check(
        "a <b>b</b> <strong>c</strong>",
        "a b c",
        "a **b** **c**",
        "a <strong>b</strong> <strong>c</strong>",
    );
    check("a <s>b</s> <del>c</del> d", "a b c d", "a ~~b~~ ~~c~~ d", "a <s>b</s> <s>c</s> d");
}

#[test]
fn emphasis_by_style_is_kept_and_bold_that_is_none_is_not() {
    check(
        "<span style='font-weight: 700'>a</span> <span style='color: red; FONT-STYLE:italic'>b</span> c",
        "a b c",
        "**a** *b* c",
        "<strong>a</strong> <em>b</em> c",
    );
    check(
        "<b style='font-weight:normal'>a <i style='font-style:normal'>b</i></b> c",
        "a b c",
        "a b c",
        "a b c",
    );
}

#[test]
fn raised_and_lowered_text_is_kept() {
    check(
        "H<sub>2</sub>O, 10<sup>th</sup>",
        "H2O, 10th",
        "H<sub>2</sub>O, 10<sup>th</sup>",
        "H<sub>2</sub>O, 10<sup>th</sup>",
    );
}

#[test]
fn marked_text_is_kept() {
    check("a <mark>b c</mark> d", "a b c d", "a <mark>b c</mark> d", "a <mark>b c</mark> d");
}

#[test]
fn abbreviations_keep_what_they_stand_for() {
    let written = "the <abbr title=\"World Health Organization\">WHO</abbr> says";
    check("the <abbr title='World Health\n Organization'>WHO</abbr> says", "the WHO says", written, written);
    check("the <abbr>WHO</abbr> says", "the WHO says", "the WHO says", "the WHO says");
    check(
        "<acronym title='&quot;A&amp;B&quot; * <c>|`$'>AB</acronym> x",
        "AB x",
        "<abbr title=\"&quot;A&amp;B&quot; &#42; &lt;c&gt;&#124;&#96;&#36;\">AB</abbr> x",
        "<abbr title=\"&quot;A&amp;B&quot; * &lt;c&gt;|`$\">AB</abbr> x",
    );
}

#[test]
fn ruby_keeps_text_and_reading_together() {
    check(
        "これは<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>です",
        "これは漢字（かんじ）です",
        "これは漢字（かんじ）です",
        "これは<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>です",
    );
    // One reading a character, white space of the markup between them.
    check(
        "<ruby>\n漢 <rt>かん</rt>\n字<rt>じ</rt>\n</ruby>の",
        "漢（かん）字（じ）の",
        "漢（かん）字（じ）の",
        "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby><ruby>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>の",
    );
    check(
        "<ruby><rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt></ruby>の",
        "漢字（かんじ）の",
        "漢字（かんじ）の",
        "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>の",
    );
    check(
        "<ruby><b>漢</b><rt>かん</rt></ruby> x",
        "漢（かん） x",
        "**漢**（かん） x",
        "<ruby><strong>漢</strong><rp>（</rp><rt>かん</rt><rp>）</rp></ruby> x",
    );
    check(
        "<ruby>東<rt>dōng</rt></ruby>x",
        "東(dōng)x",
        "東(dōng)x",
        "<ruby>東<rp>(</rp><rt>dōng</rt><rp>)</rp></ruby>x",
    );
    check("a <ruby>漢字</ruby> b", "a 漢字 b", "a 漢字 b", "a 漢字 b");
}

#[test]
fn code_is_kept_as_typed() {
    check(
        "press <kbd>^C</kbd> in <code>a &lt; `b`</code>",
        "press ^C in a < `b`",
        "press `^C` in `` a < `b` ``",
        "press <code>^C</code> in <code>a &lt; `b`</code>",
    );
}

#[test]
fn links_keep_their_title_and_their_tracking() {
    check(
        "see <a href='../y?utm_source=z&amp;q=1#f' title='A \"b\"\n c'>the <i>y</i></a>.",
        "see the y.",
        "see [the *y*](https://a.example/y?utm_source=z&q=1#f \"A \\\"b\\\" c\").",
        "see <a href=\"https://a.example/y?utm_source=z&amp;q=1#f\" title=\"A &quot;b&quot; c\">the <em>y</em></a>.",
    );
    // Two titles are two links, though they lead to one place.
    check(
        "<a href=/y title=a>b</a><a href=/y title=c>d</a> e",
        "bd e",
        "[b](https://a.example/y \"a\")[d](https://a.example/y \"c\") e",
        "<a href=\"https://a.example/y\" title=\"a\">b</a><a href=\"https://a.example/y\" title=\"c\">d</a> e",
    );
}

#[test]
fn images_in_a_line_are_kept_with_title_and_alt() {
    check(
        "a <img src=i.png alt='b ]' title=c> d",
        "a d",
        "a ![b \\]](https://a.example/x/i.png \"c\") d",
        "a <img src=\"https://a.example/x/i.png\" alt=\"b ]\" title=\"c\"> d",
    );
}

#[test]
fn line_breaks_are_kept() {
    check("a<br>b <br /> c", "a\nb\nc", "a\\\nb\\\nc", "a<br>b<br>c");
}

#[test]
fn formulas_in_a_line_are_kept() {
    check(
        "so <math><mi>x</mi><mo>≤</mo><mn>2</mn></math> holds",
        "so x \\leq 2 holds",
        "so $x \\leq 2$ holds",
        "so <span class=\"math\">\\(x \\leq 2\\)</span> holds",
    );
}

/// The text of a page, paragraphs apart by `/`.
fn shown(page: &str) -> String {
    clean(page).to_text().trim_end().replace("\n\n", " / ")
}

#[test]
fn words_are_apart_where_a_browser_shows_them_apart() {
    for (page, text) in [
        ("<p>super<wbr>cali&shy;fragi&#8203;listic</p>", "supercalifragilistic"),
        ("<p>ภาษา&#8203;ไทย</p>", "ภาษา\u{200b}ไทย"),
        ("<p>a<b>b</b>c <i>d</i>e</p>", "abc de"),
        ("<p>a<!-- -->b<span></span>c</p>", "abc"),
        ("<p>a<br>b<br/>c</p>", "a\nb\nc"),
        ("<p>a<img src=x.png>b</p>", "ab"),
        ("<div>a<div>b</div>c<p>d</p>e</div>", "a / b / c / d / e"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<dl><dt>a<dd>b</dl>", "a\nb"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table role=none><tr><td>a<td>b</table>", "a / b"),
        ("<p>a<select><option>x</select>b<input>c</p>", "a b c"),
        ("<p>a<button>b</button>c</p>", "a / b / c"),
        ("<p>a<svg><text>x</text></svg>b</p>", "ab"),
        ("<p>a<script>x</script>b</p>", "ab"),
        ("<p>a&nbsp;b&emsp;c&#12288;d</p>", "a b c d"),
        ("<p>\n a \t\n b\r\n</p>", "a b"),
    ] {
        assert_eq!(shown(page), text, "{page}");
    }
}

#[test]
fn words_are_apart_where_styles_end_lines() {
    for (page, text) in [
        ("<p><span style='display:block'>a</span><span style='display: block'>b</span>c</p>", "a / b / c"),
        ("<p>a<span style='display:inline-block'>b</span>c</p>", "abc"),
        ("<div><div style='display: inline'>a</div><div style='display:inline'>b</div> c</div>", "ab c"),
        ("<p><span style='float:left;display:block'>T</span>he ferry</p>", "The ferry"),
        ("<h2><span style='display:block'>a</span><span>b</span></h2>", "a b"),
    ] {
        assert_eq!(shown(page), text, "{page}");
    }
    let link = clean("<p>a<a href=/b style='display:block'>b</a>c</p>").to_markdown();
    assert_eq!(link, "a\n\n[b](https://a.example/b)\n\nc\n");
}

#[test]
fn line_feeds_end_lines_where_the_style_keeps_them() {
    for (page, text) in [
        ("<p style='white-space: pre-wrap'>a\nb  c\n\nd</p><p>e\nf</p>", "a\nb c / d / e f"),
        ("<div class='x whitespace-pre-line'>a\n<b>b</b>\nc</div>", "a\nb\nc"),
        (
            "<div style='white-space:pre-line'>\n<p>a</p>\n<p style='white-space:normal'>b\nc</p>d\ne</div>",
            "a / b c / d\ne",
        ),
        ("<div class='prewrap-x pre'>a\nb</div>", "a b"),
        ("<pre style='white-space:pre-wrap'>a</pre><p>b\nc</p>", "a / b c"),
    ] {
        assert_eq!(shown(page), text, "{page}");
    }
}

#[test]
fn signs_apart_on_the_page_set_no_formula_in_our_html() {
    check(
        "from $<b></b>$a_1=b$$ to \\<i></i>(c\\), and 5$",
        "from $$a_1=b$$ to \\(c\\), and 5$",
        "from \\$\\$a_1=b\\$\\$ to \\\\(c\\\\), and 5\\$",
        "from <span>$</span>$a_1=b<span>$</span>$ to <span>\\</span>(c\\), and 5$",
    );
}
