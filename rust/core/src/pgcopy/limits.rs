//! What PostgreSQL's types hold.

use super::datetime::{DAY_US, FIRST_DATE, FIRST_TIMESTAMP, LAST_DATE};
use super::error::Fault;
use super::frame::MAX_FIELD_BYTES;

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
