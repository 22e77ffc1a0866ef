//! What kind of page it is.

/// Kinds of page, as far as they differ in what a reader takes for their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum PageKind {
    /// One text: a news story, a blog post, an essay, an encyclopaedia entry.
    Article,
    /// A thread of posts, or a question and its answers.
    Forum,
    /// One thing for sale.
    Product,
    /// Many entries in a row: rankings, tables, feeds, index pages.
    Listing,
    /// Many products.
    Collection,
    /// Reference or guide to a piece of software or a device.
    Documentation,
    /// What an organisation offers, told by itself: services, home pages, landing pages.
    Service,
    /// None of these.
    Other,
}

impl PageKind {
    /// Every kind, in the order of [`PageKinds`].
    pub const ALL: [PageKind; 8] = [
        PageKind::Article,
        PageKind::Forum,
        PageKind::Product,
        PageKind::Listing,
        PageKind::Collection,
        PageKind::Documentation,
        PageKind::Service,
        PageKind::Other,
    ];

    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::Forum => "forum",
            PageKind::Product => "product",
            PageKind::Listing => "listing",
            PageKind::Collection => "collection",
            PageKind::Documentation => "documentation",
            PageKind::Service => "service",
            PageKind::Other => "other",
        }
    }
}

/// How likely a page is of each [`PageKind`]: probabilities from 0 to 1 that add up to 1.
///
/// Told by boosted trees from what the page declares itself to be (JSON-LD, microdata, `OpenGraph`, URL) and what it is made
/// of; see the model card in `src/score`. A page without text is told from nothing: each kind is as likely.
///
/// ```
/// let article = gleaner::extract("<title>Bell</title><article><p>The bell rang twice at noon, and nobody knew why.</p></article>")?;
/// let kind = article.kinds.most_likely();
/// assert!(article.kinds.probability(kind) >= 0.125);
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PageKinds([f32; PageKind::ALL.len()]);

impl Default for PageKinds {
    fn default() -> Self {
        PageKinds([1.0 / PageKind::ALL.len() as f32; PageKind::ALL.len()])
    }
}

impl PageKinds {
    /// From probabilities in the order of [`PageKind::ALL`]; as for a page without text if there are not as many.
    pub(crate) fn of(probabilities: &[f32]) -> Self {
        probabilities.try_into().map_or_else(|_| PageKinds::default(), PageKinds)
    }

    /// The probability of one kind.
    pub fn probability(&self, kind: PageKind) -> f32 {
        self.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, p)| p)
    }

    /// The kind with the highest probability; the first of several.
    pub fn most_likely(&self) -> PageKind {
        let best = |a: (PageKind, f32), b: (PageKind, f32)| if b.1 > a.1 { b } else { a };
        self.iter().reduce(best).map_or(PageKind::Other, |(kind, _)| kind)
    }

    /// Every kind with its probability, in the order of [`PageKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (PageKind, f32)> + '_ {
        PageKind::ALL.into_iter().zip(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_likely_kind_is_the_first_with_the_highest_probability() {
        let kinds = PageKinds::of(&[0.1, 0.3, 0.3, 0.1, 0.05, 0.05, 0.05, 0.05]);
        assert_eq!(kinds.most_likely(), PageKind::Forum);
        assert!((kinds.probability(PageKind::Product) - 0.3).abs() < 1e-6);
    }

    #[test]
    fn without_a_word_of_the_scorer_every_kind_is_as_likely() {
        assert!((PageKinds::of(&[]).probability(PageKind::Other) - 0.125).abs() < 1e-6);
    }
}
