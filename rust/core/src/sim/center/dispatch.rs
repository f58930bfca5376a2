//! A departure: the orders taken since the last one are waved, loaded, driven out and delivered.

use super::now::Now;
use super::record::Record;
use super::shops::{PIPELINE_WEEKS, Shops};
use crate::null::{NULL, NULL32};
use crate::sim::billing::overcharge;
use crate::sim::codes::Touch;
use crate::sim::loading::{Load, Piece, Size, loads};
use crate::sim::pending::{Order, Pending};
use crate::sim::policy::WAVE_ORDERS;
use crate::sim::rows::{self, Dated};
use crate::sim::site::Site;
use crate::sim::spec::OutboundSpec;
use crate::sim::timetable::{DAY_MINUTES, Run, day_of, freight, run};

/// What leaves on a day.
#[derive(Debug)]
pub struct Departure<'a> {
    /// The orders that wait.
    pub pending: &'a Pending,
    day: i32,
    /// Orders with something to carry, in loading order.
    sequence: Vec<usize>,
    loads: Vec<(Load, Run)>,
}

impl<'a> Departure<'a> {
    /// Loads everything that was ordered on earlier days, neighbors together.
    #[must_use]
    pub fn load(now: &Now<'_>, pending: &'a Pending, day: i32) -> Self {
        let (spec, site) = (&now.world.spec, now.site);
        let mut sequence: Vec<usize> =
            (0..pending.orders.len()).filter(|&n| pending.loadable(&pending.orders[n]) > 0).collect();
        sequence.sort_by_key(|&n| (site.stores[pending.orders[n].store as usize].sweep, n));
        let case = |line: usize| {
            let sku = site.sku_of(pending.lines[line].pair) as usize;
            Size { grams: i64::from(spec.skus.case_grams[sku]), parts: spec.skus.case_parts[sku] }
        };
        let with_run = |(number, load)| {
            let run = run(spec, site, &load, day, number);
            (load, run)
        };
        let loads = loads((spec, site), (pending, &sequence), day, case)
            .into_iter()
            .flat_map(|load| cheaper(spec, site, load, day, case))
            .enumerate()
            .map(with_run)
            .collect();
        Self { pending, day, sequence, loads }
    }

    /// Every piece of the loads with the day on which it arrives.
    pub fn arrivals(&self) -> impl Iterator<Item = (&Piece, i32)> {
        self.loads
            .iter()
            .flat_map(|(load, run)| load.pieces.iter().map(|piece| (piece, day_of(run.legs[piece.stop].arrival))))
    }

    /// Writes down waves, loads and what is in them. Orders that were to leave on an earlier day, `planned`, were waved then and
    /// held since.
    pub fn record(&self, now: &Now<'_>, planned: i32, record: &mut Record) {
        let (first, later): (Vec<usize>, Vec<usize>) =
            self.sequence.iter().partition(|&&n| self.pending.orders[n].day < planned);
        self.pick(now, &first, planned, record);
        self.pick(now, &later, self.day, record);
        for (number, (load, run)) in self.loads.iter().enumerate() {
            let id = self.ship(now, number, load, run, record);
            self.drive(now, load, run, id, record);
            self.list_load(now, load, id, record);
        }
    }

    /// Writes down the waves of a day in which orders are picked.
    fn pick(&self, now: &Now<'_>, sequence: &[usize], day: i32, record: &mut Record) {
        let hold_hours = (self.day - day) * 24;
        for wave in sequence.chunks(WAVE_ORDERS) {
            let id = record.id(Dated::PickWave, day);
            let orders = wave.iter().map(|&n| &self.pending.orders[n]);
            record.add(rows::PickWave {
                id,
                dc: now.dc(),
                day,
                orders: wave.len() as i32,
                lines: orders.clone().map(|order| picked_lines(self.pending, order)).sum(),
                cases: orders.clone().map(|order| self.pending.loadable(order)).sum(),
                hold_hours,
            });
            if hold_hours > 0 {
                record.touch(Touch::HeldWave, id, 0, 0, hold_hours);
            }
            for (order, sequence) in orders.zip(1..) {
                record.add(rows::PickWaveOrder { wave: id, order: order.id, sequence });
            }
        }
    }

    fn ship(&self, now: &Now<'_>, number: usize, load: &Load, run: &Run, record: &mut Record) -> i64 {
        let id = record.id(Dated::Shipment, self.day);
        let (spec, charge) = (&now.world.spec, &run.charge);
        let which = ((now.site.dc as u64) << 32 | number as u64, self.day as u64);
        let error = overcharge(spec.seed, which, spec.scenario.overcharged, charge);
        let last = run.legs.last().expect("a truck has at least one stop");
        let delivered = day_of(last.arrival);
        let row = rows::Shipment {
            id,
            dc: now.dc(),
            store: now.site.stores[load.stops[load.stops.len() - 1] as usize].id,
            carrier: run.carrier,
            service: load.service(),
            day: self.day,
            expected: day_of(last.planned_arrival),
            delivered: if delivered <= now.world.as_of() { delivered } else { NULL32 },
            cases: load.cases,
            grams: load.size.grams,
            pallets: load.pallets(),
            vehicle: load.vehicle(),
            stops: load.stops.len() as i16,
            linehaul_cents: charge.linehaul,
            fuel_cents: charge.fuel,
            handling_cents: charge.handling,
            stop_off_cents: charge.stop_off,
            linehaul_error_cents: error.linehaul,
            fuel_error_cents: error.fuel,
        };
        record.shipment(row, charge);
        if error.total() > 0 {
            record.touch(Touch::BilledCents, id, 0, charge.total(), charge.total() + error.total());
        }
        id
    }

    fn drive(&self, now: &Now<'_>, load: &Load, run: &Run, shipment: i64, record: &mut Record) {
        let end = i64::from(now.world.as_of() + 1) * DAY_MINUTES;
        let happened = |minutes: i64| if minutes < end { minutes } else { NULL };
        let mut from = 0;
        for ((leg, &stop), sequence) in run.legs.iter().zip(&load.stops).zip(1..) {
            let to = now.site.stores[stop as usize].id;
            let id = record.id(Dated::ShipmentLeg, self.day);
            record.add(rows::ShipmentLeg {
                id,
                shipment,
                sequence,
                from,
                to,
                carrier: run.carrier,
                service: load.service(),
                hectometers: leg.hectometers,
                planned_departure: leg.planned_departure,
                planned_arrival: leg.planned_arrival,
                departure: happened(leg.departure),
                arrival: happened(leg.arrival),
                delay_minutes: if leg.arrival < end { (leg.arrival - leg.planned_arrival) as i32 } else { NULL32 },
                cause: leg.cause.filter(|_| leg.arrival < end),
            });
            from = to;
        }
    }

    fn list_load(&self, now: &Now<'_>, load: &Load, shipment: i64, record: &mut Record) {
        for (piece, number) in load.pieces.iter().zip(1..) {
            let order = &self.pending.orders[piece.order];
            record.add(rows::ShipmentLine {
                shipment,
                number,
                order: order.id,
                line: (piece.line - order.lines.start) as i32 + 1,
                sku: now.site.sku_of(self.pending.lines[piece.line].pair) as i32 + 1,
                batch: piece.batch,
                cases: piece.cases,
            });
        }
    }

    /// Puts what arrives by the as-of date into the stores' pipelines.
    pub fn deliver(&self, now: &Now<'_>, shops: &mut Shops) {
        for (piece, day) in self.arrivals().filter(|&(_, day)| day <= now.world.as_of()) {
            let pair = self.pending.lines[piece.line].pair;
            // Slot 0 is for sale from next Monday on: what arrives this week.
            let slot = ((now.week_of(day) - now.week) as usize).min(PIPELINE_WEEKS - 1);
            shops.pairs[pair as usize].pipe[slot] += piece.cases * now.site.units_of(pair);
        }
    }
}

/// A round goes stop by stop, as part loads and parcels, where that is cheaper.
fn cheaper(spec: &OutboundSpec, site: &Site, load: Load, day: i32, case: impl Fn(usize) -> Size) -> Vec<Load> {
    if load.stops.len() == 1 {
        return vec![load];
    }
    let parts = load.by_stop(spec, site, case);
    let apart: i64 = parts.iter().map(|part| freight(spec, site, part, day)).sum();
    if apart < freight(spec, site, &load, day) { parts } else { vec![load] }
}

/// Lines of which something is picked: what is cut altogether is not.
fn picked_lines(pending: &Pending, order: &Order) -> i32 {
    pending.lines[order.lines.clone()].iter().map(|line| i32::from(line.loadable > 0)).sum()
}
