//! A recall: contaminated batches are held back at the center, and stores send back what they still have of them.

use super::dispatch::Departure;
use super::now::Now;
use super::record::Record;
use super::returns::Days;
use super::shops::Shops;
use super::traced::{Traced, cases_left, shelve};
use super::warehouse::Warehouse;
use crate::sim::codes::{ReturnReason, Touch};
use crate::sim::pending::Pending;
use crate::sim::policy::RECALL_ANSWER_DAYS;
use crate::stream::{Stream, purpose};

const DATES: u64 = purpose("rma_authorizations.recall_dates");

/// Where the contaminated cases went that left the center before the recall.
#[derive(Debug, Clone, Default)]
pub struct Tracing(Vec<Traced>);

impl Tracing {
    /// Remembers what an order that leaves holds of contaminated batches, until the recall.
    pub fn trace(&mut self, now: &Now<'_>, departure: &Departure<'_>, number: usize) {
        let (contaminated, pending) = (&now.world.contaminated, departure.pending);
        let (recall_week, order) = (now.world.spec.scenario.recall_week, &pending.orders[number]);
        if contaminated.is_empty() || recall_week.is_none_or(|week| order.day >= now.world.monday(week)) {
            return;
        }
        let mut reserved = order.lines.clone().flat_map(|line| pending.parts_of(line));
        if reserved.any(|part| contaminated.contains(&part.batch)) {
            self.0.extend(Traced::of(departure, number, now, |part, _| contaminated.contains(&part.batch)));
        }
    }

    /// Gives contaminated cases that can be sold from this week on their place on the shelf.
    pub fn shelve(&mut self, now: &Now<'_>, shops: &Shops) {
        shelve(&mut self.0, now, shops);
    }

    /// Has the stores send back what they have.
    pub fn call_back(&mut self, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
        let mut found = std::mem::take(&mut self.0);
        for traced in &mut found {
            traced.parts = traced.parts.iter().filter_map(|part| cases_left(now, shops, part)).collect();
        }
        for traced in found.iter().filter(|traced| !traced.parts.is_empty()) {
            call_back(traced, now, warehouse, shops, record);
        }
    }
}

fn call_back(traced: &Traced, now: &Now<'_>, warehouse: &mut Warehouse, shops: &mut Shops, record: &mut Record) {
    let store = now.site.stores[traced.order.store as usize].id;
    let mut stream = Stream::new(now.world.spec.seed, DATES, u64::from(store as u32), traced.order.day as u64);
    let asked = now.monday.max(traced.delivered) + stream.between(0, RECALL_ANSWER_DAYS) as i32;
    let days = Days::after(&mut stream, asked);
    if days.requested > now.world.as_of() {
        return;
    }
    if let Some(id) = traced.send_back(now, days, ReturnReason::Recall, warehouse, shops, record) {
        for ((part, _), number) in traced.parts.iter().zip(1..) {
            record.touch(Touch::RecalledCases, id, number, 0, part.cases);
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
