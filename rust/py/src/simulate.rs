//! The outbound simulation for Python: arrays in, arrays out.
#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]

use crate::error::value_error;
use crate::spec::outbound_spec;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3, PyArray4, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray3};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use rayon::{ThreadPool, ThreadPoolBuilder};
use supplygen_core::sim::center::Flow;
use supplygen_core::sim::codes::{CODES, Touch};
use supplygen_core::sim::column::ColumnData;
use supplygen_core::sim::rows::{DATED_TABLES, LINE_TABLES};
use supplygen_core::sim::stock::Lot;
use supplygen_core::sim::totals::{MEASURES, Week};
use supplygen_core::sim::{Arrivals, Simulator as Core};

/// All distribution centers and their stores, week by week.
#[pyclass(module = "supplygen._core")]
pub struct Simulator {
    core: Core,
    pool: ThreadPool,
    weeks: i32,
    dcs: usize,
    channels: usize,
}

#[pymethods]
impl Simulator {
    #[new]
    #[pyo3(signature = (spec, jobs, /))]
    fn new(py: Python<'_>, spec: Bound<'_, PyAny>, jobs: usize) -> PyResult<Self> {
        let spec = outbound_spec(spec)?;
        let (weeks, dcs, channels) = (spec.weeks, spec.centers.rows(), spec.channels.rows());
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(value_error)?;
        let core = py.detach(|| pool.install(|| Core::new(spec))).map_err(value_error)?;
        Ok(Self { core, pool, weeks, dcs, channels })
    }

    fn items<'py>(&self, py: Python<'py>) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>) {
        let (dc, sku): (Vec<i64>, Vec<i64>) =
            self.core.items().into_iter().map(|(dc, sku)| (dc as i64, i64::from(sku))).unzip();
        (dc.into_pyarray(py), sku.into_pyarray(py))
    }

    fn expected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let items = self.core.items().len();
        let cases = py.detach(|| self.pool.install(|| self.core.expected()));
        let weeks = cases.len() / items.max(1);
        cases.into_pyarray(py).reshape([items, weeks])
    }

    fn expected_orders<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let items = self.core.items().len();
        let cases = py.detach(|| self.pool.install(|| self.core.expected_orders()));
        let weeks = cases.len() / items.max(1);
        cases.into_pyarray(py).reshape([items, weeks])
    }

    #[expect(clippy::type_complexity, reason = "three parallel columns")]
    #[pyo3(signature = (closing, /))]
    fn store_stock<'py>(
        &self,
        py: Python<'py>,
        closing: bool,
    ) -> (Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<i32>>) {
        let stock = py.detach(|| self.core.store_stock(closing));
        let store = stock.iter().map(|row| row.0).collect::<Vec<_>>();
        let sku = stock.iter().map(|row| row.1 as i32).collect::<Vec<_>>();
        let eaches = stock.iter().map(|row| row.2).collect::<Vec<_>>();
        (store.into_pyarray(py), sku.into_pyarray(py), eaches.into_pyarray(py))
    }

    #[pyo3(signature = (week, item, batch, expiry, cases, /))]
    fn receive(
        &mut self,
        week: i32,
        item: PyReadonlyArray1<'_, i32>,
        batch: PyReadonlyArray1<'_, i32>,
        expiry: PyReadonlyArray1<'_, i32>,
        cases: PyReadonlyArray1<'_, i32>,
    ) -> PyResult<()> {
        self.check_week(week)?;
        let (item, batch, expiry, cases) = (item.as_slice()?, batch.as_slice()?, expiry.as_slice()?, cases.as_slice()?);
        if [batch.len(), expiry.len(), cases.len()].iter().any(|&length| length != item.len()) {
            return Err(PyValueError::new_err("item, batch, expiry and cases must be of one length"));
        }
        self.check_items(item)?;
        self.core.receive(week, Arrivals { item, batch, expiry, cases });
        Ok(())
    }

    #[pyo3(signature = (week, giver, receiver, cases, /))]
    fn transfer(
        &mut self,
        week: i32,
        giver: PyReadonlyArray1<'_, i32>,
        receiver: PyReadonlyArray1<'_, i32>,
        cases: PyReadonlyArray1<'_, i32>,
    ) -> PyResult<()> {
        self.check_week(week)?;
        let (giver, receiver, cases) = (giver.as_slice()?, receiver.as_slice()?, cases.as_slice()?);
        if giver.len() != receiver.len() || giver.len() != cases.len() {
            return Err(PyValueError::new_err("giver, receiver and cases must be of one length"));
        }
        self.check_items(giver)?;
        self.check_items(receiver)?;
        self.core.transfer(week, giver, receiver, cases);
        Ok(())
    }

    #[expect(clippy::type_complexity, reason = "three parallel columns")]
    fn transferred<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>) {
        let lots = self.core.transferred();
        let column = |of: fn(&(i32, Lot)) -> i64| lots.iter().map(of).collect::<Vec<_>>().into_pyarray(py);
        (column(|row| row.0.into()), column(|row| row.1.batch.into()), column(|row| row.1.cases.into()))
    }

    #[pyo3(signature = (batches, /))]
    fn contaminate(&mut self, batches: PyReadonlyArray1<'_, i32>) -> PyResult<()> {
        self.core.contaminate(batches.as_slice()?);
        Ok(())
    }

    #[expect(clippy::type_complexity, reason = "three parallel columns")]
    #[pyo3(signature = (week, /))]
    fn simulate<'py>(
        &mut self,
        py: Python<'py>,
        week: i32,
    ) -> PyResult<(Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<i32>>)> {
        self.check_week(week)?;
        let Self { core, pool, .. } = self;
        let flow = py.detach(|| pool.install(|| core.simulate(week)));
        let column = |of: fn(&Flow) -> i32| flow.iter().map(of).collect::<Vec<i32>>().into_pyarray(py);
        Ok((column(|f| f.ordered), column(|f| f.allocated), column(|f| f.written)))
    }

    fn dated_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray3<i64>>> {
        let counts: Vec<i64> =
            self.core.centers().iter().flat_map(|c| c.record.counters.dated().iter().copied()).collect();
        counts.into_pyarray(py).reshape([self.dcs, DATED_TABLES.len(), self.weeks as usize * 7])
    }

    fn line_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<i64>>> {
        let counts: Vec<i64> =
            self.core.centers().iter().flat_map(|c| c.record.counters.lines().iter().copied()).collect();
        counts.into_pyarray(py).reshape([self.dcs, LINE_TABLES.len()])
    }

    fn totals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray4<i64>>> {
        let totals: Vec<i64> =
            self.core.centers().iter().flat_map(|c| c.record.totals.cells().iter().flat_map(Week::values)).collect();
        totals.into_pyarray(py).reshape([self.dcs, self.channels + 1, self.weeks as usize, MEASURES.len()])
    }

    #[expect(clippy::type_complexity, reason = "three parallel columns")]
    fn closing_lots<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>) {
        let (mut item, mut batch, mut cases, mut first) = (Vec::new(), Vec::new(), Vec::new(), 0_i64);
        for center in self.core.centers() {
            for (local, lot) in center.closing_lots() {
                item.push(first + i64::from(local));
                batch.push(i64::from(lot.batch));
                cases.push(i64::from(lot.cases));
            }
            first += center.site.items.len() as i64;
        }
        (item.into_pyarray(py), batch.into_pyarray(py), cases.into_pyarray(py))
    }

    #[pyo3(signature = (bases, /))]
    fn rewind(&mut self, py: Python<'_>, bases: PyReadonlyArray3<'_, i64>) -> PyResult<()> {
        let per_center = DATED_TABLES.len() * self.weeks as usize * 7;
        let flat = bases.as_slice()?;
        if flat.len() != self.dcs * per_center {
            return Err(PyValueError::new_err("bases must have the shape of dated_counts()"));
        }
        let bases: Vec<Vec<i64>> = flat.chunks(per_center).map(<[i64]>::to_vec).collect();
        let Self { core, pool, .. } = self;
        py.detach(|| pool.install(|| core.rewind(&bases)));
        Ok(())
    }

    #[pyo3(signature = (week, first_dc, end_dc, /))]
    fn emit<'py>(
        &mut self,
        py: Python<'py>,
        week: i32,
        first_dc: usize,
        end_dc: usize,
    ) -> PyResult<Bound<'py, PyDict>> {
        self.check_week(week)?;
        if first_dc > end_dc || end_dc > self.dcs {
            return Err(PyValueError::new_err(format!("no distribution centers {first_dc}..{end_dc} of {}", self.dcs)));
        }
        let Self { core, pool, .. } = self;
        let tables = py.detach(|| pool.install(|| core.emit(week, first_dc..end_dc)).into_columns());
        let rows = PyDict::new(py);
        for (table, columns) in tables {
            let named = PyDict::new(py);
            for (name, data) in columns {
                set_column(&named, name, data)?;
            }
            rows.set_item(table, named)?;
        }
        Ok(rows)
    }
}

impl Simulator {
    fn check_items(&self, item: &[i32]) -> PyResult<()> {
        let items = self.core.items().len();
        match item.iter().find(|&&item| usize::try_from(item).map_or(true, |item| item >= items)) {
            Some(unknown) => Err(PyValueError::new_err(format!("item {unknown} is none of the {items} items"))),
            None => Ok(()),
        }
    }

    fn check_week(&self, week: i32) -> PyResult<()> {
        if (0..self.weeks).contains(&week) {
            return Ok(());
        }
        Err(PyValueError::new_err(format!("week {week} lies outside the horizon of {} weeks", self.weeks)))
    }
}

fn set_column(columns: &Bound<'_, PyDict>, name: &str, data: ColumnData) -> PyResult<()> {
    let py = columns.py();
    match data {
        ColumnData::I64(values) => columns.set_item(name, values.into_pyarray(py)),
        ColumnData::I32(values) => columns.set_item(name, values.into_pyarray(py)),
        ColumnData::I16(values) => columns.set_item(name, values.into_pyarray(py)),
    }
}

/// `overlaps(supply_group, supply, demand_group, demand)`: see `supplygen_core::curve`.
#[pyfunction]
#[pyo3(signature = (supply_group, supply, demand_group, demand, /))]
#[expect(clippy::type_complexity, reason = "three parallel columns")]
pub fn overlaps<'py>(
    py: Python<'py>,
    supply_group: PyReadonlyArray1<'py, i64>,
    supply: PyReadonlyArray1<'py, i64>,
    demand_group: PyReadonlyArray1<'py, i64>,
    demand: PyReadonlyArray1<'py, i64>,
) -> PyResult<(Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>)> {
    use supplygen_core::curve::{Curve, overlaps};
    let supply = Curve { group: supply_group.as_slice()?, quantity: supply.as_slice()? };
    let demand = Curve { group: demand_group.as_slice()?, quantity: demand.as_slice()? };
    let found = py.detach(|| overlaps(supply, demand)).map_err(value_error)?;
    let column =
        |of: fn(&supplygen_core::curve::Overlap) -> i64| found.iter().map(of).collect::<Vec<_>>().into_pyarray(py);
    Ok((column(|o| o.supply as i64), column(|o| o.demand as i64), column(|o| o.quantity)))
}

/// Adds the names of the simulation's tables, totals and codes to the module.
pub fn add_names(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("DATED_TABLES", DATED_TABLES)?;
    module.add("LINE_TABLES", LINE_TABLES)?;
    module.add("MEASURES", MEASURES)?;
    module.add("TOUCHES", Touch::NAMES)?;
    let codes = PyDict::new(module.py());
    for (column, names) in CODES {
        codes.set_item(column, PyTuple::new(module.py(), *names)?)?;
    }
    module.add("CODES", codes)
}
