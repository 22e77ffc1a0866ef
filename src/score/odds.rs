//! Log-odds -> probabilities, the same bits on every machine.
//!
//! The exponential function of the platform's library may differ in its last bits from one machine to the next, and a
//! score decides. This one is built from additions, multiplications and divisions, whose results IEEE 754 fixes.

use std::f64::consts::{LN_2, LOG2_E};

/// Terms of the polynomial: the first one left out is below 1e-15 where it is used.
const TERMS: u32 = 13;

/// The probability that log-odds stand for.
pub(super) fn sigmoid(odds: f32) -> f32 {
    (1.0 / (1.0 + exp(-f64::from(odds)))) as f32
}

/// The probabilities of alternatives, which sum to 1.
pub(super) fn softmax(odds: &[f32]) -> Vec<f32> {
    let most = odds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let parts: Vec<f64> = odds.iter().map(|&odds| exp(f64::from(odds - most))).collect();
    let whole: f64 = parts.iter().sum();
    parts.into_iter().map(|part| (part / whole) as f32).collect()
}

/// `e^x`, by `2^k * e^r` with `|r| <= ln 2 / 2`, and the Taylor polynomial of `e^r`.
fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let k = (x * LOG2_E).round();
    let r = x - k * LN_2;
    let polynomial = (1..TERMS).rev().fold(1.0, |sum, n| 1.0 + sum * r / f64::from(n));
    let power = f64::from_bits(((k as i64 + 1023) as u64) << 52);
    polynomial * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_the_standard_library() {
        for i in -7000..=7000 {
            let x = f64::from(i) / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
        assert!(exp(f64::NAN).is_nan());
        assert!(exp(f64::NEG_INFINITY) < 1e-300);
    }

    #[test]
    #[allow(clippy::float_cmp, reason = "the same bits everywhere is what is tested")]
    fn probabilities_are_those_of_any_machine() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!(sigmoid(1.5).to_bits(), 0x3f51_4c90);
        let shares = softmax(&[1000.0, 1000.0, -1000.0]);
        assert_eq!(shares, [0.5, 0.5, 0.0]);
    }
}
