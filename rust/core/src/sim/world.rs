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
        let promo = PromoIndex::new(&promotions, &spec.skus.division, &spec.accounts.division, spec.season.weeks);
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
