//! A truck's run: when it leaves and reaches each stop, as planned and as it went.

use super::loading::{Load, Service};
use super::policy::{
    DELAY_MAX_HOURS, DELAY_MEAN_HOURS, DELAY_SHAPE, DEPARTURE_GAP_MINUTES, DETOUR, DWELL_MINUTES,
    FIRST_DEPARTURE_MINUTES, FREIGHT_PALLET_CENTS, FREIGHT_PALLET_KM_CENTS, FREIGHT_TIERS, PARCEL_CASE_100_KM_CENTS,
    PARCEL_CASE_CENTS, PARCEL_SORT_MINUTES, TRAFFIC_SHARE, TRUCK_KMH,
};
use super::site::Site;
use super::spec::OutboundSpec;
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
}

/// A truck's run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Carrier id.
    pub carrier: i32,
    /// One leg per stop.
    pub legs: Vec<Leg>,
    /// Freight, cents.
    pub freight_cents: i64,
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
        behind +=
            (moving * TRAFFIC_SHARE * traffic.uniform()).round() as i64 + if at == late_leg { minutes } else { 0 };
        leg.arrival += behind;
    }
    let hectometers: i64 = legs.iter().map(|leg| i64::from(leg.hectometers)).sum();
    Run { carrier: spec.centers.carriers[site.dc][kind], freight_cents: freight(load, hectometers), legs }
}

fn planned(site: &Site, load: &Load, day: i32, number: usize) -> Vec<Leg> {
    let gap = number as i64 * DEPARTURE_GAP_MINUTES % (DAY_MINUTES / 2);
    let mut clock = i64::from(day) * DAY_MINUTES + FIRST_DEPARTURE_MINUTES + gap;
    let sorting = if load.service() == Service::Parcel { PARCEL_SORT_MINUTES } else { 0 };
    let mut here = site.point;
    let mut legs = Vec::with_capacity(load.stops.len());
    for &stop in &load.stops {
        let there = site.stores[stop as usize].point;
        let km = here.km(&there) * DETOUR;
        let arrival = clock + sorting + (km / TRUCK_KMH * 60.0).ceil() as i64;
        let hectometers = (km * 10.0).round() as i32;
        legs.push(Leg { hectometers, planned_departure: clock, planned_arrival: arrival, departure: clock, arrival });
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

fn freight(load: &Load, hectometers: i64) -> i64 {
    match load.service() {
        Service::Parcel => parcel_freight(load.cases, hectometers),
        Service::Truckload | Service::PartLoad => pallet_freight(load.pallets(), hectometers),
    }
}

fn parcel_freight(cases: i32, hectometers: i64) -> i64 {
    i64::from(cases) * (PARCEL_CASE_CENTS + PARCEL_CASE_100_KM_CENTS * hectometers / 1_000)
}

fn pallet_freight(pallets: i32, hectometers: i64) -> i64 {
    let percent = FREIGHT_TIERS.iter().find(|(upto, _)| pallets <= *upto).map_or(100, |tier| tier.1);
    let per_pallet = FREIGHT_PALLET_CENTS + FREIGHT_PALLET_KM_CENTS * hectometers / 10;
    i64::from(pallets) * per_pallet * percent / 100
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
    fn the_fewer_pallets_the_dearer_each() {
        // 600 km: 24 dollars and 4 cents a kilometer for each pallet.
        assert_eq!(pallet_freight(26, 6_000), 26 * 4_800);
        assert_eq!(pallet_freight(20, 6_000), 20 * 4_800 * 112 / 100);
        assert_eq!(pallet_freight(4, 0), 4 * 2_400 * 160 / 100);
    }

    #[test]
    fn parcels_cost_by_the_case_and_the_way() {
        // 250 km: six dollars and a dollar for each case.
        assert_eq!(parcel_freight(3, 2_500), 3 * 700);
        assert!(parcel_freight(4, 3_000) < pallet_freight(1, 3_000));
    }

    #[test]
    fn a_day_ends_with_its_last_minute() {
        assert_eq!([day_of(-1), day_of(0), day_of(1_439), day_of(1_440)], [-1, 0, 0, 1]);
    }
}
