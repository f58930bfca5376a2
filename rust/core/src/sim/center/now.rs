//! What every step of a center's week reads.

use crate::sim::pending::Order;
use crate::sim::site::Site;
use crate::sim::world::World;
use crate::stream::Stream;

/// A week at a center.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// The world, the same for all centers.
    pub world: &'a World,
    /// The fixed part of the center.
    pub site: &'a Site,
    /// Week of the horizon.
    pub week: i32,
    /// Its first day, days since 1970-01-01.
    pub monday: i32,
}

impl<'a> Now<'a> {
    /// A week of the horizon at a center.
    #[must_use]
    pub fn new(world: &'a World, site: &'a Site, week: i32) -> Self {
        Self { world, site, week, monday: world.monday(week) }
    }

    /// Id of the center in the tables.
    #[must_use]
    pub fn dc(&self) -> i16 {
        self.site.dc as i16 + 1
    }

    /// The stream of one decision about an order: a store places at most one a day.
    #[must_use]
    pub fn draws(&self, order: &Order, purpose: u64) -> Stream {
        let store = self.site.stores[order.store as usize].id;
        Stream::new(self.world.spec.seed, purpose, u64::from(store as u32), order.day as u64)
    }

    /// Week of the horizon that holds a day.
    #[must_use]
    pub fn week_of(&self, day: i32) -> i32 {
        (day - self.world.spec.start_day) / 7
    }
}
