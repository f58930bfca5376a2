//! The stores of a center: what each has of each SKU that it sells, and what is on its way to it.

use crate::sim::demand;
use crate::sim::site::Site;
use crate::sim::world::World;

/// Weeks ahead by which goods on their way to a store are kept apart; later arrivals count as the last of them.
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
    pub fn divert(&mut self, eaches: i32, slot: usize) {
        self.on_order -= eaches;
        let mut open = eaches;
        for at in std::iter::once(slot).chain((0..PIPELINE_WEEKS).rev()) {
            let part = open.min(self.pipe[at]);
            self.pipe[at] -= part;
            open -= part;
        }
        debug_assert_eq!(open, 0, "what is diverted is part of a delivery that is still in the pipeline");
    }

    /// What the store believes to have, or knows to be on its way, in eaches.
    #[must_use]
    pub fn position(&self) -> i32 {
        self.stock + self.phantom + self.on_order
    }
}

/// The stock of all stores of a center.
#[derive(Debug, Clone)]
pub struct Shops {
    /// Stock by pair.
    pub pairs: Vec<PairState>,
    /// Eaches of a pair that wait in a store for a pick-up after the as-of date.
    pub still_in_store: Vec<(u32, i32)>,
}

impl Shops {
    /// The stores before the first week. A store's opening stock is what its policy would have left it with: the order
    /// point less part of a week's sales and plus part of a case, by a draw of its own.
    #[must_use]
    pub fn new(world: &World, site: &Site) -> Self {
        let mut pairs = vec![PairState::default(); site.pairs.len()];
        for slot in &site.slots {
            for number in slot.pairs.clone() {
                let pair = &site.pairs[number];
                let store = &site.stores[pair.store as usize];
                if world.spec.skus.first_week[pair.sku as usize] > 0 {
                    continue;
                }
                let point = demand::order_point(world, store, pair, 0, slot.cadence);
                let elapsed = slot.cadence - (slot.cadence - slot.phase % slot.cadence) % slot.cadence;
                let surplus = demand::opening_surplus(world, store, pair, site.units_of(number as u32), elapsed);
                let stock = (point + surplus).max(0);
                pairs[number] = PairState { stock, arrived: stock, ..PairState::default() };
            }
        }
        Self { pairs, still_in_store: Vec::new() }
    }

    /// Begins a week: what was delivered in the last one can be sold.
    pub fn open_week(&mut self) {
        for pair in &mut self.pairs {
            pair.stock += pair.pipe[0];
            pair.arrived += pair.pipe[0];
            pair.on_order -= pair.pipe[0];
            pair.pipe.copy_within(1.., 0);
            pair.pipe[PIPELINE_WEEKS - 1] = 0;
        }
    }

    /// Eaches that each pair's store can sell.
    #[must_use]
    pub fn stock(&self) -> Vec<i32> {
        self.pairs.iter().map(|pair| pair.stock).collect()
    }

    /// Eaches that each pair's store holds at the end: on the shelf, delivered in the last week, or set aside for a later
    /// pick-up.
    #[must_use]
    pub fn closing_stock(&self) -> Vec<i32> {
        let mut eaches: Vec<i32> = self.pairs.iter().map(|pair| pair.stock + pair.pipe.iter().sum::<i32>()).collect();
        for &(pair, waiting) in &self.still_in_store {
            eaches[pair as usize] += waiting;
        }
        eaches
    }
}
