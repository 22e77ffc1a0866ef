//! Article -> text, Markdown, HTML. Renderers see the typed tree only.
//!
//! [`Text`], [`Markdown`] and [`Html`] say how an article is to look; each writes to any [`fmt::Write`]. What they write
//! is the article, whatever the options: none leaves a word of it out. They trust nothing in the tree, which a caller may
//! have built or read from elsewhere: URLs pass the same gate as in extraction, text is escaped. They recurse, as dropping
//! the tree does; extraction bounds its nesting.
//!
//! ```
//! use gleaner::render::{Markdown, Notes};
//!
//! static CHAPTER: Markdown = Markdown::new().heading_offset(1).wrap(100).notes(Notes::Plain);
//!
//! let article = gleaner::extract("<p>The moon pulls the sea.")?;
//! let mut out = String::from("# Almanac\n\n");
//! CHAPTER.write(&article, &mut out)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! JSON is for serde: `Article` and all in it are `Serialize` and `Deserialize` with the feature `serde`.

#[cfg(test)]
mod counterexamples;
mod escape;
mod html;
mod inline;
mod markdown;
mod math;
#[cfg(test)]
mod options_tests;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;

pub use html::Html;
pub(crate) use html::ID_PREFIX;
pub use markdown::{Markdown, Tables};
pub use text::Text;

use crate::article::{Article, Block, Embed, Inline, Link, Note, Post};

/// How notes and what refers to them are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Notes {
    /// Led to and back from: `[^1]` in Markdown, links to `#fn-1` in HTML.
    #[default]
    Linked,
    /// As print has them, `[1]`, with the notes under a rule at the end: for readers that know no footnotes, and for
    /// several articles on one page, whose links to notes would meet.
    Plain,
}

impl Article {
    /// The article as plain text: blocks separated by an empty line. [`Text`] has options.
    pub fn to_text(&self) -> String {
        Text::new().render(self)
    }

    /// The article as Markdown (CommonMark with GFM tables, strikethrough and footnotes). [`Markdown`] has options.
    pub fn to_markdown(&self) -> String {
        Markdown::new().render(self)
    }

    /// The article as HTML. [`Html`] has options.
    pub fn to_html(&self) -> String {
        Html::new().render(self)
    }
}

/// What `write` writes, as a string.
fn written(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write(&mut out);
    out
}

/// A heading's level, moved by what the caller asks for.
fn level(level: u8, offset: i8) -> u8 {
    level.clamp(1, 6).saturating_add_signed(offset).clamp(1, 6)
}

/// A note's label as it may stand in markup: digits only.
fn digits(label: &str) -> String {
    let digits: String = label.chars().filter(char::is_ascii_digit).take(6).collect();
    if digits.is_empty() { "0".to_owned() } else { digits }
}

/// The blocks of a note, with its label in front.
fn with_label(note: &Note) -> Vec<Block> {
    let label = [Inline::NoteReference(note.label.clone()), Inline::Text(" ".to_owned())];
    let mut blocks = note.blocks.clone();
    match blocks.first_mut() {
        Some(Block::Paragraph(content)) => {
            content.splice(..0, label);
        }
        _ => blocks.insert(0, Block::Paragraph(label.into())),
    }
    blocks
}

/// The reading of a ruby as print without ruby has it, in the brackets of its script.
fn bracketed(reading: &str) -> [&str; 3] {
    let is_wide =
        reading.starts_with(|c: char| matches!(c, '\u{3000}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'));
    if is_wide { ["（", reading, "）"] } else { ["(", reading, ")"] }
}

/// What a link to an embed says: its title, or else its URL.
fn embed_title(embed: &Embed) -> &str {
    let title = embed.title.trim();
    if title.is_empty() { &embed.url } else { title }
}

/// Who wrote a post and, as far as the page prints it among the text, when, and how it was liked.
fn byline(post: &Post) -> String {
    let author = post.author.as_ref().map(|author| author.name.clone()).unwrap_or_default();
    let parts = [author, post.date.clone(), votes(post).to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// The votes for a post as printed; nothing if the page counts none.
fn votes(post: &Post) -> &str {
    post.votes.as_ref().map_or("", |votes| &votes.printed)
}

/// What stands between the parts of the line above a post.
const BETWEEN: &str = " · ";

/// When a post was written: as printed, or else the day.
fn post_date(post: &Post) -> String {
    let day = || post.published.and_then(|published| published.day()).map(|day| day.to_string());
    if post.date.is_empty() { day().unwrap_or_default() } else { post.date.clone() }
}

/// Who wrote a post, when, linked to the post, and how it was liked.
fn post_head(post: &Post) -> Vec<Inline> {
    let mut head = Vec::new();
    if let Some(author) = &post.author {
        head.push(Inline::Strong(vec![Inline::Text(author.name.clone())]));
    }
    let date = post_date(post);
    if !date.is_empty() {
        if !head.is_empty() {
            head.push(Inline::Text(BETWEEN.to_owned()));
        }
        let date = Inline::Text(date);
        head.push(match &post.url {
            Some(url) => Inline::Link(Link { url: url.clone(), title: None, content: vec![date] }),
            None => date,
        });
    }
    if !votes(post).is_empty() {
        let between = if head.is_empty() { "" } else { BETWEEN };
        head.push(Inline::Text(format!("{between}{}", votes(post))));
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
