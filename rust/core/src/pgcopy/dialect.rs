//! What sets text COPY and CSV apart: what parts fields, what stands for NULL, and how text is escaped.

use super::escape::{push_doubled, push_escaped};
use super::frame::TEXT_NULL;

/// A way to write fields as text.
pub(super) trait Dialect {
    /// Between two fields.
    const SEPARATOR: u8;
    /// Before and after text, JSON and arrays.
    const QUOTE: &'static [u8];
    const NULL: &'static [u8];
    const TRUE: &'static [u8];
    const FALSE: &'static [u8];
    /// Appends text so that it does not look like what stands around it.
    fn push(text: &str, out: &mut Vec<u8>);
}

/// Text COPY with its defaults: tabs, `\N`, backslash escapes.
pub(super) struct Backslashes;

impl Dialect for Backslashes {
    const SEPARATOR: u8 = b'\t';
    const QUOTE: &'static [u8] = b"";
    const NULL: &'static [u8] = TEXT_NULL;
    const TRUE: &'static [u8] = b"t";
    const FALSE: &'static [u8] = b"f";

    fn push(text: &str, out: &mut Vec<u8>) {
        push_escaped(text, out);
    }
}

/// CSV as RFC 4180 has it, in which text is always quoted: an empty text is never taken for NULL, which is nothing.
pub(super) struct Csv;

impl Dialect for Csv {
    const SEPARATOR: u8 = b',';
    const QUOTE: &'static [u8] = b"\"";
    const NULL: &'static [u8] = b"";
    // Other readers than PostgreSQL know no single letters.
    const TRUE: &'static [u8] = b"true";
    const FALSE: &'static [u8] = b"false";

    fn push(text: &str, out: &mut Vec<u8>) {
        push_doubled(text, out);
    }
}

/// The names of columns as the first row.
pub(super) fn csv_header<'a>(names: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    for name in names {
        if !out.is_empty() {
            out.push(Csv::SEPARATOR);
        }
        out.extend_from_slice(Csv::QUOTE);
        Csv::push(name, &mut out);
        out.extend_from_slice(Csv::QUOTE);
    }
    out.push(b'\n');
    out
}
