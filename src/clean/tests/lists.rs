use super::html;
use crate::article::Numbering;
use crate::clean::content;
use crate::dom;
use crate::extractor::Limits;
use crate::render;
use crate::resolve::Resolver;
use crate::select::Selection;

#[test]
fn numbers_are_those_of_the_page() {
    let same = [
        "<ol>\n<li>a</li>\n<li>b</li>\n</ol>",
        "<ol start=\"7\">\n<li>a</li>\n<li>b</li>\n</ol>",
        "<ol type=\"a\">\n<li>a</li>\n<li value=\"4\">b</li>\n<li>c</li>\n</ol>",
        "<ol type=\"I\" reversed start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
    ];
    for list in same {
        assert_eq!(html(list), list);
    }
    // A countdown begins at the number of its items.
    assert_eq!(
        html("<ol reversed><li>a<li>b<li>c</ol>"),
        "<ol reversed start=\"3\">\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ol>"
    );
    // As word processors write it.
    assert_eq!(
        html("<ol style='margin:0;list-style-type:upper-roman'><li value=2>a<li value=3>b</ol>"),
        "<ol type=\"I\" start=\"2\">\n<li>a</li>\n<li>b</li>\n</ol>"
    );
    // What is no number, and bullets.
    assert_eq!(
        html("<ol start=x type=disc><li value=y>a</ol><ul type=a><li value=3>b</ul>"),
        "<ol>\n<li>a</li>\n</ol>\n<ul>\n<li>b</li>\n</ul>"
    );
}

#[test]
fn items_left_out_have_been_counted() {
    let page = "<ol><li>drop<li>kept<li hidden>drop<li>drop<li>kept</ol>";
    let doc = dom::parse(page, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let kept = Selection::nodes(&doc, |id| doc.text(id) == "kept");
    let article =
        crate::Article { blocks: content(&doc, &kept, &resolver).blocks, ..crate::Article::default() };
    assert_eq!(article.to_markdown(), "2. kept\n4. kept\n");
    assert_eq!(article.to_html(), "<ol start=\"2\">\n<li>kept</li>\n<li value=\"4\">kept</li>\n</ol>\n");
}

#[test]
fn text_prints_numbers_as_the_page_does() {
    let page =
        "<ol type=i reversed><li>a<li>b</ol><ol type=A start=26><li>c<li>d</ol><ol type=a start=0><li>e</ol>";
    let doc = dom::parse(page, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let blocks = content(&doc, &Selection::everything(&doc), &resolver).blocks;
    let article = crate::Article { blocks, ..crate::Article::default() };
    let mut text = String::new();
    render::Text::new().write(&article, &mut text).unwrap();
    assert_eq!(text.replace("\n\n", "\n"), "ii. a\ni. b\nZ. c\nAA. d\n0. e\n");
    assert_eq!(Numbering::LowerRoman.print(3999), "mmmcmxcix");
    assert_eq!(Numbering::LowerRoman.print(4000), "4000");
    assert_eq!(Numbering::LowerAlpha.print(i64::MAX).len(), 14);
    assert_eq!(Numbering::LowerAlpha.print(-1), "-1");
}
