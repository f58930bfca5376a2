"""Level 9, planning: what each order line asked for, got and lost, and how it was picked.

Revision ID: l09_planning
Revises: l08_demand
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l09_planning"
down_revision: str | None = "l08_demand"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.BigInteger(), nullable=False, comment="Order"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line within the parent, from 1"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("quantity_cases", sa.Integer(), nullable=False, comment="Ordered cases"),
        sa.Column("allocated_cases", sa.Integer(), nullable=False, comment="Cases reserved from batches"),
        sa.Column("shipped_cases", sa.Integer(), nullable=False, comment="Cases shipped"),
        sa.Column("cut_cases", sa.Integer(), nullable=False, comment="Cases that will not be served"),
        sa.Column(
            "quantity_eaches", sa.Integer(), nullable=False, comment="Ordered eaches: cases times units per case"
        ),
        sa.Column(
            "unit_price", sa.Numeric(precision=12, scale=4), nullable=False, comment="Wholesale price, USD per case"
        ),
        sa.Column(
            "discount_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Discount, percent of the price",
        ),
        sa.Column(
            "line_amount",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Ordered cases times price less discount, USD",
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date, from the quantities"),
        sa.CheckConstraint(
            "status IN ('open', 'shipped', 'partially_shipped', 'cut')", name=op.f("ck_order_lines_status")
        ),
        sa.CheckConstraint(
            "allocated_cases BETWEEN 0 AND quantity_cases", name=op.f("ck_order_lines_allocated_cases_range")
        ),
        sa.CheckConstraint(
            "cut_cases BETWEEN 0 AND quantity_cases - shipped_cases", name=op.f("ck_order_lines_cut_cases_range")
        ),
        sa.CheckConstraint("quantity_cases >= 1", name=op.f("ck_order_lines_quantity_cases_minimum")),
        sa.CheckConstraint(
            "shipped_cases BETWEEN 0 AND allocated_cases", name=op.f("ck_order_lines_shipped_cases_range")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_order_lines_sku_id_skus")),
        sa.PrimaryKeyConstraint("order_id", "line_number", name=op.f("pk_order_lines")),
        comment="Lines of orders: quantity_cases = shipped_cases + cut_cases + cases still open",
    )
    op.create_index(op.f("ix_order_lines_sku_id"), "order_lines", ["sku_id"], unique=False)
    op.create_table(
        "order_allocations",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("order_id", sa.BigInteger(), nullable=False, comment="Order"),
        sa.Column("order_line_number", sa.SmallInteger(), nullable=False, comment="Line of the order"),
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center of the order"),
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch"),
        sa.Column("allocated_cases", sa.Integer(), nullable=False, comment="Reserved cases"),
        sa.Column("allocation_date", sa.Date(), nullable=False, comment="Day of the reservation"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date"),
        sa.CheckConstraint("status IN ('allocated', 'shipped')", name=op.f("ck_order_allocations_status")),
        sa.CheckConstraint("allocated_cases >= 1", name=op.f("ck_order_allocations_allocated_cases_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_order_allocations_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_order_allocations_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(
            ["order_id", "order_line_number"],
            ["order_lines.order_id", "order_lines.line_number"],
            name=op.f("fk_order_allocations_order_id_order_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_allocations")),
        comment="Cases of a batch reserved for an order line, first expired first out",
    )
    op.create_index(
        op.f("ix_order_allocations_allocation_date"),
        "order_allocations",
        ["allocation_date"],
        unique=False,
        postgresql_using="brin",
    )
    op.create_index(op.f("ix_order_allocations_batch_id"), "order_allocations", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_order_allocations_order_id_order_line_number"),
        "order_allocations",
        ["order_id", "order_line_number"],
        unique=False,
    )
    op.create_table(
        "pick_waves",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("wave_number", sa.Text(), nullable=False, comment="Business key, WAVE-..."),
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center"),
        sa.Column("wave_date", sa.Date(), nullable=False, comment="Day of picking"),
        sa.Column("total_orders", sa.Integer(), nullable=False, comment="Orders in the wave"),
        sa.Column("total_lines", sa.Integer(), nullable=False, comment="Order lines picked"),
        sa.Column("total_cases", sa.Integer(), nullable=False, comment="Cases picked"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date"),
        sa.CheckConstraint("status IN ('released', 'completed')", name=op.f("ck_pick_waves_status")),
        sa.CheckConstraint("total_cases >= 0", name=op.f("ck_pick_waves_total_cases_minimum")),
        sa.CheckConstraint("total_lines >= 0", name=op.f("ck_pick_waves_total_lines_minimum")),
        sa.CheckConstraint("total_orders >= 0", name=op.f("ck_pick_waves_total_orders_minimum")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_pick_waves_dc_id_distribution_centers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick_waves")),
        sa.UniqueConstraint("wave_number", name=op.f("uq_pick_waves_wave_number")),
        comment="Picking waves of the distribution centers",
    )
    op.create_index(op.f("ix_pick_waves_dc_id"), "pick_waves", ["dc_id"], unique=False)
    op.create_index(op.f("ix_pick_waves_wave_date"), "pick_waves", ["wave_date"], unique=False)
    op.create_table(
        "pick_wave_orders",
        sa.Column("wave_id", sa.BigInteger(), nullable=False, comment="Wave"),
        sa.Column("order_id", sa.BigInteger(), nullable=False, comment="Order"),
        sa.Column("pick_sequence", sa.Integer(), nullable=False, comment="Position in the wave, from 1"),
        sa.CheckConstraint("pick_sequence >= 1", name=op.f("ck_pick_wave_orders_pick_sequence_minimum")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_pick_wave_orders_order_id_orders")),
        sa.ForeignKeyConstraint(["wave_id"], ["pick_waves.id"], name=op.f("fk_pick_wave_orders_wave_id_pick_waves")),
        sa.PrimaryKeyConstraint("wave_id", "order_id", name=op.f("pk_pick_wave_orders")),
        comment="Orders of a wave",
    )
    op.create_index(op.f("ix_pick_wave_orders_order_id"), "pick_wave_orders", ["order_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pick_wave_orders")
    op.drop_table("pick_waves")
    op.drop_table("order_allocations")
    op.drop_table("order_lines")
