//! Article -> Markdown: CommonMark, with GFM's tables and strikethrough.
//!
//! Page text is escaped so that none of it can become syntax; the only HTML is `<sub>`, `<sup>` and, within table
//! cells, `<br>`. Cells that span several columns are followed by empty ones, since Markdown has no spans.

use std::fmt::{self, Write};

use super::inline::{Place, longest_run, render};
use super::{digits, math};
use crate::article::{Article, Block, Callout, Cell, Figure, Image, Inline, Link, List, Row, Table};

/// Largest number CommonMark takes before a list item.
const MAX_NUMBER: i64 = 999_999_999;
/// Empty cells a table may be padded with for each cell it has, and beyond that altogether: spans are the page's say,
/// and three bytes of `colspan=1000` are not worth a thousand cells.
const MAX_PADDING_RATIO: usize = 4;
const MAX_PADDING: usize = 1000;

/// Writes the article as Markdown.
///
/// # Errors
///
/// Only those of `out`.
pub fn write(article: &Article, out: &mut impl Write) -> fmt::Result {
    let mut markdown =
        Lines { out, prefix: String::new(), first: None, started: false, apart: false, in_list: false };
    markdown.blocks(&article.blocks)?;
    for note in &article.notes {
        markdown.apart = markdown.started;
        markdown
            .within(&format!("[^{}]: ", digits(&note.label)), "    ", |lines| lines.blocks(&note.blocks))?;
    }
    if markdown.started { markdown.out.write_char('\n') } else { Ok(()) }
}

struct Lines<'a, W: Write> {
    out: &'a mut W,
    /// What every line begins with: the marks of the quotes and the indentation of the items it is in.
    prefix: String,
    /// What the next line begins with instead, if it is the first of an item.
    first: Option<String>,
    started: bool,
    /// An empty line is due before the next.
    apart: bool,
    in_list: bool,
}

impl<W: Write> Lines<'_, W> {
    fn line(&mut self, line: &str) -> fmt::Result {
        if self.started {
            self.out.write_char('\n')?;
            if std::mem::take(&mut self.apart) {
                self.out.write_str(self.prefix.trim_end())?;
                self.out.write_char('\n')?;
            }
        }
        (self.started, self.apart) = (true, false);
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

    /// Blocks with empty lines between them.
    fn blocks(&mut self, blocks: &[Block]) -> fmt::Result {
        let mut list = ListKind::default();
        for block in blocks {
            // Not between an item's marker and its first line.
            self.apart = self.started && self.first.is_none();
            self.block(block, list.next(block))?;
        }
        Ok(())
    }

    /// `other`: the list needs another marker than the one right before it, or the two would be one.
    fn block(&mut self, block: &Block, other: bool) -> fmt::Result {
        match block {
            Block::Heading { level, content, .. } => {
                let content = render(content, Place::Heading);
                if content.is_empty() {
                    return Ok(());
                }
                let marks = "######".get(..usize::from((*level).clamp(1, 6))).unwrap_or_default();
                self.line(&format!("{marks} {content}"))
            }
            Block::Paragraph(content) | Block::Verse(content) => self.paragraph(content),
            Block::List(list) => self.list(list, other),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        self.apart = self.started && self.first.is_none();
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
                lines.apart = lines.started && lines.first.is_none();
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
            Block::Embed(embed) => {
                let content = vec![Inline::Text(super::embed_title(embed).to_owned())];
                self.paragraph(&[Inline::Link(Link { url: embed.url.clone(), title: None, content })])
            }
            Block::Callout(callout) => self.callout(callout),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Math(tex) => {
                self.line("$$")?;
                self.lines(&math::display(tex))?;
                self.line("$$")
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(figures) => figures.iter().try_for_each(|figure| {
                self.apart = self.started && self.first.is_none();
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
        let title = render(&callout.title, Place::Heading);
        self.within("> ", "> ", |quote| {
            let in_list = std::mem::replace(&mut quote.in_list, false);
            quote.line(format!("[!{kind}] {title}").trim_end())?;
            let mut list = ListKind::default();
            let mut result = Ok(());
            for (index, block) in callout.blocks.iter().enumerate() {
                quote.apart = index > 0;
                result = result.and_then(|()| quote.block(block, list.next(block)));
            }
            quote.in_list = in_list;
            result
        })
    }

    fn paragraph(&mut self, content: &[Inline]) -> fmt::Result {
        let text = render(content, Place::Paragraph);
        if text.is_empty() { Ok(()) } else { self.lines(&text) }
    }

    /// Writes within a container: `first` begins its first line, `rest` the others.
    fn within(
        &mut self,
        first: &str,
        rest: &str,
        write: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        let mut begin = self.first.take().unwrap_or_else(|| self.prefix.clone());
        // The empty line before a container is outside of it.
        if self.started && std::mem::take(&mut self.apart) {
            self.out.write_char('\n')?;
            self.out.write_str(self.prefix.trim_end())?;
        }
        begin.push_str(first);
        self.first = Some(begin);
        let outer = self.prefix.len();
        self.prefix.push_str(rest);
        let result = write(self);
        self.prefix.truncate(outer);
        self.first = None;
        result
    }

    fn list(&mut self, list: &List, other: bool) -> fmt::Result {
        let tight = is_tight(list);
        let in_list = std::mem::replace(&mut self.in_list, true);
        for (index, item) in list.items.iter().enumerate() {
            let marker = match list.start {
                Some(start) => {
                    let number = start.max(0).saturating_add_unsigned(index as u64).min(MAX_NUMBER);
                    format!("{number}{} ", if other { ')' } else { '.' })
                }
                None => if other { "* " } else { "- " }.to_owned(),
            };
            self.apart = self.apart || (index > 0 && !tight);
            let indent = " ".repeat(marker.len());
            let begins_text = matches!(item.blocks.first(), Some(Block::Paragraph(_)));
            let task = match item.done.filter(|_| begins_text) {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            self.within(&(marker + task), &indent, |lines| {
                if !tight {
                    return lines.blocks(&item.blocks);
                }
                let mut kind = ListKind::default();
                item.blocks.iter().try_for_each(|block| lines.block(block, kind.next(block)))
            })?;
        }
        self.in_list = in_list;
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
            let text = render(&[shown], Place::Paragraph);
            if !text.is_empty() {
                self.line(&text)?;
                self.apart = true;
            }
        }
        self.paragraph(&figure.caption)?;
        if !figure.credit.is_empty() {
            self.apart = self.started && self.first.is_none();
        }
        self.paragraph(&figure.credit)
    }

    fn table(&mut self, table: &Table) -> fmt::Result {
        self.paragraph(&table.caption)?;
        if self.started && self.first.is_none() {
            self.apart = true;
        }
        let rows = grid(&table.rows);
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

/// Which of two markers the lists of one container take.
#[derive(Default)]
struct ListKind {
    /// Whether the block before is a list, numbered or not, and which marker it has.
    last: Option<(bool, bool)>,
}

impl ListKind {
    fn next(&mut self, block: &Block) -> bool {
        let Block::List(list) = block else {
            self.last = None;
            return false;
        };
        let numbered = list.start.is_some();
        let other = self.last.is_some_and(|(before, other)| before == numbered && !other);
        self.last = Some((numbered, other));
        other
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

fn padding_budget(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.cells.len()).sum::<usize>() * MAX_PADDING_RATIO + MAX_PADDING
}

/// The rows' cells as text, with empty ones where a cell spans.
fn grid(rows: &[Row]) -> Vec<Vec<String>> {
    let mut padding = padding_budget(rows);
    // By column: rows still covered from above.
    let mut covered: Vec<u16> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line: Vec<String> = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            cover(&mut line, &mut covered, &mut padding);
            let columns = usize::from(cell.columns.max(1));
            let columns = if columns - 1 <= padding { columns } else { 1 };
            padding -= columns - 1;
            for column in 0..columns {
                if covered.len() <= line.len() {
                    covered.push(0);
                }
                if let Some(below) = covered.get_mut(line.len()) {
                    *below = cell.rows.max(1) - 1;
                }
                line.push(if column == 0 { cell_text(cell) } else { String::new() });
            }
        }
        cover(&mut line, &mut covered, &mut padding);
        for below in covered.iter_mut().skip(line.len()) {
            *below = below.saturating_sub(1);
        }
        out.push(line);
    }
    out
}

/// Adds empty cells for the columns a cell above covers.
fn cover(line: &mut Vec<String>, covered: &mut [u16], padding: &mut usize) {
    while let Some(below) = covered.get_mut(line.len())
        && *below > 0
        && *padding > 0
    {
        *below -= 1;
        *padding -= 1;
        line.push(String::new());
    }
}

/// A cell's blocks on one line.
fn cell_text(cell: &Cell) -> String {
    let mut content = Vec::new();
    flatten(&cell.content, &mut content);
    render(&content, Place::Cell)
}

fn flatten(blocks: &[Block], out: &mut Vec<Inline>) {
    let mut add = |content: &[Inline]| {
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend_from_slice(content);
    };
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => {
                add(content);
            }
            Block::Code { text, .. } => {
                text.split('\n').for_each(|line| add(&[Inline::Code(line.to_owned())]));
            }
            Block::Math(tex) => add(&[Inline::Math(tex.clone())]),
            Block::Figure(figure) => flatten_figure(figure, &mut add),
            Block::Gallery(figures) => figures.iter().for_each(|figure| flatten_figure(figure, &mut add)),
            Block::List(list) => list.items.iter().for_each(|item| flatten_into(&item.blocks, &mut add)),
            Block::Quote(quote) => {
                flatten_into(&quote.blocks, &mut add);
                add(&super::attribution(&quote.attribution));
            }
            Block::Post(post) => {
                add(&super::post_head(post));
                flatten_into(&post.blocks, &mut add);
            }
            Block::Details(details) => {
                add(&details.summary);
                flatten_into(&details.blocks, &mut add);
            }
            Block::Callout(callout) => {
                add(&callout.title);
                flatten_into(&callout.blocks, &mut add);
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| add(term));
                    definition.descriptions.iter().for_each(|d| flatten_into(d, &mut add));
                }
            }
            Block::Table(table) => {
                add(&table.caption);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| flatten_into(&cell.content, &mut add));
            }
            Block::Embed(_) | Block::Rule => {}
        }
    }
}

fn flatten_figure(figure: &Figure, add: &mut impl FnMut(&[Inline])) {
    figure.images.iter().for_each(|image| add(&[Inline::Image(image.clone())]));
    add(&figure.caption);
    add(&figure.credit);
}

fn flatten_into(blocks: &[Block], add: &mut impl FnMut(&[Inline])) {
    let mut content = Vec::new();
    flatten(blocks, &mut content);
    add(&content);
}
