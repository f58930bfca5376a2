//! The stores' week at the till, and the looks at their shelves.

use super::now::Now;
use super::record::Record;
use super::shops::{PairState, Shops};
use crate::promo::Effect;
use crate::sim::codes::OutOfStockReason;
use crate::sim::demand::{self, Course};
use crate::sim::policy::OSA_CYCLE_WEEKS;
use crate::sim::rows::{self, Dated};
use crate::sim::site::Site;

/// Sells what is wanted in a week, up to what is there, and looks at the shelves whose turn it is.
pub fn sell(now: &Now<'_>, shops: &mut Shops, record: &mut Record) {
    let Now { world, site, week, .. } = *now;
    for (number, state) in shops.pairs.iter_mut().enumerate() {
        let pair = &site.pairs[number];
        let store = &site.stores[pair.store as usize];
        let course = Course::of(world, store, pair);
        let plain = course.plain_mean(week) * course.swing(week);
        if plain <= 0.0 {
            continue;
        }
        // Ids, so that a shelf keeps its turn when others appear.
        let is_looked_at = (store.id + pair.sku as i32 + week) % OSA_CYCLE_WEEKS == 0;
        let effect = course.effect(week);
        sell_pair(now, number, state, plain, effect, record);
        if is_looked_at {
            look(now, number, state, effect.promotion.is_some(), record);
        }
    }
}

fn sell_pair(now: &Now<'_>, number: usize, state: &mut PairState, plain: f64, effect: Effect, record: &mut Record) {
    if state.stock <= 0 {
        return;
    }
    let pair = &now.site.pairs[number];
    let store = &now.site.stores[pair.store as usize];
    let eaches = demand::draw(now.world, store, pair, now.week, plain * effect.factor).min(state.stock);
    if eaches <= 0 {
        return;
    }
    state.stock -= eaches;
    let id = record.id(Dated::PosSale, now.monday);
    let promo = effect.promotion.map_or(-1, |promo| promo as i16);
    let (sku, week) = (pair.sku as i32 + 1, now.week as i16);
    record.sale(store.channel, rows::PosSale { id, store: store.id, sku, week, eaches, promo });
}

/// Looks at a shelf on a Sunday and, when it is empty, says why.
fn look(now: &Now<'_>, number: usize, state: &PairState, promoted: bool, record: &mut Record) {
    let pair = &now.site.pairs[number];
    let store = &now.site.stores[pair.store as usize];
    let (day, capacity) = (now.monday + 6, Site::shelf_capacity(pair, now.site.units_of(number as u32)));
    let reason = match state {
        PairState { stock: 1.., .. } => None,
        PairState { phantom: 1.., .. } => Some(OutOfStockReason::Phantom),
        PairState { cut: true, .. } => Some(OutOfStockReason::DcShortage),
        _ if promoted => Some(OutOfStockReason::Promotion),
        _ => Some(OutOfStockReason::DemandPeak),
    };
    let id = record.id(Dated::OsaMetric, day);
    let (sku, shelf) = (pair.sku as i32 + 1, state.stock.min(capacity));
    record.look(store.channel, rows::OsaMetric { id, store: store.id, sku, day, shelf, capacity, reason });
}
