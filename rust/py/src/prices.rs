//! What carriers charge, for Python: price lists and moves in, cents out.
#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]

use crate::spec::price_lists;
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use supplygen_core::sim::billing::{Overcharge, overcharge};
use supplygen_core::sim::spec::{Charge, Moved};

/// `charges(prices, lists, days, moved)`: linehaul, fuel and handling of each move of a day, cents; `lists` are price
/// lists of the first period, `moved` is hectometers, grams and pallets of a move without stops on the way.
#[pyfunction]
#[pyo3(signature = (prices, lists, days, moved, /))]
pub fn charges<'py>(
    py: Python<'py>,
    prices: Bound<'py, PyAny>,
    lists: PyReadonlyArray1<'py, i64>,
    days: PyReadonlyArray1<'py, i64>,
    moved: [PyReadonlyArray1<'py, i64>; 3],
) -> PyResult<[Bound<'py, PyArray1<i64>>; 3]> {
    let prices = price_lists(prices)?;
    let (lists, days) = (lists.as_slice()?, days.as_slice()?);
    let [hectometers, grams, pallets] = &moved;
    let (hectometers, grams, pallets) = (hectometers.as_slice()?, grams.as_slice()?, pallets.as_slice()?);
    if [days.len(), hectometers.len(), grams.len(), pallets.len()] != [lists.len(); 4] {
        return Err(PyValueError::new_err("lists, days and what is moved must have one length"));
    }
    let charge = |at: usize| {
        let moved = Moved { hectometers: hectometers[at], grams: grams[at], pallets: pallets[at], stops: 1 };
        prices.charge(prices.on(lists[at] as usize, days[at] as i32), moved)
    };
    let charges: Vec<Charge> = (0..lists.len()).map(charge).collect();
    let column = |part: fn(&Charge) -> i64| charges.iter().map(part).collect::<Vec<_>>().into_pyarray(py);
    Ok([column(|charge| charge.linehaul), column(|charge| charge.fuel), column(|charge| charge.handling)])
}

/// `overcharges(seed, share, keys, due)`: what bills charge too much on linehaul and fuel, cents; `due` is what they ought
/// to charge on them. `None` as share: all bills are right.
#[pyfunction]
#[pyo3(signature = (seed, share, keys, due, /))]
pub fn overcharges<'py>(
    py: Python<'py>,
    seed: u64,
    share: Option<f64>,
    keys: PyReadonlyArray1<'py, i64>,
    due: [PyReadonlyArray1<'py, i64>; 2],
) -> PyResult<[Bound<'py, PyArray1<i64>>; 2]> {
    let [linehaul, fuel] = &due;
    let (keys, linehaul, fuel) = (keys.as_slice()?, linehaul.as_slice()?, fuel.as_slice()?);
    if [linehaul.len(), fuel.len()] != [keys.len(); 2] {
        return Err(PyValueError::new_err("keys and what is due must have one length"));
    }
    // Bills of runs to stores are told apart by a day after 1970; these have none.
    let of_bill = |at: usize| {
        let charge = Charge { linehaul: linehaul[at], fuel: fuel[at], ..Charge::default() };
        overcharge(seed, (keys[at] as u64, 0), share, &charge)
    };
    let errors: Vec<Overcharge> = (0..keys.len()).map(of_bill).collect();
    let column = |part: fn(&Overcharge) -> i64| errors.iter().map(part).collect::<Vec<_>>().into_pyarray(py);
    Ok([column(|error| error.linehaul), column(|error| error.fuel)])
}
