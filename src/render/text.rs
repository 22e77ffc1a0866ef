//! Article -> plain text: what a reader reads, and nothing a reader does not.
//!
//! Blocks are separated by an empty line; list items and table rows take a line each, cells are separated by tabs.
//! Images leave no trace but their captions, players none. Only list markers are added.

use std::fmt::{self, Write};

use super::{bracketed, digits, written};
use crate::article::{Article, Block, Embed, Figure, Inline, List};

/// How to write an article as plain text.
///
/// # Examples
///
/// ```
/// use gleaner::render::Text;
/// use gleaner::{Article, Block, Inline, Link};
///
/// let tables = Link { url: "https://a.example/".into(), title: None, content: vec![Inline::Text("tables".into())] };
/// let mut article = Article::default();
/// article.blocks.push(Block::Paragraph(vec![Inline::Text("See the ".into()), Inline::Link(tables)]));
/// assert_eq!(article.to_text(), "See the tables\n");
/// assert_eq!(Text::new().links(true).wrap(16).render(&article), "See the tables\n(https://a.example/)\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    links: bool,
    images: bool,
    wrap: usize,
}

impl Text {
    /// Words only, a paragraph a line.
    pub const fn new() -> Self {
        Text { links: false, images: false, wrap: 0 }
    }

    /// Whether the URL of a link follows its words, and players and pages shown within the page are told. Not by default.
    #[must_use]
    pub const fn links(mut self, links: bool) -> Self {
        self.links = links;
        self
    }

    /// Whether the text that stands for an image is written. Not by default.
    #[must_use]
    pub const fn images(mut self, images: bool) -> Self {
        self.images = images;
        self
    }

    /// Breaks lines of prose at white space so that none has more characters than this, if its words allow it; 0, the
    /// default, breaks none.
    #[must_use]
    pub const fn wrap(mut self, characters: usize) -> Self {
        self.wrap = characters;
        self
    }

    /// The article as a string.
    pub fn render(&self, article: &Article) -> String {
        written(|out| self.write(article, out))
    }

    /// Writes the article.
    ///
    /// # Errors
    ///
    /// Only those of `out`.
    pub fn write(&self, article: &Article, out: &mut (impl Write + ?Sized)) -> fmt::Result {
        let mut text = self.lines(out);
        text.blocks(&article.blocks, Gap::EmptyLine)?;
        text.part();
        for note in &article.notes {
            text.marker = format!("[{}] ", digits(&note.label));
            text.blocks(&note.blocks, Gap::Line)?;
            text.marker.clear();
        }
        if text.line == Line::First { Ok(()) } else { text.out.write_char('\n') }
    }

    fn lines<W: Write + ?Sized>(self, out: &mut W) -> Lines<'_, W> {
        Lines { out, style: self, indent: 0, line: Line::First, marker: String::new() }
    }

    /// Everything in blocks on one line.
    fn one_line(self, blocks: &[Block]) -> String {
        let text = written(|out| Text { wrap: 0, ..self }.lines(out).blocks(blocks, Gap::Line));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of inlines; line breaks are line feeds.
    fn inlines(self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                // An image that is not written leaves one space where there were two.
                Inline::Text(text) if out.ends_with(' ') => {
                    out.push_str(text.strip_prefix(' ').unwrap_or(text));
                }
                Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
                Inline::NoteReference(label) => out.extend(["[", &digits(label), "]"]),
                Inline::Link(link) => {
                    let start = out.len();
                    self.inlines(&link.content, out);
                    let words = out.get(start..).unwrap_or_default();
                    if self.links && !words.trim().is_empty() && words.trim() != link.url {
                        out.extend([" (", &link.url, ")"]);
                    }
                }
                Inline::Image(image) if self.images => out.push_str(&image.alt),
                Inline::Image(_) => {}
                Inline::LineBreak => out.push('\n'),
                Inline::Ruby(ruby) => {
                    self.inlines(&ruby.base, out);
                    out.extend(bracketed(&ruby.reading));
                }
                other => self.inlines(other.content(), out),
            }
        }
    }
}

/// What separates blocks.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    EmptyLine,
    Line,
}

/// Where the writer stands.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// Nothing is written yet.
    First,
    /// A line is written and not ended.
    Open,
    /// An empty line is wanted before the next.
    Apart,
}

struct Lines<'a, W: Write + ?Sized> {
    out: &'a mut W,
    style: Text,
    indent: usize,
    line: Line,
    /// List marker before the next line.
    marker: String,
}

impl<W: Write + ?Sized> Lines<'_, W> {
    fn blocks(&mut self, blocks: &[Block], gap: Gap) -> fmt::Result {
        for block in blocks {
            if gap == Gap::EmptyLine {
                self.part();
            }
            self.block(block, gap)?;
        }
        Ok(())
    }

    fn part(&mut self) {
        if self.line == Line::Open {
            self.line = Line::Apart;
        }
    }

    fn block(&mut self, block: &Block, gap: Gap) -> fmt::Result {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => {
                self.inlines(content)
            }
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        self.inlines(term)?;
                    }
                    for description in &definition.descriptions {
                        self.blocks(description, Gap::Line)?;
                    }
                }
                Ok(())
            }
            Block::Quote(quote) => {
                self.blocks(&quote.blocks, gap)?;
                self.inlines(&quote.attribution)
            }
            Block::Post(post) => {
                self.write_line(&super::byline(post))?;
                self.blocks(&post.blocks, gap)
            }
            Block::Details(details) => {
                self.inlines(&details.summary)?;
                self.blocks(&details.blocks, gap)
            }
            Block::Callout(callout) => {
                self.inlines(&callout.title)?;
                self.blocks(&callout.blocks, gap)
            }
            Block::Code { text, .. } | Block::Math(text) => {
                text.split('\n').try_for_each(|line| self.write_line(line))
            }
            Block::Table(table) => {
                self.inlines(&table.caption)?;
                for row in &table.rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| self.style.one_line(&cell.content)).collect();
                    self.write_line(cells.join("\t").trim_end())?;
                }
                Ok(())
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(figures) => figures.iter().try_for_each(|figure| self.figure(figure)),
            Block::Embed(embed) if self.style.links => self.embed(embed),
            Block::Embed(_) | Block::Rule => Ok(()),
        }
    }

    fn figure(&mut self, figure: &Figure) -> fmt::Result {
        if self.style.images {
            figure.images.iter().try_for_each(|image| self.words(&image.alt))?;
        }
        self.inlines(&figure.caption)?;
        self.inlines(&figure.credit)
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        let mut numbers = list.numbers();
        for item in &list.items {
            let marker = match numbers.next() {
                Some(number) => list.numbering.print(number) + ". ",
                None => "- ".to_owned(),
            } + match item.done {
                Some(true) => "☑ ",
                Some(false) => "☐ ",
                None => "",
            };
            // The marker waits for the item's first line; without one it is not written.
            let width = marker.len();
            let outer = std::mem::replace(&mut self.marker, marker);
            if !outer.is_empty() {
                self.marker.insert_str(0, &outer);
            }
            self.indent += width;
            self.blocks(&item.blocks, Gap::Line)?;
            self.indent -= width;
            self.marker.clear();
        }
        Ok(())
    }

    fn embed(&mut self, embed: &Embed) -> fmt::Result {
        let title = embed.title.trim();
        if title.is_empty() {
            self.words(&embed.url)
        } else {
            self.words(&format!("{title} ({})", embed.url))
        }
    }

    fn inlines(&mut self, content: &[Inline]) -> fmt::Result {
        let mut text = String::new();
        self.style.inlines(content, &mut text);
        self.words(&text)
    }

    /// Writes lines of prose.
    fn words(&mut self, text: &str) -> fmt::Result {
        let text = text.trim();
        if text.is_empty() { Ok(()) } else { text.split('\n').try_for_each(|line| self.prose(line.trim())) }
    }

    /// Writes a line of prose, as several if it is too long for one.
    fn prose(&mut self, line: &str) -> fmt::Result {
        if self.style.wrap == 0 {
            return self.write_line(line);
        }
        let width = self.style.wrap.saturating_sub(self.indent).max(1);
        wrapped(line, width).try_for_each(|part| self.write_line(part))
    }

    fn write_line(&mut self, line: &str) -> fmt::Result {
        match self.line {
            Line::First => {}
            Line::Open => self.out.write_char('\n')?,
            Line::Apart => self.out.write_str("\n\n")?,
        }
        self.line = Line::Open;
        if line.is_empty() {
            return Ok(());
        }
        let marker = std::mem::take(&mut self.marker);
        write!(self.out, "{:1$}", "", self.indent.saturating_sub(marker.len()))?;
        self.out.write_str(&marker)?;
        self.out.write_str(line)
    }
}

/// Cuts a line at spaces into parts of at most `width` characters, unless a word has more.
pub(super) fn wrapped(line: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        let mut spaces = line.char_indices().enumerate().filter(|&(_, (at, c))| c == ' ' && at > 0);
        let fits = line.chars().nth(width).is_none();
        let within = || spaces.clone().take_while(|&(chars, _)| chars <= width).last();
        let cut = if fits { None } else { within().or_else(|| spaces.find(|&(chars, _)| chars > width)) };
        let (part, after) = cut.and_then(|(_, (at, _))| line.split_at_checked(at)).unwrap_or((line, ""));
        rest = Some(after.trim_start_matches(' ')).filter(|after| !after.is_empty());
        Some(part)
    })
}
