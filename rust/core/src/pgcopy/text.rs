//! Rows of text, a line each, in one of its dialects.

use std::marker::PhantomData;

use super::array::{self, Element};
use super::datetime;
use super::decimal;
use super::dialect::Dialect;
use super::error::Fault;
use super::format::{Cell, RowFormat, optional};
use super::limits::{DATE, FLAG, INT2, INT4, Limits, TIME, TIMESTAMPTZ, check_range, check_text};
use super::numeric;
use super::prepare::Prepare;
use super::source::Source;
use crate::null::NULL;

/// A text format.
pub(super) struct Text<D>(PhantomData<D>);

impl<D: Dialect> Prepare for Text<D> {
    const COUNTED: bool = false;
    const QUOTE: &'static [u8] = D::QUOTE;

    fn part(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(text)?;
        D::push(text, out);
        Ok(())
    }

    fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        quoted::<D>(out, |out| Self::part(text, out))
    }

    fn jsonb(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        Self::text(text, out)
    }
}

impl<D: Dialect> RowFormat for Text<D> {
    fn begin_row(_fields: usize, _out: &mut Vec<u8>) {}

    fn begin_field(index: usize, out: &mut Vec<u8>) {
        if index > 0 {
            out.push(D::SEPARATOR);
        }
    }

    fn value(source: &Source<'_>, row: usize, out: &mut Vec<u8>) -> Result<Cell, Fault> {
        match source {
            Source::Int2(values) => checked(values.get(row), &INT2, out, decimal::push_signed),
            Source::Int4(values) => checked(values.get(row), &INT4, out, decimal::push_signed),
            Source::Int8(values) => checked(values.get(row), &Limits::ALL, out, decimal::push_signed),
            Source::Numeric(values, scale) => checked(values.get(row), &Limits::ALL, out, |scaled, out| {
                numeric::write_text(scaled, *scale, out);
            }),
            Source::Date(values) => checked(values.get(row), &DATE, out, datetime::push_date),
            Source::Timestamptz(values) => checked(values.get(row), &TIMESTAMPTZ, out, datetime::push_timestamptz),
            Source::Time(values) => checked(values.get(row), &TIME, out, datetime::push_time),
            Source::Bool(values) => Ok(boolean::<D>(values[row], out)),
            Source::Flag(values) => checked(values.get(row), &FLAG, out, |flag, out| {
                boolean::<D>(flag == 1, out);
            }),
            Source::Float8(values) => Ok(float(values[row], out)),
            Source::Coded(codes, dictionary) => match codes.get(row) {
                code if code < 0 => Ok(Cell::Null),
                code => dictionary.write(code, out).map(|()| Cell::Written),
            },
            Source::Template(stencil) => match stencil.numbers.get(row) {
                NULL => Ok(Cell::Null),
                number => stencil.write(number, out).map(|()| Cell::Written),
            },
            Source::Text(values) | Source::Jsonb(values) => {
                optional(values[row].as_ref(), |text| Self::text(text, out))
            }
            Source::TextArray(values) => optional(values[row].as_ref(), |list| list_of::<D, _>(list, out)),
            Source::Int4Array(values) => optional(values[row].as_ref(), |list| list_of::<D, _>(list, out)),
        }
    }

    fn null(out: &mut Vec<u8>) {
        out.extend_from_slice(D::NULL);
    }

    fn end_row(out: &mut Vec<u8>) {
        out.push(b'\n');
    }
}

fn checked(
    value: i64,
    limits: &Limits,
    out: &mut Vec<u8>,
    write: impl FnOnce(i64, &mut Vec<u8>),
) -> Result<Cell, Fault> {
    if value == NULL {
        return Ok(Cell::Null);
    }
    write(check_range(value, limits)?, out);
    Ok(Cell::Written)
}

/// Appends what `write` does, between quotes if the dialect has some.
fn quoted<D: Dialect>(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<(), Fault>) -> Result<(), Fault> {
    out.extend_from_slice(D::QUOTE);
    write(out)?;
    out.extend_from_slice(D::QUOTE);
    Ok(())
}

fn list_of<D: Dialect, E: Element>(elements: &[E], out: &mut Vec<u8>) -> Result<(), Fault> {
    quoted::<D>(out, |out| array::write_text::<D, E>(elements, out))
}

fn boolean<D: Dialect>(value: bool, out: &mut Vec<u8>) -> Cell {
    out.extend_from_slice(if value { D::TRUE } else { D::FALSE });
    Cell::Written
}

/// Appends the shortest digits that read back as the same float, with an exponent where PostgreSQL writes one.
fn float(value: f64, out: &mut Vec<u8>) -> Cell {
    const PLAIN: std::ops::Range<f64> = 1e-4..1e15;
    let text = match value {
        nan if nan.is_nan() => return Cell::Null,
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        plain if plain == 0.0 || PLAIN.contains(&plain.abs()) => format!("{plain}"),
        other => format!("{other:e}"),
    };
    out.extend_from_slice(text.as_bytes());
    Cell::Written
}
