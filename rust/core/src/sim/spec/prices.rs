//! What carriers charge: the price lists of their contracts.

use super::fields::{SpecError, length, offsets};
use crate::sim::codes::Basis;

record! {
    /// Price lists, one behind the other: one for each carrier, mode and place (a lane or a division) in each contract
    /// period. Behind a list of the first period stand those of the later ones.
    PriceLists {
        /// First days of the contract periods.
        periods: Vec<i32>,
        /// Where each list's rows start; one more value than there are lists. Rows are sorted by distance, then mass.
        start: Vec<i64>,
        /// A row is for distances below this, hundreds of meters.
        hectometers: Vec<i64>,
        /// A row is for masses up to this, grams.
        grams: Vec<i64>,
        /// What its rate is paid for, the position in [`Basis::ALL`].
        basis: Vec<u32>,
        /// Rate, 0.0001 USD.
        rate: Vec<i64>,
        /// Least charge, cents.
        minimum: Vec<i64>,
    }
}

impl Basis {
    /// Charge at a rate, cents, rounded half up.
    fn charge(self, rate: i64, moved: Moved) -> i64 {
        // A rate of 100 is a cent.
        let (quantity, units) = match self {
            Self::Pallet => (moved.pallets, 100),
            Self::PalletKm => (moved.pallets * moved.hectometers, 100 * 10),
            Self::Kilogram => (moved.grams, 100 * 1_000),
        };
        (rate * quantity + units / 2) / units
    }
}

/// What a carrier moves under one price.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    /// Distance, hundreds of meters.
    pub hectometers: i64,
    /// Gross mass, grams.
    pub grams: i64,
    /// Pallets.
    pub pallets: i64,
}

impl PriceLists {
    /// The list that is valid on a day, of those that begin with list `first`.
    #[must_use]
    pub fn on(&self, first: usize, day: i32) -> usize {
        first + self.periods.partition_point(|&start| start <= day).saturating_sub(1)
    }

    /// What a list charges, cents. What is farther or heavier than all its rows pays the last one.
    #[must_use]
    pub fn charge(&self, list: usize, moved: Moved) -> i64 {
        let rows = self.start[list] as usize..self.start[list + 1] as usize;
        let fits = |&row: &usize| moved.hectometers < self.hectometers[row] && moved.grams <= self.grams[row];
        let row = rows.clone().find(fits).or(rows.last());
        row.map_or(0, |row| Basis::ALL[self.basis[row] as usize].charge(self.rate[row], moved).max(self.minimum[row]))
    }

    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        let rows = self.rate.len();
        length(owner, "hectometers", self.hectometers.len(), rows)?;
        length(owner, "grams", self.grams.len(), rows)?;
        length(owner, "basis", self.basis.len(), rows)?;
        length(owner, "minimum", self.minimum.len(), rows)?;
        offsets(owner, &self.start, self.start.len().saturating_sub(1), rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two periods: up to 100 km by pallet and kilometer, light and heavy, then by the kilogram.
    fn lists() -> PriceLists {
        PriceLists {
            periods: vec![0, 366],
            start: vec![0, 3, 4],
            hectometers: vec![1_000, 1_000, 5_000, 5_000],
            grams: vec![499_999, 20_000_000, 20_000_000, 20_000_000],
            basis: vec![1, 1, 2, 0],
            rate: vec![4_000, 2_500, 1_005, 150_000],
            minimum: vec![1_000, 1_000, 1_000, 1_000],
        }
    }

    fn charge(list: usize, hectometers: i64, grams: i64, pallets: i64) -> i64 {
        lists().charge(list, Moved { hectometers, grams, pallets })
    }

    #[test]
    fn the_row_of_distance_and_mass_prices() {
        assert_eq!(charge(0, 999, 499_999, 3), 3 * 999 * 4);
        assert_eq!(charge(0, 999, 500_000, 3), 7_493); // 7,492.5 cents
        assert_eq!(charge(0, 1_000, 2_000_000, 3), 20_100);
        assert_eq!(charge(1, 10, 1, 2), 3_000);
    }

    #[test]
    fn nobody_pays_less_than_the_minimum() {
        assert_eq!(charge(0, 10, 1_000, 1), 1_000);
    }

    #[test]
    fn what_no_row_is_for_pays_the_last() {
        assert_eq!(charge(0, 9_000, 2_000_000, 1), 20_100);
    }

    #[test]
    fn the_list_of_the_day_is_that_of_its_period() {
        assert_eq!([-1, 0, 365, 366, 999].map(|day| lists().on(4, day)), [4, 4, 4, 5, 5]);
    }
}
