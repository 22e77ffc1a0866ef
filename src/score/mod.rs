//! Features -> [`Scores`]: how likely each segment is content.
//!
//! The scorer is a [`Model`] of boosted regression trees, kept as data in `model.bin`; `examples/train` makes it. It sees
//! the numbers of one segment at a time and knows nothing of pages, tags or words.

mod model;

use std::sync::OnceLock;

pub use model::{Model, Node, Tree};

use crate::features::Features;

/// The model that ships with the crate.
///
/// Learned from the WCXB development split (CC-BY-4.0), Fundus parser fixtures and the Chinese Web Content Extraction
/// Dataset (both MIT); see the README's credits.
static BUNDLED: &[u8] = include_bytes!("model.bin");

fn bundled() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::from_bytes(BUNDLED).unwrap_or_default())
}

/// Per segment, the estimated probability that it is content.
pub struct Scores(Vec<f32>);

impl Scores {
    /// Scores made up by a test.
    #[cfg(test)]
    pub(crate) fn of(scores: &[f32]) -> Self {
        Scores(scores.to_vec())
    }

    /// The score of the segment at `index`, 0 to 1.
    pub fn get(&self, index: usize) -> f32 {
        self.0.get(index).copied().unwrap_or(0.0)
    }
}

/// Scores every segment with the bundled model.
pub fn scores(features: &Features) -> Scores {
    scores_by(bundled(), features)
}

/// Scores every segment with a model of the caller's.
pub fn scores_by(model: &Model, features: &Features) -> Scores {
    Scores(model.probabilities(features.rows()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_model_fits_the_features() {
        let model = Model::from_bytes(BUNDLED).expect("model.bin is a model");
        assert_eq!(model.columns(), crate::features::names().len());
        assert!(!model.trees().is_empty());
    }
}
