//! Calls that a simulator refuses, since they name what it does not have.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a call was refused; nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallError {
    /// A week outside the horizon.
    Week {
        /// The week.
        week: i32,
        /// Weeks of the horizon.
        weeks: i32,
    },
    /// An item that no center has.
    Item {
        /// The item.
        item: i32,
        /// Number of items.
        items: usize,
    },
    /// Centers that do not exist.
    Centers {
        /// The first of them.
        first: usize,
        /// Behind the last of them.
        end: usize,
        /// Number of centers.
        centers: usize,
    },
    /// Bases that are more or fewer than the dated counts.
    Bases {
        /// Bases given.
        found: usize,
        /// Number of dated counts.
        due: usize,
    },
}

impl Display for CallError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week { week, weeks } => write!(f, "week {week} lies outside the horizon of {weeks} weeks"),
            Self::Item { item, items } => write!(f, "item {item} is none of the {items} items"),
            Self::Centers { first, end, centers } => write!(f, "no distribution centers {first}..{end} of {centers}"),
            Self::Bases { found, due } => write!(f, "{found} bases for {due} dated counts"),
        }
    }
}

impl Error for CallError {}
