//! Swings: how demand deviates from its course for weeks on end.

use super::fields::{SpecError, length, whole_rows};

record! {
    /// Swings by category, such as an SKU or a city, and week of the horizon.
    Swing {
        /// Weeks of a category.
        weeks: usize,
        /// Factors on demand, category by category.
        factors: Vec<f64>,
        /// Factors that stores expect of a week, from what they have seen before it; in the same order.
        expected: Vec<f64>,
    }
}

/// The swing of one category.
#[derive(Debug, Clone, Copy)]
pub struct SwingRow<'a> {
    factors: &'a [f64],
    expected: &'a [f64],
}

impl SwingRow<'_> {
    /// The factor on demand of a week of the horizon.
    #[inline]
    #[must_use]
    pub fn factor(&self, week: i32) -> f64 {
        self.factors[week as usize]
    }

    /// The factor that stores expect of it.
    #[inline]
    #[must_use]
    pub fn expected(&self, week: i32) -> f64 {
        self.expected[week as usize]
    }
}

impl Swing {
    /// The swing of a category by week.
    #[inline]
    #[must_use]
    pub fn row(&self, category: u32) -> SwingRow<'_> {
        let weeks = category as usize * self.weeks..(category as usize + 1) * self.weeks;
        SwingRow { factors: &self.factors[weeks.clone()], expected: &self.expected[weeks] }
    }

    fn check(&self, owner: &str) -> Result<(), SpecError> {
        whole_rows(owner, "factors", self.factors.len(), self.weeks)?;
        length(owner, "expected", self.expected.len(), self.factors.len())
    }
}

record! {
    /// The swings of demand.
    Swings {
        /// Those of SKUs.
        skus: Swing,
        /// Those of cities.
        cities: Swing,
    }
}

impl Swings {
    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        self.skus.check(&format!("{owner}.skus"))?;
        self.cities.check(&format!("{owner}.cities"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_category_has_weeks_of_its_own() {
        let swing = Swing { weeks: 2, factors: vec![1.0, 2.0, 3.0, 4.0], expected: vec![5.0, 6.0, 7.0, 8.0] };
        let of = |category, week| [swing.row(category).factor(week), swing.row(category).expected(week)];
        let found = [of(0, 1), of(1, 0)].map(|row| row.map(f64::to_bits));
        assert_eq!(found, [[2.0, 6.0], [3.0, 7.0]].map(|row| row.map(f64::to_bits)));
    }

    #[test]
    fn both_factors_are_told_of_each_week() {
        let cities = Swing { weeks: 2, factors: vec![1.0; 4], expected: vec![1.0; 3] };
        let refused = Swings { cities, ..Swings::default() }.check("swings").expect_err("it is not whole");
        assert_eq!(refused.to_string(), "swings.cities.expected has 3 values where 4 are due");
    }
}
