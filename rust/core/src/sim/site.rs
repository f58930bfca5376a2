//! The fixed part of a distribution center: its stores, their pairs and their order slots.

use super::dock::Dock;
use super::hilbert;
use super::policy::{FIRST_DEPARTURE_MINUTES, PROMISE_SLACK_MINUTES, SHELF_WEEKS, WEEKS_AHEAD};
use super::spec::{Members, OutboundSpec};
use super::timetable::{DAY_MINUTES, day_of};
use super::tour::driving_minutes;
use crate::sphere::Point;
use std::ops::Range;

/// The weekday on which centers are closed.
const SUNDAY: i32 = 6;

/// The first weekday on which centers load only if they always do, Monday is 0.
const WEEKEND: usize = 5;

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
    /// Whether its center lies south of the equator.
    pub is_southern: bool,
    /// Where it is.
    pub point: Point,
    /// Rank along a space-filling curve: neighbors ride on one truck.
    pub sweep: u32,
    /// Where and when it takes goods in.
    pub dock: Dock,
    /// Minutes from the first departure of a day within which a delivery is promised.
    pub promise_minutes: i64,
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
    /// Time zone.
    zone: u32,
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
            closed: closed_days(&spec.holidays, spec.centers.country[dc]),
            zone: spec.centers.zone[dc],
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

    /// When the first truck of a day leaves: in the morning, or where the date is not yet that of UTC then, as soon as it is.
    #[must_use]
    pub fn first_departure(&self, spec: &OutboundSpec, day: i32) -> i64 {
        i64::from(day) * DAY_MINUTES + (FIRST_DEPARTURE_MINUTES - spec.zones.ahead(self.zone, day)).max(0)
    }

    /// The day on which a delivery to a store is promised that leaves on a day.
    #[must_use]
    pub fn promised_day(&self, spec: &OutboundSpec, store: &Store, day: i32) -> i32 {
        day_of(store.dock.appointment(spec, self.first_departure(spec, day) + store.promise_minutes))
    }

    /// The next day after `day` on which trucks leave.
    #[must_use]
    pub fn next_dispatch(&self, day: i32, start_day: i32) -> i32 {
        let latest = day + WEEKS_AHEAD * 7;
        (day + 1..=latest).find(|&day| self.leaves(day, start_day)).expect("no holidays last that long")
    }
}

/// Holidays of a center.
fn closed_days(holidays: &Members, country: u32) -> Vec<i32> {
    holidays.of(country as usize).iter().map(|&day| day as i32).collect()
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
            Store {
                id: s as i32 + 1,
                account: spec.stores.account[s],
                channel: spec.stores.channel[s],
                city: spec.stores.city[s],
                price_lag_weeks: spec.accounts.price_lag_weeks[spec.stores.account[s] as usize],
                is_southern: spec.centers.southern[spec.stores.dc[s] as usize],
                point: place,
                sweep: 0,
                dock: Dock::of(spec, s),
                promise_minutes: PROMISE_SLACK_MINUTES + driving_minutes(&point, &place),
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

    /// A center from which trucks leave on two days a week, in a country with the given holidays.
    fn twice_a_week(member: Vec<u32>) -> Site {
        let centers = Centers {
            latitude: vec![0.0],
            longitude: vec![0.0],
            southern: vec![false],
            country: vec![0],
            zone: vec![0],
            dispatch_days: vec![2],
            ..Centers::default()
        };
        let holidays = Members { start: vec![0, member.len() as i64], member };
        Site::new(&OutboundSpec { centers, holidays, ..OutboundSpec::default() }, 0)
    }

    #[test]
    fn trucks_leave_on_as_many_days_as_told() {
        for days in 1..=6 {
            assert_eq!(dispatch_days(days).iter().filter(|&&leaves| leaves).count(), days as usize);
        }
    }

    #[test]
    fn an_order_rides_on_a_later_day() {
        let site = twice_a_week(Vec::new());
        // Two departures a week, on Tuesday and Friday; the start is a Monday.
        let next: Vec<i32> = (100..107).map(|day| site.next_dispatch(day, 100) - 100).collect();
        assert_eq!(next, [1, 4, 4, 4, 8, 8, 8]);
    }

    #[test]
    fn what_would_leave_on_a_holiday_leaves_on_the_day_after() {
        // Tuesday and Wednesday of the second week are holidays, and Monday of the third, on which nothing would leave.
        let site = twice_a_week(vec![108, 109, 114]);
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
