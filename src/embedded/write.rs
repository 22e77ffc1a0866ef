//! A value that holds a body -> HTML, for the parser every page goes through.
//!
//! Reads the kinds of nodes editors write (`paragraph`, `heading-two`, `bulleted-list`, ...) by name. What it does not
//! know is a box with text in it. Nothing here needs to be safe: what comes out is treated as any page is.

use std::fmt::Write;

use super::collect::Data;
use super::rich::{Prose, element, folded_key, is_card};
use super::text::{is_html, unescaped_markup};
use super::tree::{Id, Tree, Value};

/// Bytes written of one body.
const MAX_BYTES: usize = 4_000_000;

/// Values visited for one body, those that are referred to more than once included.
const MAX_STEPS: usize = 200_000;

/// What a node of rich text is.
enum Kind {
    Block(&'static str),
    Inline(&'static str),
    Heading,
    List,
    Link,
    Image,
    Skipped,
    Box,
}

enum Step {
    Value { id: Id, inline: bool },
    Open(&'static str),
    Close(&'static str),
}

/// Writes the values of a body as HTML, one behind the other.
pub(super) fn html(data: &Data, prose: &Prose<'_>, values: &[Id]) -> String {
    let outer = values.first().map_or(Tree::ROOT, |&id| data.resolve(id));
    let mut writer = Writer { data, prose, outer, out: String::new(), steps: Vec::new() };
    writer.push_all(values.to_vec(), false);
    let mut taken = 0;
    while let Some(step) = writer.steps.pop() {
        taken += 1;
        if taken > MAX_STEPS || writer.out.len() > MAX_BYTES {
            break;
        }
        match step {
            Step::Open(tag) => drop(write!(writer.out, "<{tag}>")),
            Step::Close(tag) => drop(write!(writer.out, "</{tag}>")),
            Step::Value { id, inline } => writer.value(data.resolve(id), inline),
        }
    }
    writer.out
}

struct Writer<'a> {
    data: &'a Data,
    prose: &'a Prose<'a>,
    /// What is written: its own title is the article's.
    outer: Id,
    out: String,
    steps: Vec<Step>,
}

impl<'a> Writer<'a> {
    fn tree(&self) -> &'a Tree {
        &self.data.tree
    }

    fn value(&mut self, id: Id, inline: bool) {
        match self.tree().value(id) {
            Value::Text(text) if inline => self.inline_text(text),
            Value::Text(text) => self.block_text(text),
            Value::Array => self.array(id, inline),
            Value::Object => self.object(id, inline),
            Value::Number(_) | Value::True | Value::Other => {}
        }
    }

    fn push(&mut self, id: Id, inline: bool) {
        self.steps.push(Step::Value { id, inline });
    }

    fn push_all(&mut self, ids: Vec<Id>, inline: bool) {
        self.steps.extend(ids.into_iter().rev().map(|id| Step::Value { id, inline }));
    }

    fn open(&mut self, tag: &'static str) {
        let _ = write!(self.out, "<{tag}>");
        self.steps.push(Step::Close(tag));
    }

    fn inline_text(&mut self, text: &str) {
        if is_html(text) { self.out.push_str(text) } else { escape(text, &mut self.out) }
    }

    fn block_text(&mut self, text: &str) {
        let unescaped = unescaped_markup(text);
        let text = unescaped.as_deref().unwrap_or(text);
        if is_html(text) {
            let _ = write!(self.out, "<div>{text}</div>");
        } else {
            paragraphs(text, &mut self.out);
        }
    }

    fn array(&mut self, id: Id, inline: bool) {
        let Some(element) = element(self.data, id) else {
            let parts = self.tree().children(id).filter(|&n| !is_card(self.data, self.data.resolve(n)));
            let parts: Vec<Id> = parts.collect();
            // The parts of one line: strings beside inline nodes.
            let mixed = !inline && parts.iter().any(|&n| self.is_inline(n)) && parts.len() > 1;
            if mixed {
                self.open("p");
            }
            return self.push_all(parts, inline || mixed);
        };
        let (kind, attributes) = (kind(element.tag), element.attributes);
        self.node(&kind, attributes, element.tag, element.children, inline);
    }

    fn is_inline(&self, id: Id) -> bool {
        let id = self.data.resolve(id);
        match element(self.data, id) {
            Some(element) => matches!(kind(element.tag), Kind::Inline(_) | Kind::Link),
            None => {
                self.tree().is_object(id)
                    && match self.kind_of(id) {
                        Some(("text" | "span" | "leaf", _)) | None => self.is_leaf(id),
                        Some((_, kind)) => matches!(kind, Kind::Inline(_) | Kind::Link),
                    }
            }
        }
    }

    /// An object of nothing but a string and how it looks.
    fn is_leaf(&self, id: Id) -> bool {
        let tree = self.tree();
        let own = ["text", "value"].iter().find_map(|key| tree.child(id, key));
        own.and_then(|n| tree.text(n)).is_some_and(|text| !is_html(text))
            && !tree.children(id).any(|n| {
                matches!(tree.key(n), "children" | "content" | "nodes" | "level" | "blocks")
                    || folded_key(tree.key(n)) == "title"
            })
    }

    /// What an object says it is, folded.
    fn kind_of(&self, id: Id) -> Option<(&'a str, Kind)> {
        let tree = self.tree();
        let said = |key: &str| tree.child(id, key).and_then(|n| tree.text(self.data.resolve(n)));
        if let Some(list) = said("listItem") {
            return Some((list, Kind::Block("li")));
        }
        if let Some(style) = said("style").filter(|s| matches!(kind(s), Kind::Heading | Kind::Block(_))) {
            return Some((style, kind(style)));
        }
        let name = ["type", "_type", "nodeType", "kind", "blockType", "__typename", "tag", "@type"]
            .iter()
            .find_map(|key| said(key))?;
        let name = if name == "element" { said("tagName").or(said("name")).or(said("tag"))? } else { name };
        Some((name, kind(name)))
    }

    fn object(&mut self, id: Id, inline: bool) {
        if inline && self.is_leaf(id) {
            return self.leaf(id);
        }
        let Some(content) = self.prose.content(id) else {
            if let Some((_, kind @ (Kind::Image | Kind::Inline("br")))) = self.kind_of(id) {
                self.node(&kind, id, "", Vec::new(), inline);
            }
            return;
        };
        match self.kind_of(id) {
            // A block that is called a text, with a string in it.
            Some(("text", _)) if !inline => self.push(content, false),
            Some((name, kind)) => self.node(&kind, id, name, vec![content], inline),
            None => self.node(&Kind::Box, id, "", vec![content], inline),
        }
    }

    fn leaf(&mut self, id: Id) {
        let tree = self.tree();
        let mut marks: Vec<&'static str> = Vec::new();
        let mut mark = |name: &str| {
            if let Kind::Inline(tag) = kind(name)
                && marks.len() < 8
                && tag != "br"
            {
                marks.push(tag);
            }
        };
        for child in tree.children(id) {
            match tree.value(child) {
                Value::True => mark(tree.key(child)),
                Value::Array if tree.key(child) == "marks" => {
                    for entry in tree.children(child) {
                        let name = tree.text(entry).or_else(|| tree.text(tree.child(entry, "type")?));
                        name.into_iter().for_each(&mut mark);
                    }
                }
                _ => {}
            }
        }
        let text =
            ["text", "value"].iter().find_map(|key| tree.text(tree.child(id, key)?)).unwrap_or_default();
        for tag in &marks {
            let _ = write!(self.out, "<{tag}>");
        }
        escape(text, &mut self.out);
        for tag in marks.iter().rev() {
            let _ = write!(self.out, "</{tag}>");
        }
    }

    fn node(&mut self, kind: &Kind, id: Id, name: &str, content: Vec<Id>, inline: bool) {
        match kind {
            Kind::Skipped => {}
            Kind::Inline("br") => self.out.push_str("<br>"),
            Kind::Inline(tag) => {
                self.open(tag);
                self.push_all(content, true);
            }
            Kind::Link => self.link(id, content),
            Kind::Image => self.image(id),
            Kind::Heading => {
                let level = self.level(id, name);
                let tag = ["h1", "h2", "h3", "h4", "h5", "h6"].get(level - 1).copied().unwrap_or("h2");
                self.open(tag);
                self.push_all(content, true);
            }
            Kind::List => {
                let ordered = folded_key(name).starts_with(['o', 'n'])
                    || self.setting(id, "ordered").is_some_and(|n| *self.tree().value(n) == Value::True)
                    || ["style", "format", "listType"].iter().any(|key| {
                        self.setting(id, key)
                            .and_then(|n| self.tree().text(n))
                            .is_some_and(|s| matches!(s, "ordered" | "number" | "numbered"))
                    });
                self.open(if ordered { "ol" } else { "ul" });
                let items: Vec<Id> = content
                    .iter()
                    .flat_map(|&n| {
                        let n = self.data.resolve(n);
                        if self.tree().is_array(n) && element(self.data, n).is_none() {
                            self.tree().children(n).collect()
                        } else {
                            vec![n]
                        }
                    })
                    .collect();
                for item in items.into_iter().rev() {
                    if self.tree().text(self.data.resolve(item)).is_some() {
                        self.steps.push(Step::Close("li"));
                        self.push(item, true);
                        self.steps.push(Step::Open("li"));
                    } else {
                        self.push(item, false);
                    }
                }
            }
            Kind::Block(tag) => {
                // Strings in it are a run of text; so are objects that look like it.
                let runs = matches!(*tag, "p" | "pre" | "li" | "td" | "th" | "figcaption" | "blockquote")
                    && !self.holds_blocks(&content);
                self.open(tag);
                self.push_all(content, runs);
            }
            Kind::Box if inline => self.push_all(content, true),
            Kind::Box => {
                self.open("div");
                self.push_all(content, false);
                let heading = ["heading", "headline", "title", "subtitle", "name"]
                    .iter()
                    .find_map(|key| self.tree().text(self.data.resolve(self.tree().child(id, key)?)));
                if let Some(heading) = heading.filter(|h| id != self.outer && (2..200).contains(&h.len())) {
                    self.out.push_str("<h2>");
                    self.inline_text(heading);
                    self.out.push_str("</h2>");
                }
            }
        }
    }

    fn holds_blocks(&self, content: &[Id]) -> bool {
        let is_block = |id: Id| {
            let id = self.data.resolve(id);
            let kind =
                element(self.data, id).map(|e| kind(e.tag)).or_else(|| self.kind_of(id).map(|(_, k)| k));
            matches!(kind, Some(Kind::Block(_) | Kind::List | Kind::Heading))
        };
        content.iter().any(|&id| {
            let id = self.data.resolve(id);
            is_block(id) || (self.tree().is_array(id) && self.tree().children(id).take(50).any(is_block))
        })
    }

    /// A setting of a node: among its own keys, or under `attrs`, `data` and the like.
    fn setting(&self, id: Id, key: &str) -> Option<Id> {
        let tree = self.tree();
        let nested = [
            "attrs",
            "data",
            "attributes",
            "properties",
            "props",
            "fields",
            "file",
            "image",
            "target",
            "asset",
        ];
        let found = tree
            .child(id, key)
            .or_else(|| nested.iter().find_map(|n| tree.child(self.data.resolve(tree.child(id, n)?), key)))?;
        Some(self.data.resolve(found))
    }

    fn level(&self, id: Id, name: &str) -> usize {
        let set = ["level", "depth", "size"].iter().find_map(|key| {
            match self.tree().value(self.setting(id, key)?) {
                Value::Number(n) if (1.0..=6.0).contains(n) => Some(*n as usize),
                Value::Text(text) => {
                    text.bytes().last().filter(|b| (b'1'..=b'6').contains(b)).map(|b| usize::from(b - b'0'))
                }
                _ => None,
            }
        });
        let name = folded_key(name);
        let digit = name.bytes().last().filter(|b| (b'1'..=b'6').contains(b)).map(|b| usize::from(b - b'0'));
        let word = ["one", "two", "three", "four", "five", "six"].iter().position(|w| name.ends_with(w));
        digit.or(word.map(|w| w + 1)).or(set).unwrap_or(2)
    }

    fn link(&mut self, id: Id, content: Vec<Id>) {
        let url = ["href", "url", "uri"].iter().find_map(|key| self.tree().text(self.setting(id, key)?));
        let mut href = String::new();
        escape(url.unwrap_or_default(), &mut href);
        let _ = write!(self.out, "<a href=\"{href}\">");
        self.steps.push(Step::Close("a"));
        self.push_all(content, true);
    }

    fn image(&mut self, id: Id) {
        let text = |keys: &[&str]| {
            keys.iter()
                .find_map(|key| self.tree().text(self.setting(id, key)?))
                .filter(|t| !t.trim().is_empty())
        };
        let Some(url) = text(&["src", "url", "originalUrl"]) else { return };
        let (mut src, mut alt) = (String::new(), String::new());
        escape(url, &mut src);
        escape(text(&["alt", "altText", "alternativeText"]).unwrap_or_default(), &mut alt);
        let caption = text(&["caption"]).map(str::to_owned);
        let _ = write!(self.out, "<figure><img src=\"{src}\" alt=\"{alt}\">");
        if let Some(caption) = caption {
            self.out.push_str("<figcaption>");
            self.inline_text(&caption);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>");
    }
}

/// What a node of this name is.
fn kind(name: &str) -> Kind {
    let name = folded_key(name);
    let bare = name.strip_suffix("block").filter(|n| !n.is_empty()).unwrap_or(&name);
    match bare {
        "p" | "paragraph" | "unstyled" | "normal" => Kind::Block("p"),
        "li" | "listitem" | "unorderedlistitem" | "orderedlistitem" => Kind::Block("li"),
        "quote" | "blockquote" | "pullquote" => Kind::Block("blockquote"),
        "pre" | "fence" | "codeblock" => Kind::Block("pre"),
        "code" if name != "code" => Kind::Block("pre"),
        "table" => Kind::Block("table"),
        "tr" | "tablerow" => Kind::Block("tr"),
        "td" | "tablecell" => Kind::Block("td"),
        "th" | "tableheader" | "tableheadercell" => Kind::Block("th"),
        "figcaption" => Kind::Block("figcaption"),
        "nav" => Kind::Block("nav"),
        "footer" => Kind::Block("footer"),
        "aside" => Kind::Block("aside"),
        "main" => Kind::Block("main"),
        "article" => Kind::Block("article"),
        "section" => Kind::Block("section"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "heading" | "header" | "subheading" | "subhead"
        | "crosshead" => Kind::Heading,
        n if (n.starts_with("heading") || n.starts_with("header")) && n.len() <= 13 => Kind::Heading,
        "ul" | "ol" | "list" | "unorderedlist" | "orderedlist" | "bulletedlist" | "numberedlist"
        | "bulletlist" => Kind::List,
        "a" | "link" | "hyperlink" | "anchor" => Kind::Link,
        "strong" | "b" | "bold" => Kind::Inline("strong"),
        "em" | "i" | "italic" | "emphasis" => Kind::Inline("em"),
        "code" | "inlinecode" => Kind::Inline("code"),
        "span" => Kind::Inline("span"),
        "del" | "strike" | "strikethrough" => Kind::Inline("del"),
        "sub" | "subscript" => Kind::Inline("sub"),
        "sup" | "superscript" => Kind::Inline("sup"),
        "br" | "hardbreak" | "break" | "linebreak" => Kind::Inline("br"),
        "image" | "img" | "picture" | "photo" => Kind::Image,
        "ad" | "advertisement" | "video" | "audio" | "embed" | "iframe" | "script" | "style" | "button"
        | "form" | "svg" | "noscript" | "newsletter" | "related" | "relatedlist" | "relatedarticles"
        | "interactive" | "promo" | "title" | "meta" | "head" | "input" | "select" | "template" => {
            Kind::Skipped
        }
        _ => Kind::Box,
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Plain text as HTML.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    paragraphs(text, &mut out);
    out
}

/// Plain text as paragraphs: at empty lines if it has some, else at every line end. The plainest of Markdown is read too.
fn paragraphs(text: &str, out: &mut String) {
    let text = text.replace("\r\n", "\n");
    let separator = if text.contains("\n\n") { "\n\n" } else { "\n" };
    for block in text.split(separator).map(str::trim).filter(|b| !b.is_empty()) {
        let level = block.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&level)
            && let Some((heading, rest)) = block.get(level..).map(|b| b.split_once('\n').unwrap_or((b, "")))
            && heading.starts_with(' ')
        {
            let _ = write!(out, "<h{level}>");
            inline_markdown(heading.trim(), out);
            let _ = write!(out, "</h{level}>");
            lines(rest, out);
        } else {
            lines(block, out);
        }
    }
}

/// The lines of one block: items of a list, or a paragraph.
fn lines(block: &str, out: &mut String) {
    if block.trim().is_empty() {
        return;
    }
    let item = |line: &str| ["- ", "* ", "• "].iter().any(|bullet| line.starts_with(bullet));
    let is_list = block.lines().map(str::trim_start).all(item);
    out.push_str(if is_list { "<ul>" } else { "<p>" });
    for (at, line) in block.lines().map(str::trim).enumerate() {
        if is_list {
            out.push_str("<li>");
            inline_markdown(line.trim_start_matches(['-', '*', '•', ' ']), out);
        } else {
            out.push_str(if at > 0 { "<br>" } else { "" });
            inline_markdown(line, out);
        }
    }
    out.push_str(if is_list { "</ul>" } else { "</p>" });
}

/// A line with its links and bold text.
fn inline_markdown(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let Some((before, text)) = rest.get(..at).and_then(|r| r.rsplit_once('[')) else { break };
        let Some((url, after)) = rest.get(at + 2..).and_then(|r| r.split_once(')')) else { break };
        if url.contains(char::is_whitespace) {
            break;
        }
        let image = before.strip_suffix('!');
        bold(image.unwrap_or(before), out);
        if image.is_none() {
            out.push_str("<a href=\"");
            escape(url, out);
            out.push_str("\">");
            bold(text, out);
            out.push_str("</a>");
        }
        rest = after;
    }
    bold(rest, out);
}

fn bold(text: &str, out: &mut String) {
    let mut parts = text.split("**").peekable();
    let mut strong = false;
    while let Some(part) = parts.next() {
        escape(part, out);
        if let Some(_next) = parts.peek() {
            strong = !strong;
            out.push_str(if strong { "<strong>" } else { "</strong>" });
        }
    }
    if strong {
        out.push_str("</strong>");
    }
}
