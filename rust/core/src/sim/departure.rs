//! A departure: the orders taken since the last one are waved, loaded, driven out, delivered and, in part, returned.

use super::center::{Center, PIPELINE_WEEKS};
use super::counters::{Dated, Lines};
use super::loading::{Truck, load};
use super::orders::{Order, Pending};
use super::policy::WAVE_ORDERS;
use super::rows::{
    AllocationRow, LegRow, LineRow, NONE, NONE32, OrderRow, ShipmentLineRow, ShipmentRow, WaveOrderRow, WaveRow,
};
use super::timetable::{DAY_MINUTES, Run, day_of, run};
use super::world::World;

/// Codes of an order's status at the as-of date.
mod status {
    pub const ALLOCATED: i16 = 0;
    pub const SHIPPED: i16 = 1;
    pub const DELIVERED: i16 = 2;
    pub const CANCELLED: i16 = 3;
}

impl Center {
    /// Sends out everything that was ordered on earlier days.
    pub(super) fn depart(&mut self, world: &World, week: i32, day: i32) {
        let mut pending = std::mem::take(&mut self.pending);
        let sequence = self.sweep(&pending);
        let trucks = load(&self.site, &pending, &sequence, |line| self.case_grams(world, &pending, line));
        let runs: Vec<Run> =
            trucks.iter().enumerate().map(|(n, truck)| run(&world.spec, &self.site, truck, day, n)).collect();
        self.pick(&pending, &sequence, day);
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
            (0..pending.orders.len()).filter(|&n| allocated(pending, &pending.orders[n]) > 0).collect();
        sequence.sort_by_key(|&n| (self.site.stores[pending.orders[n].store as usize].sweep, n));
        sequence
    }

    fn sku_of(&self, pending: &Pending, line: usize) -> u32 {
        self.site.pairs[pending.lines[line].pair as usize].sku
    }

    fn case_grams(&self, world: &World, pending: &Pending, line: usize) -> i64 {
        i64::from(world.spec.case_grams[self.sku_of(pending, line) as usize])
    }

    fn pick(&mut self, pending: &Pending, sequence: &[usize], day: i32) {
        for wave in sequence.chunks(WAVE_ORDERS) {
            let id = self.counters.take(Dated::Wave, day - self.first_day);
            let orders = wave.iter().map(|&n| &pending.orders[n]);
            self.rows.waves.push(WaveRow {
                id,
                dc: self.site.dc as i16 + 1,
                day,
                orders: wave.len() as i32,
                lines: orders.clone().map(|order| picked_lines(pending, order)).sum(),
                cases: orders.map(|order| allocated(pending, order)).sum(),
            });
            self.counters.count(Lines::WaveOrder, wave.len());
            for (number, &order) in wave.iter().enumerate() {
                self.rows.wave_orders.push(WaveOrderRow {
                    wave: id,
                    order: pending.orders[order].id,
                    sequence: number as i32 + 1,
                });
            }
        }
    }

    fn ship(&mut self, world: &World, pending: &Pending, truck: &Truck, run: &Run, day: i32) {
        let as_of = world.as_of();
        let id = self.counters.take(Dated::Shipment, day - self.first_day);
        let last = run.legs.last().expect("a truck has at least one stop");
        let delivered = day_of(last.arrival);
        self.rows.shipments.push(ShipmentRow {
            id,
            dc: self.site.dc as i16 + 1,
            store: self.site.stores[truck.stops[truck.stops.len() - 1] as usize].id,
            carrier: run.carrier,
            day,
            expected: day_of(last.planned_arrival),
            delivered: if delivered <= as_of { delivered } else { NONE32 },
            cases: truck.cases,
            grams: truck.grams,
            pallets: truck.pallets(),
            freight_cents: run.freight_cents,
        });
        let total = self.totals.shared((day - world.spec.start_day) / 7);
        total.trucks += 1;
        total.truck_cases += i64::from(truck.cases);
        total.truck_pallets += i64::from(truck.pallets());
        total.freight_cents += run.freight_cents;
        self.drive(world, truck, run, id, day);
        self.counters.count(Lines::Shipment, truck.pieces.len());
        for (number, piece) in truck.pieces.iter().enumerate() {
            self.rows.shipment_lines.push(ShipmentLineRow {
                shipment: id,
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
            self.rows.legs.push(LegRow {
                id: self.counters.take(Dated::Leg, day - self.first_day),
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

    fn close_orders(&mut self, world: &World, pending: &Pending, trucks: &[Truck], runs: &[Run]) {
        let mut delivered = vec![NONE32; pending.orders.len()];
        for (truck, run) in trucks.iter().zip(runs) {
            for piece in &truck.pieces {
                let day = day_of(run.legs[piece.stop].arrival);
                delivered[piece.order] = delivered[piece.order].max(day);
            }
        }
        for (order, &day) in pending.orders.iter().zip(&delivered) {
            let week = (order.day - world.spec.start_day) / 7;
            let state = match day {
                NONE32 => status::CANCELLED,
                day if day > world.as_of() => status::SHIPPED,
                _ => status::DELIVERED,
            };
            self.record_order(world, pending, order, state, day);
            if state == status::DELIVERED {
                self.count_delivery(pending, order, day, week, world.as_of());
                self.return_order(world, pending, order, day, week);
                self.take_from_pipelines();
            }
        }
    }

    fn count_delivery(&mut self, pending: &Pending, order: &Order, day: i32, week: i32, as_of: i32) {
        let cut = order.lines.clone().any(|line| pending.lines[line].allocated < pending.lines[line].ordered);
        let on_time = day <= order.promised;
        let total = self.totals.channel(self.site.stores[order.store as usize].channel, week);
        total.delivered_orders += 1;
        total.on_time_orders += i64::from(on_time);
        total.otif_orders += i64::from(on_time && !cut && order.promised <= as_of);
        total.cycle_days += i64::from(day - order.day);
        total.delivered_cases += i64::from(allocated(pending, order));
    }

    /// Returned goods never become sellable.
    fn take_from_pipelines(&mut self) {
        for (pair, eaches) in self.set_aside.drain(..) {
            let state = &mut self.pairs[pair as usize];
            state.on_order -= eaches;
            let mut open = eaches;
            for slot in state.pipe.iter_mut().rev() {
                let part = open.min(*slot);
                *slot -= part;
                open -= part;
            }
            debug_assert_eq!(open, 0, "a return is part of a delivery that is still in the pipeline");
        }
    }

    /// Orders of the last days wait for a departure after the as-of date.
    pub(super) fn leave_waiting(&mut self, world: &World) {
        let pending = std::mem::take(&mut self.pending);
        for order in &pending.orders {
            let state = if allocated(&pending, order) > 0 { status::ALLOCATED } else { status::CANCELLED };
            self.record_order(world, &pending, order, state, NONE32);
        }
        self.pending = pending;
    }

    fn record_order(&mut self, world: &World, pending: &Pending, order: &Order, state: i16, delivered: i32) {
        let shipped = state == status::SHIPPED || state == status::DELIVERED;
        let (mut cases, mut amount_cents, mut promo) = (0, 0, None);
        for (number, line) in order.lines.clone().enumerate() {
            let held = pending.lines[line];
            let sku = self.sku_of(pending, line) as usize;
            let price_cents = world.spec.case_price_cents[sku];
            let line_cents = discounted(i64::from(held.ordered) * price_cents, held.discount_bp);
            cases += i64::from(held.ordered);
            amount_cents += line_cents;
            promo = promo.or(held.promo);
            self.rows.lines.push(LineRow {
                order: order.id,
                number: number as i32 + 1,
                sku: sku as i32 + 1,
                ordered: held.ordered,
                allocated: held.allocated,
                shipped: if shipped { held.allocated } else { 0 },
                price_cents,
                discount_bp: held.discount_bp as i16,
                amount_cents: line_cents,
            });
            for part in pending.parts_of(line) {
                self.rows.allocations.push(AllocationRow {
                    id: part.id,
                    order: order.id,
                    line: number as i32 + 1,
                    dc: self.site.dc as i16 + 1,
                    batch: part.batch,
                    cases: part.cases,
                    day: order.day,
                    shipped,
                });
            }
        }
        self.counters.count(Lines::Order, order.lines.len());
        if order.promised <= world.as_of() {
            let week = (order.day - world.spec.start_day) / 7;
            self.totals.channel(self.site.stores[order.store as usize].channel, week).due_orders += 1;
        }
        self.rows.orders.push(OrderRow {
            id: order.id,
            store: self.site.stores[order.store as usize].id,
            dc: self.site.dc as i16 + 1,
            day: order.day,
            promised: order.promised,
            delivered: if state == status::DELIVERED { delivered } else { NONE32 },
            status: state,
            promo: promo.map_or(-1, |promo| promo as i16),
            cases,
            amount_cents,
        });
    }
}

/// Lines of which something is picked: what is cut altogether is not.
fn picked_lines(pending: &Pending, order: &Order) -> i32 {
    pending.lines[order.lines.clone()].iter().map(|line| i32::from(line.allocated > 0)).sum()
}

fn allocated(pending: &Pending, order: &Order) -> i32 {
    pending.lines[order.lines.clone()].iter().map(|line| line.allocated).sum()
}

/// An amount less a price reduction in basis points, rounded half up to the cent.
fn discounted(cents: i64, basis_points: u16) -> i64 {
    (cents * (10_000 - i64::from(basis_points)) + 5_000) / 10_000
}

#[cfg(test)]
mod tests {
    use super::discounted;

    #[test]
    fn half_a_cent_rounds_up() {
        assert_eq!([discounted(5, 1_000), discounted(5, 1_100), discounted(5, 0)], [5, 4, 5]);
    }
}
