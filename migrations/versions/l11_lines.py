"""Level 11, lines: what is inside a shipment.

Revision ID: l11_lines
Revises: l10_fulfillment
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l11_lines"
down_revision: str | None = "l10_fulfillment"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "shipment_lines",
        sa.Column("shipment_id", sa.BigInteger(), nullable=False, comment="Shipment"),
        sa.Column("line_number", sa.Integer(), nullable=False, comment="Line within the shipment, from 1"),
        sa.Column(
            "order_id", sa.BigInteger(), nullable=True, comment="Order; null for deployment to a distribution center"
        ),
        sa.Column(
            "order_line_number", sa.SmallInteger(), nullable=True, comment="Line of that order; null for deployment"
        ),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU of the batch"),
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch"),
        sa.Column("quantity_cases", sa.Integer(), nullable=False, comment="Cases"),
        sa.Column(
            "weight_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Gross mass: cases times the mass of a case, kg",
        ),
        sa.CheckConstraint(
            "num_nonnulls(order_id, order_line_number) IN (0, 2)", name=op.f("ck_shipment_lines_order_line_whole")
        ),
        sa.CheckConstraint("quantity_cases >= 1", name=op.f("ck_shipment_lines_quantity_cases_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_shipment_lines_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["order_id", "order_line_number"],
            ["order_lines.order_id", "order_lines.line_number"],
            name=op.f("fk_shipment_lines_order_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_lines_shipment_id_shipments")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_shipment_lines_sku_id_skus")),
        sa.PrimaryKeyConstraint("shipment_id", "line_number", name=op.f("pk_shipment_lines")),
        comment="Cases of a batch in a shipment, for an order line or for stock",
    )
    op.create_index(op.f("ix_shipment_lines_batch_id"), "shipment_lines", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_shipment_lines_order_id_order_line_number"),
        "shipment_lines",
        ["order_id", "order_line_number"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("shipment_lines")
