//! What the outbound simulation is told: stores, what they sell, the distribution centers that serve them, and the events
//! of the scenario. Indices count from 0 and name rows of the other structs.

#[macro_use]
mod fields;
mod base_prices;
mod centers;
mod prices;
mod promotions;
mod scenario;
mod skus;
mod stores;
mod swings;
mod zones;

use crate::promo::MAX_PROMOTIONS;

pub use base_prices::{BasePrices, Conditions, ResponseRow};
pub use centers::Centers;
pub use fields::{Field, Source, SpecError};
pub use prices::{Charge, Moved, PriceLists};
pub use promotions::{Members, Promotions};
pub use scenario::{Outage, OverOrdering, Phantom, Scenario};
pub use skus::{Season, SeasonRow, Skus};
pub use stores::{Accounts, Channels, Pairs, Stores};
pub use swings::{Swing, SwingRow, Swings};
pub use zones::Zones;

record! {
    /// Everything that the simulation is told.
    OutboundSpec {
        /// Seed of all streams.
        seed: u64,
        /// Monday on which the horizon starts, days since 1970-01-01.
        start_day: i32,
        /// Weeks of the horizon.
        weeks: i32,
        /// SKUs.
        skus: Skus,
        /// SKUs that stand in for each, the nearest first.
        substitutes: Members,
        /// How demand follows the season.
        season: Season,
        /// How it deviates from that.
        swings: Swings,
        /// List prices of SKUs.
        base_prices: BasePrices,
        /// Retail accounts.
        accounts: Accounts,
        /// What they get off list prices.
        conditions: Conditions,
        /// Channels.
        channels: Channels,
        /// Stores.
        stores: Stores,
        /// What each store sells.
        pairs: Pairs,
        /// Distribution centers.
        centers: Centers,
        /// Public holidays of each country, days since 1970-01-01, ascending.
        holidays: Members,
        /// Clocks of the time zones.
        zones: Zones,
        /// What carriers charge.
        prices: PriceLists,
        /// Promotions.
        promotions: Promotions,
        /// What goes wrong.
        scenario: Scenario,
    }
}

impl OutboundSpec {
    /// Whether all columns of a struct have one length, lists end where their members do, and there are not more rows than
    /// the columns of the simulated tables can tell apart: their casts rely on that.
    ///
    /// # Errors
    /// [`SpecError`] names the field that is shorter or longer.
    pub fn check(&self) -> Result<(), SpecError> {
        fields::at_most("weeks", self.weeks as usize, i16::MAX as usize)?;
        fields::at_most("centers", self.centers.rows(), i16::MAX as usize - 1)?;
        fields::at_most("promotions", self.promotions.rows(), MAX_PROMOTIONS)?;
        fields::at_most("skus", self.skus.rows(), i32::MAX as usize - 1)?;
        fields::at_most("stores", self.stores.rows(), i32::MAX as usize - 1)?;
        fields::at_most("pairs", self.pairs.sku.len(), i32::MAX as usize)?;
        self.skus.check("skus")?;
        self.substitutes.check("substitutes", self.skus.rows())?;
        self.season.check("season")?;
        self.swings.check("swings")?;
        self.base_prices.check("base_prices", self.skus.rows())?;
        self.accounts.check("accounts")?;
        self.conditions.check("conditions", self.accounts.rows())?;
        self.channels.check("channels")?;
        self.stores.check("stores")?;
        self.pairs.check("pairs", self.stores.rows())?;
        self.centers.check("centers")?;
        self.holidays.check("holidays", self.holidays.start.len().saturating_sub(1))?;
        self.zones.check("zones")?;
        self.prices.check("prices")?;
        self.promotions.check("promotions", self.substitutes.longest())?;
        self.scenario.check("scenario", self.promotions.rows(), self.accounts.rows())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> OutboundSpec {
        let stores = Stores {
            account: vec![0; 2],
            channel: vec![0; 2],
            dc: vec![0; 2],
            city: vec![0; 2],
            latitude: vec![0.0; 2],
            longitude: vec![0.0; 2],
            country: vec![0; 2],
            zone: vec![0; 2],
            receives_from: vec![0; 2],
            receives_until: vec![24 * 60; 2],
            cadence: vec![1; 2],
            orders_per_week: vec![1; 2],
            weekday: vec![0; 2],
        };
        let pairs = Pairs { start: vec![0, 1, 3], sku: vec![0; 3], rate: vec![1.0; 3] };
        let season = Season { weeks: 4, factors: vec![1.0; 8] };
        let accounts = Accounts {
            division: vec![0],
            priority: vec![1],
            in_full_bp: vec![0],
            penalty_bp: vec![0],
            allowance_bp: vec![0],
            price_lag_weeks: vec![0],
        };
        OutboundSpec { season, accounts, stores, pairs, ..OutboundSpec::default() }
    }

    fn refused(change: impl Fn(&mut OutboundSpec)) -> String {
        let mut spec = spec();
        assert_eq!(spec.check(), Ok(()));
        change(&mut spec);
        spec.check().expect_err("it is not whole").to_string()
    }

    #[test]
    fn a_field_of_another_length_is_named() {
        let message = refused(|spec| spec.stores.cadence.push(1));
        assert_eq!(message, "stores.cadence has 3 values where 2 are due");
        let message = refused(|spec| spec.season.factors.truncate(7));
        assert_eq!(message, "season.factors has 7 values where 8 are due");
    }

    #[test]
    fn what_ids_cannot_tell_apart_is_refused() {
        assert_eq!(refused(|spec| spec.weeks = 40_000), "40000 weeks are more than the 32767 that ids allow");
        let message = refused(|spec| spec.centers.latitude = vec![0.0; 32_767]);
        assert_eq!(message, "32767 centers are more than the 32766 that ids allow");
    }

    #[test]
    fn lists_begin_and_end_with_their_members() {
        assert_eq!(refused(|spec| spec.pairs.start.truncate(2)), "pairs.start has 2 values where 3 are due");
        let message = refused(|spec| spec.pairs.start[2] = 2);
        assert_eq!(message, "pairs.start must rise from 0 to 3");
        assert_eq!(refused(|spec| spec.pairs.start[1] = 4), "pairs.start must rise from 0 to 3");
        let message = refused(|spec| spec.substitutes.start = vec![0, 1]);
        assert_eq!(message, "substitutes.start has 2 values where 1 are due");
        assert_eq!(refused(|spec| spec.pairs.rate = vec![1.0]), "pairs.rate has 1 values where 3 are due");
    }

    #[test]
    fn an_event_tells_of_each_promotion_and_account() {
        let fear = |promotions, accounts| Some(OverOrdering { promotions, accounts, factor: 2.0 });
        let message = refused(|spec| spec.scenario.over_ordering = fear(vec![true], vec![true]));
        assert_eq!(message, "scenario.over_ordering.promotions has 1 values where 0 are due");
        let message = refused(|spec| spec.scenario.over_ordering = fear(Vec::new(), Vec::new()));
        assert_eq!(message, "scenario.over_ordering.accounts has 0 values where 1 are due");
    }
}
