//! A recall: contaminated batches are held back at the center, and stores send back what they still have of them.
//!
//! A store sells what came first, so its stock is the end of its supply curve: of a delivery is there what overlaps it.

use super::center::{Center, PIPELINE_WEEKS};
use super::codes::{ReturnReason, Touch};
use super::loading::{Piece, Truck};
use super::pending::{Order, Pending};
use super::policy::RECALL_ANSWER_DAYS;
use super::returns::{Back, Days, Return};
use super::stock::Lot;
use super::timetable::{Run, day_of};
use super::world::World;
use crate::stream::{Stream, purpose};
use std::collections::BTreeMap;

const DATES: u64 = purpose("rma_authorizations.recall_dates");

/// A delivered order that held contaminated cases.
#[derive(Debug, Clone)]
pub struct Traced {
    order: Order,
    /// Day of its last delivery.
    delivered: i32,
    parts: Vec<(Back, Place)>,
}

/// Where contaminated cases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Delivered, or on the way, and for sale from this week on.
    Pipeline(i32),
    /// They are the eaches of the store's supply curve that end here.
    Shelf(i32),
}

impl Center {
    /// Remembers what an order that leaves holds of contaminated batches, until the recall.
    pub(super) fn trace(&mut self, world: &World, pending: &Pending, number: usize, trucks: &[Truck], runs: &[Run]) {
        let (scenario, order) = (&world.spec.scenario, &pending.orders[number]);
        if world.contaminated.is_empty() || scenario.recall_week.is_none_or(|week| order.day >= world.monday(week)) {
            return;
        }
        let mut reserved = order.lines.clone().flat_map(|line| pending.parts_of(line));
        if !reserved.any(|part| world.contaminated.contains(&part.batch)) {
            return;
        }
        let (mut parts, mut delivered) = (Vec::new(), order.day);
        for (truck, run) in trucks.iter().zip(runs) {
            for piece in truck.pieces.iter().filter(|piece| piece.order == number) {
                let day = day_of(run.legs[piece.stop].arrival);
                delivered = delivered.max(day);
                if world.contaminated.contains(&piece.batch) {
                    let week = (day - world.spec.start_day) / 7 + 1;
                    parts.push((part_back(pending, order, piece), Place::Pipeline(week)));
                }
            }
        }
        if !parts.is_empty() {
            let order = Order { lines: 0..order.lines.len(), ..order.clone() };
            self.traced.push(Traced { order, delivered, parts });
        }
    }

    /// Gives contaminated cases that can be sold from this week on their place at the end of their shelf's supply curve.
    pub(super) fn shelve_traced(&mut self, week: i32) {
        let mut placed: BTreeMap<u32, i32> = BTreeMap::new();
        for traced in &mut self.traced {
            for (back, place) in traced.parts.iter_mut().filter(|(_, place)| *place == Place::Pipeline(week)) {
                let end = placed.entry(back.pair).or_insert(self.pairs[back.pair as usize].arrived);
                *place = Place::Shelf(*end);
                *end -= back.cases * self.units[self.site.pairs[back.pair as usize].item as usize];
            }
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
        let mut found = std::mem::take(&mut self.traced);
        for traced in &mut found {
            traced.parts = traced.parts.iter().filter_map(|part| self.left_of(part)).collect();
        }
        for traced in found.iter().filter(|traced| !traced.parts.is_empty()) {
            self.call_back(world, week, traced);
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

    /// What a store still has, or will get, of a delivery's part, whole cases.
    fn left_of(&self, &(part, place): &(Back, Place)) -> Option<(Back, Place)> {
        let (state, units) = (&self.pairs[part.pair as usize], self.units_of(&part));
        let cases = match place {
            Place::Pipeline(_) => part.cases,
            Place::Shelf(end) => {
                let sold = state.arrived - state.stock;
                (end - sold).clamp(0, part.cases * units) / units
            }
        };
        (cases > 0).then_some((Back { cases, ..part }, place))
    }

    fn units_of(&self, part: &Back) -> i32 {
        self.units[self.site.pairs[part.pair as usize].item as usize]
    }

    fn call_back(&mut self, world: &World, week: i32, traced: &Traced) {
        let store = self.site.stores[traced.order.store as usize].id;
        let mut stream = Stream::new(world.spec.seed, DATES, u64::from(store as u32), traced.order.day as u64);
        let asked = world.monday(week).max(traced.delivered) + stream.between(0, RECALL_ANSWER_DAYS) as i32;
        let days = Days::after(&mut stream, asked);
        if days.requested > world.as_of() {
            return;
        }
        let back: Vec<Back> = traced.parts.iter().map(|&(part, place)| self.take_away(week, part, place)).collect();
        let ordered = (traced.order.day - world.spec.start_day) / 7;
        let facts = Return { order: &traced.order, days, reason: ReturnReason::Recall, week: ordered };
        let return_id = self.record(world, &facts, &back);
        // The goods have been taken away above.
        self.set_aside.clear();
        if let Some(id) = return_id {
            for (number, part) in back.iter().enumerate() {
                self.record.touch(Touch::RecalledCases, id, number as i32 + 1, 0, part.cases);
            }
        }
    }

    /// Takes recalled cases off the shelf or, where they are not for sale yet, out of the pipeline.
    fn take_away(&mut self, week: i32, part: Back, place: Place) -> Back {
        let eaches = part.cases * self.units_of(&part);
        let state = &mut self.pairs[part.pair as usize];
        match place {
            Place::Pipeline(from) => state.divert(eaches, ((from - week - 1) as usize).min(PIPELINE_WEEKS - 1)),
            Place::Shelf(_) => state.stock -= eaches,
        }
        part
    }
}

/// A piece of a load as a part that can come back.
fn part_back(pending: &Pending, order: &Order, piece: &Piece) -> Back {
    let mut parts = pending.parts_of(piece.line).iter();
    let reserved = parts.find(|part| part.batch == piece.batch).expect("what is loaded is reserved");
    Back {
        line: piece.line - order.lines.start,
        pair: pending.lines[piece.line].pair,
        batch: piece.batch,
        expiry: reserved.expiry,
        cases: piece.cases,
    }
}
