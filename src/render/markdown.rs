//! Article -> Markdown: CommonMark, with GFM's tables and strikethrough.
//!
//! Page text is escaped so that none of it can become syntax; the only HTML is `<sub>`, `<sup>`, within table cells
//! `<br>`, and tables written as such if the caller wants them so.

use std::fmt::{self, Write};

use super::escape::longest_run;
use super::html::Html;
use super::inline::{Place, render};
use super::table::{exceeds_pipes, grid, has_notes, padding_budget};
use super::{Notes, digits, level, math, with_label, written};
use crate::article::{Article, Block, Callout, Figure, Image, Inline, Link, List, Note, Table};

/// Largest number CommonMark takes before a list item.
const MAX_NUMBER: i64 = 999_999_999;

/// How tables are written in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tables {
    /// Between pipes, as in GFM, each cell on one line; empty cells stand where others span.
    #[default]
    Pipes,
    /// As HTML where cells span others or hold more than a line, between pipes elsewhere.
    Exact,
}

/// How to write an article as Markdown.
///
/// # Examples
///
/// ```
/// use gleaner::render::Markdown;
/// use gleaner::{Article, Block, Inline};
///
/// let mut article = Article::default();
/// article.blocks.push(Block::Heading { level: 2, id: None, content: vec![Inline::Text("The *Tide*".into())] });
/// assert_eq!(Markdown::new().heading_offset(-1).render(&article), "# The \\*Tide\\*\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    pub(super) links: bool,
    pub(super) images: bool,
    tables: Tables,
    heading_offset: i8,
    wrap: usize,
    pub(super) notes: Notes,
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown::new()
    }
}

impl Markdown {
    /// With links, images, linked notes and tables between pipes; a paragraph a line.
    pub const fn new() -> Self {
        Markdown {
            links: true,
            images: true,
            tables: Tables::Pipes,
            heading_offset: 0,
            wrap: 0,
            notes: Notes::Linked,
        }
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

    /// How tables are written.
    #[must_use]
    pub const fn tables(mut self, tables: Tables) -> Self {
        self.tables = tables;
        self
    }

    /// Levels by which headings move down, within 1 to 6: 1 makes a page's `h2` a `###`.
    #[must_use]
    pub const fn heading_offset(mut self, levels: i8) -> Self {
        self.heading_offset = levels;
        self
    }

    /// Breaks lines of paragraphs at white space so that none has more characters than this, if its words and links
    /// allow it; 0, the default, breaks none.
    #[must_use]
    pub const fn wrap(mut self, characters: usize) -> Self {
        self.wrap = characters;
        self
    }

    /// How notes are written.
    #[must_use]
    pub const fn notes(mut self, notes: Notes) -> Self {
        self.notes = notes;
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
        let mut lines = Lines {
            out,
            style: *self,
            prefix: String::new(),
            first: None,
            written: 0,
            apart: None,
            in_list: false,
            last_list: None,
        };
        lines.blocks(&article.blocks)?;
        lines.notes(&article.notes)?;
        if lines.written > 0 { lines.out.write_char('\n') } else { Ok(()) }
    }

    /// Inlines of this look; empty if nothing in them shows.
    fn inlines(self, content: &[Inline], place: Place, width: usize) -> String {
        render(content, place, self, if self.wrap == 0 { 0 } else { self.wrap.saturating_sub(width).max(1) })
    }
}

struct Lines<'a, W: Write + ?Sized> {
    out: &'a mut W,
    style: Markdown,
    /// What every line begins with: the marks of the quotes and the indentation of the items it is in.
    prefix: String,
    /// What the next line begins with instead, if it is the first of an item.
    first: Option<String>,
    /// Lines so far.
    written: usize,
    /// An empty line is due before the next, with so much of the prefix.
    apart: Option<usize>,
    in_list: bool,
    /// What was written last if it is a list of this container: whether it is numbered, and has the second marker.
    last_list: Option<(bool, bool)>,
}

impl<W: Write + ?Sized> Lines<'_, W> {
    fn notes(&mut self, notes: &[Note]) -> fmt::Result {
        if self.style.notes == Notes::Plain && !notes.is_empty() {
            self.part();
            self.block(&Block::Rule)?;
        }
        for note in notes {
            self.part();
            match self.style.notes {
                Notes::Plain => self.blocks(&with_label(note))?,
                Notes::Linked => {
                    let label = format!("[^{}]: ", digits(&note.label));
                    self.within(&label, "    ", |lines| lines.blocks(&note.blocks))?;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> fmt::Result {
        if self.written > 0 {
            self.out.write_char('\n')?;
            if let Some(gap) = self.apart.take() {
                self.out.write_str(self.prefix.get(..gap).unwrap_or(&self.prefix).trim_end())?;
                self.out.write_char('\n')?;
            }
        }
        self.written += 1;
        (self.apart, self.last_list) = (None, None);
        let first = self.first.take();
        let prefix = first.as_deref().unwrap_or(&self.prefix);
        if line.is_empty() {
            return self.out.write_str(prefix.trim_end());
        }
        self.out.write_str(prefix)?;
        self.out.write_str(line)
    }

    fn lines(&mut self, text: &str) -> fmt::Result {
        text.split('\n').try_for_each(|line| self.line(line))
    }

    /// Asks for an empty line before the next, but not between an item's marker and its first line.
    fn part(&mut self) {
        if self.first.is_none() {
            self.apart = Some(self.prefix.len());
        }
    }

    /// Blocks with empty lines between them.
    fn blocks(&mut self, blocks: &[Block]) -> fmt::Result {
        blocks.iter().try_for_each(|block| {
            self.part();
            self.block(block)
        })
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        match block {
            Block::Heading { level: of_page, content, .. } => {
                let content = self.style.inlines(content, Place::Heading, 0);
                if content.is_empty() {
                    return Ok(());
                }
                let marks = "######"
                    .get(..usize::from(level(*of_page, self.style.heading_offset)))
                    .unwrap_or_default();
                self.line(&format!("{marks} {content}"))
            }
            Block::Paragraph(content) | Block::Verse(content) => self.paragraph(content),
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        self.part();
                        self.paragraph(&[Inline::Strong(term.clone())])?;
                    }
                    for description in &definition.descriptions {
                        self.blocks(description)?;
                    }
                }
                Ok(())
            }
            Block::Quote(quote) => self.quoted(|lines| {
                lines.blocks(&quote.blocks)?;
                lines.part();
                lines.paragraph(&super::attribution(&quote.attribution))
            }),
            Block::Post(post) => self.quoted(|lines| {
                lines.paragraph(&super::post_head(post))?;
                lines.blocks(&post.blocks)
            }),
            Block::Details(details) => {
                self.paragraph(&[Inline::Strong(details.summary.clone())])?;
                self.blocks(&details.blocks)
            }
            Block::Embed(embed) if !self.style.links && embed.title.trim().is_empty() => Ok(()),
            Block::Embed(embed) => {
                let content = vec![Inline::Text(super::embed_title(embed).to_owned())];
                self.paragraph(&[Inline::Link(Link { url: embed.url.clone(), title: None, content })])
            }
            Block::Callout(callout) => self.callout(callout),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Math(tex) if tex.trim().is_empty() => Ok(()),
            Block::Math(tex) => {
                self.line("$$")?;
                self.lines(&math::display(tex))?;
                self.line("$$")
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(figures) => figures.iter().try_for_each(|figure| {
                self.part();
                self.figure(figure)
            }),
            // In a list `---` could be taken for its marker.
            Block::Rule => self.line(if self.in_list { "___" } else { "---" }),
        }
    }

    /// Writes within a quotation.
    fn quoted(&mut self, write: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.within("> ", "> ", |quote| {
            let in_list = std::mem::replace(&mut quote.in_list, false);
            let result = write(quote);
            quote.in_list = in_list;
            result
        })
    }

    /// A quotation whose first line says what it is, as Obsidian and GitHub read it.
    fn callout(&mut self, callout: &Callout) -> fmt::Result {
        let kind: String = callout.kind.chars().filter(char::is_ascii_alphabetic).collect();
        let title = self.style.inlines(&callout.title, Place::Title, 0);
        self.quoted(|quote| {
            quote.line(format!("[!{kind}] {title}").trim_end())?;
            callout.blocks.iter().enumerate().try_for_each(|(index, block)| {
                // The first line and a paragraph are one; few other blocks may follow a line without a gap.
                if index > 0 || !matches!(block, Block::Paragraph(_)) {
                    quote.part();
                }
                quote.block(block)
            })
        })
    }

    fn paragraph(&mut self, content: &[Inline]) -> fmt::Result {
        let text = self.style.inlines(content, Place::Paragraph, self.prefix.chars().count());
        if text.is_empty() { Ok(()) } else { self.lines(&text) }
    }

    /// Writes within a container: `first` begins its first line, `rest` the others.
    fn within(
        &mut self,
        first: &str,
        rest: &str,
        write: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        let outer_first = self.first.take();
        let mut begin = outer_first.clone().unwrap_or_else(|| self.prefix.clone());
        begin.push_str(first);
        self.first = Some(begin);
        let outer = self.prefix.len();
        self.prefix.push_str(rest);
        self.last_list = None;
        let result = write(self);
        self.prefix.truncate(outer);
        // Where nothing was written, what was to begin the line still does.
        self.first = if self.first.is_some() { outer_first } else { None };
        result
    }

    /// Whether a paragraph that says something is first: a box begins nothing else.
    fn begins_with_text(&self, blocks: &[Block]) -> bool {
        matches!(blocks, [Block::Paragraph(content), ..] if !self.style.inlines(content, Place::Paragraph, 0).is_empty())
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        let tight = is_tight(list);
        let in_list = std::mem::replace(&mut self.in_list, true);
        let numbered = list.start.is_some();
        let (before, lines_before) = (self.last_list, self.written);
        // Beside a list of the same kind it needs another marker, or the two would be one.
        let other = before == Some((numbered, false));
        let mut numbers = list.numbers();
        for (index, item) in list.items.iter().enumerate() {
            let marker = match numbers.next() {
                Some(number) => {
                    let number = number.clamp(0, MAX_NUMBER);
                    format!("{number}{} ", if other { ')' } else { '.' })
                }
                None => if other { "* " } else { "- " }.to_owned(),
            };
            if index > 0 && !tight {
                self.part();
            }
            let indent = " ".repeat(marker.len());
            let task = match item.done.filter(|_| self.begins_with_text(&item.blocks)) {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            self.within(&(marker + task), &indent, |lines| {
                if tight {
                    item.blocks.iter().try_for_each(|block| lines.block(block))
                } else {
                    lines.blocks(&item.blocks)
                }
            })?;
        }
        self.in_list = in_list;
        self.last_list = if self.written > lines_before { Some((numbered, other)) } else { before };
        Ok(())
    }

    fn code(&mut self, language: Option<&str>, text: &str) -> fmt::Result {
        let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
        let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '.' | '_' | '-');
        let language = language.filter(|language| language.chars().all(named)).unwrap_or_default();
        self.line(&format!("{fence}{language}"))?;
        for line in text.split('\n') {
            let clean: String = line.chars().filter(|&c| c == '\t' || !c.is_control()).collect();
            self.line(&clean)?;
        }
        self.line(&fence)
    }

    fn figure(&mut self, figure: &Figure) -> fmt::Result {
        for image in &figure.images {
            let shown = Inline::Image(Image { link: None, ..image.clone() });
            let shown = match &image.link {
                Some(url) => Inline::Link(Link { url: url.clone(), title: None, content: vec![shown] }),
                None => shown,
            };
            let text = self.style.inlines(&[shown], Place::Paragraph, 0);
            if !text.is_empty() {
                self.line(&text)?;
                self.part();
            }
        }
        self.paragraph(&figure.caption)?;
        if !figure.credit.is_empty() {
            self.part();
        }
        self.paragraph(&figure.credit)
    }

    fn table(&mut self, table: &Table) -> fmt::Result {
        // A note only HTML refers to would be lost: Markdown readers show what Markdown refers to.
        let may_be_html = self.style.notes == Notes::Plain || !has_notes(table);
        if self.style.tables == Tables::Exact && exceeds_pipes(table) && may_be_html {
            let html = Html::new().links(self.style.links).images(self.style.images).notes(Notes::Plain);
            return self.lines(&html.table_in_markdown(table));
        }
        self.paragraph(&table.caption)?;
        self.part();
        let rows = grid(&table.rows, self.style);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut padding = padding_budget(&table.rows);
        for (index, row) in rows.iter().enumerate() {
            let missing = columns - row.len();
            // The head must have as many cells as its delimiter row; other rows need not be full.
            let missing = if index == 0 || missing <= padding { missing } else { 0 };
            padding = padding.saturating_sub(missing);
            let mut line = String::from("|");
            for cell in row {
                line.push(' ');
                line.push_str(cell);
                line.push_str(if cell.is_empty() { "|" } else { " |" });
            }
            line.extend(std::iter::repeat_n(" |", missing));
            self.line(&line)?;
            if index == 0 {
                self.line(&format!("|{}", " --- |".repeat(columns)))?;
            }
        }
        Ok(())
    }
}

/// Whether a list reads best without empty lines: each item is a paragraph, and lists like that below it.
fn is_tight(list: &List) -> bool {
    list.items.iter().all(|item| match item.blocks.split_first() {
        Some((Block::Paragraph(_), rest)) => {
            rest.len() <= 1
                && rest.iter().all(|block| match block {
                    // Only a list that begins at 1 may interrupt a paragraph.
                    Block::List(list) => list.start.is_none_or(|start| start == 1) && is_tight(list),
                    _ => false,
                })
        }
        Some((Block::List(list), [])) => is_tight(list),
        _ => false,
    })
}
