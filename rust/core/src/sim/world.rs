//! The world as the outbound simulation reads it: what it is told, and what follows from that.

use super::site::Store;
use super::spec::OutboundSpec;
use crate::promo::PromoIndex;
use std::collections::BTreeSet;

/// The shared, read-only part of the world.
#[derive(Debug)]
pub struct World {
    /// What the caller said.
    pub spec: OutboundSpec,
    /// The promotion index over the season table's weeks.
    pub promo: PromoIndex,
    /// Batch numbers of the plan that a recall will name.
    pub contaminated: BTreeSet<i32>,
}

impl World {
    /// Builds the promotion index over the world's weeks.
    #[must_use]
    pub fn new(spec: OutboundSpec) -> Self {
        let promotions = spec.promotions.each();
        let substitutes: Vec<&[u32]> = (0..spec.skus.rows()).map(|sku| spec.substitutes.of(sku)).collect();
        let skus = (spec.skus.division.as_slice(), substitutes.as_slice());
        let promo = PromoIndex::new(&promotions, skus, &spec.accounts.division, spec.season.weeks);
        Self { spec, promo, contaminated: BTreeSet::new() }
    }

    /// First day of a week of the horizon.
    #[must_use]
    pub fn monday(&self, week: i32) -> i32 {
        self.spec.start_day + week * 7
    }

    /// Wholesale price of a case to a store on a day, cents: list price less the channel's margin, and less what the
    /// account has negotiated, rounded half up.
    #[inline]
    #[must_use]
    pub fn case_price_cents(&self, sku: usize, store: &Store, day: i32) -> i64 {
        let kept = i64::from(self.spec.channels.margin_bp[store.channel as usize]);
        let off = self.spec.conditions.discount_bp(store.account, self.spec.skus.product[sku], day);
        let list = self.spec.base_prices.case_cents(sku, day);
        (list * (10_000 - kept) * (10_000 - off) + 50_000_000) / 100_000_000
    }

    /// What a store pays for cases of an SKU that it orders on a day at a price reduction in basis points, rounded half up
    /// to the cent.
    #[must_use]
    pub fn net_cents(&self, sku: usize, (store, day): (&Store, i32), cases: i32, discount_bp: u16) -> i64 {
        share_of(i64::from(cases) * self.case_price_cents(sku, store, day), 10_000 - i32::from(discount_bp))
    }

    /// Whether an account takes an order for complete of which it gets so many cases.
    #[must_use]
    pub fn is_in_full(&self, store: &Store, ordered: i64, delivered: i64) -> bool {
        delivered * 10_000 >= ordered * i64::from(self.spec.accounts.in_full_bp[store.account as usize])
    }

    /// Whether a batch is held back from a week on.
    #[must_use]
    pub fn is_recalled(&self, batch: i32, week: i32) -> bool {
        self.spec.scenario.recall_week.is_some_and(|recall| week >= recall) && self.contaminated.contains(&batch)
    }

    /// The last day of the horizon.
    #[must_use]
    pub fn as_of(&self) -> i32 {
        self.spec.start_day + self.spec.weeks * 7 - 1
    }
}

/// A part of an amount in basis points, rounded half up to the cent.
#[must_use]
pub fn share_of(cents: i64, basis_points: i32) -> i64 {
    (cents * i64::from(basis_points) + 5_000) / 10_000
}

#[cfg(test)]
mod tests {
    use super::share_of;

    #[test]
    fn half_a_cent_rounds_up() {
        assert_eq!([share_of(5, 9_000), share_of(5, 8_900), share_of(5, 10_000)], [5, 4, 5]);
    }
}
