//! Inline elements and their styles -> the styles of a [`Flow`](super::inline::Flow), and where in it lines end.

use html5ever::local_name;

use super::frame::{Frame, FrameKind};
use super::inline::Style;
use super::math::{self, Piece};
use super::{Cleaner, css, enlarged, image};
use crate::article::{Block, Inline};
use crate::class::has_token;
use crate::dom::{Document, Kind, NodeId, Tag};

/// Nodes of a custom element that stands for words.
const MAX_WORD_NODES: usize = 24;

/// Nodes of a link among which its first word is.
const MAX_SIGN_NODES: usize = 16;

impl Cleaner<'_> {
    pub(super) fn kept_text(&mut self, id: NodeId, text: &str) {
        if !self.keeping_lines.last().is_some_and(|&(_, keeps)| keeps) {
            return self.kept_line(id, text);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 && self.flow.line_break() {
                self.flush();
            }
            self.kept_line(id, line);
        }
    }

    fn kept_line(&mut self, id: NodeId, text: &str) {
        if self.flow.in_code() || !text.contains(['$', '\\']) {
            return self.flow.text(text);
        }
        for piece in math::pieces(text, self.dollars) {
            match piece {
                Piece::Text(text) => self.flow.text(text),
                Piece::Formula(tex, true) if self.may_end_line() => {
                    self.flush();
                    let block = self.block_around(id);
                    self.push(block, Block::Math(tex));
                    self.flow.begin(id);
                }
                Piece::Formula(tex, _) => self.flow.inline(Inline::Math(tex)),
            }
        }
    }

    /// Whether what is set on a line of its own may end the one being collected: within no style, and not in what is a line
    /// itself.
    fn may_end_line(&self) -> bool {
        let holds_blocks = |frame: &Frame| {
            matches!(
                frame.kind,
                FrameKind::Transparent
                    | FrameKind::Item(..)
                    | FrameKind::StrayItem
                    | FrameKind::Description
                    | FrameKind::Quote(..)
                    | FrameKind::Post(..)
                    | FrameKind::Callout(_)
                    | FrameKind::Details(_)
                    | FrameKind::Note(_)
            )
        };
        self.flow.is_plain() && self.frames.last().is_some_and(holds_blocks)
    }

    pub(super) fn open_inline(&mut self, id: NodeId, tag: Tag) {
        self.open_lines(id);
        if css::is_block(self.doc, id) == Some(true) {
            self.flush();
        }
        if tag == Tag::Q {
            self.flow.text("“");
        }
        if let Some(style) = self.style(id, tag) {
            self.flow.open(id, style);
        }
    }

    pub(super) fn close_inline(&mut self, id: NodeId, tag: Tag) {
        if tag == Tag::Q && self.is_live(id) {
            self.flow.closing_quote();
        }
        self.flow.close(id);
        if self.is_live(id) && css::is_block(self.doc, id) == Some(true) {
            self.flush();
        }
    }

    /// Whether an element is a block, by its name or by its style.
    pub(super) fn is_block(&self, id: NodeId, tag: Tag) -> bool {
        self.doc.breaks_line(id)
            && !(matches!(tag, Tag::Div | Tag::P | Tag::Unknown)
                && css::is_block(self.doc, id) == Some(false))
            && !(matches!(tag, Tag::Unknown | Tag::Button) && self.is_word(id))
    }

    /// Whether a custom element, or a button, stands for words of a line: beside text, apart from its words, and without a
    /// block in it.
    fn is_word(&self, id: NodeId) -> bool {
        let doc = self.doc;
        let text = |n: Option<NodeId>| {
            n.filter(|&n| doc.kind(n) == Kind::Text).map(|n| doc.text(n)).unwrap_or_default()
        };
        let (before, after) = (text(doc.previous_sibling(id)), text(doc.next_sibling(id)));
        let beside = !before.trim_ascii().is_empty() || !after.trim_ascii().is_empty();
        let is_glued = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        let mut inside = doc.descendants(id).take(MAX_WORD_NODES + 1);
        beside
            && !is_glued
            && inside.by_ref().take(MAX_WORD_NODES).all(|n| !doc.breaks_line(n))
            && inside.next().is_none()
    }

    /// Notes whether an element keeps line feeds.
    pub(super) fn open_lines(&mut self, id: NodeId) {
        if let Some(keeps) = css::keeps_lines(self.doc, id) {
            self.keeping_lines.push((id, keeps));
        }
    }

    fn style(&self, id: NodeId, tag: Tag) -> Option<Style> {
        let doc = self.doc;
        let title =
            || doc.attr(id, &local_name!("title")).map(image::collapse).filter(|title| !title.is_empty());
        Some(match tag {
            Tag::Em | Tag::I if css::is_slanted(doc, id) != Some(false) => Style::Emphasis,
            // Word processors wrap whole documents in bold that is none.
            Tag::Strong | Tag::B if css::is_bold(doc, id) != Some(false) => Style::Strong,
            Tag::Span if css::is_bold(doc, id) == Some(true) || is_set(doc, id, "ltx_font_bold") => {
                Style::Strong
            }
            Tag::Span if css::is_slanted(doc, id) == Some(true) || is_set(doc, id, "ltx_font_italic") => {
                Style::Emphasis
            }
            Tag::Span if is_set(doc, id, "ltx_font_typewriter") => Style::Code,
            Tag::Mark => Style::Mark,
            Tag::Abbr | Tag::Dfn => Style::Abbreviation { title: title()? },
            Tag::Unknown if doc.name(id) == "acronym" => Style::Abbreviation { title: title()? },
            Tag::Ruby => Style::Ruby,
            Tag::Del | Tag::S | Tag::Strike => Style::Strikethrough,
            Tag::Sub => Style::Subscript,
            Tag::Sup => Style::Superscript,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Style::Code,
            Tag::A => {
                let href = self.doc.attr(id, &local_name!("href"))?;
                // A sign beside a heading is no text to be left when its link goes.
                let is_text = || {
                    doc.descendants(id)
                        .take(MAX_SIGN_NODES)
                        .any(|n| doc.text(n).contains(char::is_alphanumeric))
                };
                let leads_back = || enlarged::leads_to_own_picture(doc, id);
                if href.trim_ascii() == "#" || leads_back() || (self.anchors.leads_nowhere(href) && is_text())
                {
                    return None;
                }
                Style::Link { url: self.resolver.link(href)?, title: title() }
            }
            _ => return None,
        })
    }
}

/// Whether `LaTeXML` says that an element is set in a font.
fn is_set(doc: &Document, id: NodeId, font: &str) -> bool {
    doc.class(id).contains("ltx_") && has_token(doc, id, &[font])
}
