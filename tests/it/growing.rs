//! What twice as much of the same may cost: twice as much. Shared by the integration tests and the fuzz target.

use std::time::Duration;

use gleaner::stages::dom;
use gleaner::{Extractor, Limits};

use crate::cpu;

/// Repeats of the piece in the smaller page: enough to reach the most levels that may be nested, below which looking
/// through all of them costs the square.
const REPEATS: usize = 1_200;

/// Characters of a piece; more are cut.
const MAX_PIECE: usize = 48;

/// How much more twice the page may take, and what may come on top: what a page may have whatever its size.
const MAX_RATIO: f64 = 2.5;
const FREE_STEPS: f64 = 100_000.0;
const FREE_TIME: Duration = Duration::from_millis(60);

/// The page that has the second line of `input` many times between the first and the rest.
fn page(input: &str, repeats: usize) -> String {
    let (before, rest) = input.split_once('\n').unwrap_or(("", input));
    let (piece, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let piece: String = piece.chars().take(MAX_PIECE).collect();
    [before, &piece.repeat(repeats), after].concat()
}

/// What was made: nodes, steps to make them, bytes of the three renderings.
fn counted(html: &str) -> f64 {
    let doc = dom::parse(html, &Limits::new());
    let article = Extractor::new().extract(html).expect("inputs stay below every limit that is an error");
    let written = article.to_text().len() + article.to_markdown().len() + article.to_html().len();
    (doc.steps() as usize + doc.len() + written) as f64
}

fn timed(html: &str) -> Duration {
    let start = cpu::time();
    counted(html);
    cpu::time().saturating_sub(start)
}

/// Panics if twice the repeats make far more than twice as much, or take far more than twice as long each time of three.
pub(crate) fn assert_grows_linearly(input: &str) {
    let (once, twice) = (page(input, REPEATS), page(input, 2 * REPEATS));
    let (steps, steps_of_twice) = (counted(&once), counted(&twice));
    assert!(steps_of_twice <= MAX_RATIO * steps + FREE_STEPS, "{steps} steps, then {steps_of_twice}");
    let slow = || {
        let (time, time_of_twice) = (timed(&once), timed(&twice));
        time_of_twice > time.mul_f64(MAX_RATIO) + FREE_TIME
    };
    assert!(!(0..3).all(|_| slow()), "twice the page takes far more than twice the time");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seeds_of_the_fuzz_target_grow_linearly() {
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/growth")).unwrap() {
            assert_grows_linearly(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
        }
    }
}
