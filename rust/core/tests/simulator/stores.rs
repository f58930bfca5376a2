//! What a store has: every each that reaches it is sold, lost, sent back or there at the end, and never sold before it is
//! there.

use super::*;
use supplygen_core::sim::policy::VEHICLES;
use supplygen_core::sim::totals::Week;

const DAY_MINUTES: i64 = 24 * 60;

/// Store id and SKU id.
type Place = (i32, i32);

fn eaches(parts: impl Iterator<Item = (Place, i32)>) -> BTreeMap<Place, i64> {
    let mut sums = BTreeMap::new();
    parts.for_each(|(place, eaches)| *sums.entry(place).or_default() += i64::from(eaches));
    sums
}

fn store_of(rows: &Rows) -> BTreeMap<i64, i32> {
    pairs(&rows.orders.id, &rows.orders.store).into_iter().collect()
}

/// Eaches delivered by the as-of date, each with its day.
fn deliveries(rows: &Rows) -> Vec<(i32, Place, i32)> {
    let store_of = store_of(rows);
    let mut arrival = BTreeMap::new();
    for leg in 0..rows.shipment_legs.id.len() {
        arrival.insert((rows.shipment_legs.shipment[leg], rows.shipment_legs.to[leg]), rows.shipment_legs.arrival[leg]);
    }
    let lines = &rows.shipment_lines;
    (0..lines.order.len())
        .map(|at| (store_of[&lines.order[at]], at))
        .map(|(store, at)| (arrival[&(lines.shipment[at], store)], (store, lines.sku[at]), lines.cases[at] * UNITS))
        .filter(|&(minutes, _, _)| minutes != NULL)
        .map(|(minutes, place, eaches)| ((minutes / DAY_MINUTES) as i32, place, eaches))
        .collect()
}

/// Eaches that left the shelf for good: sold, fetched by a truck, or lost.
fn gone(rows: &Rows) -> BTreeMap<Place, i64> {
    let (pos, back, lost, store_of) =
        (&rows.pos_sales, &rows.return_lines, &rows.inventory_adjustments, store_of(rows));
    let sold = (0..pos.id.len()).map(|at| ((pos.store[at], pos.sku[at]), pos.eaches[at]));
    let fetched = (0..back.order.len()).map(|at| ((store_of[&back.order[at]], back.sku[at]), back.cases[at] * UNITS));
    let in_stores = (0..lost.id.len()).filter(|&at| lost.dc[at] == 0);
    eaches(sold.chain(fetched).chain(in_stores.map(|at| ((lost.store[at], lost.sku[at]), -lost.eaches[at]))))
}

/// Eaches reserved for a store that nothing keeps from leaving.
fn reserved(rows: &Rows) -> BTreeMap<Place, i64> {
    let (parts, store_of) = (&rows.order_allocations, store_of(rows));
    let sku: BTreeMap<Line, i32> = pairs(&rows.order_lines.order, &rows.order_lines.number)
        .into_iter()
        .zip(rows.order_lines.sku.iter().copied())
        .collect();
    let free = (0..parts.id.len()).filter(|&at| parts.status[at] != AllocationStatus::Held);
    eaches(free.map(|at| {
        let place = (store_of[&parts.order[at]], sku[&(parts.order[at], parts.line[at])]);
        (place, parts.cases[at] * UNITS)
    }))
}

fn by_place(stock: Vec<StoreStock>) -> BTreeMap<Place, i64> {
    eaches(stock.into_iter().map(|row| ((row.store, row.sku as i32 + 1), row.eaches)))
}

fn of(sums: &BTreeMap<Place, i64>, place: Place) -> i64 {
    sums.get(&place).copied().unwrap_or(0)
}

/// Sees that what stores hold at the end is what they had and got, less what has left them.
pub fn account_for_every_each(play: &Play) {
    let opening = by_place(play.simulator().opening());
    let Outcome { simulator, rows, .. } = play.run();
    let delivered = eaches(deliveries(&rows).into_iter().map(|(_, place, eaches)| (place, eaches)));
    let gone = gone(&rows);
    for (place, closing) in by_place(simulator.closing()) {
        assert!(closing >= 0, "{place:?}");
        assert_eq!(closing, opening[&place] + of(&delivered, place) - of(&gone, place), "{place:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_each_is_accounted_for(play in eventful()) {
        account_for_every_each(&play);
    }

    #[test]
    fn a_store_knows_its_position(play in eventful()) {
        let opening = by_place(play.simulator().opening());
        let Outcome { simulator, rows, .. } = play.run();
        let (reserved, gone) = (reserved(&rows), gone(&rows));
        for center in simulator.centers() {
            let mut waiting = vec![0; center.shops.pairs.len()];
            center.shops.still_in_store.iter().for_each(|&(pair, eaches)| waiting[pair as usize] += i64::from(eaches));
            for ((pair, state), waiting) in center.site.pairs.iter().zip(&center.shops.pairs).zip(waiting) {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                let expected = opening[&place] + of(&reserved, place) - of(&gone, place) - waiting;
                prop_assert_eq!(i64::from(state.stock + state.on_order), expected, "{:?}", place);
            }
        }
    }

    #[test]
    fn goods_are_for_sale_from_the_monday_after_they_arrive(seed in 0..1_000_u64, rate in 0.5..40.0_f32) {
        let Outcome { simulator, rows, .. } = Play::new(world(seed, rate), 150).run();
        let late = deliveries(&rows).into_iter().filter(|&(day, ..)| day >= AS_OF - 6);
        let late = eaches(late.map(|(_, place, eaches)| (place, eaches)));
        for center in simulator.centers() {
            for (pair, state) in center.site.pairs.iter().zip(&center.shops.pairs) {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                if !rows.rma_authorizations.store.contains(&place.0) {
                    prop_assert_eq!(i64::from(state.pipe.iter().sum::<i32>()), of(&late, place), "{:?}", place);
                }
            }
        }
    }

    #[test]
    fn totals_are_sums_over_the_rows(play in eventful()) {
        let Outcome { simulator, rows, .. } = play.run();
        let cells: Vec<_> = simulator.centers().iter().flat_map(|center| center.record.totals.cells()).collect();
        let total = |field: fn(&Week) -> i64| cells.iter().map(|&cell| field(cell)).sum::<i64>();
        let (orders, lines, trucks) = (&rows.orders, &rows.order_lines, &rows.shipments);
        let full = invoices::in_full(&rows);
        let count = |chosen: &dyn Fn(usize) -> bool| (0..orders.id.len()).filter(|&at| chosen(at)).count() as i64;
        let add = |column: &[i32]| column.iter().map(|&value| i64::from(value)).sum::<i64>();
        let delivered = |at: usize| orders.delivered[at] != NULL32;
        let on_time = |at: usize| delivered(at) && orders.delivered[at] <= orders.promised[at];
        let due = |at: usize| orders.promised[at] <= AS_OF;
        prop_assert_eq!(total(|week| week.due_orders), count(&due));
        prop_assert_eq!(total(|week| week.delivered_orders), count(&delivered));
        prop_assert_eq!(total(|week| week.on_time_orders), count(&on_time));
        prop_assert_eq!(total(|week| week.otif_orders), count(&|at| due(at) && on_time(at) && full.contains(&orders.id[at])));
        let is_open = |at: usize| orders.status[at] == OrderStatus::Open;
        let ordered: i64 = (0..orders.id.len()).filter(|&at| !is_open(at)).map(|at| orders.cases[at]).sum();
        prop_assert_eq!(total(|week| week.ordered_cases), ordered);
        prop_assert_eq!(total(|week| week.allocated_cases), add(&lines.allocated));
        prop_assert_eq!(total(|week| week.returned_cases), add(&rows.return_lines.cases));
        let count = |service| trucks.service.iter().filter(|&&of| of == service).count() as i64;
        prop_assert_eq!(total(|week| week.truckloads), count(Service::Truckload));
        prop_assert_eq!(total(|week| week.part_loads), count(Service::PartLoad));
        prop_assert_eq!(total(|week| week.parcels), count(Service::Parcel));
        let full_to = |at: usize| {
            trucks.vehicle[at].map_or(0, |vehicle| {
                let (places, payload) = VEHICLES[vehicle as usize];
                let by_mass = (trucks.grams[at] * i64::from(places)).div_euclid(payload)
                    + i64::from((trucks.grams[at] * i64::from(places)) % payload > 0);
                by_mass.max(i64::from(trucks.pallets[at]))
            })
        };
        prop_assert_eq!(total(|week| week.truck_places), (0..trucks.id.len()).map(full_to).sum::<i64>());
        let places = trucks.vehicle.iter().flatten().map(|&vehicle| i64::from(VEHICLES[vehicle as usize].0));
        prop_assert_eq!(total(|week| week.truck_capacity), places.sum::<i64>());
        prop_assert_eq!(total(|week| week.freight_cents), [&trucks.linehaul_cents, &trucks.fuel_cents, &trucks.handling_cents, &trucks.stop_off_cents].into_iter().flatten().sum::<i64>());
        prop_assert_eq!(total(|week| week.shelves_checked), rows.osa_metrics.id.len() as i64);
        prop_assert_eq!(total(|week| week.sold_eaches), add(&rows.pos_sales.eaches));
    }
}

#[test]
fn stores_of_southern_centers_live_by_southern_seasons() {
    let weeks = WEEKS as usize + 4;
    let factors = [vec![1.0; weeks], vec![0.5; weeks]].concat();
    let centers = Centers { southern: vec![false, true, false], ..centers() };
    let skus = Skus { southern_season: vec![1; SKUS], ..skus() };
    let spec = OutboundSpec { season: Season { weeks, factors }, centers, skus, ..world(7, 8.0) };
    let expected = Simulator::new(spec).expect("the spec is whole").expected();
    let of_center: Vec<f64> = expected.values.chunks(SKUS * weeks).map(|cases| cases.iter().sum()).collect();
    let all_north = Simulator::new(world(7, 8.0)).expect("the spec is whole").expected();
    let usual: Vec<f64> = all_north.values.chunks(SKUS * weeks).map(|cases| cases.iter().sum()).collect();
    let ratios: Vec<f64> = of_center.iter().zip(&usual).map(|(cases, usual)| cases / usual).collect();
    assert!(ratios.iter().zip([1.0, 0.5, 1.0]).all(|(ratio, due)| (ratio - due).abs() < 1e-9), "{ratios:?}");
}
