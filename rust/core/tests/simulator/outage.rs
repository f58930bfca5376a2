//! A center that stands still: nothing leaves, the backlog does on the first day after, and nothing is forgotten.

use super::*;

fn play(seed: u64, dc: usize, first_day: i32, end_day: i32) -> (Play, Play) {
    let calm = Play::new(world(seed, 8.0), 80);
    let outage = Some(Outage { dc, first_day, end_day });
    (calm.clone(), calm.with(Scenario { outage, ..Scenario::default() }))
}

/// Whether trucks of a center, by its id, leave on a day when nothing is wrong.
fn is_regular(dc: i16, day: i32) -> bool {
    DISPATCH[dc as usize - 1].contains(&((day - START) % 7))
}

/// The first day of the outage on which trucks should have left.
fn missed(dc: usize, first_day: i32, end_day: i32) -> Option<i32> {
    (first_day..end_day).find(|&day| is_regular(dc as i16 + 1, day))
}

/// Wave by order.
fn waves(rows: &Rows) -> BTreeMap<i64, usize> {
    let number: BTreeMap<i64, usize> = rows.pick_waves.id.iter().copied().zip(0..).collect();
    let placed = pairs(&rows.pick_wave_orders.order, &rows.pick_wave_orders.wave);
    let of_order: BTreeMap<i64, usize> = placed.iter().map(|(order, wave)| (*order, number[wave])).collect();
    assert_eq!(of_order.len(), placed.len(), "an order is picked once");
    of_order
}

prop_compose! {
    /// Center, first day and end of a window that closes before the horizon does.
    fn window()(dc in 0..DCS, first in 0..45_i32, days in 1..18_i32) -> (usize, i32, i32) {
        (dc, START + first, START + first + days)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_leaves_while_the_center_is_down(seed in 0..1_000_u64, (dc, first_day, end_day) in window()) {
        let rows = play(seed, dc, first_day, end_day).1.run().rows;
        let backlog = missed(dc, first_day, end_day).map(|_| end_day);
        let orders: BTreeMap<i64, (i16, i32)> =
            rows.orders.id.iter().copied().zip(pairs(&rows.orders.dc, &rows.orders.day)).collect();
        let left: BTreeMap<i64, i32> = pairs(&rows.shipments.id, &rows.shipments.day).into_iter().collect();
        for (order, shipment) in pairs(&rows.shipment_lines.order, &rows.shipment_lines.shipment) {
            let (of, ordered) = orders[&order];
            let here = of as usize == dc + 1;
            let is_down = |day: i32| here && (first_day..end_day).contains(&day);
            let leaves = |day: i32| is_regular(of, day) && !is_down(day) || here && backlog == Some(day);
            let expected = (ordered + 1..=AS_OF).find(|&day| leaves(day));
            prop_assert_eq!(Some(left[&shipment]), expected, "ordered on day {}", ordered - START);
        }
    }

    #[test]
    fn all_orders_are_still_shipped(seed in 0..1_000_u64, (dc, first_day, end_day) in window()) {
        let (calm, down) = play(seed, dc, first_day, end_day);
        for rows in [calm.run().rows, down.run().rows] {
            let last: BTreeMap<i16, i32> = pairs(&rows.shipments.dc, &rows.shipments.day).into_iter().fold(BTreeMap::new(), |mut last, (dc, day)| {
                last.entry(dc).and_modify(|held: &mut i32| *held = day.max(*held)).or_insert(day);
                last
            });
            let orders: BTreeMap<i64, (i16, i32)> = rows.orders.id.iter().copied().zip(pairs(&rows.orders.dc, &rows.orders.day)).collect();
            let waves = waves(&rows);
            for at in 0..rows.order_lines.order.len() {
                let (dc, day) = orders[&rows.order_lines.order[at]];
                let shipped = if day < last[&dc] { rows.order_lines.allocated[at] } else { 0 };
                prop_assert_eq!(rows.order_lines.shipped[at], shipped, "ordered on day {}", day - START);
                prop_assert!(shipped == 0 || waves.contains_key(&rows.order_lines.order[at]));
            }
        }
    }

    #[test]
    fn waves_that_were_due_are_held(seed in 0..1_000_u64, (dc, first_day, end_day) in window()) {
        let rows = play(seed, dc, first_day, end_day).1.run().rows;
        let missed = missed(dc, first_day, end_day);
        let mut held = BTreeSet::new();
        let waves = waves(&rows);
        for at in 0..rows.orders.id.len() {
            let Some(&wave) = waves.get(&rows.orders.id[at]) else { continue };
            let (day, hours) = (rows.pick_waves.day[wave], rows.pick_waves.hold_hours[wave]);
            let ordered = rows.orders.day[at];
            let leaves = (ordered + 1..=AS_OF).find(|&day| is_regular(rows.orders.dc[at], day));
            // Ordered before the missed day, and due on it: not gone with an earlier truck.
            if missed.is_some() && rows.orders.dc[at] as usize == dc + 1 && leaves == missed {
                prop_assert_eq!((Some(day), hours), (missed, (end_day - day) * 24));
                held.insert((rows.pick_waves.id[wave], i64::from(hours)));
            } else {
                prop_assert!(day > ordered && hours == 0);
            }
        }
        let touched = &rows.injection;
        prop_assert_eq!(pairs(&touched.key, &touched.after).into_iter().collect::<BTreeSet<_>>(), held);
    }

    #[test]
    fn other_centers_do_not_notice(seed in 0..1_000_u64, (dc, first_day, end_day) in window()) {
        let of_others = |play: &Play| {
            let (mut simulator, mut rows) = (play.simulator(), Rows::default());
            for (week, other) in (0..WEEKS).flat_map(|week| (0..DCS).map(move |other| (week, other))) {
                if other != dc {
                    rows.append(&mut simulator.emit(week, other..other + 1).unwrap());
                }
            }
            format!("{rows:?}")
        };
        let (calm, down) = play(seed, dc, first_day, end_day);
        prop_assert!(of_others(&calm) == of_others(&down));
    }
}
