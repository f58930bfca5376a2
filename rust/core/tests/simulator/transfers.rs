//! What leaves a center for another one.

use super::*;

const RECEIVER: i32 = SKUS as i32;

fn order(cases: i32) -> TransferOrder {
    TransferOrder { giver: 0, receiver: RECEIVER, cases }
}

/// What leaves of the first item, of which there are lots with these expiries and cases.
fn transferred(lots: &[(i32, i32)], wanted: i32) -> (Vec<(i32, Lot)>, i32) {
    let mut simulator = Simulator::new(world(7, 0.0)).expect("the spec is whole");
    for (number, &(expiry, cases)) in lots.iter().enumerate() {
        let lot = Lot { expiry: START + expiry, batch: number as i32, cases };
        simulator.receive(0, &[(0, lot)]).unwrap();
    }
    simulator.transfer(0, &[order(wanted)]).unwrap();
    let written = simulator.simulate(0).unwrap()[0].written;
    (simulator.transferred(), written)
}

#[test]
fn what_must_leave_first_is_transferred() {
    let (lots, written) = transferred(&[(500, 8), (400, 5)], 9);
    let lot = |batch, expiry, cases| (RECEIVER, Lot { expiry: START + expiry, batch, cases });
    assert_eq!(lots, [lot(1, 400, 5), lot(0, 500, 4)]);
    assert_eq!(written, -9);
}

#[test]
fn no_more_is_transferred_than_is_there_and_nothing_too_old_to_be_sold() {
    let (lots, written) = transferred(&[(500, 8), (20, 5)], 100);
    assert_eq!(lots.iter().map(|(_, lot)| (lot.batch, lot.cases)).collect::<Vec<_>>(), [(0, 8)]);
    // The old lot has left circulation too, but not the building.
    assert_eq!(written, -13);
}

#[test]
fn what_a_week_transfers_is_forgotten_in_the_next() {
    let mut simulator = Simulator::new(world(7, 0.0)).expect("the spec is whole");
    simulator.receive(0, &[(0, Lot { expiry: START + 500, batch: 1, cases: 8 })]).unwrap();
    simulator.transfer(0, &[order(3)]).unwrap();
    simulator.simulate(0).unwrap();
    assert_eq!(simulator.transferred().len(), 1);
    simulator.simulate(1).unwrap();
    assert!(simulator.transferred().is_empty());
}
