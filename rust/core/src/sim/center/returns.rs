//! Returns of delivered orders: authorization, pick-up, receipt at the distribution center and disposition.

use super::now::Now;
use super::record::Record;
use super::shops::Shops;
use super::warehouse::{Restock, Warehouse};
use crate::null::NULL32;
use crate::sim::codes::{Disposition, ReturnReason};
use crate::sim::pending::{Order, Pending};
use crate::sim::policy::{
    APPROVAL_DAYS, DECISION_DAYS, DISPOSITION_PERCENT, PICK_UP_DAYS, REQUEST_DAYS, RETURN_FRACTION_MIN,
    RETURN_REASON_PERCENT, RETURN_TRANSIT_DAYS, RMA_LINES, RMA_REFERENCE_LINES, RMA_SHARE, RMA_SHARE_MAX,
    RMA_SHARE_MIN,
};
use crate::sim::rows::{self, Dated};
use crate::sim::stock::Lot;
use crate::stream::{Stream, purpose};

const REQUEST: u64 = purpose("rma_authorizations.request");
const DATES: u64 = purpose("rma_authorizations.dates");
const REASON: u64 = purpose("rma_authorizations.reason_code");
const PARTS: u64 = purpose("return_lines.quantity_cases");
const DISPOSITION: u64 = purpose("disposition_logs.disposition");

/// The days of a return, each at least as late as the one before.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The store asks.
    pub requested: i32,
    approved: i32,
    returned: i32,
    received: i32,
    processed: i32,
}

impl Days {
    fn draw(stream: &mut Stream, delivered: i32) -> Self {
        let requested = later(stream, delivered, REQUEST_DAYS);
        Self::after(stream, requested)
    }

    /// The steps that follow a request.
    pub fn after(stream: &mut Stream, requested: i32) -> Self {
        let approved = later(stream, requested, APPROVAL_DAYS);
        let returned = later(stream, approved, PICK_UP_DAYS);
        let received = later(stream, returned, RETURN_TRANSIT_DAYS);
        Self { requested, approved, returned, received, processed: later(stream, received, DECISION_DAYS) }
    }
}

/// A day that follows another after a uniform number of days.
fn later(stream: &mut Stream, day: i32, (least, most): (i64, i64)) -> i32 {
    day + stream.between(least, most) as i32
}

/// A part of an order line that comes back.
#[derive(Debug, Clone, Copy)]
pub struct ReturnedPart {
    /// Line of the order, from 0.
    pub line: usize,
    /// Pair, numbered within the distribution center.
    pub pair: u32,
    /// Batch number of the plan.
    pub batch: i32,
    /// Expiry of the batch.
    pub expiry: i32,
    /// Cases.
    pub cases: i32,
    /// Price reduction at which they were billed, basis points.
    pub discount_bp: u16,
}

/// A return as it is authorized.
#[derive(Debug)]
pub struct Return<'a> {
    /// The order that delivered the goods.
    pub order: &'a Order,
    /// When it happens.
    pub days: Days,
    /// Why.
    pub reason: ReturnReason,
    /// What comes back.
    pub parts: Vec<ReturnedPart>,
}

impl<'a> Return<'a> {
    /// The return of a part of a delivered order, if one is asked for by the as-of date.
    #[must_use]
    pub fn draw(now: &Now<'_>, pending: &Pending, order: &'a Order, delivered: i32) -> Option<Self> {
        let lines = order.lines.len() as f64;
        let share = (RMA_SHARE * lines / RMA_REFERENCE_LINES).clamp(RMA_SHARE_MIN, RMA_SHARE_MAX);
        if now.draws(order, REQUEST).uniform() >= share {
            return None;
        }
        let days = Days::draw(&mut now.draws(order, DATES), delivered);
        if days.requested > now.world.as_of() {
            return None;
        }
        let parts = choose_parts(&mut now.draws(order, PARTS), pending, order);
        let reason = ReturnReason::ALL[pick(&mut now.draws(order, REASON), &RETURN_REASON_PERCENT)];
        (!parts.is_empty()).then_some(Self { order, days, reason, parts })
    }

    /// Takes the goods out of what is on its way to the shelves: what can be sold in week `slot` from now first.
    pub fn leave_pipelines(&self, now: &Now<'_>, shops: &mut Shops, slot: usize) {
        for part in &self.parts {
            shops.pairs[part.pair as usize].divert(part.cases * now.site.units_of(part.pair), slot);
        }
    }

    /// Writes the authorization down, and what follows from it by the as-of date; returns the id of the return if goods
    /// have left the store by then.
    pub fn record(
        &self,
        now: &Now<'_>,
        warehouse: &mut Warehouse,
        shops: &mut Shops,
        record: &mut Record,
    ) -> Option<i64> {
        let Self { order, days, reason, .. } = *self;
        let as_of = now.world.as_of();
        let happened = |day: i32| if day <= as_of { day } else { NULL32 };
        let store = &now.site.stores[order.store as usize];
        let rma = record.id(Dated::RmaAuthorization, days.requested);
        record.add(rows::RmaAuthorization {
            id: rma,
            order: order.id,
            store: store.id,
            reason,
            requested: days.requested,
            approved: happened(days.approved),
            received: happened(days.received),
        });
        if days.returned > as_of {
            let waiting = self.parts.iter().map(|part| (part.pair, part.cases * now.site.units_of(part.pair)));
            shops.still_in_store.extend(waiting);
            return None;
        }
        let id = record.id(Dated::Return, days.returned);
        let row = rows::Return {
            id,
            rma,
            order: order.id,
            store: store.id,
            dc: now.dc(),
            returned: days.returned,
            received: happened(days.received),
            cases: self.parts.iter().map(|part| part.cases).sum(),
        };
        record.returned(store.channel, order.day, row);
        if days.received <= as_of {
            self.credit(now, id, record);
        }
        self.record_lines(now, id, warehouse, record);
        Some(id)
    }

    /// Credits what has arrived, at the prices at which it was billed; that is settled on the terms of the channel.
    fn credit(&self, now: &Now<'_>, return_id: i64, record: &mut Record) {
        let (store, day) = (&now.site.stores[self.order.store as usize], self.days.received);
        let net = |part: &ReturnedPart| {
            let sku = now.site.sku_of(part.pair) as usize;
            now.world.net_cents(sku, (store, self.order.day), part.cases, part.discount_bp)
        };
        let settled = day + now.world.spec.channels.terms_days[store.channel as usize];
        record.add(rows::CreditNote {
            return_id,
            order: self.order.id,
            store: store.id,
            day,
            cents: self.parts.iter().map(net).sum(),
            settled: if settled <= now.world.as_of() { settled } else { NULL32 },
        });
    }

    fn record_lines(&self, now: &Now<'_>, return_id: i64, warehouse: &mut Warehouse, record: &mut Record) {
        let Self { order, reason, days: Days { processed, .. }, .. } = *self;
        let mut stream = now.draws(order, DISPOSITION);
        for (part, number) in self.parts.iter().zip(1..) {
            let ReturnedPart { line, pair, batch, cases, .. } = *part;
            let disposition = Disposition::ALL[pick(&mut stream, &DISPOSITION_PERCENT[reason as usize])];
            let (line, sku) = (line as i32 + 1, now.site.sku_of(pair) as i32 + 1);
            let order = order.id;
            record.add(rows::ReturnLine { return_id, number, order, line, sku, batch, cases, reason, disposition });
            if processed > now.world.as_of() {
                continue;
            }
            if disposition == Disposition::Restock {
                let (week, shelf) = (now.week_of(processed) + 1, now.site.pairs[pair as usize].shelf);
                warehouse.restock(Restock { week, shelf, lot: Lot { expiry: part.expiry, batch, cases } });
            }
            let id = record.id(Dated::DispositionLog, processed);
            record.add(rows::DispositionLog { id, return_id, number, disposition, cases, processed });
        }
    }
}

/// The parts of the order that come back: one line and about [`RMA_LINES`] others, each in good part.
fn choose_parts(stream: &mut Stream, pending: &Pending, order: &Order) -> Vec<ReturnedPart> {
    let share = RMA_LINES / order.lines.len() as f64;
    let always = order.lines.start + stream.below(order.lines.len() as u64) as usize;
    let mut back = Vec::new();
    for line in order.lines.clone() {
        let (drawn, fraction) =
            (stream.uniform(), RETURN_FRACTION_MIN + stream.uniform() * (1.0 - RETURN_FRACTION_MIN));
        if drawn < share || line == always {
            back.extend(pending.parts_of(line).iter().filter(|part| !part.held).map(|part| ReturnedPart {
                line: line - order.lines.start,
                pair: pending.lines[line].pair,
                batch: part.batch,
                expiry: part.expiry,
                cases: (f64::from(part.cases) * fraction).ceil() as i32,
                discount_bp: pending.lines[line].discount_bp,
            }));
        }
    }
    back
}

/// An index with the given percentages.
fn pick(stream: &mut Stream, percent: &[u64]) -> usize {
    let drawn = stream.below(100);
    let mut end = 0;
    for (index, share) in percent.iter().enumerate() {
        end += share;
        if drawn < end {
            return index;
        }
    }
    percent.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole() {
        assert_eq!(RETURN_REASON_PERCENT.iter().sum::<u64>(), 100);
        assert!(DISPOSITION_PERCENT.iter().all(|row| row.iter().sum::<u64>() == 100));
    }
}
