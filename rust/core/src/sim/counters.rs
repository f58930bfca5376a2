//! Dense ids that ascend with time: one counter per dated table and day.
//!
//! In the simulate pass the counters start at zero and end as row counts. Prefix sums over (day, place) turn those into the
//! first id of every (table, day, place), from which the emit pass counts on: the same code, the same order, the final ids.

use super::rows::{DATED_TABLES, Dated, LINE_TABLES, Lines};

/// The counters of one distribution center.
#[derive(Debug, Clone)]
pub struct Counters {
    days: usize,
    next: Vec<i64>,
    lines: [i64; LINE_TABLES.len()],
}

impl Counters {
    /// Counters over `days` days of the horizon, all zero.
    #[must_use]
    pub fn new(days: usize) -> Self {
        Self { days, next: vec![0; DATED_TABLES.len() * days], lines: [0; LINE_TABLES.len()] }
    }

    /// Takes the next id of a table on a day of the horizon.
    #[inline]
    pub fn take(&mut self, table: Dated, day: i32) -> i64 {
        let next = &mut self.next[table as usize * self.days + day as usize];
        *next += 1;
        *next
    }

    /// Counts a row of a line table.
    #[inline]
    pub fn count(&mut self, table: Lines) {
        self.lines[table as usize] += 1;
    }

    /// All dated counters, table by table, day by day.
    #[must_use]
    pub fn dated(&self) -> &[i64] {
        &self.next
    }

    /// Row counts of the line tables.
    #[must_use]
    pub fn lines(&self) -> &[i64] {
        &self.lines
    }

    /// Starts again from the given last-used ids, laid out as [`Counters::dated`].
    ///
    /// # Panics
    /// If `bases` has another length than the counters.
    pub fn restart(&mut self, bases: &[i64]) {
        assert_eq!(bases.len(), self.next.len(), "one base per dated table and day");
        self.next.copy_from_slice(bases);
        self.lines = [0; LINE_TABLES.len()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_ids_after_a_restart() {
        let mut counters = Counters::new(3);
        assert_eq!(counters.take(Dated::Order, 1), 1);
        assert_eq!(counters.take(Dated::Order, 1), 2);
        assert_eq!(counters.take(Dated::PickWave, 2), 1);
        assert_eq!(counters.dated().iter().sum::<i64>(), 3);
        let of = |table| &counters.dated()[table as usize * 3..][..3];
        assert_eq!([of(Dated::Order), of(Dated::PickWave)], [[0, 2, 0], [0, 0, 1]]);
        let bases = vec![100; counters.dated().len()];
        counters.restart(&bases);
        assert_eq!(counters.take(Dated::Order, 1), 101);
    }
}
