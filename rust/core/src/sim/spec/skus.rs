//! SKUs, and how demand for them follows the weeks.

use super::fields::{SpecError, whole_rows};

table! {
    /// SKUs, one value each.
    Skus {
        /// Eaches in a case.
        units_per_case: i32,
        /// Gross mass of a case, grams.
        case_grams: i32,
        /// Room that a case takes on a pallet, in parts of one (`PALLET_PARTS`).
        case_parts: i64,
        /// Product.
        product: u32,
        /// Share of a center's capacity from which on the SKU is refused, basis points; fast movers go first.
        capacity_share_bp: i32,
        /// Row of the factors of the weeks, north of the equator.
        northern_season: u32,
        /// The same south of it.
        southern_season: u32,
        /// Division.
        division: u32,
        /// First week in which it may be ordered or sold.
        first_week: i32,
        /// First week in which it is no longer sold.
        end_week: i32,
    }
}

record! {
    /// Factors on demand by category, such as an SKU, and week: season, growth, adoption and what else the weeks change.
    Season {
        /// Weeks of a category, from the first of the horizon; at least the horizon and a few weeks of foresight.
        weeks: usize,
        /// Factors, category by category.
        factors: Vec<f64>,
    }
}

/// The factors of one category.
#[derive(Debug, Clone, Copy)]
pub struct SeasonRow<'a> {
    factors: &'a [f64],
}

impl SeasonRow<'_> {
    /// The factor of a week; one before or after the season's weeks has that of the first or last one.
    #[inline]
    #[must_use]
    pub fn factor(&self, week: i32) -> f64 {
        self.factors[(week.max(0) as usize).min(self.factors.len() - 1)]
    }
}

impl Season {
    /// The factors of a category by week.
    #[inline]
    #[must_use]
    pub fn row(&self, category: u32) -> SeasonRow<'_> {
        let first = category as usize * self.weeks;
        SeasonRow { factors: &self.factors[first..first + self.weeks] }
    }

    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        whole_rows(owner, "factors", self.factors.len(), self.weeks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_stays_as_it_begins_and_ends_outside_its_weeks() {
        let season = Season { weeks: 2, factors: vec![1.0, 2.0, 3.0, 4.0] };
        let of = |category| [-1, 0, 1, 2].map(|week| season.row(category).factor(week).to_bits());
        assert_eq!([of(0), of(1)], [[1.0, 1.0, 2.0, 2.0], [3.0, 3.0, 4.0, 4.0]].map(|row| row.map(f64::to_bits)));
    }
}
