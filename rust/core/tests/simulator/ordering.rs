//! Accounts that order more than they need for a promotion.

use super::*;

const CADENCE: i32 = 1;

/// Plenty of stock, and orders every week, so that each account gets what it asks for; the second account over-orders
/// for the first promotion.
fn plays(seed: u64, factor: f64) -> (Play, Play) {
    let event = OverOrdering { promotions: vec![true, false], accounts: vec![false, true], factor };
    let stores = Stores { cadence: vec![CADENCE; STORES], ..stores() };
    let spec = OutboundSpec { promotions: promotions(), stores, ..world(seed, 8.0) };
    let calm = Play::new(spec, 5_000);
    (calm.clone(), calm.with(Scenario { over_ordering: Some(event), ..Scenario::default() }))
}

/// Cases ordered by store, week and SKU.
fn ordered(rows: &Rows) -> BTreeMap<(i32, i32, i32), i32> {
    let orders: BTreeMap<i64, (i32, i32)> =
        rows.orders.id.iter().copied().zip(pairs(&rows.orders.store, &rows.orders.day)).collect();
    let lines = &rows.order_lines;
    (0..lines.order.len())
        .map(|at| (orders[&lines.order[at]], lines.sku[at], lines.ordered[at]))
        .map(|((store, day), sku, cases)| ((store, (day - START) / 7, sku), cases))
        .collect()
}

/// Cases without and with the event by store, week and SKU.
fn touched(rows: &Rows) -> BTreeMap<(i32, i32, i32), (i64, i64)> {
    let orders: BTreeMap<i64, (i32, i32)> =
        rows.orders.id.iter().copied().zip(pairs(&rows.orders.store, &rows.orders.day)).collect();
    let lines: BTreeMap<Line, i32> = pairs(&rows.order_lines.order, &rows.order_lines.number)
        .into_iter()
        .zip(rows.order_lines.sku.iter().copied())
        .collect();
    let touched = &rows.injection;
    (0..touched.key.len())
        .map(|at| {
            assert_eq!(touched.what[at], Touch::OrderedCases);
            let (store, day) = orders[&touched.key[at]];
            let sku = lines[&(touched.key[at], touched.line[at])];
            ((store, (day - START) / 7, sku), (touched.before[at], touched.after[at]))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn only_named_accounts_order_more_for_named_promotions(seed in 0..1_000_u64, factor in 1.5..4.0_f64) {
        let (calm, fearful) = plays(seed, factor);
        let account = calm.spec.stores.account.clone();
        let (before, rows) = (ordered(&calm.run().rows), fearful.run().rows);
        let touched = touched(&rows);
        // The promotion runs in weeks 3 and 4; an order is for its own week and the next.
        let promotion = 3 - CADENCE..=4;
        for (place @ (store, week, sku), cases) in ordered(&rows) {
            if account[store as usize - 1] == 1 && promotion.contains(&week) && sku <= 3 {
                let &(needed, asked) = touched.get(&place).expect("it asks for more");
                prop_assert_eq!(asked, i64::from(cases));
                prop_assert_eq!(asked, (needed as f64 * factor).round() as i64);
                if week == *promotion.start() {
                    prop_assert_eq!(needed, i64::from(before[&place]), "what it would have asked for");
                }
            } else {
                prop_assert!(!touched.contains_key(&place), "{:?}", place);
                // What is ordered later follows from it: other trucks, other delays.
                if week <= *promotion.start() {
                    prop_assert_eq!(Some(&cases), before.get(&place), "{:?}", place);
                }
            }
        }
        prop_assert!(!touched.is_empty());
    }
}
