//! A distribution center and its stores, week after week: the one piece of state that the outbound simulation has.

use super::demand;
use super::losses::{self, Vanishing};
use super::pending::Pending;
use super::recall::Traced;
use super::record::Record;
use super::site::Site;
use super::stock::{Lot, Shelf};
use super::world::World;

/// Weeks ahead that the goods on their way to a store are kept apart by; later arrivals count as the last of them.
pub const PIPELINE_WEEKS: usize = 3;

/// A pair's stock.
#[derive(Debug, Clone, Copy, Default)]
pub struct PairState {
    /// Eaches on the shelf and in the back room.
    pub stock: i32,
    /// Eaches reserved for the store and not yet sellable there.
    pub on_order: i32,
    /// Eaches that become sellable at the start of each of the next weeks.
    pub pipe: [i32; PIPELINE_WEEKS],
    /// Whether the last order was cut.
    pub cut: bool,
    /// Eaches that the store's records show and its shelf does not hold.
    pub phantom: i32,
    /// Eaches that have become sellable so far, the opening stock included: the supply curve of the shelf.
    pub arrived: i32,
}

impl PairState {
    /// Takes eaches out of the pipeline: those that can be sold in week `slot` from now, others where these are fewer.
    pub(super) fn divert(&mut self, eaches: i32, slot: usize) {
        self.on_order -= eaches;
        let mut open = eaches;
        for at in std::iter::once(slot).chain((0..PIPELINE_WEEKS).rev()) {
            let part = open.min(self.pipe[at]);
            self.pipe[at] -= part;
            open -= part;
        }
        debug_assert_eq!(open, 0, "what is diverted is part of a delivery that is still in the pipeline");
    }
}

/// Cases that leave for another center, as far as they are there.
#[derive(Debug, Clone, Copy)]
pub struct Transfer {
    /// SKU, numbered within the giving center.
    pub item: u32,
    /// The receiving center's item: an index of [`super::Simulator::items`].
    pub to: i32,
    /// Cases wanted.
    pub cases: i32,
}

/// What the planner decides for a center and week.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// Item and lot that can be allocated from Monday on.
    pub arrivals: Vec<(u32, Lot)>,
    /// What leaves for other centers on Monday.
    pub transfers: Vec<Transfer>,
}

/// Returned cases that go back on the shelf at the start of a week.
#[derive(Debug, Clone, Copy)]
pub struct Restock {
    /// Week of the horizon.
    pub week: i32,
    /// SKU, numbered within the distribution center.
    pub item: u32,
    /// The cases.
    pub lot: Lot,
}

/// Cases of an SKU that moved through the center's books in a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Cases ordered by stores.
    pub ordered: i32,
    /// Cases reserved for them.
    pub allocated: i32,
    /// Cases put back into circulation, less those taken out of it otherwise.
    pub written: i32,
}

impl Flow {
    /// Counts an order line.
    #[inline]
    pub fn add(&mut self, ordered: i32, allocated: i32) {
        self.ordered += ordered;
        self.allocated += allocated;
    }
}

/// The state of a distribution center and its stores.
#[derive(Debug, Clone)]
pub struct Center {
    /// The fixed part.
    pub site: Site,
    /// What it writes down.
    pub record: Record,
    /// Flow of the current week by item.
    pub flow: Vec<Flow>,
    /// Stock by item.
    pub shelves: Vec<Shelf>,
    /// Stock by pair.
    pub pairs: Vec<PairState>,
    /// Eaches of a pair that wait in a store for a pick-up after the as-of date.
    pub still_in_store: Vec<(u32, i32)>,
    pub(super) units: Vec<i32>,
    pub(super) pending: Pending,
    pub(super) restocks: Vec<Restock>,
    pub(super) set_aside: Vec<(u32, i32)>,
    pub(super) traced: Vec<Traced>,
    pub(super) vanishing: Vec<Vanishing>,
    pub(super) taken_this_week: i64,
    /// What left for other centers this week: the receiving item, of all centers' items, and the lot.
    pub(super) transferred: Vec<(i32, Lot)>,
    missed: Option<i32>,
}

impl Center {
    /// A center before the first week, its stores stocked.
    #[must_use]
    pub fn new(world: &World, dc: usize) -> Self {
        let site = Site::new(&world.spec, dc);
        let units = site.items.iter().map(|&sku| world.spec.skus.units_per_case[sku as usize]).collect();
        let mut center = Self {
            record: Record::new(&world.spec),
            flow: vec![Flow::default(); site.items.len()],
            shelves: vec![Shelf::default(); site.items.len()],
            pairs: vec![PairState::default(); site.pairs.len()],
            still_in_store: Vec::new(),
            units,
            pending: Pending::default(),
            restocks: Vec::new(),
            set_aside: Vec::new(),
            traced: Vec::new(),
            vanishing: losses::vanishing(world, &site),
            taken_this_week: 0,
            transferred: Vec::new(),
            missed: None,
            site,
        };
        center.open_stores(world);
        center
    }

    /// Back to the state before the first week.
    pub fn rewind(&mut self, world: &World) {
        *self = Self::new(world, self.site.dc);
    }

    /// Puts a lot on the shelf, or aside when its batch has been recalled.
    pub fn receive(&mut self, world: &World, week: i32, item: u32, lot: Lot) {
        let shelf = &mut self.shelves[item as usize];
        if world.is_recalled(lot.batch, week) {
            shelf.keep_back(lot);
            self.flow[item as usize].written -= lot.cases;
        } else {
            shelf.receive(lot);
        }
    }

    /// Takes cases that another center needs more from the lots that must leave first.
    fn transfer(&mut self, wanted: &[Transfer]) {
        self.transferred.clear();
        for &Transfer { item, to, cases } in wanted {
            let transferred = &mut self.transferred;
            let taken = self.shelves[item as usize].take(cases, |lot| transferred.push((to, lot)));
            self.flow[item as usize].written -= taken;
        }
    }

    /// Lives through one week, in which the cases of `supply` can be allocated or go to other centers.
    pub fn step(&mut self, world: &World, week: i32, supply: &Supply) {
        let monday = world.monday(week);
        self.flow.fill(Flow::default());
        self.taken_this_week = 0;
        for &(item, lot) in &supply.arrivals {
            self.receive(world, week, item, lot);
        }
        self.shift_pipelines();
        self.shelve_traced(week);
        self.put_back(world, week);
        self.recall(world, week);
        self.retire(monday);
        self.write_off(world, week, monday);
        self.transfer(&supply.transfers);
        self.lose_unnoticed(world, week, monday);
        for weekday in 0..7 {
            self.send_out(world, week, monday + weekday);
            self.take_orders(world, week, weekday);
        }
        self.sell(world, week, monday);
        if week + 1 == world.spec.weeks {
            self.leave_waiting(world);
        }
    }

    /// A store's opening stock is what its policy would have left it with: the order point less part of a week's sales
    /// and plus part of a case, by a draw of its own.
    fn open_stores(&mut self, world: &World) {
        for slot in self.site.slots.clone() {
            for number in slot.pairs {
                let pair = self.site.pairs[number];
                let store = &self.site.stores[pair.store as usize];
                if world.spec.skus.first_week[pair.sku as usize] > 0 {
                    continue;
                }
                let point = demand::order_point(world, store, &pair, 0, slot.cadence);
                let units = self.units[pair.item as usize];
                let elapsed = slot.cadence - (slot.cadence - slot.phase % slot.cadence) % slot.cadence;
                let surplus = demand::opening_surplus(world, store, &pair, units, elapsed);
                let stock = (point + surplus).max(0);
                self.pairs[number] = PairState { stock, arrived: stock, ..PairState::default() };
            }
        }
    }

    fn shift_pipelines(&mut self) {
        for pair in &mut self.pairs {
            pair.stock += pair.pipe[0];
            pair.arrived += pair.pipe[0];
            pair.on_order -= pair.pipe[0];
            pair.pipe.rotate_left(1);
            pair.pipe[PIPELINE_WEEKS - 1] = 0;
        }
    }

    fn put_back(&mut self, world: &World, week: i32) {
        let (due, later) = std::mem::take(&mut self.restocks).into_iter().partition(|restock| restock.week <= week);
        self.restocks = later;
        let due: Vec<Restock> = due;
        for Restock { item, lot, .. } in due {
            self.flow[item as usize].written += lot.cases;
            self.receive(world, week, item, lot);
        }
    }

    /// Trucks leave on the days of the timetable; while the center is down none does, and its backlog leaves on the first
    /// day after.
    fn send_out(&mut self, world: &World, week: i32, day: i32) {
        let planned = self.site.dispatch[(day - world.monday(week)) as usize];
        if world.spec.scenario.is_down(self.site.dc, day) {
            self.missed = self.missed.or(planned.then_some(day));
        } else if planned || self.missed.is_some() {
            let missed = self.missed.take();
            self.depart(world, week, day, missed);
        }
    }

    /// Cases in the building by item and lot: on the shelf, reserved and waiting for a truck, or waiting to be put back.
    #[must_use]
    pub fn closing_lots(&self) -> Vec<(u32, Lot)> {
        let mut shelves = self.shelves.clone();
        for restock in &self.restocks {
            shelves[restock.item as usize].receive(restock.lot);
        }
        for part in self.pending.parts.iter().filter(|part| !part.held) {
            let pair = self.site.pairs[self.pending.lines[part.line].pair as usize];
            shelves[pair.item as usize].receive(Lot { expiry: part.expiry, batch: part.batch, cases: part.cases });
        }
        let of_item = |(item, shelf): (usize, &Shelf)| shelf.lots().map(|lot| (item as u32, *lot)).collect::<Vec<_>>();
        shelves.iter().enumerate().flat_map(of_item).collect()
    }

    /// Expected demand by item and week of the season table, cases.
    #[must_use]
    pub fn expected(&self, world: &World) -> Vec<f64> {
        let weeks = world.spec.season.weeks;
        let mut cases = vec![0.0; self.site.items.len() * weeks];
        for pair in &self.site.pairs {
            let (store, item) = (&self.site.stores[pair.store as usize], pair.item as usize);
            let per_case = f64::from(self.units[item]);
            for week in 0..weeks {
                cases[item * weeks + week] += demand::mean(world, store, pair, week as i32) / per_case;
            }
        }
        cases
    }

    /// Orders that the stores are expected to place, by item and week of the season table, cases.
    #[must_use]
    pub fn expected_orders(&self, world: &World) -> Vec<f64> {
        let weeks = world.spec.season.weeks;
        let mut cases = vec![0.0; self.site.items.len() * weeks];
        for slot in &self.site.slots {
            let store = &self.site.stores[slot.store as usize];
            for pair in &self.site.pairs[slot.pairs.clone()] {
                let (item, per_case) = (pair.item as usize, f64::from(self.units[pair.item as usize]));
                let reviews = (0..weeks as i32).filter(|week| (week + slot.phase) % slot.cadence == 0);
                for week in reviews {
                    let eaches = demand::expected_order(world, store, pair, week, slot.cadence);
                    cases[item * weeks + week as usize] += eaches / per_case;
                }
            }
        }
        cases
    }

    /// Eaches that each pair's store holds at the end: on the shelf, delivered in the last week, or set aside for a later pick-up.
    #[must_use]
    pub fn closing_store_stock(&self) -> Vec<i32> {
        let mut eaches: Vec<i32> = self.pairs.iter().map(|pair| pair.stock + pair.pipe.iter().sum::<i32>()).collect();
        for &(pair, held) in &self.still_in_store {
            eaches[pair as usize] += held;
        }
        eaches
    }
}
