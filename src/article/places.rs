//! Where on the page blocks stood.

use super::{Article, Block};

/// Where on a page the blocks of an article stood.
///
/// The elements around the blocks form a tree, told once, so that the places of all blocks take no more room than the page;
/// [`path_to`](Places::path_to) makes a CSS path of one. Paths are of the page as a browser builds it before scripts run, with
/// open shadow roots and streamed parts where they are shown. [`Block::cite`] links to a block by its words.
///
/// # Examples
///
/// ```
/// let html = "<title>Tides</title><main><p>The moon pulls the sea, and the sea follows it around the world, twice a day, \
///             a little later each time.</p><ul><li>So the <b>tide clock</b> has one hand, which goes round in half a lunar \
///             day<li>It points at high water or at low</ul></main>";
/// let article = gleaner::extract(html)?;
/// assert_eq!(article.places.path(1).as_deref(), Some("html > body > main:nth-child(1) > ul:nth-child(2)"));
///
/// // The paragraphs of the list's items have places of their own.
/// let (block, place) = article.placed_blocks().last().unwrap();
/// assert!(block.cite("").is_some_and(|link| link.contains("high%20water")));
/// let path = article.places.path_to(place.unwrap());
/// assert_eq!(path, "html > body > main:nth-child(1) > ul:nth-child(2) > li:nth-child(2)");
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Places {
    /// Elements that hold blocks, and those around them, each after the one around it.
    pub elements: Vec<PlaceElement>,
    /// For each block of [`Article::blocks`] the innermost element that holds it, as an index of `elements`; `None` for text
    /// from structured data and scripts.
    pub blocks: Vec<Option<u32>>,
    /// For each block of [`Article::blocks`] the same for all blocks within it, in reading order, a block before those within
    /// it; empty if it holds none.
    pub inner: Vec<Vec<u32>>,
    /// For each note of [`Article::notes`] the same for all its blocks.
    pub notes: Vec<Vec<u32>>,
}

/// An element of the page that holds blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PlaceElement {
    /// The element around it, as an index of [`Places::elements`] smaller than its own; `None` for `html`.
    pub around: Option<u32>,
    /// Its step of a CSS path: `html`, `body`, else name and place among the children: `p:nth-child(2)`, `*:nth-child(2)` if
    /// the name is long or would need escaping.
    pub step: Box<str>,
}

impl Places {
    /// CSS path from `html` to the innermost element that holds the block at `index` of [`Article::blocks`].
    pub fn path(&self, index: usize) -> Option<String> {
        Some(self.path_to((*self.blocks.get(index)?)?))
    }

    /// CSS path from `html` to an element, an index of `elements`; empty if there is no such element.
    pub fn path_to(&self, element: u32) -> String {
        let mut steps = Vec::new();
        let mut next = Some(element);
        while let Some(index) = next
            && let Some(element) = self.elements.get(index as usize)
        {
            steps.push(&*element.step);
            next = element.around.filter(|&around| around < index);
        }
        steps.reverse();
        steps.join(" > ")
    }

    /// The places of blocks that follow no element of the page.
    pub(crate) fn resize(&mut self, blocks: usize) {
        self.blocks.resize(blocks, None);
        self.inner.resize(blocks, Vec::new());
    }
}

impl Article {
    /// All blocks, those within others after the one around them, then those of the notes; each with the innermost element
    /// that holds it, an index of [`Places::elements`].
    pub fn placed_blocks(&self) -> impl Iterator<Item = (&Block, Option<u32>)> {
        let Places { blocks, inner, notes, .. } = &self.places;
        let places = blocks.iter().copied().chain(std::iter::repeat(None));
        let inner = inner.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        let of_blocks = self.blocks.iter().zip(places).zip(inner).flat_map(|((block, place), inner)| {
            std::iter::once((block, place)).chain(placed(block.inner(), inner))
        });
        let notes = notes.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        let of_notes =
            self.notes.iter().zip(notes).flat_map(|(note, places)| placed(note.blocks.iter(), places));
        of_blocks.chain(of_notes)
    }
}

/// Blocks and all within them, with their places.
fn placed<'a>(
    blocks: impl Iterator<Item = &'a Block> + 'a,
    places: &'a [u32],
) -> impl Iterator<Item = (&'a Block, Option<u32>)> {
    let mut open: Vec<Box<dyn Iterator<Item = &Block> + 'a>> = vec![Box::new(blocks)];
    let all = std::iter::from_fn(move || {
        loop {
            match open.last_mut()?.next() {
                Some(block) => {
                    open.push(Box::new(block.inner()));
                    return Some(block);
                }
                None => drop(open.pop()),
            }
        }
    });
    all.zip(places.iter().copied().map(Some).chain(std::iter::repeat(None)))
}
