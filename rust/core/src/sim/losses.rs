//! Stock that gets lost: handling damage and expired lots in the center, and phantom stock in the stores.

use super::center::Center;
use super::codes::{AdjustmentReason, Touch};
use super::policy::{SHRINK_CASES, SHRINK_SHARE};
use super::rows::{self, Dated, NONE32};
use super::site::{Pair, Site};
use super::stock::Lot;
use super::world::World;
use crate::stream::{Stream, purpose};

const SHRINK: u64 = purpose("inventory_adjustments.shrink");
const PHANTOM: u64 = purpose("inventory_adjustments.phantom");

/// Smallest part of a pair's stock that vanishes, when some does.
const PHANTOM_PART_MIN: f64 = 0.5;

/// A pair that loses a part of its stock in a week, unnoticed.
#[derive(Debug, Clone, Copy)]
pub struct Vanishing {
    pair: usize,
    week: i32,
    part: f64,
}

/// The pairs that lose stock unnoticed: each is hit with the event's share, in some week from which the loss is found in time.
pub fn vanishing(world: &World, site: &Site) -> Vec<Vanishing> {
    let Some(event) = world.spec.scenario.phantom else { return Vec::new() };
    let weeks = u64::try_from(world.spec.weeks - event.weeks).unwrap_or(0);
    let of_pair = |(number, pair): (usize, &Pair)| {
        let entity = u64::from(site.stores[pair.store as usize].id as u32) << 32 | u64::from(pair.sku);
        let mut stream = Stream::new(world.spec.seed, PHANTOM, entity, 0);
        let hit = weeks > 0 && stream.uniform() < event.share;
        hit.then(|| Vanishing {
            pair: number,
            week: stream.below(weeks) as i32,
            part: PHANTOM_PART_MIN + (1.0 - PHANTOM_PART_MIN) * stream.uniform(),
        })
    };
    site.pairs.iter().enumerate().filter_map(of_pair).collect()
}

impl Center {
    /// Counts the center's stock on a Monday: what was damaged since, and what has expired, is written off.
    pub(super) fn write_off(&mut self, world: &World, week: i32, monday: i32) {
        for item in 0..self.shelves.len() {
            let sku = self.site.items[item];
            let entity = (self.site.dc as u64) << 32 | u64::from(sku);
            let mut stream = Stream::new(world.spec.seed, SHRINK, entity, week as u64);
            if stream.uniform() < SHRINK_SHARE {
                let cases = stream.between(1, SHRINK_CASES) as i32;
                let mut lost = Vec::new();
                self.shelves[item].take(cases, |lot| lost.push(lot));
                for lot in lost {
                    self.adjust(monday, item, lot, AdjustmentReason::Shrink);
                }
            }
            for lot in self.shelves[item].remove_expired(monday) {
                self.adjust(monday, item, lot, AdjustmentReason::Expired);
            }
        }
    }

    fn adjust(&mut self, day: i32, item: usize, lot: Lot, reason: AdjustmentReason) {
        if reason == AdjustmentReason::Shrink {
            self.flow[item].written -= lot.cases;
        }
        let id = self.record.id(Dated::InventoryAdjustment, day);
        self.record.add(rows::InventoryAdjustment {
            id,
            day,
            occurred: day,
            dc: self.site.dc as i16 + 1,
            store: NONE32,
            sku: self.site.items[item] as i32 + 1,
            batch: lot.batch,
            cases: -lot.cases,
            eaches: -lot.cases * self.units[item],
            reason,
        });
    }

    /// Lets stock vanish from pairs whose week it is, and corrects the records of those whose count is due.
    pub(super) fn lose_unnoticed(&mut self, world: &World, week: i32, monday: i32) {
        let Some(event) = world.spec.scenario.phantom else { return };
        for at in 0..self.vanishing.len() {
            let Vanishing { pair, week: begins, part } = self.vanishing[at];
            let state = &mut self.pairs[pair];
            if begins == week {
                state.phantom = (f64::from(state.stock) * part).ceil() as i32;
                state.stock -= state.phantom;
            } else if begins + event.weeks == week && state.phantom > 0 {
                self.find(pair, monday, event.weeks * 7);
            }
        }
    }

    fn find(&mut self, number: usize, monday: i32, days: i32) {
        let pair = self.site.pairs[number];
        let lost = std::mem::take(&mut self.pairs[number].phantom);
        let id = self.record.id(Dated::InventoryAdjustment, monday);
        self.record.add(rows::InventoryAdjustment {
            id,
            day: monday,
            occurred: monday - days,
            dc: 0,
            store: self.site.stores[pair.store as usize].id,
            sku: pair.sku as i32 + 1,
            batch: -1,
            cases: NONE32,
            eaches: -lost,
            reason: AdjustmentReason::Phantom,
        });
        self.record.touch(Touch::PhantomEaches, id, 0, 0, -lost);
    }
}
