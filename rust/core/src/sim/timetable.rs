//! A truck's run: when it leaves and reaches each stop, as planned and as it went.

use super::codes::{DelayCause, Service};
use super::loading::Load;
use super::policy::{
    DELAY_MAX_HOURS, DELAY_MEAN_HOURS, DELAY_SHAPE, DEPARTURE_GAP_MINUTES, DETOUR, DWELL_MINUTES,
    FIRST_DEPARTURE_MINUTES, PARCEL_SORT_MINUTES, TERMINAL_MINUTES, TRAFFIC_SHARE, TRUCK_KMH,
};
use super::site::Site;
use super::spec::{Charge, Moved, OutboundSpec};
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
    let mut legs = planned(site, load, day, number);
    let (late_leg, minutes) = delay(spec, site, day, number, legs.len(), spec.centers.on_time[site.dc][kind]);
    let mut traffic = draws(spec, site, TRAFFIC, day, number);
    let mut behind = 0;
    for (at, leg) in legs.iter_mut().enumerate() {
        leg.departure += behind;
        let moving = (leg.planned_arrival - leg.planned_departure) as f64;
        let jam = (moving * TRAFFIC_SHARE * traffic.uniform()).round() as i64;
        let late = if at == late_leg { minutes } else { 0 };
        leg.cause = (late > 0).then_some(DelayCause::Carrier).or((jam > 0).then_some(DelayCause::Traffic));
        behind += jam + late;
        leg.arrival += behind;
    }
    Run { carrier: spec.centers.carriers[site.dc][kind], charge: charge(spec, site, load, day, &legs), legs }
}

fn planned(site: &Site, load: &Load, day: i32, number: usize) -> Vec<Leg> {
    let gap = number as i64 * DEPARTURE_GAP_MINUTES % (DAY_MINUTES / 2);
    let mut clock = i64::from(day) * DAY_MINUTES + FIRST_DEPARTURE_MINUTES + gap;
    let sorting = match load.service() {
        Service::Truckload => 0,
        Service::PartLoad => TERMINAL_MINUTES,
        Service::Parcel => PARCEL_SORT_MINUTES,
    };
    let mut here = site.point;
    let mut legs = Vec::with_capacity(load.stops.len());
    for &stop in &load.stops {
        let there = site.stores[stop as usize].point;
        let km = here.km(&there) * DETOUR;
        let arrival = clock + sorting + (km / TRUCK_KMH * 60.0).ceil() as i64;
        let hectometers = (km * 10.0).round() as i32;
        legs.push(Leg {
            hectometers,
            planned_departure: clock,
            planned_arrival: arrival,
            departure: clock,
            arrival,
            cause: None,
        });
        clock = arrival + DWELL_MINUTES;
        here = there;
    }
    legs
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
    charge(spec, site, load, day, &planned(site, load, day, 0)).total()
}

/// What the carrier charges for the whole run.
fn charge(spec: &OutboundSpec, site: &Site, load: &Load, day: i32, legs: &[Leg]) -> Charge {
    let list = spec.prices.on(spec.centers.price_lists[site.dc][load.service() as usize] as usize, day);
    let hectometers = legs.iter().map(|leg| i64::from(leg.hectometers)).sum();
    spec.prices.charge(
        list,
        Moved { hectometers, grams: load.size.grams, pallets: i64::from(load.pallets()), stops: legs.len() as i64 },
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
