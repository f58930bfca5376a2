//! What the planner is told of all centers, and what it cannot ask.

use super::*;

const DAYS: usize = WEEKS as usize * 7;

#[test]
fn items_are_numbered_over_all_centers() {
    let simulator = Play::new(world(7, 8.0), 60).simulator();
    let expected: Vec<(usize, u32)> = (0..DCS).flat_map(|dc| (0..SKUS as u32).map(move |sku| (dc, sku))).collect();
    assert_eq!(simulator.items(), expected);
    assert_eq!(simulator.item_count(), DCS * SKUS);
}

#[test]
fn lots_in_a_building_are_those_of_its_items() {
    let mut simulator = Simulator::new(world(7, 0.0)).unwrap();
    let lot = |batch| Lot { expiry: START + 900, batch, cases: batch + 1 };
    let lots: Vec<(i32, Lot)> = [0, 5, 6, 17].map(|item| (item, lot(item))).to_vec();
    simulator.receive(0, &lots).unwrap();
    assert!(simulator.closing_lots().is_empty());
    simulator.simulate(0).unwrap();
    // Some may have been damaged since.
    let found: Vec<(i32, i32)> = simulator.closing_lots().iter().map(|(item, lot)| (*item, lot.batch)).collect();
    assert_eq!(found, lots.iter().map(|(item, lot)| (*item, lot.batch)).collect::<Vec<_>>());
}

#[test]
fn every_count_has_its_place() {
    let Outcome { simulator, rows, .. } = Play::new(world(7, 8.0), 60).run();
    let season_weeks = WEEKS as usize + 4;
    assert_eq!(simulator.expected().shape, [DCS * SKUS, season_weeks]);
    assert_eq!(simulator.expected_orders().shape, [DCS * SKUS, season_weeks]);
    assert_eq!(simulator.dated_counts().shape, [DCS, DATED_TABLES.len(), DAYS]);
    assert_eq!(simulator.totals().shape, [DCS, 2, WEEKS as usize, MEASURES.len()]);
    let lines = simulator.line_counts();
    assert_eq!(lines.shape, [DCS, LINE_TABLES.len()]);
    let order_lines: i64 = lines.values.chunks(LINE_TABLES.len()).map(|center| center[0]).sum();
    assert_eq!(order_lines, rows.order_lines.order.len() as i64);
}

#[test]
fn opening_and_closing_stock_tell_of_the_same_stores_and_skus() {
    let play = Play::new(world(7, 8.0), 60);
    let keys = |stock: Vec<StoreStock>| stock.iter().map(|row| (row.store, row.sku)).collect::<Vec<_>>();
    let (opening, closing) = (play.simulator().opening(), play.run().simulator.closing());
    assert_eq!(opening.len(), STORES * SKUS);
    assert_eq!(keys(opening), keys(closing));
}

#[test]
fn what_does_not_exist_is_refused() {
    let mut simulator = Play::new(world(7, 8.0), 60).simulator();
    let lot = Lot { expiry: START + 900, batch: 1, cases: 1 };
    let items = DCS * SKUS;
    let week = |week| Err(CallError::Week { week, weeks: WEEKS });
    let item = |item| Err(CallError::Item { item, items });
    assert_eq!(simulator.receive(WEEKS, &[]), week(WEEKS));
    assert_eq!(simulator.receive(0, &[(0, lot), (-1, lot)]), item(-1));
    assert_eq!(simulator.receive(0, &[(items as i32, lot)]), item(items as i32));
    let order = |giver, receiver| [TransferOrder { giver, receiver, cases: 1 }];
    assert_eq!(simulator.transfer(-1, &order(0, 6)), week(-1));
    assert_eq!(simulator.transfer(0, &order(99, 0)), item(99));
    assert_eq!(simulator.transfer(0, &order(0, 99)), item(99));
    assert_eq!(simulator.simulate(WEEKS).map(drop), week(WEEKS));
    assert_eq!(simulator.emit(-1, 0..1).map(drop), week(-1));
    let refused = Err(CallError::Centers { first: 1, end: DCS + 1, centers: DCS });
    assert_eq!(simulator.emit(0, 1..DCS + 1).map(drop), refused);
    assert_eq!(
        simulator.emit(0, Range { start: DCS, end: 0 }).map(drop),
        Err(CallError::Centers { first: DCS, end: 0, centers: DCS })
    );
    let due = DCS * DATED_TABLES.len() * DAYS;
    assert_eq!(simulator.rewind(&[0]), Err(CallError::Bases { found: 1, due }));
}
