//! The outbound simulation for Python: typed values in, arrays out.
#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]

use crate::error::value_error;
use crate::spec::outbound_spec;
use crate::values::{Flow, Lots, StoreStock, TransferOrders, narrow};
use numpy::ndarray::{Dim, Dimension};
use numpy::{Element, IntoPyArray, PyArray, PyArray1, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray3};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use rayon::{ThreadPool, ThreadPoolBuilder};
use supplygen_core::sim::codes::{CODES, Touch};
use supplygen_core::sim::column::ColumnData;
use supplygen_core::sim::rows::{DATED_TABLES, LINE_TABLES};
use supplygen_core::sim::totals::MEASURES;
use supplygen_core::sim::{Grid, Simulator as Core};

type Array<'py, T, const N: usize> = Bound<'py, PyArray<T, Dim<[usize; N]>>>;

/// All distribution centers and their stores, week by week.
#[pyclass(module = "supplygen._core")]
pub struct Simulator {
    core: Core,
    pool: ThreadPool,
}

#[pymethods]
impl Simulator {
    #[new]
    #[pyo3(signature = (spec, jobs, /))]
    fn new(py: Python<'_>, spec: Bound<'_, PyAny>, jobs: usize) -> PyResult<Self> {
        let spec = outbound_spec(spec)?;
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(value_error)?;
        let core = py.detach(|| pool.install(|| Core::new(spec))).map_err(value_error)?;
        Ok(Self { core, pool })
    }

    fn items<'py>(&self, py: Python<'py>) -> (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>) {
        let (dc, sku): (Vec<i64>, Vec<i64>) =
            self.core.items().into_iter().map(|(dc, sku)| (dc as i64, i64::from(sku))).unzip();
        (dc.into_pyarray(py), sku.into_pyarray(py))
    }

    fn expected<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, f64, 2>> {
        shaped(py, py.detach(|| self.pool.install(|| self.core.expected())))
    }

    fn expected_orders<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, f64, 2>> {
        shaped(py, py.detach(|| self.pool.install(|| self.core.expected_orders())))
    }

    fn opening(&self, py: Python<'_>) -> StoreStock {
        StoreStock::of(py, &py.detach(|| self.core.opening()))
    }

    fn closing(&self, py: Python<'_>) -> StoreStock {
        StoreStock::of(py, &py.detach(|| self.core.closing()))
    }

    #[pyo3(signature = (week, lots, /))]
    fn receive(&mut self, py: Python<'_>, week: i32, lots: &Lots) -> PyResult<()> {
        self.core.receive(week, &lots.rows(py)?).map_err(value_error)
    }

    #[pyo3(signature = (week, transfers, /))]
    fn transfer(&mut self, py: Python<'_>, week: i32, transfers: &TransferOrders) -> PyResult<()> {
        self.core.transfer(week, &transfers.rows(py)?).map_err(value_error)
    }

    fn transferred(&self, py: Python<'_>) -> Lots {
        Lots::of(py, &self.core.transferred())
    }

    #[pyo3(signature = (batches, /))]
    fn contaminate(&mut self, batches: Bound<'_, PyArray1<i64>>) -> PyResult<()> {
        self.core.contaminate(&narrow("batch", &batches)?);
        Ok(())
    }

    #[pyo3(signature = (week, /))]
    fn simulate(&mut self, py: Python<'_>, week: i32) -> PyResult<Flow> {
        let Self { core, pool } = self;
        let flow = py.detach(|| pool.install(|| core.simulate(week))).map_err(value_error)?;
        Ok(Flow::of(py, &flow))
    }

    fn dated_counts<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, i64, 3>> {
        shaped(py, self.core.dated_counts())
    }

    fn line_counts<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, i64, 2>> {
        shaped(py, self.core.line_counts())
    }

    fn spread_weeks<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, i32, 2>> {
        shaped(py, self.core.spread_weeks())
    }

    fn totals<'py>(&self, py: Python<'py>) -> PyResult<Array<'py, i64, 4>> {
        shaped(py, self.core.totals())
    }

    fn closing_lots(&self, py: Python<'_>) -> Lots {
        Lots::of(py, &self.core.closing_lots())
    }

    #[pyo3(signature = (bases, /))]
    fn rewind(&mut self, py: Python<'_>, bases: PyReadonlyArray3<'_, i64>) -> PyResult<()> {
        let (Self { core, pool }, bases) = (self, bases.as_slice()?);
        py.detach(|| pool.install(|| core.rewind(bases))).map_err(value_error)
    }

    #[pyo3(signature = (week, first_dc, end_dc, /))]
    fn emit<'py>(
        &mut self,
        py: Python<'py>,
        week: i32,
        first_dc: usize,
        end_dc: usize,
    ) -> PyResult<Bound<'py, PyDict>> {
        let Self { core, pool } = self;
        let rows = py.detach(|| pool.install(|| core.emit(week, first_dc..end_dc))).map_err(value_error)?;
        let tables = PyDict::new(py);
        for (table, columns) in rows.into_columns() {
            let named = PyDict::new(py);
            for (name, data) in columns {
                set_column(&named, name, data)?;
            }
            tables.set_item(table, named)?;
        }
        Ok(tables)
    }
}

fn shaped<T: Element, const N: usize>(py: Python<'_>, grid: Grid<T, N>) -> PyResult<Array<'_, T, N>>
where
    Dim<[usize; N]>: Dimension,
    [usize; N]: numpy::ndarray::IntoDimension<Dim = Dim<[usize; N]>>,
{
    grid.values.into_pyarray(py).reshape(grid.shape)
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
