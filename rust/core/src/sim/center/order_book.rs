//! The orders of a center's stores: what a store asks for on its order day, and which batches are reserved for it.

use super::now::Now;
use super::record::Record;
use super::shops::Shops;
use super::warehouse::Warehouse;
use crate::null::NULL32;
use crate::sim::codes::Touch;
use crate::sim::demand::order_point;
use crate::sim::pending::{Line, Order, Part, Pending};
use crate::sim::policy::{NEVER_REFUSED_RANK, RUN_OUT_WEEKS, STORE_LEAD_WEEKS};
use crate::sim::rows::Dated;
use crate::sim::site::{Pair, Slot, Store};
use crate::sim::world::World;

/// Orders that wait for a truck.
#[derive(Debug, Clone, Default)]
pub struct OrderBook {
    /// The orders, with what is reserved for them.
    pub pending: Pending,
    /// Orders that nothing is reserved for yet.
    entered: Pending,
    /// The day on which the first of them should have left, while the center is down.
    missed: Option<i32>,
}

impl OrderBook {
    /// Takes all orders of a weekday, strategic accounts first.
    pub fn take_orders(
        &mut self,
        now: &Now<'_>,
        weekday: i32,
        warehouse: &mut Warehouse,
        shops: &Shops,
        record: &mut Record,
    ) {
        let slots = &now.site.slots;
        let first = slots.partition_point(|slot| slot.day < weekday);
        let end = slots.partition_point(|slot| slot.day <= weekday);
        for slot in slots[first..end].iter().filter(|slot| (now.week + slot.phase) % slot.cadence == 0) {
            let requests = requests(now, slot, shops);
            if !requests.is_empty() {
                self.enter(now, slot, &requests, warehouse, record);
            }
        }
    }

    fn enter(&mut self, now: &Now<'_>, slot: &Slot, lines: &[Line], warehouse: &mut Warehouse, record: &mut Record) {
        let (spec, site, store) = (&now.world.spec, now.site, &now.site.stores[slot.store as usize]);
        let day = now.monday + slot.day;
        let id = record.id(Dated::Order, day);
        let promised = site.promised_day(spec, store, site.next_dispatch(day, spec.start_day));
        // Where the center can be there sooner than the channel usually asks for, the store takes that day.
        let wished = day + spec.channels.request_days[store.channel as usize];
        let requested = promised.min(store.dock.open_day(spec, wished));
        for (line, number) in lines.iter().zip(1..) {
            warehouse.note_demand(site.pairs[line.pair as usize].shelf, line.ordered);
            if line.ordered != line.needed {
                record.touch(Touch::OrderedCases, id, number, line.needed, line.ordered);
            }
        }
        let first_line = self.entered.lines.len();
        self.entered.lines.extend_from_slice(lines);
        let lines = first_line..self.entered.lines.len();
        self.entered.orders.push(Order { id, store: slot.store, day, allocated: NULL32, requested, promised, lines });
    }

    /// Allocates, from what the center holds, the orders that have come in since this was done last, in their order.
    pub fn allocate(
        &mut self,
        now: &Now<'_>,
        day: i32,
        warehouse: &mut Warehouse,
        shops: &mut Shops,
        record: &mut Record,
    ) {
        let mut entered = std::mem::take(&mut self.entered);
        for order in &entered.orders {
            let (first_line, first_part) = (self.pending.lines.len(), self.pending.parts.len());
            let store = &now.site.stores[order.store as usize];
            for &line in &entered.lines[order.lines.clone()] {
                let line = self.allocate_line(now, line, warehouse, shops);
                record.totals.line(store.channel, now.week_of(order.day), line.ordered, line.allocated);
            }
            for part in &mut self.pending.parts[first_part..] {
                part.id = record.id(Dated::OrderAllocation, day);
            }
            let lines = first_line..self.pending.lines.len();
            self.pending.orders.push(Order { allocated: day, lines, ..*order });
        }
        entered.clear();
        self.entered = entered;
    }

    /// Reserves what there is for a line, up to the cases that the center has room for; what it cannot pick it refuses.
    fn allocate_line(&mut self, now: &Now<'_>, line: Line, warehouse: &mut Warehouse, shops: &mut Shops) -> Line {
        let (pair, ordered) = (&now.site.pairs[line.pair as usize], line.ordered);
        let room = room(now, pair, warehouse);
        let (number, first_part) = (self.pending.lines.len(), self.pending.parts.len());
        let parts = &mut self.pending.parts;
        let wanted = room.map_or(ordered, |room| room.min(ordered));
        let allocated = warehouse.allocate(pair.shelf, ordered, wanted, |lot| {
            parts.push(Part {
                id: 0,
                line: number,
                batch: lot.batch,
                expiry: lot.expiry,
                cases: lot.cases,
                held: false,
            });
        });
        let state = &mut shops.pairs[line.pair as usize];
        state.on_order += allocated * now.site.units_of(line.pair);
        state.cut = allocated < ordered;
        // Where stock ends sooner than the room, it is the stock that lacks.
        let refused = allocated < ordered && room == Some(allocated);
        let line = Line { refused, allocated, loadable: allocated, first_part, ..line };
        self.pending.lines.push(line);
        line
    }

    /// Orders that nothing is reserved for yet, since the center was closed when they came in.
    #[must_use]
    pub fn entered(&self) -> &Pending {
        &self.entered
    }

    /// The day for which a departure of a day was planned, if there is one. While the center is down no truck leaves, and
    /// its backlog does on the first day after.
    pub fn planned_departure(&mut self, now: &Now<'_>, day: i32) -> Option<i32> {
        let planned = now.site.leaves(day, now.world.spec.start_day);
        if now.world.spec.scenario.is_down(now.site.dc, day) {
            self.missed = self.missed.or(planned.then_some(day));
            return None;
        }
        self.missed.take().or(planned.then_some(day))
    }
}

/// What a store asks for of each SKU that a slot reviews.
fn requests(now: &Now<'_>, slot: &Slot, shops: &Shops) -> Vec<Line> {
    let store = &now.site.stores[slot.store as usize];
    let of_pair = |number: usize| {
        let pair = &now.site.pairs[number];
        let needed = needed_cases(now.world, store, pair, shops.pairs[number].position(), now.week, slot.cadence);
        (needed > 0).then(|| {
            let fear = fear_of_cuts(now.world, store, pair, now.week, slot.cadence);
            let ordered = (f64::from(needed) * fear).round() as i32;
            Line::ordered(number as u32, needed, ordered, promotion(now.world, store, pair, now.week))
        })
    };
    slot.pairs.clone().filter_map(of_pair).collect()
}

/// Cases of a line that the center can still pick in the week; as many as there are for the most important accounts.
fn room(now: &Now<'_>, pair: &Pair, warehouse: &Warehouse) -> Option<i32> {
    let spec = &now.world.spec;
    let account = now.site.stores[pair.store as usize].account;
    (spec.accounts.priority[account as usize] > NEVER_REFUSED_RANK)
        .then(|| warehouse.room(now, spec.skus.capacity_share_bp[pair.sku as usize]))
}

/// Whole cases that lift the inventory position to the order point or above; none for an SKU at the end of its life.
fn needed_cases(world: &World, store: &Store, pair: &Pair, position: i32, week: i32, cadence: i32) -> i32 {
    let s = pair.sku as usize;
    let last_order = world.spec.skus.end_week[s] - cadence - RUN_OUT_WEEKS;
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
    let promo = world.promo.row(store.account, pair.sku);
    let (now, next) = (promo.effect(week), promo.effect(week + 1));
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
    use super::*;
    use crate::sim::demand;
    use crate::sim::dock::Dock;
    use crate::sim::policy::STORE_SAFETY;
    use crate::sim::spec::{Accounts, BasePrices, Members, OutboundSpec, Season, Skus, Swing, Swings};
    use crate::sphere::Point;
    use proptest::prelude::*;

    fn store(id: i32) -> Store {
        let (point, dock) = (Point::new(0.0, 0.0), Dock::default());
        Store {
            id,
            account: 0,
            channel: 0,
            city: 0,
            price_lag_weeks: 0,
            is_southern: false,
            point,
            sweep: 0,
            dock,
            promise_minutes: 0,
        }
    }

    /// The same in all weeks.
    fn swing(expected: f64) -> Swing {
        Swing { weeks: 30, factors: vec![1.0; 30], expected: vec![expected; 30] }
    }

    /// One SKU in cases of twelve, sold from week 2 to week 19.
    fn world() -> World {
        World::new(OutboundSpec {
            weeks: 10,
            skus: Skus {
                units_per_case: vec![12],
                northern_season: vec![0],
                southern_season: vec![0],
                division: vec![0],
                first_week: vec![2],
                end_week: vec![20],
                ..Skus::default()
            },
            substitutes: Members { start: vec![0, 0], member: Vec::new() },
            season: Season { weeks: 30, factors: vec![1.0; 30] },
            base_prices: BasePrices { weeks: 1, response: vec![1.0], ..BasePrices::default() },
            swings: Swings { skus: swing(1.0), cities: swing(1.0) },
            accounts: Accounts { division: vec![0], ..Accounts::default() },
            ..OutboundSpec::default()
        })
    }

    fn pair(rate: f32) -> Pair {
        Pair { store: 0, sku: 0, shelf: 0, rate }
    }

    #[test]
    fn the_order_point_lasts_until_the_next_orders_goods_can_be_sold() {
        // Every second week: this week, the next and the one in which the next order is placed, 4 eaches each of variance 5.
        let expected = (3.0 * 4.0 + STORE_SAFETY * 15.0_f64.sqrt()).ceil() as i32;
        assert_eq!(order_point(&world(), &store(1), &pair(4.0), 5, 2), expected);
        // One week of demand before the SKU's launch in week 2.
        assert_eq!(
            order_point(&world(), &store(1), &pair(4.0), 1, 1),
            (4.0 + STORE_SAFETY * 5.0_f64.sqrt()).ceil() as i32
        );
    }

    #[test]
    fn a_store_orders_for_the_swings_that_it_expects() {
        let mut world = world();
        world.spec.swings = Swings { skus: swing(1.5), cities: swing(2.0) };
        assert_eq!(
            order_point(&world, &store(1), &pair(4.0), 5, 2),
            order_point(&self::world(), &store(1), &pair(12.0), 5, 2)
        );
    }

    #[test]
    fn nothing_is_ordered_before_launch_or_at_the_end() {
        let wanted = |week| needed_cases(&world(), &store(1), &pair(4.0), 0, week, 1);
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
            let cases = needed_cases(&world, &store(1), &pair, position, 5, cadence);
            prop_assert!(position + cases * 12 >= point);
            prop_assert!(cases == 0 || position + (cases - 1) * 12 < point);
        }
    }
}
