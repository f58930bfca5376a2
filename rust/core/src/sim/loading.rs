//! Loading: the orders of a departure, laid end to end in the order of the delivery sweep and cut into trucks.

use super::codes::{Service, Vehicle};
use super::pending::Pending;
use super::policy::{
    PALLET_PARTS, PARCEL_CASES, TRUCK_GRAMS, TRUCK_PALLETS, TRUCK_PARTS, TRUCK_STOPS, TRUCKLOAD_SHARE, VEHICLES,
};
use super::site::Site;
use super::spec::OutboundSpec;
use super::timetable::departure;
use super::tour::Tour;

/// Cases of one batch for one order line on one truck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Order in [`Pending::orders`].
    pub order: usize,
    /// Line in [`Pending::lines`].
    pub line: usize,
    /// Batch number of the plan.
    pub batch: i32,
    /// Cases.
    pub cases: i32,
    /// Stop of the truck.
    pub stop: usize,
}

/// What cases take of a vehicle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Gross mass, grams.
    pub grams: i64,
    /// Room on pallets, in [`PALLET_PARTS`].
    pub parts: i64,
}

impl Size {
    /// That of several cases of this size.
    #[must_use]
    pub fn of(self, cases: i32) -> Self {
        Self { grams: self.grams * i64::from(cases), parts: self.parts * i64::from(cases) }
    }

    /// That of both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { grams: self.grams + other.grams, parts: self.parts + other.parts }
    }

    fn fits_a_truck(self) -> bool {
        self.grams <= TRUCK_GRAMS && self.parts <= TRUCK_PARTS
    }
}

/// A load: what leaves together, on a vehicle of its own or as parcels, with its stops in order.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// Stores, numbered within the distribution center.
    pub stops: Vec<u32>,
    /// The load, in loading order.
    pub pieces: Vec<Piece>,
    /// Cases on board.
    pub cases: i32,
    /// What they take.
    pub size: Size,
    /// When it leaves, minutes since 1970-01-01.
    pub departure: i64,
    /// Planned arrival at the last stop.
    arrival: i64,
}

impl Load {
    /// Cases of a size that a truck with this load still holds.
    fn room(&self, case: Size) -> i32 {
        let by_mass = (TRUCK_GRAMS - self.size.grams) / case.grams.max(1);
        let by_room = (TRUCK_PARTS - self.size.parts) / case.parts.max(1);
        i32::try_from(by_mass.min(by_room)).unwrap_or(i32::MAX)
    }

    /// An empty one.
    fn leaving(departure: i64) -> Self {
        Self { departure, ..Self::default() }
    }

    fn tour<'a>(&self, spec: &'a OutboundSpec, site: &'a Site) -> Tour<'a> {
        Tour { spec, site, departure: self.departure }
    }

    fn last(&self) -> Option<(u32, i64)> {
        self.stops.last().map(|&stop| (stop, self.arrival))
    }

    fn fits(&self, tour: &Tour<'_>, store: u32, more: Size) -> bool {
        self.can_reach(tour, store) && self.size.and(more).fits_a_truck()
    }

    fn can_reach(&self, tour: &Tour<'_>, store: u32) -> bool {
        self.stops.last() == Some(&store)
            || self.stops.len() < TRUCK_STOPS && tour.arrival(self.last(), store).is_some()
    }

    fn put(&mut self, tour: &Tour<'_>, store: u32, mut piece: Piece, case: Size) {
        if self.stops.last() != Some(&store) {
            self.arrival = tour.arrival(self.last(), store).unwrap_or(self.arrival);
            self.stops.push(store);
        }
        piece.stop = self.stops.len() - 1;
        self.cases += piece.cases;
        self.size = self.size.and(case.of(piece.cases));
        self.pieces.push(piece);
    }

    /// The same goods, a load for each stop; they are collected together.
    #[must_use]
    pub fn by_stop(&self, spec: &OutboundSpec, site: &Site, case: impl Fn(usize) -> Size) -> Vec<Self> {
        let tour = self.tour(spec, site);
        let of_stop = |(stop, &store): (usize, &u32)| {
            let mut load = Self::leaving(self.departure);
            for &piece in self.pieces.iter().filter(|piece| piece.stop == stop) {
                load.put(&tour, store, piece, case(piece.line));
            }
            load
        };
        self.stops.iter().enumerate().map(of_stop).collect()
    }

    /// How the load travels: on a truck of its own past several stops, to a single one by its size.
    #[must_use]
    pub fn service(&self) -> Service {
        let fills_a_truck = f64::from(self.pallets()) >= TRUCKLOAD_SHARE * f64::from(TRUCK_PALLETS);
        if self.stops.len() > 1 || fills_a_truck {
            Service::Truckload
        } else if self.cases > PARCEL_CASES {
            Service::PartLoad
        } else {
            Service::Parcel
        }
    }

    /// The smallest vehicle that holds a truckload; part loads and parcels share one with those of others.
    #[must_use]
    pub fn vehicle(&self) -> Option<Vehicle> {
        let holds = |vehicle: &(i32, i64)| self.pallets() <= vehicle.0 && self.size.grams <= vehicle.1;
        let smallest = VEHICLES.iter().position(holds).unwrap_or(VEHICLES.len() - 1);
        (self.service() == Service::Truckload).then_some(Vehicle::ALL[smallest])
    }

    /// Pallets on the floor.
    #[must_use]
    pub fn pallets(&self) -> i32 {
        i32::try_from((self.size.parts + PALLET_PARTS - 1) / PALLET_PARTS).unwrap_or(i32::MAX)
    }
}

/// Loads the given orders in the given order, to leave on a day. An order stays on one truck unless it is larger than a
/// truck. `case` tells the size of a line's case.
#[must_use]
pub fn loads(
    (spec, site): (&OutboundSpec, &Site),
    (pending, sequence): (&Pending, &[usize]),
    day: i32,
    case: impl Fn(usize) -> Size,
) -> Vec<Load> {
    let next = |number: usize| Load::leaving(departure(spec, site, day, number));
    let (mut loads, mut load) = (Vec::new(), next(0));
    let send = |load: &mut Load, loads: &mut Vec<Load>| loads.push(std::mem::replace(load, next(loads.len() + 1)));
    for &number in sequence {
        let order = &pending.orders[number];
        let sizes = order.lines.clone().map(|line| case(line).of(pending.lines[line].loadable));
        if !load.fits(&load.tour(spec, site), order.store, sizes.fold(Size::default(), Size::and))
            && !load.pieces.is_empty()
        {
            send(&mut load, &mut loads);
        }
        let parts = order.lines.clone().flat_map(|line| pending.parts_of(line));
        for part in parts.filter(|part| !part.held) {
            let (line, mut open) = (part.line, part.cases);
            while open > 0 {
                let cases = open.min(load.room(case(line)));
                if cases == 0 {
                    send(&mut load, &mut loads);
                    continue;
                }
                let piece = Piece { order: number, line, batch: part.batch, cases, stop: 0 };
                load.put(&load.tour(spec, site), order.store, piece, case(line));
                open -= cases;
            }
        }
    }
    if !load.pieces.is_empty() {
        loads.push(load);
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::super::pending::{Line, Order, Part};
    use super::super::spec::{Accounts, Centers, Members, OutboundSpec, Pairs, Stores, Zones};
    use super::*;
    use proptest::prelude::*;

    fn pending(orders: &[Vec<i32>]) -> Pending {
        let mut pending = Pending::default();
        for (number, cases) in orders.iter().enumerate() {
            let first = pending.lines.len();
            for &allocated in cases {
                let (line, first_part) = (pending.lines.len(), pending.parts.len());
                pending.parts.push(Part { id: 0, line, batch: 1, expiry: 0, cases: allocated, held: false });
                pending.lines.push(Line {
                    pair: 0,
                    ordered: allocated,
                    needed: allocated,
                    refused: false,
                    allocated,
                    loadable: allocated,
                    promo: None,
                    discount_bp: 0,
                    first_part,
                });
            }
            let lines = first..pending.lines.len();
            pending.orders.push(Order {
                id: number as i64 + 1,
                store: number as u32,
                day: 0,
                allocated: 0,
                requested: 0,
                promised: 0,
                lines,
            });
        }
        pending
    }

    /// A case of which 50 fill a pallet.
    fn soap(_: usize) -> Size {
        Size { grams: 7_000, parts: PALLET_PARTS / 50 }
    }

    /// What a center loads on a Monday whose stores lie north of it, so many degrees apart, and take goods in at any hour.
    fn loaded(
        (stores, degrees): (usize, f64),
        pending: &Pending,
        sequence: &[usize],
        case: impl Fn(usize) -> Size,
    ) -> Vec<Load> {
        let spec = spec(stores, degrees);
        loads((&spec, &Site::new(&spec, 0)), (pending, sequence), 0, case)
    }

    fn spec(stores: usize, degrees: f64) -> OutboundSpec {
        let stores = Stores {
            account: vec![0; stores],
            channel: vec![0; stores],
            dc: vec![0; stores],
            city: vec![0; stores],
            latitude: (0..stores).map(|s| s as f64 * degrees).collect(),
            longitude: vec![10.0; stores],
            country: vec![0; stores],
            zone: vec![0; stores],
            receives_from: vec![0; stores],
            receives_until: vec![24 * 60; stores],
            cadence: vec![1; stores],
            orders_per_week: vec![1; stores],
            weekday: vec![0; stores],
        };
        let pairs = Pairs { start: vec![0; stores.rows() + 1], ..Pairs::default() };
        let accounts = Accounts { priority: vec![1], price_lag_weeks: vec![0], ..Accounts::default() };
        let centers = Centers {
            latitude: vec![0.0],
            longitude: vec![10.0],
            southern: vec![false],
            country: vec![0],
            zone: vec![0],
            dispatch_days: vec![5],
            ..Centers::default()
        };
        let holidays = Members { start: vec![0; 2], member: Vec::new() };
        let zones = Zones { first_day: 0, days: 1, ahead: vec![0] };
        OutboundSpec { accounts, stores, pairs, centers, holidays, zones, ..OutboundSpec::default() }
    }

    #[test]
    fn a_stop_too_far_out_of_the_way_opens_the_next_truck() {
        let pending = pending(&vec![vec![10]; 20]);
        let sequence: Vec<usize> = (0..20).rev().collect();
        let loads = loaded((20, 0.5), &pending, &sequence, soap);
        assert!(loads.len() > 1);
    }

    #[test]
    fn neighbors_share_a_truck_up_to_its_stops() {
        let pending = pending(&vec![vec![1]; TRUCK_STOPS + 5]);
        let sequence: Vec<usize> = (0..TRUCK_STOPS + 5).collect();
        let loads = loaded((TRUCK_STOPS + 5, 0.01), &pending, &sequence, soap);
        assert_eq!(loads.iter().map(|t| t.stops.len()).collect::<Vec<_>>(), [TRUCK_STOPS, 5]);
    }

    #[test]
    fn an_order_that_does_not_fit_takes_the_next_truck_whole() {
        let pending = pending(&[vec![800], vec![600]]);
        let loads = loaded((2, 0.5), &pending, &[0, 1], soap);
        assert_eq!(loads.iter().map(|t| t.cases).collect::<Vec<_>>(), [800, 600]);
    }

    #[test]
    fn an_order_larger_than_a_truck_is_split() {
        let pending = pending(&[vec![3_000]]);
        let loads = loaded((1, 0.5), &pending, &[0], soap);
        assert_eq!(loads.iter().map(|t| t.cases).collect::<Vec<_>>(), [1_300, 1_300, 400]);
    }

    proptest! {
        #[test]
        fn every_case_is_loaded_once_and_no_truck_is_overloaded(
            orders in prop::collection::vec(prop::collection::vec(1..900_i32, 1..8), 1..30),
            grams in 500..40_000_i64,
            on_a_pallet in 20..400_i64,
        ) {
            let case = Size { grams, parts: PALLET_PARTS / on_a_pallet };
            let pending = pending(&orders);
            let sequence: Vec<usize> = (0..orders.len()).collect();
            let loads = loaded((orders.len(), 0.5), &pending, &sequence, |_| case);
            let mut loaded = vec![0; pending.lines.len()];
            for load in &loads {
                prop_assert!(load.pallets() <= TRUCK_PALLETS && load.size.grams <= TRUCK_GRAMS);
                prop_assert!(load.stops.len() <= TRUCK_STOPS);
                prop_assert_eq!(load.size, case.of(load.cases));
                load.pieces.iter().for_each(|p| loaded[p.line] += p.cases);
            }
            prop_assert_eq!(loaded, pending.lines.iter().map(|l| l.allocated).collect::<Vec<_>>());
        }
    }
}
