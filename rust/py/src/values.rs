//! What the planner and the simulator tell each other week by week: columns with names, in both directions.

use numpy::{IntoPyArray, PyArray1, PyArrayMethods, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use supplygen_core::sim::center::Flow as CoreFlow;
use supplygen_core::sim::stock::Lot;
use supplygen_core::sim::{StoreStock as CoreStock, TransferOrder};

/// Declares a class of columns of one length.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident of $type:ty { $first:ident $( , $field:ident )* }) => {
        $(#[$doc])*
        #[pyclass(module = "supplygen._core", frozen, get_all)]
        pub struct $name { $first: Py<PyArray1<$type>> $( , $field: Py<PyArray1<$type>> )* }

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = (*, $first $( , $field )*))]
            fn new($first: Bound<'_, PyArray1<$type>> $( , $field: Bound<'_, PyArray1<$type>> )*) -> PyResult<Self> {
                $( same_length(stringify!($field), $field.len(), stringify!($first), $first.len())?; )*
                Ok(Self { $first: $first.unbind() $( , $field: $field.unbind() )* })
            }

            fn __len__(&self, py: Python<'_>) -> usize {
                self.$first.bind(py).len()
            }
        }
    };
}

columns! {
    /// Cases of batches by item.
    Lots of i64 { item, batch, expiry, cases }
}

columns! {
    /// Cases that are wanted at other centers; those that are available leave.
    TransferOrders of i64 { giver, receiver, cases }
}

columns! {
    /// Cases that moved through the centers' books in a week, item by item.
    Flow of i32 { ordered, allocated, cut, written }
}

columns! {
    /// Eaches by store and SKU.
    StoreStock of i32 { store, sku, eaches }
}

fn same_length(field: &str, found: usize, first: &str, due: usize) -> PyResult<()> {
    if found == due {
        return Ok(());
    }
    Err(PyValueError::new_err(format!("{field} has {found} values, {first} {due}")))
}

/// A column, as the core counts.
pub fn narrow(field: &str, column: &Bound<'_, PyArray1<i64>>) -> PyResult<Vec<i32>> {
    let narrowed = |&value: &i64| {
        i32::try_from(value).map_err(|_| PyValueError::new_err(format!("{field} {value} does not fit 32 bits")))
    };
    column.readonly().as_array().iter().map(narrowed).collect()
}

/// One column of rows.
fn column<R, T: numpy::Element>(py: Python<'_>, rows: &[R], of: impl Fn(&R) -> T) -> Py<PyArray1<T>> {
    rows.iter().map(of).collect::<Vec<T>>().into_pyarray(py).unbind()
}

impl Lots {
    pub fn of(py: Python<'_>, rows: &[(i32, Lot)]) -> Self {
        Self {
            item: column(py, rows, |row| row.0.into()),
            batch: column(py, rows, |row| row.1.batch.into()),
            expiry: column(py, rows, |row| row.1.expiry.into()),
            cases: column(py, rows, |row| row.1.cases.into()),
        }
    }

    pub fn rows(&self, py: Python<'_>) -> PyResult<Vec<(i32, Lot)>> {
        let (item, batch) = (narrow("item", self.item.bind(py))?, narrow("batch", self.batch.bind(py))?);
        let (expiry, cases) = (narrow("expiry", self.expiry.bind(py))?, narrow("cases", self.cases.bind(py))?);
        let lot = |at| (item[at], Lot { expiry: expiry[at], batch: batch[at], cases: cases[at] });
        Ok((0..item.len()).map(lot).collect())
    }
}

impl TransferOrders {
    pub fn rows(&self, py: Python<'_>) -> PyResult<Vec<TransferOrder>> {
        let (giver, receiver) = (narrow("giver", self.giver.bind(py))?, narrow("receiver", self.receiver.bind(py))?);
        let cases = narrow("cases", self.cases.bind(py))?;
        let order = |at| TransferOrder { giver: giver[at], receiver: receiver[at], cases: cases[at] };
        Ok((0..giver.len()).map(order).collect())
    }
}

impl Flow {
    pub fn of(py: Python<'_>, rows: &[CoreFlow]) -> Self {
        Self {
            ordered: column(py, rows, |row| row.ordered),
            allocated: column(py, rows, |row| row.allocated),
            cut: column(py, rows, |row| row.cut),
            written: column(py, rows, |row| row.written),
        }
    }
}

impl StoreStock {
    pub fn of(py: Python<'_>, rows: &[CoreStock]) -> Self {
        Self {
            store: column(py, rows, |row| row.store),
            sku: column(py, rows, |row| row.sku as i32),
            eaches: column(py, rows, |row| row.eaches),
        }
    }
}
