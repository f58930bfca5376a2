//! The one door through which errors of the core leave as Python exceptions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::error::Error;

/// A value that the core refused, as `ValueError` with the core's own message.
pub fn value_error(error: impl Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// A refused set of weights, as `ValueError` that names the purpose.
pub fn purpose_error(purpose: &str, error: impl Error) -> PyErr {
    PyValueError::new_err(format!("{purpose}: {error}"))
}

/// A refused parameter of one draw, as `ValueError` that names the purpose and the row.
pub fn draw_error(purpose: &str, row: usize, error: impl Error) -> PyErr {
    PyValueError::new_err(format!("{purpose}, row {row}: {error}"))
}
