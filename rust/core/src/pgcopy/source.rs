//! A column bound to its field: the pair is known to fit and is ready to be read row by row.

use super::column::{Column, Ints};
use super::datetime::{DAY_US, FIRST_DATE, FIRST_TIMESTAMP, LAST_DATE};
use super::dictionary::Dictionary;
use super::encoder::Cell;
use super::error::{ColumnFault, Fault};
use super::frame::MAX_FIELD_BYTES;
use super::spec::Kind;
use super::template::Stencil;

/// What a row's bytes are made from; each variant is one pair of kind and column.
pub(super) enum Source<'a> {
    Int2(Ints<'a>),
    Int4(Ints<'a>),
    Int8(Ints<'a>),
    Numeric(Ints<'a>, u8),
    Date(Ints<'a>),
    Timestamptz(Ints<'a>),
    Time(Ints<'a>),
    Bool(&'a [bool]),
    /// Booleans as 0, 1 or NULL.
    Flag(Ints<'a>),
    Float8(&'a [f64]),
    Coded(Ints<'a>, Dictionary),
    Template(Stencil<'a>),
    Text(&'a [Option<&'a str>]),
    Jsonb(&'a [Option<&'a str>]),
    TextArray(&'a [Option<Vec<&'a str>>]),
    Int4Array(&'a [Option<Vec<i64>>]),
}

/// How a format makes text ready that is known before the first row.
pub(super) trait Prepare {
    /// Whether a field begins with its length.
    const COUNTED: bool;
    /// Appends a part of a field.
    fn part(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
    /// Appends a whole field of text.
    fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
    /// Appends a whole field of jsonb.
    fn jsonb(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
}

/// Binds a column to a field of this kind, in the format `P`.
pub(super) fn bind<'a, P: Prepare>(kind: Kind, column: &'a Column<'a>) -> Result<Source<'a>, ColumnFault> {
    Ok(match (kind, column) {
        (Kind::Bool, Column::Bool(values)) => Source::Bool(values),
        (Kind::Float8, Column::Float(values)) => Source::Float8(values),
        (Kind::Text, Column::Text(values)) => Source::Text(values),
        (Kind::Text, Column::Coded { codes, values }) => Source::Coded(*codes, Dictionary::new(values, P::text)?),
        (Kind::Text, Column::Template(template)) => Source::Template(Stencil::new(template, P::COUNTED, P::part)?),
        (Kind::Jsonb, Column::Text(values)) => Source::Jsonb(values),
        (Kind::Jsonb, Column::Coded { codes, values }) => Source::Coded(*codes, Dictionary::new(values, P::jsonb)?),
        (Kind::TextArray, Column::TextList(values)) => Source::TextArray(values),
        (Kind::Int4Array, Column::IntList(values)) => Source::Int4Array(values),
        (kind, Column::Int(values)) => bind_ints(kind, *values)?,
        (kind, column) => {
            return Err(ColumnFault::Mismatch { kind, found: column.describe() });
        }
    })
}

fn bind_ints(kind: Kind, values: Ints<'_>) -> Result<Source<'_>, ColumnFault> {
    Ok(match kind {
        Kind::Int2 => Source::Int2(values),
        Kind::Int4 => Source::Int4(values),
        Kind::Int8 => Source::Int8(values),
        Kind::Numeric(scale) => Source::Numeric(values, scale),
        Kind::Date => Source::Date(values),
        Kind::Timestamptz => Source::Timestamptz(values),
        Kind::Time => Source::Time(values),
        Kind::Bool => Source::Flag(values),
        Kind::Float8 | Kind::Text | Kind::Jsonb | Kind::TextArray | Kind::Int4Array => {
            return Err(ColumnFault::Mismatch { kind, found: Column::Int(values).describe() });
        }
    })
}

/// The values that a type holds, in the column's unit.
pub(super) struct Limits {
    of: &'static str,
    low: i64,
    high: i64,
}

impl Limits {
    /// Every `i64` but NULL.
    pub(super) const ALL: Self = Self { of: "bigint", low: i64::MIN + 1, high: i64::MAX };
}

pub(super) const INT2: Limits = Limits { of: "smallint", low: i16::MIN as i64, high: i16::MAX as i64 };
pub(super) const INT4: Limits = Limits { of: "integer", low: i32::MIN as i64, high: i32::MAX as i64 };
pub(super) const FLAG: Limits = Limits { of: "boolean", low: 0, high: 1 };
pub(super) const DATE: Limits = Limits { of: "date (days since 1970-01-01)", low: FIRST_DATE, high: LAST_DATE };
pub(super) const TIMESTAMPTZ: Limits =
    Limits { of: "timestamptz (microseconds since 1970)", low: FIRST_TIMESTAMP, high: i64::MAX };
pub(super) const TIME: Limits = Limits { of: "time (microseconds since midnight)", low: 0, high: DAY_US };

/// The value, if the type holds it.
#[inline]
pub(super) fn check_range(value: i64, limits: &Limits) -> Result<i64, Fault> {
    if value < limits.low || value > limits.high {
        return Err(Fault::Range { value, of: limits.of, low: limits.low, high: limits.high });
    }
    Ok(value)
}

/// Whether PostgreSQL takes the text.
#[inline]
pub(super) fn check_text(text: &str) -> Result<(), Fault> {
    if text.len() > MAX_FIELD_BYTES {
        return Err(Fault::TooLong { bytes: text.len(), limit: MAX_FIELD_BYTES });
    }
    match text.bytes().position(|byte| byte == 0) {
        Some(at) => Err(Fault::NulByte { at }),
        None => Ok(()),
    }
}

/// Appends what is there with `write`.
#[inline]
pub(super) fn optional<T>(value: Option<T>, write: impl FnOnce(T) -> Result<(), Fault>) -> Result<Cell, Fault> {
    match value {
        Some(value) => write(value).map(|()| Cell::Written),
        None => Ok(Cell::Null),
    }
}
