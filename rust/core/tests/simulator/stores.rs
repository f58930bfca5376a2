//! What a store has: every each that reaches it is sold, sent back or there at the end, and never sold before it is there.

use super::*;
use supplygen_core::sim::rows::NONE32;
use supplygen_core::sim::totals::Week;

const DAY_MINUTES: i64 = 24 * 60;
const AS_OF: i32 = START + WEEKS * 7 - 1;

/// Store id and SKU id.
type Place = (i32, i32);

fn eaches(parts: impl Iterator<Item = (Place, i32)>) -> BTreeMap<Place, i64> {
    let mut sums = BTreeMap::new();
    parts.for_each(|(place, eaches)| *sums.entry(place).or_default() += i64::from(eaches));
    sums
}

/// Eaches delivered by the as-of date, each with its day.
fn deliveries(rows: &Rows) -> Vec<(i32, Place, i32)> {
    let store_of: BTreeMap<i64, i32> = rows.orders.id.iter().copied().zip(rows.orders.store.iter().copied()).collect();
    let mut arrival = BTreeMap::new();
    for leg in 0..rows.legs.id.len() {
        arrival.insert((rows.legs.shipment[leg], rows.legs.to[leg]), rows.legs.arrival[leg]);
    }
    let lines = &rows.shipment_lines;
    (0..lines.order.len())
        .map(|at| (store_of[&lines.order[at]], at))
        .map(|(store, at)| (arrival[&(lines.shipment[at], store)], (store, lines.sku[at]), lines.cases[at] * UNITS))
        .filter(|&(minutes, _, _)| minutes != NONE)
        .map(|(minutes, place, eaches)| ((minutes / DAY_MINUTES) as i32, place, eaches))
        .collect()
}

fn sold(rows: &Rows) -> impl Iterator<Item = (i32, Place, i32)> {
    let pos = &rows.pos;
    (0..pos.id.len()).map(|at| (i32::from(pos.week[at]), (pos.store[at], pos.sku[at]), pos.eaches[at]))
}

fn fetched(rows: &Rows) -> BTreeMap<Place, i64> {
    let lines = &rows.return_lines;
    let store: BTreeMap<i64, i32> = rows.orders.id.iter().copied().zip(rows.orders.store.iter().copied()).collect();
    eaches((0..lines.order.len()).map(|at| ((store[&lines.order[at]], lines.sku[at]), lines.cases[at] * UNITS)))
}

fn stock(simulator: &Simulator, closing: bool) -> BTreeMap<Place, i64> {
    eaches(simulator.store_stock(closing).into_iter().map(|(store, sku, eaches)| ((store, sku as i32 + 1), eaches)))
}

/// Both passes with ids of their own for every row, as the planner numbers them.
fn numbered(seed: u64, rate: f32, cases: i32) -> (Simulator, Rows) {
    let mut simulator = supplied(world(seed, rate), cases);
    (0..WEEKS).for_each(|week| {
        simulator.simulate(week);
    });
    let counts: Vec<Vec<i64>> = simulator.centers().iter().map(|c| c.counters.dated().to_vec()).collect();
    let days = WEEKS as usize * 7;
    let mut bases = vec![vec![0; counts[0].len()]; DCS];
    for table in 0..counts[0].len() / days {
        let mut used = 0;
        for (cell, dc) in (table * days..(table + 1) * days).flat_map(|cell| (0..DCS).map(move |dc| (cell, dc))) {
            bases[dc][cell] = used;
            used += counts[dc][cell];
        }
    }
    simulator.rewind(&bases);
    let mut rows = Rows::default();
    (0..WEEKS).for_each(|week| rows.append(&mut simulator.emit(week, 0..DCS)));
    (simulator, rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_each_is_accounted_for(seed in 0..1_000_u64, rate in 0.5..40.0_f32, cases in 0..200_i32) {
        let opening = stock(&supplied(world(seed, rate), cases), false);
        let (simulator, rows) = numbered(seed, rate, cases);
        let delivered = eaches(deliveries(&rows).into_iter().map(|(_, place, eaches)| (place, eaches)));
        let (sold, fetched) = (eaches(sold(&rows).map(|(_, place, eaches)| (place, eaches))), fetched(&rows));
        let of = |sums: &BTreeMap<Place, i64>, place: &Place| sums.get(place).copied().unwrap_or(0);
        for (place, closing) in stock(&simulator, true) {
            let expected = opening[&place] + of(&delivered, &place) - of(&sold, &place) - of(&fetched, &place);
            prop_assert_eq!(closing, expected, "{:?}", place);
        }
    }

    #[test]
    fn a_store_knows_its_position(seed in 0..1_000_u64, rate in 0.5..40.0_f32, cases in 0..200_i32) {
        let opening = stock(&supplied(world(seed, rate), cases), false);
        let (simulator, rows) = numbered(seed, rate, cases);
        let store: BTreeMap<i64, i32> = rows.orders.id.iter().copied().zip(rows.orders.store.iter().copied()).collect();
        let lines = &rows.lines;
        let allocated = eaches((0..lines.order.len()).map(|at| ((store[&lines.order[at]], lines.sku[at]), lines.allocated[at] * UNITS)));
        let (sold, fetched) = (eaches(sold(&rows).map(|(_, place, eaches)| (place, eaches))), fetched(&rows));
        let of = |sums: &BTreeMap<Place, i64>, place: &Place| sums.get(place).copied().unwrap_or(0);
        for center in simulator.centers() {
            let mut waiting = vec![0; center.pairs.len()];
            center.still_in_store.iter().for_each(|&(pair, eaches)| waiting[pair as usize] += i64::from(eaches));
            for ((pair, state), waiting) in center.site.pairs.iter().zip(&center.pairs).zip(waiting) {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                let gone = of(&sold, &place) + of(&fetched, &place) + waiting;
                let expected = opening[&place] + of(&allocated, &place) - gone;
                prop_assert_eq!(i64::from(state.stock + state.on_order), expected, "{:?}", place);
            }
        }
    }

    #[test]
    fn goods_are_for_sale_from_the_monday_after_they_arrive(seed in 0..1_000_u64, rate in 0.5..40.0_f32) {
        let (simulator, rows) = numbered(seed, rate, 150);
        let last_week = AS_OF - 6;
        let late = eaches(deliveries(&rows).into_iter().filter(|(day, ..)| *day >= last_week).map(|(_, place, eaches)| (place, eaches)));
        let returned: Vec<i32> = rows.rmas.store.clone();
        for center in simulator.centers() {
            for (pair, state) in center.site.pairs.iter().zip(&center.pairs) {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                if !returned.contains(&place.0) {
                    let waiting = i64::from(state.pipe.iter().sum::<i32>());
                    prop_assert_eq!(waiting, late.get(&place).copied().unwrap_or(0), "{:?}", place);
                }
            }
        }
    }

    #[test]
    fn ids_are_dense_and_ascend_with_the_day(seed in 0..1_000_u64) {
        let (_, rows) = numbered(seed, 6.0, 60);
        let mut orders: Vec<(i64, i32)> = rows.orders.id.iter().copied().zip(rows.orders.day.iter().copied()).collect();
        orders.sort_unstable();
        prop_assert!(orders.iter().enumerate().all(|(at, order)| order.0 == at as i64 + 1));
        prop_assert!(orders.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    }

    #[test]
    fn totals_are_sums_over_the_rows(seed in 0..1_000_u64, cases in 0..100_i32) {
        let (simulator, rows) = numbered(seed, 6.0, cases);
        let cells: Vec<_> = simulator.centers().iter().flat_map(|center| center.totals.cells()).collect();
        let total = |field: fn(&Week) -> i64| cells.iter().map(|&cell| field(cell)).sum::<i64>();
        let (orders, lines) = (&rows.orders, &rows.lines);
        let cut: std::collections::BTreeSet<i64> =
            (0..lines.order.len()).filter(|&at| lines.allocated[at] < lines.ordered[at]).map(|at| lines.order[at]).collect();
        let count = |chosen: &dyn Fn(usize) -> bool| (0..orders.id.len()).filter(|&at| chosen(at)).count() as i64;
        let delivered = |at: usize| orders.delivered[at] != NONE32;
        let on_time = |at: usize| delivered(at) && orders.delivered[at] <= orders.promised[at];
        let due = |at: usize| orders.promised[at] <= AS_OF;
        prop_assert_eq!(total(|week| week.due_orders), count(&due));
        prop_assert_eq!(total(|week| week.delivered_orders), count(&delivered));
        prop_assert_eq!(total(|week| week.on_time_orders), count(&on_time));
        prop_assert_eq!(total(|week| week.otif_orders), count(&|at| due(at) && on_time(at) && !cut.contains(&orders.id[at])));
        prop_assert_eq!(total(|week| week.ordered_cases), orders.cases.iter().sum::<i64>());
        prop_assert_eq!(total(|week| week.returned_cases), rows.return_lines.cases.iter().map(|&cases| i64::from(cases)).sum::<i64>());
        prop_assert_eq!(total(|week| week.trucks), rows.shipments.id.len() as i64);
        prop_assert_eq!(total(|week| week.freight_cents), rows.shipments.freight_cents.iter().sum::<i64>());
        prop_assert_eq!(total(|week| week.shelves_checked), rows.osa.id.len() as i64);
        prop_assert_eq!(total(|week| week.sold_eaches), rows.pos.eaches.iter().map(|&eaches| i64::from(eaches)).sum::<i64>());
    }
}
