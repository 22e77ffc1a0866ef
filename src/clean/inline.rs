//! One line of thought of the page -> inlines: white space as CSS collapses it, styles as the page opens and closes
//! them.
//!
//! A [`Flow`] takes text, styles, images and line breaks in page order and gives the inlines of one paragraph at each
//! [`take`](Flow::take). Styles stay open across paragraphs, because on pages `<b>` and `<a>` wrap whole blocks.
//! White space never lies within a style's ends: it moves out, so that `<b>bold </b>text` reads `**bold** text`.

use crate::article::{Abbreviation, Inline, Link, Ruby};
use crate::dom::NodeId;

/// Styles open at once in the output. Pages stay below 6; the bound lets renderers recurse.
const MAX_OPEN: usize = 16;

/// What an inline element does to its text.
#[derive(Debug, PartialEq)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Strikethrough,
    Subscript,
    Superscript,
    Mark,
    Abbreviation {
        title: String,
    },
    /// Text that has a reading beside it.
    Ruby,
    /// The reading of the ruby around it.
    Reading,
    Code,
    Link {
        url: String,
        title: Option<String>,
    },
}

struct Open {
    node: NodeId,
    style: Style,
    content: Vec<Inline>,
    /// The text of [`Style::Code`] and [`Style::Reading`], which have no inlines.
    plain: String,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.content.is_empty() && self.plain.is_empty()
    }

    /// Adds what was collected to the inlines around it; the style stays open for what follows.
    fn fold(&mut self, around: &mut Vec<Inline>) {
        if self.is_empty() {
            return;
        }
        let mut content = std::mem::take(&mut self.content);
        content.shrink_to_fit();
        let inline = match &self.style {
            Style::Emphasis => Inline::Emphasis(content),
            Style::Strong => Inline::Strong(content),
            Style::Strikethrough => Inline::Strikethrough(content),
            Style::Subscript => Inline::Subscript(content),
            Style::Superscript => Inline::Superscript(content),
            Style::Mark => Inline::Mark(content),
            Style::Abbreviation { title } => {
                Inline::Abbreviation(Abbreviation { title: title.clone(), content })
            }
            Style::Code => Inline::Code(std::mem::take(&mut self.plain)),
            Style::Link { url, title } => {
                Inline::Link(Link { url: url.clone(), title: title.clone(), content })
            }
            // A reading in the middle of which the paragraph ends.
            Style::Reading => Inline::Text(std::mem::take(&mut self.plain)),
            // Text without a reading is text.
            Style::Ruby => return content.into_iter().for_each(|inline| push(around, inline)),
        };
        push(around, inline);
    }
}

/// Builds the inlines of one paragraph after the other.
#[derive(Default)]
pub(super) struct Flow {
    root: Vec<Inline>,
    open: Vec<Open>,
    /// White space was seen since the last word.
    space: bool,
    /// `<br>` was seen since the last word.
    line_break: bool,
    /// Something was written since the last `take`.
    started: bool,
    /// Where the first of it came from.
    start: Option<NodeId>,
}

impl Flow {
    /// Begins a style. Styles that are open already, or too many, change nothing.
    pub(super) fn open(&mut self, node: NodeId, style: Style) {
        let same = |open: &Open| std::mem::discriminant(&open.style) == std::mem::discriminant(&style);
        if self.open.len() < MAX_OPEN && !self.in_code() && !self.open.iter().any(same) {
            self.open.push(Open { node, style, content: Vec::new(), plain: String::new() });
        }
    }

    /// Begins the reading of the ruby that is open. Gives false if none is.
    pub(super) fn open_reading(&mut self, node: NodeId) -> bool {
        let in_ruby = self.in_ruby();
        if in_ruby {
            self.space = false;
            self.open.push(Open { node, style: Style::Reading, content: Vec::new(), plain: String::new() });
        }
        in_ruby
    }

    /// Whether a ruby is open, and nothing in it.
    pub(super) fn in_ruby(&self) -> bool {
        self.open.last().is_some_and(|open| open.style == Style::Ruby)
    }

    /// Joins the reading that ends to the text it is of.
    fn close_reading(&mut self) {
        self.space = false;
        let reading = self.open.pop().map(|open| open.plain).unwrap_or_default();
        let Some((ruby, around)) = self.open.split_last_mut() else { return };
        let around = around.last_mut().map_or(&mut self.root, |open| &mut open.content);
        if reading.is_empty() {
            return;
        }
        if !ruby.content.is_empty() {
            around.push(Inline::Ruby(Ruby { base: std::mem::take(&mut ruby.content), reading }));
        } else if let Some(Inline::Ruby(last)) = around.last_mut() {
            // Several readings of one text.
            last.reading.push_str(&reading);
        } else {
            push(around, Inline::Text(reading));
        }
    }

    /// Ends the style `node` began, if it began one.
    pub(super) fn close(&mut self, node: NodeId) {
        match self.open.last() {
            Some(open) if open.node != node => {}
            Some(open) if open.style == Style::Reading => self.close_reading(),
            _ => {
                self.fold_from(self.open.len().saturating_sub(1));
                self.open.pop();
            }
        }
    }

    /// Notes where what is written next comes from, in case it is the first of a paragraph.
    pub(super) fn begin(&mut self, node: NodeId) {
        if !self.started {
            self.start = Some(node);
        }
    }

    /// Where the paragraph taken last, or being collected, began.
    pub(super) fn start(&self) -> NodeId {
        self.start.unwrap_or(NodeId::DOCUMENT)
    }

    /// Whether something was written of the paragraph.
    pub(super) fn has_started(&self) -> bool {
        self.started
    }

    /// Whether no style is open.
    pub(super) fn is_plain(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether nothing but text goes where the flow is.
    pub(super) fn in_code(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.style, Style::Code | Style::Reading))
    }

    /// Notes white space.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Notes a `<br>`. Gives true if it is the second in a row, which a reader sees as the end of a paragraph.
    pub(super) fn line_break(&mut self) -> bool {
        std::mem::replace(&mut self.line_break, true)
    }

    /// Adds text as it stands in the page.
    pub(super) fn text(&mut self, text: &str) {
        // Between a reading and the next text of a ruby, white space is the markup's.
        let starts = self.in_ruby() && self.open.last().is_some_and(Open::is_empty);
        let text = if starts { text.trim_start_matches(is_space) } else { text };
        self.space |= text.starts_with(is_space);
        for (index, word) in text.split(is_space).filter_map(visible).enumerate() {
            self.space |= index > 0;
            self.settle();
            let target = self.text_end();
            if word.contains(|c| is_unseen(c) || c == ZERO_WIDTH_SPACE) {
                push_seen(target, word);
            } else {
                target.push_str(word);
            }
        }
        self.space |= text.ends_with(is_space);
    }

    /// Ends a quotation within the line, before the white space that was inside.
    pub(super) fn closing_quote(&mut self) {
        if self.started {
            self.text_end().push('”');
        }
    }

    /// Adds an image or a formula.
    pub(super) fn inline(&mut self, inline: Inline) {
        if self.in_code() {
            return;
        }
        self.settle();
        self.innermost().push(inline);
    }

    /// Adds a reference to a note. It leads to the note, so a link that is open ends before it and goes on behind it.
    pub(super) fn reference(&mut self, label: String) {
        if self.in_code() {
            return;
        }
        self.settle();
        let link = self.open.iter().position(|open| matches!(open.style, Style::Link { .. }));
        let around = link.unwrap_or(self.open.len());
        self.fold_from(around);
        let target = around.checked_sub(1).and_then(|at| self.open.get_mut(at));
        target.map_or(&mut self.root, |open| &mut open.content).push(Inline::NoteReference(label));
    }

    /// Moves what open styles hold into the ones around them, down to the one at `from`.
    fn fold_from(&mut self, from: usize) {
        for at in (from..self.open.len()).rev() {
            let (around, rest) = self.open.split_at_mut(at);
            if let Some(open) = rest.first_mut() {
                open.fold(around.last_mut().map_or(&mut self.root, |open| &mut open.content));
            }
        }
    }

    fn innermost(&mut self) -> &mut Vec<Inline> {
        self.open.last_mut().map_or(&mut self.root, |open| &mut open.content)
    }

    /// Where text written now goes.
    fn text_end(&mut self) -> &mut String {
        match self.open.last_mut() {
            Some(open) if matches!(open.style, Style::Code | Style::Reading) => &mut open.plain,
            Some(open) => text_end(&mut open.content),
            None => text_end(&mut self.root),
        }
    }

    /// Writes the white space or line break owed before the next word, outside the styles that begin with that word.
    fn settle(&mut self) {
        if self.started && (self.space || self.line_break) {
            let empty = self.open.iter().rev().take_while(|open| open.is_empty()).count();
            let around = self.open.len() - empty;
            let target = around.checked_sub(1).and_then(|at| self.open.get_mut(at));
            match target {
                Some(open) if matches!(open.style, Style::Code | Style::Reading) => {
                    open.plain.push(if self.line_break { '\n' } else { ' ' });
                }
                target => {
                    let list = target.map_or(&mut self.root, |open| &mut open.content);
                    if self.line_break {
                        list.push(Inline::LineBreak);
                    } else {
                        text_end(list).push(' ');
                    }
                }
            }
        }
        (self.space, self.line_break, self.started) = (false, false, true);
    }

    /// The paragraph so far; the next one begins, with the same styles open.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        (self.space, self.line_break) = (false, false);
        if !self.started {
            return Vec::new();
        }
        self.started = false;
        self.fold_from(0);
        self.root.shrink_to_fit();
        std::mem::take(&mut self.root)
    }
}

/// The text at the end of a list of inlines.
fn text_end(list: &mut Vec<Inline>) -> &mut String {
    if !matches!(list.last(), Some(Inline::Text(_))) {
        list.push(Inline::Text(String::new()));
    }
    match list.last_mut() {
        Some(Inline::Text(text)) => text,
        _ => unreachable!("a text was just pushed"),
    }
}

/// Adds an inline, joined to the one before it where a reader could not tell the two apart.
pub(super) fn push(list: &mut Vec<Inline>, inline: Inline) {
    match (list.last_mut(), inline) {
        (Some(Inline::Text(last)), Inline::Text(more)) | (Some(Inline::Code(last)), Inline::Code(more)) => {
            last.push_str(&more);
        }
        (Some(Inline::Emphasis(last)), Inline::Emphasis(more))
        | (Some(Inline::Strong(last)), Inline::Strong(more))
        | (Some(Inline::Strikethrough(last)), Inline::Strikethrough(more))
        | (Some(Inline::Subscript(last)), Inline::Subscript(more))
        | (Some(Inline::Superscript(last)), Inline::Superscript(more))
        | (Some(Inline::Mark(last)), Inline::Mark(more)) => {
            for inline in more {
                push(last, inline);
            }
        }
        (Some(Inline::Link(last)), Inline::Link(more))
            if last.url == more.url && last.title == more.title =>
        {
            for inline in more.content {
                push(&mut last.content, inline);
            }
        }
        (_, inline) => list.push(inline),
    }
}

/// White space as readers see it: what CSS collapses, and the fixed-width spaces pages indent with.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\t' | '\r' | '\x0c' | '\u{a0}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{3000}'
    )
}

/// Characters no reader sees and no search expects within a word: soft hyphens, byte order marks, controls.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{feff}')
}

/// Where a line may be broken within a word.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Adds the characters of a word that are seen. Places to break lines at go too, except in scripts that have no other
/// sign between words.
fn push_seen(out: &mut String, word: &str) {
    let parts_words = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}');
    for c in word.chars().filter(|&c| !is_unseen(c)) {
        if c != ZERO_WIDTH_SPACE || out.ends_with(parts_words) {
            out.push(c);
        }
    }
}

/// The part of a word worth writing; `None` if nothing of it shows.
fn visible(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c| c == '\u{200b}' || is_unseen(c));
    (!word.is_empty()).then_some(word)
}
