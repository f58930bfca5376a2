//! The Poisson distribution `Poisson(λ)`.
//!
//! # Probability
//!
//! `P(k) = λ^k exp(-λ) / k!` for k = 0, 1, 2, ...; mean and variance λ.
//!
//! # Implementation details
//!
//! * Small λ: inversion by sequential search, one uniform a draw (Devroye, *Non-Uniform Random Variate Generation*,
//!   1986, section X.3.2, doi:10.1007/978-1-4613-8643-8).
//! * Large λ: transformed rejection with squeeze, algorithm PTRS of Hörmann, *The transformed rejection method for
//!   generating Poisson random variables*, Insurance: Mathematics and Economics 12(1), 1993,
//!   doi:10.1016/0167-6687(93)90997-4. Names of the constants and step numbers are the paper's.

use crate::stream::Stream;
use std::f64::consts::{LN_2, TAU};
use std::fmt;

/// From this λ on, PTRS is used; the paper requires at least 10.
const MIN_PTRS_LAMBDA: f64 = 10.0;

/// Largest count that inversion can give; at λ = 10 the chance of more is below 1e-29, far under the 2^-53 of a uniform.
const MAX_INVERSION: usize = 63;

/// Upper bound of λ, 2^52: every count near it is still a whole number in f64.
const MAX_LAMBDA: f64 = (1_u64 << 52) as f64;

/// `RECIPROCAL[k] = 1 / k`: a multiplication off the critical path instead of a division on it.
const RECIPROCAL: [f64; MAX_INVERSION + 1] = super::reciprocals();

/// The Poisson distribution `Poisson(λ)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    lambda: f64,
}

/// Why a [`Poisson`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `!(0 <= lambda <= 2^52)`.
    LambdaOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::LambdaOutOfRange => "poisson: lambda must be from 0 to 2^52",
        })
    }
}

impl std::error::Error for Error {}

impl Poisson {
    /// Distribution of mean `lambda` (events); 0 gives 0 and draws nothing.
    ///
    /// # Errors
    ///
    /// When `lambda` is negative, not a number, or more than 2^52.
    #[inline]
    pub fn new(lambda: f64) -> Result<Self, Error> {
        if !(0.0..=MAX_LAMBDA).contains(&lambda) {
            return Err(Error::LambdaOutOfRange);
        }
        Ok(Self { lambda })
    }

    /// One draw.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> u64 {
        draw(self.lambda, stream)
    }
}

/// One draw of Poisson(`lambda`), for a `lambda` known to be finite and not negative.
#[inline]
pub(super) fn draw(lambda: f64, stream: &mut Stream) -> u64 {
    if lambda >= MIN_PTRS_LAMBDA {
        transformed_rejection(lambda, stream)
    } else if lambda > 0.0 {
        inversion(lambda, stream.uniform())
    } else {
        0
    }
}

/// Smallest k with `P(X <= k) > uniform`.
#[inline]
fn inversion(lambda: f64, uniform: f64) -> u64 {
    let mut probability = libm::exp(-lambda);
    let mut cumulative = probability;
    let mut k = 0;
    while uniform >= cumulative && k < MAX_INVERSION {
        k += 1;
        probability *= lambda * RECIPROCAL[k];
        cumulative += probability;
    }
    k as u64
}

/// The constants of PTRS that depend on λ alone.
struct Hat {
    lambda: f64,
    a: f64,
    b: f64,
}

/// Algorithm PTRS; `lambda` of at least 10.
#[inline]
fn transformed_rejection(lambda: f64, stream: &mut Stream) -> u64 {
    let hat = Hat::new(lambda);
    let v_r = 0.9277 - 3.6224 / (hat.b - 2.0);
    loop {
        // Step 1: a point under the table mountain.
        let u = stream.uniform() - 0.5;
        let v = stream.uniform();
        let us = 0.5 - u.abs();
        let k = (2.0 * hat.a / us + hat.b) * u + lambda + 0.43;
        // Step 2: the squeeze accepts one point in three at λ = 10, three in four at λ = 1000, without a logarithm.
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        // Step 3: points that can only be rejected, then the exact comparison.
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        let k = k as u64;
        if hat.accepts(us, v, k) {
            return k;
        }
    }
}

impl Hat {
    #[inline]
    fn new(lambda: f64) -> Self {
        let b = 0.931 + 2.53 * lambda.sqrt();
        Self { lambda, a: -0.059 + 0.024_83 * b, b }
    }

    /// Step 3.2 of PTRS: whether the point's height `v` lies under the probability of `k`.
    ///
    /// The paper's `k ln λ - λ - ln k!` loses all its digits when λ is large. With Stirling's series for `ln k!` it
    /// becomes `k ln(λ / k) + (k - λ) - δ(k) - ln sqrt(2πk)`, whose terms stay near the size of the result.
    fn accepts(&self, us: f64, v: f64, k: u64) -> bool {
        let inverse_alpha = 1.1239 + 1.1328 / (self.b - 3.4);
        let height = v * inverse_alpha / (self.a / (us * us) + self.b);
        let count = k as f64;
        if let Some(ln_factorial) = LN_FACTORIAL.get(k as usize) {
            return libm::log(height) <= count * libm::log(self.lambda) - self.lambda - ln_factorial;
        }
        let level = count * libm::log(self.lambda / count) + (count - self.lambda) - stirling_remainder(count);
        libm::log(height * (TAU * count).sqrt()) <= level
    }
}

/// `δ(k) = ln k! - (k + 1/2) ln k + k - ln sqrt(2π)`, to 1e-12 for k of at least 10 (Abramowitz & Stegun 6.1.41).
#[inline]
fn stirling_remainder(k: f64) -> f64 {
    let r = 1.0 / k;
    let r2 = r * r;
    r * (1.0 / 12.0 - r2 * (1.0 / 360.0 - r2 * (1.0 / 1260.0 - r2 / 1680.0)))
}

/// `ln k!` for the k for which Stirling's series is not exact enough.
const LN_FACTORIAL: [f64; 10] = [
    0.0,
    0.0,
    LN_2,
    1.791_759_469_228_055,
    3.178_053_830_347_945_8,
    4.787_491_742_782_046,
    6.579_251_212_010_101,
    8.525_161_361_065_415,
    10.604_602_902_745_25,
    12.801_827_480_081_469,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_parameters_are_refused() {
        for bad in [-1e-9, 2.0 * MAX_LAMBDA, f64::NAN, f64::INFINITY] {
            assert_eq!(Poisson::new(bad), Err(Error::LambdaOutOfRange));
        }
        assert_eq!(Error::LambdaOutOfRange.to_string(), "poisson: lambda must be from 0 to 2^52");
    }

    #[test]
    fn zero_draws_nothing() {
        let mut stream = Stream::new(1, 2, 3, 4);
        let untouched = stream.clone();
        assert_eq!(Poisson::new(0.0).unwrap().sample(&mut stream), 0);
        assert_eq!(stream, untouched);
    }

    #[test]
    fn inversion_gives_the_quantile() {
        // P(X <= 0, 1, 2) = 0.1353, 0.4060, 0.6767 at λ = 2.
        for (uniform, k) in [(0.0, 0), (0.135, 0), (0.136, 1), (0.406, 1), (0.407, 2), (0.676, 2)] {
            assert_eq!(inversion(2.0, uniform), k);
        }
        assert!(inversion(9.99, 1.0 - f64::EPSILON / 2.0) <= MAX_INVERSION as u64);
    }

    #[test]
    fn the_series_meets_the_table() {
        for (k, exact) in LN_FACTORIAL.iter().enumerate().skip(1) {
            let count = k as f64;
            let ln_factorial =
                (count + 0.5) * libm::log(count) - count + 0.5 * libm::log(TAU) + stirling_remainder(count);
            assert!((ln_factorial - exact).abs() < 1e-3 / (count * count * count), "{k}");
        }
    }

    proptest! {
        #[test]
        fn draws_stay_near_their_mean(exponent in 1.0..52.0_f64, entity: u64) {
            let lambda = libm::exp2(exponent);
            let draw = Poisson::new(lambda).unwrap().sample(&mut Stream::new(1, 2, entity, 0)) as f64;
            prop_assert!((draw - lambda).abs() < 9.0 * lambda.sqrt() + 9.0, "{draw} for {lambda}");
        }
    }
}
