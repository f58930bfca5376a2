//! What carriers charge, for Python: price lists and moves in, cents out.
#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]

use crate::spec::price_lists;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use supplygen_core::sim::spec::Moved;

/// `charges(prices, lists, days, moved)`: what each move of a day costs, cents; `lists` are price lists of the first
/// period, `moved` is hectometers, grams and pallets.
#[pyfunction]
#[pyo3(signature = (prices, lists, days, moved, /))]
pub fn charges<'py>(
    py: Python<'py>,
    prices: Bound<'py, PyAny>,
    lists: PyReadonlyArray1<'py, i64>,
    days: PyReadonlyArray1<'py, i64>,
    moved: [PyReadonlyArray1<'py, i64>; 3],
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let prices = price_lists(prices)?;
    let (lists, days) = (lists.as_slice()?, days.as_slice()?);
    let [hectometers, grams, pallets] = &moved;
    let (hectometers, grams, pallets) = (hectometers.as_slice()?, grams.as_slice()?, pallets.as_slice()?);
    if [days.len(), hectometers.len(), grams.len(), pallets.len()] != [lists.len(); 4] {
        return Err(PyValueError::new_err("lists, days and what is moved must have one length"));
    }
    let charge = |at: usize| {
        let moved = Moved { hectometers: hectometers[at], grams: grams[at], pallets: pallets[at] };
        prices.charge(prices.on(lists[at] as usize, days[at] as i32), moved)
    };
    Ok((0..lists.len()).map(charge).collect::<Vec<_>>().into_pyarray(py))
}
