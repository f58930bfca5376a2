//! What becomes of an order: delivered, on its way, waiting or cancelled, and the rows that say so.

use super::center::{Center, PIPELINE_WEEKS};
use super::counters::Lines;
use super::loading::Truck;
use super::pending::{Order, Part, Pending};
use super::rows::{AllocationRow, LineRow, NONE32, OrderRow};
use super::scenario::Touch;
use super::timetable::{Run, day_of};
use super::world::World;

/// Codes of an order's status at the as-of date.
mod status {
    pub const ALLOCATED: i16 = 0;
    pub const SHIPPED: i16 = 1;
    pub const DELIVERED: i16 = 2;
    pub const CANCELLED: i16 = 3;
}

/// Code of an allocation that a recall keeps back; 0 and 1 are allocated and shipped.
mod part_status {
    pub const HELD: i16 = 2;
}

impl Center {
    pub(super) fn close_orders(&mut self, world: &World, pending: &Pending, trucks: &[Truck], runs: &[Run]) {
        let mut delivered = vec![NONE32; pending.orders.len()];
        for (truck, run) in trucks.iter().zip(runs) {
            for piece in &truck.pieces {
                let day = day_of(run.legs[piece.stop].arrival);
                delivered[piece.order] = delivered[piece.order].max(day);
            }
        }
        for (number, (order, &day)) in pending.orders.iter().zip(&delivered).enumerate() {
            let week = (order.day - world.spec.start_day) / 7;
            let state = match day {
                NONE32 => status::CANCELLED,
                day if day > world.as_of() => status::SHIPPED,
                _ => status::DELIVERED,
            };
            self.record_order(world, pending, order, state, day);
            if state == status::DELIVERED {
                self.count_delivery(pending, order, day, week, world.as_of());
                if self.return_order(world, pending, order, day, week) {
                    self.take_from_pipelines();
                } else {
                    self.trace(world, pending, number, trucks, runs);
                }
            }
        }
    }

    fn count_delivery(&mut self, pending: &Pending, order: &Order, day: i32, week: i32, as_of: i32) {
        let cut = order.lines.clone().any(|line| pending.lines[line].loadable < pending.lines[line].ordered);
        let on_time = day <= order.promised;
        let total = self.totals.channel(self.site.stores[order.store as usize].channel, week);
        total.delivered_orders += 1;
        total.on_time_orders += i64::from(on_time);
        total.otif_orders += i64::from(on_time && !cut && order.promised <= as_of);
        total.cycle_days += i64::from(day - order.day);
        total.delivered_cases += i64::from(pending.loadable(order));
    }

    /// Returned goods never become sellable.
    fn take_from_pipelines(&mut self) {
        for (pair, eaches) in self.set_aside.drain(..) {
            self.pairs[pair as usize].divert(eaches, PIPELINE_WEEKS - 1);
        }
    }

    /// Orders of the last days wait for a departure after the as-of date.
    pub(super) fn leave_waiting(&mut self, world: &World) {
        let pending = std::mem::take(&mut self.pending);
        for order in &pending.orders {
            let state = if pending.loadable(order) > 0 { status::ALLOCATED } else { status::CANCELLED };
            self.record_order(world, &pending, order, state, NONE32);
        }
        self.pending = pending;
    }

    fn record_order(&mut self, world: &World, pending: &Pending, order: &Order, state: i16, delivered: i32) {
        let store = &self.site.stores[order.store as usize];
        let (id, channel) = (store.id, store.channel);
        let shipped = state == status::SHIPPED || state == status::DELIVERED;
        let (mut cases, mut amount_cents, mut promo) = (0, 0, None);
        for (number, line) in order.lines.clone().enumerate() {
            cases += i64::from(pending.lines[line].ordered);
            amount_cents += self.record_line(world, pending, order, number, shipped);
            promo = promo.or(pending.lines[line].promo);
        }
        self.counters.count(Lines::Order, order.lines.len());
        if order.promised <= world.as_of() {
            let week = (order.day - world.spec.start_day) / 7;
            self.totals.channel(channel, week).due_orders += 1;
        }
        self.rows.orders.push(OrderRow {
            id: order.id,
            store: id,
            dc: self.site.dc as i16 + 1,
            day: order.day,
            requested: order.requested,
            promised: order.promised,
            delivered: if state == status::DELIVERED { delivered } else { NONE32 },
            status: state,
            cut_reason: cut_reason(pending, order),
            promo: promo.map_or(-1, |promo| promo as i16),
            cases,
            amount_cents,
        });
    }

    /// Records line `number` of an order and its reservations; returns its amount, cents.
    fn record_line(&mut self, world: &World, pending: &Pending, order: &Order, number: usize, shipped: bool) -> i64 {
        let line = order.lines.start + number;
        let (held, number) = (pending.lines[line], number as i32 + 1);
        let sku = self.sku_of(pending, line) as usize;
        let price_cents = world.case_price_cents(sku, self.site.stores[order.store as usize].channel);
        let amount_cents = discounted(i64::from(held.ordered) * price_cents, held.discount_bp);
        self.rows.lines.push(LineRow {
            order: order.id,
            number,
            sku: sku as i32 + 1,
            ordered: held.ordered,
            allocated: held.allocated,
            shipped: if shipped { held.loadable } else { 0 },
            cut: held.ordered - held.loadable,
            price_cents,
            discount_bp: held.discount_bp as i16,
            amount_cents,
        });
        for part in pending.parts_of(line) {
            self.record_part(order, number, part, shipped);
        }
        if held.loadable < held.allocated {
            let (allocated, loadable) = (held.allocated.into(), held.loadable.into());
            self.touch(Touch::HeldBackCases, order.id, number, allocated, loadable);
        }
        amount_cents
    }

    fn record_part(&mut self, order: &Order, line: i32, part: &Part, shipped: bool) {
        self.rows.allocations.push(AllocationRow {
            id: part.id,
            order: order.id,
            line,
            dc: self.site.dc as i16 + 1,
            batch: part.batch,
            cases: part.cases,
            day: order.day,
            status: if part.held { part_status::HELD } else { i16::from(shipped) },
        });
    }
}

/// Why an order does not get all that it asked for: -1 if it does, 0 because the center could not pick all of it, 1 for a recall,
/// 2 for want of stock.
fn cut_reason(pending: &Pending, order: &Order) -> i16 {
    let lines = &pending.lines[order.lines.clone()];
    if lines.iter().any(|line| line.refused) {
        0
    } else if lines.iter().any(|line| line.loadable < line.allocated) {
        1
    } else if lines.iter().any(|line| line.allocated < line.ordered) {
        2
    } else {
        -1
    }
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
