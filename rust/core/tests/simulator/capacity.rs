//! A center that has more orders than it can pick.

use super::*;

/// Share of the capacity from which on an SKU's lines are refused: the slower, the sooner.
const SHARES: [f64; SKUS] = [0.2, 0.35, 0.5, 0.7, 0.85, 1.0];

/// Plenty of stock: what is cut was refused.
fn play(seed: u64, capacity: i64) -> Play {
    let centers = Centers { week_capacity: vec![capacity; DCS], ..centers() };
    let skus = Skus { capacity_share: SHARES.to_vec(), ..skus() };
    let spec = OutboundSpec { centers, skus, ..world(seed, 8.0) };
    Play::new(spec, 5_000)
}

/// Lines of each order, by order id and thus in the order in which they were taken.
fn lines(rows: &Rows) -> BTreeMap<i64, Vec<usize>> {
    let mut lines: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    (0..rows.order_lines.order.len()).for_each(|at| lines.entry(rows.order_lines.order[at]).or_default().push(at));
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_order_is_refused_by_what_is_taken_already(seed in 0..1_000_u64, capacity in 10..600_i64) {
        let play = play(seed, capacity);
        let rows = play.run().rows;
        let order: BTreeMap<i64, usize> = rows.orders.id.iter().copied().zip(0..).collect();
        let mut taken: BTreeMap<(i16, i32), i64> = BTreeMap::new();
        for (id, lines) in lines(&rows) {
            let at = order[&id];
            let strategic = play.spec.stores.account[rows.orders.store[at] as usize - 1] == 0;
            let taken = taken.entry((rows.orders.dc[at], (rows.orders.day[at] - START) / 7)).or_default();
            let load = (*taken + rows.orders.cases[at]) as f64 / capacity as f64;
            let mut refused = false;
            for line in lines {
                let is_refused = !strategic && load > SHARES[rows.order_lines.sku[line] as usize - 1];
                let expected = if is_refused { 0 } else { rows.order_lines.ordered[line] };
                prop_assert_eq!(rows.order_lines.allocated[line], expected, "order {}, load {}", id, load);
                *taken += i64::from(expected);
                refused |= is_refused;
            }
            prop_assert_eq!(rows.orders.cut_reason[at] == Some(CutReason::Capacity), refused);
        }
    }
}

#[test]
fn strategic_accounts_are_never_refused_and_slow_sellers_first() {
    let play = play(7, 150);
    let rows = play.run().rows;
    let order: BTreeMap<i64, usize> = rows.orders.id.iter().copied().zip(0..).collect();
    let mut split = 0;
    for (id, lines) in lines(&rows) {
        let (served, refused): (Vec<usize>, Vec<usize>) =
            lines.into_iter().partition(|&line| rows.order_lines.allocated[line] > 0);
        let skus = |lines: &[usize]| lines.iter().map(|&line| rows.order_lines.sku[line]).collect::<Vec<_>>();
        if play.spec.stores.account[rows.orders.store[order[&id]] as usize - 1] == 0 {
            assert!(refused.is_empty());
        }
        split += i32::from(!served.is_empty() && !refused.is_empty());
        assert!(skus(&refused).iter().max() < skus(&served).iter().min() || served.is_empty());
        let allocated: BTreeSet<Line> =
            pairs(&rows.order_allocations.order, &rows.order_allocations.line).into_iter().collect();
        assert!(refused.iter().all(|&line| !allocated.contains(&(id, rows.order_lines.number[line]))));
    }
    assert!(split > 0, "some order is refused in part");
}
