//! Blocks from what was collected: is this run of inlines a paragraph or a picture, this element a heading, this
//! figure about its images?

use super::inline::{self, push};
use super::placed::{Origin, Placed};
use super::quote::drop_dash;
use crate::article::{Block, Figure, Image, Inline, Item, List};
use crate::dom::NodeId;

/// Characters past which a heading element holds no heading but the text of the page.
const MAX_HEADING_CHARS: usize = 400;

/// A paragraph, or what stands alone where a paragraph could be: images, code of several lines.
pub(super) fn paragraph(mut inlines: Vec<Inline>) -> Block {
    if let [Inline::Code(text)] = inlines.as_mut_slice()
        && text.contains('\n')
    {
        return Block::Code { language: None, text: std::mem::take(text) };
    }
    drop_signs_at_ends(&mut inlines);
    if let [Inline::Math(tex)] = inlines.as_mut_slice() {
        return Block::Math(std::mem::take(tex));
    }
    if !inlines.iter().all(is_bare_image) {
        return Block::Paragraph(inlines);
    }
    let mut images = Vec::new();
    for inline in inlines {
        take_images(inline, &mut images);
    }
    if images.is_empty() {
        return Block::Paragraph(Vec::new());
    }
    drop_enlarged(&mut images);
    Block::Figure(Figure { images, ..Figure::default() })
}

/// An image, linked or not, or white space.
fn is_bare_image(inline: &Inline) -> bool {
    match inline {
        Inline::Image(_) | Inline::LineBreak => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Link(link) => link.content.iter().all(is_bare_image),
        Inline::Emphasis(content) | Inline::Strong(content) => content.iter().all(is_bare_image),
        _ => false,
    }
}

/// Removes images that another beside them leads to: the same picture, enlarged by a script.
fn drop_enlarged(images: &mut Vec<Image>) {
    let targets: Vec<String> = images.iter().filter_map(|image| image.link.clone()).collect();
    images.retain(|image| image.link.is_some() || !targets.contains(&image.url));
}

/// Collects the images within an inline.
fn take_images(inline: Inline, images: &mut Vec<Image>) {
    match inline {
        Inline::Image(image) => images.push(image),
        Inline::Link(link) => {
            let first = images.len();
            link.content.into_iter().for_each(|inline| take_images(inline, images));
            for image in images.iter_mut().skip(first) {
                image.link = Some(link.url.clone()).filter(|url| *url != image.url);
            }
        }
        other => other.content().iter().for_each(|inline| take_images(inline.clone(), images)),
    }
}

/// A heading, unless the element holds far more than that.
pub(super) fn heading(level: u8, id: Option<String>, content: Placed, node: NodeId) -> Placed {
    let chars: usize = content.blocks.iter().map(block_chars).sum();
    let plain = content.blocks.iter().all(|b| matches!(b, Block::Paragraph(_) | Block::Figure(_)));
    if !plain || chars > MAX_HEADING_CHARS {
        return content;
    }
    let (mut texts, mut out) = (Vec::new(), Placed::default());
    for (block, origins) in content.blocks.into_iter().zip(Origin::each(&content.origins)) {
        match block {
            Block::Paragraph(_) => texts.push(block),
            _ => out.push_with(block, origins),
        }
    }
    let mut content = inlines(texts, &Inline::Text(" ".into()));
    drop_permalink(&mut content);
    if let Some(id) = &id {
        unlink_self(&mut content, id);
    }
    // Headings are bold, and stand out, by themselves.
    if let [Inline::Strong(inner) | Inline::Mark(inner)] = content.as_mut_slice() {
        content = std::mem::take(inner);
    }
    if !content.is_empty() {
        out.push(node, Block::Heading { level, id, content });
    }
    out
}

/// Removes the `#` or `¶` sites put beside a heading to link to it.
fn drop_permalink(content: &mut Vec<Inline>) {
    content.retain(|inline| !is_permalink(inline));
    trim(content);
}

/// Removes those before and behind a line that says something: a term, a caption.
fn drop_signs_at_ends(content: &mut Vec<Inline>) {
    while content.len() > 1 && content.last().is_some_and(is_permalink) {
        content.pop();
        trim(content);
    }
    while content.len() > 1 && content.first().is_some_and(is_permalink) {
        content.remove(0);
        trim(content);
    }
}

fn is_permalink(inline: &Inline) -> bool {
    matches!(inline, Inline::Link(link)
        if link.url.contains('#')
        && matches!(link.content.as_slice(), [Inline::Text(text)] if matches!(text.as_str(), "#" | "¶" | "§" | "🔗")))
}

/// Removes white space around the text of a heading.
fn trim(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.truncate(last.trim_end().len());
    }
    if let Some(Inline::Text(first)) = content.first_mut()
        && first.starts_with(' ')
    {
        *first = first.trim_start().to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

/// Makes text of a link from a heading to itself, and drops the signs in it; one that says nothing but where it leads goes.
fn unlink_self(content: &mut Vec<Inline>, id: &str) {
    let leads_here = |url: &str| url.rsplit_once('#').is_some_and(|(_, fragment)| is_fragment(fragment, id));
    let links_here = |inline: &Inline| matches!(inline, Inline::Link(link) if leads_here(&link.url));
    if !content.iter().any(links_here) {
        return;
    }
    for inline in std::mem::take(content) {
        match inline {
            Inline::Link(link) if leads_here(&link.url) => {
                let said = text_of(&link.content);
                let is_text = |inline: &Inline| !matches!(inline, Inline::Image(_));
                let is_sign =
                    link.content.iter().all(|inline| matches!(inline, Inline::Text(_) | Inline::Image(_)))
                        && (!said.contains(char::is_alphanumeric) || said.trim_start_matches('#') == id);
                if !is_sign {
                    link.content.into_iter().filter(is_text).for_each(|inline| push(content, inline));
                }
            }
            inline => push(content, inline),
        }
    }
    trim(content);
}

fn is_fragment(fragment: &str, id: &str) -> bool {
    fragment == id
        || percent_encoding::percent_decode_str(fragment).decode_utf8().is_ok_and(|name| name == id)
}

fn block_chars(block: &Block) -> usize {
    match block {
        Block::Paragraph(content) => content.iter().map(inline_chars).sum(),
        _ => 0,
    }
}

fn inline_chars(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::Math(text) => text.chars().count(),
        other => other.content().iter().map(inline_chars).sum(),
    }
}

/// Whether a block shows images and says nothing.
fn is_picture(block: &Block) -> bool {
    match block {
        Block::Figure(figure) => figure.caption.is_empty() && figure.credit.is_empty(),
        Block::Paragraph(content) => {
            content.iter().all(|i| inline_chars(i) == 0)
                && content.iter().any(|i| matches!(i, Inline::Link(_) | Inline::Image(_)))
        }
        _ => false,
    }
}

/// A list as blocks that follow `before`. One of images alone is no list but a gallery; under an image, those of its
/// images that tell nothing of themselves are its thumbnails. `within`: the origins of what its items hold.
pub(super) fn list(list: List, within: Vec<Origin>, node: NodeId, before: Option<&Block>) -> Placed {
    if list.items.is_empty() {
        return Placed::default();
    }
    let posts_of =
        list.items.iter().filter(|item| matches!(item.blocks.first(), Some(Block::Post(_)))).count();
    if posts_of * 2 > list.items.len() {
        return posts(list.items, &within);
    }
    let shown = |block: &Block| is_picture(block) || matches!(block, Block::Figure(_) | Block::Gallery(_));
    if !list.items.iter().flat_map(|item| &item.blocks).all(shown) {
        return Placed::around(node, Block::List(list), within);
    }
    let under_image = before.is_some_and(is_picture);
    let is_thumbnail = |block: &Block| match block {
        Block::Figure(figure) => is_picture(block) && figure.images.iter().all(|image| image.alt.is_empty()),
        _ => false,
    };
    let mut pictures = Placed::default();
    for (block, origins) in list.items.into_iter().flat_map(|item| item.blocks).zip(Origin::each(&within)) {
        if !(under_image && is_thumbnail(&block)) {
            pictures.push_with(block, origins);
        }
    }
    gallery(pictures, node)
}

/// The posts of a list of little else, each with the replies that stand in its item.
fn posts(items: Vec<Item>, within: &[Origin]) -> Placed {
    let mut out = Placed::default();
    let mut origins = Origin::each(within);
    for item in items {
        let mut blocks = item.blocks.into_iter().zip(origins.by_ref());
        let Some((first, at)) = blocks.next() else { continue };
        match (first, at) {
            (Block::Post(mut post), [at, inner @ ..]) => {
                let mut inner = inner.to_vec();
                for (reply, origins) in blocks {
                    post.blocks.push(reply);
                    inner.extend_from_slice(origins);
                }
                out.push_around(at.node, Block::Post(post), inner);
            }
            (first, at) => {
                out.push_with(first, at);
                blocks.for_each(|(block, origins)| out.push_with(block, origins));
            }
        }
    }
    out
}

/// Blocks that were shown together: a gallery, if they are figures.
pub(super) fn gallery(content: Placed, node: NodeId) -> Placed {
    let shown = |block: &Block| matches!(block, Block::Figure(_) | Block::Gallery(_));
    if content.blocks.len() < 2 || !content.blocks.iter().all(shown) {
        return content;
    }
    let figures = content.blocks.into_iter().flat_map(|block| match block {
        Block::Figure(figure) => vec![figure],
        Block::Gallery(figures) => figures,
        _ => Vec::new(),
    });
    Placed::leaf(node, Block::Gallery(figures.collect()))
}

/// The stanzas of a poem. Where each line is an element of its own, they are one.
pub(super) fn verse(mut content: Placed, node: NodeId) -> Placed {
    let lines = |content: &[Inline]| content.iter().filter(|i| matches!(i, Inline::LineBreak)).count() + 1;
    let is_line = |block: &Block| matches!(block, Block::Paragraph(content) if lines(content) == 1);
    if content.blocks.len() > 1 && content.blocks.iter().all(is_line) {
        return Placed::leaf(node, Block::Verse(inlines(content.blocks, &Inline::LineBreak)));
    }
    for block in &mut content.blocks {
        if let Block::Paragraph(lines) = block {
            *block = Block::Verse(std::mem::take(lines));
        }
    }
    content
}

/// The blocks of a `<figure>`: one figure if it is about images, else what is in it and then its caption.
pub(super) fn figure(mut content: Placed, of: Figure, node: NodeId) -> Placed {
    let Figure { caption, credit, .. } = of;
    if !content.is_empty() && content.blocks.iter().all(is_picture) {
        let mut images = Vec::new();
        for block in content.blocks {
            match block {
                Block::Figure(figure) => images.extend(figure.images),
                Block::Paragraph(content) => content.into_iter().for_each(|i| take_images(i, &mut images)),
                _ => {}
            }
        }
        drop_enlarged(&mut images);
        return Placed::leaf(node, Block::Figure(Figure { images, caption, credit }));
    }
    content = gallery(content, node);
    if caption.is_empty() && credit.is_empty() {
        return content;
    }
    match content.blocks.last_mut() {
        _ if caption.is_empty() => {}
        Some(Block::Table(table)) if table.caption.is_empty() => table.caption = caption,
        Some(Block::Quote(quote)) if quote.attribution.is_empty() => {
            quote.attribution = caption;
            drop_dash(&mut quote.attribution);
        }
        _ => content.push(node, Block::Paragraph(caption)),
    }
    if !credit.is_empty() {
        content.push(node, Block::Paragraph(credit));
    }
    content
}

/// A note without the label it begins with and the signs that lead back from its end.
pub(super) fn note(mut content: Placed, label: &str) -> Placed {
    let is_empty = |block: &Block| matches!(block, Block::Paragraph(content) if content.is_empty());
    if let Some(Block::Paragraph(first)) = content.blocks.first_mut() {
        drop_label(first, label);
    }
    if let Some(Block::Paragraph(last)) = content.blocks.last_mut() {
        drop_arrows(last);
    }
    content.drop_first_leaves(is_empty);
    content.pop_leaf_if(is_empty);
    content
}

/// Removes a label from the beginning of a line, and the marks around it.
fn drop_label(content: &mut Vec<Inline>, label: &str) {
    let opens = |c: char| inline::is_space(c) || matches!(c, '[' | '(' | '^');
    let closes = |c: char| inline::is_space(c) || matches!(c, ']' | ')' | '.' | ':' | '^');
    // The label was a link back.
    let behind_label = |text: &str| {
        let rest =
            text.trim_start_matches(|c: char| inline::is_space(c) || matches!(c, '.' | ')' | ']' | ':'));
        [". ", ") ", "] ", ": "].iter().any(|sign| text.starts_with(sign)).then(|| rest.to_owned())
    };
    if let Some(Inline::Text(text)) = content.first_mut()
        && let Some(rest) = behind_label(text)
    {
        *text = rest;
        return;
    }
    let is_label = |text: &str| text.trim_matches(|c| opens(c) || closes(c)) == label;
    let mut dropped = false;
    while let Some(first) = content.first_mut() {
        if let Inline::Text(text) = first {
            let rest = if dropped { text.trim_start_matches(closes) } else { without_label(text, label) };
            dropped |= rest.len() < text.len() && !text.trim().starts_with('^');
            *text = rest.to_owned();
            if !text.is_empty() {
                return;
            }
            content.remove(0);
        } else if !dropped && is_label(&text_of(std::slice::from_ref(first))) {
            content.remove(0);
            dropped = true;
        } else {
            if let Inline::Strong(inner) | Inline::Emphasis(inner) = first
                && !dropped
            {
                drop_label(inner, label);
            }
            return;
        }
    }
}

/// A text without a label at its beginning, or without the sign that leads back from there.
fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    let opens = |c: char| inline::is_space(c) || matches!(c, '[' | '(' | '^');
    let closes = |c: char| inline::is_space(c) || matches!(c, ']' | ')' | '.' | ':');
    let bare = text.trim_start_matches(opens);
    let labelled = bare.strip_prefix(label).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    if let Some(rest) = labelled.filter(|_| !label.is_empty()) {
        return rest.trim_start_matches(closes);
    }
    let bare = text.trim_start_matches(|c: char| inline::is_space(c) || c == '^');
    // The brackets around a number that is a link back.
    bare.strip_prefix("[]").map_or(bare, |rest| rest.trim_start_matches(inline::is_space))
}

/// The text of inlines.
pub(super) fn text_of(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            other => out.push_str(&text_of(other.content())),
        }
    }
    out
}

/// Signs that lead from a note back to the text.
pub(super) fn leads_back(c: char) -> bool {
    inline::is_space(c) || matches!(c, '↩' | '↑' | '⤴' | '⏎' | '↵' | '\u{fe0e}' | '\u{fe0f}' | '^' | '⬆')
}

fn drop_arrows(content: &mut Vec<Inline>) {
    while let Some(Inline::Text(text)) = content.last_mut() {
        text.truncate(text.trim_end_matches(leads_back).len());
        // What stood around one.
        let brackets = |text: &str| {
            let rest = text.strip_suffix("[]").or_else(|| text.strip_suffix("()"))?;
            (rest.is_empty() || rest.ends_with(inline::is_space)).then(|| rest.to_owned())
        };
        while let Some(rest) = brackets(text) {
            text.truncate(rest.trim_end_matches(leads_back).len());
        }
        if !text.is_empty() {
            break;
        }
        content.pop();
    }
}

/// The text of blocks as the inlines of one line, `between` put between the blocks.
pub(super) fn inlines(blocks: Vec<Block>, between: &Inline) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut add = |content: Vec<Inline>| {
        if !out.is_empty() && !content.is_empty() {
            inline::push(&mut out, between.clone());
        }
        for inline in content {
            inline::push(&mut out, inline);
        }
    };
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => {
                add(content);
            }
            Block::List(list) => list.items.into_iter().for_each(|item| add(inlines(item.blocks, between))),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.into_iter().for_each(&mut add);
                    definition.descriptions.into_iter().for_each(|d| add(inlines(d, between)));
                }
            }
            Block::Quote(quote) => {
                add(inlines(quote.blocks, between));
                add(quote.attribution);
            }
            Block::Post(post) => add(inlines(post.blocks, between)),
            Block::Details(details) => {
                add(details.summary);
                add(inlines(details.blocks, between));
            }
            Block::Callout(callout) => {
                add(callout.title);
                add(inlines(callout.blocks, between));
            }
            Block::Code { text, .. } => add(vec![Inline::Code(text)]),
            Block::Math(tex) => add(vec![Inline::Math(tex)]),
            Block::Table(table) => {
                add(table.caption);
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| add(inlines(cell.content, between)));
            }
            Block::Figure(figure) => figure_inlines(figure, &mut add),
            Block::Gallery(figures) => {
                figures.into_iter().for_each(|figure| figure_inlines(figure, &mut add));
            }
            Block::Embed(_) | Block::Rule => {}
        }
    }
    out
}

fn figure_inlines(figure: Figure, add: &mut impl FnMut(Vec<Inline>)) {
    add(figure.images.into_iter().map(Inline::Image).collect());
    add(figure.caption);
    add(figure.credit);
}
