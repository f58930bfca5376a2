//! Dense ids that ascend with time: one counter per dated table and day.
//!
//! In the simulate pass the counters start at zero and end as row counts. Prefix sums over (day, place) turn those into the
//! first id of every (table, day, place), from which the emit pass counts on: the same code, the same order, the final ids.

/// Tables with an id of their own that a distribution center's days produce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Dated {
    /// `pos_sales`, by the Monday of the week.
    Pos,
    /// `osa_metrics`, by the day of measurement.
    Osa,
    /// `orders`, by order date.
    Order,
    /// `order_allocations`, by allocation date.
    Allocation,
    /// `pick_waves`, by wave date.
    Wave,
    /// `shipments`, by ship date.
    Shipment,
    /// `shipment_legs`, by the ship date of their shipment.
    Leg,
    /// `rma_authorizations`, by request date.
    Rma,
    /// `returns`, by return date.
    Return,
    /// `disposition_logs`, by the day of processing.
    Disposition,
    /// `inventory_adjustments`, by the day of the correction.
    Adjustment,
}

/// Names of the dated tables, in the order of [`Dated`].
pub const DATED_TABLES: [&str; 11] = [
    "pos_sales",
    "osa_metrics",
    "orders",
    "order_allocations",
    "pick_waves",
    "shipments",
    "shipment_legs",
    "rma_authorizations",
    "returns",
    "disposition_logs",
    "inventory_adjustments",
];

/// Line tables, whose rows are counted only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Lines {
    /// `order_lines`.
    Order,
    /// `pick_wave_orders`.
    WaveOrder,
    /// `shipment_lines`.
    Shipment,
    /// `return_lines`.
    Return,
    /// `injection`: what the scenario touched.
    Touched,
}

/// Names of the line tables, in the order of [`Lines`].
pub const LINE_TABLES: [&str; 5] = ["order_lines", "pick_wave_orders", "shipment_lines", "return_lines", "injection"];

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

    /// Counts rows of a line table.
    #[inline]
    pub fn count(&mut self, table: Lines, rows: usize) {
        self.lines[table as usize] += rows as i64;
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
        assert_eq!(counters.take(Dated::Wave, 2), 1);
        assert_eq!(counters.dated().iter().sum::<i64>(), 3);
        let of = |table| &counters.dated()[table as usize * 3..][..3];
        assert_eq!([of(Dated::Order), of(Dated::Wave)], [[0, 2, 0], [0, 0, 1]]);
        let bases = vec![100; counters.dated().len()];
        counters.restart(&bases);
        assert_eq!(counters.take(Dated::Order, 1), 101);
    }
}
