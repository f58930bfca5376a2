//! The negative binomial distribution by mean and shape: counts that vary more than Poisson's.
//!
//! # Probability
//!
//! `P(k) = Γ(k + r) / (k! Γ(r)) p^r (1 - p)^k` with r = shape, p = r / (r + mean); variance `mean + mean² / shape`.
//!
//! # Implementation details
//!
//! * Small mean and small whole shape: inversion by sequential search from 0, one uniform a draw, no logarithm. The
//!   draw never falls when the mean rises: `P(0) = p^r`, `P(k) = P(k - 1) (1 - p) (k + r - 1) / k`.
//! * Otherwise: Poisson with a gamma-distributed rate of the same mean: Greenwood & Yule, *An Inquiry into the Nature of
//!   Frequency Distributions Representative of Multiple Happenings*, JRSS 83(2), 1920, doi:10.2307/2341080.

use super::gamma::Gamma;
use super::{poisson, small_whole};
use crate::stream::Stream;
use std::fmt;

/// Upper bound of the mean, 2^32 (events): keeps the rate of any draw far inside the domain of [`super::Poisson`].
const MAX_MEAN: f64 = (1_u64 << 32) as f64;

/// Largest mean drawn by inversion: the search takes `mean` steps on average, and from about here on costs as much as
/// the mixture.
const MAX_INVERSION_MEAN: f64 = 32.0;

/// Largest count that inversion can give. With the mean at its limit the chance of more is 2e-14 at shape 1 (one draw in
/// fifty trillion) and below the 2^-53 of a uniform from shape 2 on.
/// A uniform so near to 1 that rounding of the sum decides (one draw in 1e15) ends here too.
const MAX_INVERSION: usize = 1023;

/// `RECIPROCAL[k] = 1 / k`: a multiplication off the critical path instead of a division on it.
const RECIPROCAL: [f64; MAX_INVERSION + 1] = super::reciprocals();

/// The negative binomial distribution by mean and shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    method: Method,
}

/// How the count is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    /// The mean is zero (or so small that its rate underflows): always 0, draws nothing.
    Zero,
    /// Sequential search.
    Inversion(Search),
    /// Poisson with this distribution of the rate.
    Mixture(Gamma),
}

/// The constants of the sequential search.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Search {
    /// `P(0) = p^shape`
    first: f64,
    /// `1 - p = mean / (shape + mean)`
    ratio: f64,
    /// `ratio * (shape - 1)`
    offset: f64,
}

/// Why a [`NegativeBinomial`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `!(0 <= mean <= 2^32)`.
    MeanOutOfRange,
    /// `!(shape > 0)` or infinite.
    ShapeOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::MeanOutOfRange => "negative binomial: mean must be from 0 to 2^32",
            Error::ShapeOutOfRange => "negative binomial: shape must be positive and finite",
        })
    }
}

impl std::error::Error for Error {}

impl NegativeBinomial {
    /// Distribution of the given mean (events) and shape (no unit; smaller is more erratic).
    ///
    /// # Errors
    ///
    /// When `mean` is negative, not a number or more than 2^32, or `shape` is not positive or not finite.
    #[inline]
    pub fn from_mean_shape(mean: f64, shape: f64) -> Result<Self, Error> {
        if !(0.0..=MAX_MEAN).contains(&mean) {
            return Err(Error::MeanOutOfRange);
        }
        if !(shape > 0.0 && shape.is_finite()) {
            return Err(Error::ShapeOutOfRange);
        }
        Ok(Self { method: Method::of(mean, shape) })
    }

    /// One draw; a mean of zero gives 0 and draws nothing.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> u64 {
        match &self.method {
            Method::Zero => 0,
            Method::Inversion(search) => search.find(stream.uniform()),
            Method::Mixture(rate) => poisson::draw(rate.sample(stream), stream),
        }
    }
}

impl Method {
    #[inline]
    fn of(mean: f64, shape: f64) -> Self {
        if mean == 0.0 {
            return Method::Zero;
        }
        if mean <= MAX_INVERSION_MEAN
            && let Some(whole) = small_whole(shape)
        {
            return Method::Inversion(Search::new(mean, whole));
        }
        Gamma::new(shape, mean / shape).map_or(Method::Zero, Method::Mixture)
    }
}

impl Search {
    #[inline]
    fn new(mean: f64, shape: u32) -> Self {
        let total = f64::from(shape) + mean;
        let success = f64::from(shape) / total;
        let ratio = mean / total;
        let first = (1..shape).fold(success, |power, _| power * success);
        Self { first, ratio, offset: ratio * f64::from(shape - 1) }
    }

    /// Smallest k with `P(X <= k) > uniform`.
    #[inline]
    fn find(&self, uniform: f64) -> u64 {
        let mut probability = self.first;
        let mut cumulative = probability;
        let mut k = 0;
        while uniform >= cumulative && k < MAX_INVERSION {
            k += 1;
            // (1 - p) (k + r - 1) / k
            probability *= self.ratio + self.offset * RECIPROCAL[k];
            cumulative += probability;
        }
        k as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_parameters_are_refused() {
        for bad in [-1e-9, 2.0 * MAX_MEAN, f64::NAN, f64::INFINITY] {
            assert_eq!(NegativeBinomial::from_mean_shape(bad, 4.0), Err(Error::MeanOutOfRange));
        }
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(NegativeBinomial::from_mean_shape(1.0, bad), Err(Error::ShapeOutOfRange));
        }
        assert_eq!(Error::MeanOutOfRange.to_string(), "negative binomial: mean must be from 0 to 2^32");
    }

    #[test]
    fn zero_draws_nothing() {
        let mut stream = Stream::new(1, 2, 3, 4);
        let untouched = stream.clone();
        for mean in [0.0, f64::MIN_POSITIVE * f64::EPSILON] {
            assert_eq!(NegativeBinomial::from_mean_shape(mean, 4.5).unwrap().sample(&mut stream), 0);
        }
        assert_eq!(stream, untouched);
    }

    #[test]
    fn search_gives_the_quantile() {
        // Mean 4, shape 4, so p = 1/2: P(X <= 0, 1, 2) = 1/16, 3/16, 11/32.
        let search = Search::new(4.0, 4);
        for (uniform, k) in [(0.0, 0), (0.0624, 0), (0.0625, 1), (0.1874, 1), (0.1875, 2), (0.3437, 2), (0.3438, 3)] {
            assert_eq!(search.find(uniform), k);
        }
    }

    proptest! {
        #[test]
        fn a_higher_mean_never_lowers_a_draw_by_inversion(
            a in 0.0..MAX_INVERSION_MEAN, b in 0.0..MAX_INVERSION_MEAN, entity: u64,
        ) {
            let draw = |mean| {
                NegativeBinomial::from_mean_shape(mean, 4.0).unwrap().sample(&mut Stream::new(1, 2, entity, 0))
            };
            prop_assert!(draw(a.min(b)) <= draw(a.max(b)));
        }

        #[test]
        fn every_valid_pair_of_parameters_can_be_drawn(mean in 0.0..MAX_MEAN, shape in 1e-2..1e4, entity: u64) {
            let draw = NegativeBinomial::from_mean_shape(mean, shape).unwrap().sample(&mut Stream::new(1, 2, entity, 0));
            // 2^-53 in the tail of the gamma distribution is below 37 + 9 sqrt(shape) + shape times its scale.
            prop_assert!((draw as f64) < mean / shape * (60.0 + 20.0 * shape.sqrt() + shape) + 60.0);
        }
    }
}
