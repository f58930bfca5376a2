//! The way of a truck, stop after stop, while it is loaded: which stores it can still take along.

use super::policy::{DETOUR, DWELL_MINUTES, RUN_SLACK_MINUTES, TRUCK_KMH};
use super::site::Site;
use super::spec::OutboundSpec;
use crate::sphere::Point;

/// A truck that leaves a center at a time.
#[derive(Debug, Clone, Copy)]
pub struct Tour<'a> {
    /// What the simulation is told.
    pub spec: &'a OutboundSpec,
    /// The center.
    pub site: &'a Site,
    /// When it leaves, minutes since 1970-01-01.
    pub departure: i64,
}

impl Tour<'_> {
    /// When the truck is to be at a store after the last stop and its arrival there; `None` if the store would wait too
    /// long for it.
    #[must_use]
    pub fn arrival(&self, last: Option<(u32, i64)>, to: u32) -> Option<i64> {
        let dock = &self.site.stores[to as usize].dock;
        let at = |minute: i64| dock.appointment(self.spec, minute);
        let straight = self.departure + self.driving(None, to);
        let there = last.map_or(straight, |(stop, arrival)| arrival + DWELL_MINUTES + self.driving(Some(stop), to));
        let arrival = at(there);
        (arrival <= at(straight) + RUN_SLACK_MINUTES).then_some(arrival)
    }

    /// Minutes of driving from a stop, or the distribution center, to a store.
    fn driving(&self, from: Option<u32>, to: u32) -> i64 {
        let here = from.map_or(self.site.point, |stop| self.site.stores[stop as usize].point);
        driving_minutes(&here, &self.site.stores[to as usize].point)
    }
}

/// Minutes of driving from one point to another.
#[must_use]
pub fn driving_minutes(from: &Point, to: &Point) -> i64 {
    (from.km(to) * DETOUR / TRUCK_KMH * 60.0).ceil() as i64
}
