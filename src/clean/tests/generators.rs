//! Markup of generators of documentation, blogs, forums and papers, written after theirs.

use super::html;

fn markdown(page: &str) -> String {
    let article = crate::Article { blocks: super::clean(page), ..crate::Article::default() };
    article.to_markdown().trim_end().to_owned()
}

#[test]
fn callouts_are_known_by_what_generators_call_them() {
    let boxes = [
        (
            "<div class='admonitionblock warning'><table><tr><td class=icon><div class=title>Warning</div><td class=content>X</table></div>",
            "[!warning] Warning\n> X",
        ),
        ("<div class=note><h3 class=title>Note</h3><p>X</div>", "[!note] Note\n> X"),
        ("<div class=NOTE><p>Note</p><p>X</div>", "[!note] Note\n> X"),
        (
            "<div class='notecard warning'><p><strong>Warning:</strong> X</div>",
            "[!warning]\n> **Warning:** X",
        ),
        (
            "<div class='custom-container tip'><p class=custom-container-title>TIP</p><p>X</div>",
            "[!tip] TIP\n> X",
        ),
        ("<div class='hint-container warning'><p>X</div>", "[!warning]\n> X"),
        ("<blockquote class='book-hint info'><p>X</blockquote>", "[!info]\n> X"),
        ("<blockquote class=prompt-tip><p>X</blockquote>", "[!tip]\n> X"),
        ("<details class=warning><summary>Old</summary><p>X</details>", "[!warning] Old\n> X"),
        (
            "<div class='confluence-information-macro confluence-information-macro-warning'><p class=title>Ice</p><div class=confluence-information-macro-body><p>X</div></div>",
            "[!warning] Ice\n> X",
        ),
        (
            "<div class='callout callout-tip'><div class='callout-header'><div class=callout-title-container>Two</div></div><div class='callout-2-contents callout-collapse collapse'><p>X</div></div>",
            "[!tip] Two\n> X",
        ),
    ];
    for (page, wanted) in boxes {
        assert_eq!(markdown(page), format!("> {wanted}"), "{page}");
    }
    // A note by its class alone may be anything, and a heading without a text is not lost.
    assert_eq!(markdown("<div class=note><p>Sold out.</div>"), "Sold out.");
    assert_eq!(markdown("<div class='panel panel-info'><div class=panel-heading><p>X</div></div>"), "X");
}

#[test]
fn code_in_boxes_line_by_line_is_code() {
    let doxygen = "<div class=fragment><div class=line><span class=lineno>    1</span><span class=keywordtype>int</span> main()</div>\
                   <div class=line>{</div><div class=line>  return 0;</div><div class=line>}</div></div>";
    assert_eq!(markdown(doxygen), "```\nint main()\n{\n  return 0;\n}\n```");
    let highlighter = "<div class='syntaxhighlighter java'><table><tr><td class=gutter><div class=line>1</div><div class=line>2</div>\
                       <td class=code><div class=container><div class=line><code>int a;</code></div><div class=line><code>int b;</code></div></div></table></div>";
    assert_eq!(markdown(highlighter), "```java\nint a;\nint b;\n```");
    let paper = "<div class='ltx_listing ltx_lst_language_Python'><div class=ltx_listingline><span class='ltx_tag ltx_tag_listingline'>1</span>a = 1</div>\
                 <div class=ltx_listingline>b = 2</div></div>";
    assert_eq!(markdown(paper), "```python\na = 1\nb = 2\n```");
    assert_eq!(
        markdown("<ol class=dp-py><li><span>a = 1</span><li><span>b = 2</span></ol>"),
        "```\na = 1\nb = 2\n```"
    );
}

#[test]
fn tokens_of_code_end_no_lines() {
    let diff = "<pre><code class=language-diff><span class='token prefix deleted'>-</span><span class='token line'>old\n</span>\
                <span class='token prefix inserted'>+</span><span class='token line'>new\n</span></code></pre>";
    assert_eq!(markdown(diff), "```diff\n-old\n+new\n```");
    assert_eq!(
        markdown("<pre><code>let <data-lsp>a</data-lsp> = <data-lsp>b</data-lsp>;</code></pre>"),
        "```\nlet a = b;\n```"
    );
}

#[test]
fn languages_are_read_where_generators_put_them() {
    let language =
        |page: &str| markdown(page).lines().next().unwrap_or_default().trim_start_matches('`').to_owned();
    assert_eq!(language("<pre class='src src-python'>a</pre>"), "python");
    assert_eq!(language("<div class='highlight hl-python3'><pre>a</pre></div>"), "python3");
    assert_eq!(language("<pre lang=mermaid>a</pre>"), "mermaid");
    assert_eq!(language("<pre lang=en>a</pre>"), "");
    assert_eq!(language("<pre syntax=Python>a</pre>"), "python");
    assert_eq!(language("<pre data-syntaxhighlighter-params='brush: xml; gutter: false'>a</pre>"), "xml");
}

#[test]
fn words_in_elements_of_their_own_stay_in_the_line() {
    assert_eq!(html("<p>a <relative-time>b</relative-time>, c"), "<p>a b, c</p>");
    assert_eq!(html("<p>a <button class=term>b</button> c"), "<p>a b c</p>");
    assert_eq!(html("<p>a <my-card><div>b</div></my-card> c"), "<p>a</p>\n<p>b</p>\n<p>c</p>");
}

#[test]
fn what_is_not_shown_in_a_line_goes() {
    assert_eq!(
        html("<p>Lind<span style='display:none'> sic</span> said <span hidden>x</span>so."),
        "<p>Lind said so.</p>"
    );
    assert_eq!(
        html("<p>See <a href='/s'>the survey<span class=sr-only> (opens in a new tab)</span></a>."),
        "<p>See <a href=\"https://example.org/s\">the survey</a>.</p>"
    );
    assert_eq!(
        html("<h2>Tides <a href='#t'><span class=visually-hidden>Link to “Tides”</span></a></h2>"),
        "<h2>Tides</h2>"
    );
    // What alone says something stays, and so do numbers.
    assert_eq!(html("<p><span class=sr-only>Yes</span>"), "<p>Yes</p>");
    assert_eq!(
        html("<p><del>$3</del><span class=sr-only>It was $3.</span>$2"),
        "<p><s>$3</s> It was $3. $2</p>"
    );
    let long = "A text of its own, however it is called. ".repeat(10);
    assert!(html(&format!("<p>So: <span class=sr-only>{long}</span>")).contains("however"));
}

#[test]
fn permalinks_go_from_terms_and_captions() {
    assert_eq!(
        html("<dl><dt>worker<a class=headerlink href='#w'>¶</a><dd>It works.</dl>"),
        "<dl>\n<dt>worker</dt>\n<dd>It works.</dd>\n</dl>"
    );
    assert_eq!(
        html("<p>See <a href='#w'>#</a> there"),
        "<p>See <a href=\"https://example.org/a/#w\">#</a> there</p>"
    );
}

#[test]
fn verse_of_wordpress_keeps_its_lines() {
    assert_eq!(
        html("<pre class=wp-block-verse>The tide\n  comes in</pre>"),
        "<p class=\"verse\">The tide<br>comes in</p>"
    );
    assert_eq!(
        html("<div class=poem><pre>The tide\ncomes in</pre></div>"),
        "<p class=\"verse\">The tide<br>comes in</p>"
    );
}

#[test]
fn forums_say_whom_they_quote() {
    let name = "<blockquote data-quote=ana><p>Go.</p></blockquote>";
    assert_eq!(html(name), "<blockquote>\n<p>Go.</p>\n<footer>ana</footer>\n</blockquote>");
    let around = "<aside class=quote data-username=zed><blockquote><p>Go.</p></blockquote></aside>";
    assert_eq!(html(around), "<blockquote>\n<p>Go.</p>\n<footer>zed</footer>\n</blockquote>");
    let printed = "<blockquote data-quote=ana><p>ana said:</p><p>Go.</p></blockquote>";
    assert_eq!(html(printed), "<blockquote>\n<p>ana said:</p>\n<p>Go.</p>\n</blockquote>");
    let caption = "<figure><blockquote><p>Go.</p></blockquote><figcaption>— Lind</figcaption></figure>";
    assert_eq!(html(caption), "<blockquote>\n<p>Go.</p>\n<footer>Lind</footer>\n</blockquote>");
}

#[test]
fn pictures_of_blogger_have_captions() {
    assert_eq!(
        html(
            "<table class=tr-caption-container><tr><td><img src=a.jpg><tr><td class=tr-caption>The crane</table>"
        ),
        "<figure><img src=\"https://example.org/a/a.jpg\" alt=\"\"><figcaption>The crane</figcaption></figure>"
    );
}

#[test]
fn frames_of_go_betweens_show_what_they_lead_to() {
    let shown = "<p class=\"embed embed-video\"><a href=\"https://www.youtube.com/embed/x\">https://www.youtube.com/embed/x</a></p>";
    for frame in [
        "<iframe src=about:blank data-lazy-src=https://www.youtube.com/embed/x></iframe>",
        "<iframe src='/media/oembed?url=https%3A//www.youtube.com/embed/x&max_width=0'></iframe>",
        "<iframe src='https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx&key=1'></iframe>",
    ] {
        assert_eq!(html(frame), shown);
    }
    assert_eq!(html("<iframe src='https://ads.example/media/oembed?url=https://ads.example/'></iframe>"), "");
}

#[test]
fn formulas_of_github_gitlab_doxygen_and_mathjax_are_told_once() {
    for page in [
        "a <math-renderer>$x_1$</math-renderer> b",
        "a <code class='code math js-render-math' data-math-style=inline>x_1</code> b",
        "a <img class=formulaInl alt='$ x_1 $' src=f.png> b",
        "a <span class=MathJax><span class=MJX_Assistive_MathML><math><mi>x</mi></math></span></span><script type=math/tex>x_1</script> b",
    ] {
        assert_eq!(markdown(&format!("<p>{page}</p>")), "a $x_1$ b", "{page}");
    }
}

#[test]
fn displayed_formulas_in_text_stand_on_lines_of_their_own() {
    assert_eq!(
        markdown("<p>So \\[a_1 = b\\] where b is known."),
        "So\n\n$$\na_1 = b\n$$\n\nwhere b is known."
    );
    assert_eq!(markdown("<ul><li>So $$a_1 = b$$</ul>"), "- So\n\n  $$\n  a_1 = b\n  $$");
    // Not within what is a line itself.
    assert_eq!(markdown("<h2>On \\[a_1 = b\\]</h2>"), "## On $a_1 = b$");
    assert_eq!(markdown("<p>On <b>\\[a_1 = b\\]</b>"), "On **$a_1 = b$**");
}
