//! What a center writes down: rows with their ids, and the totals of its weeks.

use super::codes::Touch;
use super::counters::Counters;
use super::rows::{Dated, Injection, Row, Rows};
use super::spec::OutboundSpec;
use super::totals::Totals;

/// The record of one distribution center.
#[derive(Debug, Clone)]
pub struct Record {
    /// Ids.
    pub counters: Counters,
    /// Weekly totals.
    pub totals: Totals,
    /// Rows of the current slice.
    pub rows: Rows,
    first_day: i32,
}

impl Record {
    /// Nothing yet.
    #[must_use]
    pub fn new(spec: &OutboundSpec) -> Self {
        Self {
            counters: Counters::new(spec.weeks as usize * 7),
            totals: Totals::new(spec.channels.rows(), spec.weeks),
            rows: Rows::default(),
            first_day: spec.start_day,
        }
    }

    /// Takes the next id of a table on a day, days since 1970-01-01.
    #[inline]
    pub fn id(&mut self, table: Dated, day: i32) -> i64 {
        self.counters.take(table, day - self.first_day)
    }

    /// Writes a row down.
    #[inline]
    pub fn add<R: Row>(&mut self, row: R) {
        if let Some(table) = R::LINES {
            self.counters.count(table);
        }
        row.push(&mut self.rows);
    }

    /// Writes down that the scenario touched a row, with the quantity without and with the event.
    pub fn touch(&mut self, what: Touch, key: i64, line: i32, before: impl Into<i64>, after: impl Into<i64>) {
        self.add(Injection { what, key, line, before: before.into(), after: after.into() });
    }
}
