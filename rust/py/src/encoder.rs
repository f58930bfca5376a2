//! `Encoder`: rows for `COPY ... FROM STDIN`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PySlice};
use supplygen_core::pgcopy::{Column, FieldSpec, Format, TableEncoder};

use crate::buffer::Block;
use crate::columns::{Borrowed, Location, borrow};
use crate::error::value_error;

/// Encodes rows of one table.
#[pyclass(frozen, module = "supplygen._core")]
pub struct Encoder {
    table: String,
    encoder: TableEncoder,
}

#[pymethods]
impl Encoder {
    #[new]
    fn new(table: String, fields: Vec<(String, String, bool)>, format: &str) -> PyResult<Self> {
        let specs = fields.into_iter().map(|(name, kind, nullable)| FieldSpec::parse(&table, name, &kind, nullable));
        let specs = specs.collect::<Result<_, _>>().map_err(value_error)?;
        let format = Format::parse(format).map_err(value_error)?;
        let encoder = TableEncoder::new(table.clone(), specs, format).map_err(value_error)?;
        Ok(Self { table, encoder })
    }

    fn header<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.encoder.header())
    }

    fn trailer<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.encoder.trailer())
    }

    #[pyo3(signature = (columns, start = 0, stop = None))]
    fn encode(&self, py: Python<'_>, columns: &Bound<'_, PyAny>, start: usize, stop: Option<usize>) -> PyResult<Block> {
        let columns = columns.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        let borrowed = self.borrow(py, &columns, start, stop)?;
        let columns: Vec<Column<'_>> = borrowed.iter().map(Borrowed::column).collect::<Result<_, _>>()?;
        let mut data = Vec::new();
        let rows = py.detach(|| self.encoder.encode(&columns, start, &mut data)).map_err(value_error)?;
        Ok(Block::new(data, rows))
    }
}

impl Encoder {
    /// Borrows rows `start..stop` of all columns.
    fn borrow<'py>(
        &self,
        py: Python<'py>,
        columns: &[Bound<'py, PyAny>],
        start: usize,
        stop: Option<usize>,
    ) -> PyResult<Vec<Borrowed<'py>>> {
        let lengths = columns.iter().enumerate().map(|(index, column)| self.length(index, column));
        let rows = self.encoder.check_lengths(&lengths.collect::<PyResult<Vec<_>>>()?).map_err(value_error)?;
        let range = self.encoder.check_range(start, stop, rows).map_err(value_error)?;
        let slice = PySlice::new(py, range.start as isize, range.end as isize, 1);
        let pairs = self.encoder.fields().iter().zip(columns);
        pairs
            .map(|(field, column)| {
                let location = Location { table: &self.table, column: &field.name, first_row: start };
                borrow(&location, field.kind, column, &slice)
            })
            .collect()
    }

    fn length(&self, index: usize, column: &Bound<'_, PyAny>) -> PyResult<usize> {
        column.len().map_err(|error| {
            let name = self.encoder.fields().get(index).map_or("(no field)", |field| &field.name);
            PyTypeError::new_err(format!("{}.{name} is no column: {error}; give one value per row", self.table))
        })
    }
}
