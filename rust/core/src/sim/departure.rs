//! A departure: the orders taken since the last one are waved, loaded, driven out and delivered.

use super::center::{Center, PIPELINE_WEEKS};
use super::codes::Touch;
use super::loading::{Truck, load};
use super::pending::{Order, Pending};
use super::policy::{VEHICLES, WAVE_ORDERS};
use super::rows::{self, Dated, NONE, NONE32};
use super::timetable::{DAY_MINUTES, Run, day_of, run};
use super::world::World;

impl Center {
    /// Sends out everything that was ordered on earlier days. Orders that should have left on the day `missed` were waved
    /// then and held since.
    pub(super) fn depart(&mut self, world: &World, week: i32, day: i32, missed: Option<i32>) {
        let mut pending = std::mem::take(&mut self.pending);
        let sequence = self.sweep(&pending);
        let trucks = load(&self.site, &pending, &sequence, |line| self.case_grams(world, &pending, line));
        let runs: Vec<Run> =
            trucks.iter().enumerate().map(|(n, truck)| run(&world.spec, &self.site, truck, day, n)).collect();
        let (held, fresh): (Vec<usize>, Vec<usize>) =
            sequence.iter().partition(|&&n| missed.is_some_and(|missed| pending.orders[n].day < missed));
        self.pick(&pending, &held, missed.unwrap_or(day), day);
        self.pick(&pending, &fresh, day, day);
        for (truck, run) in trucks.iter().zip(&runs) {
            self.ship(world, &pending, truck, run, day);
        }
        self.deliver(world, &pending, &trucks, &runs, week);
        self.close_orders(world, &pending, &trucks, &runs);
        pending.clear();
        self.pending = pending;
    }

    /// Orders with something to carry, neighbours together.
    fn sweep(&self, pending: &Pending) -> Vec<usize> {
        let mut sequence: Vec<usize> =
            (0..pending.orders.len()).filter(|&n| pending.loadable(&pending.orders[n]) > 0).collect();
        sequence.sort_by_key(|&n| (self.site.stores[pending.orders[n].store as usize].sweep, n));
        sequence
    }

    pub(super) fn sku_of(&self, pending: &Pending, line: usize) -> u32 {
        self.site.pairs[pending.lines[line].pair as usize].sku
    }

    fn case_grams(&self, world: &World, pending: &Pending, line: usize) -> i64 {
        i64::from(world.spec.skus.case_grams[self.sku_of(pending, line) as usize])
    }

    fn pick(&mut self, pending: &Pending, sequence: &[usize], day: i32, leaves: i32) {
        let hold_hours = (leaves - day) * 24;
        for wave in sequence.chunks(WAVE_ORDERS) {
            let id = self.record.id(Dated::PickWave, day);
            let orders = wave.iter().map(|&n| &pending.orders[n]);
            self.record.add(rows::PickWave {
                id,
                dc: self.site.dc as i16 + 1,
                day,
                orders: wave.len() as i32,
                lines: orders.clone().map(|order| picked_lines(pending, order)).sum(),
                cases: orders.map(|order| pending.loadable(order)).sum(),
                hold_hours,
            });
            if hold_hours > 0 {
                self.record.touch(Touch::HeldWave, id, 0, 0, hold_hours);
            }
            for (number, &order) in wave.iter().enumerate() {
                self.record.add(rows::PickWaveOrder {
                    wave: id,
                    order: pending.orders[order].id,
                    sequence: number as i32 + 1,
                });
            }
        }
    }

    fn ship(&mut self, world: &World, pending: &Pending, truck: &Truck, run: &Run, day: i32) {
        let id = self.record.id(Dated::Shipment, day);
        let last = run.legs.last().expect("a truck has at least one stop");
        let delivered = day_of(last.arrival);
        self.record.add(rows::Shipment {
            id,
            dc: self.site.dc as i16 + 1,
            store: self.site.stores[truck.stops[truck.stops.len() - 1] as usize].id,
            carrier: run.carrier,
            day,
            expected: day_of(last.planned_arrival),
            delivered: if delivered <= world.as_of() { delivered } else { NONE32 },
            cases: truck.cases,
            grams: truck.grams,
            pallets: truck.pallets(),
            vehicle: truck.vehicle(),
            stops: truck.stops.len() as i16,
            freight_cents: run.freight_cents,
        });
        self.count_truck(truck, run, (day - world.spec.start_day) / 7);
        self.drive(world, truck, run, id, day);
        self.record_load(pending, truck, id);
    }

    fn count_truck(&mut self, truck: &Truck, run: &Run, week: i32) {
        let total = self.record.totals.shared(week);
        total.trucks += 1;
        total.truck_cases += i64::from(truck.cases);
        if let Some(vehicle) = truck.vehicle() {
            total.truck_pallets += i64::from(truck.pallets());
            total.truck_capacity += i64::from(VEHICLES[vehicle as usize].0);
        }
        total.freight_cents += run.freight_cents;
    }

    fn record_load(&mut self, pending: &Pending, truck: &Truck, shipment: i64) {
        for (number, piece) in truck.pieces.iter().enumerate() {
            self.record.add(rows::ShipmentLine {
                shipment,
                number: number as i32 + 1,
                order: pending.orders[piece.order].id,
                line: (piece.line - pending.orders[piece.order].lines.start) as i32 + 1,
                sku: self.sku_of(pending, piece.line) as i32 + 1,
                batch: piece.batch,
                cases: piece.cases,
            });
        }
    }

    fn drive(&mut self, world: &World, truck: &Truck, run: &Run, shipment: i64, day: i32) {
        let end = i64::from(world.as_of() + 1) * DAY_MINUTES;
        let happened = |minutes: i64| if minutes < end { minutes } else { NONE };
        let mut from = 0;
        for (number, (leg, &stop)) in run.legs.iter().zip(&truck.stops).enumerate() {
            let to = self.site.stores[stop as usize].id;
            let id = self.record.id(Dated::ShipmentLeg, day);
            self.record.add(rows::ShipmentLeg {
                id,
                shipment,
                sequence: number as i32 + 1,
                from,
                to,
                carrier: run.carrier,
                hectometres: leg.hectometres,
                planned_departure: leg.planned_departure,
                planned_arrival: leg.planned_arrival,
                departure: happened(leg.departure),
                arrival: happened(leg.arrival),
                delay_minutes: if leg.arrival < end { (leg.arrival - leg.planned_arrival) as i32 } else { NONE32 },
            });
            from = to;
        }
    }

    /// Puts what arrives by the as-of date into the stores' pipelines.
    fn deliver(&mut self, world: &World, pending: &Pending, trucks: &[Truck], runs: &[Run], week: i32) {
        for (truck, run) in trucks.iter().zip(runs) {
            for piece in &truck.pieces {
                let day = day_of(run.legs[piece.stop].arrival);
                if day > world.as_of() {
                    continue;
                }
                let pair = pending.lines[piece.line].pair as usize;
                let arrival_week = (day - world.spec.start_day) / 7;
                // Slot 0 is for sale from next Monday on: what arrives this week.
                let slot = ((arrival_week - week) as usize).min(PIPELINE_WEEKS - 1);
                self.pairs[pair].pipe[slot] += piece.cases * self.units[self.site.pairs[pair].item as usize];
            }
        }
    }
}

/// Lines of which something is picked: what is cut altogether is not.
fn picked_lines(pending: &Pending, order: &Order) -> i32 {
    pending.lines[order.lines.clone()].iter().map(|line| i32::from(line.loadable > 0)).sum()
}
