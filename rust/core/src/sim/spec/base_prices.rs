//! Prices without promotions: lists that follow one another, what accounts get off them, and what demand makes of them.

use super::fields::{SpecError, length};

record! {
    /// List prices by SKU.
    BasePrices {
        /// Lists of an SKU.
        lists: usize,
        /// First day of each list, days since 1970-01-01, SKU by SKU in the order of time; far away where it has fewer lists.
        first_day: Vec<i32>,
        /// List price of a case in each, cents.
        case_cents: Vec<i64>,
        /// Weeks before the horizon with which the responses begin.
        lead_weeks: usize,
        /// Weeks of an SKU's responses.
        weeks: usize,
        /// Factor on demand where the list prices of a week are those at the till, SKU by SKU.
        response: Vec<f64>,
    }
}

/// What demand for an SKU makes of list prices where they reach the till with a lag.
#[derive(Debug, Clone, Copy)]
pub struct ResponseRow<'a> {
    factors: &'a [f64],
    shift: i32,
}

impl ResponseRow<'_> {
    /// The factor of a week; one before or after the known ones has that of the first or last.
    #[inline]
    #[must_use]
    pub fn factor(&self, week: i32) -> f64 {
        self.factors[((week + self.shift).max(0) as usize).min(self.factors.len() - 1)]
    }
}

impl BasePrices {
    /// List price of a case on a day, cents; the first one before its time too.
    #[must_use]
    pub fn case_cents(&self, sku: usize, day: i32) -> i64 {
        let lists = sku * self.lists..(sku + 1) * self.lists;
        let begun = self.first_day[lists.clone()].iter().filter(|&&first| first <= day).count();
        self.case_cents[lists][begun.max(1) - 1]
    }

    /// The responses to an SKU's prices where they reach the till `lag_weeks` weeks later.
    #[inline]
    #[must_use]
    pub fn response(&self, sku: u32, lag_weeks: i32) -> ResponseRow<'_> {
        let first = sku as usize * self.weeks;
        ResponseRow { factors: &self.response[first..first + self.weeks], shift: self.lead_weeks as i32 - lag_weeks }
    }

    pub(super) fn check(&self, owner: &str, skus: usize) -> Result<(), SpecError> {
        length(owner, "first_day", self.first_day.len(), skus * self.lists)?;
        length(owner, "case_cents", self.case_cents.len(), skus * self.lists)?;
        length(owner, "response", self.response.len(), skus * self.weeks)
    }
}

record! {
    /// What accounts have negotiated off the price of a product's SKUs.
    Conditions {
        /// First day of each period, days since 1970-01-01, in the order of time.
        first_day: Vec<i32>,
        /// Products.
        products: usize,
        /// Discount, basis points, period by period, account by account and product by product.
        discount_bp: Vec<i64>,
    }
}

impl Conditions {
    /// The discount of an account on a day, basis points; before the first period there is none.
    #[must_use]
    pub fn discount_bp(&self, account: u32, product: u32, day: i32) -> i64 {
        let begun = self.first_day.iter().filter(|&&first| first <= day).count();
        let accounts = self.discount_bp.len() / (self.first_day.len() * self.products).max(1);
        match begun.checked_sub(1) {
            Some(period) => self.discount_bp[(period * accounts + account as usize) * self.products + product as usize],
            None => 0,
        }
    }

    pub(super) fn check(&self, owner: &str, accounts: usize) -> Result<(), SpecError> {
        length(owner, "discount_bp", self.discount_bp.len(), self.first_day.len() * accounts * self.products)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices() -> BasePrices {
        BasePrices {
            lists: 2,
            first_day: vec![10, 20, 10, i32::MAX],
            case_cents: vec![100, 110, 200, 200],
            lead_weeks: 2,
            weeks: 4,
            response: vec![1.0, 1.0, 0.5, 0.25, 2.0, 2.0, 2.0, 2.0],
        }
    }

    #[test]
    fn a_list_holds_until_the_next_one_begins() {
        assert_eq!([5, 10, 19, 20, 99].map(|day| prices().case_cents(0, day)), [100, 100, 100, 110, 110]);
        assert_eq!([5, 20].map(|day| prices().case_cents(1, day)), [200, 200]);
    }

    #[test]
    fn demand_answers_when_the_price_reaches_the_till() {
        let of = |lag, week| prices().response(0, lag).factor(week).to_bits();
        let found = [of(0, -3), of(0, -1), of(0, 0), of(0, 1), of(0, 9), of(1, 1), of(2, 1)];
        assert_eq!(found, [1.0, 1.0, 0.5, 0.25, 0.25, 0.5, 1.0].map(f64::to_bits));
    }

    #[test]
    fn conditions_are_those_of_the_account_product_and_period() {
        let conditions = Conditions {
            first_day: vec![0, 365],
            products: 2,
            discount_bp: vec![0, 100, 200, 300, 400, 500, 600, 700],
        };
        let found = [(0, 0, 0), (0, 1, 364), (1, 0, 0), (1, 1, 365), (0, 0, 400), (1, 1, -1)]
            .map(|(account, product, day)| conditions.discount_bp(account, product, day));
        assert_eq!(found, [0, 100, 200, 700, 400, 0]);
    }

    #[test]
    fn prices_responses_and_conditions_are_told_of_all() {
        let refused = BasePrices { weeks: 3, ..prices() }.check("base_prices", 2).expect_err("it is not whole");
        assert_eq!(refused.to_string(), "base_prices.response has 8 values where 6 are due");
        let refused = BasePrices { lists: 1, ..prices() }.check("base_prices", 2).expect_err("it is not whole");
        assert_eq!(refused.to_string(), "base_prices.first_day has 4 values where 2 are due");
        let refused = Conditions { first_day: vec![0], products: 1, discount_bp: vec![0; 3] }.check("conditions", 2);
        assert_eq!(
            refused.expect_err("it is not whole").to_string(),
            "conditions.discount_bp has 3 values where 2 are due"
        );
    }
}
