"""Level 5, procurement: orders to suppliers, their receipts, and orders to the plants.

Revision ID: l05_procurement
Revises: l04_product
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l05_procurement"
down_revision: str | None = "l04_product"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("po_number", sa.Text(), nullable=False, comment="Business key, PO-..."),
        sa.Column("supplier_id", sa.Integer(), nullable=False, comment="Supplier"),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant that receives the material"),
        sa.Column("order_date", sa.Date(), nullable=False, comment="Day of the order"),
        sa.Column("expected_delivery_date", sa.Date(), nullable=False, comment="Order date plus contractual lead time"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date, from the receipts"),
        sa.Column("total_amount", sa.Numeric(precision=14, scale=2), nullable=False, comment="Sum of the lines, USD"),
        sa.CheckConstraint(
            "status IN ('open', 'partially_received', 'received')", name=op.f("ck_purchase_orders_status")
        ),
        sa.CheckConstraint("order_date <= expected_delivery_date", name=op.f("ck_purchase_orders_dates_in_order")),
        sa.CheckConstraint("total_amount >= 0", name=op.f("ck_purchase_orders_total_amount_minimum")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_purchase_orders_plant_id_plants")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_purchase_orders_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_orders")),
        sa.UniqueConstraint("po_number", name=op.f("uq_purchase_orders_po_number")),
        comment="Orders of raw materials, one supplier and one plant each",
    )
    op.create_index(op.f("ix_purchase_orders_order_date"), "purchase_orders", ["order_date"], unique=False)
    op.create_index(op.f("ix_purchase_orders_plant_id"), "purchase_orders", ["plant_id"], unique=False)
    op.create_index(op.f("ix_purchase_orders_supplier_id"), "purchase_orders", ["supplier_id"], unique=False)
    op.create_table(
        "goods_receipts",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("gr_number", sa.Text(), nullable=False, comment="Business key, GR-..."),
        sa.Column("po_id", sa.BigInteger(), nullable=False, comment="Purchase order that the delivery belongs to"),
        sa.Column("receipt_date", sa.Date(), nullable=False, comment="Day of arrival"),
        sa.ForeignKeyConstraint(
            ["po_id"], ["purchase_orders.id"], name=op.f("fk_goods_receipts_po_id_purchase_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipts")),
        sa.UniqueConstraint("gr_number", name=op.f("uq_goods_receipts_gr_number")),
        comment="Deliveries from suppliers; a row exists for what has arrived",
    )
    op.create_index(op.f("ix_goods_receipts_po_id"), "goods_receipts", ["po_id"], unique=False)
    op.create_index(op.f("ix_goods_receipts_receipt_date"), "goods_receipts", ["receipt_date"], unique=False)
    op.create_table(
        "work_orders",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("wo_number", sa.Text(), nullable=False, comment="Business key, WO-..."),
        sa.Column("formula_id", sa.Integer(), nullable=False, comment="Recipe, that of the SKU"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU to be made"),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant"),
        sa.Column("production_line_id", sa.Integer(), nullable=False, comment="Filling line of that plant"),
        sa.Column("planned_cases", sa.Integer(), nullable=False, comment="Planned output, cases"),
        sa.Column("planned_start_date", sa.Date(), nullable=False, comment="Planned first day"),
        sa.Column("planned_end_date", sa.Date(), nullable=False, comment="Planned last day"),
        sa.Column(
            "actual_start",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Start of production; null if not started",
        ),
        sa.Column(
            "actual_end", sa.DateTime(timezone=True), nullable=True, comment="End of production; null if not finished"
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date, from the times"),
        sa.CheckConstraint("status IN ('planned', 'released', 'completed')", name=op.f("ck_work_orders_status")),
        sa.CheckConstraint("actual_start <= actual_end", name=op.f("ck_work_orders_actual_times_in_order")),
        sa.CheckConstraint("planned_cases >= 1", name=op.f("ck_work_orders_planned_cases_minimum")),
        sa.CheckConstraint(
            "planned_start_date <= planned_end_date", name=op.f("ck_work_orders_planned_dates_in_order")
        ),
        sa.ForeignKeyConstraint(["formula_id"], ["formulas.id"], name=op.f("fk_work_orders_formula_id_formulas")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_work_orders_plant_id_plants")),
        sa.ForeignKeyConstraint(
            ["production_line_id"],
            ["production_lines.id"],
            name=op.f("fk_work_orders_production_line_id_production_lines"),
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_work_orders_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_orders")),
        sa.UniqueConstraint("wo_number", name=op.f("uq_work_orders_wo_number")),
        comment="Orders to a plant to make one batch of a SKU",
    )
    op.create_index(op.f("ix_work_orders_formula_id"), "work_orders", ["formula_id"], unique=False)
    op.create_index(op.f("ix_work_orders_planned_start_date"), "work_orders", ["planned_start_date"], unique=False)
    op.create_index(op.f("ix_work_orders_plant_id"), "work_orders", ["plant_id"], unique=False)
    op.create_index(op.f("ix_work_orders_production_line_id"), "work_orders", ["production_line_id"], unique=False)
    op.create_index(op.f("ix_work_orders_sku_id"), "work_orders", ["sku_id"], unique=False)


def downgrade() -> None:
    op.drop_table("work_orders")
    op.drop_table("goods_receipts")
    op.drop_table("purchase_orders")
