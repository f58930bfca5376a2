//! The Zipf distribution over the ranks 1, 2, ..., n, and its weights.
//!
//! # Probability
//!
//! `P(k) = k^-alpha / sum(j^-alpha, j = 1..n)`; alpha 0 is uniform, larger alpha concentrates on the first ranks.
//!
//! # Implementation details
//!
//! Rejection-inversion, in constant time and memory whatever n is: Hörmann & Derflinger, *Rejection-inversion to
//! generate variates from monotone discrete distributions*, ACM TOMACS 6(3), 1996, doi:10.1145/235025.235029.
//! `H` is the integral of the density `h(x) = x^-alpha`, written so that it stays exact as alpha passes 1.

use crate::stream::Stream;
use std::fmt;

/// Most ranks a [`Zipf`] can have, 2^52: rank + 1/2 is still exact in f64.
const MAX_RANKS: u64 = 1 << 52;

/// The Zipf distribution over the ranks 1, ..., n.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zipf {
    n: f64,
    alpha: f64,
    /// `H(3/2) - h(1)`: left end of the range of inversion.
    left: f64,
    /// `H(n + 1/2)`: right end of the range of inversion.
    right: f64,
    /// `2 - H⁻¹(H(5/2) - h(2))`: a point this near above its rank is accepted at once.
    squeeze: f64,
}

/// Why a [`Zipf`] or its weights cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `n < 1` or `n > 2^52`.
    RanksOutOfRange,
    /// `!(alpha >= 0)` or infinite.
    AlphaOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::RanksOutOfRange => "zipf: number of ranks must be from 1 to 2^52",
            Error::AlphaOutOfRange => "zipf: alpha must be at least zero and finite",
        })
    }
}

impl std::error::Error for Error {}

/// Probabilities of the ranks 1, ..., n, in this order; they add up to 1 but for rounding.
///
/// # Errors
///
/// When `n` is zero or more than 2^52, or `alpha` is negative or not finite.
pub fn zipf_weights(n: u64, alpha: f64) -> Result<Vec<f64>, Error> {
    validate(n, alpha)?;
    let weights: Vec<f64> = (1..=n).map(|rank| libm::pow(rank as f64, -alpha)).collect();
    // Small terms first, to lose none of them.
    let sum: f64 = weights.iter().rev().sum();
    Ok(weights.into_iter().map(|weight| weight / sum).collect())
}

impl Zipf {
    /// Distribution over `n` ranks with exponent `alpha` (no unit).
    ///
    /// # Errors
    ///
    /// When `n` is zero or more than 2^52, or `alpha` is negative or not finite.
    pub fn new(n: u64, alpha: f64) -> Result<Self, Error> {
        validate(n, alpha)?;
        let n = n as f64;
        let squeeze = 2.0 - inverse_integral(integral(2.5, alpha) - density(2.0, alpha), alpha);
        Ok(Self { n, alpha, left: integral(1.5, alpha) - 1.0, right: integral(n + 0.5, alpha), squeeze })
    }

    /// One draw: a rank from 1 to n.
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> u64 {
        loop {
            let area = self.right + stream.uniform_open() * (self.left - self.right);
            let x = inverse_integral(area, self.alpha);
            // Clamped because the inverse is rounded.
            let rank = (x + 0.5).clamp(1.0, self.n).trunc();
            if rank - x <= self.squeeze || area >= integral(rank + 0.5, self.alpha) - density(rank, self.alpha) {
                return rank as u64;
            }
        }
    }
}

fn validate(n: u64, alpha: f64) -> Result<(), Error> {
    if !(1..=MAX_RANKS).contains(&n) {
        return Err(Error::RanksOutOfRange);
    }
    if !(alpha >= 0.0 && alpha.is_finite()) {
        return Err(Error::AlphaOutOfRange);
    }
    Ok(())
}

/// `h(x) = x^-alpha`
fn density(x: f64, alpha: f64) -> f64 {
    libm::exp(-alpha * libm::log(x))
}

/// `H(x) = (x^(1 - alpha) - 1) / (1 - alpha)`, `ln x` at alpha = 1.
fn integral(x: f64, alpha: f64) -> f64 {
    let ln_x = libm::log(x);
    ln_x * expm1_ratio((1.0 - alpha) * ln_x)
}

/// `H⁻¹(y) = (1 + (1 - alpha) y)^(1 / (1 - alpha))`, `exp y` at alpha = 1.
fn inverse_integral(y: f64, alpha: f64) -> f64 {
    // Rounding can push the argument just under -1, where the inverse has its pole.
    let t = ((1.0 - alpha) * y).max(-1.0);
    libm::exp(y * log1p_ratio(t))
}

/// Below this |t| the two ratios follow their series to third order, exact to 1e-17.
const SMALL_T: f64 = 1e-5;

/// `(exp t - 1) / t`
fn expm1_ratio(t: f64) -> f64 {
    if t.abs() < SMALL_T { 1.0 + t / 2.0 * (1.0 + t / 3.0) } else { libm::expm1(t) / t }
}

/// `ln(1 + t) / t`
fn log1p_ratio(t: f64) -> f64 {
    if t.abs() < SMALL_T { 1.0 - t * (0.5 - t * (1.0 / 3.0 - t / 4.0)) } else { libm::log1p(t) / t }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_parameters_are_refused() {
        for n in [0, MAX_RANKS + 1] {
            assert_eq!(Zipf::new(n, 1.0), Err(Error::RanksOutOfRange));
            assert_eq!(zipf_weights(n, 1.0), Err(Error::RanksOutOfRange));
        }
        for alpha in [-0.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Zipf::new(5, alpha), Err(Error::AlphaOutOfRange));
            assert_eq!(zipf_weights(5, alpha), Err(Error::AlphaOutOfRange));
        }
    }

    #[test]
    fn weights_of_three_ranks() {
        let weights = zipf_weights(3, 1.0).unwrap();
        for (weight, expected) in weights.iter().zip([6.0 / 11.0, 3.0 / 11.0, 2.0 / 11.0]) {
            assert!((weight - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn one_rank_is_always_drawn() {
        let zipf = Zipf::new(1, 0.7).unwrap();
        assert!((0..1000).all(|entity| zipf.sample(&mut Stream::new(1, 2, entity, 0)) == 1));
    }

    proptest! {
        #[test]
        fn ranks_stay_in_range(n in 1..=MAX_RANKS, alpha in 0.0..50.0, entity: u64) {
            let rank = Zipf::new(n, alpha).unwrap().sample(&mut Stream::new(1, 2, entity, 0));
            prop_assert!((1..=n).contains(&rank));
        }

        #[test]
        fn the_inverse_inverts(x in 1.0..1e6, alpha in 0.0..2.0) {
            let back = inverse_integral(integral(x, alpha), alpha);
            prop_assert!((back / x - 1.0).abs() < 1e-8, "{back} for {x}");
        }

        #[test]
        fn weights_fall_and_add_up(n in 1..500_u64, alpha in 0.0..3.0) {
            let weights = zipf_weights(n, alpha).unwrap();
            prop_assert!(weights.windows(2).all(|pair| pair[0] >= pair[1]));
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
