//! The categorical distribution over 0, 1, ..., n - 1 with given weights, by the alias method.
//!
//! # Probability
//!
//! `P(i) = weights[i] / sum(weights)`; an index of weight zero never appears.
//!
//! # Implementation details
//!
//! Walker, *An Efficient Method for Generating Discrete Random Variables with General Distributions*, ACM TOMS 3(3),
//! 1977, doi:10.1145/355744.355749; table built in linear time as in Vose, *A Linear Algorithm for Generating Random
//! Numbers with a Given Distribution*, IEEE TSE 17(9), 1991, doi:10.1109/32.92917. One word of the stream a draw: the
//! high half of `word * n` is the column, the low half decides between the column and its alias.

use crate::stream::Stream;
use std::fmt;

/// Scale of the thresholds, 2^64: a threshold is a probability in units of the low half's resolution.
const THRESHOLD_ONE: f64 = 18_446_744_073_709_551_616.0;

/// Categorical distribution: constant time a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasTable {
    columns: Vec<Column>,
}

/// One column of the table: itself under the threshold, its alias above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    threshold: u64,
    alias: u32,
}

/// Why an [`AliasTable`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// There are no weights.
    Empty,
    /// There are more than `u32::MAX` weights.
    TooMany,
    /// `!(weight >= 0)` or infinite.
    WeightOutOfRange {
        /// Position of the weight.
        index: usize,
    },
    /// The weights' sum is zero or overflows.
    SumOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => f.write_str("alias table: there must be at least one weight"),
            Error::TooMany => f.write_str("alias table: there must be at most 2^32 - 1 weights"),
            Error::WeightOutOfRange { index } => {
                write!(f, "alias table: weight at index {index} must be at least zero and finite")
            }
            Error::SumOutOfRange => f.write_str("alias table: sum of the weights must be positive and finite"),
        }
    }
}

impl std::error::Error for Error {}

impl AliasTable {
    /// Distribution with the given weights (any common unit).
    ///
    /// # Errors
    ///
    /// When there is no weight, one is negative or not finite, or their sum is zero or overflows.
    pub fn new(weights: &[f64]) -> Result<Self, Error> {
        let scaled = scale_to_mean_one(weights)?;
        Ok(Self { columns: pair_columns(scaled) })
    }

    /// One draw: an index into the weights.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> usize {
        let product = u128::from(stream.next_u64()) * self.columns.len() as u128;
        let index = (product >> 64) as usize;
        let column = self.columns[index];
        if (product as u64) < column.threshold { index } else { column.alias as usize }
    }
}

fn scale_to_mean_one(weights: &[f64]) -> Result<Vec<f64>, Error> {
    if weights.is_empty() {
        return Err(Error::Empty);
    }
    if u32::try_from(weights.len()).is_err() {
        return Err(Error::TooMany);
    }
    if let Some(index) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
        return Err(Error::WeightOutOfRange { index });
    }
    let mean = weights.iter().sum::<f64>() / weights.len() as f64;
    if !(mean > 0.0 && mean.is_finite()) {
        return Err(Error::SumOutOfRange);
    }
    Ok(weights.iter().map(|weight| weight / mean).collect())
}

/// Pairs each column of less than the mean with one of more, which gives away what the first one lacks.
fn pair_columns(mut scaled: Vec<f64>) -> Vec<Column> {
    let heaviest = (0..scaled.len()).fold(0, |best, i| if scaled[i] > scaled[best] { i } else { best });
    // What rounding leaves unpaired keeps its weight (1 but for an ulp or so) and refers to the heaviest, so that an
    // index of weight zero cannot appear.
    let unpaired = Column { threshold: u64::MAX, alias: heaviest as u32 };
    let mut columns = vec![unpaired; scaled.len()];
    let (mut light, mut heavy): (Vec<usize>, Vec<usize>) = (0..scaled.len()).partition(|i| scaled[*i] < 1.0);
    while let Some(low) = light.pop() {
        columns[low].threshold = (scaled[low] * THRESHOLD_ONE) as u64;
        let Some(&high) = heavy.last() else { continue };
        columns[low].alias = high as u32;
        scaled[high] -= 1.0 - scaled[low];
        if scaled[high] < 1.0 {
            heavy.pop();
            light.push(high);
        }
    }
    for high in heavy {
        columns[high].alias = high as u32;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_weights_are_refused() {
        assert_eq!(AliasTable::new(&[]), Err(Error::Empty));
        assert_eq!(AliasTable::new(&[0.0, 0.0]), Err(Error::SumOutOfRange));
        assert_eq!(AliasTable::new(&[f64::MAX, f64::MAX]), Err(Error::SumOutOfRange));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(AliasTable::new(&[1.0, bad]), Err(Error::WeightOutOfRange { index: 1 }));
        }
    }

    #[test]
    fn the_message_names_the_weight() {
        let message = AliasTable::new(&[1.0, -1.0]).unwrap_err().to_string();
        assert_eq!(message, "alias table: weight at index 1 must be at least zero and finite");
    }

    #[test]
    fn one_weight_gives_its_index() {
        let table = AliasTable::new(&[0.1]).unwrap();
        assert!((0..100).all(|entity| table.sample(&mut Stream::new(1, 2, entity, 0)) == 0));
    }

    /// Probability of each index as the table encodes it.
    fn encoded(table: &AliasTable) -> Vec<f64> {
        let mut total = vec![0.0; table.columns.len()];
        for (index, column) in table.columns.iter().enumerate() {
            let kept = column.threshold as f64 / THRESHOLD_ONE;
            total[index] += kept;
            total[column.alias as usize] += 1.0 - kept;
        }
        total.iter().map(|sum| sum / table.columns.len() as f64).collect()
    }

    proptest! {
        #[test]
        fn the_table_encodes_the_weights(weights in prop::collection::vec(prop_oneof![Just(0.0), 1e-6..1e6], 1..200)) {
            prop_assume!(weights.iter().any(|weight| *weight > 0.0));
            let table = AliasTable::new(&weights).unwrap();
            let sum: f64 = weights.iter().sum();
            for (encoded, weight) in encoded(&table).iter().zip(&weights) {
                prop_assert!((encoded - weight / sum).abs() < 1e-12, "{encoded} for {}", weight / sum);
                prop_assert!(*weight > 0.0 || *encoded == 0.0);
            }
        }
    }
}
