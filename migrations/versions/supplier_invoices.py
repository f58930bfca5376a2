"""Invoices of the suppliers and what is paid for them.

Revision ID: supplier_invoices
Revises: downtime_events
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "supplier_invoices"
down_revision: str | None = "downtime_events"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _create_invoices()
    _create_lines()
    _create_payments()


def downgrade() -> None:
    for table in ("supplier_payments", "supplier_invoice_lines", "supplier_invoices"):
        op.drop_table(table)


def _id(comment: str = "Surrogate key, dense from 1, ascending with time") -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment=comment)


def _create_invoices() -> None:
    table = "supplier_invoices"
    op.create_table(
        table,
        _id(),
        sa.Column("invoice_number", sa.Text(), nullable=False, comment="Business key, SI-..."),
        sa.Column("gr_id", sa.BigInteger(), nullable=False, comment="Receipt that is billed"),
        sa.Column(
            "supplier_id", sa.Integer(), nullable=False, comment="Supplier that bills, that of the purchase order"
        ),
        sa.Column("invoice_date", sa.Date(), nullable=False, comment="Day of the invoice"),
        sa.Column("due_date", sa.Date(), nullable=False, comment="Receipt date plus the supplier's payment terms"),
        sa.Column("total_amount", sa.Numeric(14, 2), nullable=False, comment="Sum of the lines, USD"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date, from the payments"),
        sa.CheckConstraint("status IN ('open', 'paid')", name=op.f("ck_supplier_invoices_status")),
        sa.CheckConstraint("total_amount >= 0", name=op.f("ck_supplier_invoices_total_amount_minimum")),
        sa.ForeignKeyConstraint(
            ["gr_id"], ["goods_receipts.id"], name=op.f("fk_supplier_invoices_gr_id_goods_receipts")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_invoices_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_invoices")),
        sa.UniqueConstraint("gr_id", name=op.f("uq_supplier_invoices_gr_id")),
        sa.UniqueConstraint("invoice_number", name=op.f("uq_supplier_invoices_invoice_number")),
        comment="Invoices of the suppliers, one for each receipt; a row exists for what has been billed",
    )
    for column in ("invoice_date", "supplier_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_lines() -> None:
    table = "supplier_invoice_lines"
    op.create_table(
        table,
        sa.Column("invoice_id", sa.BigInteger(), nullable=False, comment="Invoice"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line of the invoice, that of the receipt"),
        sa.Column("gr_id", sa.BigInteger(), nullable=False, comment="Receipt of the invoice"),
        sa.Column("quantity_kg", sa.Numeric(14, 3), nullable=False, comment="Mass that is billed, kg"),
        sa.Column("unit_price", sa.Numeric(12, 4), nullable=False, comment="Price that is billed, USD per kg"),
        sa.Column("line_amount", sa.Numeric(14, 2), nullable=False, comment="Quantity times price, USD"),
        *(
            sa.CheckConstraint(f"{column} >= 0", name=op.f(f"ck_supplier_invoice_lines_{column}_minimum"))
            for column in ("quantity_kg", "unit_price", "line_amount")
        ),
        sa.CheckConstraint(
            "line_amount = round(quantity_kg * unit_price, 2)",
            name=op.f("ck_supplier_invoice_lines_amount_is_product"),
        ),
        sa.ForeignKeyConstraint(
            ["gr_id", "line_number"],
            ["goods_receipt_lines.gr_id", "goods_receipt_lines.line_number"],
            name=op.f("fk_supplier_invoice_lines_gr_id_goods_receipt_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["supplier_invoices.id"],
            name=op.f("fk_supplier_invoice_lines_invoice_id_supplier_invoices"),
        ),
        sa.PrimaryKeyConstraint("invoice_id", "line_number", name=op.f("pk_supplier_invoice_lines")),
        comment="Lines of suppliers' invoices; some bill a wrong price or quantity (supplygen.injection names them)",
    )
    key = ["gr_id", "line_number"]
    op.create_index(op.f(f"ix_{table}_gr_id_line_number"), table, key, unique=True)


def _create_payments() -> None:
    table = "supplier_payments"
    op.create_table(
        table,
        _id(),
        sa.Column("payment_number", sa.Text(), nullable=False, comment="Business key, SP-..."),
        sa.Column("invoice_id", sa.BigInteger(), nullable=False, comment="Invoice"),
        sa.Column("payment_date", sa.Date(), nullable=False, comment="Day of the payment run"),
        sa.Column("amount", sa.Numeric(14, 2), nullable=False, comment="Amount, USD"),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_supplier_payments_amount_minimum")),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["supplier_invoices.id"], name=op.f("fk_supplier_payments_invoice_id_supplier_invoices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_payments")),
        sa.UniqueConstraint("invoice_id", name=op.f("uq_supplier_payments_invoice_id")),
        sa.UniqueConstraint("payment_number", name=op.f("uq_supplier_payments_payment_number")),
        comment="Payments to suppliers, one for each invoice that is paid, as it was billed",
    )
    op.create_index(op.f(f"ix_{table}_payment_date"), table, ["payment_date"])
