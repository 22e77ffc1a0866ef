//! Quotations: who is quoted, which ones repeat the article, and which are posts of a social network.

use html5ever::local_name;

use super::compose::text_of;
use super::image::collapse;
use super::inline::is_space;
use super::placed::Placed;
use crate::article::{Author, Block, Inline, Post, Quote};
use crate::class::{has_token, has_word};
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::date;
use crate::resolve::Resolver;

/// Characters of an attribution that nothing but the dash before it tells.
const MAX_ATTRIBUTION_CHARS: usize = 120;

/// Classes of quotations that repeat words of the article.
const PULL_QUOTES: [&str; 6] =
    ["pullquote", "pull-quote", "pull_quote", "pulled-quote", "wp-block-pullquote", "article-pullquote"];

/// Classes by which social networks' scripts find the posts that pages quote.
const SOCIAL: [&str; 13] = [
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "bluesky-embed",
    "mastodon-embed",
    "tiktok-embed",
    "reddit-card",
    "reddit-embed-bq",
    "text-post-media",
    "fb-xfbml-parse-ignore",
    "truthsocial-embed",
    "tumblr-post",
    "pinterest-embed",
];

/// Whether an element is a pull quote.
pub(super) fn is_pull(doc: &Document, id: NodeId, tag: Tag) -> bool {
    matches!(tag, Tag::Blockquote | Tag::Aside | Tag::Div | Tag::Figure | Tag::P | Tag::Section)
        && has_token(doc, id, &PULL_QUOTES)
}

/// Whether an element is a post that a social network gave to quote.
pub(super) fn is_social(doc: &Document, id: NodeId, tag: Tag) -> bool {
    tag == Tag::Blockquote && has_token(doc, id, &SOCIAL)
}

/// The URL that a quotation's markup gives for its source.
pub(super) fn source(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<String> {
    const ATTRIBUTES: [&str; 4] =
        ["cite", "data-instgrm-permalink", "data-embed-url", "data-text-post-permalink"];
    let raw =
        ATTRIBUTES.iter().find_map(|name| doc.attr_named(id, name).filter(|url| !url.trim().is_empty()))?;
    resolver.link(raw).filter(|url| !url.starts_with("mailto:"))
}

/// Whom a forum says that a quotation quotes, where it does so in an attribute of the quotation or of the box around it.
pub(super) fn named(doc: &Document, id: NodeId) -> Vec<Inline> {
    const ATTRIBUTES: [&str; 3] = ["data-quote", "data-username", "data-ipsquote-username"];
    let name = |n: NodeId| ATTRIBUTES.iter().find_map(|name| doc.attr_named(n, name));
    let around = || doc.parent(id).filter(|&n| doc.tag(n) == Tag::Aside).and_then(name);
    let name = name(id).or_else(around).map(collapse);
    let name = name.filter(|name| !name.is_empty() && name.chars().count() <= MAX_ATTRIBUTION_CHARS);
    name.map(|name| vec![Inline::Text(name)]).unwrap_or_default()
}

/// Whether an element right in a quotation says whose it is.
pub(super) fn is_attribution(doc: &Document, id: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Footer | Tag::Figcaption => true,
        Tag::Cite => {
            doc.parent(id).is_some_and(|parent| doc.breaks_line(parent) && doc.tag(parent) != Tag::P)
        }
        Tag::P | Tag::Div | Tag::Span => {
            has_word(doc, id, &["attribution", "cite", "citation", "author", "source"])
        }
        _ => false,
    }
}

/// The quotation of what was collected. `named`: whom its attributes name.
pub(super) fn finish(mut quote: Quote, named: Vec<Inline>, node: NodeId, mut content: Placed) -> Placed {
    // A pull quote around a quotation is one quotation.
    if let [Block::Quote(inner)] = content.blocks.as_mut_slice()
        && quote.pull
    {
        let inner = std::mem::take(inner);
        quote.source = quote.source.or(inner.source);
        quote.attribution = if quote.attribution.is_empty() { inner.attribution } else { quote.attribution };
        content.blocks = inner.blocks;
        content.origins.remove(0);
    }
    if content.is_empty() {
        let attribution = quote.attribution;
        return if attribution.is_empty() {
            content
        } else {
            Placed::leaf(node, Block::Paragraph(attribution))
        };
    }
    if quote.attribution.is_empty() && content.blocks.len() > 1 {
        quote.attribution = content.pop_leaf_if(is_signed).map(signature).unwrap_or_default();
    }
    // Unless the page prints the name, above what it said.
    let says = |name: &[Inline]| matches!(content.blocks.first(), Some(Block::Paragraph(line)) if text_of(line).trim_start().starts_with(&text_of(name)));
    if quote.attribution.is_empty() && !says(&named) {
        quote.attribution = named;
    }
    drop_dash(&mut quote.attribution);
    let Placed { blocks, origins } = content;
    Placed::around(node, Block::Quote(Quote { blocks, ..quote }), origins)
}

/// Whether a paragraph begins with a dash and says no more than a name and a place.
fn is_signed(block: &Block) -> bool {
    let Block::Paragraph(content) = block else { return false };
    let starts = matches!(content.first(), Some(Inline::Text(text)) if text.starts_with(['—', '―', '–']));
    starts && text_of(content).chars().count() <= MAX_ATTRIBUTION_CHARS
}

fn signature(block: Block) -> Vec<Inline> {
    match block {
        Block::Paragraph(content) => content,
        _ => Vec::new(),
    }
}

/// Removes the dash an attribution begins with: renderers write their own.
pub(super) fn drop_dash(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = content.first_mut() {
        let bare = text.trim_start_matches(|c: char| is_space(c) || matches!(c, '—' | '―' | '–'));
        *text = bare.to_owned();
        if text.is_empty() {
            content.remove(0);
        }
    }
}

/// A post of a social network: what it says, and the line under it with name and linked date.
pub(super) fn social(url: Option<String>, node: NodeId, mut content: Placed) -> Placed {
    let mut post = Post { url, ..Post::default() };
    if let Some(Block::Paragraph(last)) = content.blocks.last_mut()
        && let Some((author, date, link)) = signed_at_end(last)
    {
        post.author = Some(Author::person(author));
        post.published = date::of_post(None, &date, None).1;
        post.date = date;
        post.url = Some(link);
        content.pop_leaf_if(|last| matches!(last, Block::Paragraph(content) if content.is_empty()));
    }
    if content.is_empty() {
        return content;
    }
    let Placed { blocks, origins } = content;
    Placed::around(node, Block::Post(Box::new(Post { blocks, ..post })), origins)
}

/// Takes "— Name (@handle) [date](link)" off the end of a paragraph.
fn signed_at_end(content: &mut Vec<Inline>) -> Option<(String, String, String)> {
    let [.., Inline::Text(before), Inline::Link(link)] = content.as_slice() else { return None };
    let at = before.rfind('—')?;
    let author = before.get(at..)?.trim_start_matches('—').trim_matches(is_space).to_owned();
    let date = text_of(&link.content);
    let url = link.url.clone();
    if author.is_empty() || date.is_empty() || author.chars().count() > MAX_ATTRIBUTION_CHARS {
        return None;
    }
    content.pop();
    if let Some(Inline::Text(before)) = content.last_mut() {
        before.truncate(at);
        before.truncate(before.trim_end_matches(is_space).len());
        if before.is_empty() {
            content.pop();
        }
    }
    while matches!(content.last(), Some(Inline::LineBreak)) {
        content.pop();
    }
    Some((author, date, url))
}

/// Whether an element within a figure or its caption says whose the pictures are.
pub(super) fn is_credit(doc: &Document, id: NodeId) -> bool {
    doc.attr(id, &local_name!("itemprop")).is_some_and(|prop| {
        prop.split_ascii_whitespace()
            .any(|p| matches!(p, "creditText" | "copyrightHolder" | "copyrightNotice"))
    }) || has_word(doc, id, &["credit", "credits", "copyright", "photographer"])
}
