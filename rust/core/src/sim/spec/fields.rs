//! How the structs of the spec are declared: each field once, with its meaning and type. From that follow the struct, the
//! function that reads it from any source, and the check of its columns' lengths.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Where a struct is read from.
pub trait Source {
    /// What a missing or wrong field leads to.
    type Error;
}

/// A source of fields of one type.
pub trait Field<T>: Source {
    /// The field of that name.
    ///
    /// # Errors
    /// If there is none, or none of that type.
    fn field(&self, name: &'static str) -> Result<T, Self::Error>;
}

/// A field that does not fit the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpecError {
    /// A column has more or fewer values than it should.
    Length {
        /// Struct and field.
        field: String,
        /// Values that it has.
        found: usize,
        /// Values that it should have.
        due: usize,
    },
    /// There are more of something than the columns of the rows can tell apart.
    TooMany {
        /// What.
        field: &'static str,
        /// How many there are.
        found: usize,
        /// How many there can be.
        most: usize,
    },
    /// Offsets of lists do not rise from zero to the number of members.
    Offsets {
        /// Struct and field.
        field: String,
        /// Members of all lists.
        members: usize,
    },
}

impl Display for SpecError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { field, found, due } => write!(f, "{field} has {found} values where {due} are due"),
            Self::TooMany { field, found, most } => {
                write!(f, "{found} {field} are more than the {most} that ids allow")
            }
            Self::Offsets { field, members } => write!(f, "{field} must rise from 0 to {members}"),
        }
    }
}

impl Error for SpecError {}

/// Whether a column has as many values as it should.
pub(super) fn length(owner: &str, field: &str, found: usize, due: usize) -> Result<(), SpecError> {
    if found == due {
        return Ok(());
    }
    Err(SpecError::Length { field: format!("{owner}.{field}"), found, due })
}

/// Whether a column has whole rows of that many values.
pub(super) fn whole_rows(owner: &str, field: &str, found: usize, values: usize) -> Result<(), SpecError> {
    length(owner, field, found, found.div_ceil(values.max(1)) * values)
}

/// Whether there are not more of something than the columns of the rows can tell apart.
pub(super) fn at_most(field: &'static str, found: usize, most: usize) -> Result<(), SpecError> {
    if found <= most {
        return Ok(());
    }
    Err(SpecError::TooMany { field, found, most })
}

/// Whether offsets divide that many members into that many lists; no lists need no offsets.
pub(super) fn offsets(owner: &str, start: &[i64], lists: usize, members: usize) -> Result<(), SpecError> {
    if lists == 0 && start.is_empty() && members == 0 {
        return Ok(());
    }
    length(owner, "start", start.len(), lists + 1)?;
    if start[0] == 0 && start.is_sorted() && start[lists] == members as i64 {
        return Ok(());
    }
    Err(SpecError::Offsets { field: format!("{owner}.start"), members })
}

/// Declares a struct of fields of any type, and how it is read.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $( $(#[$field_doc:meta])* $field:ident : $type:ty ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $( $(#[$field_doc])* pub $field: $type ),+ }

        impl $name {
            /// Reads every field by its name.
            ///
            /// # Errors
            /// The source's, of the first field that is missing or wrong.
            pub fn read<S>(source: &S) -> Result<Self, S::Error>
            where
                S: $crate::sim::spec::Source $( + $crate::sim::spec::Field<$type> )+,
            {
                Ok(Self { $( $field: source.field(stringify!($field))? ),+ })
            }
        }
    };
}

/// Declares a struct of columns, one value a row, by the type of a value.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $name:ident {
            $(#[$first_doc:meta])* $first:ident : $first_type:ty
            $( , $(#[$field_doc:meta])* $field:ident : $type:ty )* $(,)?
        }
    ) => {
        record! {
            $(#[$doc])*
            $name { $(#[$first_doc])* $first: Vec<$first_type> $( , $(#[$field_doc])* $field: Vec<$type> )* }
        }

        impl $name {
            /// Number of rows.
            #[must_use]
            pub fn rows(&self) -> usize {
                self.$first.len()
            }

            /// Whether all columns have one length.
            pub(super) fn check(&self, owner: &str) -> Result<(), $crate::sim::spec::SpecError> {
                $( $crate::sim::spec::fields::length(owner, stringify!($field), self.$field.len(), self.rows())?; )*
                Ok(())
            }
        }
    };
}
