//! One-dimensional arrays (`array_send` and `array_out` in `arrayfuncs.c`).

use super::dialect::Dialect;
use super::error::Fault;
use super::limits::{INT4, check_range, check_text};
use super::{decimal, frame};

/// An element type of an array.
pub(super) trait Element {
    /// The type's OID in `pg_type`, the same in every database.
    const OID: u32;
    /// Appends length word and bytes.
    fn binary(&self, out: &mut Vec<u8>) -> Result<(), Fault>;
    /// Appends what stands between the braces, escaped for the dialect.
    fn text<D: Dialect>(&self, out: &mut Vec<u8>) -> Result<(), Fault>;
}

impl Element for &str {
    const OID: u32 = 25;

    fn binary(&self, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(self)?;
        out.extend_from_slice(&(self.len() as u32).to_be_bytes());
        out.extend_from_slice(self.as_bytes());
        Ok(())
    }

    /// Always quoted, so that no element looks like a number, a NULL or the array's own punctuation.
    fn text<D: Dialect>(&self, out: &mut Vec<u8>) -> Result<(), Fault> {
        check_text(self)?;
        let escaped = self.replace('\\', "\\\\").replace('"', "\\\"");
        D::push(&format!("\"{escaped}\""), out);
        Ok(())
    }
}

impl Element for i64 {
    const OID: u32 = 23;

    fn binary(&self, out: &mut Vec<u8>) -> Result<(), Fault> {
        let value = check_range(*self, &INT4)? as i32;
        out.extend_from_slice(&4u32.to_be_bytes());
        out.extend_from_slice(&value.to_be_bytes());
        Ok(())
    }

    fn text<D: Dialect>(&self, out: &mut Vec<u8>) -> Result<(), Fault> {
        decimal::push_signed(check_range(*self, &INT4)?, out);
        Ok(())
    }
}

/// Appends an array with its length word.
pub(super) fn write_binary<E: Element>(elements: &[E], out: &mut Vec<u8>) -> Result<(), Fault> {
    const LOWER_BOUND: u32 = 1;
    const NO_NULLS: u32 = 0;
    let start = out.len();
    let dimensions = u32::from(!elements.is_empty());
    for word in [0, dimensions, NO_NULLS, E::OID] {
        out.extend_from_slice(&word.to_be_bytes());
    }
    if dimensions == 1 {
        out.extend_from_slice(&(elements.len() as u32).to_be_bytes());
        out.extend_from_slice(&LOWER_BOUND.to_be_bytes());
    }
    for element in elements {
        element.binary(out)?;
    }
    let bytes = out.len() - start - 4;
    if bytes > frame::MAX_FIELD_BYTES {
        return Err(Fault::TooLong { bytes, limit: frame::MAX_FIELD_BYTES });
    }
    out[start..start + 4].copy_from_slice(&(bytes as u32).to_be_bytes());
    Ok(())
}

/// Appends an array as text.
pub(super) fn write_text<D: Dialect, E: Element>(elements: &[E], out: &mut Vec<u8>) -> Result<(), Fault> {
    out.push(b'{');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        element.text::<D>(out)?;
    }
    out.push(b'}');
    Ok(())
}
