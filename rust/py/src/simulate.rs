//! The outbound simulation for Python: arrays in, arrays out.
#![expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]

use crate::error::value_error;
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArray3, PyArray4, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray3};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::{ThreadPool, ThreadPoolBuilder};
use supplygen_core::promo::Promotion;
use supplygen_core::sim::counters::{DATED_TABLES, LINE_TABLES};
use supplygen_core::sim::rows::ColumnData;
use supplygen_core::sim::totals::{MEASURES, Week};
use supplygen_core::sim::{Arrivals, Simulator as Core, WorldSpec};

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
    #[pyo3(signature = (world, jobs, /))]
    fn new(py: Python<'_>, world: &Bound<'_, PyDict>, jobs: usize) -> PyResult<Self> {
        let spec = world_spec(&Fields(world))?;
        let (weeks, dcs, channels) = (spec.weeks, spec.dc_latitude.len(), spec.channels);
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build().map_err(value_error)?;
        let core = py.detach(|| pool.install(|| Core::new(spec)));
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
        let items = self.core.items().len();
        if let Some(unknown) = item.iter().find(|&&item| usize::try_from(item).map_or(true, |item| item >= items)) {
            return Err(PyValueError::new_err(format!("item {unknown} is none of the {items} items")));
        }
        self.core.receive(week, Arrivals { item, batch, expiry, cases });
        Ok(())
    }

    #[expect(clippy::type_complexity, reason = "two parallel columns")]
    #[pyo3(signature = (week, /))]
    fn simulate<'py>(
        &mut self,
        py: Python<'py>,
        week: i32,
    ) -> PyResult<(Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<i32>>)> {
        self.check_week(week)?;
        let Self { core, pool, .. } = self;
        let flow = py.detach(|| pool.install(|| core.simulate(week)));
        let (ordered, allocated): (Vec<i32>, Vec<i32>) = flow.iter().map(|f| (f.ordered, f.allocated)).unzip();
        Ok((ordered.into_pyarray(py), allocated.into_pyarray(py)))
    }

    fn dated_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray3<i64>>> {
        let counts: Vec<i64> = self.core.centers().iter().flat_map(|c| c.counters.dated().iter().copied()).collect();
        counts.into_pyarray(py).reshape([self.dcs, DATED_TABLES.len(), self.weeks as usize * 7])
    }

    fn line_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<i64>>> {
        let counts: Vec<i64> = self.core.centers().iter().flat_map(|c| c.counters.lines().iter().copied()).collect();
        counts.into_pyarray(py).reshape([self.dcs, LINE_TABLES.len()])
    }

    fn totals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray4<i64>>> {
        let totals: Vec<i64> =
            self.core.centers().iter().flat_map(|c| c.totals.cells().iter().flat_map(Week::values)).collect();
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
        ColumnData::Bool(values) => columns.set_item(name, values.into_pyarray(py)),
    }
}

/// The entries of the world's dictionary, by name.
struct Fields<'a, 'py>(&'a Bound<'py, PyDict>);

impl<'py> Fields<'_, 'py> {
    fn item(&self, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.0.get_item(name)?.ok_or_else(|| PyKeyError::new_err(format!("the world lacks {name}")))
    }

    fn scalar<T>(&self, name: &str) -> PyResult<T>
    where
        T: for<'a> FromPyObject<'a, 'py, Error: Into<PyErr>>,
    {
        self.item(name)?.extract::<T>().map_err(Into::into)
    }

    fn array<T: numpy::Element + Copy>(&self, name: &str) -> PyResult<Vec<T>> {
        let array = self.item(name)?;
        let array = array.cast::<PyArray1<T>>().map_err(|_| {
            let wanted = std::any::type_name::<T>();
            PyValueError::new_err(format!("the world's {name} must be a one-dimensional array of {wanted}"))
        })?;
        Ok(array.readonly().as_slice()?.to_vec())
    }

    /// Entries `start[i]..start[i + 1]` of an array, one list per i.
    fn lists(&self, name: &str) -> PyResult<Vec<Vec<u32>>> {
        let (start, values) = (self.array::<i64>(&format!("{name}_start"))?, self.array::<u32>(name)?);
        Ok(start.windows(2).map(|w| values[w[0] as usize..w[1] as usize].to_vec()).collect())
    }
}

fn world_spec(fields: &Fields<'_, '_>) -> PyResult<WorldSpec> {
    let season_weeks = fields.scalar("season_weeks")?;
    Ok(WorldSpec {
        seed: fields.scalar("seed")?,
        start_day: fields.scalar("start_day")?,
        weeks: fields.scalar("weeks")?,
        units_per_case: fields.array("units_per_case")?,
        case_grams: fields.array("case_grams")?,
        case_price_cents: fields.array("case_price_cents")?,
        season_of: fields.array("season_of")?,
        sku_division: fields.array("sku_division")?,
        first_week: fields.array("first_week")?,
        end_week: fields.array("end_week")?,
        season: fields.array("season")?,
        season_weeks,
        account_division: fields.array("account_division")?,
        account_priority: fields.array("account_priority")?,
        store_account: fields.array("store_account")?,
        channels: fields.scalar("channels")?,
        store_channel: fields.array("store_channel")?,
        store_dc: fields.array("store_dc")?,
        store_latitude: fields.array("store_latitude")?,
        store_longitude: fields.array("store_longitude")?,
        store_cadence: fields.array("store_cadence")?,
        store_orders_per_week: fields.array("store_orders_per_week")?,
        store_weekday: fields.array("store_weekday")?,
        pair_start: fields.array::<i64>("pair_start")?.into_iter().map(|at| at as usize).collect(),
        pair_sku: fields.array("pair_sku")?,
        pair_rate: fields.array("pair_rate")?,
        dc_latitude: fields.array("dc_latitude")?,
        dc_longitude: fields.array("dc_longitude")?,
        dc_dispatch_days: fields.array("dc_dispatch_days")?,
        dc_carriers: pairs(&fields.array("dc_carriers")?),
        dc_on_time: pairs(&fields.array("dc_on_time")?),
        promotions: promotions(fields)?,
    })
}

fn pairs<T: Copy>(flat: &[T]) -> Vec<[T; 2]> {
    flat.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

fn promotions(fields: &Fields<'_, '_>) -> PyResult<Vec<Promotion>> {
    let first_week = fields.array::<i32>("promo_first_week")?;
    let last_week = fields.array::<i32>("promo_last_week")?;
    let hangover_weeks = fields.array::<i32>("promo_hangover_weeks")?;
    let (lift, hangover) = (fields.array::<f64>("promo_lift")?, fields.array::<f64>("promo_hangover")?);
    let discount_bp = fields.array::<u16>("promo_discount_bp")?;
    let lists = fields.lists("promo_skus")?.into_iter().zip(fields.lists("promo_accounts")?);
    Ok(lists
        .enumerate()
        .map(|(at, (skus, accounts))| Promotion {
            first_week: first_week[at],
            last_week: last_week[at],
            hangover_weeks: hangover_weeks[at],
            lift: lift[at],
            hangover: hangover[at],
            discount_bp: discount_bp[at],
            skus,
            accounts,
        })
        .collect())
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

/// Adds the names of the simulation's tables and totals to the module.
pub fn add_names(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("DATED_TABLES", DATED_TABLES)?;
    module.add("LINE_TABLES", LINE_TABLES)?;
    module.add("MEASURES", MEASURES)
}
