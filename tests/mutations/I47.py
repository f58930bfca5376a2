"""What breaks `I47_suppliers_bill_what_was_accepted.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

A_RIGHT_LINE = (
    "(invoice_id, line_number) = (SELECT l.invoice_id, l.line_number FROM supplier_invoice_lines AS l"
    " WHERE l.quantity_kg > 1 AND NOT EXISTS (SELECT FROM supplygen.injection AS t"
    " WHERE t.event_code = 'QRK-INVOICING' AND t.row_key = concat_ws(',', l.invoice_id, l.line_number))"
    " ORDER BY 1 DESC, 2 LIMIT 1)"
)
WRONG_LINE = (
    "SELECT split_part(row_key, ',', 1)::bigint, split_part(row_key, ',', 2)::integer"
    " FROM supplygen.injection WHERE event_code = 'QRK-INVOICING' ORDER BY 1 LIMIT 1"
)
OF_INVOICE = "WHERE id = (SELECT max(invoice_id) FROM supplier_payments)"


def header(name: str, change: str, *, others: tuple[str, ...] = (), because: str = "") -> Mutation:
    """A wrong invoice header."""
    return Mutation(name, (f"UPDATE supplier_invoices SET {change} {OF_INVOICE}",), breaks=others, because=because)


def payment(name: str, change: str) -> Mutation:
    """A wrong payment."""
    return Mutation(
        name,
        (f"UPDATE supplier_payments SET {change} WHERE id = (SELECT max(id) FROM supplier_payments)",),
    )


def right_line(name: str, change: str) -> Mutation:
    """A line that is wrong, with its invoice."""
    return Mutation(
        name,
        (drop_checks("supplier_invoice_lines"), f"UPDATE supplier_invoice_lines SET {change} WHERE {A_RIGHT_LINE}"),
    )


MUTATIONS = (
    header("of another supplier", "supplier_id = supplier_id % 2 + 1"),
    header("due a day later", "due_date = due_date + 1"),
    header("dated before the receipt", "invoice_date = invoice_date - 6"),
    header("not the sum of its lines", "total_amount = total_amount + 1"),
    header("open though paid", "status = 'open'"),
    Mutation(
        "paid without a payment",
        (
            "UPDATE supplier_invoices SET status = 'paid' WHERE id = (SELECT max(id) FROM supplier_invoices"
            " WHERE status = 'open')",
        ),
    ),
    Mutation(
        "a receipt that nobody bills",
        (
            "DELETE FROM supplier_payments WHERE invoice_id = 1",
            "DELETE FROM supplier_invoice_lines WHERE invoice_id = 1",
            "DELETE FROM supplier_invoices WHERE id = 1",
        ),
        breaks=("I43",),
        because="its rows were announced",
    ),
    right_line("wrong price that nobody planted", "unit_price = unit_price + 0.0001"),
    right_line("wrong quantity that nobody planted", "quantity_kg = quantity_kg + 0.001"),
    right_line("another amount", "line_amount = line_amount + 0.01"),
    Mutation(
        "wrong line that is right",
        (
            "UPDATE supplier_invoice_lines AS l SET quantity_kg = r.quantity_accepted_kg, unit_price = pl.unit_price,"
            " line_amount = round(r.quantity_accepted_kg * pl.unit_price, 2) FROM goods_receipt_lines AS r"
            " JOIN purchase_order_lines AS pl ON (pl.po_id, pl.line_number) = (r.po_id, r.po_line_number)"
            " WHERE (r.gr_id, r.line_number) = (l.gr_id, l.line_number)"
            f" AND (l.invoice_id, l.line_number) IN ({WRONG_LINE})",
        ),
    ),
    Mutation(
        "wrong by less quantity at a higher price",
        (
            drop_checks("supplier_invoice_lines"),
            "UPDATE supplier_invoice_lines SET quantity_kg = quantity_kg * 2, unit_price = unit_price * 1.01"
            f" WHERE (invoice_id, line_number) IN ({WRONG_LINE})",
        ),
    ),
    Mutation(
        "wrong line said to be another",
        (
            "UPDATE supplygen.injection SET baseline_value = baseline_value - 1 WHERE event_code = 'QRK-INVOICING'"
            " AND row_key = (SELECT min(row_key) FROM supplygen.injection WHERE event_code = 'QRK-INVOICING')",
        ),
    ),
    payment("pays less", "amount = amount - 0.01"),
    payment("on a Wednesday", "payment_date = payment_date + 1"),
    payment("weeks too early", "payment_date = payment_date - 7"),
)
