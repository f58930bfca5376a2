//! A store's week at the till, and the looks at its shelves.

use super::center::{Center, PairState};
use super::codes::OutOfStockReason;
use super::demand;
use super::policy::OSA_CYCLE_WEEKS;
use super::rows::{self, Dated};
use super::site::Site;
use super::world::World;
use crate::promo::Effect;

impl Center {
    /// All sales of a week: what is wanted, as far as it is there.
    pub(super) fn sell(&mut self, world: &World, week: i32, monday: i32) {
        for number in 0..self.pairs.len() {
            let pair = self.site.pairs[number];
            let store = &self.site.stores[pair.store as usize];
            let plain = world.plain_mean(pair.sku, pair.rate, week);
            if plain <= 0.0 {
                continue;
            }
            // Ids, so that a shelf keeps its turn when others appear.
            let is_looked_at = (store.id + pair.sku as i32 + week) % OSA_CYCLE_WEEKS == 0;
            let effect = world.promo.effect(store.account, pair.sku, week);
            self.sell_pair(world, week, number, plain, effect);
            if is_looked_at {
                self.look(week, monday + 6, number, effect.promotion.is_some());
            }
        }
    }

    fn sell_pair(&mut self, world: &World, week: i32, number: usize, plain: f64, effect: Effect) {
        let (pair, stock) = (self.site.pairs[number], self.pairs[number].stock);
        let store = &self.site.stores[pair.store as usize];
        if stock <= 0 {
            return;
        }
        let eaches = demand::draw(world, store, &pair, week, plain * effect.factor).min(stock);
        if eaches <= 0 {
            return;
        }
        self.pairs[number].stock -= eaches;
        let id = self.record.id(Dated::PosSale, world.monday(week));
        self.record.add(rows::PosSale {
            id,
            store: store.id,
            sku: pair.sku as i32 + 1,
            week: week as i16,
            eaches,
            promo: effect.promotion.map_or(-1, |promo| promo as i16),
        });
        self.record.totals.channel(store.channel, week).sold_eaches += i64::from(eaches);
    }

    /// Looks at a shelf on a Sunday and, when it is empty, says why.
    fn look(&mut self, week: i32, sunday: i32, number: usize, promoted: bool) {
        let (pair, state) = (self.site.pairs[number], self.pairs[number]);
        let capacity = Site::shelf_capacity(&pair, self.units[pair.item as usize]);
        let reason = match state {
            PairState { stock: 1.., .. } => None,
            PairState { phantom: 1.., .. } => Some(OutOfStockReason::Phantom),
            PairState { cut: true, .. } => Some(OutOfStockReason::DcShortage),
            _ if promoted => Some(OutOfStockReason::Promotion),
            _ => Some(OutOfStockReason::DemandPeak),
        };
        let id = self.record.id(Dated::OsaMetric, sunday);
        self.record.add(rows::OsaMetric {
            id,
            store: self.site.stores[pair.store as usize].id,
            sku: pair.sku as i32 + 1,
            day: sunday,
            shelf: state.stock.min(capacity),
            capacity,
            reason,
        });
        let total = self.record.totals.channel(self.site.stores[pair.store as usize].channel, week);
        total.shelves_checked += 1;
        total.shelves_in_stock += i64::from(state.stock > 0);
    }
}
