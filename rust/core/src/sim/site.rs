//! The fixed part of a distribution center: its stores, their pairs and their order slots.

use super::hilbert;
use super::policy::{DETOUR, DWELL_MINUTES, PROMISE_SLACK_HOURS, RUN_SLACK_HOURS, SHELF_WEEKS, TRUCK_KMH};
use super::spec::{Members, OutboundSpec};
use crate::sphere::Point;
use std::ops::Range;

/// The weekday on which centers are closed.
const SUNDAY: i32 = 6;

/// The first weekday on which centers load only if they always do, Monday is 0.
const WEEKEND: usize = 5;

/// Weeks within which trucks leave, whatever the holidays.
const WEEKS_AHEAD: i32 = 8;

/// A store, numbered within its distribution center.
#[derive(Debug, Clone)]
pub struct Store {
    /// Id in `retail_locations`.
    pub id: i32,
    /// Account index.
    pub account: u32,
    /// Channel index.
    pub channel: u32,
    /// City index.
    pub city: u32,
    /// Weeks after which its tills follow a new price list.
    pub price_lag_weeks: i32,
    /// Where it is.
    pub point: Point,
    /// Rank along a space-filling curve: neighbors ride on one truck.
    pub sweep: u32,
    /// Days from dispatch to the promised delivery.
    pub promise_days: i32,
}

/// A store and an SKU that it sells.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// Store, numbered within the distribution center.
    pub store: u32,
    /// SKU index.
    pub sku: u32,
    /// Number of the SKU among those that the distribution center carries.
    pub shelf: u32,
    /// Mean demand in a plain week, eaches.
    pub rate: f32,
}

/// A store's recurring order: a weekday, every `cadence` weeks, for a run of its pairs.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Weekday, Monday is 0.
    pub day: i32,
    /// Rank of the account in allocation.
    pub priority: i32,
    /// Store, numbered within the distribution center.
    pub store: u32,
    /// Weeks between two orders.
    pub cadence: i32,
    /// Weeks w with `(w + phase) % cadence == 0` have an order.
    pub phase: i32,
    /// Pairs reviewed.
    pub pairs: Range<usize>,
}

/// A distribution center without its state.
#[derive(Debug, Clone)]
pub struct Site {
    /// Index of the distribution center.
    pub dc: usize,
    /// Where it is.
    pub point: Point,
    /// Whether trucks leave on a weekday.
    dispatch: [bool; 7],
    /// Holidays on which it is closed, ascending.
    closed: Vec<i32>,
    /// Its stores.
    pub stores: Vec<Store>,
    /// Their pairs, store by store, slot by slot.
    pub pairs: Vec<Pair>,
    /// Their slots by (day, priority, store): the order in which stock is allocated.
    pub slots: Vec<Slot>,
    /// SKUs carried, ascending.
    pub skus: Vec<u32>,
    /// Eaches in a case of each of them.
    pub units: Vec<i32>,
}

impl Site {
    /// Lays out one distribution center.
    #[must_use]
    pub fn new(spec: &OutboundSpec, dc: usize) -> Self {
        let members: Vec<usize> = (0..spec.stores.dc.len()).filter(|&s| spec.stores.dc[s] as usize == dc).collect();
        let mut skus: Vec<u32> = members.iter().flat_map(|&s| &spec.pairs.sku[spec.pairs.of(s)]).copied().collect();
        skus.sort_unstable();
        skus.dedup();
        let point = Point::new(spec.centers.latitude[dc], spec.centers.longitude[dc]);
        let mut site = Self {
            dc,
            point,
            dispatch: dispatch_days(spec.centers.dispatch_days[dc]),
            closed: closed_days(&spec.closed, dc),
            stores: stores(spec, &members, point),
            pairs: Vec::new(),
            slots: Vec::new(),
            units: skus.iter().map(|&sku| spec.skus.units_per_case[sku as usize]).collect(),
            skus,
        };
        for (local, &store) in members.iter().enumerate() {
            site.add_slots(spec, local as u32, store);
        }
        site.slots.sort_by_key(|slot| (slot.day, slot.priority, slot.store));
        site
    }

    /// Deals a store's pairs out to its order slots, round robin in the order given.
    fn add_slots(&mut self, spec: &OutboundSpec, local: u32, store: usize) {
        let range = spec.pairs.of(store);
        // At most one order a day: (store, day) is the key of what is drawn for an order.
        let per_week = spec.stores.orders_per_week[store].clamp(1, 7) as usize;
        for turn in 0..per_week {
            let first = self.pairs.len();
            for at in range.clone().skip(turn).step_by(per_week) {
                let sku = spec.pairs.sku[at];
                let shelf = self.skus.binary_search(&sku).expect("a center carries every pair's SKU") as u32;
                self.pairs.push(Pair { store: local, sku, shelf, rate: spec.pairs.rate[at] });
            }
            self.pairs[first..].sort_by_key(|pair| pair.sku);
            self.slots.push(Slot {
                day: (spec.stores.weekday[store] + (turn * 7 / per_week) as i32) % 7,
                priority: spec.accounts.priority[spec.stores.account[store] as usize],
                store: local,
                cadence: spec.stores.cadence[store],
                phase: store as i32,
                pairs: first..self.pairs.len(),
            });
        }
    }

    /// SKU of a pair.
    #[inline]
    #[must_use]
    pub fn sku_of(&self, pair: u32) -> u32 {
        self.pairs[pair as usize].sku
    }

    /// Eaches in a case of a pair's SKU.
    #[inline]
    #[must_use]
    pub fn units_of(&self, pair: u32) -> i32 {
        self.units[self.pairs[pair as usize].shelf as usize]
    }

    /// Shelf space of a pair, whole cases, in eaches.
    #[must_use]
    pub fn shelf_capacity(pair: &Pair, units_per_case: i32) -> i32 {
        let cases = (f64::from(pair.rate) * SHELF_WEEKS / f64::from(units_per_case)).ceil().max(1.0);
        cases as i32 * units_per_case
    }

    /// Hours of driving from a stop, or the distribution center, to a store.
    #[must_use]
    pub fn drive_hours(&self, from: Option<u32>, to: u32) -> f64 {
        let here = from.map_or(self.point, |stop| self.stores[stop as usize].point);
        here.km(&self.stores[to as usize].point) * DETOUR / TRUCK_KMH
    }

    /// Hours after departure at which a truck that has been under way for `hours` and stands at `from` would reach `to`;
    /// `None` if the store would wait too long for it.
    #[must_use]
    pub fn arrival_hours(&self, hours: f64, from: Option<u32>, to: u32) -> Option<f64> {
        let dwell = from.map_or(0.0, |_| DWELL_MINUTES as f64 / 60.0);
        let arrival = hours + dwell + self.drive_hours(from, to);
        (arrival <= self.drive_hours(None, to) + RUN_SLACK_HOURS).then_some(arrival)
    }

    /// Whether the center works on a weekday: not on Sunday.
    #[must_use]
    pub fn is_open(weekday: i32) -> bool {
        weekday != SUNDAY
    }

    /// Whether trucks leave on a day. What would leave on a holiday does on the first day after on which the center works.
    #[must_use]
    pub fn leaves(&self, day: i32, start_day: i32) -> bool {
        let weekday = |day: i32| (day - start_day).rem_euclid(7) as usize;
        let is_planned = |day: i32| self.dispatch[weekday(day)];
        let rests = |day: &i32| self.closed.binary_search(day).is_ok() || weekday(*day) >= WEEKEND && !is_planned(*day);
        let mut waited_for = (0..day).rev().take_while(rests);
        !rests(&day) && (is_planned(day) || waited_for.any(is_planned))
    }

    /// The next day after `day` on which trucks leave.
    #[must_use]
    pub fn next_dispatch(&self, day: i32, start_day: i32) -> i32 {
        let latest = day + WEEKS_AHEAD * 7;
        (day + 1..=latest).find(|&day| self.leaves(day, start_day)).expect("no holidays last that long")
    }
}

/// Holidays of a center.
fn closed_days(closed: &Members, dc: usize) -> Vec<i32> {
    if closed.start.is_empty() { Vec::new() } else { closed.of(dc).iter().map(|&day| day as i32).collect() }
}

/// Spreads a number of departures over the week, working days first.
fn dispatch_days(per_week: i32) -> [bool; 7] {
    let days: &[usize] = match per_week {
        i32::MIN..=1 => &[3],
        2 => &[1, 4],
        3 => &[0, 2, 4],
        4 => &[0, 1, 3, 4],
        5 => &[0, 1, 2, 3, 4],
        6.. => &[0, 1, 2, 3, 4, 5],
    };
    let mut week = [false; 7];
    for &day in days {
        week[day] = true;
    }
    week
}

fn stores(spec: &OutboundSpec, members: &[usize], point: Point) -> Vec<Store> {
    let mut stores: Vec<Store> = members
        .iter()
        .map(|&s| {
            let place = Point::new(spec.stores.latitude[s], spec.stores.longitude[s]);
            let hours = PROMISE_SLACK_HOURS + point.km(&place) * DETOUR / TRUCK_KMH;
            Store {
                id: s as i32 + 1,
                account: spec.stores.account[s],
                channel: spec.stores.channel[s],
                city: spec.stores.city[s],
                price_lag_weeks: spec.accounts.price_lag_weeks[spec.stores.account[s] as usize],
                point: place,
                sweep: 0,
                promise_days: (hours / 24.0).ceil() as i32,
            }
        })
        .collect();
    let along = |s: usize| hilbert::number(spec.stores.latitude[s], spec.stores.longitude[s]);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|&local| (along(members[local]), local));
    for (rank, local) in order.into_iter().enumerate() {
        stores[local].sweep = rank as u32;
    }
    stores
}

#[cfg(test)]
mod tests {
    use super::super::spec::Centers;
    use super::*;

    #[test]
    fn trucks_leave_on_as_many_days_as_told() {
        for days in 1..=6 {
            assert_eq!(dispatch_days(days).iter().filter(|&&leaves| leaves).count(), days as usize);
        }
    }

    #[test]
    fn an_order_rides_on_a_later_day() {
        let centers =
            Centers { latitude: vec![0.0], longitude: vec![0.0], dispatch_days: vec![2], ..Centers::default() };
        let site = Site::new(&OutboundSpec { centers, ..OutboundSpec::default() }, 0);
        // Two departures a week, on Tuesday and Friday; the start is a Monday.
        let next: Vec<i32> = (100..107).map(|day| site.next_dispatch(day, 100) - 100).collect();
        assert_eq!(next, [1, 4, 4, 4, 8, 8, 8]);
    }

    #[test]
    fn what_would_leave_on_a_holiday_leaves_on_the_day_after() {
        let centers =
            Centers { latitude: vec![0.0], longitude: vec![0.0], dispatch_days: vec![2], ..Centers::default() };
        // Tuesday and Wednesday of the second week are holidays, and Monday of the third, on which nothing would leave.
        let closed = Members { start: vec![0, 3], member: vec![108, 109, 114] };
        let site = Site::new(&OutboundSpec { centers, closed, ..OutboundSpec::default() }, 0);
        let leaves: Vec<i32> = (100..121).filter(|&day| site.leaves(day, 100)).map(|day| day - 100).collect();
        assert_eq!(leaves, [1, 4, 10, 11, 15, 18]);
        assert_eq!(site.next_dispatch(107, 100), 110);
    }

    #[test]
    fn a_shelf_holds_whole_cases_and_at_least_one() {
        let pair = |rate| Pair { store: 0, sku: 0, shelf: 0, rate };
        assert_eq!(Site::shelf_capacity(&pair(0.1), 12), 12);
        // 2.5 weeks of 10 eaches a week need three cases of 12.
        assert_eq!(Site::shelf_capacity(&pair(10.0), 12), 36);
    }
}
