//! `Block`: encoded rows that Python reads in place.

use std::ffi::c_int;
use std::os::raw::c_void;

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

/// What the buffer protocol calls true.
const READ_ONLY: c_int = 1;

/// Encoded rows, read-only: `memoryview(block)` copies nothing.
#[pyclass(frozen, module = "supplygen._core")]
pub struct Block {
    data: Vec<u8>,
    /// Number of rows in it.
    #[pyo3(get)]
    rows: usize,
}

impl Block {
    pub fn new(data: Vec<u8>, rows: usize) -> Self {
        Self { data, rows }
    }
}

#[pymethods]
impl Block {
    fn __len__(&self) -> usize {
        self.data.len()
    }

    fn __repr__(&self) -> String {
        format!("Block({} rows, {} bytes)", self.rows, self.data.len())
    }

    /// Lends the bytes; the view keeps the block alive.
    ///
    /// # Safety
    /// `view` comes from the interpreter, which passes a valid one.
    unsafe fn __getbuffer__(slf: &Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("the view is null"));
        }
        let data = &slf.get().data;
        let (start, length) = (data.as_ptr().cast::<c_void>().cast_mut(), data.len() as isize);
        // SAFETY: the block is frozen, so its bytes neither move nor change while the view holds a reference to it,
        // and a view that is marked read-only is never written to.
        match unsafe { ffi::PyBuffer_FillInfo(view, slf.as_ptr(), start, length, READ_ONLY, flags) } {
            0 => Ok(()),
            _ => Err(PyErr::fetch(slf.py())),
        }
    }
}
