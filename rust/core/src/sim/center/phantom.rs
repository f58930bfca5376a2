//! Stock that vanishes from stores unnoticed: their records show it until a count finds out.

use super::now::Now;
use super::record::Record;
use super::shops::Shops;
use crate::null::NULL32;
use crate::sim::codes::{AdjustmentReason, Touch};
use crate::sim::policy::PHANTOM_PART_MIN;
use crate::sim::rows::{self, Dated};
use crate::sim::site::{Pair, Site};
use crate::sim::world::World;
use crate::stream::{Stream, purpose};

const PHANTOM: u64 = purpose("inventory_adjustments.phantom");

/// A pair that loses a part of its stock in a week.
#[derive(Debug, Clone, Copy)]
struct Loss {
    pair: usize,
    week: i32,
    part: f64,
}

/// All losses of the horizon at the stores of a center.
#[derive(Debug, Clone)]
pub struct Phantom(Vec<Loss>);

impl Phantom {
    /// Each pair is hit with the event's share, in some week from which the loss is found in time.
    #[must_use]
    pub fn new(world: &World, site: &Site) -> Self {
        let Some(event) = world.spec.scenario.phantom else { return Self(Vec::new()) };
        let weeks = u64::try_from(world.spec.weeks - event.weeks).unwrap_or(0);
        let of_pair = |(number, pair): (usize, &Pair)| {
            let entity = u64::from(site.stores[pair.store as usize].id as u32) << 32 | u64::from(pair.sku);
            let mut stream = Stream::new(world.spec.seed, PHANTOM, entity, 0);
            let hit = weeks > 0 && stream.uniform() < event.share;
            hit.then(|| Loss {
                pair: number,
                week: stream.below(weeks) as i32,
                part: PHANTOM_PART_MIN + (1.0 - PHANTOM_PART_MIN) * stream.uniform(),
            })
        };
        Self(site.pairs.iter().enumerate().filter_map(of_pair).collect())
    }

    /// Lets stock vanish from pairs whose week it is, and corrects the records of those whose count is due.
    pub fn strike(&self, now: &Now<'_>, shops: &mut Shops, record: &mut Record) {
        let Some(event) = now.world.spec.scenario.phantom else { return };
        for &Loss { pair, week, part } in &self.0 {
            let state = &mut shops.pairs[pair];
            if week == now.week {
                state.phantom = (f64::from(state.stock) * part).ceil() as i32;
                state.stock -= state.phantom;
            } else if week + event.weeks == now.week && state.phantom > 0 {
                correct(now, pair, std::mem::take(&mut state.phantom), event.weeks * 7, record);
            }
        }
    }
}

/// Records that eaches lost `days` ago are found missing.
fn correct(now: &Now<'_>, number: usize, lost: i32, days: i32, record: &mut Record) {
    let pair = &now.site.pairs[number];
    let id = record.id(Dated::InventoryAdjustment, now.monday);
    record.add(rows::InventoryAdjustment {
        id,
        day: now.monday,
        occurred: now.monday - days,
        dc: 0,
        store: now.site.stores[pair.store as usize].id,
        sku: pair.sku as i32 + 1,
        batch: -1,
        cases: NULL32,
        eaches: -lost,
        reason: AdjustmentReason::Phantom,
    });
    record.touch(Touch::PhantomEaches, id, 0, 0, -lost);
}
