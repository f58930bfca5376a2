//! Delivered orders are billed, paid, deducted from and credited, to the cent.

use super::*;

/// Orders by id: what the shipped cases cost, those of them that a promotion makes cheaper, and the row of the order.
fn billed(rows: &Rows) -> BTreeMap<i64, [i64; 2]> {
    let (lines, mut cents) = (&rows.order_lines, BTreeMap::<i64, [i64; 2]>::new());
    for at in 0..lines.order.len() {
        let net = net_cents(lines.price_cents[at], lines.shipped[at], lines.discount_bp[at]);
        let [all, promoted] = cents.entry(lines.order[at]).or_default();
        *all += net;
        *promoted += if lines.discount_bp[at] > 0 { net } else { 0 };
    }
    cents
}

fn net_cents(price: i64, cases: i32, discount_bp: i16) -> i64 {
    (i64::from(cases) * price * (10_000 - i64::from(discount_bp)) + 5_000) / 10_000
}

/// Orders that are as complete as their accounts ask for: the first for 95 %, the second for all.
pub fn in_full(rows: &Rows) -> BTreeSet<i64> {
    let (lines, mut cut) = (&rows.order_lines, BTreeMap::<i64, i64>::new());
    for at in 0..lines.order.len() {
        *cut.entry(lines.order[at]).or_default() += i64::from(lines.cut[at]);
    }
    let orders = &rows.orders;
    let asked = |at: usize| if orders.store[at] % 2 == 1 { 95 } else { 100 };
    (0..orders.id.len())
        .filter(|&at| (orders.cases[at] - cut[&orders.id[at]]) * 100 >= orders.cases[at] * asked(at))
        .map(|at| orders.id[at])
        .collect()
}

/// Whether an order came late or short, by its id.
fn failed(rows: &Rows) -> BTreeMap<i64, bool> {
    let (orders, full) = (&rows.orders, in_full(rows));
    (0..orders.id.len())
        .filter(|&at| orders.status[at] == OrderStatus::Delivered)
        .map(|at| (orders.id[at], !full.contains(&orders.id[at]) || orders.delivered[at] > orders.promised[at]))
        .collect()
}

/// Deductions that nothing but the scenario explains, as the truth table names them.
pub fn without_a_claim(rows: &Rows) -> Vec<(Touch, i64, i32, i64)> {
    let (made, billed, failed) = (&rows.customer_deductions, billed(rows), failed(rows));
    let has_claim = |at: usize| match made.reason[at] {
        DeductionReason::Penalty => failed[&made.order[at]],
        DeductionReason::Allowance => billed[&made.order[at]][1] > 0,
    };
    (0..made.order.len())
        .filter(|&at| !has_claim(at))
        .map(|at| (Touch::DeductedCents, made.order[at], made.number[at], made.cents[at]))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_delivered_order_is_billed_at_what_was_shipped(play in eventful()) {
        let rows = play.run().rows;
        let (made, billed) = (&rows.customer_invoices, billed(&rows));
        let delivered: BTreeMap<i64, i32> = pairs(&rows.orders.id, &rows.orders.delivered).into_iter().filter(|row| row.1 != NULL32).collect();
        prop_assert_eq!(made.order.len(), delivered.len());
        for at in 0..made.order.len() {
            let (order, day) = (made.order[at], made.day[at]);
            prop_assert_eq!((day, made.due[at]), (delivered[&order], day + 4));
            prop_assert_eq!(made.cents[at], billed[&order][0]);
        }
    }

    #[test]
    fn an_invoice_is_what_was_paid_deducted_and_left(play in eventful()) {
        let rows = play.run().rows;
        let (paid, kept) = (&rows.customer_payments, &rows.customer_deductions);
        let mut left: BTreeMap<i64, i64> = pairs(&rows.customer_invoices.order, &rows.customer_invoices.cents).into_iter().collect();
        for at in 0..paid.order.len() {
            *left.get_mut(&paid.order[at]).expect("it was billed") -= paid.cents[at];
            prop_assert!(paid.day[at] <= AS_OF);
        }
        let (mut waiting, mut refused) = (BTreeMap::new(), BTreeMap::new());
        for at in 0..kept.order.len() {
            match kept.status[at] {
                DeductionStatus::Accepted => *left.get_mut(&kept.order[at]).expect("it was billed") -= kept.cents[at],
                DeductionStatus::Repaid => { refused.insert(kept.order[at], kept.cents[at]); }
                DeductionStatus::Open | DeductionStatus::Refused => *waiting.entry(kept.order[at]).or_insert(0) += kept.cents[at],
            }
        }
        let repaid: BTreeMap<i64, i64> = (0..paid.order.len()).filter(|&at| paid.purpose[at] == PaymentPurpose::Deduction).map(|at| (paid.order[at], paid.cents[at])).collect();
        prop_assert_eq!(repaid, refused);
        for (order, (status, cents)) in rows.customer_invoices.order.iter().zip(rows.customer_invoices.status.iter().zip(&rows.customer_invoices.cents)) {
            let expected = match status {
                InvoiceStatus::Open => *cents,
                InvoiceStatus::PartlyPaid => waiting[order],
                InvoiceStatus::Paid => 0,
            };
            prop_assert_eq!(left[order], expected);
        }
    }

    #[test]
    fn what_has_come_back_is_credited_at_the_price_that_was_billed(play in eventful()) {
        let rows = play.run().rows;
        let lines = &rows.order_lines;
        let price: BTreeMap<Line, (i64, i16)> = (0..lines.order.len())
            .map(|at| ((lines.order[at], lines.number[at]), (lines.price_cents[at], lines.discount_bp[at])))
            .collect();
        let mut due = BTreeMap::<i64, i64>::new();
        for at in 0..rows.return_lines.return_id.len() {
            let (cents, discount) = price[&(rows.return_lines.order[at], rows.return_lines.line[at])];
            *due.entry(rows.return_lines.return_id[at]).or_default() += net_cents(cents, rows.return_lines.cases[at], discount);
        }
        let arrived: BTreeMap<i64, (i32, i64)> = (0..rows.returns.id.len())
            .filter(|&at| rows.returns.received[at] != NULL32)
            .map(|at| (rows.returns.id[at], (rows.returns.received[at], due[&rows.returns.id[at]])))
            .collect();
        let notes = &rows.credit_notes;
        let credited: BTreeMap<i64, (i32, i64)> = (0..notes.return_id.len()).map(|at| (notes.return_id[at], (notes.day[at], notes.cents[at]))).collect();
        prop_assert_eq!(credited, arrived);
    }
}

#[test]
fn accounts_keep_their_habit_and_every_fate_of_a_deduction_occurs() {
    let scenario = Scenario { wrongly_deducted: Some(0.3), ..Scenario::default() };
    let spec = OutboundSpec { promotions: promotions(), scenario, ..world(7, 30.0) };
    let rows = Play::new(spec, 120).run().rows;
    let fates: BTreeSet<DeductionStatus> = rows.customer_deductions.status.iter().copied().collect();
    assert_eq!(fates.len(), DeductionStatus::ALL.len());
    let statuses: BTreeSet<InvoiceStatus> = rows.customer_invoices.status.iter().copied().collect();
    assert_eq!(statuses.len(), InvoiceStatus::ALL.len());
}
