//! The encoder of one table: checks a batch of columns and appends its rows.

use std::borrow::Cow;
use std::ops::Range;

use super::binary::Binary;
use super::column::Column;
use super::dialect::{Backslashes, Csv, csv_header};
use super::error::{ColumnFault, EncodeError, Fault};
use super::format::{Cell, RowFormat};
use super::frame::{BINARY_HEADER, BINARY_TRAILER, MAX_FIELDS};
use super::source::{Source, bind};
use super::spec::{FieldSpec, Format};
use super::text::Text;

/// Bytes to reserve for a field: above the average of a fact table (9 with the length word), so that one allocation
/// serves most batches.
const RESERVED_FIELD_BYTES: usize = 16;

/// Encodes rows of one table.
#[derive(Clone, Debug)]
pub struct TableEncoder {
    table: String,
    fields: Vec<FieldSpec>,
    format: Format,
}

/// A field with what its values are made from.
struct Bound<'a> {
    source: Source<'a>,
    nullable: bool,
}

impl TableEncoder {
    /// An encoder of rows with these fields, in this order.
    ///
    /// # Errors
    /// If there are no fields or more than a table can have.
    pub fn new(table: String, fields: Vec<FieldSpec>, format: Format) -> Result<Self, EncodeError> {
        if fields.is_empty() || fields.len() > MAX_FIELDS {
            return Err(EncodeError::FieldCount { table, fields: fields.len(), limit: MAX_FIELDS });
        }
        Ok(Self { table, fields, format })
    }

    /// The bytes before the first row.
    #[must_use]
    pub fn header(&self) -> Cow<'static, [u8]> {
        match self.format {
            Format::Binary => Cow::Borrowed(BINARY_HEADER),
            Format::Text => Cow::Borrowed(b""),
            Format::Csv => Cow::Owned(csv_header(self.fields.iter().map(|field| field.name.as_str()))),
        }
    }

    /// The bytes after the last row.
    #[must_use]
    pub fn trailer(&self) -> &'static [u8] {
        match self.format {
            Format::Binary => BINARY_TRAILER,
            Format::Text | Format::Csv => b"",
        }
    }

    /// The table's fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldSpec] {
        &self.fields
    }

    /// The number of rows of columns of these lengths.
    ///
    /// # Errors
    /// If there is not one column per field, or if their lengths differ.
    pub fn check_lengths(&self, lengths: &[usize]) -> Result<usize, EncodeError> {
        if lengths.len() != self.fields.len() {
            let (columns, fields) = (lengths.len(), self.fields.len());
            return Err(EncodeError::ColumnCount { table: self.table.clone(), columns, fields });
        }
        let expected = lengths[0];
        match lengths.iter().position(|rows| *rows != expected) {
            Some(field) => Err(self.column_error(field, ColumnFault::Length { rows: lengths[field], expected })),
            None => Ok(expected),
        }
    }

    /// Rows `start..stop` of columns of `rows`; without `stop`, to the end.
    ///
    /// # Errors
    /// If the columns do not have them.
    pub fn check_range(&self, start: usize, stop: Option<usize>, rows: usize) -> Result<Range<usize>, EncodeError> {
        let stop = stop.unwrap_or(rows);
        if start > stop || stop > rows {
            return Err(EncodeError::RowRange { table: self.table.clone(), start, stop, rows });
        }
        Ok(start..stop)
    }

    /// Appends all rows of the columns and returns how many. `first_row` is what errors call the first.
    ///
    /// # Errors
    /// If the columns do not fit the fields or a value does not fit its type; `out` then ends with the last good row.
    pub fn encode(&self, columns: &[Column<'_>], first_row: usize, out: &mut Vec<u8>) -> Result<usize, EncodeError> {
        let lengths: Vec<usize> = columns.iter().map(Column::len).collect();
        let rows = self.check_lengths(&lengths)?;
        out.reserve(rows * self.fields.len() * RESERVED_FIELD_BYTES);
        match self.format {
            Format::Binary => self.encode_as::<Binary>(columns, rows, first_row, out)?,
            Format::Text => self.encode_as::<Text<Backslashes>>(columns, rows, first_row, out)?,
            Format::Csv => self.encode_as::<Text<Csv>>(columns, rows, first_row, out)?,
        }
        Ok(rows)
    }

    fn encode_as<F: RowFormat>(
        &self,
        columns: &[Column<'_>],
        rows: usize,
        first_row: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let bound = self.bind::<F>(columns)?;
        for row in 0..rows {
            let start = out.len();
            if let Err((field, fault)) = write_row::<F>(&bound, row, out) {
                out.truncate(start);
                return Err(self.value_error(field, first_row + row, fault));
            }
        }
        Ok(())
    }

    fn bind<'a, F: RowFormat>(&self, columns: &'a [Column<'a>]) -> Result<Vec<Bound<'a>>, EncodeError> {
        let pairs = self.fields.iter().zip(columns).enumerate();
        pairs
            .map(|(index, (field, column))| {
                let source = bind::<F>(field.kind, column).map_err(|fault| self.column_error(index, fault))?;
                Ok(Bound { source, nullable: field.nullable })
            })
            .collect()
    }

    fn column_error(&self, field: usize, fault: ColumnFault) -> EncodeError {
        EncodeError::Column { table: self.table.clone(), column: self.fields[field].name.clone(), fault }
    }

    #[cold]
    fn value_error(&self, field: usize, row: usize, fault: Fault) -> EncodeError {
        EncodeError::Value { table: self.table.clone(), column: self.fields[field].name.clone(), row, fault }
    }
}

/// Appends one row, or says which field is wrong.
#[inline]
fn write_row<F: RowFormat>(fields: &[Bound<'_>], row: usize, out: &mut Vec<u8>) -> Result<(), (usize, Fault)> {
    F::begin_row(fields.len(), out);
    for (index, field) in fields.iter().enumerate() {
        F::begin_field(index, out);
        match F::value(&field.source, row, out) {
            Ok(Cell::Written) => {}
            Ok(Cell::Null) if field.nullable => F::null(out),
            Ok(Cell::Null) => return Err((index, Fault::Null)),
            Err(fault) => return Err((index, fault)),
        }
    }
    F::end_row(out);
    Ok(())
}
