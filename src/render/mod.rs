//! Article -> text, Markdown, HTML. Renderers see the typed tree only.

use crate::article::Article;

impl Article {
    /// The article as plain text: blocks separated by an empty line.
    pub fn to_text(&self) -> String {
        String::new()
    }

    /// The article as Markdown (CommonMark with GFM tables and strikethrough).
    pub fn to_markdown(&self) -> String {
        String::new()
    }

    /// The article as HTML.
    pub fn to_html(&self) -> String {
        String::new()
    }
}
