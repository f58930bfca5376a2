//! All distribution centers together, and what the planner asks of them.

use super::call_error::CallError;
use super::center::{Center, Flow, Shops, Supply, Transfer};
use super::grid::Grid;
use super::rows::{DATED_TABLES, LINE_TABLES, Rows};
use super::spec::{OutboundSpec, SpecError};
use super::stock::Lot;
use super::totals::{MEASURES, Week};
use super::world::World;
use rayon::prelude::*;
use std::ops::Range;

/// Cases that are wanted at another center; those that are available leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferOrder {
    /// Item of the center that they leave.
    pub giver: i32,
    /// Item of the center that they go to.
    pub receiver: i32,
    /// Cases wanted.
    pub cases: i32,
}

/// What a store has of an SKU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreStock {
    /// Id in `retail_locations`.
    pub store: i32,
    /// SKU index.
    pub sku: u32,
    /// Eaches.
    pub eaches: i32,
}

/// The outbound simulation of all distribution centers. An *item* is an index of [`Simulator::items`].
#[derive(Debug)]
pub struct Simulator {
    world: World,
    centers: Vec<Center>,
    /// First item of each center, and the number of items.
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
            first_item.push(first_item[first_item.len() - 1] + center.site.skus.len());
        }
        let supply = vec![vec![Supply::default(); dcs]; world.spec.weeks as usize];
        Ok(Self { world, centers, first_item, supply })
    }

    /// Every (distribution center, SKU) that some store's assortment holds, by center and SKU.
    #[must_use]
    pub fn items(&self) -> Vec<(usize, u32)> {
        self.centers.iter().flat_map(|center| center.site.skus.iter().map(|&sku| (center.site.dc, sku))).collect()
    }

    /// Number of items.
    #[must_use]
    pub fn item_count(&self) -> usize {
        self.first_item[self.centers.len()]
    }

    /// Expected demand of the stores by item and week of the season, cases.
    #[must_use]
    pub fn expected(&self) -> Grid<f64, 2> {
        self.by_season_week(Center::expected)
    }

    /// Orders that the stores are expected to place by item and week of the season, cases.
    #[must_use]
    pub fn expected_orders(&self) -> Grid<f64, 2> {
        self.by_season_week(Center::expected_orders)
    }

    fn by_season_week(&self, of_center: fn(&Center, &World) -> Vec<f64>) -> Grid<f64, 2> {
        let cases: Vec<Vec<f64>> = self.centers.par_iter().map(|center| of_center(center, &self.world)).collect();
        Grid::new([self.item_count(), self.world.spec.season.weeks], cases.concat())
    }

    /// What each store can sell of each of its SKUs now; before the first week, its opening stock.
    #[must_use]
    pub fn opening(&self) -> Vec<StoreStock> {
        self.store_stock(Shops::stock)
    }

    /// What each store holds of each of its SKUs after the last week, with all that has been delivered; in the same order.
    #[must_use]
    pub fn closing(&self) -> Vec<StoreStock> {
        self.store_stock(Shops::closing_stock)
    }

    fn store_stock(&self, of_shops: fn(&Shops) -> Vec<i32>) -> Vec<StoreStock> {
        let stock = |center: &Center| -> Vec<StoreStock> {
            let (stores, pairs) = (&center.site.stores, center.site.pairs.iter());
            let of_pair = pairs.zip(of_shops(&center.shops));
            of_pair
                .map(|(pair, eaches)| StoreStock { store: stores[pair.store as usize].id, sku: pair.sku, eaches })
                .collect()
        };
        self.centers.iter().flat_map(stock).collect()
    }

    /// Announces items and their lots that can be allocated from the start of `week` on. Both passes see them.
    ///
    /// # Errors
    /// [`CallError`] if the week or an item does not exist.
    pub fn receive(&mut self, week: i32, lots: &[(i32, Lot)]) -> Result<(), CallError> {
        self.check_week(week)?;
        self.check_items(lots.iter().map(|&(item, _)| item))?;
        for &(item, lot) in lots {
            let (dc, shelf) = self.locate(item);
            self.supply[week as usize][dc].arrivals.push((shelf, lot));
        }
        Ok(())
    }

    /// Orders cases to leave for other centers on the Monday of `week`; those that are there do. Both passes see them.
    ///
    /// # Errors
    /// [`CallError`] if the week or an item does not exist.
    pub fn transfer(&mut self, week: i32, orders: &[TransferOrder]) -> Result<(), CallError> {
        self.check_week(week)?;
        self.check_items(orders.iter().flat_map(|order| [order.giver, order.receiver]))?;
        for &TransferOrder { giver, receiver, cases } in orders {
            let (dc, shelf) = self.locate(giver);
            self.supply[week as usize][dc].transfers.push(Transfer { shelf, to: receiver, cases });
        }
        Ok(())
    }

    /// What left for other centers in the last week lived through: receiving item and lot.
    #[must_use]
    pub fn transferred(&self) -> Vec<(i32, Lot)> {
        self.centers.iter().flat_map(|center| center.warehouse.transferred.iter().copied()).collect()
    }

    /// Names batches that a recall will concern, before any of them reaches a center. Both passes know them.
    pub fn contaminate(&mut self, batches: &[i32]) {
        self.world.contaminated.extend(batches);
    }

    /// The simulate pass over one week; returns the flow of every item.
    ///
    /// # Errors
    /// [`CallError`] if the week does not exist.
    pub fn simulate(&mut self, week: i32) -> Result<Vec<Flow>, CallError> {
        self.run(week, 0..self.centers.len(), false)?;
        Ok(self.centers.iter().flat_map(|center| center.warehouse.flow.iter().copied()).collect())
    }

    /// Rows so far by center, dated table and day of the horizon.
    #[must_use]
    pub fn dated_counts(&self) -> Grid<i64, 3> {
        let counts = self.centers.iter().flat_map(|center| center.record.counters.dated()).copied().collect();
        Grid::new([self.centers.len(), DATED_TABLES.len(), self.world.spec.weeks as usize * 7], counts)
    }

    /// Rows so far by center and line table.
    #[must_use]
    pub fn line_counts(&self) -> Grid<i64, 2> {
        let counts = self.centers.iter().flat_map(|center| center.record.counters.lines()).copied().collect();
        Grid::new([self.centers.len(), LINE_TABLES.len()], counts)
    }

    /// Most weeks by which a row of each dated table was made before the week of its date, and after it.
    #[must_use]
    pub fn spread_weeks(&self) -> Grid<i32, 2> {
        let mut most = vec![0; DATED_TABLES.len() * 2];
        for center in &self.centers {
            for (most, &weeks) in most.iter_mut().zip(center.record.spread_weeks.as_flattened()) {
                *most = weeks.max(*most);
            }
        }
        Grid::new([DATED_TABLES.len(), 2], most)
    }

    /// Totals by center, channel, week and measure; behind the last channel, what several of them share.
    #[must_use]
    pub fn totals(&self) -> Grid<i64, 4> {
        let totals =
            self.centers.iter().flat_map(|center| center.record.totals.cells()).flat_map(Week::values).collect();
        let (channels, weeks) = (self.world.spec.channels.rows(), self.world.spec.weeks as usize);
        Grid::new([self.centers.len(), channels + 1, weeks, MEASURES.len()], totals)
    }

    /// Items and lots in the centers' buildings.
    #[must_use]
    pub fn closing_lots(&self) -> Vec<(i32, Lot)> {
        let of_center = |(center, first): (&Center, &usize)| {
            let first = *first as i32;
            center.closing_lots().into_iter().map(move |(shelf, lot)| (first + shelf as i32, lot))
        };
        self.centers.iter().zip(&self.first_item).flat_map(of_center).collect()
    }

    /// Goes back to the start for the emit pass; `bases` are the last ids used before each of [`Self::dated_counts`].
    ///
    /// # Errors
    /// [`CallError`] if there are more or fewer bases than counts.
    pub fn rewind(&mut self, bases: &[i64]) -> Result<(), CallError> {
        let of_center = DATED_TABLES.len() * self.world.spec.weeks as usize * 7;
        let due = self.centers.len() * of_center;
        if bases.len() != due {
            return Err(CallError::Bases { found: bases.len(), due });
        }
        let world = &self.world;
        self.centers.par_iter_mut().zip(bases.par_chunks(of_center)).for_each(|(center, bases)| {
            center.rewind(world);
            center.record.counters.restart(bases);
        });
        Ok(())
    }

    /// The emit pass over one week and a run of centers; weeks of a center must come in order.
    ///
    /// # Errors
    /// [`CallError`] if the week or one of the centers does not exist.
    pub fn emit(&mut self, week: i32, dcs: Range<usize>) -> Result<Rows, CallError> {
        self.run(week, dcs.clone(), true)?;
        let mut rows = Rows::default();
        for center in &mut self.centers[dcs] {
            rows.append(&mut std::mem::take(&mut center.record.rows));
        }
        Ok(rows)
    }

    /// The centers, for a look at their state.
    #[must_use]
    pub fn centers(&self) -> &[Center] {
        &self.centers
    }

    fn run(&mut self, week: i32, dcs: Range<usize>, keep_rows: bool) -> Result<(), CallError> {
        self.check_week(week)?;
        let (first, end, centers) = (dcs.start, dcs.end, self.centers.len());
        let Some(chosen) = self.centers.get_mut(dcs) else { return Err(CallError::Centers { first, end, centers }) };
        let (world, supply) = (&self.world, &self.supply[week as usize]);
        chosen.par_iter_mut().for_each(|center| {
            center.record.keeps_rows = keep_rows;
            center.step(world, week, &supply[center.site.dc]);
        });
        Ok(())
    }

    /// The center of an item, and the shelf that it has there.
    fn locate(&self, item: i32) -> (usize, u32) {
        let dc = self.first_item.partition_point(|&first| first <= item as usize) - 1;
        (dc, (item as usize - self.first_item[dc]) as u32)
    }

    fn check_week(&self, week: i32) -> Result<(), CallError> {
        let weeks = self.world.spec.weeks;
        if (0..weeks).contains(&week) { Ok(()) } else { Err(CallError::Week { week, weeks }) }
    }

    fn check_items(&self, mut named: impl Iterator<Item = i32>) -> Result<(), CallError> {
        let items = self.item_count();
        let exists = |item: i32| usize::try_from(item).is_ok_and(|item| item < items);
        named.find(|&item| !exists(item)).map_or(Ok(()), |item| Err(CallError::Item { item, items }))
    }
}
