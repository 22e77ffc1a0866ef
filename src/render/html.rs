//! Article -> HTML, built from the typed tree alone: no script, no style, no attribute the page wrote.
//!
//! Text and attribute values are escaped; links and image sources that could run anything are left out. The result
//! is a fragment for a page's body.

use std::fmt::{self, Write};

use crate::article::{Article, Block, Cell, Figure, Image, Inline, List, Table};
use crate::resolve::{safe_image, safe_link};

/// Writes the article as an HTML fragment, each block on a line of its own.
///
/// # Errors
///
/// Only those of `out`.
pub fn write(article: &Article, out: &mut impl Write) -> fmt::Result {
    Html { out }.blocks(&article.blocks)
}

struct Html<'a, W: Write> {
    out: &'a mut W,
}

impl<W: Write> Html<'_, W> {
    fn raw(&mut self, html: &str) -> fmt::Result {
        self.out.write_str(html)
    }

    fn blocks(&mut self, blocks: &[Block]) -> fmt::Result {
        blocks.iter().try_for_each(|block| {
            self.block(block)?;
            self.raw("\n")
        })
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        match block {
            Block::Heading { level, content } => {
                let level = (*level).clamp(1, 6);
                write!(self.out, "<h{level}>")?;
                self.inlines(content, false)?;
                write!(self.out, "</h{level}>")
            }
            Block::Paragraph(content) => self.element("p", content),
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => {
                self.raw("<dl>\n")?;
                for definition in definitions {
                    for term in &definition.terms {
                        self.element("dt", term)?;
                        self.raw("\n")?;
                    }
                    for description in &definition.descriptions {
                        self.container("dd", description)?;
                    }
                }
                self.raw("</dl>")
            }
            Block::Quote(blocks) => {
                self.raw("<blockquote>\n")?;
                self.blocks(blocks)?;
                self.raw("</blockquote>")
            }
            Block::Code { language, text } => {
                self.raw("<pre><code")?;
                if let Some(language) = language {
                    self.raw(" class=\"language-")?;
                    self.text(&language.replace(char::is_whitespace, "-"))?;
                    self.raw("\"")?;
                }
                self.raw(">")?;
                self.text(text)?;
                self.raw("</code></pre>")
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => self.raw("<hr>"),
        }
    }

    fn element(&mut self, name: &str, content: &[Inline]) -> fmt::Result {
        write!(self.out, "<{name}>")?;
        self.inlines(content, false)?;
        write!(self.out, "</{name}>")
    }

    /// An element of blocks; a single paragraph goes without its tags.
    fn container(&mut self, name: &str, blocks: &[Block]) -> fmt::Result {
        write!(self.out, "<{name}>")?;
        self.content(blocks)?;
        writeln!(self.out, "</{name}>")
    }

    fn content(&mut self, blocks: &[Block]) -> fmt::Result {
        match blocks {
            [Block::Paragraph(content)] => self.inlines(content, false),
            [Block::Paragraph(content), list @ Block::List(_)] => {
                self.inlines(content, false)?;
                self.raw("\n")?;
                self.block(list)
            }
            blocks => blocks.iter().try_for_each(|block| self.block(block)),
        }
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        let name = match list.start {
            Some(1) => {
                self.raw("<ol>\n")?;
                "ol"
            }
            Some(start) => {
                writeln!(self.out, "<ol start=\"{start}\">")?;
                "ol"
            }
            None => {
                self.raw("<ul>\n")?;
                "ul"
            }
        };
        list.items.iter().try_for_each(|item| self.container("li", item))?;
        write!(self.out, "</{name}>")
    }

    fn table(&mut self, table: &Table) -> fmt::Result {
        self.raw("<table>\n")?;
        if !table.caption.is_empty() {
            self.element("caption", &table.caption)?;
            self.raw("\n")?;
        }
        let heads = table.rows.iter().take_while(|row| row.cells.iter().all(|cell| cell.header)).count();
        let (head, body) = table.rows.split_at_checked(heads).unwrap_or((&[], &table.rows));
        for (name, rows) in [("thead", head), ("tbody", body)] {
            if rows.is_empty() {
                continue;
            }
            writeln!(self.out, "<{name}>")?;
            for row in rows {
                self.raw("<tr>")?;
                row.cells.iter().try_for_each(|cell| self.cell(cell))?;
                self.raw("</tr>\n")?;
            }
            writeln!(self.out, "</{name}>")?;
        }
        self.raw("</table>")
    }

    fn cell(&mut self, cell: &Cell) -> fmt::Result {
        let name = if cell.header { "th" } else { "td" };
        write!(self.out, "<{name}")?;
        if cell.columns > 1 {
            write!(self.out, " colspan=\"{}\"", cell.columns)?;
        }
        if cell.rows > 1 {
            write!(self.out, " rowspan=\"{}\"", cell.rows)?;
        }
        self.raw(">")?;
        self.content(&cell.content)?;
        write!(self.out, "</{name}>")
    }

    fn figure(&mut self, figure: &Figure) -> fmt::Result {
        self.raw("<figure>")?;
        figure.images.iter().try_for_each(|image| self.image(image))?;
        if !figure.caption.is_empty() {
            self.element("figcaption", &figure.caption)?;
        }
        self.raw("</figure>")
    }

    fn image(&mut self, image: &Image) -> fmt::Result {
        let Some(url) = safe_image(&image.url) else { return Ok(()) };
        self.raw("<img")?;
        self.attribute("src", &url)?;
        self.attribute("alt", &image.alt)?;
        if let Some(title) = &image.title {
            self.attribute("title", title)?;
        }
        self.raw(">")
    }

    fn inlines(&mut self, content: &[Inline], in_link: bool) -> fmt::Result {
        content.iter().try_for_each(|inline| self.inline(inline, in_link))
    }

    fn inline(&mut self, inline: &Inline, in_link: bool) -> fmt::Result {
        let (name, content) = match inline {
            Inline::Text(text) => return self.text(text),
            Inline::Code(text) => {
                self.raw("<code>")?;
                self.text(text)?;
                return self.raw("</code>");
            }
            Inline::Image(image) => return self.image(image),
            Inline::LineBreak => return self.raw("<br>"),
            Inline::Link(link) => {
                // A link in a link would end the outer one.
                let Some(url) = safe_link(&link.url).filter(|_| !in_link) else {
                    return self.inlines(&link.content, in_link);
                };
                self.raw("<a")?;
                self.attribute("href", &url)?;
                if let Some(title) = &link.title {
                    self.attribute("title", title)?;
                }
                self.raw(">")?;
                self.inlines(&link.content, true)?;
                return self.raw("</a>");
            }
            Inline::Emphasis(content) => ("em", content),
            Inline::Strong(content) => ("strong", content),
            Inline::Strikethrough(content) => ("s", content),
            Inline::Subscript(content) => ("sub", content),
            Inline::Superscript(content) => ("sup", content),
        };
        write!(self.out, "<{name}>")?;
        self.inlines(content, in_link)?;
        write!(self.out, "</{name}>")
    }

    fn attribute(&mut self, name: &str, value: &str) -> fmt::Result {
        write!(self.out, " {name}=\"")?;
        self.text(value)?;
        self.raw("\"")
    }

    /// Text with the four characters escaped that could end it, and without those HTML does not allow.
    fn text(&mut self, text: &str) -> fmt::Result {
        let special =
            |c: char| matches!(c, '&' | '<' | '>' | '"') || (c.is_control() && !matches!(c, '\n' | '\t'));
        let mut rest = text;
        while let Some(at) = rest.find(special) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.raw(plain)?;
            let mut chars = tail.chars();
            match chars.next() {
                Some('&') => self.raw("&amp;")?,
                Some('<') => self.raw("&lt;")?,
                Some('>') => self.raw("&gt;")?,
                Some('"') => self.raw("&quot;")?,
                _ => {}
            }
            rest = chars.as_str();
        }
        self.raw(rest)
    }
}
