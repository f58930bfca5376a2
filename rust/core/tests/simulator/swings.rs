//! Swings of demand: what they do at the till, and that they reach the orders later.

use super::*;

/// Eaches sold in even or in odd weeks.
fn sold(rows: &Rows, odd: bool) -> i64 {
    let pos = &rows.pos_sales;
    let weeks = (0..pos.id.len()).filter(|&at| (pos.week[at] % 2 == 1) == odd);
    weeks.map(|at| i64::from(pos.eaches[at])).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_swings_of_sku_and_city_are_sold_in_their_weeks(seed in 0..1_000_u64) {
        let (calm, skus) = (world(seed, 8.0), swing(SKUS, 1.5));
        let swings = Swings { cities: swing(2, 0.4), ..calm.swings.clone() };
        let alone = OutboundSpec { swings: Swings { skus: skus.clone(), ..calm.swings.clone() }, ..calm.clone() };
        let both = OutboundSpec { swings: Swings { skus, ..swings }, ..calm.clone() };
        let [calm, alone, both] = [calm, alone, both].map(|spec| Play::new(spec, 5_000).run().rows);
        prop_assert!(sold(&alone, true) * 10 > sold(&calm, true) * 12);
        // Two fifths of one and a half.
        prop_assert!(sold(&both, true) * 10 < sold(&calm, true) * 7);
    }

    #[test]
    fn stores_order_what_they_expect(seed in 0..1_000_u64) {
        let calm = world(seed, 8.0);
        let skus = Swing { expected: vec![3.0; calm.swings.skus.expected.len()], ..calm.swings.skus.clone() };
        let hopeful = OutboundSpec { swings: Swings { skus, ..calm.swings.clone() }, ..calm.clone() };
        let opening = |spec: &OutboundSpec| {
            let stock = Play::new(spec.clone(), 5_000).simulator().opening();
            stock.iter().map(|row| i64::from(row.eaches)).sum::<i64>()
        };
        prop_assert!(opening(&hopeful) > opening(&calm) * 2);
    }
}
