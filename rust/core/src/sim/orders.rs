//! Store orders and their allocation: what a store asks for on its order day, and which batches are reserved for it.

use super::center::Center;
use super::codes::Touch;
use super::demand::order_point;
use super::pending::{Line, Order, Part};
use super::policy::{MIN_SHELF_LIFE_DAYS, NEVER_REFUSED_RANK, STORE_LEAD_WEEKS};
use super::rows::Dated;
use super::site::{Pair, Slot, Store};
use super::world::World;

/// What a store wants of an SKU.
#[derive(Debug, Clone, Copy)]
struct Want {
    pair: usize,
    needed: i32,
    ordered: i32,
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
        let wanted = self.wanted(world, week, slot);
        if wanted.is_empty() {
            return;
        }
        let load = self.load_with(world, slot, &wanted);
        for want in wanted {
            let refused = load > world.spec.skus.capacity_share[self.site.pairs[want.pair].sku as usize];
            self.allocate(world, &want, refused, week);
        }
        let id = self.record.id(Dated::Order, day);
        let store = &self.site.stores[slot.store as usize];
        let promised = self.site.next_dispatch(day, world.spec.start_day) + store.promise_days;
        // Where the center can be there sooner than the channel usually asks for, the store takes that day.
        let requested = promised.min(day + world.spec.channels.request_days[store.channel as usize]);
        for part in &mut self.pending.parts[self.pending.lines[first_line].first_part..] {
            part.id = self.record.id(Dated::OrderAllocation, day);
        }
        let lines = first_line..self.pending.lines.len();
        for (number, line) in lines.clone().enumerate() {
            let Line { needed, ordered, .. } = self.pending.lines[line];
            if ordered != needed {
                self.record.touch(Touch::OrderedCases, id, number as i32 + 1, needed, ordered);
            }
        }
        self.pending.orders.push(Order { id, store: slot.store, day, requested, promised, lines });
    }

    /// What a store wants of each SKU that a slot reviews.
    fn wanted(&self, world: &World, week: i32, slot: &Slot) -> Vec<Want> {
        let store = &self.site.stores[slot.store as usize];
        let of_pair = |number: usize| {
            let pair = self.site.pairs[number];
            let needed = wanted_cases(world, store, &pair, self.position(number), week, slot.cadence);
            (needed > 0).then(|| Want {
                pair: number,
                needed,
                ordered: (f64::from(needed) * fear_of_cuts(world, store, &pair, week, slot.cadence)).round() as i32,
            })
        };
        slot.pairs.clone().filter_map(of_pair).collect()
    }

    /// Share of what the center can pick in a week that is taken with an order; none as far as the most important accounts
    /// are concerned.
    fn load_with(&self, world: &World, slot: &Slot, wanted: &[Want]) -> f64 {
        if slot.priority <= NEVER_REFUSED_RANK {
            return 0.0;
        }
        let cases: i64 = wanted.iter().map(|want| i64::from(want.ordered)).sum();
        (self.taken_this_week + cases) as f64 / world.spec.centers.week_capacity[self.site.dc] as f64
    }

    /// What the store believes to have, or knows to be on its way, in eaches.
    fn position(&self, pair: usize) -> i32 {
        let state = &self.pairs[pair];
        state.stock + state.phantom + state.on_order
    }

    /// Reserves what there is for a line; nothing for one that is refused.
    fn allocate(&mut self, world: &World, want: &Want, refused: bool, week: i32) {
        let Want { pair: number, needed, ordered } = *want;
        let pair = self.site.pairs[number];
        let (promo, discount_bp) = promotion(world, &self.site.stores[pair.store as usize], &pair, week);
        let (line, first_part) = (self.pending.lines.len(), self.pending.parts.len());
        let parts = &mut self.pending.parts;
        let reserved = if refused { 0 } else { ordered };
        let allocated = self.shelves[pair.item as usize].take(reserved, |lot| {
            parts.push(Part { id: 0, line, batch: lot.batch, expiry: lot.expiry, cases: lot.cases, held: false });
        });
        self.pending.lines.push(Line {
            pair: number as u32,
            ordered,
            needed,
            refused,
            allocated,
            loadable: allocated,
            promo,
            discount_bp,
            first_part,
        });
        self.taken_this_week += i64::from(allocated);
        let state = &mut self.pairs[number];
        state.on_order += allocated * self.units[pair.item as usize];
        state.cut = allocated < ordered;
        self.flow[pair.item as usize].add(ordered, allocated);
        let channel = self.site.stores[pair.store as usize].channel;
        self.record.totals.line(channel, week, ordered, allocated);
    }

    /// Takes out of circulation what would reach the store too close to its expiry.
    pub(super) fn retire(&mut self, monday: i32) {
        for (shelf, flow) in self.shelves.iter_mut().zip(&mut self.flow) {
            flow.written -= shelf.retire(monday + 7 + MIN_SHELF_LIFE_DAYS);
        }
    }
}

/// Whole cases that lift the inventory position to the order point or above; none for an SKU at the end of its life.
fn wanted_cases(world: &World, store: &Store, pair: &Pair, position: i32, week: i32, cadence: i32) -> i32 {
    let s = pair.sku as usize;
    let last_order = world.spec.skus.end_week[s] - cadence - 2;
    if week < world.spec.skus.first_week[s] || week >= last_order {
        return 0;
    }
    let short = order_point(world, store, pair, week, cadence) - position;
    if short <= 0 {
        return 0;
    }
    let units = world.spec.skus.units_per_case[s];
    (short + units - 1) / units
}

/// The promotion that an order of this week buys for: one that runs this week or, since goods arrive then, the next.
fn promotion(world: &World, store: &Store, pair: &Pair, week: i32) -> (Option<u16>, u16) {
    let now = world.promo.effect(store.account, pair.sku, week);
    let next = world.promo.effect(store.account, pair.sku, week + 1);
    let bought_for = if now.promotion.is_some() { now } else { next };
    (bought_for.promotion, bought_for.discount_bp)
}

/// What a store orders over what it needs, when it fears to get less: above one if an event's promotion runs in the time
/// that the order is for.
fn fear_of_cuts(world: &World, store: &Store, pair: &Pair, week: i32, cadence: i32) -> f64 {
    let scenario = &world.spec.scenario;
    if scenario.over_ordering.is_none() {
        return 1.0;
    }
    (week..)
        .take((cadence + STORE_LEAD_WEEKS) as usize)
        .map(|ahead| scenario.order_factor(store.account, world.promo.effect(store.account, pair.sku, ahead).promotion))
        .fold(1.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::demand;
    use super::super::policy::STORE_SAFETY;
    use super::super::spec::{Accounts, OutboundSpec, Season, Skus};
    use super::super::world::Point;
    use super::*;
    use proptest::prelude::*;

    fn store(id: i32) -> Store {
        Store { id, account: 0, channel: 0, point: Point::new(0.0, 0.0), sweep: 0, promise_days: 1 }
    }

    /// One SKU in cases of twelve, sold from week 2 to week 19.
    fn world() -> World {
        World::new(OutboundSpec {
            weeks: 10,
            skus: Skus {
                units_per_case: vec![12],
                season: vec![0],
                division: vec![0],
                first_week: vec![2],
                end_week: vec![20],
                ..Skus::default()
            },
            season: Season { weeks: 30, factors: vec![1.0; 30] },
            accounts: Accounts { division: vec![0], ..Accounts::default() },
            ..OutboundSpec::default()
        })
    }

    fn pair(rate: f32) -> Pair {
        Pair { store: 0, sku: 0, item: 0, rate }
    }

    #[test]
    fn the_order_point_lasts_until_the_next_orders_goods_can_be_sold() {
        // Every second week: this week, the next and the one in which the next order is placed, 4 eaches each of variance 8.
        let expected = (3.0 * 4.0 + STORE_SAFETY * 24.0_f64.sqrt()).ceil() as i32;
        assert_eq!(order_point(&world(), &store(1), &pair(4.0), 5, 2), expected);
        // One week of demand before the SKU's launch in week 2.
        assert_eq!(
            order_point(&world(), &store(1), &pair(4.0), 1, 1),
            (4.0 + STORE_SAFETY * 8.0_f64.sqrt()).ceil() as i32
        );
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
