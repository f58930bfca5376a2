//! All distribution centres together, and what the planner asks of them.

use super::centre::{Centre, Flow};
use super::rows::Rows;
use super::stock::Lot;
use super::world::{World, WorldSpec};
use rayon::prelude::*;
use std::ops::Range;

/// Cases that become available at the start of a week.
#[derive(Debug, Clone, Copy)]
pub struct Arrivals<'a> {
    /// Distribution centre and SKU: an index of [`Simulator::items`].
    pub item: &'a [i32],
    /// Batch number of the plan.
    pub batch: &'a [i32],
    /// Expiry, days since 1970-01-01.
    pub expiry: &'a [i32],
    /// Cases.
    pub cases: &'a [i32],
}

/// The outbound simulation of all distribution centres.
#[derive(Debug)]
pub struct Simulator {
    world: World,
    centres: Vec<Centre>,
    first_item: Vec<usize>,
    /// By week of the horizon and centre: item of the centre, lot.
    arrivals: Vec<Vec<Vec<(u32, Lot)>>>,
}

impl Simulator {
    /// Sets the world up before its first week.
    #[must_use]
    pub fn new(spec: WorldSpec) -> Self {
        let world = World::new(spec);
        let dcs = world.spec.dc_latitude.len();
        let centres: Vec<Centre> = (0..dcs).into_par_iter().map(|dc| Centre::new(&world, dc)).collect();
        let mut first_item = vec![0];
        for centre in &centres {
            first_item.push(first_item[first_item.len() - 1] + centre.site.items.len());
        }
        let arrivals = vec![vec![Vec::new(); dcs]; world.spec.weeks as usize];
        Self { world, centres, first_item, arrivals }
    }

    /// Every (distribution centre, SKU) that some store's assortment holds, by centre and SKU.
    #[must_use]
    pub fn items(&self) -> Vec<(usize, u32)> {
        self.centres.iter().flat_map(|centre| centre.site.items.iter().map(|&sku| (centre.site.dc, sku))).collect()
    }

    /// Expected demand of the stores by item and week of the season table, cases; item by item.
    #[must_use]
    pub fn expected(&self) -> Vec<f64> {
        let per_centre: Vec<Vec<f64>> = self.centres.par_iter().map(|centre| centre.expected(&self.world)).collect();
        per_centre.concat()
    }

    /// Orders that the stores are expected to place, in the same layout.
    #[must_use]
    pub fn expected_orders(&self) -> Vec<f64> {
        let of_centre = |centre: &Centre| centre.expected_orders(&self.world);
        self.centres.par_iter().map(of_centre).collect::<Vec<_>>().concat()
    }

    /// Store id, SKU index and eaches of each (store, SKU): what can be sold now or, `closing`, all that the store holds.
    #[must_use]
    pub fn store_stock(&self, closing: bool) -> Vec<(i32, u32, i32)> {
        let of_centre = |centre: &Centre| -> Vec<(i32, u32, i32)> {
            let eaches = if closing {
                centre.closing_store_stock()
            } else {
                centre.pairs.iter().map(|pair| pair.stock).collect()
            };
            let pairs = centre.site.pairs.iter().zip(eaches);
            pairs.map(|(pair, eaches)| (centre.site.stores[pair.store as usize].id, pair.sku, eaches)).collect()
        };
        self.centres.iter().flat_map(of_centre).collect()
    }

    /// Announces cases that can be allocated from the start of `week` on. Both passes see them.
    ///
    /// # Panics
    /// If a week, or an item, does not exist.
    pub fn receive(&mut self, week: i32, arrivals: Arrivals<'_>) {
        for at in 0..arrivals.item.len() {
            let item = arrivals.item[at] as usize;
            let dc = self.first_item.partition_point(|&first| first <= item) - 1;
            let lot = Lot { expiry: arrivals.expiry[at], batch: arrivals.batch[at], cases: arrivals.cases[at] };
            self.arrivals[week as usize][dc].push(((item - self.first_item[dc]) as u32, lot));
        }
    }

    /// The simulate pass over one week; returns the flow of every item.
    pub fn simulate(&mut self, week: i32) -> Vec<Flow> {
        let dcs = 0..self.centres.len();
        // Rows are given back centre by centre: this pass needs their number only.
        self.run(week, dcs, |centre| centre.rows = Rows::default());
        self.centres.iter().flat_map(|centre| centre.flow.iter().copied()).collect()
    }

    /// Goes back to the start for the emit pass, every dated counter at the base given for its centre.
    pub fn rewind(&mut self, bases: &[Vec<i64>]) {
        let world = &self.world;
        self.centres.par_iter_mut().zip(bases).for_each(|(centre, bases)| {
            centre.rewind(world);
            centre.counters.restart(bases);
        });
    }

    /// The emit pass over one week and a run of centres; weeks of a centre must come in order.
    pub fn emit(&mut self, week: i32, dcs: Range<usize>) -> Rows {
        self.run(week, dcs.clone(), |_| ());
        let mut rows = Rows::default();
        for centre in &mut self.centres[dcs] {
            rows.append(&mut std::mem::take(&mut centre.rows));
        }
        rows
    }

    /// The centres, for their counters, totals and closing stock.
    #[must_use]
    pub fn centres(&self) -> &[Centre] {
        &self.centres
    }

    fn run(&mut self, week: i32, dcs: Range<usize>, after: impl Fn(&mut Centre) + Sync) {
        let (world, arrivals) = (&self.world, &self.arrivals[week as usize]);
        self.centres[dcs].par_iter_mut().for_each(|centre| {
            for &(item, lot) in &arrivals[centre.site.dc] {
                centre.receive(item, lot);
            }
            centre.step(world, week);
            after(centre);
        });
    }
}
