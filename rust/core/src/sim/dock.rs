//! When a store takes goods in: in the hours of its dock, but on no Sunday and no public holiday.

use super::policy::{RECEIVING_MARGIN_MINUTES, SLOT_MINUTES, WEEKS_AHEAD};
use super::spec::OutboundSpec;
use super::timetable::{DAY_MINUTES, day_of};
use crate::stream::{Stream, purpose};

const APPOINTMENT: u64 = purpose("shipment_legs.appointment");

/// Weekday of rest, Monday is 0.
const SUNDAY: i32 = 6;

/// A store's dock. Its hours lie where the date at the store is that of UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dock {
    store: u64,
    country: u32,
    zone: u32,
    from: i64,
    until: i64,
}

impl Dock {
    /// That of a store.
    #[must_use]
    pub fn of(spec: &OutboundSpec, store: usize) -> Self {
        let stores = &spec.stores;
        Self {
            store: store as u64 + 1,
            country: stores.country[store],
            zone: stores.zone[store],
            from: i64::from(stores.receives_from[store]),
            until: i64::from(stores.receives_until[store]),
        }
    }

    /// The first day from `day` on that it works on.
    #[must_use]
    pub fn open_day(&self, spec: &OutboundSpec, day: i32) -> i32 {
        (day..day + WEEKS_AHEAD * 7).find(|&day| self.works(spec, day)).expect("no holidays last that long")
    }

    /// When a truck is to come that could be there at `minute`: it is there by a margin before the dock closes, and where
    /// it has to wait for another day, or for the morning, at an appointment.
    #[must_use]
    pub fn appointment(&self, spec: &OutboundSpec, minute: i64) -> i64 {
        self.taken_in(spec, minute, RECEIVING_MARGIN_MINUTES)
    }

    /// When a truck is taken in that comes at `minute`: in the hours of the dock at once, else at another appointment.
    #[must_use]
    pub fn received(&self, spec: &OutboundSpec, minute: i64) -> i64 {
        self.taken_in(spec, minute, 0)
    }

    fn taken_in(&self, spec: &OutboundSpec, minute: i64, margin: i64) -> i64 {
        let today = day_of(minute);
        let midnight = i64::from(today) * DAY_MINUTES - spec.zones.ahead(self.zone, today);
        if self.works(spec, today) && minute <= midnight + self.until - margin {
            if minute >= midnight + self.from { minute } else { self.slot(spec, today) }
        } else {
            self.slot(spec, self.open_day(spec, today + 1))
        }
    }

    /// An appointment of a day, in the first half of the dock's hours.
    fn slot(&self, spec: &OutboundSpec, day: i32) -> i64 {
        let slots = (self.until - self.from) / 2 / SLOT_MINUTES;
        let slot = Stream::new(spec.seed, APPOINTMENT, self.store, day as u64).below(slots.max(1) as u64);
        i64::from(day) * DAY_MINUTES - spec.zones.ahead(self.zone, day) + self.from + slot as i64 * SLOT_MINUTES
    }

    fn works(&self, spec: &OutboundSpec, day: i32) -> bool {
        (day - spec.start_day).rem_euclid(7) != SUNDAY
            && spec.holidays.of(self.country as usize).binary_search(&(day as u32)).is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::super::spec::{Members, Stores, Zones};
    use super::*;

    /// A store seven hours behind UTC that takes goods in from 5 to 13 o'clock; its start is a Monday, Tuesday a holiday.
    fn spec() -> OutboundSpec {
        let stores = Stores {
            country: vec![0],
            zone: vec![0],
            receives_from: vec![5 * 60],
            receives_until: vec![13 * 60],
            ..Stores::default()
        };
        let holidays = Members { start: vec![0, 1], member: vec![101] };
        let zones = Zones { first_day: 100, days: 1, ahead: vec![-7 * 60] };
        OutboundSpec { start_day: 100, stores, holidays, zones, ..OutboundSpec::default() }
    }

    /// Minute of a time at the store.
    fn at(day: i64, hour: i64, minute: i64) -> i64 {
        day * DAY_MINUTES + (hour + 7) * 60 + minute
    }

    #[test]
    fn a_truck_in_the_hours_of_the_dock_is_taken_in_at_once() {
        let (spec, noon) = (spec(), at(100, 12, 10));
        assert_eq!(Dock::of(&spec, 0).received(&spec, noon), noon);
    }

    #[test]
    fn who_would_come_shortly_before_it_closes_is_to_come_on_the_next_working_day() {
        let spec = spec();
        let appointment = Dock::of(&spec, 0).appointment(&spec, at(100, 12, 10));
        assert!((at(102, 5, 0)..at(102, 9, 0)).contains(&appointment));
    }

    #[test]
    fn who_comes_before_the_morning_or_on_a_day_of_rest_waits() {
        let spec = spec();
        let dock = Dock::of(&spec, 0);
        for (day, hour, due) in [(102, 2, 102), (101, 8, 102), (105, 14, 107), (106, 6, 107)] {
            let taken_in = dock.received(&spec, at(day, hour, 0));
            assert!((at(due, 5, 0)..at(due, 9, 0)).contains(&taken_in), "day {day}, {hour} o'clock");
        }
        assert_eq!(dock.open_day(&spec, 106), 107);
    }
}
