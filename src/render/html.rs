//! Article -> HTML, built from the typed tree alone: no script, no style, no attribute the page wrote.
//!
//! Text and attribute values are escaped; links and image sources that could run anything are left out. The result
//! is a fragment for a page's body.

use std::fmt::{self, Write};

use super::{Notes, bracketed, digits, level, with_label, written};
use crate::article::{
    Article, Block, Cell, Embed, EmbedKind, Figure, Image, Inline, Item, List, Note, Numbering, Post, Quote,
    Table,
};
use crate::clean::holds_formula;
use crate::resolve::{safe_image, safe_link};

/// Before the page's own ids, as GitHub writes it, so that none can pass for one of the page that shows the article.
pub(crate) const ID_PREFIX: &str = "user-content-";

/// How to write an article as HTML.
///
/// # Examples
///
/// ```
/// use gleaner::render::Html;
/// use gleaner::{Article, Block, Inline};
///
/// let mut article = Article::default();
/// article.blocks.push(Block::Heading { level: 2, id: None, content: vec![Inline::Text("Tides & moon".into())] });
/// assert_eq!(Html::new().heading_offset(1).render(&article), "<h3>Tides &amp; moon</h3>\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Html {
    links: bool,
    images: bool,
    heading_offset: i8,
    notes: Notes,
    /// No line within text: an empty one would end HTML within Markdown.
    one_line: bool,
}

impl Default for Html {
    fn default() -> Self {
        Html::new()
    }
}

impl Html {
    /// With links, images and linked notes.
    pub const fn new() -> Self {
        Html { links: true, images: true, heading_offset: 0, notes: Notes::Linked, one_line: false }
    }

    /// Whether links lead anywhere; their words are kept. By default they do.
    #[must_use]
    pub const fn links(mut self, links: bool) -> Self {
        self.links = links;
        self
    }

    /// Whether images are shown; their captions are kept. By default they are.
    #[must_use]
    pub const fn images(mut self, images: bool) -> Self {
        self.images = images;
        self
    }

    /// Levels by which headings move down, within 1 to 6: 1 makes a page's `h2` an `h3`.
    #[must_use]
    pub const fn heading_offset(mut self, levels: i8) -> Self {
        self.heading_offset = levels;
        self
    }

    /// How notes are written.
    #[must_use]
    pub const fn notes(mut self, notes: Notes) -> Self {
        self.notes = notes;
        self
    }

    /// A table as HTML that may stand in Markdown.
    pub(super) fn table_in_markdown(mut self, table: &Table) -> String {
        self.one_line = true;
        written(|out| self.writer(out).table(table))
    }

    /// The article as a string.
    pub fn render(&self, article: &Article) -> String {
        written(|out| self.write(article, out))
    }

    /// Writes the article, each block on a line of its own.
    ///
    /// # Errors
    ///
    /// Only those of `out`.
    pub fn write(&self, article: &Article, out: &mut (impl Write + ?Sized)) -> fmt::Result {
        let mut html = self.writer(out);
        html.blocks(&article.blocks)?;
        match self.notes {
            Notes::Linked => html.notes(&article.notes),
            Notes::Plain => html.plain_notes(&article.notes),
        }
    }

    fn writer<W: Write + ?Sized>(self, out: &mut W) -> Writer<'_, W> {
        Writer { out, style: self, referred: Vec::new() }
    }
}

struct Writer<'a, W: Write + ?Sized> {
    out: &'a mut W,
    style: Html,
    /// Labels of the notes referred to so far.
    referred: Vec<String>,
}

impl<W: Write + ?Sized> Writer<'_, W> {
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
            Block::Heading { level: of_page, id, content } => {
                let level = level(*of_page, self.style.heading_offset);
                write!(self.out, "<h{level}")?;
                if let Some(id) = id {
                    self.attribute("id", &format!("{ID_PREFIX}{id}"))?;
                }
                self.raw(">")?;
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
            Block::Quote(quote) => self.quote(quote),
            Block::Post(post) => self.post(post),
            Block::Verse(content) => {
                self.raw("<p class=\"verse\">")?;
                self.inlines(content, false)?;
                self.raw("</p>")
            }
            Block::Gallery(figures) => {
                self.raw("<div class=\"gallery\">\n")?;
                for figure in figures {
                    self.figure(figure)?;
                    self.raw("\n")?;
                }
                self.raw("</div>")
            }
            Block::Details(details) => {
                self.raw("<details>\n")?;
                self.element("summary", &details.summary)?;
                self.raw("\n")?;
                self.blocks(&details.blocks)?;
                self.raw("</details>")
            }
            Block::Embed(embed) => self.embed(embed),
            Block::Callout(callout) => {
                let kind: String = callout.kind.chars().filter(char::is_ascii_alphabetic).collect();
                writeln!(self.out, "<aside class=\"callout callout-{kind}\">")?;
                if !callout.title.is_empty() {
                    self.raw("<p class=\"callout-title\">")?;
                    self.inlines(&callout.title, false)?;
                    self.raw("</p>\n")?;
                }
                self.blocks(&callout.blocks)?;
                self.raw("</aside>")
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
            Block::Math(tex) => {
                self.raw("<div class=\"math\">\\[")?;
                self.text(tex)?;
                self.raw("\\]</div>")
            }
            Block::Rule => self.raw("<hr>"),
        }
    }

    fn notes(&mut self, notes: &[Note]) -> fmt::Result {
        if notes.is_empty() {
            return Ok(());
        }
        self.raw("<section class=\"footnotes\">\n<ol>\n")?;
        for note in notes {
            let number = digits(&note.label);
            write!(self.out, "<li id=\"fn-{number}\" value=\"{number}\">")?;
            self.content(&note.blocks)?;
            self.raw("</li>\n")?;
        }
        self.raw("</ol>\n</section>\n")
    }

    fn plain_notes(&mut self, notes: &[Note]) -> fmt::Result {
        if !notes.is_empty() {
            self.raw("<hr>\n")?;
        }
        notes.iter().try_for_each(|note| self.blocks(&with_label(note)))
    }

    /// A reference to a note; the first one can be led back to.
    fn note_reference(&mut self, label: &str, in_link: bool) -> fmt::Result {
        let number = digits(label);
        // A link holds no other.
        if self.style.notes == Notes::Plain || in_link {
            return write!(self.out, "<sup>[{number}]</sup>");
        }
        let first = !self.referred.contains(&number);
        write!(self.out, "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\"")?;
        if first {
            write!(self.out, " id=\"fnref-{number}\"")?;
            self.referred.push(number.clone());
        }
        write!(self.out, ">{number}</a></sup>")
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
        let Some(start) = list.start else {
            self.raw("<ul>\n")?;
            list.items.iter().try_for_each(|item| self.item(item, None))?;
            return self.raw("</ul>");
        };
        self.raw("<ol")?;
        let kind = match list.numbering {
            Numbering::Decimal => None,
            Numbering::LowerAlpha => Some('a'),
            Numbering::UpperAlpha => Some('A'),
            Numbering::LowerRoman => Some('i'),
            Numbering::UpperRoman => Some('I'),
        };
        if let Some(kind) = kind {
            write!(self.out, " type=\"{kind}\"")?;
        }
        if list.reversed {
            self.raw(" reversed")?;
        }
        // One that counts down begins at the number of its items, of which some may be missing.
        if start != 1 || list.reversed {
            write!(self.out, " start=\"{start}\"")?;
        }
        self.raw(">\n")?;
        list.items.iter().try_for_each(|item| self.item(item, item.number))?;
        self.raw("</ol>")
    }

    fn item(&mut self, item: &Item, number: Option<i64>) -> fmt::Result {
        match number {
            Some(number) => write!(self.out, "<li value=\"{number}\">")?,
            None => self.raw("<li>")?,
        }
        let sign = match item.done {
            Some(true) => "☑ ",
            Some(false) => "☐ ",
            None => "",
        };
        match item.blocks.split_first() {
            // The sign belongs to the first paragraph, within its tags if it has some.
            Some((Block::Paragraph(content), rest)) if !sign.is_empty() && !is_bare(&item.blocks) => {
                write!(self.out, "<p>{sign}")?;
                self.inlines(content, false)?;
                self.raw("</p>")?;
                rest.iter().try_for_each(|block| self.block(block))?;
            }
            _ => {
                self.raw(sign)?;
                self.content(&item.blocks)?;
            }
        }
        self.raw("</li>\n")
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
        if !self.style.images && figure.caption.is_empty() {
            return Ok(());
        }
        self.raw("<figure>")?;
        let images = if self.style.images { figure.images.as_slice() } else { &[] };
        for image in images {
            let link = image.link.as_deref().and_then(safe_link).filter(|_| self.style.links);
            if let Some(url) = &link {
                self.raw("<a")?;
                self.attribute("href", url)?;
                self.raw(">")?;
            }
            self.image(image)?;
            if link.is_some() {
                self.raw("</a>")?;
            }
        }
        if !figure.caption.is_empty() || !figure.credit.is_empty() {
            self.raw("<figcaption>")?;
            self.inlines(&figure.caption, false)?;
            if !figure.credit.is_empty() {
                self.raw(if figure.caption.is_empty() { "" } else { " " })?;
                self.raw("<span class=\"credit\">")?;
                self.inlines(&figure.credit, false)?;
                self.raw("</span>")?;
            }
            self.raw("</figcaption>")?;
        }
        self.raw("</figure>")
    }

    fn quote(&mut self, quote: &Quote) -> fmt::Result {
        self.raw(if quote.pull { "<blockquote class=\"pullquote\"" } else { "<blockquote" })?;
        if let Some(url) = quote.source.as_deref().and_then(safe_link) {
            self.attribute("cite", &url)?;
        }
        self.raw(">\n")?;
        self.blocks(&quote.blocks)?;
        if !quote.attribution.is_empty() {
            self.element("footer", &quote.attribution)?;
            self.raw("\n")?;
        }
        self.raw("</blockquote>")
    }

    fn post(&mut self, post: &Post) -> fmt::Result {
        self.raw("<article class=\"post-record\">\n<header>")?;
        if let Some(author) = &post.author {
            let url = author.url.as_deref().and_then(safe_link);
            if let Some(url) = &url {
                self.raw("<a class=\"author\"")?;
                self.attribute("href", url)?;
            } else {
                self.raw("<span class=\"author\"")?;
            }
            self.raw(">")?;
            self.text(&author.name)?;
            self.raw(if url.is_some() { "</a> " } else { "</span> " })?;
        }
        let url = post.url.as_deref().and_then(safe_link);
        if let Some(url) = &url {
            self.raw("<a")?;
            self.attribute("href", url)?;
            self.raw(">")?;
        }
        let date = super::post_date(post);
        if !date.is_empty() {
            self.raw("<time")?;
            if let Some(published) = post.published {
                self.attribute("datetime", &published.to_string())?;
            }
            self.raw(">")?;
            self.text(&date)?;
            self.raw("</time>")?;
        }
        if url.is_some() {
            self.raw("</a>")?;
        }
        if let Some(votes) = &post.votes {
            self.raw(" <span class=\"points\">")?;
            self.text(&votes.printed)?;
            self.raw("</span>")?;
        }
        self.raw("</header>\n")?;
        self.blocks(&post.blocks)?;
        self.raw("</article>")
    }

    /// A link: a frame or player would run what its site sends.
    fn embed(&mut self, embed: &Embed) -> fmt::Result {
        let Some(url) = safe_link(&embed.url) else { return Ok(()) };
        let kind = match embed.kind {
            EmbedKind::Video => "video",
            EmbedKind::Audio => "audio",
            EmbedKind::Page => "page",
        };
        if !self.style.links {
            let title = embed.title.trim();
            let words = [Inline::Text(title.to_owned())];
            return if title.is_empty() { Ok(()) } else { self.element("p", &words) };
        }
        write!(self.out, "<p class=\"embed embed-{kind}\"><a")?;
        self.attribute("href", &url)?;
        self.raw(">")?;
        self.text(super::embed_title(embed))?;
        self.raw("</a></p>")
    }

    fn image(&mut self, image: &Image) -> fmt::Result {
        let Some(url) = safe_image(&image.url).filter(|_| self.style.images) else { return Ok(()) };
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
            Inline::Text(text) => return self.prose(text),
            Inline::Code(text) => {
                self.raw("<code>")?;
                self.text(text)?;
                return self.raw("</code>");
            }
            Inline::NoteReference(label) => return self.note_reference(label, in_link),
            Inline::Math(tex) => {
                self.raw("<span class=\"math\">\\(")?;
                self.text(tex)?;
                return self.raw("\\)</span>");
            }
            Inline::Image(image) => return self.image(image),
            Inline::LineBreak => return self.raw("<br>"),
            Inline::Link(link) => {
                // A link in a link would end the outer one.
                let Some(url) = safe_link(&link.url).filter(|_| self.style.links && !in_link) else {
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
            Inline::Mark(content) => ("mark", content),
            Inline::Abbreviation(abbreviation) => {
                self.raw("<abbr")?;
                self.attribute("title", &abbreviation.title)?;
                self.raw(">")?;
                self.inlines(&abbreviation.content, in_link)?;
                return self.raw("</abbr>");
            }
            Inline::Ruby(ruby) => {
                self.raw("<ruby>")?;
                self.inlines(&ruby.base, in_link)?;
                let [open, reading, close] = bracketed(&ruby.reading);
                write!(self.out, "<rp>{open}</rp><rt>")?;
                self.text(reading)?;
                return write!(self.out, "</rt><rp>{close}</rp></ruby>");
            }
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
    /// Words of a line. Signs between which readers, and we, would see a formula are set apart.
    fn prose(&mut self, text: &str) -> fmt::Result {
        if !holds_formula(text) {
            return self.text(text);
        }
        let mut written = 0;
        for (at, sign) in text.match_indices(['$', '\\']) {
            let after = text.get(at + 1..).unwrap_or_default();
            if after.starts_with(if sign == "$" { &['$'][..] } else { &['(', '['] }) {
                self.text(text.get(written..at).unwrap_or_default())?;
                write!(self.out, "<span>{sign}</span>")?;
                written = at + 1;
            }
        }
        self.text(text.get(written..).unwrap_or_default())
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        let one_line = self.style.one_line;
        let special = |c: char| match c {
            '&' | '<' | '>' | '"' => true,
            '\n' => one_line,
            c => c.is_control() && c != '\t',
        };
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
                Some('\n') => self.raw("&#10;")?,
                _ => {}
            }
            rest = chars.as_str();
        }
        self.raw(rest)
    }
}

/// Whether the first of these blocks is a paragraph that goes without its tags.
fn is_bare(blocks: &[Block]) -> bool {
    matches!(blocks, [Block::Paragraph(_)] | [Block::Paragraph(_), Block::List(_)])
}
