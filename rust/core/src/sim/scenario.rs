//! What a scenario does to the outbound side: a center that stands still, stores that over-order, records that are wrong,
//! and a recall. Every row that an event touches is recorded, so that the truth table can list it.

/// A distribution center whose warehouse system is down: nothing is picked or shipped.
#[derive(Debug, Clone, Copy)]
pub struct Outage {
    /// Index of the distribution center.
    pub dc: usize,
    /// First day without departures, days since 1970-01-01.
    pub first_day: i32,
    /// First day with departures again.
    pub end_day: i32,
}

/// Accounts that order a multiple of what they need for some promotions, for fear of getting less.
#[derive(Debug, Clone)]
pub struct OverOrdering {
    /// Whether a promotion is bought for in this way.
    pub promotions: Vec<bool>,
    /// Whether an account does it.
    pub accounts: Vec<bool>,
    /// Cases ordered over cases needed.
    pub factor: f64,
}

/// Stores whose records show more than their shelves hold.
#[derive(Debug, Clone, Copy)]
pub struct Phantom {
    /// Share of the (store, SKU) pairs that lose stock unnoticed, once in the horizon.
    pub share: f64,
    /// Weeks until a count finds it.
    pub weeks: i32,
}

/// The events that are switched on.
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    /// A center stands still.
    pub outage: Option<Outage>,
    /// Stores order too much.
    pub over_ordering: Option<OverOrdering>,
    /// Records are wrong.
    pub phantom: Option<Phantom>,
    /// Week of the horizon on whose Monday contaminated batches are recalled.
    pub recall_week: Option<i32>,
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
