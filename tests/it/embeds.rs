//! What the renderings of an article do not share: players and pages shown within the page have no text, Markdown
//! prints the kinds of callouts, text alone numbers in letters, and has no day of a post that the page does not print. Shared by
//! the integration tests and the fuzz targets.

use gleaner::{Article, Block, Numbering};

/// Takes out what says nothing in text, players and pages shown within the page, and gives the kinds of the callouts.
pub(crate) fn drop_embeds(article: &mut Article) -> Vec<String> {
    let mut kinds = Vec::new();
    drop_from(&mut article.blocks, &mut kinds);
    article.notes.iter_mut().for_each(|note| drop_from(&mut note.blocks, &mut kinds));
    kinds
}

fn drop_from(blocks: &mut Vec<Block>, kinds: &mut Vec<String>) {
    blocks.retain(|block| !matches!(block, Block::Embed(_)));
    for block in blocks {
        match block {
            Block::Quote(quote) => drop_from(&mut quote.blocks, kinds),
            Block::Post(post) => {
                // Markdown and HTML give the day also where the page does not print it among the text.
                post.published = None;
                drop_from(&mut post.blocks, kinds);
            }
            Block::Callout(callout) => {
                kinds.push(callout.kind.chars().filter(char::is_ascii_alphabetic).collect());
                drop_from(&mut callout.blocks, kinds);
            }
            Block::Details(details) => drop_from(&mut details.blocks, kinds),
            Block::List(list) => {
                // Letters and Roman numerals before items are words in text alone.
                list.numbering = Numbering::Decimal;
                list.items.iter_mut().for_each(|item| drop_from(&mut item.blocks, kinds));
            }
            Block::Definitions(all) => {
                all.iter_mut().flat_map(|d| &mut d.descriptions).for_each(|blocks| drop_from(blocks, kinds));
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| drop_from(&mut cell.content, kinds));
            }
            _ => {}
        }
    }
}
