//! Store orders and their allocation: what a store asks for on its order day, and which batches are reserved for it.

use super::center::Center;
use super::counters::Dated;
use super::demand::order_point;
use super::policy::MIN_SHELF_LIFE_DAYS;
use super::site::{Pair, Slot, Store};
use super::world::World;

/// An order that waits for its truck.
#[derive(Debug, Clone)]
pub struct Order {
    /// Id in `orders`.
    pub id: i64,
    /// Store, numbered within the distribution center.
    pub store: u32,
    /// Order and allocation date.
    pub day: i32,
    /// Promised delivery date.
    pub promised: i32,
    /// Its lines in [`Pending::lines`].
    pub lines: std::ops::Range<usize>,
}

/// A line of a waiting order.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Pair, numbered within the distribution center.
    pub pair: u32,
    /// Cases ordered.
    pub ordered: i32,
    /// Cases reserved.
    pub allocated: i32,
    /// Promotion that the store buys for, if any.
    pub promo: Option<u16>,
    /// Price reduction, basis points.
    pub discount_bp: u16,
    /// Where its reservations start in [`Pending::parts`].
    pub first_part: usize,
}

/// Cases of a batch reserved for a line.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Id in `order_allocations`.
    pub id: i64,
    /// Line in [`Pending::lines`].
    pub line: usize,
    /// Batch number of the plan.
    pub batch: i32,
    /// Expiry of the batch.
    pub expiry: i32,
    /// Cases.
    pub cases: i32,
}

/// Orders taken since the last departure.
#[derive(Debug, Clone, Default)]
pub struct Pending {
    /// Orders in the order of their ids.
    pub orders: Vec<Order>,
    /// Lines, order by order.
    pub lines: Vec<Line>,
    /// Reservations, line by line.
    pub parts: Vec<Part>,
}

impl Pending {
    /// The reservations of a line.
    #[must_use]
    pub fn parts_of(&self, line: usize) -> &[Part] {
        let end = self.lines.get(line + 1).map_or(self.parts.len(), |next| next.first_part);
        &self.parts[self.lines[line].first_part..end]
    }

    /// Forgets everything, keeps the memory.
    pub fn clear(&mut self) {
        self.orders.clear();
        self.lines.clear();
        self.parts.clear();
    }
}

impl Center {
    /// All orders of a weekday, strategic accounts first; each is allocated at once from what the center holds.
    pub(super) fn take_orders(&mut self, world: &World, week: i32, weekday: i32) {
        let first = self.site.slots.partition_point(|slot| slot.day < weekday);
        let end = self.site.slots.partition_point(|slot| slot.day <= weekday);
        for number in first..end {
            let slot = self.site.slots[number].clone();
            if (week + slot.phase) % slot.cadence == 0 {
                self.take_order(world, week, &slot);
            }
        }
    }

    fn take_order(&mut self, world: &World, week: i32, slot: &Slot) {
        let day = world.spec.start_day + week * 7 + slot.day;
        let first_line = self.pending.lines.len();
        for number in slot.pairs.clone() {
            let (pair, store) = (self.site.pairs[number], &self.site.stores[slot.store as usize]);
            let cases = wanted_cases(world, store, &pair, self.position(number), week, slot.cadence);
            if cases > 0 {
                let bought_for = promotion(world, store, &pair, week);
                self.allocate(number, cases, bought_for, week);
            }
        }
        if self.pending.lines.len() == first_line {
            return;
        }
        let id = self.counters.take(Dated::Order, day - self.first_day);
        let promised =
            self.site.next_dispatch(day, world.spec.start_day) + self.site.stores[slot.store as usize].promise_days;
        for part in &mut self.pending.parts[self.pending.lines[first_line].first_part..] {
            part.id = self.counters.take(Dated::Allocation, day - self.first_day);
        }
        let lines = first_line..self.pending.lines.len();
        self.pending.orders.push(Order { id, store: slot.store, day, promised, lines });
    }

    /// Cases that the store has or knows to be on their way, in eaches.
    fn position(&self, pair: usize) -> i32 {
        self.pairs[pair].stock + self.pairs[pair].on_order
    }

    fn allocate(&mut self, number: usize, ordered: i32, (promo, discount_bp): (Option<u16>, u16), week: i32) {
        let pair = self.site.pairs[number];
        let (line, first_part) = (self.pending.lines.len(), self.pending.parts.len());
        let parts = &mut self.pending.parts;
        let allocated = self.shelves[pair.item as usize].take(ordered, |lot| {
            parts.push(Part { id: 0, line, batch: lot.batch, expiry: lot.expiry, cases: lot.cases });
        });
        self.pending.lines.push(Line { pair: number as u32, ordered, allocated, promo, discount_bp, first_part });
        let state = &mut self.pairs[number];
        state.on_order += allocated * self.units[pair.item as usize];
        state.cut = allocated < ordered;
        self.flow[pair.item as usize].add(ordered, allocated);
        let channel = self.site.stores[pair.store as usize].channel;
        self.totals.line(channel, week, ordered, allocated);
    }

    /// Takes out of circulation what would reach the store too close to its expiry.
    pub(super) fn retire(&mut self, monday: i32) {
        for shelf in &mut self.shelves {
            shelf.retire(monday + 7 + MIN_SHELF_LIFE_DAYS);
        }
    }
}

/// Whole cases that lift the inventory position to the order point or above; none for an SKU at the end of its life.
fn wanted_cases(world: &World, store: &Store, pair: &Pair, position: i32, week: i32, cadence: i32) -> i32 {
    let s = pair.sku as usize;
    let last_order = world.spec.end_week[s] - cadence - 2;
    if week < world.spec.first_week[s] || week >= last_order {
        return 0;
    }
    let short = order_point(world, store, pair, week, cadence) - position;
    if short <= 0 {
        return 0;
    }
    let units = world.spec.units_per_case[s];
    (short + units - 1) / units
}

/// The promotion that an order of this week buys for: one that runs this week or, since goods arrive then, the next.
fn promotion(world: &World, store: &Store, pair: &Pair, week: i32) -> (Option<u16>, u16) {
    let now = world.promo.effect(store.account, pair.sku, week);
    let next = world.promo.effect(store.account, pair.sku, week + 1);
    let bought_for = if now.promotion.is_some() { now } else { next };
    (bought_for.promotion, bought_for.discount_bp)
}

#[cfg(test)]
mod tests {
    use super::super::demand;
    use super::super::world::{Point, WorldSpec};
    use super::*;
    use proptest::prelude::*;

    fn store(id: i32) -> Store {
        Store { id, account: 0, channel: 0, point: Point::new(0.0, 0.0), sweep: 0, promise_days: 1 }
    }

    /// One SKU in cases of twelve, sold from week 2 to week 19.
    fn world() -> World {
        World::new(WorldSpec {
            weeks: 10,
            units_per_case: vec![12],
            season_of: vec![0],
            sku_division: vec![0],
            first_week: vec![2],
            end_week: vec![20],
            season: vec![1.0; 30],
            season_weeks: 30,
            account_division: vec![0],
            ..WorldSpec::default()
        })
    }

    fn pair(rate: f32) -> Pair {
        Pair { store: 0, sku: 0, item: 0, rate }
    }

    #[test]
    fn the_order_point_lasts_until_the_next_orders_goods_can_be_sold() {
        // Every second week: this week, the next and the one in which the next order is placed, 4 eaches each of variance 8.
        let expected = (3.0 * 4.0 + 1.6 * 24.0_f64.sqrt()).ceil() as i32;
        assert_eq!(order_point(&world(), &store(1), &pair(4.0), 5, 2), expected);
        // One week of demand before the SKU's launch in week 2.
        assert_eq!(order_point(&world(), &store(1), &pair(4.0), 1, 1), (4.0 + 1.6 * 8.0_f64.sqrt()).ceil() as i32);
    }

    #[test]
    fn nothing_is_ordered_before_launch_or_at_the_end() {
        let wanted = |week| wanted_cases(&world(), &store(1), &pair(4.0), 0, week, 1);
        assert_eq!([wanted(1), wanted(17)], [0, 0]);
        assert!(wanted(2) > 0 && wanted(16) > 0);
    }

    #[test]
    fn store_sku_and_week_draw_for_themselves() {
        let world = world();
        let draws = |id, sku, week| demand::draw(&world, &store(id), &Pair { sku, ..pair(1.0) }, week, 1e6);
        let all = [draws(1, 0, 0), draws(2, 0, 0), draws(1, 1, 0), draws(1, 0, 1)];
        assert_eq!(std::collections::BTreeSet::from(all).len(), 4);
    }

    proptest! {
        #[test]
        fn the_least_whole_cases_reach_the_order_point(rate in 0.1..90.0_f32, position in 0..200_i32, cadence in 1..4_i32) {
            let (world, pair) = (world(), pair(rate));
            let point = order_point(&world, &store(1), &pair, 5, cadence);
            let cases = wanted_cases(&world, &store(1), &pair, position, 5, cadence);
            prop_assert!(position + cases * 12 >= point);
            prop_assert!(cases == 0 || position + (cases - 1) * 12 < point);
        }
    }
}
