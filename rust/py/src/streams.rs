//! Keyed draws on whole arrays: one stream per row, keyed by (seed, purpose, entity, period).
//!
//! Each array of parameters has one value per row, or one value for all rows; so has `period`.

#![expect(clippy::needless_pass_by_value, reason = "PyO3 hands over each argument by value")]

use crate::error::{draw_error, purpose_error, value_error};
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::convert::Infallible;
use std::error::Error;
use supplygen_core::math;
use supplygen_core::sample::{
    self, AliasTable, Gamma, GumbelTopK, Integers, LogNormal, NegativeBinomial, Normal, Poisson,
};
use supplygen_core::stream::{Stream, purpose as purpose_number};

type Ints<'py> = PyReadonlyArray1<'py, i64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Returned<'py, T> = PyResult<Bound<'py, PyArray1<T>>>;

/// The keys of the rows of one call.
struct Keys<'a> {
    seed: u64,
    purpose: &'a str,
    number: u64,
    entity: &'a [i64],
    period: &'a [i64],
}

impl<'a> Keys<'a> {
    fn new(seed: u64, purpose: &'a str, entity: &'a Ints<'_>, period: &'a Ints<'_>) -> PyResult<Self> {
        let (entity, period) = (entity.as_slice()?, period.as_slice()?);
        let keys = Self { seed, purpose, number: purpose_number(purpose), entity, period };
        keys.check("period", period)?;
        Ok(keys)
    }

    /// A parameter with one value per row or one for all.
    fn parameter<'b, T: numpy::Element>(&self, name: &str, values: &'b PyReadonlyArray1<'_, T>) -> PyResult<&'b [T]> {
        let values = values.as_slice()?;
        self.check(name, values)?;
        Ok(values)
    }

    fn check<T>(&self, name: &str, values: &[T]) -> PyResult<()> {
        let (rows, found) = (self.entity.len(), values.len());
        if found == rows || found == 1 {
            return Ok(());
        }
        let purpose = self.purpose;
        Err(PyValueError::new_err(format!(
            "{purpose}: {name} has {found} values for {rows} entities; give 1 or {rows}"
        )))
    }

    /// One draw a row, with the interpreter released; the error of a refused parameter names the row.
    fn draw<T: Send, E: Error + Send>(
        &self,
        py: Python<'_>,
        sample: impl Fn(usize, &mut Stream) -> Result<T, E> + Sync + Send,
    ) -> PyResult<Vec<T>> {
        let of_row = |row| sample(row, &mut self.stream(row)).map_err(|error| (row, error));
        let drawn: Result<Vec<T>, (usize, E)> = py.detach(|| (0..self.entity.len()).map(of_row).collect());
        drawn.map_err(|(row, error)| draw_error(self.purpose, row, error))
    }

    #[inline]
    fn stream(&self, row: usize) -> Stream {
        Stream::new(self.seed, self.number, self.entity[row] as u64, at(self.period, row) as u64)
    }
}

/// Value of a row, where one value stands for all rows.
#[inline]
fn at<T: Copy>(values: &[T], row: usize) -> T {
    if values.len() == 1 { values[0] } else { values[row] }
}

/// Declares functions for Python that draw once a row; the body sees the row's stream and parameters.
macro_rules! draws {
    ($( $(#[$doc:meta])* $name:ident ( $stream:ident $( , $parameter:ident : $array:ident )* ) -> $drawn:ty { $draw:expr } )+) => { $(
        $(#[$doc])*
        #[pyfunction(signature = (seed, purpose, entity, period $( , $parameter )*, /))]
        pub fn $name<'py>(
            py: Python<'py>,
            seed: u64,
            purpose: &str,
            entity: Ints<'py>,
            period: Ints<'py>
            $( , $parameter: $array<'py> )*
        ) -> Returned<'py, $drawn> {
            let keys = Keys::new(seed, purpose, &entity, &period)?;
            $( let $parameter = keys.parameter(stringify!($parameter), &$parameter)?; )*
            let drawn = keys.draw(py, |_row, $stream| {
                $( let $parameter = at($parameter, _row); )*
                $draw
            })?;
            Ok(drawn.into_pyarray(py))
        }
    )+ };
}

draws! {
    /// Uniform reals in [0, 1).
    uniform(stream) -> f64 { Ok::<_, Infallible>(stream.uniform()) }

    /// Uniform integers from `low` to `high`, both included.
    integers(stream, low: Ints, high: Ints) -> i64 { Integers::new(low, high).map(|range| range.sample(stream)) }

    /// Standard normal reals.
    normal(stream) -> f64 { Ok::<_, Infallible>(Normal::STANDARD.sample(stream)) }

    /// Log-normal reals of median 1.
    lognormal(stream, sigma: Reals) -> f64 {
        LogNormal::from_median_sigma(1.0, sigma).map(|log_normal| log_normal.sample(stream))
    }

    /// Gamma reals of scale 1.
    gamma(stream, shape: Reals) -> f64 { Gamma::new(shape, 1.0).map(|gamma| gamma.sample(stream)) }

    /// Poisson counts.
    poisson(stream, mean: Reals) -> i64 { Poisson::new(mean).map(|poisson| poisson.sample(stream) as i64) }

    /// Negative binomial counts.
    negative_binomial(stream, mean: Reals, shape: Reals) -> i64 {
        NegativeBinomial::from_mean_shape(mean, shape).map(|counts| counts.sample(stream) as i64)
    }
}

/// Indices into `weights`, with probability proportional to weight.
#[pyfunction(signature = (seed, purpose, entity, period, weights, /))]
pub fn choice<'py>(
    py: Python<'py>,
    seed: u64,
    purpose: &str,
    entity: Ints<'py>,
    period: Ints<'py>,
    weights: Reals<'py>,
) -> Returned<'py, i64> {
    let keys = Keys::new(seed, purpose, &entity, &period)?;
    let table = AliasTable::new(weights.as_slice()?).map_err(|error| purpose_error(purpose, error))?;
    let drawn = keys.draw(py, |_, stream| Ok::<_, Infallible>(table.sample(stream) as i64))?;
    Ok(drawn.into_pyarray(py))
}

/// The numbers 0 to n - 1 in random order.
#[pyfunction(signature = (seed, purpose, n, period, /))]
pub fn permutation<'py>(py: Python<'py>, seed: u64, purpose: &str, n: usize, period: i64) -> Bound<'py, PyArray1<i64>> {
    let number = purpose_number(purpose);
    let order = py.detach(|| sample::permutation(n, |item| Stream::new(seed, number, item as u64, period as u64)));
    positions(order).into_pyarray(py)
}

/// Each entity's k choices without replacement, entity after entity; items are keyed by `items`.
#[pyfunction(signature = (seed, purpose, entity, items, weights, k, /))]
pub fn gumbel_top_k<'py>(
    py: Python<'py>,
    seed: u64,
    purpose: &str,
    entity: Ints<'py>,
    items: Ints<'py>,
    weights: Reals<'py>,
    k: usize,
) -> Returned<'py, i64> {
    let (entity, items, weights) = (entity.as_slice()?, items.as_slice()?, weights.as_slice()?);
    if items.len() != weights.len() {
        let (items, weights) = (items.len(), weights.len());
        return Err(PyValueError::new_err(format!(
            "{purpose}: {weights} weights for {items} items; give one per item"
        )));
    }
    let choice = GumbelTopK::new(weights, k).map_err(|error| purpose_error(purpose, error))?;
    let number = purpose_number(purpose);
    let of_entity =
        |entity: &i64| positions(choice.sample(|item| Stream::new(seed, number, *entity as u64, items[item] as u64)));
    let chosen: Vec<i64> = py.detach(|| entity.iter().flat_map(of_entity).collect());
    Ok(chosen.into_pyarray(py))
}

fn positions(order: Vec<usize>) -> Vec<i64> {
    order.into_iter().map(|position| position as i64).collect()
}

/// Probabilities of the ranks 1 to n of a Zipf distribution.
#[pyfunction(signature = (n, alpha, /))]
pub fn zipf_weights(py: Python<'_>, n: u64, alpha: f64) -> Returned<'_, f64> {
    let weights = py.detach(|| sample::zipf_weights(n, alpha)).map_err(value_error)?;
    Ok(weights.into_pyarray(py))
}

/// Declares functions of each value, with the same bits on every platform.
macro_rules! maps {
    ($( $(#[$doc:meta])* $name:ident )+) => { $(
        $(#[$doc])*
        #[pyfunction(signature = (values, /))]
        pub fn $name<'py>(py: Python<'py>, values: Reals<'py>) -> Returned<'py, f64> {
            let values = values.as_slice()?;
            let mapped: Vec<f64> = py.detach(|| values.iter().map(|&value| math::$name(value)).collect());
            Ok(mapped.into_pyarray(py))
        }
    )+ };
}

maps! {
    /// Exponential of each value.
    exp
    /// Natural logarithm of each value.
    ln
    /// Sine of each value (radians).
    sin
    /// Cosine of each value (radians).
    cos
    /// Arc sine of each value, radians.
    asin
}
