//! The narrow path demand -> orders -> allocations -> shipment lines -> sales: conservation to the case, and the same rows
//! whatever the slices and the workers.

mod stores;
mod trucks;

use std::collections::BTreeMap;

use proptest::prelude::*;
use supplygen_core::sim::center::Center;
use supplygen_core::sim::rows::{NONE, Rows};
use supplygen_core::sim::{Arrivals, Simulator, WorldSpec};

const DCS: usize = 3;
const SKUS: usize = 6;
const STORES: usize = 12;
const WEEKS: i32 = 10;
const START: i32 = 19_723;
const UNITS: i32 = 12;

/// Three centers with four stores each, which sell all six SKUs.
fn world(seed: u64, rate: f32) -> WorldSpec {
    let season_weeks = WEEKS as usize + 4;
    WorldSpec {
        seed,
        start_day: START,
        weeks: WEEKS,
        channels: 1,
        units_per_case: vec![UNITS; SKUS],
        case_grams: vec![6_500; SKUS],
        case_price_cents: vec![2_399; SKUS],
        season_of: vec![0; SKUS],
        sku_division: vec![0; SKUS],
        first_week: vec![-10; SKUS],
        end_week: vec![1_000; SKUS],
        season: vec![1.0; season_weeks],
        season_weeks,
        account_division: vec![0; 2],
        account_priority: vec![1, 2],
        store_account: (0..STORES).map(|s| (s % 2) as u32).collect(),
        store_channel: vec![0; STORES],
        store_dc: (0..STORES).map(|s| (s % DCS) as u32).collect(),
        store_latitude: (0..STORES).map(|s| 40.0 + 1.5 * s as f64).collect(),
        store_longitude: (0..STORES).map(|s| -90.0 + s as f64 / 5.0).collect(),
        store_cadence: (0..STORES).map(|s| 1 + (s % 2) as i32).collect(),
        store_orders_per_week: (0..STORES).map(|s| if s == 5 { 3 } else { 1 }).collect(),
        store_weekday: (0..STORES).map(|s| ((s + 6) % 7) as i32).collect(),
        pair_start: (0..=STORES).map(|s| s * SKUS).collect(),
        pair_sku: (0..STORES * SKUS).map(|p| (p % SKUS) as u32).collect(),
        pair_rate: (0..STORES * SKUS).map(|p| rate * (1 + p % SKUS) as f32).collect(),
        dc_latitude: vec![41.0, 42.0, 43.0],
        dc_longitude: vec![-89.0; DCS],
        // Trucks of the first center also leave on the last day: some arrive after it.
        dc_dispatch_days: vec![7, 2, 1],
        dc_carriers: vec![[1, 2]; DCS],
        dc_on_time: vec![[0.8, 0.9]; DCS],
        promotions: Vec::new(),
    }
}

/// A simulator to which the same supply is announced: one batch per item and second week.
fn supplied(spec: WorldSpec, cases: i32) -> Simulator {
    let mut simulator = Simulator::new(spec);
    let items = simulator.items().len() as i32;
    for week in (0..WEEKS).step_by(2) {
        let item: Vec<i32> = (0..items).collect();
        let batch: Vec<i32> = item.iter().map(|i| week * 100 + i).collect();
        let expiry = vec![START + 400 + week; item.len()];
        let cases = vec![cases; item.len()];
        simulator.receive(week, Arrivals { item: &item, batch: &batch, expiry: &expiry, cases: &cases });
    }
    simulator
}

/// Both passes; the emit pass in slices of `step` centers, on `workers` threads.
fn rows(spec: WorldSpec, cases: i32, step: usize, workers: usize) -> (Simulator, Vec<i64>, Rows) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
    pool.install(|| {
        let mut simulator = supplied(spec, cases);
        let mut allocated = vec![0; simulator.items().len()];
        for week in 0..WEEKS {
            let flow = simulator.simulate(week);
            flow.iter().zip(&mut allocated).for_each(|(flow, total)| *total += i64::from(flow.allocated));
        }
        let bases: Vec<Vec<i64>> = simulator.centers().iter().map(|c| vec![0; c.counters.dated().len()]).collect();
        simulator.rewind(&bases);
        let mut all = Rows::default();
        for week in 0..WEEKS {
            for first in (0..DCS).step_by(step) {
                all.append(&mut simulator.emit(week, first..(first + step).min(DCS)));
            }
        }
        (simulator, allocated, all)
    })
}

fn sums(keys: impl Iterator<Item = (i64, i32)>, amounts: &[i32]) -> BTreeMap<(i64, i32), i64> {
    let mut sums = BTreeMap::new();
    for (key, &amount) in keys.zip(amounts) {
        *sums.entry(key).or_default() += i64::from(amount);
    }
    sums.retain(|_, sum| *sum > 0);
    sums
}

#[test]
fn slices_and_workers_do_not_show() {
    let (_, _, reference) = rows(world(7, 4.0), 60, DCS, 1);
    let expected = format!("{reference:?}");
    for (step, workers) in [(1, 1), (2, 2), (1, 4), (3, 4)] {
        let (_, _, other) = rows(world(7, 4.0), 60, step, workers);
        assert_eq!(format!("{other:?}"), expected, "{step} centers a slice, {workers} workers");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_case_is_accounted_for(seed in 0..1_000_u64, rate in 0.5..40.0_f32, cases in 0..200_i32) {
        let (simulator, allocated, rows) = rows(world(seed, rate), cases, 2, 2);
        let supplied = i64::from(cases) * i64::from((WEEKS + 1) / 2) * allocated.len() as i64;
        let restocked: i64 = rows.return_lines.disposition.iter().zip(&rows.return_lines.disposition_id).zip(&rows.return_lines.cases)
            .filter(|((disposition, id), _)| **disposition == 0 && **id != NONE).map(|(_, cases)| i64::from(*cases)).sum();
        let shipped: i64 = rows.shipments.cases.iter().sum::<i32>().into();
        let closing: i64 = simulator.centers().iter().flat_map(Center::closing_lots).map(|(_, lot)| i64::from(lot.cases)).sum();
        prop_assert_eq!(supplied + restocked - shipped, closing);

        let of_lines = sums(rows.lines.order.iter().copied().zip(rows.lines.number.iter().copied()), &rows.lines.allocated);
        let of_parts = sums(rows.allocations.order.iter().copied().zip(rows.allocations.line.iter().copied()), &rows.allocations.cases);
        prop_assert_eq!(&of_lines, &of_parts);
        prop_assert_eq!(of_lines.values().sum::<i64>(), allocated.iter().sum::<i64>());
        let of_trucks = sums(rows.shipment_lines.order.iter().copied().zip(rows.shipment_lines.line.iter().copied()), &rows.shipment_lines.cases);
        let of_shipped = sums(rows.lines.order.iter().copied().zip(rows.lines.number.iter().copied()), &rows.lines.shipped);
        prop_assert_eq!(of_trucks, of_shipped);
        prop_assert!(rows.lines.allocated.iter().zip(&rows.lines.ordered).all(|(a, o)| a <= o));
        prop_assert!(rows.pos.eaches.iter().all(|&eaches| eaches > 0));
        prop_assert!(simulator.centers().iter().flat_map(Center::closing_store_stock).all(|eaches| eaches >= 0));
    }

    #[test]
    fn counts_of_the_first_pass_are_rows_of_the_second(seed in 0..1_000_u64, cases in 0..80_i32) {
        let mut first = supplied(world(seed, 6.0), cases);
        (0..WEEKS).for_each(|week| { first.simulate(week); });
        let dated: i64 = first.centers().iter().flat_map(|c| c.counters.dated()).sum();
        let lines: i64 = first.centers().iter().flat_map(|c| c.counters.lines()).sum();
        let (_, _, rows) = rows(world(seed, 6.0), cases, 1, 1);
        let returned = rows.rmas.return_id.iter().filter(|&&id| id != NONE).count();
        let disposed = rows.return_lines.disposition_id.iter().filter(|&&id| id != NONE).count();
        let ids = [&rows.pos.id, &rows.osa.id, &rows.orders.id, &rows.allocations.id, &rows.waves.id, &rows.shipments.id, &rows.legs.id, &rows.rmas.id];
        prop_assert_eq!(dated as usize, ids.iter().map(|id| id.len()).sum::<usize>() + returned + disposed);
        prop_assert_eq!(lines as usize, rows.lines.order.len() + rows.wave_orders.wave.len() + rows.shipment_lines.shipment.len() + rows.return_lines.return_id.len());
    }
}
