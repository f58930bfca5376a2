//! A column bound to its field: the pair is known to fit and is ready to be read row by row.

use super::column::{Column, Ints};
use super::dictionary::Dictionary;
use super::error::ColumnFault;
use super::kind::Kind;
use super::prepare::Prepare;
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

/// Binds a column to a field of this kind, in the format `P`.
pub(super) fn bind<'a, P: Prepare>(kind: Kind, column: &'a Column<'a>) -> Result<Source<'a>, ColumnFault> {
    Ok(match (kind, column) {
        (Kind::Bool, Column::Bool(values)) => Source::Bool(values),
        (Kind::Float8, Column::Float(values)) => Source::Float8(values),
        (Kind::Text, Column::Text(values)) => Source::Text(values),
        (Kind::Text, Column::Coded { codes, values }) => Source::Coded(*codes, Dictionary::new(values, P::text)?),
        (Kind::Text, Column::Template(template)) => Source::Template(Stencil::new::<P>(template)?),
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
