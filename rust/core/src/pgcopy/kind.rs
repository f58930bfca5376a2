//! The types of PostgreSQL that are encoded.

use super::numeric::MAX_SCALE;

/// PostgreSQL type of a field, reduced to what decides its bytes in COPY (`varchar` is [`Kind::Text`], an identity is its integer).
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
