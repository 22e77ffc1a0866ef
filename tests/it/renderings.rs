//! What must hold of the renderings of any article tree, read back by parsers that know nothing of ours: html5ever's own
//! tree for HTML, pulldown-cmark for Markdown. Shared by the integration tests and the fuzz targets.

use std::collections::BTreeMap;

use gleaner::render::{Html, Markdown, Notes};
use gleaner::stages::resolve::Resolver;
use gleaner::stages::select::Selection;
use gleaner::stages::{clean, dom};
use gleaner::{Article, Block, Figure, Inline};
use markup5ever_rcdom::{Handle, NodeData};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use url::Url;

use crate::compare::{no_limits, rcdom};
use crate::embeds::drop_embeds;

/// Elements our HTML may have, and the attributes of each.
const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["class", "href", "id", "title"]),
    ("abbr", &["title"]),
    ("article", &["class"]),
    ("aside", &["class"]),
    ("blockquote", &["cite", "class"]),
    ("br", &[]),
    ("caption", &[]),
    ("code", &["class"]),
    ("dd", &[]),
    ("details", &[]),
    ("div", &["class"]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("footer", &[]),
    ("h1", &["id"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("header", &[]),
    ("hr", &[]),
    ("img", &["alt", "src", "title"]),
    ("li", &["id", "value"]),
    ("mark", &[]),
    ("ol", &["reversed", "start", "type"]),
    ("p", &["class"]),
    ("pre", &[]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("section", &["class"]),
    ("span", &["class"]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &["class"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("ul", &[]),
];

/// Elements that the parser puts around a fragment.
const SCAFFOLD: &[&str] = &["html", "head", "body"];

/// Whether a browser that follows this URL stays on the web; `data:` images are for `src`.
fn leads_somewhere_safe(url: &str, image: bool) -> bool {
    let base = Url::parse("https://base.example/").unwrap();
    match base.join(url) {
        Ok(url) if image && url.scheme() == "data" => {
            let kind = url.path().split([';', ',']).next().unwrap_or_default().to_ascii_lowercase();
            matches!(
                kind.as_str(),
                "image/png" | "image/gif" | "image/jpeg" | "image/jpg" | "image/webp" | "image/avif"
            )
        }
        Ok(url) => matches!(url.scheme(), "http" | "https") || (!image && url.scheme() == "mailto"),
        // No browser follows what is no URL.
        Err(_) => true,
    }
}

fn assert_safe_element(name: &str, attributes: &[html5ever::Attribute], html: &str) {
    let (_, allowed) =
        ALLOWED.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("<{name}> in {html}"));
    for attribute in attributes {
        let (key, value) = (&*attribute.name.local, &*attribute.value);
        assert!(allowed.contains(&key), "{key} of <{name}> in {html}");
        match key {
            "href" | "cite" => assert!(leads_somewhere_safe(value, false), "{value:?} in {html}"),
            "src" => assert!(leads_somewhere_safe(value, true), "{value:?} in {html}"),
            "id" if value.starts_with("user-content-") => {
                assert!(name.starts_with('h'), "{value:?} in {html}");
            }
            "id" => {
                let number = value.strip_prefix("fn-").or(value.strip_prefix("fnref-")).unwrap_or_default();
                assert!(number.parse::<u32>().is_ok(), "id {value:?} in {html}");
            }
            "type" => assert!(["a", "A", "i", "I"].contains(&value), "{value:?} in {html}"),
            "reversed" => assert_eq!(value, "", "{html}"),
            "start" | "value" | "colspan" | "rowspan" => {
                assert!(value.parse::<i64>().is_ok(), "{value:?} in {html}");
            }
            _ => {}
        }
    }
}

fn walk(node: &Handle, visit: &mut impl FnMut(&Handle, bool)) {
    visit(node, true);
    node.children.borrow().iter().for_each(|child| walk(child, visit));
    visit(node, false);
}

/// Elements within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "em", "strong", "s", "sub", "sup", "mark", "code", "span", "ruby", "rt", "rp", "img", "time",
];

/// Checks that HTML we wrote holds nothing but what it may, and gives the text a reader sees.
fn safe_html_text(html: &str) -> String {
    let mut text = String::new();
    walk(&rcdom(html).document, &mut |node, enters| match &node.data {
        NodeData::Text { contents } if enters => text.push_str(&contents.borrow()),
        NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => panic!("a comment in {html}"),
        NodeData::Element { name, attrs, .. } => {
            let name = &*name.local;
            if enters && !SCAFFOLD.contains(&name) {
                assert_safe_element(name, &attrs.borrow(), html);
            }
            if !INLINE.contains(&name) {
                text.push(' ');
            }
        }
        _ => {}
    });
    text
}

/// Runs of letters, in order: digits and marks are left out, for numbers of items and notes are the renderings' own.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// What an article is made of, as far as Markdown can say it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    /// Kinds of blocks and how many there are.
    counts: BTreeMap<&'static str, usize>,
    headings: Vec<u8>,
    code: Vec<(String, String)>,
    links: Vec<String>,
    images: Vec<String>,
}

impl Shape {
    fn count(&mut self, kind: &'static str) {
        *self.counts.entry(kind).or_default() += 1;
    }

    fn of(article: &Article) -> Shape {
        let mut shape = Shape::default();
        shape.blocks(&article.blocks);
        for note in &article.notes {
            shape.count("note");
            shape.blocks(&note.blocks);
        }
        shape
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, content, .. } => {
                self.headings.push(*level);
                self.inlines(content);
            }
            Block::Paragraph(content) | Block::Verse(content) => self.inlines(content),
            Block::List(list) => {
                self.count(if list.start.is_some() { "numbered list" } else { "list" });
                for item in &list.items {
                    self.count("item");
                    if item.done.is_some() {
                        self.count("task");
                    }
                    self.blocks(&item.blocks);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| self.inlines(term));
                    definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Quote(quote) => {
                self.count("quote");
                self.blocks(&quote.blocks);
                self.inlines(&quote.attribution);
            }
            Block::Post(post) => {
                self.count("quote");
                self.links.extend(post.url.clone());
                self.blocks(&post.blocks);
            }
            Block::Gallery(figures) => figures.iter().for_each(|figure| self.figure(figure)),
            Block::Callout(callout) => {
                self.count("quote");
                self.inlines(&callout.title);
                self.blocks(&callout.blocks);
            }
            Block::Details(details) => {
                self.inlines(&details.summary);
                self.blocks(&details.blocks);
            }
            Block::Embed(embed) => self.links.push(embed.url.clone()),
            Block::Code { language, text } => {
                self.code.push((language.clone().unwrap_or_default(), text.clone()));
            }
            Block::Table(table) => {
                self.inlines(&table.caption);
                self.count("table");
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    // Empty cells stand where one spans.
                    let spanned = usize::from(cell.columns) * usize::from(cell.rows);
                    *self.counts.entry("cell").or_default() += spanned;
                    self.blocks(&cell.content);
                }
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Math(_) => self.count("formula"),
            Block::Rule => self.count("rule"),
            _ => {}
        }
    }

    fn figure(&mut self, figure: &Figure) {
        for image in &figure.images {
            self.links.extend(image.link.clone());
            self.images.push(image.url.clone());
        }
        self.inlines(&figure.caption);
        self.inlines(&figure.credit);
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Link(link) => self.links.push(link.url.clone()),
                Inline::Image(image) => self.images.push(image.url.clone()),
                Inline::Math(_) => self.count("formula in a line"),
                Inline::NoteReference(_) => self.count("reference"),
                _ => {}
            }
            self.inlines(inline.content());
        }
    }
}

/// What pulldown-cmark reads in Markdown: its shape and the text a reader sees.
fn read(markdown: &str) -> (Shape, String) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let (mut shape, mut text) = (Shape::default(), String::new());
    let (mut images, mut code) = (0, false);
    for event in Parser::new_ext(markdown, options) {
        if images == 0 && ends_line(&event) {
            text.push(' ');
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let levels = [
                    HeadingLevel::H1,
                    HeadingLevel::H2,
                    HeadingLevel::H3,
                    HeadingLevel::H4,
                    HeadingLevel::H5,
                ];
                shape.headings.push(levels.iter().position(|l| *l == level).map_or(6, |at| at as u8 + 1));
            }
            Event::Start(Tag::List(start)) => {
                shape.count(if start.is_some() { "numbered list" } else { "list" });
            }
            Event::Start(Tag::Item) => shape.count("item"),
            Event::TaskListMarker(_) => shape.count("task"),
            Event::Start(Tag::BlockQuote(_)) => shape.count("quote"),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => panic!("indented code in {markdown}"),
                };
                shape.code.push((language, String::new()));
                code = true;
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Table(_)) => shape.count("table"),
            Event::Start(Tag::TableCell) => shape.count("cell"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(leads_somewhere_safe(&dest_url, false), "{dest_url:?} in {markdown}");
                shape.links.push(dest_url.into_string());
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                assert!(leads_somewhere_safe(&dest_url, true), "{dest_url:?} in {markdown}");
                shape.images.push(dest_url.into_string());
                images += 1;
            }
            Event::End(TagEnd::Image) => images -= 1,
            Event::Start(Tag::FootnoteDefinition(_)) => shape.count("note"),
            Event::FootnoteReference(label) => {
                shape.count("reference");
                text.push_str(&label);
            }
            Event::InlineMath(tex) => {
                shape.count("formula in a line");
                text.push_str(&tex);
            }
            Event::DisplayMath(tex) => {
                shape.count("formula");
                text.push_str(&tex);
            }
            Event::Rule => shape.count("rule"),
            Event::Text(part) | Event::Code(part) if images == 0 => {
                text.push_str(&part);
                if code && let Some((_, code)) = shape.code.last_mut() {
                    code.push_str(&part);
                }
            }
            Event::InlineHtml(html) => assert_inert(&html, markdown),
            Event::Html(html) => panic!("{html:?} in {markdown}"),
            _ => {}
        }
    }
    for (_, code) in &mut shape.code {
        // The line end before the fence.
        code.truncate(code.strip_suffix('\n').map_or(code.len(), str::len));
    }
    (shape, text)
}

/// Whether what comes before and after stands on lines, or in cells, of its own.
fn ends_line(event: &Event<'_>) -> bool {
    let within = |tag: &TagEnd| {
        matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        )
    };
    match event {
        Event::Start(tag) => !within(&tag.to_end()),
        Event::End(tag) => !within(tag),
        Event::SoftBreak | Event::HardBreak | Event::Rule => true,
        Event::InlineHtml(html) => &**html == "<br>",
        _ => false,
    }
}

/// The one HTML our Markdown has: tags that do nothing.
fn assert_inert(html: &str, markdown: &str) {
    let tags = ["sub", "sup", "mark", "abbr"];
    let known = html == "<br>"
        || tags.iter().any(|tag| {
            let attribute = html.strip_prefix("<abbr title=\"").and_then(|rest| rest.strip_suffix("\">"));
            html == format!("<{tag}>")
                || html == format!("</{tag}>")
                || attribute.is_some_and(|value| !value.contains(['"', '<', '>', '`']))
        });
    assert!(known, "{html:?} in {markdown}");
}

/// Takes out the kinds of callouts, which Markdown prints.
fn without_kinds(text: &str, kinds: &[String]) -> String {
    kinds.iter().fold(text.to_owned(), |text, kind| text.replacen(&format!("[!{kind}]"), "", 1))
}

/// Checks the HTML of any tree: nothing in it runs or leads off the web, and its letters are those of the text.
pub(crate) fn assert_html_is_safe(article: &Article) {
    let mut silent = article.clone();
    drop_embeds(&mut silent);
    for notes in [Notes::Linked, Notes::Plain] {
        let html = Html::new().notes(notes);
        safe_html_text(&html.render(article));
        let shown = safe_html_text(&html.render(&silent));
        assert_eq!(letters(&shown), letters(&silent.to_text()), "{:?}", silent.blocks);
    }
}

/// Checks the Markdown of any tree: another parser finds its letters in it, no HTML that does anything and no link that
/// leads off the web, and however it is written, it finds the same.
pub(crate) fn assert_markdown_is_safe(article: &Article) {
    let mut silent = article.clone();
    let kinds = drop_embeds(&mut silent);
    read(&article.to_markdown());
    let text = silent.to_text();
    let plain = silent.to_markdown();
    let (shape, shown) = read(&plain);
    assert_eq!(letters(&without_kinds(&shown, &kinds)), letters(&text), "{plain}\n{:?}", silent.blocks);
    for width in [1, 20] {
        let markdown = Markdown::new().wrap(width).render(&silent);
        let (wrapped, again) = read(&markdown);
        assert_eq!(letters(&again), letters(&shown), "{markdown}\n{:?}", silent.blocks);
        assert_eq!(wrapped, shape, "{markdown}\n{:?}", silent.blocks);
    }
    let markdown = Markdown::new().links(false).images(false).notes(Notes::Plain).render(&silent);
    let (bare, shown) = read(&markdown);
    assert_eq!(letters(&without_kinds(&shown, &kinds)), letters(&text), "{markdown}\n{:?}", silent.blocks);
    assert!(bare.links.is_empty() && bare.images.is_empty(), "{markdown}\n{:?}", silent.blocks);
}

/// Checks that all renderings of a tree such as extraction gives hold the same words in the same order, and that Markdown
/// has its structure: as many of each block, the same levels, code, links and images.
pub(crate) fn assert_renderings_agree(article: &Article) {
    let mut silent = article.clone();
    let kinds = drop_embeds(&mut silent);
    let said = words(&silent.to_text());
    let html = silent.to_html();
    assert_eq!(words(&safe_html_text(&html)), said, "{html}\n{:?}", silent.blocks);
    let markdown = silent.to_markdown();
    assert_eq!(words(&without_kinds(&read(&markdown).1, &kinds)), said, "{markdown}\n{:?}", silent.blocks);
    let markdown = article.to_markdown();
    assert_eq!(read(&markdown).0, Shape::of(article), "{markdown}\n{:?}", article.blocks);
}

/// The article that is all of a page.
pub(crate) fn reread(html: &str) -> Article {
    let doc = dom::parse(html, &no_limits());
    let (resolver, _) = Resolver::new(&doc, None);
    let content = clean::content(&doc, &Selection::everything(&doc), &resolver);
    let mut article = Article::default();
    (article.blocks, article.notes) = (content.blocks, content.notes);
    article
}

/// Checks that our own HTML gives the tree it was written from.
pub(crate) fn assert_html_gives_the_tree_back(article: &Article) {
    let html = article.to_html();
    let again = reread(&html);
    assert_eq!(again.blocks, article.blocks, "{html}");
    assert_eq!(again.notes, article.notes, "{html}");
}
