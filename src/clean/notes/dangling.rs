//! References to notes that came out without text: raised labels, as on the page.

use std::collections::HashSet;

use crate::article::{Block, Inline, Note};
use crate::clean::outline::each_block;

/// Makes plain text of every reference to none of `notes`.
pub(in crate::clean) fn unlink(blocks: &mut [Block], notes: &mut [Note]) {
    let labels: HashSet<String> = notes.iter().map(|note| note.label.clone()).collect();
    let mut visit = |block: &mut Block| each_content(block, &mut |content| unlink_inlines(content, &labels));
    each_block(blocks, &mut visit);
    notes.iter_mut().for_each(|note| each_block(&mut note.blocks, &mut visit));
}

/// Visits the text of a block, without that of blocks within it.
fn each_content(block: &mut Block, visit: &mut impl FnMut(&mut [Inline])) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => visit(content),
        Block::Definitions(all) => all.iter_mut().flat_map(|d| &mut d.terms).for_each(|term| visit(term)),
        Block::Quote(quote) => visit(&mut quote.attribution),
        Block::Callout(callout) => visit(&mut callout.title),
        Block::Details(details) => visit(&mut details.summary),
        Block::Table(table) => visit(&mut table.caption),
        Block::Figure(figure) => {
            [&mut figure.caption, &mut figure.credit].into_iter().for_each(|text| visit(text));
        }
        Block::Gallery(figures) => figures.iter_mut().for_each(|figure| {
            visit(&mut figure.caption);
            visit(&mut figure.credit);
        }),
        Block::List(_)
        | Block::Post(_)
        | Block::Embed(_)
        | Block::Code { .. }
        | Block::Math(_)
        | Block::Rule => {}
    }
}

fn unlink_inlines(content: &mut [Inline], labels: &HashSet<String>) {
    for inline in content {
        match inline {
            Inline::NoteReference(label) if !labels.contains(label) => {
                *inline = Inline::Superscript(vec![Inline::Text(std::mem::take(label))]);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Subscript(content)
            | Inline::Superscript(content)
            | Inline::Mark(content) => unlink_inlines(content, labels),
            Inline::Abbreviation(abbreviation) => unlink_inlines(&mut abbreviation.content, labels),
            Inline::Ruby(ruby) => unlink_inlines(&mut ruby.base, labels),
            Inline::Link(link) => unlink_inlines(&mut link.content, labels),
            Inline::NoteReference(_)
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::LineBreak => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unlink;
    use crate::article::{Block, Inline, Note};

    #[test]
    fn references_without_a_note_are_raised_text() {
        let reference = |label: &str| Inline::NoteReference(label.into());
        let mut blocks = vec![Block::Paragraph(vec![reference("1"), Inline::Strong(vec![reference("2")])])];
        let mut notes =
            vec![Note { label: "1".into(), blocks: vec![Block::Paragraph(vec![reference("3")])] }];
        unlink(&mut blocks, &mut notes);
        let raised = |label: &str| Inline::Superscript(vec![Inline::Text(label.into())]);
        assert_eq!(blocks, [Block::Paragraph(vec![reference("1"), Inline::Strong(vec![raised("2")])])]);
        assert_eq!(notes.first().map(|note| &note.blocks), Some(&vec![Block::Paragraph(vec![raised("3")])]));
    }
}
