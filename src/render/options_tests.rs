//! Each option shows its effect, and the words of the article stay what they are.

use super::{Html, Markdown, Notes, Tables, Text};
use crate::article::{
    Article, Block, Cell, Embed, EmbedKind, Figure, Image, Inline, Item, Link, List, Note, Row, Table,
};

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(content)
}

fn cell(content: Vec<Block>) -> Cell {
    Cell { header: false, columns: 1, rows: 1, content }
}

fn image(alt: &str) -> Image {
    Image { url: "https://a.example/clock.jpg".into(), alt: alt.into(), title: None, link: None }
}

/// An article with something in it for every option.
fn article() -> Article {
    let link = Link {
        url: "https://a.example/tides".into(),
        title: Some("Tide tables".into()),
        content: vec![text("follows")],
    };
    let list = List {
        items: vec![Item::from(vec![paragraph(vec![text("two"), text(" three")])])],
        ..List::default()
    };
    let code = Block::Code { language: None, text: "a\n\nb".into() };
    let table = Table {
        caption: Vec::new(),
        rows: vec![
            Row { cells: vec![Cell { columns: 2, ..cell(vec![paragraph(vec![text("Day")])]) }] },
            Row { cells: vec![cell(vec![Block::List(list)]), cell(vec![code])] },
        ],
    };
    let note = Note { label: "3".into(), blocks: vec![paragraph(vec![text("On average.")])] };
    Article {
        blocks: vec![
            Block::Heading { level: 2, id: None, content: vec![text("Tides")] },
            paragraph(vec![
                text("The moon pulls the sea, and the sea "),
                Inline::Link(link),
                text(" it around the world"),
                Inline::NoteReference("3".into()),
                text(" twice "),
                Inline::Image(image("(a clock)")),
                text(" a day."),
            ]),
            Block::Figure(Figure {
                images: vec![image("A dial")],
                caption: vec![text("Our clock")],
                ..Figure::default()
            }),
            Block::Embed(Embed {
                kind: EmbedKind::Video,
                url: "https://v.example/1".into(),
                provider: None,
                title: "The film".into(),
            }),
            Block::Table(table),
        ],
        notes: vec![note],
        ..Article::default()
    }
}

/// The letters of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The letters of what a reader sees of HTML.
fn seen(html: &str) -> String {
    let doc = crate::dom::parse(html, &crate::Limits::new());
    letters(&doc.text_content(crate::dom::NodeId::DOCUMENT))
}

/// The letters of what a reader sees of Markdown.
fn read(markdown: &str) -> String {
    let mut html = String::new();
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options));
    seen(&html)
}

#[test]
fn no_option_of_text_changes_its_words() {
    let article = article();
    let plain = article.to_text();
    for width in [1, 7, 20, 80] {
        assert_eq!(
            Text::new().wrap(width).render(&article).split_whitespace().collect::<Vec<_>>(),
            plain.split_whitespace().collect::<Vec<_>>()
        );
    }
    let told = Text::new().links(true).images(true).render(&article);
    let without = ["(https://a.example/tides)", "(a clock)", "A dial", "The film (https://v.example/1)"]
        .iter()
        .fold(told, |text, added| text.replacen(added, "", 1));
    assert_eq!(letters(&without), letters(&plain));
}

#[test]
fn no_option_of_markdown_changes_its_words() {
    let article = article();
    let words = read(&article.to_markdown());
    let base = Markdown::new();
    for style in [
        base.links(false),
        base.images(false),
        base.tables(Tables::Exact),
        base.heading_offset(3),
        base.wrap(1),
        base.wrap(30),
        base.notes(Notes::Plain),
        base.links(false).images(false).tables(Tables::Exact).wrap(12).notes(Notes::Plain),
    ] {
        let markdown = style.render(&article);
        assert_eq!(read(&markdown), words, "{markdown}");
    }
}

#[test]
fn no_option_of_html_changes_its_words() {
    let article = article();
    let words = seen(&article.to_html());
    let base = Html::new();
    for style in [base.links(false), base.images(false), base.heading_offset(-4), base.notes(Notes::Plain)] {
        assert_eq!(seen(&style.render(&article)), words);
    }
}

#[test]
fn text_tells_where_links_lead_if_asked() {
    let text = Text::new().links(true).render(&article());
    assert!(text.contains("the sea follows (https://a.example/tides) it"), "{text}");
    assert!(text.contains("\nThe film (https://v.example/1)\n"), "{text}");
    assert!(!article().to_text().contains("https"));
}

#[test]
fn text_tells_what_images_show_if_asked() {
    let text = Text::new().images(true).render(&article());
    assert!(text.contains("twice (a clock) a day"), "{text}");
    assert!(text.contains("\nA dial\nOur clock\n"), "{text}");
    assert!(!article().to_text().contains("dial"));
}

#[test]
fn text_breaks_lines_of_prose_at_spaces() {
    let text = Text::new().wrap(20).render(&article());
    assert!(
        text.contains("The moon pulls the\nsea, and the sea\nfollows it around\nthe world[3] twice a\nday"),
        "{text}"
    );
}

#[test]
fn wrapped_lines_of_an_item_stand_under_its_text() {
    let items = vec![Item::from(vec![paragraph(vec![text("one two three")])])];
    let article =
        Article { blocks: vec![Block::List(List { items, ..List::default() })], ..Article::default() };
    assert_eq!(Text::new().wrap(9).render(&article), "- one two\n  three\n");
    assert_eq!(Markdown::new().wrap(9).render(&article), "- one two\n  three\n");
}

#[test]
fn links_may_be_left_as_their_words() {
    let markdown = Markdown::new().links(false).render(&article());
    assert!(markdown.contains("the sea follows it around"), "{markdown}");
    assert!(markdown.contains("\nThe film\n") && !markdown.contains("](https://v"), "{markdown}");
    let html = Html::new().links(false).render(&article());
    assert!(html.contains("the sea follows it around") && html.contains("<p>The film</p>"), "{html}");
    assert!(!html.contains("href=\"http"), "{html}");
}

#[test]
fn images_may_be_left_out() {
    let markdown = Markdown::new().images(false).render(&article());
    assert!(!markdown.contains("![") && markdown.contains("Our clock"), "{markdown}");
    let html = Html::new().images(false).render(&article());
    assert!(!html.contains("<img") && html.contains("<figcaption>Our clock"), "{html}");
}

#[test]
fn headings_move_within_six_levels() {
    for (offset, marks, tag) in
        [(0, "## ", "<h2>"), (1, "### ", "<h3>"), (9, "###### ", "<h6>"), (-5, "# ", "<h1>")]
    {
        assert!(
            Markdown::new().heading_offset(offset).render(&article()).starts_with(&format!("{marks}Tides\n"))
        );
        assert!(Html::new().heading_offset(offset).render(&article()).starts_with(&format!("{tag}Tides")));
    }
}

#[test]
fn tables_that_pipes_cannot_express_may_be_html() {
    let markdown = Markdown::new().tables(Tables::Exact).render(&article());
    assert!(markdown.contains("<tr><td colspan=\"2\">Day</td></tr>\n"), "{markdown}");
    assert!(markdown.contains("<pre><code>a&#10;&#10;b</code></pre>"), "{markdown}");
    let lines = |content: &str| cell(vec![paragraph(vec![text(content)])]);
    let rows = vec![Row { cells: vec![lines("a"), lines("b")] }, Row { cells: vec![lines("c"), lines("d")] }];
    let simple = vec![Block::Table(Table { caption: Vec::new(), rows })];
    let simple = Article { blocks: simple, ..Article::default() };
    assert_eq!(Markdown::new().tables(Tables::Exact).render(&simple), simple.to_markdown());
}

#[test]
fn a_table_that_refers_to_notes_stays_where_they_can_be_found() {
    let noted = cell(vec![paragraph(vec![text("c"), Inline::NoteReference("3".into())])]);
    let rows = vec![
        Row { cells: vec![Cell { columns: 2, ..noted.clone() }] },
        Row { cells: vec![noted.clone(), noted] },
    ];
    let table = vec![Block::Table(Table { caption: Vec::new(), rows })];
    let article = Article { blocks: table, notes: article().notes, ..Article::default() };
    assert_eq!(Markdown::new().tables(Tables::Exact).render(&article), article.to_markdown());
    assert!(
        Markdown::new().tables(Tables::Exact).notes(Notes::Plain).render(&article).contains("<sup>[3]</sup>")
    );
}

#[test]
fn wrapped_markdown_breaks_no_code_link_or_block() {
    let content = vec![
        text("a - b + c # d 1. e > f | g "),
        Inline::Code("h - i".into()),
        text(" "),
        Inline::Link(Link {
            url: "https://a.example/".into(),
            title: Some("- j".into()),
            content: vec![text("k l")],
        }),
    ];
    let article = Article { blocks: vec![paragraph(content)], ..Article::default() };
    assert_eq!(
        Markdown::new().wrap(1).render(&article),
        "a\n\\-\nb\n\\+\nc\n\\#\nd\n1\\.\ne\n\\> f\n\\| g\n`h - i`\n[k\nl](https://a.example/ \"- j\")\n"
            .replace("\\> f", "\\>\nf")
            .replace("\\| g", "\\|\ng")
    );
}

#[test]
fn notes_may_be_printed_instead_of_linked() {
    let markdown = Markdown::new().notes(Notes::Plain).render(&article());
    assert!(markdown.contains("the world[1] twice".replace('1', "3").as_str()), "{markdown}");
    assert!(markdown.ends_with("\n\n---\n\n[3] On average.\n"), "{markdown}");
    let html = Html::new().notes(Notes::Plain).render(&article());
    assert!(html.contains("the world<sup>[3]</sup> twice") && !html.contains(" id="), "{html}");
    assert!(html.ends_with("<hr>\n<p><sup>[3]</sup> On average.</p>\n"), "{html}");
}

#[test]
fn renderers_write_to_any_writer() {
    let mut text = String::new();
    let out: &mut dyn std::fmt::Write = &mut text;
    Markdown::new().write(&article(), out).unwrap();
    Text::new().write(&article(), out).unwrap();
    Html::new().write(&article(), out).unwrap();
    assert_eq!(text, [article().to_markdown(), article().to_text(), article().to_html()].concat());
}

/// Fails once `left` bytes are written.
struct Full {
    left: usize,
}

impl std::fmt::Write for Full {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.left = self.left.checked_sub(text.len()).ok_or(std::fmt::Error)?;
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_is_told_of() {
    for left in [0, 10, 100] {
        assert!(Markdown::new().write(&article(), &mut Full { left }).is_err());
        assert!(Html::new().write(&article(), &mut Full { left }).is_err());
        assert!(Text::new().write(&article(), &mut Full { left }).is_err());
    }
}

#[test]
#[cfg(feature = "serde")]
fn json_gives_the_article_back() {
    let page = include_str!("../../tests/pages/one-of-everything/source.html");
    let article = crate::extract(page).unwrap();
    let json = serde_json::to_string(&article).unwrap();
    assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
}
