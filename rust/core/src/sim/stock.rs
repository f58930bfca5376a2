//! Stock of a distribution center: for each SKU the lots in the order in which they must leave (first expired, first out).

use std::collections::VecDeque;

/// Cases of one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// Expiry, days since 1970-01-01.
    pub expiry: i32,
    /// Batch number of the plan.
    pub batch: i32,
    /// Cases, greater than zero.
    pub cases: i32,
}

/// The remaining part of one SKU's supply curve at one distribution center.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    lots: VecDeque<Lot>,
    kept_back: Vec<Lot>,
}

impl Shelf {
    /// Puts a lot where its expiry places it; cases of a batch that is there already join it.
    pub fn receive(&mut self, lot: Lot) {
        let at = self.lots.partition_point(|held| (held.expiry, held.batch) < (lot.expiry, lot.batch));
        match self.lots.get_mut(at) {
            Some(held) if held.batch == lot.batch => held.cases += lot.cases,
            _ => self.lots.insert(at, lot),
        }
    }

    /// Takes out of circulation what expires before `day`; it stays in the building. Returns its cases.
    pub fn retire(&mut self, day: i32) -> i32 {
        let mut retired = 0;
        while let Some(lot) = self.lots.front().copied().filter(|lot| lot.expiry < day) {
            self.lots.pop_front();
            retired += lot.cases;
            self.kept_back.push(lot);
        }
        retired
    }

    /// Takes the lots of some batches out of circulation; they stay in the building. Returns their cases.
    pub fn hold(&mut self, is_held: impl Fn(i32) -> bool) -> i32 {
        let (held, free): (VecDeque<Lot>, VecDeque<Lot>) = self.lots.iter().partition(|lot| is_held(lot.batch));
        let cases: i32 = held.iter().map(|lot| lot.cases).sum();
        self.lots = free;
        self.kept_back.extend(held);
        cases
    }

    /// Puts a lot into the building, but not into circulation.
    pub fn keep_back(&mut self, lot: Lot) {
        self.kept_back.push(lot);
    }

    /// Removes what expired before `day` from the building.
    pub fn remove_expired(&mut self, day: i32) -> Vec<Lot> {
        if self.kept_back.iter().all(|lot| lot.expiry >= day) {
            return Vec::new();
        }
        let (expired, kept) = self.kept_back.iter().partition(|lot| lot.expiry < day);
        self.kept_back = kept;
        expired
    }

    /// Takes up to `wanted` cases from the lots that must leave first and tells each part to `part`; returns the cases taken.
    #[inline]
    pub fn take(&mut self, wanted: i32, mut part: impl FnMut(Lot)) -> i32 {
        let mut open = wanted;
        while open > 0 {
            let Some(lot) = self.lots.front_mut() else { break };
            let cases = open.min(lot.cases);
            part(Lot { cases, ..*lot });
            open -= cases;
            lot.cases -= cases;
            if lot.cases == 0 {
                self.lots.pop_front();
            }
        }
        wanted - open
    }

    /// Everything in the building: lots that can be allocated and those kept back.
    pub fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.kept_back.iter().chain(&self.lots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lot(expiry: i32, batch: i32, cases: i32) -> Lot {
        Lot { expiry, batch, cases }
    }

    #[test]
    fn a_restocked_lot_leaves_before_fresher_ones() {
        let mut shelf = Shelf::default();
        shelf.receive(lot(500, 2, 10));
        shelf.receive(lot(400, 1, 3));
        shelf.receive(lot(500, 2, 5));
        let mut parts = Vec::new();
        assert_eq!(shelf.take(7, |part| parts.push(part)), 7);
        assert_eq!(parts, [lot(400, 1, 3), lot(500, 2, 4)]);
        assert_eq!(shelf.lots().copied().collect::<Vec<_>>(), [lot(500, 2, 11)]);
    }

    #[test]
    fn aged_lots_stay_but_are_not_taken() {
        let mut shelf = Shelf::default();
        shelf.receive(lot(100, 1, 4));
        shelf.receive(lot(300, 2, 4));
        shelf.retire(200);
        assert_eq!(shelf.take(9, |_| ()), 4);
        assert_eq!(shelf.lots().copied().collect::<Vec<_>>(), [lot(100, 1, 4)]);
    }

    proptest! {
        #[test]
        fn cases_are_conserved_and_leave_by_expiry(lots in prop::collection::vec((0..9_i32, 1..30_i32), 1..30), wanted in 0..400_i32) {
            let mut shelf = Shelf::default();
            for (number, &(expiry, cases)) in lots.iter().enumerate() {
                shelf.receive(lot(expiry, number as i32, cases));
            }
            let total: i32 = lots.iter().map(|l| l.1).sum();
            let mut parts = Vec::new();
            let taken = shelf.take(wanted, |part| parts.push(part));
            prop_assert_eq!(taken, wanted.min(total));
            prop_assert_eq!(parts.iter().map(|p| p.cases).sum::<i32>(), taken);
            prop_assert!(parts.windows(2).all(|w| (w[0].expiry, w[0].batch) < (w[1].expiry, w[1].batch)));
            prop_assert_eq!(shelf.lots().map(|l| l.cases).sum::<i32>(), total - taken);
        }
    }
}
