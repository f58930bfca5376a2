//! The world as the outbound simulation reads it: stores, what they sell, and the distribution centers that serve them.

use super::scenario::Scenario;
use crate::promo::{PromoIndex, Promotion};
use std::collections::BTreeSet;

/// Mean radius of the earth, km (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// Everything that the simulation is told, one vector per attribute.
#[derive(Debug, Clone, Default)]
pub struct WorldSpec {
    /// Seed of all streams.
    pub seed: u64,
    /// Monday on which the horizon starts, days since 1970-01-01.
    pub start_day: i32,
    /// Weeks of the horizon.
    pub weeks: i32,
    /// SKU: eaches in a case.
    pub units_per_case: Vec<i32>,
    /// SKU: gross mass of a case, grams.
    pub case_grams: Vec<i32>,
    /// SKU: list price of a case, cents.
    pub case_list_cents: Vec<i64>,
    /// SKU: share of a center's capacity from which on its lines are refused; fast movers go first.
    pub sku_capacity_share: Vec<f64>,
    /// SKU: row of the season table.
    pub season_of: Vec<u32>,
    /// SKU: division.
    pub sku_division: Vec<u32>,
    /// SKU: first week in which it may be ordered or sold.
    pub first_week: Vec<i32>,
    /// SKU: first week in which it is no longer sold.
    pub end_week: Vec<i32>,
    /// Season factors, category by category, `season_weeks` each, from week 0.
    pub season: Vec<f64>,
    /// Weeks of the season table; at least the horizon and a few weeks of foresight.
    pub season_weeks: usize,
    /// Account: division.
    pub account_division: Vec<u32>,
    /// Account: rank in allocation, 1 first.
    pub account_priority: Vec<i32>,
    /// Store: account.
    pub store_account: Vec<u32>,
    /// Channel: part of the list price that it keeps, basis points.
    pub channel_margin_bp: Vec<i32>,
    /// Channel: days from order to delivery that its stores ask for.
    pub channel_request_days: Vec<i32>,
    /// Store: channel of its account.
    pub store_channel: Vec<u32>,
    /// Store: distribution center that serves it.
    pub store_dc: Vec<u32>,
    /// Store: latitude, degrees.
    pub store_latitude: Vec<f64>,
    /// Store: longitude, degrees.
    pub store_longitude: Vec<f64>,
    /// Store: weeks between two reviews of an SKU.
    pub store_cadence: Vec<i32>,
    /// Store: orders a week; its SKUs are dealt out to that many weekdays.
    pub store_orders_per_week: Vec<i32>,
    /// Store: weekday of its (first) order, Monday is 0.
    pub store_weekday: Vec<i32>,
    /// Store: where its pairs start; one more entry than stores.
    pub pair_start: Vec<usize>,
    /// Pair (store, SKU), store by store: SKU.
    pub pair_sku: Vec<u32>,
    /// Pair: mean demand in a plain week, eaches.
    pub pair_rate: Vec<f32>,
    /// Distribution center: latitude, degrees.
    pub dc_latitude: Vec<f64>,
    /// Distribution center: longitude, degrees.
    pub dc_longitude: Vec<f64>,
    /// Distribution center: cases that it can pick in a week.
    pub dc_week_capacity: Vec<i64>,
    /// Distribution center: days a week on which trucks leave, 1 to 7.
    pub dc_dispatch_days: Vec<i32>,
    /// Distribution center: ids of its carriers of truckloads, of part loads and of parcels.
    pub dc_carriers: Vec<[i32; 3]>,
    /// On-time rates of the same carriers.
    pub dc_on_time: Vec<[f64; 3]>,
    /// Promotions; weeks relative to the start of the horizon.
    pub promotions: Vec<Promotion>,
    /// What goes wrong.
    pub scenario: Scenario,
}

/// The shared, read-only part of the world.
#[derive(Debug)]
pub struct World {
    /// What the caller said.
    pub spec: WorldSpec,
    /// The promotion index over the season table's weeks.
    pub promo: PromoIndex,
    /// Batch numbers of the plan that a recall will name.
    pub contaminated: BTreeSet<i32>,
}

impl World {
    /// Builds the promotion index over the world's weeks.
    #[must_use]
    pub fn new(spec: WorldSpec) -> Self {
        let promo = PromoIndex::new(&spec.promotions, &spec.sku_division, &spec.account_division, spec.season_weeks);
        Self { spec, promo, contaminated: BTreeSet::new() }
    }

    /// First day of a week of the horizon.
    #[must_use]
    pub fn monday(&self, week: i32) -> i32 {
        self.spec.start_day + week * 7
    }

    /// Wholesale price of a case to a channel, cents: list price less the channel's margin, rounded half up.
    #[inline]
    #[must_use]
    pub fn case_price_cents(&self, sku: usize, channel: u32) -> i64 {
        let kept = i64::from(self.spec.channel_margin_bp[channel as usize]);
        (self.spec.case_list_cents[sku] * (10_000 - kept) + 5_000) / 10_000
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

    /// Mean demand of a pair in a week before promotions: rate times season, zero outside the SKU's life.
    #[inline]
    #[must_use]
    pub fn plain_mean(&self, sku: u32, rate: f32, week: i32) -> f64 {
        let s = sku as usize;
        if week < self.spec.first_week[s] || week >= self.spec.end_week[s] {
            return 0.0;
        }
        let at = (week.max(0) as usize).min(self.spec.season_weeks - 1);
        f64::from(rate) * self.spec.season[self.spec.season_of[s] as usize * self.spec.season_weeks + at]
    }
}

/// A point on the unit sphere, for distances without trigonometry per pair.
#[derive(Debug, Clone, Copy)]
pub struct Point([f64; 3]);

impl Point {
    /// The point at a latitude and a longitude, degrees.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Self {
        let (phi, lambda) = (latitude.to_radians(), longitude.to_radians());
        let ring = libm::cos(phi);
        Self([ring * libm::cos(lambda), ring * libm::sin(lambda), libm::sin(phi)])
    }

    /// Great-circle distance, km.
    #[must_use]
    pub fn km(&self, other: &Self) -> f64 {
        let chord = self.0.iter().zip(&other.0).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        2.0 * EARTH_KM * libm::asin((chord / 2.0).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chicago_to_los_angeles() {
        let km = Point::new(41.88, -87.63).km(&Point::new(34.05, -118.24));
        assert!((km - 2804.0).abs() < 5.0, "{km}");
    }
}
