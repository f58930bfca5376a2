//! Days on which centers are closed: orders that come in meanwhile, and trucks that would leave.

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

#[test]
fn what_would_leave_on_a_holiday_leaves_on_the_day_after() {
    // The first center loads on every working day, the last one on Thursdays.
    let (thursday, friday) = (START + 17, START + 18);
    let member = [thursday, friday, thursday].map(|day| day as u32).to_vec();
    let spec = OutboundSpec { holidays: Members { start: vec![0, 2, 2, 3], member }, ..world(7, 40.0) };
    let trucks = Play::new(spec, 5_000).run().rows.shipments;
    let days =
        |dc: i16| pairs(&trucks.dc, &trucks.day).into_iter().filter(move |&(from, _)| from == dc).map(|(_, day)| day);
    assert!(days(1).all(|day| day != thursday && day != friday));
    assert!(days(3).all(|day| day != thursday) && days(3).any(|day| day == friday));
    assert!(days(3).any(|day| day == thursday + 7));
}
