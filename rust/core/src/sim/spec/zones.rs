//! Time zones: what their clocks show.

use super::fields::{SpecError, whole_rows};

record! {
    /// Clocks by time zone and day, zone by zone.
    Zones {
        /// First day that is told, days since 1970-01-01.
        first_day: i32,
        /// Days that are told of each zone.
        days: usize,
        /// Minutes by which noon's local time is ahead of UTC.
        ahead: Vec<i32>,
    }
}

impl Zones {
    /// Minutes by which a zone is ahead of UTC on a day; beyond the days that are told, on the nearest of them.
    #[must_use]
    pub fn ahead(&self, zone: u32, day: i32) -> i64 {
        let at = (day - self.first_day).clamp(0, self.days as i32 - 1) as usize;
        i64::from(self.ahead[zone as usize * self.days + at])
    }

    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        whole_rows(owner, "ahead", self.ahead.len(), self.days)
    }
}
