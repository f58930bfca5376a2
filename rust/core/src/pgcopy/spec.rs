//! What the encoder must know of a table: its fields, and the format wanted.

use super::error::EncodeError;
use super::kind::Kind;

/// One field of a table.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// Column name, for error messages.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether it takes NULL.
    pub nullable: bool,
}

impl FieldSpec {
    /// A field of `table` from the names that the schema gives.
    ///
    /// # Errors
    /// If there is no such kind.
    pub fn parse(table: &str, name: String, kind: &str, nullable: bool) -> Result<Self, EncodeError> {
        let Some(kind) = Kind::parse(kind) else {
            return Err(EncodeError::UnknownKind { table: table.into(), column: name, kind: kind.into() });
        };
        Ok(Self { name, kind, nullable })
    }
}

/// The formats of COPY that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `FORMAT binary`: fastest to write and to read, no casts.
    Binary,
    /// `FORMAT text` with its defaults: tabs, `\N`, backslash escapes, UTF-8.
    Text,
    /// `FORMAT csv, HEADER`: RFC 4180 with lines ended by newlines; text is always quoted, NULL is an empty field.
    Csv,
}

impl Format {
    /// Reads `binary`, `text` or `csv`.
    ///
    /// # Errors
    /// On any other name.
    pub fn parse(name: &str) -> Result<Self, EncodeError> {
        match name {
            "binary" => Ok(Self::Binary),
            "text" => Ok(Self::Text),
            "csv" => Ok(Self::Csv),
            _ => Err(EncodeError::UnknownFormat { format: name.into() }),
        }
    }
}
