"""Invoices to customers, what they pay and deduct, what they are credited, and the terms of that.

Revision ID: customer_invoices
Revises: supplier_invoices
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "customer_invoices"
down_revision: str | None = "supplier_invoices"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TERMS = (
    ("otif_penalty_percent", "Part of an invoice that it deducts where the order came late or short, percent"),
    ("promotion_allowance_percent", "Part of an invoice that it deducts for advertising a promotion, percent"),
)
"""New columns of retail_accounts with their comments."""


def upgrade() -> None:
    for name, comment in TERMS:
        kind = sa.Numeric(precision=5, scale=2)
        op.add_column("retail_accounts", sa.Column(name, kind, nullable=False, server_default="0", comment=comment))
        op.alter_column("retail_accounts", name, existing_type=kind, existing_comment=comment, server_default=None)
        op.create_check_constraint(
            op.f(f"ck_retail_accounts_{name}_range"), "retail_accounts", f"{name} BETWEEN 0 AND 100"
        )
    _create_invoices()
    _create_payments()
    _create_deductions()
    _create_credit_notes()


def downgrade() -> None:
    for table in ("credit_notes", "customer_deductions", "customer_payments", "customer_invoices"):
        op.drop_table(table)
    for name, _ in TERMS:
        op.drop_column("retail_accounts", name)


def _day(name: str, comment: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable, comment=comment)


def _text(name: str, comment: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, comment=comment)


def _amount(comment: str = "Amount, USD") -> sa.Column[object]:
    return sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False, comment=comment)


def _id(name: str, comment: str, kind: type[sa.Integer] = sa.BigInteger) -> sa.Column[object]:
    return sa.Column(name, kind(), nullable=False, comment=comment)


def _number(name: str, comment: str) -> sa.Column[object]:
    return sa.Column(name, sa.SmallInteger(), nullable=False, comment=comment)


def _refers(table: str, column: str, target: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{key}"], name=op.f(f"fk_{table}_{column}_{target}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_invoices() -> None:
    table = "customer_invoices"
    op.create_table(
        table,
        _id("order_id", "Order"),
        _text("invoice_number", "Business key, INV-..."),
        _id("retail_account_id", "Account that is billed, that of the order", sa.Integer),
        _day("invoice_date", "Day of the invoice, that of the order's delivery"),
        _day("due_date", "Invoice date plus the payment terms of the channel"),
        _amount("What is billed, USD"),
        _text("status", "State at the as-of date; partly paid while a deduction from it is open or refused"),
        _check(table, "amount_minimum", "amount >= 0"),
        _check(table, "status", "status IN ('open', 'partly_paid', 'paid')"),
        _check(table, "due_after_invoice", "invoice_date <= due_date"),
        _refers(table, "order_id", "orders"),
        _refers(table, "retail_account_id", "retail_accounts"),
        _key(table, "order_id"),
        sa.UniqueConstraint("invoice_number", name=op.f("uq_customer_invoices_invoice_number")),
        comment="Invoices to customers, one for each delivered order: its shipped cases at the prices of its lines less"
        " discounts",
    )
    _index(table, "invoice_date", "retail_account_id")


def _create_payments() -> None:
    table = "customer_payments"
    op.create_table(
        table,
        _id("order_id", "Order of the invoice"),
        _number("payment_number", "Payment of the invoice, from 1"),
        _day("payment_date", "Day of the payment"),
        _amount(),
        _text("purpose", "What is paid for: the invoice, or a deduction that was refused"),
        _check(table, "amount_minimum", "amount >= 0"),
        _check(table, "payment_number_minimum", "payment_number >= 1"),
        _check(table, "purpose", "purpose IN ('invoice', 'deduction')"),
        _refers(table, "order_id", "customer_invoices", "order_id"),
        _key(table, "order_id", "payment_number"),
        comment="Payments of customers: of an invoice, less what they deduct, and of deductions that were refused",
    )
    _index(table, "payment_date")


def _create_deductions() -> None:
    table = "customer_deductions"
    op.create_table(
        table,
        _id("order_id", "Order of the invoice"),
        _number("line_number", "Deduction from the invoice, from 1"),
        _text("reason_code", "What is claimed: that the order came late or short, or that a promotion was advertised"),
        _day("deduction_date", "Day of the payment that it was deducted from"),
        _amount(),
        _text("status", "State at the as-of date: not decided, written off, asked back, or paid after all"),
        _day("decision_date", "Day of the decision; null while it is open", nullable=True),
        _check(table, "amount_minimum", "amount >= 0"),
        _check(table, "reason_code", "reason_code IN ('otif_penalty', 'promotion_allowance')"),
        _check(table, "status", "status IN ('open', 'accepted', 'refused', 'repaid')"),
        _check(table, "decided_unless_open", "(status = 'open') = (decision_date IS NULL)"),
        _check(table, "decided_after_deduction", "deduction_date <= decision_date"),
        _refers(table, "order_id", "customer_invoices", "order_id"),
        _key(table, "order_id", "line_number"),
        comment="What customers keep back of invoices; some have no claim to it (supplygen.injection names them)",
    )
    _index(table, "deduction_date")


def _create_credit_notes() -> None:
    table = "credit_notes"
    op.create_table(
        table,
        _id("return_id", "Return"),
        _text("credit_number", "Business key, CN-..."),
        _id("order_id", "Order of the return, whose invoice is credited"),
        _id("retail_account_id", "Account of the order", sa.Integer),
        _day("credit_date", "Day of the credit, that of the return's arrival"),
        _amount(),
        _day(
            "settlement_date",
            "Day on which it was paid out, the payment terms of the channel later; null if not yet",
            nullable=True,
        ),
        _check(table, "amount_minimum", "amount >= 0"),
        _check(table, "settled_after_credit", "credit_date <= settlement_date"),
        _refers(table, "order_id", "customer_invoices", "order_id"),
        _refers(table, "retail_account_id", "retail_accounts"),
        _refers(table, "return_id", "returns"),
        _key(table, "return_id"),
        sa.UniqueConstraint("credit_number", name=op.f("uq_credit_notes_credit_number")),
        comment="Credits to customers, one for each return that has arrived: its cases at the prices at which they were"
        " billed",
    )
    _index(table, "credit_date", "order_id", "retail_account_id")
