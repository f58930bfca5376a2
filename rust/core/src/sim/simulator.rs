//! All distribution centers together, and what the planner asks of them.

use super::center::{Center, Flow, Supply, Transfer};
use super::rows::Rows;
use super::spec::{OutboundSpec, SpecError};
use super::stock::Lot;
use super::world::World;
use rayon::prelude::*;
use std::ops::Range;

/// Cases that become available at the start of a week.
#[derive(Debug, Clone, Copy)]
pub struct Arrivals<'a> {
    /// Distribution center and SKU: an index of [`Simulator::items`].
    pub item: &'a [i32],
    /// Batch number of the plan.
    pub batch: &'a [i32],
    /// Expiry, days since 1970-01-01.
    pub expiry: &'a [i32],
    /// Cases.
    pub cases: &'a [i32],
}

/// The outbound simulation of all distribution centers.
#[derive(Debug)]
pub struct Simulator {
    world: World,
    centers: Vec<Center>,
    first_item: Vec<usize>,
    /// By week of the horizon and center.
    supply: Vec<Vec<Supply>>,
}

impl Simulator {
    /// Sets the world up before its first week.
    ///
    /// # Errors
    /// [`SpecError`] if the spec's columns do not fit each other.
    pub fn new(spec: OutboundSpec) -> Result<Self, SpecError> {
        spec.check()?;
        let world = World::new(spec);
        let dcs = world.spec.centers.rows();
        let centers: Vec<Center> = (0..dcs).into_par_iter().map(|dc| Center::new(&world, dc)).collect();
        let mut first_item = vec![0];
        for center in &centers {
            first_item.push(first_item[first_item.len() - 1] + center.site.items.len());
        }
        let supply = vec![vec![Supply::default(); dcs]; world.spec.weeks as usize];
        Ok(Self { world, centers, first_item, supply })
    }

    /// Every (distribution center, SKU) that some store's assortment holds, by center and SKU.
    #[must_use]
    pub fn items(&self) -> Vec<(usize, u32)> {
        self.centers.iter().flat_map(|center| center.site.items.iter().map(|&sku| (center.site.dc, sku))).collect()
    }

    /// Expected demand of the stores by item and week of the season table, cases; item by item.
    #[must_use]
    pub fn expected(&self) -> Vec<f64> {
        let per_center: Vec<Vec<f64>> = self.centers.par_iter().map(|center| center.expected(&self.world)).collect();
        per_center.concat()
    }

    /// Orders that the stores are expected to place, in the same layout.
    #[must_use]
    pub fn expected_orders(&self) -> Vec<f64> {
        let of_center = |center: &Center| center.expected_orders(&self.world);
        self.centers.par_iter().map(of_center).collect::<Vec<_>>().concat()
    }

    /// Store id, SKU index and eaches of each (store, SKU): what can be sold now or, `closing`, all that the store holds.
    #[must_use]
    pub fn store_stock(&self, closing: bool) -> Vec<(i32, u32, i32)> {
        let of_center = |center: &Center| -> Vec<(i32, u32, i32)> {
            let eaches = if closing {
                center.closing_store_stock()
            } else {
                center.pairs.iter().map(|pair| pair.stock).collect()
            };
            let pairs = center.site.pairs.iter().zip(eaches);
            pairs.map(|(pair, eaches)| (center.site.stores[pair.store as usize].id, pair.sku, eaches)).collect()
        };
        self.centers.iter().flat_map(of_center).collect()
    }

    /// Announces cases that can be allocated from the start of `week` on. Both passes see them.
    ///
    /// # Panics
    /// If a week, or an item, does not exist.
    pub fn receive(&mut self, week: i32, arrivals: Arrivals<'_>) {
        for at in 0..arrivals.item.len() {
            let (dc, item) = self.locate(arrivals.item[at]);
            let lot = Lot { expiry: arrivals.expiry[at], batch: arrivals.batch[at], cases: arrivals.cases[at] };
            self.supply[week as usize][dc].arrivals.push((item, lot));
        }
    }

    /// Orders cases to leave for other centers in `week`, as far as they are there on its Monday. Both passes see them.
    ///
    /// # Panics
    /// If a week, or an item, does not exist.
    pub fn transfer(&mut self, week: i32, from: &[i32], to: &[i32], cases: &[i32]) {
        for ((&from, &to), &cases) in from.iter().zip(to).zip(cases) {
            let (dc, item) = self.locate(from);
            self.supply[week as usize][dc].transfers.push(Transfer { item, to, cases });
        }
    }

    /// What left for other centers in the last week lived through: receiving item and lot.
    #[must_use]
    pub fn transferred(&self) -> Vec<(i32, Lot)> {
        self.centers.iter().flat_map(|center| center.transferred.iter().copied()).collect()
    }

    /// The center of an item, and the item's number there.
    fn locate(&self, item: i32) -> (usize, u32) {
        let dc = self.first_item.partition_point(|&first| first <= item as usize) - 1;
        (dc, (item as usize - self.first_item[dc]) as u32)
    }

    /// Names batches that a recall will concern, before any of them reaches a center. Both passes know them.
    pub fn contaminate(&mut self, batches: &[i32]) {
        self.world.contaminated.extend(batches);
    }

    /// The simulate pass over one week; returns the flow of every item.
    pub fn simulate(&mut self, week: i32) -> Vec<Flow> {
        let dcs = 0..self.centers.len();
        // Rows are given back center by center: this pass needs their number only.
        self.run(week, dcs, |center| center.record.rows = Rows::default());
        self.centers.iter().flat_map(|center| center.flow.iter().copied()).collect()
    }

    /// Goes back to the start for the emit pass, every dated counter at the base given for its center.
    pub fn rewind(&mut self, bases: &[Vec<i64>]) {
        let world = &self.world;
        self.centers.par_iter_mut().zip(bases).for_each(|(center, bases)| {
            center.rewind(world);
            center.record.counters.restart(bases);
        });
    }

    /// The emit pass over one week and a run of centers; weeks of a center must come in order.
    pub fn emit(&mut self, week: i32, dcs: Range<usize>) -> Rows {
        self.run(week, dcs.clone(), |_| ());
        let mut rows = Rows::default();
        for center in &mut self.centers[dcs] {
            rows.append(&mut std::mem::take(&mut center.record.rows));
        }
        rows
    }

    /// The centers, for their counters, totals and closing stock.
    #[must_use]
    pub fn centers(&self) -> &[Center] {
        &self.centers
    }

    fn run(&mut self, week: i32, dcs: Range<usize>, after: impl Fn(&mut Center) + Sync) {
        let (world, supply) = (&self.world, &self.supply[week as usize]);
        self.centers[dcs].par_iter_mut().for_each(|center| {
            center.step(world, week, &supply[center.site.dc]);
            after(center);
        });
    }
}
