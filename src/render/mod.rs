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

use crate::article::{Article, Embed, Inline, Link, Post};

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

/// Who wrote a post and, as far as the page prints it among the text, when.
fn byline(post: &Post) -> String {
    let date = &post.date;
    let author = post.author.as_ref().map(|author| author.name.as_str()).unwrap_or_default();
    let between = if author.is_empty() || date.is_empty() { "" } else { " · " };
    format!("{author}{between}{date}")
}

/// When a post was written: as printed, or else the day.
fn post_date(post: &Post) -> String {
    let day = || post.published.and_then(|published| published.day()).map(|day| day.to_string());
    if post.date.is_empty() { day().unwrap_or_default() } else { post.date.clone() }
}

/// Who wrote a post, and when, linked to the post.
fn post_head(post: &Post) -> Vec<Inline> {
    let mut head = Vec::new();
    if let Some(author) = &post.author {
        head.push(Inline::Strong(vec![Inline::Text(author.name.clone())]));
    }
    let date = post_date(post);
    if !date.is_empty() {
        if !head.is_empty() {
            head.push(Inline::Text(" · ".to_owned()));
        }
        let date = Inline::Text(date);
        head.push(match &post.url {
            Some(url) => Inline::Link(Link { url: url.clone(), title: None, content: vec![date] }),
            None => date,
        });
    }
    head
}

/// The line under a quotation that says whose it is.
fn attribution(attribution: &[Inline]) -> Vec<Inline> {
    if attribution.is_empty() {
        return Vec::new();
    }
    std::iter::once(Inline::Text("— ".to_owned())).chain(attribution.iter().cloned()).collect()
}
