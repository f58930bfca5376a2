//! What a center has: every case that reaches it is shipped, written off or there at the end, and leaves after it came.

use super::*;

/// The emit pass in slices of `step` centers, on `workers` threads.
fn sliced(play: &Play, step: usize, workers: usize) -> Rows {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
    pool.install(|| {
        let mut simulator = play.simulator();
        let mut all = Rows::default();
        for week in 0..WEEKS {
            for first in (0..DCS).step_by(step) {
                all.append(&mut simulator.emit(week, first..(first + step).min(DCS)).unwrap());
            }
        }
        all
    })
}

/// What each batch's stock did: (day, 0 for in and 1 for out, cases).
fn moves(play: &Play, outcome: &Outcome) -> BTreeMap<i32, Vec<(i32, i32, i32)>> {
    let mut moves: BTreeMap<i32, Vec<_>> = BTreeMap::new();
    for batch in batches(outcome.simulator.item_count() as i32, play.cases, play.life) {
        moves.entry(batch.number).or_default().push((START + batch.week * 7, 0, batch.cases));
    }
    let (lost, gone) = (&outcome.rows.inventory_adjustments, &outcome.rows.shipment_lines);
    for (batch, day, cases) in restocked(&outcome.rows) {
        moves.get_mut(&batch).unwrap().push((day, 0, cases));
    }
    for at in (0..lost.id.len()).filter(|&at| lost.dc[at] > 0) {
        moves.get_mut(&lost.batch[at]).unwrap().push((lost.day[at], 1, lost.cases[at]));
    }
    for (week, _, lot) in &outcome.transferred {
        moves.get_mut(&lot.batch).unwrap().push((START + week * 7, 1, -lot.cases));
    }
    let left: BTreeMap<i64, i32> = pairs(&outcome.rows.shipments.id, &outcome.rows.shipments.day).into_iter().collect();
    for at in 0..gone.batch.len() {
        moves.get_mut(&gone.batch[at]).unwrap().push((left[&gone.shipment[at]], 1, -gone.cases[at]));
    }
    moves
}

#[test]
fn slices_and_workers_do_not_show() {
    let play = Play::new(world(7, 4.0), 60);
    let expected = format!("{:?}", sliced(&play, DCS, 1));
    for (step, workers) in [(1, 1), (2, 2), (1, 4), (3, 4)] {
        assert_eq!(
            format!("{:?}", sliced(&play, step, workers)),
            expected,
            "{step} centers a slice, {workers} workers"
        );
    }
}

#[test]
fn cases_get_damaged_and_old_ones_expire() {
    let lost: Vec<(AdjustmentReason, i32)> = (0..20)
        .flat_map(|seed| {
            let rows = Play::new(world(seed, 8.0), 60).run().rows.inventory_adjustments;
            let units = pairs(&rows.cases, &rows.eaches);
            assert!(units.iter().all(|&(cases, eaches)| cases < 0 && eaches == cases * UNITS), "{units:?}");
            assert!(rows.day.iter().all(|day| (day - START) % 7 == 0) && rows.day == rows.occurred);
            pairs(&rows.reason, &rows.batch)
        })
        .collect();
    let is = |wanted: AdjustmentReason| move |&(reason, _): &(AdjustmentReason, i32)| reason == wanted;
    assert!(lost.iter().any(is(AdjustmentReason::Shrink)) && !lost.iter().any(is(AdjustmentReason::Phantom)));
    // What has expired is found on the second Monday after it came; cases of other batches live longer than the horizon.
    let expired = is(AdjustmentReason::Expired);
    assert!(lost.iter().any(expired));
    assert!(lost.iter().all(|lost| expired(lost) == (lost.1 >= 10_000)), "{lost:?}");
}

/// Cases that can be allocated.
fn allocatable(shelf: &Shelf) -> i64 {
    shelf.clone().take(i32::MAX, |_| ()).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_case_is_accounted_for(play in eventful()) {
        let outcome = play.run();
        let mut closing: BTreeMap<i32, i32> = BTreeMap::new();
        for (_, lot) in outcome.simulator.closing_lots() {
            *closing.entry(lot.batch).or_default() += lot.cases;
        }
        for (batch, mut moves) in moves(&play, &outcome) {
            moves.sort_unstable();
            let mut stock = 0;
            for (day, _, cases) in moves {
                stock += cases;
                prop_assert!(stock >= 0, "batch {}, day {}", batch, day - START);
            }
            prop_assert_eq!(stock, closing.get(&batch).copied().unwrap_or(0), "batch {}", batch);
        }
    }

    #[test]
    fn the_flow_tells_what_can_be_allocated(play in eventful()) {
        let mut simulator = play.simulator();
        let supply = batches(simulator.item_count() as i32, play.cases, play.life);
        let mut available = vec![0; simulator.item_count()];
        for week in 0..WEEKS {
            for batch in supply.iter().filter(|batch| batch.week == week) {
                available[batch.item as usize] += i64::from(batch.cases);
            }
            for (flow, available) in simulator.simulate(week).unwrap().iter().zip(&mut available) {
                *available += i64::from(flow.written - flow.allocated);
            }
            let shelves = simulator.centers().iter().flat_map(|center| &center.warehouse.shelves);
            prop_assert_eq!(shelves.map(allocatable).collect::<Vec<_>>(), available.clone(), "week {}", week);
        }
    }

    #[test]
    fn a_line_is_the_sum_of_its_parts(play in eventful()) {
        let rows = play.run().rows;
        let (lines, parts, trucks) = (&rows.order_lines, &rows.order_allocations, &rows.shipment_lines);
        let keys = pairs(&lines.order, &lines.number);
        let of_parts = sums(pairs(&parts.order, &parts.line), &parts.cases);
        prop_assert_eq!(sums(keys.clone(), &lines.allocated), of_parts);
        prop_assert_eq!(sums(keys, &lines.shipped), sums(pairs(&trucks.order, &trucks.line), &trucks.cases));
        prop_assert!(lines.allocated.iter().zip(&lines.ordered).all(|(allocated, ordered)| allocated <= ordered));
        prop_assert!(rows.pos_sales.eaches.iter().all(|&eaches| eaches > 0));
    }
}
