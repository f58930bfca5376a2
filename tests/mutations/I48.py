"""What breaks `I48_delivered_orders_are_billed.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

AN_OPEN_INVOICE = "(SELECT max(order_id) FROM customer_invoices WHERE status = 'open')"
A_CREDIT = "(SELECT max(return_id) FROM credit_notes WHERE settlement_date IS NOT NULL)"
OTHER_ACCOUNT = "retail_account_id = retail_account_id % 2 + 1"


def invoice(name: str, change: str) -> Mutation:
    """A wrong invoice, of which nothing is paid."""
    return Mutation(name, (f"UPDATE customer_invoices SET {change} WHERE order_id = {AN_OPEN_INVOICE}",))


def credit(name: str, change: str) -> Mutation:
    """A wrong credit note."""
    return Mutation(
        name,
        (drop_checks("credit_notes"), f"UPDATE credit_notes SET {change} WHERE return_id = {A_CREDIT}"),
    )


MUTATIONS = (
    invoice("to another account", OTHER_ACCOUNT),
    invoice("a day early", "invoice_date = invoice_date - 1"),
    invoice("due a day later", "due_date = due_date + 1"),
    invoice("a cent too high", "amount = amount + 0.01"),
    Mutation(
        "a delivery that nobody bills",
        (f"DELETE FROM customer_invoices WHERE order_id = {AN_OPEN_INVOICE}",),
        breaks=("I43",),
        because="its row was announced",
    ),
    Mutation(
        "an order that is billed before it arrives",
        (
            "INSERT INTO customer_invoices SELECT id, 'INV-' || id, retail_account_id, order_date, order_date,"
            " total_amount, 'open' FROM orders WHERE id = (SELECT max(id) FROM orders WHERE status <> 'delivered')",
        ),
        breaks=("I43",),
        because="its row was not announced",
    ),
    credit("for another order", "order_id = (SELECT min(order_id) FROM customer_invoices)"),
    credit("for another account", OTHER_ACCOUNT),
    credit("a day before the goods are back", "credit_date = credit_date - 1"),
    credit("more than was billed", "amount = amount + 0.01"),
    credit("settled a day later", "settlement_date = settlement_date + 1"),
    credit("not settled in time", "settlement_date = NULL"),
    Mutation(
        "a return that nobody credits",
        (f"DELETE FROM credit_notes WHERE return_id = {A_CREDIT}",),
        breaks=("I43",),
        because="its row was announced",
    ),
    Mutation(
        "a return that is credited before it arrives",
        (
            "INSERT INTO credit_notes SELECT b.id, 'CN-' || b.id, b.order_id, o.retail_account_id, b.return_date,"
            " 1, NULL FROM returns AS b JOIN orders AS o ON o.id = b.order_id"
            " WHERE b.id = (SELECT max(id) FROM returns WHERE received_date IS NULL)",
        ),
        breaks=("I43",),
        because="its row was not announced",
    ),
)
