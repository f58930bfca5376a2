//! What becomes of an order: delivered, on its way, waiting or cancelled, and the rows that say so.

use super::center::{Center, PIPELINE_WEEKS};
use super::codes::{AllocationStatus, CutReason, OrderStatus, Touch};
use super::loading::Truck;
use super::pending::{Order, Part, Pending};
use super::rows::{self, NONE32};
use super::timetable::{Run, day_of};
use super::world::World;

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
                NONE32 => OrderStatus::Cancelled,
                day if day > world.as_of() => OrderStatus::Shipped,
                _ => OrderStatus::Delivered,
            };
            self.record_order(world, pending, order, state, day);
            if state == OrderStatus::Delivered {
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
        let total = self.record.totals.channel(self.site.stores[order.store as usize].channel, week);
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
            let state = if pending.loadable(order) > 0 { OrderStatus::Allocated } else { OrderStatus::Cancelled };
            self.record_order(world, &pending, order, state, NONE32);
        }
        self.pending = pending;
    }

    fn record_order(&mut self, world: &World, pending: &Pending, order: &Order, state: OrderStatus, delivered: i32) {
        let store = &self.site.stores[order.store as usize];
        let (id, channel) = (store.id, store.channel);
        let shipped = state == OrderStatus::Shipped || state == OrderStatus::Delivered;
        let (mut cases, mut amount_cents, mut promo) = (0, 0, None);
        for (number, line) in order.lines.clone().enumerate() {
            cases += i64::from(pending.lines[line].ordered);
            amount_cents += self.record_line(world, pending, order, number, shipped);
            promo = promo.or(pending.lines[line].promo);
        }
        if order.promised <= world.as_of() {
            let week = (order.day - world.spec.start_day) / 7;
            self.record.totals.channel(channel, week).due_orders += 1;
        }
        self.record.add(rows::Order {
            id: order.id,
            store: id,
            dc: self.site.dc as i16 + 1,
            day: order.day,
            requested: order.requested,
            promised: order.promised,
            delivered: if state == OrderStatus::Delivered { delivered } else { NONE32 },
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
        self.record.add(rows::OrderLine {
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
            self.record.touch(Touch::HeldBackCases, order.id, number, held.allocated, held.loadable);
        }
        amount_cents
    }

    fn record_part(&mut self, order: &Order, line: i32, part: &Part, shipped: bool) {
        let status = match (part.held, shipped) {
            (true, _) => AllocationStatus::Held,
            (false, true) => AllocationStatus::Shipped,
            (false, false) => AllocationStatus::Allocated,
        };
        self.record.add(rows::OrderAllocation {
            id: part.id,
            order: order.id,
            line,
            dc: self.site.dc as i16 + 1,
            batch: part.batch,
            cases: part.cases,
            day: order.day,
            status,
        });
    }
}

/// Why an order does not get all that it asked for, if it does not.
fn cut_reason(pending: &Pending, order: &Order) -> Option<CutReason> {
    let lines = &pending.lines[order.lines.clone()];
    if lines.iter().any(|line| line.refused) {
        Some(CutReason::Capacity)
    } else if lines.iter().any(|line| line.loadable < line.allocated) {
        Some(CutReason::Recall)
    } else if lines.iter().any(|line| line.allocated < line.ordered) {
        Some(CutReason::Stock)
    } else {
        None
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
