//! Article -> plain text: what a reader reads, and nothing a reader does not.
//!
//! Blocks are separated by an empty line; list items and table rows take a line each, cells are separated by tabs.
//! Images leave no trace but their captions, players none. Only list markers are added.

use std::fmt::{self, Write};

use crate::article::{Article, Block, Figure, Inline, List};

/// Writes the article as plain text.
///
/// # Errors
///
/// Only those of `out`.
pub fn write(article: &Article, out: &mut impl Write) -> fmt::Result {
    let mut text = Lines { out, indent: 0, line: Line::First, marker: String::new() };
    text.blocks(&article.blocks, Gap::EmptyLine)?;
    text.part();
    for note in &article.notes {
        text.marker = format!("[{}] ", note.label);
        text.blocks(&note.blocks, Gap::Line)?;
        text.marker.clear();
    }
    if text.line == Line::First { Ok(()) } else { text.out.write_char('\n') }
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

struct Lines<'a, W: Write> {
    out: &'a mut W,
    indent: usize,
    line: Line,
    /// List marker before the next line.
    marker: String,
}

impl<W: Write> Lines<'_, W> {
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
                    let cells: Vec<String> = row.cells.iter().map(|cell| one_line(&cell.content)).collect();
                    self.write_line(cells.join("\t").trim_end())?;
                }
                Ok(())
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(figures) => figures.iter().try_for_each(|figure| self.figure(figure)),
            Block::Embed(_) | Block::Rule => Ok(()),
        }
    }

    fn figure(&mut self, figure: &Figure) -> fmt::Result {
        self.inlines(&figure.caption)?;
        self.inlines(&figure.credit)
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        for (index, item) in list.items.iter().enumerate() {
            let marker = match list.start {
                Some(start) => format!("{}. ", start.saturating_add_unsigned(index as u64)),
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

    fn inlines(&mut self, content: &[Inline]) -> fmt::Result {
        let mut text = String::new();
        write_inlines(content, &mut text);
        let text = text.trim();
        if text.is_empty() {
            Ok(())
        } else {
            text.split('\n').try_for_each(|line| self.write_line(line.trim()))
        }
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

/// The text of inlines; line breaks are line feeds.
fn write_inlines(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Subscript(content)
            | Inline::Superscript(content) => write_inlines(content, out),
            Inline::NoteReference(label) => {
                out.push('[');
                out.push_str(label);
                out.push(']');
            }
            Inline::Link(link) => write_inlines(&link.content, out),
            Inline::Image(_) => {}
            Inline::LineBreak => out.push('\n'),
        }
    }
}

/// Everything in blocks on one line.
fn one_line(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut lines = Lines { out: &mut text, indent: 0, line: Line::First, marker: String::new() };
    // Writing to a `String` cannot fail.
    let _ = lines.blocks(blocks, Gap::Line);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
