//! A recall: contaminated batches are held back at the center, and stores send back what they still have of them.
//!
//! A store sells what came first, so its stock is the end of its supply curve: what that overlaps of a delivery is there.

use super::dispatch::Departure;
use super::now::Now;
use super::record::Record;
use super::returns::{Days, Return, ReturnedPart};
use super::shops::{PIPELINE_WEEKS, Shops};
use super::warehouse::Warehouse;
use crate::sim::codes::{ReturnReason, Touch};
use crate::sim::loading::Piece;
use crate::sim::pending::{Order, Pending};
use crate::sim::policy::RECALL_ANSWER_DAYS;
use crate::stream::{Stream, purpose};
use std::collections::BTreeMap;

const DATES: u64 = purpose("rma_authorizations.recall_dates");

/// Where the contaminated cases went that left the center before the recall.
#[derive(Debug, Clone, Default)]
pub struct Tracing(Vec<Traced>);

/// A delivered order that held contaminated cases.
#[derive(Debug, Clone)]
struct Traced {
    order: Order,
    /// Day of its last delivery.
    delivered: i32,
    parts: Vec<(ReturnedPart, Location)>,
}

/// Where contaminated cases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Location {
    /// Delivered, or on the way, and for sale from this week on.
    Pipeline(i32),
    /// They are the eaches of the store's supply curve that end here.
    Shelf(i32),
}

impl Tracing {
    /// Remembers what an order that leaves holds of contaminated batches, until the recall.
    pub fn trace(&mut self, now: &Now<'_>, departure: &Departure<'_>, number: usize) {
        let (contaminated, pending) = (&now.world.contaminated, departure.pending);
        let (recall_week, order) = (now.world.spec.scenario.recall_week, &pending.orders[number]);
        if contaminated.is_empty() || recall_week.is_none_or(|week| order.day >= now.world.monday(week)) {
            return;
        }
        let mut reserved = order.lines.clone().flat_map(|line| pending.parts_of(line));
        if !reserved.any(|part| contaminated.contains(&part.batch)) {
            return;
        }
        let (mut parts, mut delivered) = (Vec::new(), order.day);
        for (piece, day) in departure.arrivals().filter(|(piece, _)| piece.order == number) {
            delivered = delivered.max(day);
            if contaminated.contains(&piece.batch) {
                parts.push((part_of(pending, order, piece), Location::Pipeline(now.week_of(day) + 1)));
            }
        }
        if !parts.is_empty() {
            self.0.push(Traced { order: order.clone(), delivered, parts });
        }
    }

    /// Gives contaminated cases that can be sold from this week on their place at the end of their shelf's supply curve.
    pub fn shelve(&mut self, now: &Now<'_>, shops: &Shops) {
        let mut placed: BTreeMap<u32, i32> = BTreeMap::new();
        for (part, location) in self.0.iter_mut().flat_map(|traced| &mut traced.parts) {
            if *location == Location::Pipeline(now.week) {
                let end = placed.entry(part.pair).or_insert(shops.pairs[part.pair as usize].arrived);
                *location = Location::Shelf(*end);
                *end -= part.cases * now.site.units_of(part.pair);
            }
        }
    }

    /// Has the stores send back what they have.
    pub fn call_back(&mut self, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
        let mut found = std::mem::take(&mut self.0);
        for traced in &mut found {
            traced.parts = traced.parts.iter().filter_map(|part| left_of(now, shops, part)).collect();
        }
        for traced in found.iter().filter(|traced| !traced.parts.is_empty()) {
            traced.call_back(now, warehouse, shops, record);
        }
    }
}

impl Traced {
    fn call_back(&self, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
        let store = now.site.stores[self.order.store as usize].id;
        let mut stream = Stream::new(now.world.spec.seed, DATES, u64::from(store as u32), self.order.day as u64);
        let asked = now.monday.max(self.delivered) + stream.between(0, RECALL_ANSWER_DAYS) as i32;
        let days = Days::after(&mut stream, asked);
        if days.requested > now.world.as_of() {
            return;
        }
        for &(part, location) in &self.parts {
            take_away(now, shops, &part, location);
        }
        let parts: Vec<ReturnedPart> = self.parts.iter().map(|part| part.0).collect();
        let returned = Return { order: &self.order, days, reason: ReturnReason::Recall, parts };
        if let Some(id) = returned.record(now, warehouse, shops, record) {
            for (part, number) in returned.parts.iter().zip(1..) {
                record.touch(Touch::RecalledCases, id, number, 0, part.cases);
            }
        }
    }
}

/// Takes contaminated batches out of circulation in the center, and from orders that wait for their truck.
pub fn hold_back(now: &Now<'_>, pending: &mut Pending, warehouse: &mut Warehouse, shops: &mut Shops) {
    let contaminated = &now.world.contaminated;
    warehouse.hold(contaminated);
    for part in pending.parts.iter_mut().filter(|part| contaminated.contains(&part.batch)) {
        part.held = true;
        let line = &mut pending.lines[part.line];
        line.loadable -= part.cases;
        shops.pairs[line.pair as usize].on_order -= part.cases * now.site.units_of(line.pair);
        warehouse.keep_back(now.site.pairs[line.pair as usize].shelf, part.lot());
    }
}

/// What a store still has, or will get, of a delivery's part, whole cases.
fn left_of(
    now: &Now<'_>,
    shops: &Shops,
    &(part, location): &(ReturnedPart, Location),
) -> Option<(ReturnedPart, Location)> {
    let (state, units) = (&shops.pairs[part.pair as usize], now.site.units_of(part.pair));
    let cases = match location {
        Location::Pipeline(_) => part.cases,
        Location::Shelf(end) => {
            let sold = state.arrived - state.stock;
            (end - sold).clamp(0, part.cases * units) / units
        }
    };
    (cases > 0).then_some((ReturnedPart { cases, ..part }, location))
}

/// Takes recalled cases off the shelf or, where they are not for sale yet, out of the pipeline.
fn take_away(now: &Now<'_>, shops: &mut Shops, part: &ReturnedPart, location: Location) {
    let eaches = part.cases * now.site.units_of(part.pair);
    let state = &mut shops.pairs[part.pair as usize];
    match location {
        Location::Pipeline(from) => state.divert(eaches, ((from - now.week - 1) as usize).min(PIPELINE_WEEKS - 1)),
        Location::Shelf(_) => state.stock -= eaches,
    }
}

/// A piece of a load as a part that can come back.
fn part_of(pending: &Pending, order: &Order, piece: &Piece) -> ReturnedPart {
    let mut parts = pending.parts_of(piece.line).iter();
    let reserved = parts.find(|part| part.batch == piece.batch).expect("what is loaded is reserved");
    ReturnedPart {
        line: piece.line - order.lines.start,
        pair: pending.lines[piece.line].pair,
        batch: piece.batch,
        expiry: reserved.expiry,
        cases: piece.cases,
    }
}
