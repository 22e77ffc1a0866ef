//! Code: its lines, its language, and what is not part of it.

use super::{clean, html};
use crate::article::Block;

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
fn wrapped_lines_end_once() {
    let line = |class: &str, text: &str| format!("<span class='{class}'>{text}</span>");
    for class in ["line", "gatsby-highlight-code-line", "highlight-line"] {
        let (a, b) = (line(class, "a"), line(class, "  b"));
        for between in ["", "\n", "<br>"] {
            assert_eq!(
                code(&format!("<pre><code>{a}{between}{b}</code></pre>")).1,
                "a\n  b",
                "{class} {between:?}"
            );
        }
        let empty = line(class, "");
        assert_eq!(code(&format!("<pre>{a}<br>{empty}<br>{b}</pre>")).1, "a\n\n  b", "{class}");
    }
}

#[test]
fn code_listed_in_the_rows_of_a_table_is_code() {
    let row = |number: u8, line: &str| {
        format!(
            "<tr>\n  <td class='blob-num js-line-number' data-line-number={number}></td>\n  \
             <td class='blob-code blob-code-inner js-file-line'>{line}</td>\n</tr>\n"
        )
    };
    let rows = [row(1, "<span>fn</span> main() {"), row(2, "    sail();"), row(3, ""), row(4, "}")].concat();
    let page =
        format!("<div class='blob-wrapper data type-rust'><table class=highlight>{rows}</table></div>");
    assert_eq!(code(&page), (Some("rust".into()), "fn main() {\n    sail();\n\n}".into()));
    let data = clean("<table><tr><th>Line<th>Boat<tr><td class=code-line>1<td>Ada</table>");
    assert!(matches!(data.first(), Some(Block::Table(_))), "{data:?}");
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
fn code_in_fragments_is_one_example() {
    let typed = "<code class='hl lean block'>#check n\n\n</code>";
    let printed = "<pre class='hl lean'>n : Nat</pre>";
    let page = format!("<div>{typed} {printed}\n{typed}</div>");
    assert_eq!(code(&page), (Some("lean".to_owned()), "#check n\n\nn : Nat\n#check n".to_owned()));
    assert_eq!(clean("<pre>a</pre><pre>b</pre>").len(), 2, "two examples");
    assert_eq!(clean(&format!("<div>{typed}<p>prints</p>{printed}</div>")).len(), 3);
    assert_eq!(clean(&format!("<div>{typed}<pre class='hl rust'>n</pre></div>")).len(), 2, "other languages");
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
    assert_eq!(language("<div class='highlight-pycon+sql notranslate'><pre>x</pre></div>"), "pycon+sql");
    assert_eq!(language("<div class='highlight-default notranslate'><pre>x</pre></div>"), "");
    assert_eq!(language("<div class='mw-highlight mw-highlight-lang-ini'><pre>x</pre></div>"), "ini");
    assert_eq!(language("<pre class='rust item-decl'>x</pre>"), "rust");
    assert_eq!(language("<pre><code class='javascript hljs'>x</code></pre>"), "javascript");
    assert_eq!(language("<pre class=gatsby-code-jsx>x</pre>"), "jsx");
    assert_eq!(language("<pre class='sp-cm sp-javascript'>x</pre>"), "javascript");
    assert_eq!(language("<pre class='go js vb'>x</pre>"), "", "shortened classes");
    assert_eq!(language("<pre class=language-plaintext>x</pre>"), "");
    assert_eq!(language("<body class=lang-en><pre>x</pre>"), "");
    assert_eq!(language("<pre class='language-`rm'>x</pre>"), "");
}

#[test]
fn the_copy_button_of_a_code_block_is_no_text() {
    let code = html("<div><pre>x = 1</pre></div>");
    assert_eq!(html("<div><button>Copy</button><pre>x = 1</pre></div>"), code);
    assert_eq!(html("<div><pre>x = 1</pre>\n<button>Copy</button></div>"), code);
    assert_eq!(html("<button>What is it?</button><p>A thing.</p>"), "<p>What is it?</p>\n<p>A thing.</p>");
}

#[test]
fn code_names_its_language_on_its_first_line_or_above_it() {
    let language = |page: &str| code(page).0.unwrap_or_default();
    assert_eq!(language("<pre>#!/usr/bin/env -S python3 -u\nprint(1)</pre>"), "python");
    assert_eq!(language("<pre>#!/bin/bash -e\nls</pre>"), "bash");
    assert_eq!(language("<pre>#!/usr/bin/env node\nx</pre>"), "javascript");
    assert_eq!(language("<pre>#! not a path</pre>"), "not");
    assert_eq!(language("<div><div><span>Rust</span><button>Copy</button></div><pre>x</pre></div>"), "rust");
    assert_eq!(language("<pre><div>Python<button>Copy</button></div><div>x = 1<br>y</div></pre>"), "python");
    assert_eq!(language("<code class='hl lean block'>x</code>"), "lean");
    assert_eq!(language("<pre class='enlighter' data-enlighter-language=go>x</pre>"), "go");
    assert_eq!(language("<pre><code data-lang=ts>x</code></pre>"), "ts");
}

#[test]
fn the_toolbar_of_code_is_no_text_unless_it_names_a_file() {
    let bar = |label: &str| {
        format!("<div><div><span>{label}</span><button>Copy code</button></div><pre>x</pre></div>")
    };
    assert_eq!(html(&bar("rust")), "<pre><code class=\"language-rust\">x</code></pre>");
    assert_eq!(html(&bar("")), "<pre><code>x</code></pre>");
    assert!(html(&bar("src/main.rs")).starts_with("<p>src/main.rs"), "{}", html(&bar("src/main.rs")));
    assert_eq!(code("<pre><div>Python<button>Run</button></div><div>x = 1<br>y</div></pre>").1, "x = 1\ny");
}

#[test]
fn code_loses_prompts_that_are_not_typed() {
    let prompt = |p: &str| format!("<span class=gp>{p}</span>");
    assert_eq!(code(&format!("<pre>{}ls\n{}cd</pre>", prompt("$ "), prompt("$ "))).1, "ls\ncd");
    assert_eq!(code("<pre><span style='user-select: none'>ada@quay:~$ </span>ls</pre>").1, "ls");
    // What is printed could not be told from what is typed.
    assert_eq!(
        code(&format!("<pre>{}1 + 1\n<span class=go>2</span></pre>", prompt("&gt;&gt;&gt; "))).1,
        ">>> 1 + 1\n2"
    );
    assert_eq!(code("<pre><span class=prompt>let x = 1;</span></pre>").1, "let x = 1;");
}

#[test]
fn a_gutter_holds_numbers_and_nothing_else() {
    assert_eq!(code("<pre><span class=lineno>1 </span>a\n<span class=lineno>2 </span>b</pre>").1, "a\nb");
    assert_eq!(code("<pre><span class=lineno>one</span> a</pre>").1, "one a");
    assert_eq!(code("<pre style='user-select: none'>1\n2 b</pre>").1, "1\n2 b");
}

#[test]
fn what_opens_over_a_line_of_code_is_not_of_the_code() {
    let line = |class: &str| {
        format!("<pre><span><span class={class}><code>Nat : Type</code></span>#check</span> Nat</pre>")
    };
    assert_eq!(html(&line("hover-info")), "<pre><code>#check Nat</code></pre>");
    assert_eq!(html(&line("token")), "<pre><code>Nat : Type#check Nat</code></pre>");
}

#[test]
fn a_formula_in_code_is_what_it_prints() {
    assert_eq!(html("<p>Set <code>g<math><mi>m</mi></math>o</code>.</p>"), "<p>Set <code>gmo</code>.</p>");
}
