//! What becomes of an order: delivered, on its way, waiting or cancelled, and the rows that say so.

use super::dispatch::Departure;
use super::expiry::Aging;
use super::invoicing;
use super::now::Now;
use super::order_book::OrderBook;
use super::recall::Tracing;
use super::record::Record;
use super::returns::Return;
use super::shops::{PIPELINE_WEEKS, Shops};
use super::warehouse::Warehouse;
use crate::null::NULL32;
use crate::sim::codes::{AllocationStatus, CutReason, OrderStatus, Touch};
use crate::sim::pending::{Order, Part, Pending};
use crate::sim::rows::{self, Dated};

/// Closes the orders of a departure; some of what is delivered comes back.
pub fn close(
    now: &Now<'_>,
    departure: &Departure<'_>,
    warehouse: &mut Warehouse,
    shops: &mut Shops,
    (tracing, aging): (&mut Tracing, &mut Aging),
    record: &mut Record,
) {
    let pending = departure.pending;
    let mut delivered = vec![NULL32; pending.orders.len()];
    for (piece, day) in departure.arrivals() {
        delivered[piece.order] = delivered[piece.order].max(day);
    }
    for (number, (order, &day)) in pending.orders.iter().zip(&delivered).enumerate() {
        let status = match day {
            NULL32 => OrderStatus::Cancelled,
            day if day > now.world.as_of() => OrderStatus::Shipped,
            _ => OrderStatus::Delivered,
        };
        write_down(now, pending, order, status, day, record);
        if status != OrderStatus::Delivered {
            continue;
        }
        invoicing::bill(now, pending, order, day, record);
        if let Some(returned) = Return::draw(now, pending, order, day) {
            // Returned goods never become sellable.
            returned.leave_pipelines(now, shops, PIPELINE_WEEKS - 1);
            returned.record(now, warehouse, shops, record);
        } else {
            tracing.trace(now, departure, number);
            aging.watch(now, departure, number, shops);
        }
    }
}

/// Closes the orders of the last days, which wait for a departure after the as-of date, or to be allocated.
pub fn leave_waiting(now: &Now<'_>, book: &OrderBook, record: &mut Record) {
    let pending = &book.pending;
    for order in &pending.orders {
        let waits = pending.loadable(order) > 0;
        let status = if waits { OrderStatus::Allocated } else { OrderStatus::Cancelled };
        write_down(now, pending, order, status, NULL32, record);
    }
    for order in &book.entered().orders {
        write_down(now, book.entered(), order, OrderStatus::Open, NULL32, record);
    }
}

/// Writes down an order of the given status with its lines and reservations; `day` is that of its last delivery.
fn write_down(now: &Now<'_>, pending: &Pending, order: &Order, status: OrderStatus, day: i32, record: &mut Record) {
    let store = &now.site.stores[order.store as usize];
    // Their ids are from these days.
    record.spread(Dated::Order, order.day);
    if status != OrderStatus::Open {
        record.spread(Dated::OrderAllocation, order.allocated);
    }
    let (mut cases, mut amount_cents, mut promo) = (0, 0, None);
    for line in order.lines.clone() {
        cases += i64::from(pending.lines[line].ordered);
        amount_cents += write_line(now, pending, order, line, status, record);
        promo = promo.or(pending.lines[line].promo);
    }
    let row = rows::Order {
        id: order.id,
        store: store.id,
        dc: now.dc(),
        day: order.day,
        allocated: order.allocated,
        requested: order.requested,
        promised: order.promised,
        delivered: if status == OrderStatus::Delivered { day } else { NULL32 },
        status,
        cut_reason: if status == OrderStatus::Open { None } else { cut_reason(pending, order) },
        promo: promo.map_or(-1, |promo| promo as i16),
        cases,
        amount_cents,
    };
    let loadable = pending.loadable(order);
    record.order(store.channel, row, loadable, now.world.is_in_full(store, cases, loadable.into()));
}

/// Writes down a line and its reservations; returns its amount, cents.
fn write_line(
    now: &Now<'_>,
    pending: &Pending,
    order: &Order,
    at: usize,
    status: OrderStatus,
    record: &mut Record,
) -> i64 {
    let shipped = matches!(status, OrderStatus::Shipped | OrderStatus::Delivered);
    let (line, number) = (&pending.lines[at], (at - order.lines.start) as i32 + 1);
    let sku = now.site.sku_of(line.pair);
    let store = &now.site.stores[order.store as usize];
    let price_cents = now.world.case_price_cents(sku as usize, store, order.day);
    let amount_cents = now.world.net_cents(sku as usize, (store, order.day), line.ordered, line.discount_bp);
    record.add(rows::OrderLine {
        order: order.id,
        number,
        sku: sku as i32 + 1,
        ordered: line.ordered,
        allocated: line.allocated,
        shipped: if shipped { line.loadable } else { 0 },
        cut: if status == OrderStatus::Open { 0 } else { line.ordered - line.loadable },
        price_cents,
        discount_bp: line.discount_bp as i16,
        amount_cents,
    });
    for part in pending.parts_of(at) {
        record.add(allocation(now, order, number, part, shipped));
    }
    if line.loadable < line.allocated {
        record.touch(Touch::HeldBackCases, order.id, number, line.allocated, line.loadable);
    }
    amount_cents
}

fn allocation(now: &Now<'_>, order: &Order, line: i32, part: &Part, shipped: bool) -> rows::OrderAllocation {
    let status = match (part.held, shipped) {
        (true, _) => AllocationStatus::Held,
        (false, true) => AllocationStatus::Shipped,
        (false, false) => AllocationStatus::Allocated,
    };
    let Part { id, batch, cases, .. } = *part;
    rows::OrderAllocation { id, order: order.id, line, dc: now.dc(), batch, cases, day: order.allocated, status }
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
