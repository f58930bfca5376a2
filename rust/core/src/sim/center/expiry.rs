//! What goes out of date in a store: on the Monday of its last week it leaves the shelf.
//!
//! Whole cases go back to the center, what is left of an opened one is written off. Only slow sellers keep goods so long.

use super::dispatch::Departure;
use super::now::Now;
use super::record::Record;
use super::returns::{Days, ReturnedPart};
use super::shops::Shops;
use super::traced::{Placed, Traced, eaches_left, shelve};
use super::warehouse::Warehouse;
use crate::null::NULL32;
use crate::sim::codes::{AdjustmentReason, ReturnReason};
use crate::sim::policy::{CLEARING_DAYS, EXPIRY_WATCH};
use crate::sim::rows::{self, Dated};
use crate::stream::{Stream, purpose};

const DATES: u64 = purpose("rma_authorizations.expiry_dates");

/// Deliveries that may outlive their date in a store before the as-of date.
#[derive(Debug, Clone, Default)]
pub struct Aging(Vec<Traced>);

impl Aging {
    /// Remembers what an order that leaves holds of goods that the store may not sell in time.
    pub fn watch(&mut self, now: &Now<'_>, departure: &Departure<'_>, number: usize, shops: &Shops) {
        let (pending, as_of) = (departure.pending, now.world.as_of());
        let mut reserved = pending.orders[number].lines.clone().flat_map(|line| pending.parts_of(line));
        if reserved.all(|part| part.expiry > as_of) {
            return;
        }
        let is_slow = |part: &ReturnedPart, day: i32| {
            let rate = f64::from(now.site.pairs[part.pair as usize].rate);
            let weeks = f64::from(part.expiry - day) / 7.0;
            let watched = f64::from(shops.pairs[part.pair as usize].position()) >= rate * weeks * EXPIRY_WATCH;
            part.expiry <= as_of && watched && !now.world.contaminated.contains(&part.batch)
        };
        self.0.extend(Traced::of(departure, number, now, is_slow));
    }

    /// Gives watched cases that can be sold from this week on their place on the shelf.
    pub fn shelve(&mut self, now: &Now<'_>, shops: &Shops) {
        shelve(&mut self.0, now, shops);
    }

    /// Clears the shelves of what expires in this week.
    pub fn clear(&mut self, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
        let is_due = |(part, _): &Placed| part.expiry < now.monday + 7;
        for traced in &mut self.0 {
            if traced.parts.iter().any(is_due) {
                let (due, later): (Vec<_>, Vec<_>) = traced.parts.iter().copied().partition(is_due);
                traced.parts = later;
                clear(&Traced { parts: due, ..traced.clone() }, now, warehouse, shops, record);
            }
        }
        self.0.retain(|traced| !traced.parts.is_empty());
    }
}

fn clear(traced: &Traced, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
    let mut whole = Vec::new();
    for placed in &traced.parts {
        let ((part, location), units) = (*placed, now.site.units_of(placed.0.pair));
        let eaches = eaches_left(now, shops, placed);
        if eaches >= units {
            whole.push((ReturnedPart { cases: eaches / units, ..part }, location));
        }
        if eaches % units > 0 {
            write_off(now, part.pair, eaches % units, shops, record);
        }
    }
    if !whole.is_empty() {
        let store = now.site.stores[traced.order.store as usize].id;
        let mut stream = Stream::new(now.world.spec.seed, DATES, u64::from(store as u32), traced.order.day as u64);
        let asked = now.monday + stream.between(0, CLEARING_DAYS) as i32;
        let days = Days::after(&mut stream, asked);
        Traced { parts: whole, ..traced.clone() }.send_back(now, days, ReturnReason::Expired, warehouse, shops, record);
    }
}

/// Writes the rest of an opened case off in the store.
fn write_off(now: &Now<'_>, number: u32, eaches: i32, shops: &mut Shops, record: &mut Record) {
    let pair = &now.site.pairs[number as usize];
    shops.pairs[number as usize].stock -= eaches;
    let id = record.id(Dated::InventoryAdjustment, now.monday);
    record.add(rows::InventoryAdjustment {
        id,
        day: now.monday,
        occurred: now.monday,
        dc: 0,
        store: now.site.stores[pair.store as usize].id,
        sku: pair.sku as i32 + 1,
        batch: -1,
        cases: NULL32,
        eaches: -eaches,
        reason: AdjustmentReason::Expired,
    });
}
