//! The events of the scenario on the outbound side: a center that stands still, stores that over-order, records that are
//! wrong, and a recall.

use super::fields::{SpecError, length};

record! {
    /// A distribution center whose warehouse system is down: nothing is picked or shipped.
    #[derive(Copy)]
    Outage {
        /// Index of the distribution center.
        dc: usize,
        /// First day without departures, days since 1970-01-01.
        first_day: i32,
        /// First day with departures again.
        end_day: i32,
    }
}

record! {
    /// Accounts that order a multiple of what they need for some promotions, for fear of getting less.
    OverOrdering {
        /// Whether a promotion is bought for in this way.
        promotions: Vec<bool>,
        /// Whether an account does it.
        accounts: Vec<bool>,
        /// Cases ordered over cases needed.
        factor: f64,
    }
}

record! {
    /// Stores whose records show more than their shelves hold.
    #[derive(Copy)]
    Phantom {
        /// Share of the (store, SKU) pairs that lose stock unnoticed, once in the horizon.
        share: f64,
        /// Weeks until a count finds it.
        weeks: i32,
    }
}

record! {
    /// The events that are switched on.
    Scenario {
        /// A center stands still.
        outage: Option<Outage>,
        /// Stores order too much.
        over_ordering: Option<OverOrdering>,
        /// Records are wrong.
        phantom: Option<Phantom>,
        /// Week of the horizon on whose Monday contaminated batches are recalled.
        recall_week: Option<i32>,
        /// Share of the freight bills that carriers charge too much on.
        overcharged: Option<f64>,
        /// Share of the invoices from which accounts deduct what they have no claim to.
        wrongly_deducted: Option<f64>,
    }
}

impl Scenario {
    /// Factor on what an account orders for a promotion.
    #[must_use]
    pub fn order_factor(&self, account: u32, promotion: Option<u16>) -> f64 {
        match (&self.over_ordering, promotion) {
            (Some(event), Some(promo)) if event.promotions[promo as usize] && event.accounts[account as usize] => {
                event.factor
            }
            _ => 1.0,
        }
    }

    /// Whether the center's warehouse system is down on a day.
    #[must_use]
    pub fn is_down(&self, dc: usize, day: i32) -> bool {
        self.outage.is_some_and(|outage| outage.dc == dc && (outage.first_day..outage.end_day).contains(&day))
    }

    pub(super) fn check(&self, owner: &str, promotions: usize, accounts: usize) -> Result<(), SpecError> {
        let Some(event) = &self.over_ordering else { return Ok(()) };
        let owner = format!("{owner}.over_ordering");
        length(&owner, "promotions", event.promotions.len(), promotions)?;
        length(&owner, "accounts", event.accounts.len(), accounts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_center_is_down_from_the_first_day_up_to_the_end() {
        let scenario = Scenario { outage: Some(Outage { dc: 2, first_day: 10, end_day: 13 }), ..Scenario::default() };
        let down: Vec<i32> = (8..15).filter(|&day| scenario.is_down(2, day)).collect();
        assert_eq!(down, [10, 11, 12]);
        assert!(!scenario.is_down(1, 11) && !Scenario::default().is_down(2, 11));
    }

    #[test]
    fn only_named_accounts_over_order_for_named_promotions() {
        let event = OverOrdering { promotions: vec![false, true], accounts: vec![true, false], factor: 3.0 };
        let scenario = Scenario { over_ordering: Some(event), ..Scenario::default() };
        let factor = |account, promotion| scenario.order_factor(account, promotion).to_bits();
        assert_eq!(
            [factor(0, Some(1)), factor(0, Some(0)), factor(1, Some(1)), factor(0, None)],
            [3.0, 1.0, 1.0, 1.0].map(f64::to_bits)
        );
        assert_eq!(Scenario::default().order_factor(0, Some(1)).to_bits(), 1.0_f64.to_bits());
    }
}
