//! A center's building: its shelves, what moves through its books in a week, and the stock that is damaged or expires.

use super::now::Now;
use super::record::Record;
use crate::null::NULL32;
use crate::sim::codes::AdjustmentReason;
use crate::sim::pending::Pending;
use crate::sim::policy::{MIN_SHELF_LIFE_DAYS, SHRINK_CASES, SHRINK_SHARE};
use crate::sim::rows::{self, Dated};
use crate::sim::site::Site;
use crate::sim::stock::{Lot, Shelf};
use crate::stream::{Stream, purpose};
use std::collections::BTreeSet;

const SHRINK: u64 = purpose("inventory_adjustments.shrink");

/// Cases that are wanted at another center; what is available of them leaves.
#[derive(Debug, Clone, Copy)]
pub struct Transfer {
    /// Shelf of the giving center.
    pub shelf: u32,
    /// The receiving center's item: an index of [`crate::sim::Simulator::items`].
    pub to: i32,
    /// Cases wanted.
    pub cases: i32,
}

/// What the planner decides for a center and week.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// Shelf and lot that can be allocated from Monday on.
    pub arrivals: Vec<(u32, Lot)>,
    /// What leaves for other centers on Monday.
    pub transfers: Vec<Transfer>,
}

/// Returned cases that go back on the shelf at the start of a week.
#[derive(Debug, Clone, Copy)]
pub struct Restock {
    /// Week of the horizon.
    pub week: i32,
    /// Shelf of the distribution center.
    pub shelf: u32,
    /// The cases.
    pub lot: Lot,
}

/// Cases of an SKU that moved through the center's books in a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Cases ordered by stores.
    pub ordered: i32,
    /// Cases reserved for stores, whenever they ordered.
    pub allocated: i32,
    /// Cases that could not be reserved.
    pub cut: i32,
    /// Cases put back into circulation, less those taken out of it otherwise.
    pub written: i32,
}

/// The stock of a center.
#[derive(Debug, Clone)]
pub struct Warehouse {
    /// Stock of each SKU that the center carries; its number here is its *shelf*.
    pub shelves: Vec<Shelf>,
    /// Flow of the current week by shelf.
    pub flow: Vec<Flow>,
    /// What left for other centers this week: the receiving item, of all centers' items, and the lot.
    pub transferred: Vec<(i32, Lot)>,
    /// Cases reserved this week.
    allocated: i64,
    restocks: Vec<Restock>,
}

impl Warehouse {
    /// A number of empty shelves.
    #[must_use]
    pub fn new(shelves: usize) -> Self {
        Self {
            shelves: vec![Shelf::default(); shelves],
            flow: vec![Flow::default(); shelves],
            transferred: Vec::new(),
            allocated: 0,
            restocks: Vec::new(),
        }
    }

    /// Begins a week with what arrives and with the returned goods that are to be sold again.
    pub fn open_week(&mut self, now: &Now<'_>, arrivals: &[(u32, Lot)]) {
        self.flow.fill(Flow::default());
        self.allocated = 0;
        for &(shelf, lot) in arrivals {
            self.receive(now, shelf, lot);
        }
        let (due, later): (Vec<_>, _) =
            std::mem::take(&mut self.restocks).into_iter().partition(|restock| restock.week <= now.week);
        self.restocks = later;
        for Restock { shelf, lot, .. } in due {
            self.flow[shelf as usize].written += lot.cases;
            self.receive(now, shelf, lot);
        }
    }

    /// Puts a lot on the shelf, or aside when its batch has been recalled.
    fn receive(&mut self, now: &Now<'_>, shelf: u32, lot: Lot) {
        if now.world.is_recalled(lot.batch, now.week) {
            self.keep_back(shelf, lot);
            self.flow[shelf as usize].written -= lot.cases;
        } else {
            self.shelves[shelf as usize].receive(lot);
        }
    }

    /// Puts a lot into the building, but not into circulation.
    pub fn keep_back(&mut self, shelf: u32, lot: Lot) {
        self.shelves[shelf as usize].keep_back(lot);
    }

    /// Plans that a lot goes back on the shelf.
    pub fn restock(&mut self, restock: Restock) {
        self.restocks.push(restock);
    }

    /// Takes batches out of circulation; they stay in the building.
    pub fn hold(&mut self, batches: &BTreeSet<i32>) {
        for (shelf, flow) in self.shelves.iter_mut().zip(&mut self.flow) {
            flow.written -= shelf.hold(|batch| batches.contains(&batch));
        }
    }

    /// Takes out of circulation what would reach the stores too close to its expiry.
    pub fn retire(&mut self, now: &Now<'_>) {
        for (shelf, flow) in self.shelves.iter_mut().zip(&mut self.flow) {
            flow.written -= shelf.retire(now.monday + 7 + MIN_SHELF_LIFE_DAYS);
        }
    }

    /// Takes cases that another center needs more from the lots that must leave first.
    pub fn transfer(&mut self, wanted: &[Transfer]) {
        self.transferred.clear();
        for &Transfer { shelf, to, cases } in wanted {
            let transferred = &mut self.transferred;
            let taken = self.shelves[shelf as usize].take(cases, |lot| transferred.push((to, lot)));
            self.flow[shelf as usize].written -= taken;
        }
    }

    /// Takes note of cases that a store orders.
    #[inline]
    pub fn note_demand(&mut self, shelf: u32, cases: i32) {
        self.flow[shelf as usize].ordered += cases;
    }

    /// Reserves up to `wanted` of the cases ordered and tells each part to `part`; returns the cases reserved.
    #[inline]
    pub fn allocate(&mut self, shelf: u32, ordered: i32, wanted: i32, part: impl FnMut(Lot)) -> i32 {
        let allocated = self.shelves[shelf as usize].take(wanted, part);
        let flow = &mut self.flow[shelf as usize];
        flow.allocated += allocated;
        flow.cut += ordered - allocated;
        self.allocated += i64::from(allocated);
        allocated
    }

    /// Cases that can be reserved this week until a share of what the center can pick is, basis points.
    #[must_use]
    pub fn room(&self, now: &Now<'_>, share_bp: i32) -> i32 {
        let limit = now.world.spec.centers.week_capacity[now.site.dc] * i64::from(share_bp) / 10_000;
        (limit - self.allocated).clamp(0, i64::from(i32::MAX)) as i32
    }

    /// Counts the stock on a Monday: what was damaged since, and what has expired, is written off.
    pub fn write_off(&mut self, now: &Now<'_>, record: &mut Record) {
        for shelf in 0..self.shelves.len() {
            let entity = (now.site.dc as u64) << 32 | u64::from(now.site.skus[shelf]);
            let mut stream = Stream::new(now.world.spec.seed, SHRINK, entity, now.week as u64);
            if stream.uniform() < SHRINK_SHARE {
                let cases = stream.between(1, SHRINK_CASES) as i32;
                let taken = self.shelves[shelf].take(cases, |lot| {
                    adjust(now, shelf, lot, AdjustmentReason::Shrink, record);
                });
                self.flow[shelf].written -= taken;
            }
            for lot in self.shelves[shelf].remove_expired(now.monday) {
                adjust(now, shelf, lot, AdjustmentReason::Expired, record);
            }
        }
    }

    /// Cases in the building by shelf and lot: on the shelf, reserved and waiting for a truck, or waiting to be put back.
    #[must_use]
    pub fn closing_lots(&self, site: &Site, pending: &Pending) -> Vec<(u32, Lot)> {
        let mut shelves = self.shelves.clone();
        for restock in &self.restocks {
            shelves[restock.shelf as usize].receive(restock.lot);
        }
        for part in pending.parts.iter().filter(|part| !part.held) {
            let pair = site.pairs[pending.lines[part.line].pair as usize];
            shelves[pair.shelf as usize].receive(part.lot());
        }
        let of_shelf =
            |(number, shelf): (usize, &Shelf)| shelf.lots().map(|lot| (number as u32, *lot)).collect::<Vec<_>>();
        shelves.iter().enumerate().flat_map(of_shelf).collect()
    }
}

/// Records that a lot is lost.
fn adjust(now: &Now<'_>, shelf: usize, lot: Lot, reason: AdjustmentReason, record: &mut Record) {
    let id = record.id(Dated::InventoryAdjustment, now.monday);
    record.add(rows::InventoryAdjustment {
        id,
        day: now.monday,
        occurred: now.monday,
        dc: now.dc(),
        store: NULL32,
        sku: now.site.skus[shelf] as i32 + 1,
        batch: lot.batch,
        cases: -lot.cases,
        eaches: -lot.cases * now.site.units[shelf],
        reason,
    });
}
