//! A recall: nothing contaminated leaves any more, and stores send back what they still have.

use super::*;

const RECALL_WEEK: i32 = 5;

/// A recall and nothing else, long before the end.
fn recall_alone(seed: u64, cases: i32) -> Play {
    let spec = OutboundSpec {
        scenario: Scenario { recall_week: Some(RECALL_WEEK), ..Scenario::default() },
        ..world(seed, 8.0)
    };
    Play { contaminated: contaminated(&spec), ..Play::new(spec, cases) }
}

fn monday(play: &Play) -> i32 {
    START + play.spec.scenario.recall_week.expect("there is a recall") * 7
}

/// Cases of shipment lines by order line and batch.
fn shipped(rows: &Rows) -> BTreeMap<(Line, i32), i64> {
    let lines = &rows.shipment_lines;
    sums(pairs(&pairs(&lines.order, &lines.line), &lines.batch), &lines.cases)
}

/// Contaminated cases that stores got of what left before the recall, by store and SKU: for sale by its Monday, and later.
fn in_stores(play: &Play, rows: &Rows) -> BTreeMap<(i32, i32), [i64; 2]> {
    let orders: BTreeMap<i64, (i32, i32)> = pairs(&rows.orders.id, &pairs(&rows.orders.store, &rows.orders.delivered))
        .into_iter()
        .filter(|&(_, (_, delivered))| delivered != NULL32)
        .collect();
    let lines = &rows.shipment_lines;
    let mut cases: BTreeMap<(i32, i32), [i64; 2]> = BTreeMap::new();
    for at in (0..lines.order.len()).filter(|&at| play.contaminated.contains(&lines.batch[at])) {
        if let Some(&(store, delivered)) = orders.get(&lines.order[at]) {
            let later = usize::from((delivered - START) / 7 + 1 > RECALL_WEEK);
            cases.entry((store, lines.sku[at])).or_default()[later] += i64::from(lines.cases[at]);
        }
    }
    cases
}

/// Stores that sent something back for another reason.
fn with_other_returns(rows: &Rows) -> BTreeSet<i32> {
    pairs(&rows.rma_authorizations.store, &rows.rma_authorizations.reason)
        .into_iter()
        .filter(|rma| rma.1 != ReturnReason::Recall)
        .map(|rma| rma.0)
        .collect()
}

/// Whole cases on the shelf of each store and SKU on the Monday of the recall.
fn on_shelves(play: &Play) -> BTreeMap<(i32, i32), i64> {
    let mut simulator = play.simulator();
    (0..RECALL_WEEK).for_each(|week| drop(simulator.simulate(week)));
    let of_center = |center: &Center| {
        let states = center.site.pairs.iter().zip(&center.shops.pairs);
        let place = |store: u32, sku: u32| (center.site.stores[store as usize].id, sku as i32 + 1);
        let whole =
            states.map(|(pair, state)| (place(pair.store, pair.sku), i64::from((state.stock + state.pipe[0]) / UNITS)));
        whole.collect::<Vec<_>>()
    };
    simulator.centers().iter().flat_map(of_center).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_contaminated_leaves_from_the_monday_on(play in eventful()) {
        let rows = play.run().rows;
        let left: BTreeMap<i64, i32> = pairs(&rows.shipments.id, &rows.shipments.day).into_iter().collect();
        for (batch, shipment) in pairs(&rows.shipment_lines.batch, &rows.shipment_lines.shipment) {
            prop_assert!(!play.contaminated.contains(&batch) || left[&shipment] < monday(&play));
        }
        let parts = &rows.order_allocations;
        for at in (0..parts.id.len()).filter(|&at| play.contaminated.contains(&parts.batch[at])) {
            prop_assert!(parts.day[at] < monday(&play), "nothing is reserved any more, of late batches neither");
            prop_assert!([AllocationStatus::Shipped, AllocationStatus::Held].contains(&parts.status[at]), "nor does anything wait for a truck");
        }
        let clean = (0..parts.id.len()).filter(|&at| !play.contaminated.contains(&parts.batch[at]));
        prop_assert!(clean.into_iter().all(|at| parts.status[at] != AllocationStatus::Held));
    }

    #[test]
    fn what_is_held_is_cut(play in eventful()) {
        let rows = play.run().rows;
        let parts = &rows.order_allocations;
        let is_held: Vec<i32> = pairs(&parts.cases, &parts.status).iter().map(|&(cases, status)| if status == AllocationStatus::Held { cases } else { 0 }).collect();
        let held = sums(pairs(&parts.order, &parts.line), &is_held);
        let (lines, open) = (&rows.order_lines, open(&rows));
        for at in (0..lines.order.len()).filter(|&at| !open.contains(&lines.order[at])) {
            let held = held.get(&(lines.order[at], lines.number[at])).copied().unwrap_or(0);
            prop_assert_eq!(i64::from(lines.cut[at]), i64::from(lines.ordered[at] - lines.allocated[at]) + held);
            prop_assert!(lines.shipped[at] == 0 || lines.shipped[at] == lines.ordered[at] - lines.cut[at]);
        }
    }

    #[test]
    fn stores_send_back_what_they_got_of_it(play in eventful()) {
        let rows = play.run().rows;
        let (back, shipped) = (&rows.return_lines, shipped(&rows));
        let of_lines = sums(pairs(&pairs(&back.order, &back.line), &back.batch), &back.cases);
        for (key, cases) in of_lines {
            prop_assert!(cases <= shipped.get(&key).copied().unwrap_or(0), "{:?}", key);
        }
        for (batch, reason) in pairs(&back.batch, &back.reason) {
            prop_assert!(reason != ReturnReason::Recall || play.contaminated.contains(&batch));
        }
        let delivered: BTreeMap<i64, i32> = pairs(&rows.orders.id, &rows.orders.delivered).into_iter().collect();
        for at in 0..rows.rma_authorizations.id.len() {
            prop_assert!(rows.rma_authorizations.requested[at] >= delivered[&rows.rma_authorizations.order[at]]);
            prop_assert!(rows.rma_authorizations.reason[at] != ReturnReason::Recall || rows.rma_authorizations.requested[at] >= monday(&play));
        }
    }

    #[test]
    fn what_came_last_is_what_they_still_have_and_send_back(seed in 0..1_000_u64) {
        let play = recall_alone(seed, 60);
        let rows = play.run().rows;
        let (back, shelves, others) = (&rows.return_lines, on_shelves(&play), with_other_returns(&rows));
        let store: BTreeMap<i64, i32> = pairs(&rows.orders.id, &rows.orders.store).into_iter().collect();
        let mut returned = sums((0..back.sku.len()).map(|at| (store[&back.order[at]], back.sku[at])), &back.cases);
        returned.retain(|place, _| !others.contains(&place.0));
        // Every batch of a contaminated SKU is contaminated, so all that came after the opening stock.
        let mut expected: BTreeMap<(i32, i32), i64> = in_stores(&play, &rows)
            .into_iter()
            .map(|(place, [by_then, later])| (place, by_then.min(shelves[&place]) + later))
            .collect();
        expected.retain(|place, cases| *cases > 0 && !others.contains(&place.0));
        prop_assert_eq!(returned, expected);
    }
}

#[test]
fn a_recall_finds_contaminated_cases_everywhere() {
    let play = recall_alone(7, 60);
    let Outcome { simulator, rows, .. } = play.run();
    assert!(rows.order_allocations.status.contains(&AllocationStatus::Held), "in orders that wait");
    assert!(rows.return_lines.reason.contains(&ReturnReason::Recall), "in stores");
    let closing: Vec<(i32, i32)> = simulator
        .closing_lots()
        .into_iter()
        .map(|(_, lot)| (lot.batch, lot.cases))
        .filter(|(batch, _)| play.contaminated.contains(batch))
        .collect();
    // On the shelf before, and in all that came after: whole batches, but for what has expired.
    assert!(closing.iter().any(|&(batch, _)| batch < RECALL_WEEK * 100));
    let items = simulator.item_count() as i32;
    let late = batches(items, play.cases, play.life)
        .into_iter()
        .filter(|batch| batch.week >= RECALL_WEEK && batch.expiry > AS_OF);
    for batch in late.filter(|batch| play.contaminated.contains(&batch.number)) {
        assert!(closing.contains(&(batch.number, batch.cases)), "batch {}", batch.number);
    }
}
