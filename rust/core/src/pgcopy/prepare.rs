//! Text that is known before the first row, made ready to be copied into rows.

use super::error::Fault;

/// How a format makes text ready that is known before the first row.
pub(super) trait Prepare {
    /// Whether a field begins with its length.
    const COUNTED: bool;
    /// What stands before and after text.
    const QUOTE: &'static [u8];
    /// Appends a part of a field, without quotes.
    fn part(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
    /// Appends a whole field of text.
    fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
    /// Appends a whole field of jsonb.
    fn jsonb(text: &str, out: &mut Vec<u8>) -> Result<(), Fault>;
}
