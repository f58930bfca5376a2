//! The uniform distribution over the integers low, ..., high.
//!
//! # Probability
//!
//! `P(k) = 1 / (high - low + 1)`, exactly: see [`Stream::below`].

use crate::stream::Stream;
use std::fmt;

/// The uniform distribution over the integers low, ..., high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integers {
    low: i64,
    high: i64,
}

/// Why an [`Integers`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `high < low`.
    Empty {
        /// Lower bound.
        low: i64,
        /// Upper bound.
        high: i64,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error::Empty { low, high } = self;
        write!(f, "integers: high ({high}) must be at least low ({low})")
    }
}

impl std::error::Error for Error {}

impl Integers {
    /// Distribution from `low` to `high`, both included.
    ///
    /// # Errors
    ///
    /// When `high` is less than `low`.
    #[inline]
    pub fn new(low: i64, high: i64) -> Result<Self, Error> {
        if high < low {
            return Err(Error::Empty { low, high });
        }
        Ok(Self { low, high })
    }

    /// One draw.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> i64 {
        stream.between(self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_range_is_refused() {
        assert_eq!(Integers::new(1, 0), Err(Error::Empty { low: 1, high: 0 }));
        assert_eq!(Integers::new(1, 0).unwrap_err().to_string(), "integers: high (0) must be at least low (1)");
    }

    #[test]
    fn every_value_of_a_range_appears() {
        let range = Integers::new(-1, 1).unwrap();
        let drawn = |value| (0..100).any(|entity| range.sample(&mut Stream::new(1, 2, entity, 0)) == value);
        assert!((-1..=1).all(drawn) && !drawn(2) && !drawn(-2));
    }
}
