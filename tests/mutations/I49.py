"""What breaks `I49_invoices_are_paid_deducted_or_open.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

PLANTED = (
    "SELECT split_part(row_key, ',', 1)::bigint, split_part(row_key, ',', 2)::integer"
    " FROM supplygen.injection WHERE event_code = 'QRK-DEDUCTIONS'"
)
A_PAID_INVOICE = (
    "(SELECT max(i.order_id) FROM customer_invoices AS i WHERE i.status = 'paid'"
    " AND NOT EXISTS (SELECT FROM customer_deductions AS d WHERE d.order_id = i.order_id))"
)
A_CLAIM = (
    "(order_id, line_number) = (SELECT order_id, line_number FROM customer_deductions WHERE status = 'accepted'"
    f" AND (order_id, line_number) NOT IN ({PLANTED}) ORDER BY 1 DESC, 2 LIMIT 1)"
)
A_REFUSAL = (
    "(order_id, line_number) = (SELECT order_id, line_number FROM customer_deductions WHERE status = 'repaid' LIMIT 1)"
)


def invoice(name: str, status: str, new: str) -> Mutation:
    """An invoice with a wrong status."""
    which = f"(SELECT max(order_id) FROM customer_invoices WHERE status = '{status}')"
    return Mutation(name, (f"UPDATE customer_invoices SET status = '{new}' WHERE order_id = {which}",))


def payment(name: str, change: str) -> Mutation:
    """A wrong payment of an invoice without deductions."""
    return Mutation(
        name,
        (
            drop_checks("customer_payments"),
            f"UPDATE customer_payments SET {change} WHERE order_id = {A_PAID_INVOICE}",
        ),
    )


def deduction(name: str, which: str, change: str) -> Mutation:
    """A wrong deduction."""
    return Mutation(
        name, (drop_checks("customer_deductions"), f"UPDATE customer_deductions SET {change} WHERE {which}")
    )


def repayment(name: str, change: str) -> Mutation:
    """A wrong payment of a refused deduction."""
    return Mutation(
        name,
        (
            f"UPDATE customer_payments SET {change} WHERE (order_id, payment_number) ="
            " (SELECT order_id, payment_number FROM customer_payments WHERE purpose = 'deduction' LIMIT 1)",
        ),
    )


MUTATIONS = (
    invoice("paid though nobody did", "open", "paid"),
    invoice("open though paid", "paid", "open"),
    invoice("paid though a deduction waits", "partly_paid", "paid"),
    payment("a cent too little", "amount = amount - 0.01"),
    payment("before the invoice", "payment_date = payment_date - 60"),
    payment("numbered from 2", "payment_number = 2"),
    payment("of a deduction that there is not", "purpose = 'deduction'"),
    Mutation(
        "a deduction from what is not paid",
        (
            "INSERT INTO customer_deductions SELECT order_id, 1, 'otif_penalty', invoice_date, 0, 'open', NULL"
            " FROM customer_invoices"
            " WHERE order_id = (SELECT max(order_id) FROM customer_invoices WHERE status = 'open')",
        ),
        breaks=("I43",),
        because="its row was not announced",
    ),
    Mutation(
        "accounts that ask for orders without a cut",
        ("UPDATE retail_accounts SET in_full_percent = 100",),
        breaks=("I42",),
        because="what is in full is a key figure",
    ),
    deduction("a cent more than the claim", A_CLAIM, "amount = amount + 0.01"),
    deduction("for another reason", A_CLAIM, "reason_code = 'otif_penalty', status = 'open', decision_date = NULL"),
    deduction("on another day", A_CLAIM, "deduction_date = deduction_date - 1, decision_date = decision_date - 1"),
    deduction("decided a day late", A_CLAIM, "decision_date = decision_date + 1"),
    deduction("open for months", A_CLAIM, "decision_date = NULL, status = 'open'"),
    deduction("refused though there is a claim", A_CLAIM, "status = 'refused'"),
    deduction("accepted though there is none", A_REFUSAL, "status = 'accepted'"),
    repayment("a cent too little", "amount = amount - 0.01"),
    repayment("a day late", "payment_date = payment_date + 1"),
    Mutation(
        "a planted deduction that has a claim",
        (
            "UPDATE supplygen.injection SET row_key = concat_ws(',', d.order_id, d.line_number),"
            f" injected_value = d.amount FROM (SELECT * FROM customer_deductions WHERE {A_CLAIM}) AS d"
            " WHERE event_code = 'QRK-DEDUCTIONS' AND row_key = (SELECT min(row_key) FROM supplygen.injection"
            " WHERE event_code = 'QRK-DEDUCTIONS')",
        ),
    ),
    Mutation(
        "a planted deduction that would be there anyway",
        (
            "UPDATE supplygen.injection SET baseline_value = 1 WHERE event_code = 'QRK-DEDUCTIONS'"
            " AND row_key = (SELECT min(row_key) FROM supplygen.injection WHERE event_code = 'QRK-DEDUCTIONS')",
        ),
    ),
)
