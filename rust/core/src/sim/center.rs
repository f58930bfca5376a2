//! A distribution center and its stores, week after week: the one piece of state that the outbound simulation has.

use super::counters::{Counters, Dated};
use super::demand;
use super::orders::Pending;
use super::policy::OSA_CYCLE_WEEKS;
use super::rows::{OsaRow, PosRow, Rows};
use super::site::Site;
use super::stock::{Lot, Shelf};
use super::totals::Totals;
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
    /// Ids.
    pub counters: Counters,
    /// Weekly totals.
    pub totals: Totals,
    /// Rows of the current slice.
    pub rows: Rows,
    /// Flow of the current week by item.
    pub flow: Vec<Flow>,
    /// Stock by item.
    pub shelves: Vec<Shelf>,
    /// Stock by pair.
    pub pairs: Vec<PairState>,
    /// Eaches of a pair that wait in a store for a pick-up after the as-of date.
    pub still_in_store: Vec<(u32, i32)>,
    pub(super) first_day: i32,
    pub(super) units: Vec<i32>,
    pub(super) pending: Pending,
    pub(super) restocks: Vec<Restock>,
    pub(super) set_aside: Vec<(u32, i32)>,
}

impl Center {
    /// A center before the first week, its stores stocked.
    #[must_use]
    pub fn new(world: &World, dc: usize) -> Self {
        let site = Site::new(&world.spec, dc);
        let units = site.items.iter().map(|&sku| world.spec.units_per_case[sku as usize]).collect();
        let mut center = Self {
            counters: Counters::new(world.spec.weeks as usize * 7),
            totals: Totals::new(world.spec.channels, world.spec.weeks),
            rows: Rows::default(),
            flow: vec![Flow::default(); site.items.len()],
            shelves: vec![Shelf::default(); site.items.len()],
            pairs: vec![PairState::default(); site.pairs.len()],
            still_in_store: Vec::new(),
            first_day: world.spec.start_day,
            units,
            pending: Pending::default(),
            restocks: Vec::new(),
            set_aside: Vec::new(),
            site,
        };
        center.open_stores(world);
        center
    }

    /// Back to the state before the first week.
    pub fn rewind(&mut self, world: &World) {
        *self = Self::new(world, self.site.dc);
    }

    /// Puts a lot on the shelf.
    pub fn receive(&mut self, item: u32, lot: Lot) {
        self.shelves[item as usize].receive(lot);
    }

    /// Lives through one week. What arrived in earlier weeks has been received before.
    pub fn step(&mut self, world: &World, week: i32) {
        let monday = world.spec.start_day + week * 7;
        self.flow.fill(Flow::default());
        self.shift_pipelines();
        self.put_back(week);
        self.retire(monday);
        for weekday in 0..7 {
            if self.site.dispatch[weekday as usize] {
                self.depart(world, week, monday + weekday);
            }
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
                if world.spec.first_week[pair.sku as usize] > 0 {
                    continue;
                }
                let point = demand::order_point(world, store, &pair, 0, slot.cadence);
                let units = self.units[pair.item as usize];
                let elapsed = slot.cadence - (slot.cadence - slot.phase % slot.cadence) % slot.cadence;
                let surplus = demand::opening_surplus(world, store, &pair, units, elapsed);
                self.pairs[number].stock = (point + surplus).max(0);
            }
        }
    }

    fn shift_pipelines(&mut self) {
        for pair in &mut self.pairs {
            pair.stock += pair.pipe[0];
            pair.on_order -= pair.pipe[0];
            pair.pipe.rotate_left(1);
            pair.pipe[PIPELINE_WEEKS - 1] = 0;
        }
    }

    fn put_back(&mut self, week: i32) {
        let shelves = &mut self.shelves;
        self.restocks.retain(|restock| {
            let due = restock.week <= week;
            if due {
                shelves[restock.item as usize].receive(restock.lot);
            }
            !due
        });
    }

    fn sell(&mut self, world: &World, week: i32, monday: i32) {
        let day = week * 7;
        for number in 0..self.pairs.len() {
            let pair = self.site.pairs[number];
            let store = &self.site.stores[pair.store as usize];
            let plain = world.plain_mean(pair.sku, pair.rate, week);
            if plain <= 0.0 {
                continue;
            }
            let effect = world.promo.effect(store.account, pair.sku, week);
            let mean = plain * effect.factor;
            let stock = self.pairs[number].stock;
            let eaches = if stock > 0 { demand::draw(world, store, &pair, week, mean).min(stock) } else { 0 };
            if eaches > 0 {
                self.pairs[number].stock -= eaches;
                self.rows.pos.push(PosRow {
                    id: self.counters.take(Dated::Pos, day),
                    store: store.id,
                    sku: pair.sku as i32 + 1,
                    week: week as i16,
                    eaches,
                    promo: effect.promotion.map_or(-1, |promo| promo as i16),
                });
                self.totals.channel(store.channel, week).sold_eaches += i64::from(eaches);
            }
            // Ids, so that a shelf keeps its turn when others appear.
            if (store.id + pair.sku as i32 + week) % OSA_CYCLE_WEEKS == 0 {
                self.look(world, week, monday + 6, number, effect.promotion.is_some());
            }
        }
    }

    /// Looks at a shelf on a Sunday and, when it is empty, says why.
    fn look(&mut self, world: &World, week: i32, sunday: i32, number: usize, promoted: bool) {
        let (pair, state) = (self.site.pairs[number], self.pairs[number]);
        let capacity = Site::shelf_capacity(&pair, self.units[pair.item as usize]);
        let reason = match state {
            PairState { stock: 1.., .. } => -1,
            PairState { cut: true, .. } => 0,
            _ if promoted => 1,
            _ => 2,
        };
        self.rows.osa.push(OsaRow {
            id: self.counters.take(Dated::Osa, sunday - world.spec.start_day),
            store: self.site.stores[pair.store as usize].id,
            sku: pair.sku as i32 + 1,
            day: sunday,
            shelf: state.stock.min(capacity),
            capacity,
            reason,
        });
        let total = self.totals.channel(self.site.stores[pair.store as usize].channel, week);
        total.shelves_checked += 1;
        total.shelves_in_stock += i64::from(state.stock > 0);
    }

    /// Cases in the building by item and lot: on the shelf, reserved and waiting for a truck, or waiting to be put back.
    #[must_use]
    pub fn closing_lots(&self) -> Vec<(u32, Lot)> {
        let mut shelves = self.shelves.clone();
        for restock in &self.restocks {
            shelves[restock.item as usize].receive(restock.lot);
        }
        for part in &self.pending.parts {
            let pair = self.site.pairs[self.pending.lines[part.line].pair as usize];
            shelves[pair.item as usize].receive(Lot { expiry: part.expiry, batch: part.batch, cases: part.cases });
        }
        let of_item = |(item, shelf): (usize, &Shelf)| shelf.lots().map(|lot| (item as u32, *lot)).collect::<Vec<_>>();
        shelves.iter().enumerate().flat_map(of_item).collect()
    }

    /// Expected demand by item and week of the season table, cases.
    #[must_use]
    pub fn expected(&self, world: &World) -> Vec<f64> {
        let weeks = world.spec.season_weeks;
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
        let weeks = world.spec.season_weeks;
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
