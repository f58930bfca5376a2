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
        /// Least linehaul charge, cents.
        minimum: Vec<i64>,
        /// Fuel surcharge of each list, basis points of the linehaul.
        fuel_bp: Vec<i64>,
        /// What each list charges for handling a move, cents.
        handling: Vec<i64>,
        /// What each list charges for a stop after the first, cents.
        stop_off: Vec<i64>,
    }
}

/// What a carrier charges for a move, cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Charge {
    /// By distance and mass.
    pub linehaul: i64,
    /// Fuel surcharge.
    pub fuel: i64,
    /// Handling: terminals, tail lifts.
    pub handling: i64,
    /// Stops after the first.
    pub stop_off: i64,
}

impl Charge {
    /// All of it.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.linehaul + self.fuel + self.handling + self.stop_off
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
    /// Stops on the way, the last one included.
    pub stops: i64,
}

impl PriceLists {
    /// The list that is valid on a day, of those that begin with list `first`.
    #[must_use]
    pub fn on(&self, first: usize, day: i32) -> usize {
        first + self.periods.partition_point(|&start| start <= day).saturating_sub(1)
    }

    /// What a list charges. What is farther or heavier than all its rows pays the last one.
    #[must_use]
    pub fn charge(&self, list: usize, moved: Moved) -> Charge {
        let rows = self.start[list] as usize..self.start[list + 1] as usize;
        let fits = |&row: &usize| moved.hectometers < self.hectometers[row] && moved.grams <= self.grams[row];
        let Some(row) = rows.clone().find(fits).or(rows.last()) else { return Charge::default() };
        let linehaul = Basis::ALL[self.basis[row] as usize].charge(self.rate[row], moved).max(self.minimum[row]);
        Charge {
            linehaul,
            fuel: (linehaul * self.fuel_bp[list] + 5_000) / 10_000,
            handling: self.handling[list],
            stop_off: self.stop_off[list] * (moved.stops - 1),
        }
    }

    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        let rows = self.rate.len();
        length(owner, "hectometers", self.hectometers.len(), rows)?;
        length(owner, "grams", self.grams.len(), rows)?;
        length(owner, "basis", self.basis.len(), rows)?;
        length(owner, "minimum", self.minimum.len(), rows)?;
        let lists = self.start.len().saturating_sub(1);
        length(owner, "fuel_bp", self.fuel_bp.len(), lists)?;
        length(owner, "handling", self.handling.len(), lists)?;
        length(owner, "stop_off", self.stop_off.len(), lists)?;
        offsets(owner, &self.start, lists, rows)
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
            fuel_bp: vec![1_250, 0],
            handling: vec![300, 0],
            stop_off: vec![4_000, 0],
        }
    }

    fn charge(list: usize, hectometers: i64, grams: i64, pallets: i64) -> i64 {
        lists().charge(list, Moved { hectometers, grams, pallets, stops: 1 }).linehaul
    }

    #[test]
    fn accessorials_are_charged_besides() {
        let charge = |list, stops| lists().charge(list, Moved { hectometers: 10, grams: 1_000, pallets: 1, stops });
        assert_eq!(charge(0, 3), Charge { linehaul: 1_000, fuel: 125, handling: 300, stop_off: 8_000 });
        assert_eq!(charge(0, 1).total(), 1_425);
        assert_eq!(charge(1, 3).total(), charge(1, 3).linehaul);
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
