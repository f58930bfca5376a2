//! Columns of Python (`supplygen.arrays.columns`) as columns of the core, borrowed where they are arrays.

use std::fmt::{self, Display, Formatter};

use numpy::{AsSliceError, Element, PyArray1, PyArrayMethods, PyReadonlyArray1, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PySlice, PyString, PyType};
use supplygen_core::pgcopy::{Column, Ints, Kind, Template};

/// Where a column belongs, for error messages.
pub struct Location<'a> {
    pub table: &'a str,
    pub column: &'a str,
    /// What errors call the first row.
    pub first_row: usize,
}

impl Display for Location<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column)
    }
}

/// What one column's rows are read from; it keeps the Python objects alive while the interpreter is released.
pub enum Borrowed<'py> {
    Int(BorrowedInts<'py>),
    Bool(PyReadonlyArray1<'py, bool>),
    Float(PyReadonlyArray1<'py, f64>),
    Coded(BorrowedInts<'py>, Vec<PyBackedStr>),
    Template(BorrowedTemplate<'py>),
    Text(Vec<Option<PyBackedStr>>),
    TextList(Vec<Option<Vec<PyBackedStr>>>),
    IntList(Vec<Option<Vec<i64>>>),
}

macro_rules! widths {
    ($( $width:ident : $type:ty ),+) => {
        /// An integer array of any width.
        pub enum BorrowedInts<'py> { $( $width(PyReadonlyArray1<'py, $type>) ),+ }

        impl<'py> BorrowedInts<'py> {
            /// The column, if it is such an array.
            fn of(column: &Bound<'py, PyAny>) -> PyResult<Option<Self>> {
                $( if let Some(values) = array(column)? { return Ok(Some(Self::$width(values))); } )+
                Ok(None)
            }

            fn ints(&self) -> Result<Ints<'_>, AsSliceError> {
                Ok(match self { $( Self::$width(values) => Ints::$width(values.as_slice()?) ),+ })
            }
        }
    };
}

widths!(I64: i64, I32: i32, I16: i16, I8: i8, U32: u32, U16: u16, U8: u8);

/// A `supplygen.arrays.columns.Template`.
pub struct BorrowedTemplate<'py> {
    prefix: PyBackedStr,
    width: usize,
    numbers: BorrowedInts<'py>,
    suffix: PyBackedStr,
}

impl Borrowed<'_> {
    /// The same rows for the core.
    pub fn column(&self) -> Result<Column<'_>, AsSliceError> {
        Ok(match self {
            Self::Int(values) => Column::Int(values.ints()?),
            Self::Bool(values) => Column::Bool(values.as_slice()?),
            Self::Float(values) => Column::Float(values.as_slice()?),
            Self::Coded(codes, values) => Column::Coded { codes: codes.ints()?, values: strs(values) },
            Self::Template(template) => Column::Template(template.template()?),
            Self::Text(values) => Column::Text(values.iter().map(Option::as_deref).collect()),
            Self::TextList(values) => Column::TextList(values.iter().map(|list| list.as_deref().map(strs)).collect()),
            Self::IntList(values) => Column::IntList(values.clone()),
        })
    }
}

fn strs(values: &[PyBackedStr]) -> Vec<&str> {
    values.iter().map(PyBackedStr::as_str).collect()
}

impl BorrowedTemplate<'_> {
    fn template(&self) -> Result<Template<'_>, AsSliceError> {
        let (prefix, suffix) = (self.prefix.as_str(), self.suffix.as_str());
        Ok(Template { prefix, width: self.width, numbers: self.numbers.ints()?, suffix })
    }
}

/// Borrows the rows of `column` that `rows` selects, for a field of this kind.
pub fn borrow<'py>(
    location: &Location<'_>,
    kind: Kind,
    column: &Bound<'py, PyAny>,
    rows: &Bound<'py, PySlice>,
) -> PyResult<Borrowed<'py>> {
    if column.is_instance(CODED.import(column.py(), "supplygen.arrays.columns", "Coded")?)? {
        return borrow_coded(location, column, rows);
    }
    if column.is_instance(TEMPLATE.import(column.py(), "supplygen.arrays.columns", "Template")?)? {
        return borrow_template(location, column, rows);
    }
    let column = &column.get_item(rows)?;
    let row = Items { location, unit: "row", first: location.first_row };
    match kind {
        Kind::Text | Kind::Jsonb => row.each(column, "str or None").map(Borrowed::Text),
        Kind::TextArray => row.each(column, "list of str, or None").map(Borrowed::TextList),
        Kind::Int4Array => row.each(column, "list of int, or None").map(Borrowed::IntList),
        _ => borrow_array(location, column),
    }
}

static CODED: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static TEMPLATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn borrow_coded<'py>(
    location: &Location<'_>,
    column: &Bound<'py, PyAny>,
    rows: &Bound<'py, PySlice>,
) -> PyResult<Borrowed<'py>> {
    let value = Items { location, unit: "value", first: 0 };
    let values = value.each(&column.getattr("values")?, "str")?;
    Ok(Borrowed::Coded(borrow_ints(location, &column.getattr("codes")?.get_item(rows)?)?, values))
}

fn borrow_template<'py>(
    location: &Location<'_>,
    column: &Bound<'py, PyAny>,
    rows: &Bound<'py, PySlice>,
) -> PyResult<Borrowed<'py>> {
    Ok(Borrowed::Template(BorrowedTemplate {
        prefix: column.getattr("prefix")?.extract()?,
        width: column.getattr("width")?.extract()?,
        numbers: borrow_ints(location, &column.getattr("numbers")?.get_item(rows)?)?,
        suffix: column.getattr("suffix")?.extract()?,
    }))
}

fn borrow_array<'py>(location: &Location<'_>, column: &Bound<'py, PyAny>) -> PyResult<Borrowed<'py>> {
    if let Some(values) = array(column)? {
        return Ok(Borrowed::Bool(values));
    }
    if let Some(values) = array(column)? {
        return Ok(Borrowed::Float(values));
    }
    borrow_ints(location, column).map(Borrowed::Int)
}

fn borrow_ints<'py>(location: &Location<'_>, column: &Bound<'py, PyAny>) -> PyResult<BorrowedInts<'py>> {
    if let Some(values) = BorrowedInts::of(column)? {
        return Ok(values);
    }
    let found = match column.cast::<PyUntypedArray>() {
        Ok(array) => format!("one of {} with {} dimensions", array.dtype(), array.ndim()),
        Err(_) => column.get_type().name()?.to_string(),
    };
    let wanted =
        "needs a one-dimensional numpy array of signed integers, of unsigned ones up to 32 bits, bool or float64";
    Err(PyTypeError::new_err(format!(
        "{location} {wanted}, not {found}; convert it with numpy.asarray(..., dtype=...)"
    )))
}

/// The column as an array of `T`, if it is one; a strided one is copied.
fn array<'py, T: Element>(column: &Bound<'py, PyAny>) -> PyResult<Option<PyReadonlyArray1<'py, T>>> {
    let Ok(array) = column.cast::<PyArray1<T>>() else {
        return Ok(None);
    };
    if array.is_contiguous() && array.is_aligned() {
        return Ok(Some(array.try_readonly()?));
    }
    Ok(Some(column.call_method0("copy")?.cast::<PyArray1<T>>()?.try_readonly()?))
}

/// How the items of a sequence are called in error messages.
struct Items<'a> {
    location: &'a Location<'a>,
    unit: &'static str,
    first: usize,
}

impl Items<'_> {
    /// All items of a sequence, each as a `T`, which users know as `wanted`.
    fn each<'py, T>(&self, items: &Bound<'py, PyAny>, wanted: &str) -> PyResult<Vec<T>>
    where
        T: for<'a> FromPyObject<'a, 'py>,
    {
        if items.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(format!("{} needs a sequence of {wanted}, not one str", self.location)));
        }
        let items = items.try_iter()?.zip(self.first..);
        items.map(|(item, index)| self.one(&item?, index, wanted)).collect()
    }

    fn one<'py, T>(&self, item: &Bound<'py, PyAny>, index: usize, wanted: &str) -> PyResult<T>
    where
        T: for<'a> FromPyObject<'a, 'py>,
    {
        let Self { location, unit, .. } = self;
        item.extract()
            .map_err(|_| PyTypeError::new_err(format!("{location}, {unit} {index}: {wanted} is needed, not {item:?}")))
    }
}
