//! What can be wrong with a table's fields, its columns or one value, said with table, column, row, limit and remedy.

use std::fmt::{self, Display, Formatter};

use super::kind::Kind;

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// NULL in a field that takes none.
    Null,
    /// A number outside its type.
    Range {
        /// The value, in the column's unit.
        value: i64,
        /// The type that it is outside of, with its unit.
        of: &'static str,
        /// Least value allowed.
        low: i64,
        /// Greatest value allowed.
        high: i64,
    },
    /// Byte 0 in text.
    NulByte {
        /// Where, in bytes.
        at: usize,
    },
    /// A code with no entry in its dictionary.
    Code {
        /// The code.
        code: i64,
        /// Number of entries.
        entries: usize,
    },
    /// A value longer than PostgreSQL takes.
    TooLong {
        /// Its length.
        bytes: usize,
        /// The greatest length.
        limit: usize,
    },
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => write!(f, "NULL in a column that is NOT NULL; give a value or make the column nullable"),
            Self::Range { value, of, low, high } => {
                write!(f, "{value} is outside {of}, {low} to {high}; give a value inside or widen the column's type")
            }
            Self::NulByte { at } => write!(f, "byte 0 at byte {at}, which PostgreSQL text cannot hold; remove it"),
            Self::Code { code, entries } => write!(
                f,
                "code {code} is beyond a dictionary of {entries} values; add the value or use a negative code for NULL"
            ),
            Self::TooLong { bytes, limit } => {
                write!(f, "{bytes} bytes are more than PostgreSQL's limit of {limit} a value; shorten it")
            }
        }
    }
}

/// What is wrong with a whole column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnFault {
    /// A column that cannot fill a field of this kind.
    Mismatch {
        /// The field's kind.
        kind: Kind,
        /// What the column holds.
        found: &'static str,
    },
    /// A dictionary's value, a prefix or a suffix that PostgreSQL does not take.
    Part {
        /// Which of them.
        part: String,
        /// Why.
        fault: Fault,
    },
    /// A template's width beyond the digits of a number.
    Width {
        /// The width asked for.
        width: usize,
        /// The greatest.
        limit: usize,
    },
    /// A column of another length than the first.
    Length {
        /// Its rows.
        rows: usize,
        /// Rows of the first column.
        expected: usize,
    },
}

impl Display for ColumnFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch { kind, found } => {
                write!(
                    f,
                    "{found} cannot fill a field of kind {kind:?}; see supplygen.arrays.columns for what each type takes"
                )
            }
            Self::Part { part, fault } => write!(f, "{part}: {fault}"),
            Self::Width { width, limit } => {
                write!(
                    f,
                    "a template of {width} digits is over the limit of {limit}; put the other zeros into the prefix"
                )
            }
            Self::Length { rows, expected } => {
                write!(f, "{rows} rows, but the first column has {expected}; give all columns one length")
            }
        }
    }
}

/// Why rows could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "table, column and row are what they are called; the message says the rest")]
pub enum EncodeError {
    /// One value is wrong.
    Value { table: String, column: String, row: usize, fault: Fault },
    /// One column is wrong.
    Column { table: String, column: String, fault: ColumnFault },
    /// Not one column per field.
    ColumnCount { table: String, columns: usize, fields: usize },
    /// Rows asked for that the columns do not have.
    RowRange { table: String, start: usize, stop: usize, rows: usize },
    /// No fields, or more than PostgreSQL has.
    FieldCount { table: String, fields: usize, limit: usize },
    /// A type that the encoder does not know.
    UnknownKind { table: String, column: String, kind: String },
    /// A format that the encoder does not know.
    UnknownFormat { format: String },
}

impl Display for EncodeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { table, column, row, fault } => write!(f, "{table}.{column}, row {row}: {fault}"),
            Self::Column { table, column, fault } => write!(f, "{table}.{column}: {fault}"),
            Self::ColumnCount { table, columns, fields } => {
                write!(f, "{table}: {columns} columns given for {fields} fields; give one per field, in their order")
            }
            Self::RowRange { table, start, stop, rows } => {
                write!(f, "{table}: rows {start} to {stop} asked for, but its columns have {rows}; stay inside them")
            }
            Self::FieldCount { table, fields, limit } => {
                write!(f, "{table}: {fields} fields; a table has 1 to {limit} of them")
            }
            Self::UnknownKind { table, column, kind } => write!(
                f,
                "{table}.{column}: unknown kind {kind:?}; use int2, int4, int8, float8, numeric:0 to numeric:18, bool, date, \
                 timestamptz, time, text, jsonb, text[] or int4[]"
            ),
            Self::UnknownFormat { format } => {
                write!(f, "unknown COPY format {format:?}; use binary, text or csv")
            }
        }
    }
}

impl std::error::Error for EncodeError {}
