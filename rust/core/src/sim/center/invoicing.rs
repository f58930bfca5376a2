//! What delivered orders are billed at, and what accounts pay and deduct.
//!
//! All of it follows from the order alone, so it is written down with the order, up to the as-of date.

use super::now::Now;
use super::record::Record;
use crate::null::NULL32;
use crate::sim::codes::{DeductionReason, DeductionStatus, InvoiceStatus, PaymentPurpose, Touch};
use crate::sim::pending::{Order, Pending};
use crate::sim::policy::{
    DEDUCTION_CHECKED_CENTS, DEDUCTION_REVIEW_DAYS, PAYMENT_HABIT_DAYS, PAYMENT_SCATTER_DAYS, REPAYMENT_DAYS,
    SLOW_PAYMENT_DAYS, SLOW_PAYMENT_SHARE,
};
use crate::sim::rows;
use crate::sim::world::share_of;
use crate::stream::{Stream, purpose};

const HABIT: u64 = purpose("customer_payments.habit");
const PAYMENT: u64 = purpose("customer_payments.payment_date");
const ERROR: u64 = purpose("customer_deductions.error");

/// What an account keeps back of an invoice.
struct Claim {
    reason: DeductionReason,
    cents: i64,
    /// Whether the account has a right to it.
    is_due: bool,
}

/// Bills a delivered order, with the day of its last delivery, and writes down what follows.
pub fn bill(now: &Now<'_>, pending: &Pending, order: &Order, delivered: i32, record: &mut Record) {
    let store = &now.site.stores[order.store as usize];
    let [cents, promoted] = amounts(now, pending, order);
    let due = delivered + now.world.spec.channels.terms_days[store.channel as usize];
    let paid = payment_day(now, order, delivered, due);
    let status = if paid <= now.world.as_of() {
        let is_in_full = now.world.is_in_full(store, pending.ordered(order), pending.loadable(order).into());
        let is_otif = is_in_full && delivered <= order.promised;
        let failed = if is_otif { 0 } else { cents };
        let claims = claims(now, order, cents, [failed, promoted]);
        settle(now, order, cents, paid, &claims, record)
    } else {
        InvoiceStatus::Open
    };
    record.add(rows::CustomerInvoice { order: order.id, store: store.id, day: delivered, due, cents, status });
}

/// What the shipped cases of an order cost, and those of them that a promotion makes cheaper.
fn amounts(now: &Now<'_>, pending: &Pending, order: &Order) -> [i64; 2] {
    let store = &now.site.stores[order.store as usize];
    let mut total = [0; 2];
    for line in &pending.lines[order.lines.clone()] {
        let sku = now.site.sku_of(line.pair) as usize;
        let cents = now.world.net_cents(sku, (store, order.day), line.loadable, line.discount_bp);
        total[0] += cents;
        total[1] += if line.discount_bp > 0 { cents } else { 0 };
    }
    total
}

/// The day on which an account pays an invoice: on its usual one, more or less, now and then much later.
fn payment_day(now: &Now<'_>, order: &Order, delivered: i32, due: i32) -> i32 {
    if due == delivered {
        return delivered; // by card
    }
    let account = now.site.stores[order.store as usize].account;
    let mut own = Stream::new(now.world.spec.seed, HABIT, u64::from(account) + 1, 0);
    let mut stream = now.draws(order, PAYMENT);
    let usual = between(&mut own, PAYMENT_HABIT_DAYS) + between(&mut stream, PAYMENT_SCATTER_DAYS);
    let slow = if stream.uniform() < SLOW_PAYMENT_SHARE { between(&mut stream, SLOW_PAYMENT_DAYS) } else { 0 };
    (due + usual + slow).max(delivered)
}

/// What an account deducts of an invoice of so many cents: its rates of what it has a claim to, that is of what came late
/// or short and of what a promotion made cheaper; and, where the scenario has it so, of all for no reason.
fn claims(now: &Now<'_>, order: &Order, cents: i64, claimable: [i64; 2]) -> Vec<Claim> {
    let (spec, account) = (&now.world.spec, now.site.stores[order.store as usize].account as usize);
    let rates = [spec.accounts.penalty_bp[account], spec.accounts.allowance_bp[account]];
    let drawn = now.draws(order, ERROR).uniform();
    let share = spec.scenario.wrongly_deducted.unwrap_or(0.0);
    let is_wrong = [drawn < share / 2.0, (share / 2.0..share).contains(&drawn)];
    let claim = |at: usize| {
        let is_due = claimable[at] > 0;
        let base = if is_due { claimable[at] } else { i64::from(is_wrong[at]) * cents };
        Claim { reason: DeductionReason::ALL[at], cents: share_of(base, rates[at]), is_due }
    };
    [0, 1].map(claim).into_iter().filter(|claim| claim.cents > 0).collect()
}

/// Writes down what is paid on a day and what is deducted; returns how far the invoice is paid at the as-of date.
fn settle(now: &Now<'_>, order: &Order, cents: i64, day: i32, claims: &[Claim], record: &mut Record) -> InvoiceStatus {
    let (order, as_of, decided) = (order.id, now.world.as_of(), day + DEDUCTION_REVIEW_DAYS);
    let kept: i64 = claims.iter().map(|claim| claim.cents).sum();
    record.add(rows::CustomerPayment { order, number: 1, day, cents: cents - kept, purpose: PaymentPurpose::Invoice });
    let mut status = InvoiceStatus::Paid;
    for (claim, number) in claims.iter().zip(1..) {
        let fate = fate(claim, decided, as_of);
        match fate {
            DeductionStatus::Open | DeductionStatus::Refused => status = InvoiceStatus::PartlyPaid,
            DeductionStatus::Accepted => {}
            // An account is wrong about one deduction of an invoice at most.
            DeductionStatus::Repaid => {
                let (day, purpose) = (decided + REPAYMENT_DAYS, PaymentPurpose::Deduction);
                record.add(rows::CustomerPayment { order, number: 2, day, cents: claim.cents, purpose });
            }
        }
        write_down(order, number, claim, (day, decided, fate), as_of, record);
    }
    status
}

/// Writes down a deduction that was made on a day, with the day of the decision about it and what came of that.
fn write_down(
    order: i64,
    number: i32,
    claim: &Claim,
    (day, decided, status): (i32, i32, DeductionStatus),
    as_of: i32,
    record: &mut Record,
) {
    if !claim.is_due {
        record.touch(Touch::DeductedCents, order, number, 0, claim.cents);
    }
    let decided = if decided <= as_of { decided } else { NULL32 };
    let Claim { reason, cents, .. } = *claim;
    record.add(rows::CustomerDeduction { order, number, reason, day, cents, status, decided });
}

/// What has become of a deduction: small ones are accepted unseen, of the others those without a reason are refused.
fn fate(claim: &Claim, decided: i32, as_of: i32) -> DeductionStatus {
    if decided > as_of {
        DeductionStatus::Open
    } else if claim.is_due || claim.cents < DEDUCTION_CHECKED_CENTS {
        DeductionStatus::Accepted
    } else if decided + REPAYMENT_DAYS > as_of {
        DeductionStatus::Refused
    } else {
        DeductionStatus::Repaid
    }
}

fn between(stream: &mut Stream, (least, most): (i64, i64)) -> i32 {
    stream.between(least, most) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(cents: i64, is_due: bool, days: i32) -> DeductionStatus {
        fate(&Claim { reason: DeductionReason::Penalty, cents, is_due }, 100, 100 + days)
    }

    #[test]
    fn only_claims_without_a_reason_that_are_looked_at_are_refused() {
        let (small, large) = (DEDUCTION_CHECKED_CENTS - 1, DEDUCTION_CHECKED_CENTS);
        assert_eq!(after(large, false, -1), DeductionStatus::Open);
        assert_eq!(after(large, true, 0), DeductionStatus::Accepted);
        assert_eq!(after(small, false, 0), DeductionStatus::Accepted);
        assert_eq!(after(large, false, REPAYMENT_DAYS - 1), DeductionStatus::Refused);
        assert_eq!(after(large, false, REPAYMENT_DAYS), DeductionStatus::Repaid);
    }
}
