//! What a format of COPY must be able to write.

use super::error::Fault;
use super::prepare::Prepare;
use super::source::Source;

/// Whether a field's value was appended.
pub(super) enum Cell {
    Written,
    /// Nothing was appended: the value is NULL.
    Null,
}

/// A format of rows.
pub(super) trait RowFormat: Prepare {
    /// Appends what comes before the first field.
    fn begin_row(fields: usize, out: &mut Vec<u8>);
    /// Appends what comes before a field.
    fn begin_field(index: usize, out: &mut Vec<u8>);
    /// Appends a value.
    fn value(source: &Source<'_>, row: usize, out: &mut Vec<u8>) -> Result<Cell, Fault>;
    /// Appends a NULL.
    fn null(out: &mut Vec<u8>);
    /// Appends what comes after the last field.
    fn end_row(out: &mut Vec<u8>);
}

/// Appends what is there with `write`.
#[inline]
pub(super) fn optional<T>(value: Option<T>, write: impl FnOnce(T) -> Result<(), Fault>) -> Result<Cell, Fault> {
    match value {
        Some(value) => write(value).map(|()| Cell::Written),
        None => Ok(Cell::Null),
    }
}
