//! Delivered cases that matter later, since they are recalled or expire: where they are, and how they come back.
//!
//! A store sells what came first, so its stock is the end of its supply curve: what that overlaps of a delivery is there.

use super::dispatch::Departure;
use super::now::Now;
use super::record::Record;
use super::returns::{Days, Return, ReturnedPart};
use super::shops::{PIPELINE_WEEKS, Shops};
use super::warehouse::Warehouse;
use crate::sim::codes::ReturnReason;
use crate::sim::loading::Piece;
use crate::sim::pending::{Order, Pending};
use std::collections::BTreeMap;

/// A part of a delivered order, and where it is.
pub type Placed = (ReturnedPart, Location);

/// A delivered order that holds cases that matter later.
#[derive(Debug, Clone)]
pub struct Traced {
    /// The order.
    pub order: Order,
    /// Day of its last delivery.
    pub delivered: i32,
    /// The cases.
    pub parts: Vec<Placed>,
}

/// Where delivered cases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// Delivered, or on the way, and for sale from this week on.
    Pipeline(i32),
    /// They are the eaches of the store's supply curve that end here.
    Shelf(i32),
}

impl Traced {
    /// What an order that leaves holds of the cases that matter, told by their part and the day of arrival.
    pub fn of(
        departure: &Departure<'_>,
        number: usize,
        now: &Now<'_>,
        matters: impl Fn(&ReturnedPart, i32) -> bool,
    ) -> Option<Self> {
        let (pending, order) = (departure.pending, &departure.pending.orders[number]);
        let (mut parts, mut delivered) = (Vec::new(), order.day);
        for (piece, day) in departure.arrivals().filter(|(piece, _)| piece.order == number) {
            delivered = delivered.max(day);
            let part = part_of(pending, order, piece);
            if matters(&part, day) {
                parts.push((part, Location::Pipeline(now.week_of(day) + 1)));
            }
        }
        (!parts.is_empty()).then(|| Self { order: order.clone(), delivered, parts })
    }

    /// Sends the order's cases that are traced back to the center; returns the id of the return if they have left the
    /// store by the as-of date.
    pub fn send_back(
        &self,
        now: &Now<'_>,
        days: Days,
        reason: ReturnReason,
        warehouse: &mut Warehouse,
        shops: &mut Shops,
        record: &mut Record,
    ) -> Option<i64> {
        for (part, location) in &self.parts {
            take_away(now, shops, part, *location);
        }
        let parts = self.parts.iter().map(|(part, _)| *part).collect();
        Return { order: &self.order, days, reason, parts }.record(now, warehouse, shops, record)
    }
}

/// Gives traced cases that can be sold from this week on their place at the end of their shelf's supply curve.
pub fn shelve(traced: &mut [Traced], now: &Now<'_>, shops: &Shops) {
    let mut placed: BTreeMap<u32, i32> = BTreeMap::new();
    for (part, location) in traced.iter_mut().flat_map(|traced| &mut traced.parts) {
        if *location == Location::Pipeline(now.week) {
            let end = placed.entry(part.pair).or_insert(shops.pairs[part.pair as usize].arrived);
            *location = Location::Shelf(*end);
            *end -= part.cases * now.site.units_of(part.pair);
        }
    }
}

/// Eaches that a store still has, or will get, of a delivery's part.
#[must_use]
pub fn eaches_left(now: &Now<'_>, shops: &Shops, &(part, location): &Placed) -> i32 {
    let (state, eaches) = (&shops.pairs[part.pair as usize], part.cases * now.site.units_of(part.pair));
    match location {
        Location::Pipeline(_) => eaches,
        Location::Shelf(end) => {
            let sold = state.arrived - state.stock;
            (end - sold).clamp(0, eaches)
        }
    }
}

/// The whole cases of what a store still has, or will get, of a delivery's part, if there are any.
#[must_use]
pub fn cases_left(now: &Now<'_>, shops: &Shops, placed: &Placed) -> Option<Placed> {
    let (part, location) = *placed;
    let cases = eaches_left(now, shops, placed) / now.site.units_of(part.pair);
    (cases > 0).then_some((ReturnedPart { cases, ..part }, location))
}

/// Takes cases off the shelf or, where they are not for sale yet, out of the pipeline.
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
        discount_bp: pending.lines[piece.line].discount_bp,
    }
}
