//! References whose notes came out without text, and notes whose references did: what one side lacks the other cannot show.

use std::collections::{HashMap, HashSet};

use crate::article::{Block, Inline, Item, List, Note};
use crate::clean::inline::push;
use crate::clean::outline::each_block;
use crate::clean::placed::{Origin, Placed};
use crate::dom::NodeId;

/// Makes raised labels, as on the page, of references to none of `notes` or to the one they stand in, and the last block of
/// notes without a reference; the others come in the order of the first references.
pub(in crate::clean) fn settle(content: &mut Placed, notes: &mut Vec<(Note, Vec<Origin>)>) {
    let labels: HashSet<String> = notes.iter().map(|(note, _)| note.label.clone()).collect();
    let mut referenced: HashMap<String, usize> = HashMap::new();
    let mut settle = |blocks: &mut [Block], own: Option<&str>| {
        let leads = |label: &str| own != Some(label) && labels.contains(label);
        each_block(blocks, &mut |block| {
            each_content(block, &mut |content| unlink(content, false, &leads, &mut referenced));
        });
    };
    settle(&mut content.blocks, None);
    notes.iter_mut().for_each(|(note, _)| settle(&mut note.blocks, Some(&note.label)));
    let (kept, lone): (_, Vec<_>) =
        std::mem::take(notes).into_iter().partition(|(note, _)| referenced.contains_key(&note.label));
    *notes = kept;
    notes.sort_by_key(|(note, _)| referenced.get(&note.label).copied());
    if let Some((first, _)) = lone.first() {
        let start = Some(first.label.parse().unwrap_or(1));
        let (lone, origins): (Vec<_>, Vec<_>) = lone.into_iter().unzip();
        let items = lone.into_iter().map(|note| Item::from(note.blocks)).collect();
        // No one element need hold them all.
        let list = Block::List(List { start, items, ..List::default() });
        content.push_around(NodeId::DOCUMENT, list, origins.into_iter().flatten().collect());
    }
}

/// Visits the text of a block, without that of blocks within it.
pub(in crate::clean) fn each_content(block: &mut Block, visit: &mut impl FnMut(&mut Vec<Inline>)) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => visit(content),
        Block::Definitions(all) => all.iter_mut().flat_map(|d| &mut d.terms).for_each(&mut *visit),
        Block::Quote(quote) => visit(&mut quote.attribution),
        Block::Callout(callout) => visit(&mut callout.title),
        Block::Details(details) => visit(&mut details.summary),
        Block::Table(table) => visit(&mut table.caption),
        Block::Figure(figure) => {
            [&mut figure.caption, &mut figure.credit].into_iter().for_each(&mut *visit);
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

/// `raised`: whether it stands in a superscript, which holds no other.
fn unlink(
    content: &mut Vec<Inline>,
    raised: bool,
    leads: &impl Fn(&str) -> bool,
    referenced: &mut HashMap<String, usize>,
) {
    for inline in content.iter_mut() {
        match inline {
            Inline::NoteReference(label) if !leads(label) => {
                *inline = Inline::Superscript(vec![Inline::Text(std::mem::take(label))]);
            }
            Inline::NoteReference(label) => {
                let next = referenced.len();
                referenced.entry(label.clone()).or_insert(next);
            }
            inline => {
                let raised = raised || matches!(inline, Inline::Superscript(_));
                if let Some(content) = inline.content_mut() {
                    unlink(content, raised, leads, referenced);
                }
            }
        }
    }
    if raised {
        for inline in std::mem::take(content) {
            match inline {
                Inline::Superscript(inside) => inside.into_iter().for_each(|inline| push(content, inline)),
                inline => push(content, inline),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NodeId, Placed, settle};
    use crate::article::{Block, Inline, Item, List, Note};

    #[test]
    fn what_has_no_partner_is_text() {
        let reference = |label: &str| Inline::NoteReference(label.into());
        let raised = |label: &str| Inline::Superscript(vec![Inline::Text(label.into())]);
        let paragraph = |inline| vec![Block::Paragraph(vec![inline])];
        let note =
            |label: &str, inline| (Note { label: label.into(), blocks: paragraph(inline) }, Vec::new());
        let first = vec![reference("3"), reference("1"), Inline::Strong(vec![reference("2")])];
        let mut content = Placed::leaf(NodeId::DOCUMENT, Block::Paragraph(first));
        let (third, lone) = (note("3", Inline::Code("third".into())), note("4", Inline::Code("lone".into())));
        let mut notes = vec![note("1", reference("1")), third.clone(), lone];
        settle(&mut content, &mut notes);
        let items = vec![Item::from(paragraph(Inline::Code("lone".into())))];
        let list = Block::List(List { start: Some(4), items, ..List::default() });
        let text = Block::Paragraph(vec![reference("3"), reference("1"), Inline::Strong(vec![raised("2")])]);
        assert_eq!(content.blocks, [text, list]);
        let notes: Vec<Note> = notes.into_iter().map(|(note, _)| note).collect();
        assert_eq!(notes, [third.0, note("1", raised("1")).0]);
    }

    #[test]
    fn a_label_in_a_superscript_is_raised_already() {
        let text = |text: &str| Inline::Text(text.into());
        let raised = vec![text("see "), Inline::NoteReference("2".into()), text(" there")];
        let raised = Block::Paragraph(vec![Inline::Superscript(raised)]);
        let mut content = Placed::leaf(NodeId::DOCUMENT, raised);
        settle(&mut content, &mut Vec::new());
        assert_eq!(content.blocks, [Block::Paragraph(vec![Inline::Superscript(vec![text("see 2 there")])])]);
    }
}
