//! Orders that come in while their center is closed.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn orders_of_a_sunday_are_allocated_on_monday(play in eventful()) {
        let rows = play.run().rows;
        let (orders, parts) = (&rows.orders, &rows.order_allocations);
        let mut allocated = BTreeMap::new();
        for at in 0..orders.id.len() {
            let is_sunday = (orders.day[at] - START) % 7 == 6;
            let due = orders.day[at] + i32::from(is_sunday);
            let is_open = orders.status[at] == OrderStatus::Open;
            prop_assert_eq!(is_open, due > AS_OF);
            prop_assert_eq!(orders.allocated[at], if is_open { NULL32 } else { due });
            prop_assert!(!is_open || orders.cut_reason[at].is_none());
            allocated.insert(orders.id[at], orders.allocated[at]);
        }
        for (order, day) in pairs(&parts.order, &parts.day) {
            prop_assert_eq!(allocated[&order], day);
        }
    }

    #[test]
    fn nothing_of_an_open_order_is_reserved_or_cut(seed in 0..1_000_u64) {
        let rows = Play::new(world(seed, 8.0), 60).run().rows;
        let (open, lines) = (open(&rows), &rows.order_lines);
        prop_assert!(!open.is_empty());
        for at in (0..lines.order.len()).filter(|&at| open.contains(&lines.order[at])) {
            prop_assert_eq!([lines.allocated[at], lines.shipped[at], lines.cut[at]], [0; 3]);
        }
    }
}
