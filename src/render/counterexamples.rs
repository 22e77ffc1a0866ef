//! Smallest trees of what property tests and fuzzing found, each once.

use super::Markdown;
use crate::article::{
    Abbreviation, Article, Block, Callout, Cell, Definition, Image, Inline, Item, Link, List, Note, Row,
    Table,
};

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn math(tex: &str) -> Inline {
    Inline::Math(tex.to_owned())
}

fn reference(label: &str) -> Inline {
    Inline::NoteReference(label.to_owned())
}

fn paragraph(content: &str) -> Block {
    Block::Paragraph(vec![text(content)])
}

fn list(start: Option<i64>, items: Vec<Vec<Block>>) -> Block {
    Block::List(List { start, items: items.into_iter().map(Item::from).collect(), ..List::default() })
}

fn article(blocks: Vec<Block>) -> Article {
    Article { blocks, ..Article::default() }
}

fn markdown(blocks: Vec<Block>) -> String {
    article(blocks).to_markdown().trim_end().to_owned()
}

fn line(content: Vec<Inline>) -> String {
    markdown(vec![Block::Paragraph(content)])
}

#[test]
fn any_mark_may_stand_before_the_at_of_an_address() {
    assert_eq!(line(vec![Inline::Strikethrough(vec![text("<|@a>")])]), "~~<|\\@a>~~");
    assert_eq!(line(vec![text("<5@a> and x@y")]), "<5\\@a> and x\\@y");
    let link = |content: &str| {
        Inline::Link(Link { url: "https://a.b/".into(), title: None, content: vec![text(content)] })
    };
    assert_eq!(line(vec![link("x@y")]), "[x@y](https://a.b/)");
    assert_eq!(line(vec![link("<|@y>")]), "[<|\\@y>](https://a.b/)");
}

#[test]
fn formulas_side_by_side_and_empty_ones_are_no_other_formula() {
    assert_eq!(line(vec![math("a"), math("b")]), "$a$ $b$");
    assert_eq!(line(vec![text("x"), math(" "), text("y")]), "xy");
    assert_eq!(markdown(vec![Block::Math(String::new()), paragraph("x")]), "x");
}

#[test]
fn dollar_signs_pair_with_none_in_code_urls_or_titles() {
    assert_eq!(line(vec![text("$5 "), Inline::Code("$".into())]), "\\$5 `$`");
    let image = Image { url: "https://a.b/$".into(), alt: "$".into(), title: None, link: None };
    assert_eq!(line(vec![Inline::Image(image)]), "![\\$](https://a.b/$)");
    let callout = Callout { kind: "note".into(), title: vec![text("$5")], blocks: vec![paragraph("$6")] };
    assert_eq!(markdown(vec![Block::Callout(callout)]), "> [!note] \\$5\n> $6");
}

#[test]
fn dollar_signs_in_cells_pair_with_none_in_the_next() {
    let cell = |content: &str| Cell { content: vec![paragraph(content)], rows: 1, columns: 1, header: false };
    let rows = [["a", "b"], ["$5", "$6"]].map(|row| Row { cells: row.map(cell).into() });
    let table = Table { caption: Vec::new(), rows: rows.into() };
    assert_eq!(markdown(vec![Block::Table(table)]), "| a | b |\n| --- | --- |\n| \\$5 | \\$6 |");
}

#[test]
fn a_bar_in_a_formula_ends_no_cell_and_becomes_no_word() {
    let content = vec![Block::Paragraph(vec![Inline::Math("|x|".into())])];
    let cells = vec![Cell { content, rows: 1, columns: 1, header: true }];
    let table = Table { caption: Vec::new(), rows: vec![Row { cells }] };
    assert_eq!(markdown(vec![Block::Table(table)]), "| $\u{2223}x\u{2223}$ |\n| --- |");
    assert_eq!(line(vec![Inline::Math("|x|".into())]), "$|x|$");
}

#[test]
fn references_to_notes_are_no_links_and_no_notes() {
    assert_eq!(line(vec![reference("2"), text("(late)")]), "[^2]\\(late)");
    assert_eq!(line(vec![reference("2"), text(": late")]), "[^2]\\: late");
    assert_eq!(line(vec![text("so"), reference("2"), text(": late")]), "so[^2]: late");
    let link = Link { url: "https://a.b/".into(), title: None, content: vec![text("a"), reference("2")] };
    let article = article(vec![Block::Paragraph(vec![Inline::Link(link)])]);
    assert_eq!(article.to_markdown(), "[a[2]](https://a.b/)\n");
    assert_eq!(article.to_html(), "<p><a href=\"https://a.b/\">a<sup>[2]</sup></a></p>\n");
}

#[test]
fn labels_that_are_no_numbers_are_no_text() {
    let notes = vec![Note { label: "a1".into(), blocks: vec![paragraph("x")] }];
    let article =
        Article { blocks: vec![Block::Paragraph(vec![reference("a1")])], notes, ..Article::default() };
    assert_eq!(article.to_text(), "[1]\n\n[1] x\n");
}

#[test]
fn tags_hold_no_white_space_at_their_ends() {
    let abbreviation =
        |content| Inline::Abbreviation(Abbreviation { title: "t".into(), content: vec![text(content)] });
    let spaced = vec![abbreviation(" a "), text("b")];
    assert_eq!(line(spaced.clone()), "<abbr title=\"t\">a</abbr> b");
    assert_eq!(
        Markdown::new().wrap(1).render(&article(vec![Block::Paragraph(spaced)])),
        "<abbr title=\"t\">a</abbr>\nb\n"
    );
    assert_eq!(line(vec![text("a"), abbreviation(" "), text("b")]), "a b");
}

#[test]
fn lists_that_meet_in_and_behind_definitions_stay_apart() {
    let bullets = || list(None, vec![vec![paragraph("a")]]);
    let definition =
        Definition { terms: vec![vec![text("t")]], descriptions: vec![vec![bullets()], vec![bullets()]] };
    assert_eq!(markdown(vec![Block::Definitions(vec![definition]), bullets()]), "**t**\n\n- a\n\n* a\n\n- a");
    // Blocks without text do not part them.
    assert_eq!(markdown(vec![bullets(), Block::Paragraph(Vec::new()), bullets()]), "- a\n\n* a");
}

#[test]
fn an_empty_list_takes_no_marker_away() {
    let empty = list(None, vec![Vec::new()]);
    assert_eq!(markdown(vec![list(Some(1), vec![vec![empty.clone(), paragraph("a")]])]), "1. a");
    let notes = vec![Note { label: "1".into(), blocks: vec![empty, paragraph("a")] }];
    let article =
        Article { blocks: vec![Block::Paragraph(vec![reference("1")])], notes, ..Article::default() };
    assert_eq!(article.to_markdown(), "[^1]\n\n[^1]: a\n");
}

#[test]
fn a_list_may_begin_a_callout_at_any_number() {
    let callout =
        |block| Block::Callout(Callout { kind: "note".into(), title: Vec::new(), blocks: vec![block] });
    assert_eq!(markdown(vec![callout(list(Some(3), vec![vec![paragraph("a")]]))]), "> [!note]\n>\n> 3. a");
    assert_eq!(markdown(vec![callout(paragraph("a"))]), "> [!note]\n> a");
}

#[test]
fn the_box_of_a_task_stands_in_its_paragraph() {
    let item = Item { done: Some(true), number: None, blocks: vec![paragraph("a"), paragraph("b")] };
    let tasks = Block::List(List { items: vec![item], ..List::default() });
    assert_eq!(
        article(vec![tasks]).to_html(),
        "<ul>\n<li><p>☑ a</p>b</li>\n</ul>\n".replace("b</li>", "<p>b</p></li>")
    );
}

#[test]
fn the_box_of_a_task_stands_before_text_alone() {
    let quote = Block::Quote(crate::Quote { blocks: vec![paragraph("a")], ..crate::Quote::default() });
    let item = Item { done: Some(true), number: None, blocks: vec![Block::Paragraph(Vec::new()), quote] };
    assert_eq!(markdown(vec![Block::List(List { items: vec![item], ..List::default() })]), "- > a");
}

#[test]
fn a_link_that_begins_a_paragraph_defines_nothing() {
    let link = |content| {
        Inline::Link(Link { url: "https://example.org/".into(), title: None, content: vec![content] })
    };
    assert_eq!(line(vec![link(Inline::Code("a]:b".into()))]), "[a\\]:b](https://example.org/)");
    assert_eq!(line(vec![link(math("a]:b"))]), "[$a] :b$](https://example.org/)");
    assert_eq!(line(vec![Inline::Code("a]:b".into())]), "`a]:b`");
}

#[test]
fn brackets_behind_a_reference_are_no_label() {
    assert_eq!(line(vec![reference("1"), text("[a] b]")]), "[^1]&#91;a] b\\]");
}
