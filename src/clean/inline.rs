//! One line of thought of the page -> inlines: white space as CSS collapses it, styles as the page opens and closes
//! them.
//!
//! A [`Flow`] takes text, styles, images and line breaks in page order and gives the inlines of one paragraph at each
//! [`take`](Flow::take). Styles stay open across paragraphs, because on pages `<b>` and `<a>` wrap whole blocks.
//! White space never lies within a style's ends: it moves out, so that `<b>bold </b>text` reads `**bold** text`.

use crate::article::{Inline, Link};
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
    Code,
    Link { url: String, title: Option<String> },
}

struct Open {
    node: NodeId,
    style: Style,
    content: Vec<Inline>,
    /// The text of [`Style::Code`], which has no inlines.
    code: String,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.content.is_empty() && self.code.is_empty()
    }

    /// What was collected as one inline; the style stays open for what follows.
    fn fold(&mut self) -> Inline {
        let mut content = std::mem::take(&mut self.content);
        content.shrink_to_fit();
        match &self.style {
            Style::Emphasis => Inline::Emphasis(content),
            Style::Strong => Inline::Strong(content),
            Style::Strikethrough => Inline::Strikethrough(content),
            Style::Subscript => Inline::Subscript(content),
            Style::Superscript => Inline::Superscript(content),
            Style::Code => Inline::Code(std::mem::take(&mut self.code)),
            Style::Link { url, title } => {
                Inline::Link(Link { url: url.clone(), title: title.clone(), content })
            }
        }
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
}

impl Flow {
    /// Begins a style. Styles that are open already, or too many, change nothing.
    pub(super) fn open(&mut self, node: NodeId, style: Style) {
        let same = |open: &Open| std::mem::discriminant(&open.style) == std::mem::discriminant(&style);
        if self.open.len() < MAX_OPEN && !self.in_code() && !self.open.iter().any(same) {
            self.open.push(Open { node, style, content: Vec::new(), code: String::new() });
        }
    }

    /// Ends the style `node` began, if it began one.
    pub(super) fn close(&mut self, node: NodeId) {
        if self.open.last().is_some_and(|open| open.node == node) {
            self.fold_last();
            self.open.pop();
        }
    }

    /// Whether something was written of the paragraph.
    pub(super) fn has_started(&self) -> bool {
        self.started
    }

    pub(super) fn in_code(&self) -> bool {
        self.open.last().is_some_and(|open| open.style == Style::Code)
    }

    /// Moves what the innermost open style holds into the one around it.
    fn fold_last(&mut self) {
        if let Some((last, around)) = self.open.split_last_mut()
            && !last.is_empty()
        {
            let inline = last.fold();
            push(around.last_mut().map_or(&mut self.root, |open| &mut open.content), inline);
        }
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
        self.space |= text.starts_with(is_space);
        for (index, word) in text.split(is_space).filter_map(visible).enumerate() {
            self.space |= index > 0;
            self.settle();
            let target = self.text_end();
            if word.contains(is_unseen) {
                target.extend(word.chars().filter(|&c| !is_unseen(c)));
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

    fn innermost(&mut self) -> &mut Vec<Inline> {
        self.open.last_mut().map_or(&mut self.root, |open| &mut open.content)
    }

    /// Where text written now goes.
    fn text_end(&mut self) -> &mut String {
        match self.open.last_mut() {
            Some(open) if open.style == Style::Code => &mut open.code,
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
                Some(open) if open.style == Style::Code => {
                    open.code.push(if self.line_break { '\n' } else { ' ' });
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
        for at in (0..self.open.len()).rev() {
            let (around, rest) = self.open.split_at_mut(at);
            if let Some(open) = rest.first_mut()
                && !open.is_empty()
            {
                let inline = open.fold();
                push(around.last_mut().map_or(&mut self.root, |open| &mut open.content), inline);
            }
        }
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
        | (Some(Inline::Superscript(last)), Inline::Superscript(more)) => {
            for inline in more {
                push(last, inline);
            }
        }
        (Some(Inline::Link(last)), Inline::Link(more)) if last.url == more.url => {
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

/// The part of a word worth writing; `None` if nothing of it shows.
fn visible(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c| c == '\u{200b}' || is_unseen(c));
    (!word.is_empty()).then_some(word)
}
