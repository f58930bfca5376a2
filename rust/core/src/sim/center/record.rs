//! What a center writes down: rows with their ids, and the totals of its weeks.

use crate::sim::codes::{OrderStatus, Service, Touch};
use crate::sim::counters::Counters;
use crate::sim::policy::VEHICLES;
use crate::sim::rows::{self, DATED_TABLES, Dated, Row, Rows};
use crate::sim::spec::Charge;
use crate::sim::totals::Totals;
use crate::sim::world::World;

/// The record of one distribution center.
#[derive(Debug, Clone)]
pub struct Record {
    /// Ids.
    pub counters: Counters,
    /// Weekly totals.
    pub totals: Totals,
    /// Rows of the current slice.
    pub rows: Rows,
    /// Whether rows are kept, and not only counted.
    pub keeps_rows: bool,
    /// The week that is lived through.
    pub week: i32,
    /// By dated table: most weeks by which a row was made before the week of its date, and after it.
    pub spread_weeks: [[i32; 2]; DATED_TABLES.len()],
    first_day: i32,
    as_of: i32,
}

impl Record {
    /// Nothing yet.
    #[must_use]
    pub fn new(world: &World) -> Self {
        Self {
            counters: Counters::new(world.spec.weeks as usize * 7),
            totals: Totals::new(world.spec.channels.rows(), world.spec.weeks),
            rows: Rows::default(),
            keeps_rows: false,
            week: 0,
            spread_weeks: [[0; 2]; DATED_TABLES.len()],
            first_day: world.spec.start_day,
            as_of: world.as_of(),
        }
    }

    /// Takes the next id of a table on a day, days since 1970-01-01.
    #[inline]
    pub fn id(&mut self, table: Dated, day: i32) -> i64 {
        self.spread(table, day);
        self.counters.take(table, day - self.first_day)
    }

    /// Takes note that a row of a table is made in this week which is dated on a day.
    #[inline]
    pub fn spread(&mut self, table: Dated, day: i32) {
        let ahead = self.week_of(day) - self.week;
        let [before, after] = &mut self.spread_weeks[table as usize];
        *before = ahead.max(*before);
        *after = (-ahead).max(*after);
    }

    /// Writes a row down that no total counts.
    #[inline]
    pub fn add<R: Row>(&mut self, row: R) {
        if let Some(table) = R::LINES {
            self.counters.count(table);
        }
        if self.keeps_rows {
            row.push(&mut self.rows);
        }
    }

    /// Writes down that the scenario touched a row, with the quantity without and with the event.
    pub fn touch(&mut self, what: Touch, key: i64, line: i32, before: impl Into<i64>, after: impl Into<i64>) {
        self.add(rows::Injection { what, key, line, before: before.into(), after: after.into() });
    }

    /// Writes down what a store of a channel sold.
    #[inline]
    pub fn sale(&mut self, channel: u32, row: rows::PosSale) {
        self.totals.channel(channel, row.week.into()).sold_eaches += i64::from(row.eaches);
        self.add(row);
    }

    /// Writes down how a shelf in a store of a channel looked.
    pub fn look(&mut self, channel: u32, row: rows::OsaMetric) {
        let total = self.totals.channel(channel, self.week_of(row.day));
        total.shelves_checked += 1;
        total.shelves_in_stock += i64::from(row.reason.is_none());
        self.add(row);
    }

    /// Writes down what has become of an order of a channel's store, which got `delivered_cases` of it if any, and whether
    /// these are enough for it.
    pub fn order(&mut self, channel: u32, row: rows::Order, delivered_cases: i32, is_in_full: bool) {
        let week = self.week_of(row.day);
        let is_due = row.promised <= self.as_of;
        let total = self.totals.channel(channel, week);
        total.due_orders += i64::from(is_due);
        if row.status == OrderStatus::Delivered {
            let on_time = row.delivered <= row.promised;
            total.delivered_orders += 1;
            total.on_time_orders += i64::from(on_time);
            total.otif_orders += i64::from(is_due && on_time && is_in_full);
            total.cycle_days += i64::from(row.delivered - row.day);
            total.delivered_cases += i64::from(delivered_cases);
        }
        self.add(row);
    }

    /// Writes down that a truck has left.
    pub fn shipment(&mut self, row: rows::Shipment, charge: &Charge) {
        let total = self.totals.shared(self.week_of(row.day));
        *match row.service {
            Service::Truckload => &mut total.truckloads,
            Service::PartLoad => &mut total.part_loads,
            Service::Parcel => &mut total.parcels,
        } += 1;
        total.truck_cases += i64::from(row.cases);
        if let Some(vehicle) = row.vehicle {
            let (places, payload) = VEHICLES[vehicle as usize];
            let by_mass = (row.grams * i64::from(places) + payload - 1) / payload;
            total.truck_places += i64::from(row.pallets).max(by_mass);
            total.truck_capacity += i64::from(places);
        }
        total.freight_cents += charge.total();
        self.add(row);
    }

    /// Writes down that goods of an order of some day, of a channel's store, have left the store.
    pub fn returned(&mut self, channel: u32, order_day: i32, row: rows::Return) {
        self.totals.channel(channel, self.week_of(order_day)).returned_cases += i64::from(row.cases);
        self.add(row);
    }

    fn week_of(&self, day: i32) -> i32 {
        (day - self.first_day) / 7
    }
}
