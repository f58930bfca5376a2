//! A distribution center and its stores, week after week: the one piece of state that the outbound simulation has.
//!
//! Its parts know each other in one direction only: [`Record`] below [`Warehouse`] and [`Shops`], the order book, departures
//! and returns above them, the closing of orders on top.

mod closing;
mod dispatch;
mod expiry;
mod invoicing;
mod now;
mod order_book;
mod phantom;
mod recall;
mod record;
mod returns;
mod sales;
mod shops;
mod traced;
mod warehouse;

use super::demand::{Course, Outlook};
use super::site::Site;
use super::stock::Lot;
use super::world::World;
use dispatch::Departure;
use expiry::Aging;
use now::Now;
use order_book::OrderBook;
use phantom::Phantom;
use recall::Tracing;
pub use record::Record;
pub use shops::{PairState, Shops};
pub use warehouse::{Flow, Supply, Transfer, Warehouse};

/// The state of a distribution center and its stores.
#[derive(Debug, Clone)]
pub struct Center {
    /// The fixed part.
    pub site: Site,
    /// What is in the building.
    pub warehouse: Warehouse,
    /// What the stores have.
    pub shops: Shops,
    /// What it writes down.
    pub record: Record,
    book: OrderBook,
    tracing: Tracing,
    aging: Aging,
    phantom: Phantom,
}

impl Center {
    /// A center before the first week, its stores stocked.
    #[must_use]
    pub fn new(world: &World, dc: usize) -> Self {
        let site = Site::new(&world.spec, dc);
        Self {
            warehouse: Warehouse::new(site.skus.len()),
            shops: Shops::new(world, &site),
            record: Record::new(world),
            book: OrderBook::default(),
            tracing: Tracing::default(),
            aging: Aging::default(),
            phantom: Phantom::new(world, &site),
            site,
        }
    }

    /// Back to the state before the first week.
    pub fn rewind(&mut self, world: &World) {
        *self = Self::new(world, self.site.dc);
    }

    /// Lives through one week, in which the cases of `supply` can be allocated or go to other centers.
    pub fn step(&mut self, world: &World, week: i32, supply: &Supply) {
        let Self { site, warehouse, shops, record, book, tracing, aging, phantom } = self;
        let now = &Now::new(world, site, week);
        warehouse.open_week(now, &supply.arrivals);
        shops.open_week();
        record.week = week;
        tracing.shelve(now, shops);
        aging.shelve(now, shops);
        if world.spec.scenario.recall_week == Some(week) {
            recall::hold_back(now, &mut book.pending, warehouse, shops);
            tracing.call_back(now, warehouse, shops, record);
        }
        aging.clear(now, warehouse, shops, record);
        warehouse.retire(now);
        warehouse.write_off(now, record);
        warehouse.transfer(&supply.transfers);
        phantom.strike(now, shops, record);
        for weekday in 0..7 {
            let (day, is_open) = (now.monday + weekday, Site::is_open(weekday));
            if is_open {
                // First what has come in while the center was closed.
                book.allocate(now, day, warehouse, shops, record);
            }
            if let Some(planned) = book.planned_departure(now, day) {
                let departure = Departure::load(now, &book.pending, day);
                departure.record(now, planned, record);
                departure.deliver(now, shops);
                closing::close(now, &departure, warehouse, shops, (tracing, aging), record);
                book.pending.clear();
            }
            book.take_orders(now, weekday, warehouse, shops, record);
            if is_open {
                book.allocate(now, day, warehouse, shops, record);
            }
        }
        sales::sell(now, shops, record);
        if week + 1 == world.spec.weeks {
            closing::leave_waiting(now, book, record);
        }
    }

    /// Cases in the building by shelf and lot: on the shelf, reserved and waiting for a truck, or waiting to be put back.
    #[must_use]
    pub fn closing_lots(&self) -> Vec<(u32, Lot)> {
        self.warehouse.closing_lots(&self.site, &self.book.pending)
    }

    /// Expected demand by shelf and week of the season table, cases.
    #[must_use]
    pub fn expected(&self, world: &World) -> Vec<f64> {
        let weeks = world.spec.season.weeks;
        let mut cases = vec![0.0; self.site.skus.len() * weeks];
        for pair in &self.site.pairs {
            let (store, shelf) = (&self.site.stores[pair.store as usize], pair.shelf as usize);
            let (per_case, course) = (f64::from(self.site.units[shelf]), Course::of(world, store, pair));
            for week in 0..weeks {
                cases[shelf * weeks + week] += course.mean(week as i32) / per_case;
            }
        }
        cases
    }

    /// Orders that the stores are expected to place, by shelf and week of the season table, cases.
    #[must_use]
    pub fn expected_orders(&self, world: &World) -> Vec<f64> {
        let weeks = world.spec.season.weeks;
        let mut cases = vec![0.0; self.site.skus.len() * weeks];
        let mut outlook = Outlook::default();
        for slot in &self.site.slots {
            let store = &self.site.stores[slot.store as usize];
            for pair in &self.site.pairs[slot.pairs.clone()] {
                let (shelf, per_case) = (pair.shelf as usize, f64::from(self.site.units[pair.shelf as usize]));
                outlook.look_at(world, store, pair, weeks, slot.cadence);
                let reviews = (0..weeks as i32).filter(|week| (week + slot.phase) % slot.cadence == 0);
                for week in reviews {
                    let eaches = outlook.expected_order(world, pair.sku, week, slot.cadence);
                    cases[shelf * weeks + week as usize] += eaches / per_case;
                }
            }
        }
        cases
    }
}
