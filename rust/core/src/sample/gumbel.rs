//! Weighted choice of k out of n without replacement: the Gumbel top-k trick.
//!
//! # Formula
//!
//! Item i gets the key `ln(weights[i]) + G_i`, with `G_i` standard Gumbel; the k items of the largest keys are taken,
//! largest first. The first has probability `weights[i] / sum`, the next the same among the rest, and so on.
//!
//! # Implementation details
//!
//! `G = -ln E` with E standard exponential, so the order is that of `E_i / weights[i]`, smallest first: one logarithm.
//! Yellott, *The relationship between Luce's Choice Axiom, Thurstone's Theory of Comparative Judgment, and the double
//! exponential distribution*, J. Math. Psychology 15(2), 1977, doi:10.1016/0022-2496(77)90026-8; Efraimidis & Spirakis,
//! *Weighted random sampling with a reservoir*, IPL 97(5), 2006, doi:10.1016/j.ipl.2005.11.003.
//!
//! Each item has a stream of its own: one more item may displace a choice but reorders nothing, and choices for a
//! smaller k are the first of those for a larger one.

use crate::stream::Stream;
use std::fmt;

/// Choice of k items without replacement, with probability proportional to weight at each step.
#[derive(Clone, Debug, PartialEq)]
pub struct GumbelTopK {
    /// Position and weight of the items that can be chosen.
    candidates: Vec<(usize, f64)>,
    k: usize,
}

/// Why a [`GumbelTopK`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `!(weight >= 0)` or infinite.
    WeightOutOfRange {
        /// Position of the weight.
        index: usize,
    },
    /// Fewer than k weights are positive.
    TooFewPositive {
        /// Number of positive weights.
        positive: usize,
        /// Number of items asked for.
        k: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::WeightOutOfRange { index } => {
                write!(f, "gumbel top-k: weight at index {index} must be at least zero and finite")
            }
            Error::TooFewPositive { positive, k } => {
                write!(f, "gumbel top-k: k is {k} but only {positive} weights are positive; lower k")
            }
        }
    }
}

impl std::error::Error for Error {}

impl GumbelTopK {
    /// Choice of `k` items by `weights` (any common unit); items of weight zero are never chosen.
    ///
    /// # Errors
    ///
    /// When a weight is negative or not finite, or fewer than `k` are positive.
    pub fn new(weights: &[f64], k: usize) -> Result<Self, Error> {
        if let Some(index) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
            return Err(Error::WeightOutOfRange { index });
        }
        let weighted = weights.iter().copied().enumerate();
        let candidates: Vec<_> = weighted.filter(|(_, weight)| *weight > 0.0).collect();
        if candidates.len() < k {
            return Err(Error::TooFewPositive { positive: candidates.len(), k });
        }
        Ok(Self { candidates, k })
    }

    /// Positions of the chosen items, first choice first; `stream_of` gives the stream of the item at a position.
    #[must_use]
    pub fn sample(&self, mut stream_of: impl FnMut(usize) -> Stream) -> Vec<usize> {
        if self.k == 0 {
            return Vec::new();
        }
        let arrival = |(index, weight): &(usize, f64)| {
            let exponential = -libm::log(stream_of(*index).uniform_open());
            (exponential / weight, *index)
        };
        let mut arrivals: Vec<_> = self.candidates.iter().map(arrival).collect();
        let earlier = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        arrivals.select_nth_unstable_by(self.k - 1, earlier);
        arrivals.truncate(self.k);
        arrivals.sort_unstable_by(earlier);
        arrivals.into_iter().map(|(_, index)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::purpose;
    use proptest::prelude::*;

    fn chosen(weights: &[f64], k: usize, entity: u64) -> Vec<usize> {
        let choice = GumbelTopK::new(weights, k).unwrap();
        choice.sample(|item| Stream::new(42, purpose("test.gumbel"), entity, item as u64))
    }

    #[test]
    fn bad_parameters_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(GumbelTopK::new(&[1.0, bad], 1), Err(Error::WeightOutOfRange { index: 1 }));
        }
        assert_eq!(GumbelTopK::new(&[1.0, 0.0], 2), Err(Error::TooFewPositive { positive: 1, k: 2 }));
    }

    #[test]
    fn the_message_says_what_to_do() {
        let message = GumbelTopK::new(&[1.0, 0.0], 2).unwrap_err().to_string();
        assert_eq!(message, "gumbel top-k: k is 2 but only 1 weights are positive; lower k");
    }

    #[test]
    fn choosing_nothing_draws_nothing() {
        let choice = GumbelTopK::new(&[1.0], 0).unwrap();
        assert!(choice.sample(|_| unreachable!("no draw is needed")).is_empty());
    }

    #[test]
    fn first_and_second_choice_follow_the_weights() {
        const DRAWS: u64 = 200_000;
        let weights = [1.0, 2.0, 0.0, 5.0];
        let mut first_is_3 = 0_u64;
        let mut then_1 = 0_u64;
        for entity in 0..DRAWS {
            let pair = chosen(&weights, 2, entity);
            first_is_3 += u64::from(pair[0] == 3);
            then_1 += u64::from(pair[0] == 3 && pair[1] == 1);
        }
        let share = |count: u64| count as f64 / DRAWS as f64;
        // Five standard errors of a share are below 0.006.
        assert!((share(first_is_3) - 5.0 / 8.0).abs() < 0.006, "{}", share(first_is_3));
        assert!((share(then_1) - 5.0 / 8.0 * 2.0 / 3.0).abs() < 0.006, "{}", share(then_1));
    }

    proptest! {
        #[test]
        fn choices_are_distinct_positive_and_nested(
            weights in prop::collection::vec(prop_oneof![Just(0.0), 1e-6..1e6], 1..60),
            entity: u64,
        ) {
            let positive = weights.iter().filter(|weight| **weight > 0.0).count();
            let all = chosen(&weights, positive, entity);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert_eq!(sorted.len(), positive);
            prop_assert!(all.iter().all(|index| weights[*index] > 0.0));
            prop_assert_eq!(&chosen(&weights, positive / 2, entity)[..], &all[..positive / 2]);
        }

        #[test]
        fn one_more_item_reorders_nothing(weights in prop::collection::vec(1e-6..1e6, 2..60), entity: u64) {
            let more = chosen(&weights, weights.len(), entity);
            let last = weights.len() - 1;
            let rest: Vec<_> = more.into_iter().filter(|index| *index != last).collect();
            prop_assert_eq!(rest, chosen(&weights[..last], last, entity));
        }
    }
}
