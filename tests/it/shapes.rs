//! Pages that repeat one piece of hostile markup, of any size: what costs a careless parser, extractor or renderer the
//! square of it. Shared by the integration tests and the example that measures growth.

use std::fmt::Write;

/// What a reader would want of each page.
pub(crate) const STORY: &str = "<p>City engineers said on Tuesday that the harbour bridge reopened after eleven months, \
    ending a closure that had pushed traffic onto the ring road.</p>";

/// A kind of page. In the repeated pieces `@` stands for how often they were repeated before.
pub(crate) struct Shape {
    pub(crate) name: String,
    before: String,
    first: String,
    between: String,
    second: String,
    after: String,
}

impl Shape {
    /// `piece` over and over in the body of a page.
    fn new(name: &str, before: &str, piece: &str, after: &str) -> Self {
        Shape {
            name: name.to_owned(),
            before: format!(
                "<!DOCTYPE html><html lang=en><head><title>Harbour bridge reopens</title>{before}"
            ),
            first: piece.to_owned(),
            between: String::new(),
            second: String::new(),
            after: format!("{after}{STORY}<footer>Contact</footer>"),
        }
    }

    /// As many of `second` as of `first`, after `between`.
    fn then(mut self, between: &str, second: &str) -> Self {
        self.between.push_str(between);
        self.second.push_str(second);
        self
    }

    /// The page, of about so many bytes.
    pub(crate) fn page(&self, bytes: usize) -> String {
        let times = bytes / (self.first.len() + self.second.len());
        let mut page = self.before.clone();
        repeat(&mut page, &self.first, times);
        page.push_str(&self.between);
        repeat(&mut page, &self.second, times);
        page.push_str(&self.after);
        page
    }
}

fn repeat(page: &mut String, piece: &str, times: usize) {
    match piece.split_once('@') {
        None => page.push_str(&piece.repeat(times)),
        Some((start, end)) => {
            for number in 0..times {
                let _ = write!(page, "{start}{number}{}", end.replace('@', &number.to_string()));
            }
        }
    }
}

/// All of them.
pub(crate) fn shapes() -> Vec<Shape> {
    [nested(), misnested(), wide(), long(), listed(), dated(), marked()].into_iter().flatten().collect()
}

fn body(name: &str, piece: &str) -> Shape {
    Shape::new(name, "<body>", piece, "")
}

fn nested() -> Vec<Shape> {
    let tags = "div span table b a font blockquote ul svg template select p section article i em form button h1 dl ruby \
                math frameset object center details nobr";
    let mut shapes = Vec::new();
    for tag in tags.split_whitespace() {
        let (open, close) = match tag {
            "table" => ("<table><tr><td>".to_owned(), "</td></tr></table>".to_owned()),
            "ul" => ("<ul><li>".to_owned(), "</li></ul>".to_owned()),
            "dl" => ("<dl><dd>".to_owned(), "</dd></dl>".to_owned()),
            "a" => ("<a href=#>".to_owned(), "</a>".to_owned()),
            "font" => ("<font size=1>".to_owned(), "</font>".to_owned()),
            _ => (format!("<{tag}>"), format!("</{tag}>")),
        };
        shapes.push(body(&format!("nested {tag}"), &open).then(STORY, &close));
        shapes.push(Shape::new(&format!("nested {tag}, never closed"), &format!("<body>{STORY}"), &open, ""));
    }
    let (open, close) = ("<x-block-of-the-page>".repeat(200), "</x-block-of-the-page>".repeat(200));
    shapes.push(body("nested far above blocks", &[open, STORY.repeat(50), close].concat()));
    shapes.push(body("nested kinds", "<div><b><table><p><td><li></b></p><svg></div><a>"));
    shapes.push(body("nested blocks in inlines", "<div><blockquote><ul><li><table><tr><td><b><i><a href=x>"));
    shapes
}

/// What costs the tree builder more than linear time or memory.
fn misnested() -> Vec<Shape> {
    vec![
        body("unclosed b", "word word word word word </p><p><b>"),
        body("unclosed a", "<a href=@>word word word word word <p>"),
        body("distinct b, then paragraphs", "<b id=@>").then("</p>", "<p>x"),
        body("a, then i", "<a><i>").then("", "</a>"),
        body("adoption", "<b><div>").then("", "</b>"),
        body("misnested p", "<b><i><p></b></i>"),
        Shape::new("foster parenting", "<body><table>", "<b>x<tr>", ""),
        Shape::new("foster parenting of text", "<body><table>", "x<tr>", ""),
        body("stray end tags in divs", "<div>").then("", "</p></p></p></p></p>"),
        body("stray end tags", "</p></b></div></a></table>"),
        body("many body tags", "<body a@=1>"),
        body("many html tags", "<html a=1>"),
        Shape::new("selects", "<body><select>", "<option>x<select>", ""),
        Shape::new(
            "selected content",
            "<body><select><button><selectedcontent></button>",
            "<option selected><b>x</b>",
            "",
        ),
        body("tables in templates", "<template><tr><td>"),
        Shape::new("ruby", "<body><ruby>", "<rb>a<rt>b<rtc>c", ""),
        body("formatting in paragraphs", "<b id=@>x<p>"),
        body("shadow roots", "<x-y><template shadowrootmode=open>a"),
    ]
}

fn wide() -> Vec<Shape> {
    let sentence = "The repair, which cost four million euros, replaced every bearing under the main span, and crews \
                    worked at night.";
    vec![
        body("paragraphs of a letter", "<p>a"),
        body("line breaks", "<br>"),
        body("pictures", "<img src=a.png>"),
        body("links", "<a href=/x>x</a> "),
        Shape::new("items", "<body><ul>", "<li>item text, with comma", ""),
        Shape::new("cells", "<body><table>", "<tr><td>1<td>1<td>1<td>1<td>1<td>1<td>1<td>1<td>1<td>1", ""),
        Shape::new("one row", "<body><table><tr>", "<td>1", ""),
        Shape::new(
            "rows of data",
            &format!("<body><article>{}<table><tr><th>Quay<th>Crossings<th>Late", STORY.repeat(3)),
            "<tr><td>north quay @<td>ferry<td>7",
            "</table></article>",
        ),
        body("articles", &format!("<article><p>{sentence}</p></article>")),
        body("classes", &format!("<div class=c@><p>{sentence}</p></div>")),
        body("headings", &format!("<h2>Bridge @</h2><p>{sentence}</p>")),
        body("quotes", &format!("<blockquote><p>{sentence}</p></blockquote>")),
        body("code", "<pre><code class=language-c>if (a) {}</code></pre>"),
        body("lists in lists", "<ul><li>a<ul><li>b</ul></ul>"),
        body("definitions", "<dl><dt>a<dd>b</dl>"),
        body("figures", "<figure><img src=a@.png alt=a><figcaption>b</figcaption></figure>"),
        body("footnotes", "<p>Bridge<sup><a href=#fn@ id=r@>1</a></sup><p id=fn@>note"),
        body("formulas", "<math><mi>x</mi></math> "),
        body("wide spans", "<table><tr><td colspan=999 rowspan=999>x<tr><td>y</table>"),
        body("scripts", "<script>var a=1;</script>"),
        Shape::new("tags", "", "<meta property=article:tag content=t@>", "<body>"),
        Shape::new(
            "structured data",
            "",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>",
            "<body>",
        ),
    ]
}

fn long() -> Vec<Shape> {
    let paragraph = |name: &str, piece: &str| Shape::new(name, "<body><article><p>", piece, "</article>");
    let value = |name: &str, start: &str, piece: &str, end: &str| {
        Shape::new(name, &format!("<body>{STORY}{start}"), piece, end)
    };
    vec![
        paragraph("words", "lorem ipsum, dolor "),
        paragraph("one word", "a"),
        paragraph("spaces", " "),
        paragraph("commas", ","),
        paragraph("entities", "&amp;"),
        paragraph("unknown entities", "&notanentit"),
        paragraph("combining marks", "\u{301}"),
        Shape::new("line ends", "<body><article><pre>", "\n", "</pre></article>"),
        value("class", "<div class='", "c ", "'>x</div>"),
        value("class of many words", "<div class='", "comment-ad-share-", "'>x</div>"),
        value("style", "<div style='", "a:b;", "'>x</div>"),
        value("link", "<a href='/", "p", "'>x</a>"),
        value("data of a picture", "<img alt=x src='data:image/png;base64,", "A", "'>"),
        value("pictures of many sizes", "<img alt=x srcset='", "a@.png @w, ", "'>"),
        value("attributes", "<div ", "a@=1 ", ">x</div>"),
        value("attributes of an end tag", "x</div ", "a@=1 ", ">"),
        value("attributes without values", "<p><p ", "a@/", ">x"),
        body(
            "tags of three hundred attributes",
            &format!("<p {}>x", (0..300).fold(String::new(), |all, n| all + &format!("a{n} "))),
        ),
        value("name of a tag", "<", "a", ">x"),
        value("comment", "<!--", "- ", "-->"),
        body("comments that open", "<!--"),
        body("less-than signs", "<"),
        Shape::new("title", "<title>", "T", "</title><body>"),
        Shape::new("title of parts", "<title>", "Bridge - ", "</title><body>"),
        Shape::new("heading", "<body><h1>", "Bridge ", "</h1>"),
    ]
}

/// Data in scripts.
fn listed() -> Vec<Shape> {
    let data = |name: &str, piece: &str| {
        Shape::new(name, "<script type=application/ld+json>", piece, "</script><body>")
    };
    let state = |name: &str, start: &str, piece: &str, end: &str| {
        Shape::new(
            name,
            &format!("<body><div id=root></div><script>{start}"),
            piece,
            &format!("{end}</script>"),
        )
    };
    vec![
        data("data in data", "{\"a\":"),
        data("lists in lists of data", "["),
        data("broken data", "{\"@type\":\"NewsArticle\",}"),
        state(
            "state",
            "window.state = {\"items\":[",
            "{\"text\":\"The bridge, closed for months, reopened.\"},",
            "0]}",
        ),
        state("state in state", "window.state = ", "{\"a\":", "1"),
        state("strings", "x = \"", "\\\"", "\""),
        state("assignments", "", "a@ = {\"date\":\"2024-05-01\"};", ""),
        state("streamed parts", "", "self.__next_f.push([1,\"a\"]);", ""),
    ]
}

fn dated() -> Vec<Shape> {
    vec![
        Shape::new("dates in a line", "<body><p>", "2024-05-0", "</p>"),
        Shape::new("dates", "<body>", "<time datetime=2024-05-01>May 1</time>", ""),
        Shape::new("byline", "<body><p class=byline>", "By ", "</p>"),
        Shape::new("bylines", "<body>", "<p class=byline>By A B@</p>", ""),
        Shape::new("months", "<body><p class=date>", "May ", "</p>"),
    ]
}

/// What makes careless Markdown escapers and readers quadratic.
fn marked() -> Vec<Shape> {
    let marks = [
        "*a **a ",
        "_a ",
        "[a",
        "a]",
        "![[]()",
        "`",
        "&lt;a ",
        "&gt; ",
        "|",
        "- ",
        "\\",
        "# ",
        "$a",
        "~~a ",
        "<b>a</b>*",
        "1. ",
    ];
    let mut shapes: Vec<Shape> = Vec::new();
    for mark in marks {
        shapes.push(Shape::new(&format!("marks {mark}"), &format!("<body>{STORY}<p>Bridge "), mark, "</p>"));
        shapes.push(Shape::new(
            &format!("preformatted {mark}"),
            &format!("<body>{STORY}<pre>Bridge "),
            mark,
            "</pre>",
        ));
    }
    shapes
}
