//! Stores, the accounts and channels that they belong to, and what they sell.

use super::fields::{SpecError, length, offsets};
use std::ops::Range;

table! {
    /// Retail accounts, one value each.
    Accounts {
        /// Division.
        division: u32,
        /// Rank in allocation, 1 first.
        priority: i32,
        /// Part of an order's cases from which on it is in full, basis points.
        in_full_bp: i32,
        /// Part of the invoice that it deducts when an order is late or short, basis points.
        penalty_bp: i32,
        /// Part of the invoice that it deducts for advertising a promotion, basis points.
        allowance_bp: i32,
        /// Weeks after which its tills follow a new price list.
        price_lag_weeks: i32,
    }
}

table! {
    /// Channels, one value each.
    Channels {
        /// Part of the list price that the channel keeps, basis points.
        margin_bp: i32,
        /// Days from order to delivery that its stores ask for.
        request_days: i32,
        /// Days from a delivery until its invoice is due.
        terms_days: i32,
    }
}

table! {
    /// Stores, one value each.
    Stores {
        /// Account.
        account: u32,
        /// Channel of the account.
        channel: u32,
        /// Distribution center that serves it.
        dc: u32,
        /// City that it stands in.
        city: u32,
        /// Latitude, degrees.
        latitude: f64,
        /// Longitude, degrees.
        longitude: f64,
        /// Country, whose holidays it keeps.
        country: u32,
        /// Time zone.
        zone: u32,
        /// Minute of the local day from which it takes goods in.
        receives_from: i32,
        /// Minute of the local day until which it does.
        receives_until: i32,
        /// Weeks between two reviews of an SKU.
        cadence: i32,
        /// Orders a week; its SKUs are dealt out to that many weekdays.
        orders_per_week: i32,
        /// Weekday of its (first) order, Monday is 0.
        weekday: i32,
    }
}

record! {
    /// Pairs (store, SKU), store by store.
    Pairs {
        /// Where each store's pairs start; one more value than there are stores.
        start: Vec<i64>,
        /// SKU.
        sku: Vec<u32>,
        /// Mean demand in a plain week, eaches.
        rate: Vec<f32>,
    }
}

impl Pairs {
    /// The pairs of a store.
    #[must_use]
    pub fn of(&self, store: usize) -> Range<usize> {
        self.start[store] as usize..self.start[store + 1] as usize
    }

    pub(super) fn check(&self, owner: &str, stores: usize) -> Result<(), SpecError> {
        length(owner, "rate", self.rate.len(), self.sku.len())?;
        offsets(owner, &self.start, stores, self.sku.len())
    }
}
