//! Features -> [`Scores`]: how likely each segment is content.
//!
//! A [`Scorer`] is two [`Model`]s of boosted regression trees, kept as data in `model.bin`; `examples/train` makes it. One
//! tells what kind of page it is, the other scores one segment at a time, with the kinds among its numbers. Neither knows
//! anything of pages, tags or words.

mod model;
mod odds;

use std::sync::OnceLock;

pub use model::Model;

use crate::features::Features;
use model::Input;

/// Marks a file of this format and version.
const MAGIC: &[u8; 4] = b"GLS1";

/// The scorer that ships with the crate. `MODEL_CARD.md` says what it learned from and how good it is.
static BUNDLED: &[u8] = include_bytes!("model.bin");

/// The models behind [`Scores`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scorer {
    /// Tells the kind of page from any of its rows; may be without trees.
    kinds: Model,
    segments: Model,
}

impl Scorer {
    /// The scorer that ships with the crate.
    pub fn bundled() -> &'static Scorer {
        static SCORER: OnceLock<Scorer> = OnceLock::new();
        SCORER.get_or_init(|| Scorer::from_bytes(BUNDLED).unwrap_or_default())
    }

    /// Reads a scorer; `None` if the bytes are something else or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Option<Scorer> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let (kinds, segments) = (Model::read(&mut input)?, Model::read(&mut input)?);
        input.0.is_empty().then_some(Scorer { kinds, segments })
    }

    /// Numbers per row it was made for.
    pub fn columns(&self) -> usize {
        self.segments.columns()
    }

    /// Scores every segment of a page.
    pub fn scores(&self, features: &Features) -> Scores {
        self.scores_of(&features.rows().collect::<Vec<_>>())
    }

    fn scores_of(&self, rows: &[&[f32]]) -> Scores {
        let kinds = rows.first().map(|row| self.kinds(row)).unwrap_or_default();
        let odds = self.segments.odds(rows, &kinds);
        Scores { probabilities: odds.into_iter().map(odds::sigmoid).collect(), kinds }
    }

    /// The kinds of a page by one of its rows; empty if the scorer does not tell kinds.
    fn kinds(&self, row: &[f32]) -> Vec<f32> {
        if self.kinds.is_empty() { Vec::new() } else { odds::softmax(&self.kinds.outputs(row)) }
    }

    /// A row as it was scored: with the kinds of its page in its last columns.
    pub fn scored_row(&self, row: &[f32], scores: &Scores) -> Vec<f32> {
        self.segments.row(row, &scores.kinds)
    }

    /// What each column of a scored row added to its log-odds, and what every row begins with.
    pub fn contributions(&self, scored_row: &[f32]) -> (Vec<f32>, f32) {
        self.segments.contributions(scored_row)
    }
}

/// Per segment, the estimated probability that it is content.
pub struct Scores {
    probabilities: Vec<f32>,
    kinds: Vec<f32>,
}

impl Scores {
    /// Scores from elsewhere, one a segment.
    pub fn of(scores: &[f32]) -> Self {
        Scores { probabilities: scores.to_vec(), kinds: Vec::new() }
    }

    /// The score of the segment at `index`, 0 to 1.
    pub fn get(&self, index: usize) -> f32 {
        self.probabilities.get(index).copied().unwrap_or(0.0)
    }

    /// How likely the page is an article, forum, product, listing, collection, documentation, service page, or something
    /// else, in this order; empty if the scorer does not tell.
    pub fn kinds(&self) -> &[f32] {
        &self.kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::tests::{head, stump};

    /// Rows of our own test pages, each with the kinds and the probability that the trainer's library finds.
    static ROWS: &[u8] = include_bytes!("rows.bin");

    #[test]
    fn the_bundled_scorer_fits_the_features() {
        let scorer = Scorer::from_bytes(BUNDLED).expect("model.bin is a scorer");
        assert_eq!(scorer.columns(), crate::features::names().len());
        assert!(!scorer.segments.is_empty());
        assert!(BUNDLED.len() <= 100_000);
    }

    #[test]
    fn says_what_the_trainer_says() {
        let (head, table) = ROWS.split_first_chunk::<4>().unwrap();
        let [columns, kinds] =
            [[head[0], head[1]], [head[2], head[3]]].map(|n| usize::from(u16::from_le_bytes(n)));
        let numbers: Vec<f32> =
            table.chunks_exact(4).map(|n| f32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect();
        let scorer = Scorer::bundled();
        assert_eq!(columns, scorer.columns());
        let mut seen = 0;
        for line in numbers.chunks_exact(columns + kinds + 1) {
            let (row, rest) = line.split_at(columns);
            let (kinds, probability) = rest.split_at(kinds);
            let got = scorer.kinds(row);
            assert_eq!(got.len(), kinds.len());
            assert!(got.iter().zip(kinds).all(|(a, b)| (a - b).abs() < 1e-4), "{got:?} for {kinds:?}");
            let odds = scorer.segments.odds(&[row], kinds)[0];
            let got = odds::sigmoid(odds);
            assert!((got - probability[0]).abs() < 1e-4, "{got} for {}", probability[0]);
            let (columns, bias) = scorer.contributions(&scorer.segments.row(row, kinds));
            assert!((bias + columns.iter().sum::<f32>() - odds).abs() < 1e-4);
            seen += 1;
        }
        assert!(seen >= 30, "{seen} rows");
    }

    #[test]
    fn the_kind_of_page_is_among_the_numbers_of_each_segment() {
        // Two kinds, told apart by column 0; column 2, the second kind's probability, scores the segments.
        let kinds = [head(3, 2, 2), stump(0, 0.5, 1.0, -1.0), stump(0, 0.5, -1.0, 1.0)].concat();
        let segments = [head(3, 1, 1), stump(2, 0.5, -2.0, 2.0)].concat();
        let bytes = [MAGIC, &kinds[..], &segments[..]].concat();
        let scorer = Scorer::from_bytes(&bytes).unwrap();
        assert_eq!(Scorer::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Scorer::from_bytes(&[&bytes[..], &[0]].concat()), None);
        let page = |first: f32| {
            let scores = scorer.scores_of(&[&[first, 0.0, 0.0]]);
            (scores.kinds()[1], scores.get(0))
        };
        assert!(page(0.0).0 < 0.2 && page(0.0).1 < 0.2);
        assert!(page(1.0).0 > 0.8 && page(1.0).1 > 0.8);
    }
}
