//! Article -> text, Markdown, HTML. Renderers see the typed tree only.
//!
//! Each writes to any [`std::fmt::Write`] and trusts nothing in the tree, which a caller may have built or read from
//! elsewhere: URLs pass the same gate as in extraction, text is escaped. They recurse, as dropping the tree does;
//! extraction bounds its nesting.

pub mod html;
mod inline;
pub mod markdown;
mod math;
#[cfg(test)]
mod tests;
pub mod text;

use crate::article::{Article, Embed};

impl Article {
    /// The article as plain text: blocks separated by an empty line.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // Writing to a `String` cannot fail.
        let _ = text::write(self, &mut out);
        out
    }

    /// The article as Markdown (CommonMark with GFM tables and strikethrough).
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        let _ = markdown::write(self, &mut out);
        out
    }

    /// The article as HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        let _ = html::write(self, &mut out);
        out
    }
}

/// A note's label as it may stand in markup: digits only.
fn digits(label: &str) -> String {
    let digits: String = label.chars().filter(char::is_ascii_digit).take(6).collect();
    if digits.is_empty() { "0".to_owned() } else { digits }
}

/// What a link to an embed says: its title, or else its URL.
fn embed_title(embed: &Embed) -> &str {
    let title = embed.title.trim();
    if title.is_empty() { &embed.url } else { title }
}
