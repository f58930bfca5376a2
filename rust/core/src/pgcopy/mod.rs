//! Rows for PostgreSQL's `COPY ... FROM STDIN`, binary, text or CSV, made from columns.
//!
//! A [`TableEncoder`] knows one table's fields. It takes one borrowed [`Column`] per field and appends whole rows to a
//! `Vec<u8>`; the caller puts [`TableEncoder::header`] before the first row and [`TableEncoder::trailer`] after the last.
//! Binary COPY applies no casts, so every value is checked against its field before it is written.
//!
//! Formats: <https://www.postgresql.org/docs/current/sql-copy.html>, sections "Text Format", "CSV Format" and
//! "Binary Format".

mod array;
mod binary;
mod column;
mod datetime;
mod decimal;
mod dialect;
mod dictionary;
mod encoder;
mod error;
mod escape;
mod format;
mod frame;
mod kind;
mod limits;
mod numeric;
mod prepare;
mod source;
mod spec;
mod template;
mod text;

pub use crate::null::NULL;
pub use column::{Column, Ints, Template};
pub use encoder::TableEncoder;
pub use error::{ColumnFault, EncodeError, Fault};
pub use kind::Kind;
pub use spec::{FieldSpec, Format};
