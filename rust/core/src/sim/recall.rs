//! A recall: contaminated batches are held back at the center, and stores send back what they still have of them.

use super::center::Center;
use super::pending::{Order, Pending};
use super::policy::RECALL_ANSWER_DAYS;
use super::returns::{Back, Days, RECALL, Return};
use super::scenario::Touch;
use super::stock::Lot;
use super::world::World;
use crate::stream::{Stream, purpose};

const DATES: u64 = purpose("rma_authorizations.recall_dates");

/// A delivered order that held contaminated cases.
#[derive(Debug, Clone)]
pub struct Traced {
    order: Order,
    delivered: i32,
    parts: Vec<Back>,
}

impl Center {
    /// Remembers what a delivered order held of contaminated batches, until the recall.
    pub(super) fn trace(&mut self, world: &World, pending: &Pending, order: &Order, delivered: i32) {
        let scenario = &world.spec.scenario;
        if world.contaminated.is_empty() || scenario.recall_week.is_none_or(|week| order.day >= world.monday(week)) {
            return;
        }
        let parts: Vec<Back> = order
            .lines
            .clone()
            .flat_map(|line| pending.parts_of(line).iter().map(move |part| (line, part)))
            .filter(|(_, part)| !part.held && world.contaminated.contains(&part.batch))
            .map(|(line, part)| Back {
                line: line - order.lines.start,
                pair: pending.lines[line].pair,
                batch: part.batch,
                expiry: part.expiry,
                cases: part.cases,
            })
            .collect();
        if !parts.is_empty() {
            let order = Order { lines: 0..order.lines.len(), ..order.clone() };
            self.traced.push(Traced { order, delivered, parts });
        }
    }

    /// On the Monday of the recall: holds what is in the center back, and has the stores send back what they have.
    pub(super) fn recall(&mut self, world: &World, week: i32) {
        if world.spec.scenario.recall_week != Some(week) {
            return;
        }
        for (item, shelf) in self.shelves.iter_mut().enumerate() {
            self.flow[item].written -= shelf.hold(|batch| world.contaminated.contains(&batch));
        }
        self.hold_back(world);
        // What came last is what a store still has.
        for traced in std::mem::take(&mut self.traced).into_iter().rev() {
            self.call_back(world, week, &traced);
        }
    }

    /// Orders that wait for their truck lose their contaminated cases.
    fn hold_back(&mut self, world: &World) {
        let mut pending = std::mem::take(&mut self.pending);
        for part in &mut pending.parts {
            if world.contaminated.contains(&part.batch) {
                part.held = true;
                let line = &mut pending.lines[part.line];
                line.loadable -= part.cases;
                let item = self.site.pairs[line.pair as usize].item as usize;
                self.pairs[line.pair as usize].on_order -= part.cases * self.units[item];
                self.shelves[item].keep_back(Lot { expiry: part.expiry, batch: part.batch, cases: part.cases });
            }
        }
        self.pending = pending;
    }

    fn call_back(&mut self, world: &World, week: i32, traced: &Traced) {
        let back = self.clear_shelves(&traced.parts);
        if back.is_empty() {
            return;
        }
        let store = self.site.stores[traced.order.store as usize].id;
        let mut stream = Stream::new(world.spec.seed, DATES, u64::from(store as u32), traced.order.day as u64);
        let asked = world.monday(week).max(traced.delivered) + stream.between(0, RECALL_ANSWER_DAYS) as i32;
        let days = Days::after(&mut stream, asked);
        if days.requested > world.as_of() {
            return self.keep(&back);
        }
        let ordered = (traced.order.day - world.spec.start_day) / 7;
        let facts = Return { order: &traced.order, days, reason: RECALL, week: ordered };
        let return_id = self.record(world, &facts, &back);
        // The goods were taken from the shelf above, not from the pipeline.
        self.set_aside.clear();
        if let Some(id) = return_id {
            for (number, part) in back.iter().enumerate() {
                self.touch(Touch::RecalledCases, id, number as i32 + 1, 0, i64::from(part.cases));
            }
        }
    }

    /// Takes from the shelves what is left of some parts, whole cases.
    fn clear_shelves(&mut self, parts: &[Back]) -> Vec<Back> {
        let mut back = Vec::new();
        for part in parts {
            let units = self.units[self.site.pairs[part.pair as usize].item as usize];
            let state = &mut self.pairs[part.pair as usize];
            let cases = part.cases.min(state.stock / units);
            if cases > 0 {
                state.stock -= cases * units;
                back.push(Back { cases, ..*part });
            }
        }
        back
    }

    /// Gives goods back to the shelf that nobody asks for by the as-of date.
    fn keep(&mut self, back: &[Back]) {
        for part in back {
            let units = self.units[self.site.pairs[part.pair as usize].item as usize];
            self.pairs[part.pair as usize].stock += part.cases * units;
        }
    }
}
