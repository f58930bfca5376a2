//! Binary COPY: each field is its length as a 32-bit word, then the type's `send` form, all big-endian.

use super::array;
use super::column::Ints;
use super::datetime::{EPOCH_DAYS, EPOCH_US};
use super::error::Fault;
use super::format::{Cell, RowFormat, optional};
use super::frame::BINARY_NULL;
use super::limits::{DATE, FLAG, INT2, INT4, Limits, TIME, TIMESTAMPTZ, check_range, check_text};
use super::numeric;
use super::prepare::Prepare;
use super::source::Source;
use crate::null::NULL;

/// The binary format.
pub(super) struct Binary;

/// First byte of a `jsonb` value as sent (`jsonb_send`).
const JSONB_VERSION: u8 = 1;

impl Prepare for Binary {
    const COUNTED: bool = true;
    const QUOTE: &'static [u8] = b"";

    fn part(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(text)?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(text)?;
        out.extend_from_slice(&(text.len() as u32).to_be_bytes());
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn jsonb(text: &str, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(text)?;
        out.extend_from_slice(&(text.len() as u32 + 1).to_be_bytes());
        out.push(JSONB_VERSION);
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl RowFormat for Binary {
    #[inline]
    fn begin_row(fields: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(&(fields as u16).to_be_bytes());
    }

    #[inline]
    fn begin_field(_index: usize, _out: &mut Vec<u8>) {}

    #[inline]
    fn value(source: &Source<'_>, row: usize, out: &mut Vec<u8>) -> Result<Cell, Fault> {
        match source {
            Source::Int2(values) => word16(values.get(row), out),
            Source::Int4(values) => word32(values.get(row), 0, &INT4, out),
            Source::Int8(values) => word64(values.get(row), 0, &Limits::ALL, out),
            Source::Date(values) => word32(values.get(row), EPOCH_DAYS, &DATE, out),
            Source::Timestamptz(values) => word64(values.get(row), EPOCH_US, &TIMESTAMPTZ, out),
            Source::Time(values) => word64(values.get(row), 0, &TIME, out),
            Source::Numeric(values, scale) => Ok(numeric(values, row, *scale, out)),
            Source::Bool(values) => Ok(bool_byte(values[row], out)),
            Source::Flag(values) => flag(values.get(row), out),
            Source::Float8(values) => Ok(float(values[row], out)),
            Source::Coded(codes, dictionary) => match codes.get(row) {
                code if code < 0 => Ok(Cell::Null),
                code => dictionary.write(code, out).map(|()| Cell::Written),
            },
            Source::Template(stencil) => match stencil.numbers.get(row) {
                NULL => Ok(Cell::Null),
                number => stencil.write(number, out).map(|()| Cell::Written),
            },
            Source::Text(values) => optional(values[row].as_ref(), |text| Self::text(text, out)),
            Source::Jsonb(values) => optional(values[row].as_ref(), |text| Self::jsonb(text, out)),
            Source::TextArray(values) => optional(values[row].as_ref(), |list| array::write_binary(list, out)),
            Source::Int4Array(values) => optional(values[row].as_ref(), |list| array::write_binary(list, out)),
        }
    }

    #[inline]
    fn null(out: &mut Vec<u8>) {
        out.extend_from_slice(&BINARY_NULL);
    }

    #[inline]
    fn end_row(_out: &mut Vec<u8>) {}
}

/// Appends a length word and 2 bytes.
#[inline]
fn word16(value: i64, out: &mut Vec<u8>) -> Result<Cell, Fault> {
    if value == NULL {
        return Ok(Cell::Null);
    }
    let value = check_range(value, &INT2)? as i16;
    let mut field = [0, 0, 0, 2, 0, 0];
    field[4..].copy_from_slice(&value.to_be_bytes());
    out.extend_from_slice(&field);
    Ok(Cell::Written)
}

/// Appends a length word and `value - epoch` in 4 bytes.
#[inline]
fn word32(value: i64, epoch: i64, limits: &Limits, out: &mut Vec<u8>) -> Result<Cell, Fault> {
    if value == NULL {
        return Ok(Cell::Null);
    }
    let value = (check_range(value, limits)? - epoch) as i32;
    let mut field = [0, 0, 0, 4, 0, 0, 0, 0];
    field[4..].copy_from_slice(&value.to_be_bytes());
    out.extend_from_slice(&field);
    Ok(Cell::Written)
}

/// Appends a length word and `value - epoch` in 8 bytes.
#[inline]
fn word64(value: i64, epoch: i64, limits: &Limits, out: &mut Vec<u8>) -> Result<Cell, Fault> {
    if value == NULL {
        return Ok(Cell::Null);
    }
    let value = check_range(value, limits)? - epoch;
    let mut field = [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0];
    field[4..].copy_from_slice(&value.to_be_bytes());
    out.extend_from_slice(&field);
    Ok(Cell::Written)
}

#[inline]
fn numeric(values: &Ints<'_>, row: usize, scale: u8, out: &mut Vec<u8>) -> Cell {
    match values.get(row) {
        NULL => Cell::Null,
        scaled => {
            numeric::write_binary(scaled, scale, out);
            Cell::Written
        }
    }
}

#[inline]
fn bool_byte(value: bool, out: &mut Vec<u8>) -> Cell {
    out.extend_from_slice(&[0, 0, 0, 1, u8::from(value)]);
    Cell::Written
}

#[inline]
fn flag(value: i64, out: &mut Vec<u8>) -> Result<Cell, Fault> {
    if value == NULL {
        return Ok(Cell::Null);
    }
    Ok(bool_byte(check_range(value, &FLAG)? == 1, out))
}

#[inline]
fn float(value: f64, out: &mut Vec<u8>) -> Cell {
    if value.is_nan() {
        return Cell::Null;
    }
    let mut field = [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0];
    field[4..].copy_from_slice(&value.to_be_bytes());
    out.extend_from_slice(&field);
    Cell::Written
}
