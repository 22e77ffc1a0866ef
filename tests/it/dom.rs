//! The arena agrees with html5ever's `RcDom` node by node.

use std::fs;

use proptest::prelude::*;

use gleaner::stages::dom::{NodeId, parse};

use crate::compare::{assert_trees_agree, no_limits};
use crate::pages;
use crate::shared;
use crate::soup::tag_soup;

#[test]
fn agrees_on_every_test_page() {
    for (_, source) in pages::sources() {
        assert_trees_agree(&String::from_utf8_lossy(&source));
    }
}

#[test]
fn agrees_on_misnested_markup() {
    for html in [
        "",
        "text only",
        "<table>foster<tr><td>a</td>b<p>c</table>d",
        "<table><tr><td><table>x<b>y</table>z</table>",
        "<table><b>1<i>2</table>3</b>4</i>5",
        "a<table>b<table>c</table>d</table>e",
        "<b><p>bold<i>both</b>italic</i></p>",
        "<a href=1>one<p>two<a href=2>three</a>four",
        "<a><table><a><tr><td>x</a></table>",
        "<b id=1><b id=2><b id=3><b id=4>x</b></b></b></b><p>y",
        "<p><b><i><u>a</p><p>b</u></i></b>",
        "<i><div><b><p>x</i>y</b>z</div>",
        "<nobr>a<nobr>b</nobr>c",
        "<em><div><em><div><em><div>deep</em>er</em>est</em>",
        "<svg><desc><p>in html</desc><path d=1/></svg>after",
        "<svg><p>breaks out</svg>",
        "<svg xlink:href=a xml:lang=b><foreignObject><table>x<td>y</foreignObject></svg>",
        "<math><mi>x<mtext><b>y</b></mtext><annotation-xml encoding=text/html><p>z</annotation-xml></math>",
        "<math><annotation-xml><svg><p>x</svg></math>",
        "<frameset><frame><noframes>x</noframes></frameset>",
        "<p>a<frameset><frame></frameset>b",
        "<noscript><p>visible</p><img src=x></noscript>",
        "<head><noscript><link><p>x</noscript>",
        "<template><tr><td>x<template>y</template></td></tr></template>z",
        "<table><template><td>x</template></table>",
        "</p></div></br></body>late</html>later<!-- end -->",
        "<ul><li>a<ul><li>b</ul><li>c</ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<select><option>a<optgroup><option>b<hr></select>",
        "<button>a<button>b",
        "<form><div></form><input></div><form>",
        "<h1>a<h2>b</h3>c",
        "<ruby>a<rp>(<rt>b<rp>)</ruby>",
        "<textarea>\n<b>x</textarea><pre>\n\ny</pre><listing>\nz",
        "<title><b>x</title><style>p{}</style><script>1<2</script><xmp><p></xmp>",
        "<plaintext><p>x</plaintext>",
        "<body a=1><body b=2><html c=3 a=4>",
        "<script type=application/ld+json>{\"a\":\"</p>\"}</script>",
        "<!doctype html><!--a--><html><!--b--><head><!--c--></head><!--d--><body><!--e-->",
        "<table><colgroup><col><!--x--> <caption>y<table></table></caption>",
        "a\u{0}b<svg>\u{0}c</svg>",
        "<isindex><image src=x><keygen>",
        "\u{feff}<textarea><script>\u{feff}<style>\u{feff}</textarea>",
        "<p>1<table>2<p>3<table>4<p>5</table>6</table>7",
    ] {
        assert_trees_agree(html);
    }
}

/// Found by fuzzing.
#[test]
fn a_byte_order_mark_behind_a_charset_is_text() {
    let html = "<p>a<meta charset=utf-8>\u{feff}b";
    assert_eq!(parse(html, &no_limits()).text_content(NodeId::DOCUMENT), "a\u{feff}b");
    assert_trees_agree(html);
}

/// The tree construction inputs of html5lib, where they are at hand.
#[test]
fn agrees_on_the_html5lib_inputs() {
    let Some(folder) = shared::folder("html5lib-tests/tree-construction") else { return };
    let mut inputs = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "dat") {
            continue;
        }
        let data = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for case in data.split("#data\n").skip(1) {
            let Some((html, _)) = case.split_once("\n#errors") else { continue };
            assert_trees_agree(html);
            // None reaches a bound, so none was passed over.
            assert_eq!(parse(html, &no_limits()).warnings(), []);
            inputs += 1;
        }
    }
    assert!(inputs > 1000, "only {inputs} inputs");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_on_tag_soup(html in tag_soup()) {
        assert_trees_agree(&html);
    }
}
