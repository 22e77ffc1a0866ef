//! Renderings by literal, and Markdown read back by another parser: whatever the tree holds, its text comes back as
//! text.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::article::{
    Abbreviation, Article, Block, Cell, Definition, Figure, Image, Inline, Item, Link, List, Row, Ruby, Table,
};

fn article(blocks: Vec<Block>) -> Article {
    Article { blocks, ..Article::default() }
}

fn markdown(blocks: Vec<Block>) -> String {
    article(blocks).to_markdown().trim_end().to_owned()
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(content: &str) -> Block {
    Block::Paragraph(vec![text(content)])
}

fn link(url: &str, content: &str) -> Inline {
    Inline::Link(Link { url: url.to_owned(), title: None, content: vec![text(content)] })
}

fn image(url: &str) -> Inline {
    Inline::Image(Image { url: url.to_owned(), alt: "alt".to_owned(), title: None, link: None })
}

fn items(start: Option<i64>, items: Vec<Vec<Block>>) -> Block {
    Block::List(List { start, items: items.into_iter().map(Item::from).collect(), ..List::default() })
}

fn cell(content: &str) -> Cell {
    Cell { header: false, columns: 1, rows: 1, content: vec![paragraph(content)] }
}

fn line(inlines: Vec<Inline>) -> String {
    markdown(vec![Block::Paragraph(inlines)])
}

#[test]
fn prose_is_not_escaped() {
    for prose in [
        "A sentence (with brackets), a dash - and 3.5 % of 1,000; see [1] or section #4!",
        "snake_case_name and a < b > c & d, AT&T, 5 * 3 = 15, ~20 items, C:\\dir, $5, a|b.",
        "-5 degrees, +3 more, #hashtag, 1.5 times, 2024 was long.",
    ] {
        assert_eq!(line(vec![text(prose)]), prose);
    }
}

#[test]
fn literals_do_not_become_syntax() {
    for (literal, escaped) in [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("* a", "\\* a"),
        ("1. a", "1\\. a"),
        ("2) a", "2\\) a"),
        ("> a", "\\> a"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("| a | b |", "\\| a | b |"),
        ("```", "\\`\\`\\`"),
        ("~~~", "\\~\\~\\~"),
        ("*a* _b_ ~~c~~ `d`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`"),
        ("[a](b)", "[a\\](b)"),
        ("![a](b)", "![a\\](b)"),
        ("[a]: b", "[a\\]: b"),
        ("[^1]: a", "\\[^1\\]: a"),
        ("[x] a", "\\[x] a"),
        ("<b>a</b> <!-- b", "\\<b>a\\</b> \\<!-- b"),
        ("&amp; &#x41; &copy", "&amp\\; &#x41\\; &copy"),
        ("http://a.b www.c.d e@f.g", "http\\://a.b www\\.c.d e\\@f.g"),
    ] {
        assert_eq!(line(vec![text(literal)]), escaped);
    }
}

#[test]
fn links_keep_their_place_among_literals() {
    assert_eq!(line(vec![text("wow!"), link("https://a.b/c", "d")]), "wow\\![d](https://a.b/c)");
    assert_eq!(line(vec![link("https://a.b/", "c]d [e")]), "[c\\]d \\[e](https://a.b/)");
    assert_eq!(line(vec![text("["), Inline::Emphasis(vec![text("a")]), text("](b)")]), "\\[*a*\\](b)");
    assert_eq!(line(vec![link("https://a.b/c_(d)", "e"), text("(f)")]), "[e](https://a.b/c_(d))(f)");
    assert_eq!(line(vec![link("https://a.b/c)d e", "f")]), "[f](https://a.b/c%29d%20e)");
}

#[test]
fn no_renderer_trusts_the_urls_of_the_tree() {
    let bad = [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " \u{1}javascript:x",
        "data:text/html,x",
        "vbscript:x",
    ];
    for url in bad {
        let blocks = vec![Block::Paragraph(vec![link(url, "a"), image(url)])];
        assert_eq!(markdown(blocks.clone()), "a");
        assert_eq!(article(blocks).to_html(), "<p>a</p>\n");
    }
    assert_eq!(line(vec![image("data:image/png;base64,AA==")]), "![alt](data:image/png;base64,AA==)");
    assert_eq!(line(vec![image("data:image/svg+xml,<svg>")]), "");
    let within = Inline::Link(Link {
        content: vec![link("https://c.d/", "e")],
        url: "https://a.b/".into(),
        title: None,
    });
    assert_eq!(line(vec![within.clone()]), "[e](https://a.b/)");
    assert_eq!(
        article(vec![Block::Paragraph(vec![within])]).to_html(),
        "<p><a href=\"https://a.b/\">e</a></p>\n"
    );
}

#[test]
fn emphasis_moves_or_goes_where_markdown_cannot_express_it() {
    let strong = |t: &str| Inline::Strong(vec![text(t)]);
    assert_eq!(line(vec![text("a"), strong(" b "), text("c")]), "a **b** c");
    assert_eq!(line(vec![text("a"), strong("b"), text("c")]), "a**b**c");
    assert_eq!(line(vec![text("a"), strong("(b)"), text("c")]), "a(b)c");
    assert_eq!(line(vec![text("a "), strong("(b)"), text(" c")]), "a **(b)** c");
    assert_eq!(line(vec![strong("a"), strong("b")]), "**a**__b__");
    assert_eq!(line(vec![Inline::Strong(vec![text("a "), Inline::Emphasis(vec![text("b")])])]), "**a _b_**");
    assert_eq!(line(vec![strong("  "), text("a")]), "a");
    assert_eq!(line(vec![Inline::Strong(vec![text("a"), Inline::LineBreak]), text("b")]), "**a**\\\nb");
    assert_eq!(line(vec![text("x"), Inline::Superscript(vec![text("2")])]), "x<sup>2</sup>");
}

#[test]
fn code_fences_and_spans_are_longer_than_what_they_hold() {
    let code = |text: &str| Block::Code { language: Some("rust".into()), text: text.into() };
    assert_eq!(markdown(vec![code("a\n````\nb")]), "`````rust\na\n````\nb\n`````");
    assert_eq!(line(vec![Inline::Code("a``b".into())]), "```a``b```");
    assert_eq!(line(vec![Inline::Code("`a".into())]), "`` `a ``");
    let block = Block::Code { language: Some("a b`".into()), text: "x".into() };
    assert_eq!(markdown(vec![block]), "```\nx\n```");
}

#[test]
fn lists_are_tight_when_their_items_are_lines() {
    let inner = items(None, vec![vec![paragraph("b")], vec![paragraph("c")]]);
    let outer = items(Some(9), vec![vec![paragraph("a"), inner], vec![paragraph("d")]]);
    assert_eq!(markdown(vec![outer]), "9. a\n   - b\n   - c\n10. d");
    let loose = items(None, vec![vec![paragraph("a"), paragraph("b")], vec![paragraph("c")]]);
    assert_eq!(markdown(vec![loose]), "- a\n\n  b\n\n- c");
}

#[test]
fn lists_side_by_side_stay_apart() {
    let list = |t| items(None, vec![vec![paragraph(t)]]);
    assert_eq!(markdown(vec![list("a"), list("b"), list("c")]), "- a\n\n* b\n\n- c");
}

#[test]
fn quotes_mark_every_line() {
    let quote =
        Block::Quote(vec![paragraph("a"), Block::Code { language: None, text: "b\n\nc".into() }].into());
    assert_eq!(markdown(vec![quote.clone()]), "> a\n>\n> ```\n> b\n>\n> c\n> ```");
    let item = items(None, vec![vec![quote.clone()]]);
    assert_eq!(markdown(vec![item]), "- > a\n  >\n  > ```\n  > b\n  >\n  > c\n  > ```");
    assert_eq!(markdown(vec![paragraph("x"), quote.clone(), paragraph("y")]).lines().count(), 11);
    assert_eq!(article(vec![quote]).to_text(), "a\n\nb\n\nc\n");
}

#[test]
fn tables_are_one_line_a_row() {
    let wide = Cell { columns: 2, ..cell("a|b") };
    let tall = Cell { rows: 2, ..cell("c") };
    let lines = Cell { content: vec![paragraph("e"), paragraph("f")], ..cell("") };
    let rows = vec![
        Row { cells: vec![wide, cell("x")] },
        Row { cells: vec![tall, cell("d"), lines] },
        Row { cells: vec![cell("g")] },
    ];
    let table = Block::Table(Table { caption: vec![text("Caption")], rows });
    assert_eq!(
        markdown(vec![table.clone()]),
        "Caption\n\n| a\\|b | | x |\n| --- | --- | --- |\n| c | d | e<br>f |\n| | g | |"
    );
    assert_eq!(article(vec![table]).to_text(), "Caption\na|b\tx\nc\td\te f\ng\n");
}

#[test]
fn spans_are_no_way_to_multiply_a_page() {
    let wide = || Cell { columns: 1000, rows: 1000, ..cell("a") };
    let rows = (0..1000).map(|_| Row { cells: vec![wide(), wide()] }).collect();
    let table = Block::Table(Table { caption: Vec::new(), rows });
    assert!(markdown(vec![table]).len() < 200_000);
}

#[test]
fn figures_give_images_and_caption() {
    let figure = Block::Figure(Figure {
        images: vec![Image { url: "https://a.b/c.png".into(), alt: "d".into(), title: None, link: None }],
        caption: vec![text("e")],
        credit: vec![text("f")],
    });
    assert_eq!(markdown(vec![figure.clone()]), "![d](https://a.b/c.png)\n\ne\n\nf");
    assert_eq!(article(vec![figure]).to_text(), "e\nf\n");
}

#[test]
fn text_adds_list_markers_and_nothing_else() {
    let inner = items(Some(3), vec![vec![paragraph("b"), paragraph("c")]]);
    let list = items(None, vec![vec![paragraph("a"), inner], vec![Block::Rule]]);
    let definitions = Block::Definitions(vec![Definition {
        terms: vec![vec![text("t")]],
        descriptions: vec![vec![paragraph("d"), paragraph("e")]],
    }]);
    let heading = Block::Heading { level: 2, id: None, content: vec![text("h")] };
    let breaks = Block::Paragraph(vec![
        text("x"),
        Inline::LineBreak,
        link("https://a.b/", "y"),
        image("https://a.b/"),
    ]);
    assert_eq!(
        article(vec![heading, list, definitions, Block::Rule, breaks]).to_text(),
        "h\n\n- a\n  3. b\n     c\n\nt\nd\ne\n\nx\ny\n"
    );
}

#[test]
fn headings_do_not_lose_their_last_character() {
    let heading = |t: &str| markdown(vec![Block::Heading { level: 9, id: None, content: vec![text(t)] }]);
    assert_eq!(heading("C #"), "###### C \\#");
    assert_eq!(heading("C#"), "###### C\\#");
}

#[test]
fn html_is_escaped() {
    let blocks = vec![
        paragraph("<script>alert(\"1\")</script>&amp;\u{0}"),
        Block::Code { language: Some("\"><img onerror=x>".into()), text: "</code><b>".into() },
    ];
    let html = article(blocks).to_html();
    assert!(html.starts_with("<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;</p>"), "{html}");
    assert!(!html.contains("<img") && !html.contains("<b>"), "{html}");
}

#[test]
fn an_article_without_blocks_is_an_empty_text() {
    let empty = Article::default();
    assert_eq!((empty.to_text(), empty.to_markdown(), empty.to_html()), Default::default());
    // Blocks without content leave no trace either.
    let hollow =
        article(vec![Block::Paragraph(vec![]), items(None, vec![vec![]]), Block::Quote(vec![].into())]);
    assert_eq!(hollow.to_text(), "");
}

/// What another parser reads in Markdown.
#[derive(Debug, Default)]
struct Read {
    /// Text outside of images, white space collapsed.
    text: String,
    urls: Vec<String>,
    html: Vec<String>,
    /// Kinds of blocks that were begun, paragraphs aside.
    blocks: Vec<&'static str>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut image = false;
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES,
    ) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => read.urls.push(dest_url.into_string()),
            Event::Start(Tag::Image { dest_url, .. }) => {
                read.urls.push(dest_url.into_string());
                image = true;
            }
            Event::End(TagEnd::Image) => image = false,
            Event::Start(Tag::List(_)) => read.blocks.push("list"),
            Event::Start(Tag::BlockQuote(_)) => read.blocks.push("quote"),
            Event::Start(Tag::CodeBlock(_)) => read.blocks.push("code"),
            Event::Start(Tag::Table(_)) => read.blocks.push("table"),
            Event::Start(Tag::Heading { .. }) => read.blocks.push("heading"),
            Event::Rule => read.blocks.push("rule"),
            Event::TaskListMarker(_) => read.blocks.push("task"),
            Event::FootnoteReference(_) => read.blocks.push("note"),
            Event::Text(t) | Event::Code(t) if !image => read.text.push_str(&t),
            Event::SoftBreak | Event::HardBreak => read.text.push(' '),
            Event::InlineHtml(html) if &*html == "<br>" => read.text.push(' '),
            Event::Html(html) | Event::InlineHtml(html) => read.html.push(html.into_string()),
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_) | TagEnd::CodeBlock,
            ) => {
                read.text.push(' ');
            }
            _ => {}
        }
    }
    read.text = collapse(&read.text);
    read
}

fn collapse(text: &str) -> String {
    let visible: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text made to be taken for markup.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[*_`\\[\\]()<>&;!|~#+\\-.:=\\\\\"'^@$ 1ax\u{a0}é—「」\n\t]",
        2 => "[a-z]{1,3}",
        1 => Just(" ".to_owned()),
        1 => prop::sample::select(vec![
            "http://", "www.", "&amp;", "&#35;", "](javascript:x)", "<script>", "<!--", "---", "```", "~~", "**", "1. ", "- ", "[^1]", "[ ] ", "\\",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn nasty_url() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("https://a.b/".to_owned()),
        nasty().prop_map(|t| format!("https://a.b/{t}")),
        nasty(),
        nasty().prop_map(|t| format!("javascript:{t}")),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        4 => nasty().prop_map(Inline::Text),
        1 => nasty().prop_map(Inline::Code),
        1 => Just(Inline::LineBreak),
        1 => (nasty_url(), nasty(), prop::option::of(nasty())).prop_map(|(url, alt, title)| Inline::Image(Image { url, alt, title, link: None })),
    ];
    let tree = leaf.prop_recursive(3, 16, 4, |inner| {
        let content = prop::collection::vec(inner, 0..4);
        prop_oneof![
            content.clone().prop_map(Inline::Emphasis),
            content.clone().prop_map(Inline::Strong),
            content.clone().prop_map(Inline::Strikethrough),
            content.clone().prop_map(Inline::Superscript),
            content.clone().prop_map(Inline::Mark),
            (nasty(), content.clone())
                .prop_map(|(title, content)| Inline::Abbreviation(Abbreviation { title, content })),
            (nasty(), content.clone()).prop_map(|(reading, base)| Inline::Ruby(Ruby { base, reading })),
            (nasty_url(), prop::option::of(nasty()), content)
                .prop_map(|(url, title, content)| Inline::Link(Link { url, title, content })),
        ]
    });
    prop::collection::vec(tree, 0..5)
}

/// The words inlines say.
fn said(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(t) | Inline::Code(t) | Inline::Math(t) => out.push_str(t),
            Inline::LineBreak => out.push(' '),
            Inline::Image(_) | Inline::NoteReference(_) => {}
            Inline::Ruby(ruby) => {
                said(&ruby.base, out);
                out.extend(super::bracketed(&ruby.reading));
            }
            other => said(other.content(), out),
        }
    }
}

/// Text without white space, which markup may move or drop at its ends.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn check_safe(read: &Read) -> Result<(), TestCaseError> {
    prop_assert!(
        read.html.iter().all(|h| {
            matches!(h.as_str(), "<sub>" | "</sub>" | "<sup>" | "</sup>" | "<mark>" | "</mark>" | "</abbr>")
                || h.strip_prefix("<abbr title=\"")
                    .is_some_and(|rest| rest.find(['"', '<', '>']) == Some(rest.len() - 2))
        }),
        "{:?}",
        read.html
    );
    for url in &read.urls {
        prop_assert!(
            crate::resolve::safe_link(url).is_some() || crate::resolve::safe_image(url).is_some(),
            "{url}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_comes_back_from_a_paragraph(t in nasty()) {
        let read = read(&markdown(vec![paragraph(&t)]));
        prop_assert_eq!(&read.text, &collapse(&t));
        prop_assert!(read.blocks.is_empty() && read.html.is_empty() && read.urls.is_empty(), "{:?}", read);
    }

    #[test]
    fn any_unicode_comes_back_from_a_paragraph(t in "\\PC{0,40}") {
        prop_assert_eq!(read(&markdown(vec![paragraph(&t)])).text, collapse(&t));
    }

    #[test]
    fn any_inlines_come_back_as_their_text(content in inlines()) {
        let mut want = String::new();
        said(&content, &mut want);
        let written = markdown(vec![Block::Paragraph(content.clone())]);
        let read = read(&written);
        prop_assert_eq!(squeezed(&read.text), squeezed(&want), "{}", written);
        prop_assert!(read.blocks.is_empty(), "{:?} {}", read, written);
        check_safe(&read)?;
    }

    #[test]
    fn any_containers_come_back_as_themselves(a in inlines(), b in nasty(), c in inlines()) {
        let blocks = |content: &Vec<Inline>| vec![Block::Paragraph([vec![text("x")], content.clone()].concat())];
        let row = |content: &Vec<Inline>| Row { cells: vec![Cell { content: blocks(content), ..cell("") }, cell(&b)] };
        let tree = vec![
            items(None, vec![blocks(&a), [blocks(&c), vec![items(Some(1), vec![blocks(&a)])]].concat()]),
            Block::Quote(
                [vec![Block::Code { language: None, text: format!("x{b}") }], blocks(&c)].concat().into(),
            ),
            Block::Table(Table { caption: vec![], rows: vec![row(&a), row(&c)] }),
            Block::Heading { level: 2, id: None, content: [vec![text("x")], a.clone()].concat() },
            Block::Rule,
        ];
        let mut want = String::new();
        for part in [&a, &c, &a] {
            want.push('x');
            said(part, &mut want);
        }
        want.push_str(&["x", &b, "x"].concat());
        said(&c, &mut want);
        for part in [&a, &c] {
            want.push('x');
            said(part, &mut want);
            want.push_str(&b);
        }
        want.push('x');
        said(&a, &mut want);
        let written = markdown(tree);
        let read = read(&written);
        prop_assert_eq!(squeezed(&read.text), squeezed(&want), "{}", written);
        prop_assert_eq!(&read.blocks, &["list", "list", "quote", "code", "table", "heading", "rule"], "{}", written);
        check_safe(&read)?;
    }
}
