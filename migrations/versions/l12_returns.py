"""Level 12, returns: permission, journey and lines of what stores send back.

Revision ID: l12_returns
Revises: l11_lines
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l12_returns"
down_revision: str | None = "l11_lines"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "rma_authorizations",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("rma_number", sa.Text(), nullable=False, comment="Business key, RMA-..."),
        sa.Column("retail_account_id", sa.Integer(), nullable=False, comment="Account that asks"),
        sa.Column("reason_code", sa.Text(), nullable=False, comment="Why the goods come back"),
        sa.Column("request_date", sa.Date(), nullable=False, comment="Day of the request"),
        sa.Column("approval_date", sa.Date(), nullable=True, comment="Day of approval; null if not approved"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date; closed when received"),
        sa.CheckConstraint(
            "reason_code IN ('damaged', 'expired', 'quality', 'overstock', 'recall', 'wrong_item')",
            name=op.f("ck_rma_authorizations_reason_code"),
        ),
        sa.CheckConstraint("status IN ('requested', 'approved', 'closed')", name=op.f("ck_rma_authorizations_status")),
        sa.CheckConstraint("request_date <= approval_date", name=op.f("ck_rma_authorizations_approved_after_request")),
        sa.ForeignKeyConstraint(
            ["retail_account_id"],
            ["retail_accounts.id"],
            name=op.f("fk_rma_authorizations_retail_account_id_retail_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rma_authorizations")),
        sa.UniqueConstraint("rma_number", name=op.f("uq_rma_authorizations_rma_number")),
        comment="Return merchandise authorizations",
    )
    op.create_index(op.f("ix_rma_authorizations_request_date"), "rma_authorizations", ["request_date"], unique=False)
    op.create_index(
        op.f("ix_rma_authorizations_retail_account_id"), "rma_authorizations", ["retail_account_id"], unique=False
    )
    op.create_table(
        "returns",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("return_number", sa.Text(), nullable=False, comment="Business key, RET-..."),
        sa.Column("rma_id", sa.BigInteger(), nullable=False, comment="Authorization"),
        sa.Column("order_id", sa.BigInteger(), nullable=False, comment="Order that delivered the goods"),
        sa.Column("retail_location_id", sa.Integer(), nullable=False, comment="Store that returns"),
        sa.Column(
            "dc_id",
            sa.Integer(),
            nullable=False,
            comment="Distribution center that served the order and takes the goods back",
        ),
        sa.Column("return_date", sa.Date(), nullable=False, comment="Day on which the goods leave the store"),
        sa.Column("received_date", sa.Date(), nullable=True, comment="Day of arrival; null if not arrived"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date"),
        sa.Column("total_cases", sa.Integer(), nullable=False, comment="Sum of the lines, cases"),
        sa.CheckConstraint(
            "(status = 'received') = (received_date IS NOT NULL)", name=op.f("ck_returns_received_has_date")
        ),
        sa.CheckConstraint("status IN ('in_transit', 'received')", name=op.f("ck_returns_status")),
        sa.CheckConstraint("return_date <= received_date", name=op.f("ck_returns_received_after_return")),
        sa.CheckConstraint("total_cases >= 0", name=op.f("ck_returns_total_cases_minimum")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_returns_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_returns_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["retail_location_id"], ["retail_locations.id"], name=op.f("fk_returns_retail_location_id_retail_locations")
        ),
        sa.ForeignKeyConstraint(
            ["rma_id"], ["rma_authorizations.id"], name=op.f("fk_returns_rma_id_rma_authorizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("return_number", name=op.f("uq_returns_return_number")),
        comment="Returns of delivered orders",
    )
    op.create_index(op.f("ix_returns_dc_id"), "returns", ["dc_id"], unique=False)
    op.create_index(op.f("ix_returns_order_id"), "returns", ["order_id"], unique=False)
    op.create_index(op.f("ix_returns_retail_location_id"), "returns", ["retail_location_id"], unique=False)
    op.create_index(op.f("ix_returns_return_date"), "returns", ["return_date"], unique=False)
    op.create_index(op.f("ix_returns_rma_id"), "returns", ["rma_id"], unique=False)
    op.create_table(
        "return_lines",
        sa.Column("return_id", sa.BigInteger(), nullable=False, comment="Return"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line within the parent, from 1"),
        sa.Column("order_id", sa.BigInteger(), nullable=False, comment="Order of the return"),
        sa.Column("order_line_number", sa.SmallInteger(), nullable=False, comment="Line of that order"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU of the order line"),
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch that was delivered"),
        sa.Column("quantity_cases", sa.Integer(), nullable=False, comment="Cases returned"),
        sa.Column("condition", sa.Text(), nullable=False, comment="State of the goods"),
        sa.CheckConstraint(
            "condition IN ('resalable', 'damaged', 'expired', 'defective')", name=op.f("ck_return_lines_condition")
        ),
        sa.CheckConstraint("quantity_cases >= 1", name=op.f("ck_return_lines_quantity_cases_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_return_lines_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["order_id", "order_line_number"],
            ["order_lines.order_id", "order_lines.line_number"],
            name=op.f("fk_return_lines_order_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_return_lines_return_id_returns")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_return_lines_sku_id_skus")),
        sa.PrimaryKeyConstraint("return_id", "line_number", name=op.f("pk_return_lines")),
        comment="Lines of returns; each is cases of a batch that the order line delivered",
    )
    op.create_index(op.f("ix_return_lines_batch_id"), "return_lines", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_return_lines_order_id_order_line_number"),
        "return_lines",
        ["order_id", "order_line_number"],
        unique=False,
    )
    op.create_index(op.f("ix_return_lines_sku_id"), "return_lines", ["sku_id"], unique=False)


def downgrade() -> None:
    op.drop_table("return_lines")
    op.drop_table("returns")
    op.drop_table("rma_authorizations")
