//! Demand of a store for an SKU: negative binomial around rate x season x price x swings x promotion, drawn from a stream
//! of its own per week.

use super::policy::{DEMAND_SHAPE, STORE_LEAD_WEEKS, STORE_SAFETY};
use super::site::{Pair, Store};
use super::spec::{ResponseRow, SeasonRow, SwingRow};
use super::world::World;
use crate::promo::{Effect, PromoRow};
use crate::sample::NegativeBinomial;
use crate::stream::{Stream, purpose};
use std::ops::Range;

const POS: u64 = purpose("pos_sales.quantity_eaches");
const OPENING: u64 = purpose("store_inventory.opening_eaches");

/// What shapes the mean demand of a pair, looked up once for all weeks.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    rate: f64,
    life: Range<i32>,
    season: SeasonRow<'a>,
    price: ResponseRow<'a>,
    promo: PromoRow<'a>,
    swings: [SwingRow<'a>; 2],
}

impl<'a> Course<'a> {
    /// The course of a pair's demand.
    #[inline]
    #[must_use]
    pub fn of(world: &'a World, store: &Store, pair: &Pair) -> Self {
        let (skus, s) = (&world.spec.skus, pair.sku as usize);
        let season = if store.is_southern { skus.southern_season[s] } else { skus.northern_season[s] };
        Self {
            rate: f64::from(pair.rate),
            life: skus.first_week[s]..skus.end_week[s],
            season: world.spec.season.row(season),
            price: world.spec.base_prices.response(pair.sku, store.price_lag_weeks),
            promo: world.promo.row(store.account, pair.sku),
            swings: [world.spec.swings.skus.row(pair.sku), world.spec.swings.cities.row(store.city)],
        }
    }

    /// Mean demand in a week before promotions and swings, eaches: rate times season and the response to the price at the
    /// till, zero outside the SKU's life.
    #[inline]
    #[must_use]
    pub fn plain_mean(&self, week: i32) -> f64 {
        if self.life.contains(&week) { self.rate * self.season.factor(week) * self.price.factor(week) } else { 0.0 }
    }

    /// What promotions do to the demand of a week.
    #[inline]
    #[must_use]
    pub fn effect(&self, week: i32) -> Effect {
        self.promo.effect(week)
    }

    /// What the swings of its SKU and its city do to the demand of a week.
    #[inline]
    #[must_use]
    pub fn swing(&self, week: i32) -> f64 {
        self.swings.iter().map(|swing| swing.factor(week)).product()
    }

    /// What a store expects them to do, from what it has seen until the week before.
    #[inline]
    #[must_use]
    pub fn expected_swing(&self, week: i32) -> f64 {
        self.swings.iter().map(|swing| swing.expected(week)).product()
    }

    /// Mean demand of a week with its promotions, whatever the swings, eaches.
    #[inline]
    #[must_use]
    pub fn mean(&self, week: i32) -> f64 {
        self.plain_mean(week) * self.effect(week).factor
    }
}

/// Demand of a week, eaches.
#[inline]
#[must_use]
pub fn draw(world: &World, store: &Store, pair: &Pair, week: i32, mean: f64) -> i32 {
    let entity = u64::from(store.id as u32) << 32 | u64::from(pair.sku);
    let mut stream = Stream::new(world.spec.seed, POS, entity, week as u64);
    match NegativeBinomial::from_mean_shape(mean, DEMAND_SHAPE) {
        Ok(demand) => i32::try_from(demand.sample(&mut stream)).unwrap_or(i32::MAX),
        Err(_) => 0,
    }
}

/// The inventory position below which a store orders: mean demand until the next order's goods are on the shelf, plus
/// safety stock. Promotions in that time are known to the store: it buys forward. What it expects of the swings in this
/// week, it expects until then.
#[must_use]
pub fn order_point(world: &World, store: &Store, pair: &Pair, week: i32, cadence: i32) -> i32 {
    let course = Course::of(world, store, pair);
    let swing = course.expected_swing(week);
    covering((week..).take(covered_weeks(cadence)).map(|ahead| course.mean(ahead) * swing))
}

/// Weeks from a review until the next one's goods are on the shelf.
fn covered_weeks(cadence: i32) -> usize {
    (cadence + STORE_LEAD_WEEKS) as usize
}

/// The stock that lasts for weeks of these mean demands.
fn covering(means: impl Iterator<Item = f64>) -> i32 {
    let (mut total, mut variance) = (0.0, 0.0);
    for mean in means {
        total += mean;
        variance += mean + mean * mean / DEMAND_SHAPE;
    }
    rounded_up(total + STORE_SAFETY * variance.sqrt())
}

/// The least whole number that is not below `value`, which is not negative. Where a processor has no instruction for it,
/// `f64::ceil` is a call, and there is one for each review of a shelf.
#[inline]
fn rounded_up(value: f64) -> i32 {
    let whole = value as i32;
    whole.saturating_add(i32::from(f64::from(whole) < value))
}

/// Mean demand of a pair by week, as far as reviews in `weeks` weeks look ahead, and the order points that follow from it.
#[derive(Debug, Default)]
pub struct Outlook {
    means: Vec<f64>,
    points: Vec<i32>,
}

impl Outlook {
    /// Looks at another pair; what was allocated for the last one is used again.
    pub fn look_at(&mut self, world: &World, store: &Store, pair: &Pair, weeks: usize, cadence: i32) {
        let covered = covered_weeks(cadence);
        let course = Course::of(world, store, pair);
        self.means.clear();
        self.means.extend((0..(weeks + covered) as i32).map(|week| course.mean(week)));
        self.points.clear();
        self.points.extend(self.means.windows(covered).take(weeks).map(|means| covering(means.iter().copied())));
    }

    /// Eaches that the store is expected to order at a review: what has sold since the last one, and the change of the
    /// order point, by which promotions are bought ahead and their hangovers paused for. The first order fills the shelf,
    /// by whole cases.
    #[must_use]
    pub fn expected_order(&self, world: &World, sku: u32, week: i32, cadence: i32) -> f64 {
        let launch = world.spec.skus.first_week[sku as usize];
        if week < launch {
            return 0.0;
        }
        let now = self.points[week as usize];
        if launch > 0 && week - cadence < launch {
            let units = world.spec.skus.units_per_case[sku as usize];
            return f64::from((now + units - 1) / units * units);
        }
        let sold: f64 = (week - cadence..week).map(|past| self.means[past.max(0) as usize]).sum();
        let before = self.points[(week - cadence).max(0) as usize];
        (sold + f64::from(now - before)).max(0.0)
    }
}

/// Eaches above the order point with which a pair opens: up to a case more, less what has sold since its last review.
#[must_use]
pub fn opening_surplus(world: &World, store: &Store, pair: &Pair, units: i32, weeks_since_review: i32) -> i32 {
    let entity = u64::from(store.id as u32) << 32 | u64::from(pair.sku);
    let mut stream = Stream::new(world.spec.seed, OPENING, entity, 0);
    let course = Course::of(world, store, pair);
    let sold = course.mean(0) * course.expected_swing(0) * f64::from(weeks_since_review);
    (stream.uniform() * f64::from(units) - sold) as i32
}
