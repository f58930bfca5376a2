//! Returns of delivered orders: authorisation, pick-up, receipt at the distribution center and disposition.

use super::center::{Center, Restock};
use super::codes::{Disposition, ReturnReason};
use super::pending::{Order, Pending};
use super::policy::{RETURN_FRACTION_MIN, RMA_LINES, RMA_REFERENCE_LINES, RMA_SHARE, RMA_SHARE_MAX, RMA_SHARE_MIN};
use super::rows::{self, Dated, NONE32};
use super::stock::Lot;
use super::world::World;
use crate::stream::{Stream, purpose};

const REQUEST: u64 = purpose("rma_authorizations.request");
const DATES: u64 = purpose("rma_authorizations.dates");
const REASON: u64 = purpose("rma_authorizations.reason_code");
const PARTS: u64 = purpose("return_lines.quantity_cases");
const DISPOSITION: u64 = purpose("disposition_logs.disposition");

/// Percent of authorisations by reason, in the order of [`ReturnReason`]; a recall is none of chance.
const REASON_PERCENT: [u64; 5] = [25, 42, 11, 18, 4];

/// Percent of lines by disposition, by reason; in the order of [`Disposition`] and [`ReturnReason`].
const DISPOSITION_PERCENT: [[u64; 6]; 6] = [
    [0, 60, 10, 0, 30, 0],
    [90, 0, 4, 0, 6, 0],
    [10, 40, 0, 20, 5, 25],
    [92, 0, 3, 0, 5, 0],
    [0, 80, 20, 0, 0, 0],
    [0, 75, 0, 0, 0, 25],
];

/// The days of a return, each at least as late as the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) requested: i32,
    approved: i32,
    returned: i32,
    received: i32,
    processed: i32,
}

impl Days {
    fn draw(stream: &mut Stream, delivered: i32) -> Self {
        let requested = delivered + stream.between(1, 12) as i32;
        Self::after(stream, requested)
    }

    /// The steps that follow a request.
    pub(super) fn after(stream: &mut Stream, requested: i32) -> Self {
        let mut after = |day: i32, low: i64, high: i64| day + stream.between(low, high) as i32;
        let approved = after(requested, 0, 3);
        let returned = after(approved, 2, 8);
        let received = after(returned, 1, 4);
        Self { requested, approved, returned, received, processed: after(received, 1, 4) }
    }
}

/// What is decided for a whole authorisation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Return<'a> {
    pub(super) order: &'a Order,
    pub(super) days: Days,
    pub(super) reason: ReturnReason,
    /// Week of the order.
    pub(super) week: i32,
}

/// A part of a line that comes back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Back {
    pub(super) line: usize,
    pub(super) pair: u32,
    pub(super) batch: i32,
    pub(super) expiry: i32,
    pub(super) cases: i32,
}

impl Center {
    /// Decides whether a delivered order is returned in part, and records what of it happens by the as-of date. Returns
    /// whether it is.
    pub(super) fn return_order(
        &mut self,
        world: &World,
        pending: &Pending,
        order: &Order,
        delivered: i32,
        week: i32,
    ) -> bool {
        let draws = |purpose| self.draws(world, order, purpose);
        let lines = order.lines.len() as f64;
        if draws(REQUEST).uniform() >= (RMA_SHARE * lines / RMA_REFERENCE_LINES).clamp(RMA_SHARE_MIN, RMA_SHARE_MAX) {
            return false;
        }
        let days = Days::draw(&mut draws(DATES), delivered);
        if days.requested > world.as_of() {
            return false;
        }
        let back = choose_parts(&mut draws(PARTS), pending, order);
        let reason = match ReturnReason::ALL[pick(&mut draws(REASON), &REASON_PERCENT)] {
            // Goods that a store gives up before their date are too many, not too old.
            ReturnReason::Expired if back.iter().any(|part| part.expiry >= days.requested) => ReturnReason::Overstock,
            reason => reason,
        };
        if !back.is_empty() {
            self.record(world, &Return { order, days, reason, week }, &back);
        }
        !back.is_empty()
    }

    /// The stream of one decision about an order: a store places at most one a day.
    fn draws(&self, world: &World, order: &Order, purpose: u64) -> Stream {
        let store = self.site.stores[order.store as usize].id;
        Stream::new(world.spec.seed, purpose, u64::from(store as u32), order.day as u64)
    }

    /// Records an authorisation and what follows from it; returns the id of the return if goods came back by the as-of date.
    pub(super) fn record(&mut self, world: &World, facts: &Return<'_>, back: &[Back]) -> Option<i64> {
        let Return { order, days, reason, week } = *facts;
        let happened = |day: i32| if day <= world.as_of() { day } else { NONE32 };
        let came_back = happened(days.returned) != NONE32;
        let cases: i32 = back.iter().map(|part| part.cases).sum();
        let store = &self.site.stores[order.store as usize];
        let (store, channel) = (store.id, store.channel);
        let id = self.record.id(Dated::RmaAuthorization, days.requested);
        self.record.add(rows::RmaAuthorization {
            id,
            order: order.id,
            store,
            reason,
            requested: days.requested,
            approved: happened(days.approved),
            received: happened(days.received),
        });
        self.set_aside(back, came_back);
        if !came_back {
            return None;
        }
        let return_id = self.record.id(Dated::Return, days.returned);
        self.record.add(rows::Return {
            id: return_id,
            rma: id,
            order: order.id,
            store,
            dc: self.site.dc as i16 + 1,
            returned: days.returned,
            received: happened(days.received),
            cases,
        });
        self.record_lines(world, facts, return_id, back);
        self.record.totals.channel(channel, week).returned_cases += i64::from(cases);
        Some(return_id)
    }

    fn record_lines(&mut self, world: &World, facts: &Return<'_>, return_id: i64, back: &[Back]) {
        let (order, processed) = (facts.order, facts.days.processed);
        let done = processed <= world.as_of();
        let day = processed - world.spec.start_day;
        let mut stream = self.draws(world, order, DISPOSITION);
        for (number, part) in back.iter().enumerate() {
            let pair = self.site.pairs[part.pair as usize];
            let disposition = Disposition::ALL[pick(&mut stream, &DISPOSITION_PERCENT[facts.reason as usize])];
            let number = number as i32 + 1;
            if done && disposition == Disposition::Restock {
                let lot = Lot { expiry: part.expiry, batch: part.batch, cases: part.cases };
                self.restocks.push(Restock { week: day / 7 + 1, item: pair.item, lot });
            }
            self.record.add(rows::ReturnLine {
                return_id,
                number,
                order: order.id,
                line: (part.line - order.lines.start) as i32 + 1,
                sku: pair.sku as i32 + 1,
                batch: part.batch,
                cases: part.cases,
                reason: facts.reason,
                disposition,
            });
            if done {
                let id = self.record.id(Dated::DispositionLog, processed);
                self.record.add(rows::DispositionLog {
                    id,
                    return_id,
                    number,
                    disposition,
                    cases: part.cases,
                    processed,
                });
            }
        }
    }

    /// Returned goods leave the sellable stock at once, whenever the truck fetches them.
    fn set_aside(&mut self, back: &[Back], came_back: bool) {
        for part in back {
            let eaches = part.cases * self.units[self.site.pairs[part.pair as usize].item as usize];
            self.set_aside.push((part.pair, eaches));
            if !came_back {
                self.still_in_store.push((part.pair, eaches));
            }
        }
    }
}

/// The parts of the order that come back: one line and about [`RMA_LINES`] others, each in good part.
fn choose_parts(stream: &mut Stream, pending: &Pending, order: &Order) -> Vec<Back> {
    let share = RMA_LINES / order.lines.len() as f64;
    let always = order.lines.start + stream.below(order.lines.len() as u64) as usize;
    let mut back = Vec::new();
    for line in order.lines.clone() {
        let (drawn, fraction) =
            (stream.uniform(), RETURN_FRACTION_MIN + stream.uniform() * (1.0 - RETURN_FRACTION_MIN));
        if drawn < share || line == always {
            back.extend(pending.parts_of(line).iter().filter(|part| !part.held).map(|part| Back {
                line,
                pair: pending.lines[line].pair,
                batch: part.batch,
                expiry: part.expiry,
                cases: (f64::from(part.cases) * fraction).ceil() as i32,
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
        assert_eq!(REASON_PERCENT.iter().sum::<u64>(), 100);
        assert!(DISPOSITION_PERCENT.iter().all(|row| row.iter().sum::<u64>() == 100));
    }
}
