//! Events together: dense ids, counts, and a truth table that names exactly what they touched.

use super::*;

/// Ids of every dated table and, where the row has it, the day by which they ascend; in the order of the counters.
fn dated(rows: &Rows) -> Vec<Vec<(i64, i32)>> {
    let there = |ids: &[i64], days: &[i32]| pairs(ids, days).into_iter().filter(|row| row.0 != NULL).collect();
    let ship: BTreeMap<i64, i32> = pairs(&rows.shipments.id, &rows.shipments.day).into_iter().collect();
    let leg_days: Vec<i32> = rows.shipment_legs.shipment.iter().map(|shipment| ship[shipment]).collect();
    let weeks: Vec<i32> = rows.pos_sales.week.iter().map(|&week| i32::from(week)).collect();
    vec![
        there(&rows.pos_sales.id, &weeks),
        there(&rows.osa_metrics.id, &rows.osa_metrics.day),
        there(&rows.orders.id, &rows.orders.day),
        there(&rows.order_allocations.id, &rows.order_allocations.day),
        there(&rows.pick_waves.id, &rows.pick_waves.day),
        there(&rows.shipments.id, &rows.shipments.day),
        there(&rows.shipment_legs.id, &leg_days),
        there(&rows.rma_authorizations.id, &rows.rma_authorizations.requested),
        there(&rows.returns.id, &rows.returns.returned),
        there(&rows.disposition_logs.id, &rows.disposition_logs.processed),
        there(&rows.inventory_adjustments.id, &rows.inventory_adjustments.day),
    ]
}

/// What each kind of event touched by the rows themselves: key, line and the value with the event.
fn traces(rows: &Rows) -> Vec<(Touch, i64, i32, i64)> {
    let mut traces = Vec::new();
    for (id, hours) in pairs(&rows.pick_waves.id, &rows.pick_waves.hold_hours) {
        traces.extend((hours != 0).then_some((Touch::HeldWave, id, 0, i64::from(hours))));
    }
    let (lost, back, parts) = (&rows.inventory_adjustments, &rows.return_lines, &rows.order_allocations);
    for at in (0..lost.id.len()).filter(|&at| lost.reason[at] == AdjustmentReason::Phantom) {
        traces.push((Touch::PhantomEaches, lost.id[at], 0, lost.eaches[at].into()));
    }
    for at in (0..back.number.len()).filter(|&at| back.reason[at] == ReturnReason::Recall) {
        traces.push((Touch::RecalledCases, back.return_id[at], back.number[at], back.cases[at].into()));
    }
    let held: BTreeSet<Line> = (0..parts.id.len())
        .filter(|&at| parts.status[at] == AllocationStatus::Held)
        .map(|at| (parts.order[at], parts.line[at]))
        .collect();
    for at in 0..rows.order_lines.order.len() {
        let (order, number) = (rows.order_lines.order[at], rows.order_lines.number[at]);
        let leaves = i64::from(rows.order_lines.ordered[at] - rows.order_lines.cut[at]);
        traces.extend(held.contains(&(order, number)).then_some((Touch::HeldBackCases, order, number, leaves)));
    }
    let bills = &rows.shipments;
    for at in 0..bills.id.len() {
        let due = bills.linehaul_cents[at] + bills.fuel_cents[at] + bills.handling_cents[at] + bills.stop_off_cents[at];
        let over = bills.linehaul_error_cents[at] + bills.fuel_error_cents[at];
        traces.extend((over > 0).then_some((Touch::BilledCents, bills.id[at], 0, due + over)));
    }
    traces.extend(invoices::without_a_claim(rows));
    traces.sort_unstable();
    traces
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn ids_are_dense_and_counts_of_the_first_pass_are_rows_of_the_second(play in eventful()) {
        let Outcome { rows, dated: counted, lines, .. } = play.run();
        for (table, mut ids) in dated(&rows).into_iter().enumerate() {
            ids.sort_unstable();
            prop_assert_eq!(counted[table], ids.len() as i64, "table {}", table);
            prop_assert!(ids.iter().zip(1..).all(|(&(id, _), number)| id == number), "table {}", table);
            prop_assert!(ids.windows(2).all(|pair| pair[0].1 <= pair[1].1), "table {}", table);
        }
        let made = [&rows.order_lines.order, &rows.pick_wave_orders.wave, &rows.shipment_lines.shipment, &rows.customer_invoices.order, &rows.customer_payments.order, &rows.customer_deductions.order, &rows.credit_notes.return_id, &rows.return_lines.return_id, &rows.injection.key];
        prop_assert_eq!(lines, made.map(|column| column.len() as i64).to_vec());
    }

    #[test]
    fn the_truth_table_names_exactly_what_was_touched(play in eventful()) {
        let rows = play.run().rows;
        let touched = &rows.injection;
        let mut told: Vec<_> = (0..touched.key.len())
            .map(|at| (touched.what[at], touched.key[at], touched.line[at], touched.after[at]))
            .collect();
        let ordered: BTreeMap<Line, i32> = pairs(&rows.order_lines.order, &rows.order_lines.number).into_iter().zip(rows.order_lines.ordered.iter().copied()).collect();
        for &(what, order, line, after) in &told {
            prop_assert!(what != Touch::OrderedCases || i64::from(ordered[&(order, line)]) == after);
        }
        prop_assert!(pairs(&touched.before, &touched.after).iter().all(|(before, after)| before != after));
        told.retain(|touch| touch.0 != Touch::OrderedCases);
        told.sort_unstable();
        prop_assert_eq!(told, traces(&rows));
    }

    #[test]
    fn an_event_that_touches_nothing_changes_nothing(seed in 0..1_000_u64, cases in 0..150_i32) {
        let spec = OutboundSpec { promotions: promotions(), ..world(seed, 8.0) };
        let calm = Play { contaminated: contaminated(&spec), ..Play::new(spec, cases) };
        let expected = format!("{:?}", calm.run().rows);
        let outage = |dc, first, end| Scenario { outage: Some(Outage { dc, first_day: START + first, end_day: START + end }), ..Scenario::default() };
        let orders = |promotion, account, factor| Scenario {
            over_ordering: Some(OverOrdering { promotions: vec![promotion; 2], accounts: vec![account; 2], factor }), ..Scenario::default()
        };
        let phantom = |share, weeks| Scenario { phantom: Some(Phantom { share, weeks }), ..Scenario::default() };
        let idle = [
            // A center that does not exist, no day at all, before and after the horizon, between two departures.
            outage(DCS, 0, 70), outage(0, 20, 20), outage(0, -9, 0), outage(0, 70, 90), outage(1, 9, 11),
            orders(false, true, 3.0), orders(true, false, 3.0), orders(true, true, 1.0),
            // Found too late to be found.
            phantom(0.0, 2), phantom(1.0, WEEKS), phantom(1.0, WEEKS + 9),
            Scenario { recall_week: Some(WEEKS), ..Scenario::default() },
        ];
        for scenario in idle {
            let told = format!("{scenario:?}");
            prop_assert!(format!("{:?}", calm.with(scenario).run().rows) == expected, "{}", told);
        }
        let pure = Play { contaminated: vec![-1], ..calm.with(Scenario { recall_week: Some(4), ..Scenario::default() }) };
        prop_assert!(format!("{:?}", pure.run().rows) == expected, "a recall of what is nowhere");
    }

    #[test]
    fn all_events_touch_something(seed in 0..1_000_u64) {
        let scenario = Scenario {
            outage: Some(Outage { dc: 0, first_day: START + 20, end_day: START + 25 }),
            over_ordering: Some(OverOrdering { promotions: vec![true, false], accounts: vec![false, true], factor: 3.0 }),
            phantom: Some(Phantom { share: 0.5, weeks: 2 }),
            recall_week: Some(5),
            overcharged: Some(0.5),
            wrongly_deducted: Some(0.5),
        };
        let spec = OutboundSpec { promotions: promotions(), scenario, ..world(seed, 12.0) };
        let play = Play { contaminated: contaminated(&spec), ..Play::new(spec, 90) };
        let touched: BTreeSet<Touch> = play.run().rows.injection.what.into_iter().collect();
        prop_assert_eq!(touched.len(), Touch::ALL.len());
    }
}
