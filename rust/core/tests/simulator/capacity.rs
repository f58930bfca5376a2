//! A center that has more orders than it can pick.

use super::*;

/// Share of the capacity up to which an SKU's lines are taken, percent: the slower, the less.
const PERCENT: [i64; SKUS] = [20, 35, 50, 70, 85, 100];

fn play(seed: u64, capacity: i64, cases: i32) -> Play {
    let centers = Centers { week_capacity: vec![capacity; DCS], ..centers() };
    let skus = Skus { capacity_share_bp: PERCENT.map(|percent| percent as i32 * 100).to_vec(), ..skus() };
    let spec = OutboundSpec { centers, skus, ..world(seed, 8.0) };
    Play::new(spec, cases)
}

/// Plenty of stock: what is cut was refused.
fn plenty(seed: u64, capacity: i64) -> Play {
    play(seed, capacity, 5_000)
}

/// What becomes of a line.
struct Taken {
    /// Place of its order in the rows.
    order: usize,
    /// Place in the rows.
    line: usize,
    /// Cases that could still be picked for its SKU in the week; none for a strategic account, which needs no room.
    room: Option<i64>,
}

/// All lines in the order in which they were allocated, with the room that each found.
fn taken(play: &Play, rows: &Rows, capacity: i64) -> Vec<Taken> {
    let place: BTreeMap<i64, usize> = rows.orders.id.iter().copied().zip(0..).collect();
    let mut lines: Vec<usize> = (0..rows.order_lines.order.len()).collect();
    lines.retain(|&line| rows.orders.status[place[&rows.order_lines.order[line]]] != OrderStatus::Open);
    lines.sort_by_key(|&line| (rows.order_lines.order[line], rows.order_lines.number[line]));
    let mut picked: BTreeMap<(i16, i32), i64> = BTreeMap::new();
    let with_room = |line: usize| {
        let order = place[&rows.order_lines.order[line]];
        let picked = picked.entry((rows.orders.dc[order], (rows.orders.allocated[order] - START) / 7)).or_default();
        let limit = capacity * PERCENT[rows.order_lines.sku[line] as usize - 1] / 100;
        let is_strategic = play.spec.stores.account[rows.orders.store[order] as usize - 1] == 0;
        let room = (!is_strategic).then(|| (limit - *picked).max(0));
        *picked += i64::from(rows.order_lines.allocated[line]);
        Taken { order, line, room }
    };
    lines.into_iter().map(with_room).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_center_picks_all_that_it_can(seed in 0..1_000_u64, capacity in 10..600_i64) {
        let play = plenty(seed, capacity);
        let rows = play.run().rows;
        for Taken { line, room, .. } in taken(&play, &rows, capacity) {
            let ordered = i64::from(rows.order_lines.ordered[line]);
            let expected = room.map_or(ordered, |room| room.min(ordered));
            prop_assert_eq!(i64::from(rows.order_lines.allocated[line]), expected, "line {} with room {:?}", line, room);
        }
    }

    #[test]
    fn a_cut_is_for_capacity_where_room_ends_before_stock(
        seed in 0..1_000_u64, capacity in 10..600_i64, cases in 0..150_i32,
    ) {
        let play = play(seed, capacity, cases);
        let rows = play.run().rows;
        let mut refused = BTreeSet::new();
        for Taken { order, line, room } in taken(&play, &rows, capacity) {
            let (ordered, allocated) = (rows.order_lines.ordered[line], rows.order_lines.allocated[line]);
            prop_assert!(room.is_none_or(|room| i64::from(allocated) <= room));
            if allocated < ordered && room == Some(allocated.into()) {
                refused.insert(order);
            }
        }
        for order in 0..rows.orders.id.len() {
            let is_refused = rows.orders.cut_reason[order] == Some(CutReason::Capacity);
            prop_assert_eq!(is_refused, refused.contains(&order), "order {}", rows.orders.id[order]);
        }
    }
}

#[test]
fn an_order_larger_than_the_capacity_is_served_in_part() {
    let play = plenty(7, 60);
    let rows = play.run().rows;
    let mut split = 0;
    for Taken { line, room, .. } in taken(&play, &rows, 60) {
        let (ordered, allocated) = (rows.order_lines.ordered[line], rows.order_lines.allocated[line]);
        split += i32::from(0 < allocated && allocated < ordered);
        let reserved = pairs(&rows.order_allocations.order, &rows.order_allocations.line);
        let key = (rows.order_lines.order[line], rows.order_lines.number[line]);
        assert_eq!(reserved.contains(&key), allocated > 0);
        assert!(room.is_some() || allocated == ordered, "strategic accounts are never refused");
    }
    assert!(split > 0, "some line is filled up to what is left");
}
