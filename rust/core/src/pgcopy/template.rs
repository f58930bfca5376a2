//! Text made of a number, such as `ORD-000000123`: one ready-made image is copied, then its digits are written over.

use super::column::{Ints, Template};
use super::decimal::{self, MAX_DIGITS};
use super::error::{ColumnFault, Fault};
use super::prepare::Prepare;

/// A template whose parts are checked and escaped for the format.
pub(super) struct Stencil<'a> {
    pub(super) numbers: Ints<'a>,
    /// The whole field with a number of 0.
    image: Vec<u8>,
    digits_at: usize,
    width: usize,
    /// Whether the image begins with a length word.
    counted: bool,
}

impl<'a> Stencil<'a> {
    /// Checks prefix and suffix and makes them ready for the format `P`.
    pub(super) fn new<P: Prepare>(template: &Template<'a>) -> Result<Self, ColumnFault> {
        let width = template.width;
        if width > MAX_DIGITS {
            return Err(ColumnFault::Width { width, limit: MAX_DIGITS });
        }
        let part = |part: &'static str| move |fault| ColumnFault::Part { part: part.into(), fault };
        let mut image = if P::COUNTED { vec![0; 4] } else { Vec::new() };
        image.extend_from_slice(P::QUOTE);
        P::part(template.prefix, &mut image).map_err(part("the template's prefix"))?;
        let digits_at = image.len();
        image.resize(digits_at + width, b'0');
        P::part(template.suffix, &mut image).map_err(part("the template's suffix"))?;
        image.extend_from_slice(P::QUOTE);
        let mut stencil = Self { numbers: template.numbers, image, digits_at, width, counted: P::COUNTED };
        if P::COUNTED {
            let length = stencil.length_word(stencil.image.len());
            stencil.image[..4].copy_from_slice(&length);
        }
        Ok(stencil)
    }

    /// Appends the text of a number.
    #[inline]
    pub(super) fn write(&self, number: i64, out: &mut Vec<u8>) -> Result<(), Fault> {
        if number < 0 {
            return Err(Fault::Range { value: number, of: "the numbers of a template", low: 0, high: i64::MAX });
        }
        let mut digits = [b'0'; MAX_DIGITS];
        let count = decimal::fill(number as u64, &mut digits);
        if count.max(1) > self.width {
            self.write_wide(&digits[MAX_DIGITS - count.max(1)..], out);
            return Ok(());
        }
        let end = out.len() + self.digits_at + self.width;
        out.extend_from_slice(&self.image);
        out[end - count..end].copy_from_slice(&digits[MAX_DIGITS - count..]);
        Ok(())
    }

    /// Appends a number of more digits than the image has room for (0 has one digit).
    #[cold]
    fn write_wide(&self, digits: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        let padding = self.width.saturating_sub(digits.len());
        out.extend_from_slice(&self.image[..self.digits_at + padding]);
        out.extend_from_slice(digits);
        out.extend_from_slice(&self.image[self.digits_at + self.width..]);
        if self.counted {
            let length = self.length_word(out.len() - start);
            out[start..start + 4].copy_from_slice(&length);
        }
    }

    /// A length word does not count itself.
    #[allow(clippy::unused_self, reason = "reads as a property of the stencil")]
    fn length_word(&self, bytes: usize) -> [u8; 4] {
        ((bytes - 4) as u32).to_be_bytes()
    }
}
