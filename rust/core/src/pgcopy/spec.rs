//! What the encoder must know of a table: its fields, and the format wanted.

use super::error::EncodeError;
use super::numeric::MAX_SCALE;

/// PostgreSQL type of a field, as far as its bytes in COPY go (`varchar` is [`Kind::Text`], an identity is its integer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `smallint`
    Int2,
    /// `integer`
    Int4,
    /// `bigint`
    Int8,
    /// `double precision`
    Float8,
    /// `numeric` with this many decimals; values come as integers in units of `10^-scale`.
    Numeric(u8),
    /// `boolean`
    Bool,
    /// `date`; values are days since 1970-01-01.
    Date,
    /// `timestamptz`; values are microseconds since 1970-01-01T00:00Z.
    Timestamptz,
    /// `time`; values are microseconds since midnight.
    Time,
    /// `text`, `varchar`
    Text,
    /// `jsonb`; values are JSON texts.
    Jsonb,
    /// `text[]`, one-dimensional
    TextArray,
    /// `integer[]`, one-dimensional
    Int4Array,
}

impl Kind {
    /// Reads a kind's name: `int4`, `text[]`, `numeric:2`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "int2" => Self::Int2,
            "int4" => Self::Int4,
            "int8" => Self::Int8,
            "float8" => Self::Float8,
            "bool" => Self::Bool,
            "date" => Self::Date,
            "timestamptz" => Self::Timestamptz,
            "time" => Self::Time,
            "text" => Self::Text,
            "jsonb" => Self::Jsonb,
            "text[]" => Self::TextArray,
            "int4[]" => Self::Int4Array,
            _ => Self::Numeric(name.strip_prefix("numeric:")?.parse().ok().filter(|scale| *scale <= MAX_SCALE)?),
        })
    }
}

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

/// The two formats of COPY that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `FORMAT binary`: fastest to write and to read, no casts.
    Binary,
    /// `FORMAT text` with its defaults: tabs, `\N`, backslash escapes, UTF-8.
    Text,
}

impl Format {
    /// Reads `binary` or `text`.
    ///
    /// # Errors
    /// On any other name.
    pub fn parse(name: &str) -> Result<Self, EncodeError> {
        match name {
            "binary" => Ok(Self::Binary),
            "text" => Ok(Self::Text),
            _ => Err(EncodeError::UnknownFormat { format: name.into() }),
        }
    }
}
