//! A truck's run: when it leaves and reaches each stop, as planned and as it went.

use super::codes::{DelayCause, Service};
use super::loading::Load;
use super::policy::{
    DELAY_MAX_HOURS, DELAY_MEAN_HOURS, DELAY_SHAPE, DEPARTURE_GAP_MINUTES, DEPARTURES_MINUTES, DETOUR, DWELL_MINUTES,
    PARCEL_SORT_MINUTES, TERMINAL_MINUTES, TRAFFIC_SHARE,
};
use super::site::Site;
use super::spec::{Charge, Moved, OutboundSpec};
use super::tour::driving_minutes;
use crate::sample::Gamma;
use crate::stream::{Stream, purpose};

const DELAY: u64 = purpose("shipment_legs.delay");
const TRAFFIC: u64 = purpose("shipment_legs.traffic");

/// Minutes of a day.
pub const DAY_MINUTES: i64 = 24 * 60;

/// One leg, from the stop before (or the distribution center) to a stop; times in minutes since 1970-01-01.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leg {
    /// Road distance, hundreds of meters.
    pub hectometers: i32,
    /// Planned departure.
    pub planned_departure: i64,
    /// Planned arrival.
    pub planned_arrival: i64,
    /// Departure as it went.
    pub departure: i64,
    /// Arrival as it went.
    pub arrival: i64,
    /// What it adds to the delay with which it begins.
    pub cause: Option<DelayCause>,
}

/// A truck's run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Carrier id.
    pub carrier: i32,
    /// One leg per stop.
    pub legs: Vec<Leg>,
    /// Freight.
    pub charge: Charge,
}

/// The run of load number `number` of a day's departures.
#[must_use]
pub fn run(spec: &OutboundSpec, site: &Site, load: &Load, day: i32, number: usize) -> Run {
    let kind = load.service() as usize;
    let stretches = stretches(site, load);
    let (late_leg, late) = delay(spec, site, day, number, stretches.len(), spec.centers.on_time[site.dc][kind]);
    let mut traffic = draws(spec, site, TRAFFIC, day, number);
    let mut leave = load.departure;
    let (mut behind, mut legs) = (0, Vec::with_capacity(stretches.len()));
    for (at, (stretch, &stop)) in stretches.iter().zip(&load.stops).enumerate() {
        let dock = &site.stores[stop as usize].dock;
        let jam = (stretch.driving as f64 * TRAFFIC_SHARE * traffic.uniform()).round() as i64;
        let late = if at == late_leg { late } else { 0 };
        let planned_arrival = dock.appointment(spec, leave + stretch.minutes);
        let there = leave + behind + stretch.minutes + jam + late;
        // Who is early waits for the appointment.
        let arrival = dock.received(spec, there.max(planned_arrival));
        let adds = arrival - planned_arrival > behind;
        legs.push(Leg {
            hectometers: stretch.hectometers,
            planned_departure: leave,
            planned_arrival,
            departure: leave + behind,
            arrival,
            cause: adds.then_some(if late > 0 { DelayCause::Carrier } else { DelayCause::Traffic }),
        });
        (behind, leave) = (arrival - planned_arrival, planned_arrival + DWELL_MINUTES);
    }
    let charge = charge(spec, site, load, day, &stretches);
    Run { carrier: spec.centers.carriers[site.dc][kind], charge, legs }
}

/// When truck number `number` of a day leaves, one after the other from the morning on, on the day that it is in UTC.
#[must_use]
pub fn departure(spec: &OutboundSpec, site: &Site, day: i32, number: usize) -> i64 {
    let first = site.first_departure(spec, day);
    let departures = DEPARTURES_MINUTES.min(i64::from(day + 1) * DAY_MINUTES - first);
    first + number as i64 * DEPARTURE_GAP_MINUTES % departures
}

/// The way to a stop from the one before or the distribution center.
struct Stretch {
    hectometers: i32,
    /// Minutes on the road.
    driving: i64,
    /// Minutes from departure to arrival, sorting included.
    minutes: i64,
}

fn stretches(site: &Site, load: &Load) -> Vec<Stretch> {
    let sorting = match load.service() {
        Service::Truckload => 0,
        Service::PartLoad => TERMINAL_MINUTES,
        Service::Parcel => PARCEL_SORT_MINUTES,
    };
    let mut here = site.point;
    let mut to_stop = |&stop: &u32| {
        let there = site.stores[stop as usize].point;
        let hectometers = (here.km(&there) * DETOUR * 10.0).round() as i32;
        let driving = driving_minutes(&here, &there);
        here = there;
        Stretch { hectometers, driving, minutes: sorting + driving }
    };
    load.stops.iter().map(&mut to_stop).collect()
}

/// The leg on which the truck is held up, and for how many minutes; zero minutes when it is on time.
fn delay(spec: &OutboundSpec, site: &Site, day: i32, number: usize, legs: usize, on_time: f64) -> (usize, i64) {
    let mut stream = draws(spec, site, DELAY, day, number);
    if stream.uniform() < on_time {
        return (0, 0);
    }
    let leg = stream.below(legs as u64) as usize;
    let delay =
        Gamma::new(DELAY_SHAPE, DELAY_MEAN_HOURS / DELAY_SHAPE).expect("the policy's delay has positive parameters");
    let hours = delay.sample(&mut stream);
    (leg, (hours.min(DELAY_MAX_HOURS) * 60.0).ceil() as i64)
}

/// The stream of one decision about load number `number` of a center's day.
fn draws(spec: &OutboundSpec, site: &Site, purpose: u64, day: i32, number: usize) -> Stream {
    Stream::new(spec.seed, purpose, (site.dc as u64) << 32 | number as u64, day as u64)
}

/// What a load would cost that left on a day, cents.
#[must_use]
pub fn freight(spec: &OutboundSpec, site: &Site, load: &Load, day: i32) -> i64 {
    charge(spec, site, load, day, &stretches(site, load)).total()
}

/// What the carrier charges for the whole run.
fn charge(spec: &OutboundSpec, site: &Site, load: &Load, day: i32, stretches: &[Stretch]) -> Charge {
    let list = spec.prices.on(spec.centers.price_lists[site.dc][load.service() as usize] as usize, day);
    let hectometers = stretches.iter().map(|stretch| i64::from(stretch.hectometers)).sum();
    spec.prices.charge(
        list,
        Moved {
            hectometers,
            grams: load.size.grams,
            pallets: i64::from(load.pallets()),
            stops: stretches.len() as i64,
        },
    )
}

/// The day of a time in minutes.
#[must_use]
pub fn day_of(minutes: i64) -> i32 {
    minutes.div_euclid(DAY_MINUTES) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_with_its_last_minute() {
        assert_eq!([day_of(-1), day_of(0), day_of(1_439), day_of(1_440)], [-1, 0, 0, 1]);
    }
}
