//! The narrow path demand -> orders -> allocations -> shipment lines -> sales: conservation to the case, and the same rows
//! whatever the slices and the workers, however much goes wrong on the way.

mod capacity;
mod centers;
mod closed;
mod expiry;
mod fixture;
mod invoices;
mod losses;
mod ordering;
mod outage;
mod recall;
mod scenario;
mod simulator;
mod stores;
mod swings;
mod transfers;
mod trucks;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fixture::*;
use proptest::prelude::*;
use supplygen_core::null::{NULL, NULL32};
use supplygen_core::sim::center::Center;
use supplygen_core::sim::codes::{
    AdjustmentReason, AllocationStatus, CutReason, DeductionReason, DeductionStatus, Disposition, InvoiceStatus,
    OrderStatus, OutOfStockReason, PaymentPurpose, ReturnReason, Service, Touch,
};
use supplygen_core::sim::rows::{DATED_TABLES, LINE_TABLES, Rows};
use supplygen_core::sim::spec::*;
use supplygen_core::sim::stock::{Lot, Shelf};
use supplygen_core::sim::totals::MEASURES;
use supplygen_core::sim::{CallError, Grid, Simulator, StoreStock, TransferOrder};

/// An order line: order id and number.
type Line = (i64, i32);

/// Amounts by key, none of zero.
fn sums<K: Ord>(keys: impl IntoIterator<Item = K>, amounts: &[i32]) -> BTreeMap<K, i64> {
    let mut sums = BTreeMap::new();
    for (key, &amount) in keys.into_iter().zip(amounts) {
        *sums.entry(key).or_default() += i64::from(amount);
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

/// The entries of two columns side by side.
fn pairs<A: Copy, B: Copy>(left: &[A], right: &[B]) -> Vec<(A, B)> {
    left.iter().copied().zip(right.iter().copied()).collect()
}

/// Orders that wait for their center to open.
fn open(rows: &Rows) -> BTreeSet<i64> {
    let all = pairs(&rows.orders.id, &rows.orders.status).into_iter();
    all.filter(|&(_, status)| status == OrderStatus::Open).map(|(id, _)| id).collect()
}

/// Batch, day of the decision and cases of what went back into stock.
fn restocked(rows: &Rows) -> Vec<(i32, i32, i32)> {
    let (back, decided) = (&rows.return_lines, &rows.disposition_logs);
    let batch: BTreeMap<Line, i32> =
        pairs(&back.return_id, &back.number).into_iter().zip(back.batch.iter().copied()).collect();
    (0..decided.id.len())
        .filter(|&at| decided.disposition[at] == Disposition::Restock)
        .map(|at| (batch[&(decided.return_id[at], decided.number[at])], decided.processed[at], decided.cases[at]))
        .collect()
}
