//! Features -> [`Scores`].

use crate::features::Features;

/// Per segment, the estimated probability that it is content.
pub struct Scores(Vec<f32>);

impl Scores {
    /// The score of the segment at `index`, 0 to 1.
    pub fn get(&self, index: usize) -> f32 {
        self.0.get(index).copied().unwrap_or(0.0)
    }
}

/// Scores every segment.
pub fn scores(features: &Features) -> Scores {
    Scores(features.0.clone())
}
