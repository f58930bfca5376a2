"""Level 6, manufacturing: batches and their cost, and the lines of purchase orders, receipts and work orders.

Revision ID: l06_manufacturing
Revises: l05_procurement
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l06_manufacturing"
down_revision: str | None = "l05_procurement"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("batch_number", sa.Text(), nullable=False, comment="Business key, such as B-2024-RECALL-001"),
        sa.Column("wo_id", sa.BigInteger(), nullable=False, comment="Work order"),
        sa.Column("formula_id", sa.Integer(), nullable=False, comment="Recipe of the work order"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU of the work order"),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant of the work order"),
        sa.Column("production_line_id", sa.Integer(), nullable=False, comment="Line of the work order"),
        sa.Column("production_date", sa.Date(), nullable=False, comment="Day of production"),
        sa.Column("expiry_date", sa.Date(), nullable=False, comment="Last day of shelf life"),
        sa.Column(
            "input_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Mass of all materials used, kg"
        ),
        sa.Column(
            "quantity_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Output: mass of finished product, kg",
        ),
        sa.Column(
            "loss_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Mass lost, kg: input less output"
        ),
        sa.Column("output_cases", sa.Integer(), nullable=False, comment="Cases made"),
        sa.Column(
            "yield_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Output mass over input mass, percent",
        ),
        sa.Column("qc_status", sa.Text(), nullable=False, comment="Quality decision at the as-of date"),
        sa.Column("qc_release_date", sa.Date(), nullable=True, comment="Day of release; null unless released"),
        sa.Column("deployed_cases", sa.Integer(), nullable=False, comment="Cases sent to distribution centers"),
        sa.Column("plant_stock_cases", sa.Integer(), nullable=False, comment="Cases at the plant at the as-of date"),
        sa.Column("scrapped_cases", sa.Integer(), nullable=False, comment="Cases destroyed at the plant"),
        sa.CheckConstraint(
            "(qc_status = 'released') = (qc_release_date IS NOT NULL)", name=op.f("ck_batches_released_has_date")
        ),
        sa.CheckConstraint("qc_status IN ('pending', 'released', 'rejected')", name=op.f("ck_batches_qc_status")),
        sa.CheckConstraint("deployed_cases >= 0", name=op.f("ck_batches_deployed_cases_minimum")),
        sa.CheckConstraint("input_kg = quantity_kg + loss_kg", name=op.f("ck_batches_mass_balance")),
        sa.CheckConstraint("input_kg >= 0", name=op.f("ck_batches_input_kg_minimum")),
        sa.CheckConstraint("loss_kg >= 0", name=op.f("ck_batches_loss_kg_minimum")),
        sa.CheckConstraint(
            "output_cases = deployed_cases + plant_stock_cases + scrapped_cases", name=op.f("ck_batches_case_balance")
        ),
        sa.CheckConstraint("output_cases >= 0", name=op.f("ck_batches_output_cases_minimum")),
        sa.CheckConstraint("plant_stock_cases >= 0", name=op.f("ck_batches_plant_stock_cases_minimum")),
        sa.CheckConstraint("production_date < expiry_date", name=op.f("ck_batches_expires_after_production")),
        sa.CheckConstraint("quantity_kg >= 0", name=op.f("ck_batches_quantity_kg_minimum")),
        sa.CheckConstraint("scrapped_cases >= 0", name=op.f("ck_batches_scrapped_cases_minimum")),
        sa.CheckConstraint("yield_percent BETWEEN 0 AND 100", name=op.f("ck_batches_yield_percent_range")),
        sa.ForeignKeyConstraint(["formula_id"], ["formulas.id"], name=op.f("fk_batches_formula_id_formulas")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_batches_plant_id_plants")),
        sa.ForeignKeyConstraint(
            ["production_line_id"], ["production_lines.id"], name=op.f("fk_batches_production_line_id_production_lines")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_batches_sku_id_skus")),
        sa.ForeignKeyConstraint(["wo_id"], ["work_orders.id"], name=op.f("fk_batches_wo_id_work_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("batch_number", name=op.f("uq_batches_batch_number")),
        comment="Production batches; where every case made has gone",
    )
    op.create_index(op.f("ix_batches_formula_id"), "batches", ["formula_id"], unique=False)
    op.create_index(op.f("ix_batches_plant_id"), "batches", ["plant_id"], unique=False)
    op.create_index(op.f("ix_batches_production_date"), "batches", ["production_date"], unique=False)
    op.create_index(op.f("ix_batches_production_line_id"), "batches", ["production_line_id"], unique=False)
    op.create_index(op.f("ix_batches_sku_id"), "batches", ["sku_id"], unique=False)
    op.create_index(op.f("ix_batches_wo_id"), "batches", ["wo_id"], unique=False)
    op.create_table(
        "purchase_order_lines",
        sa.Column("po_id", sa.BigInteger(), nullable=False, comment="Purchase order"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line within the parent, from 1"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column("quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Ordered mass, kg"),
        sa.Column(
            "unit_price",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Contract price of the order date, USD per kg",
        ),
        sa.Column(
            "line_amount", sa.Numeric(precision=14, scale=2), nullable=False, comment="Quantity times price, USD"
        ),
        sa.CheckConstraint("line_amount >= 0", name=op.f("ck_purchase_order_lines_line_amount_minimum")),
        sa.CheckConstraint("quantity_kg >= 0", name=op.f("ck_purchase_order_lines_quantity_kg_minimum")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_purchase_order_lines_unit_price_minimum")),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_purchase_order_lines_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(
            ["po_id"], ["purchase_orders.id"], name=op.f("fk_purchase_order_lines_po_id_purchase_orders")
        ),
        sa.PrimaryKeyConstraint("po_id", "line_number", name=op.f("pk_purchase_order_lines")),
        comment="Lines of purchase orders",
    )
    op.create_index(
        op.f("ix_purchase_order_lines_ingredient_id"), "purchase_order_lines", ["ingredient_id"], unique=False
    )
    op.create_table(
        "goods_receipt_lines",
        sa.Column("gr_id", sa.BigInteger(), nullable=False, comment="Receipt"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line within the parent, from 1"),
        sa.Column("po_id", sa.BigInteger(), nullable=False, comment="Purchase order of the receipt"),
        sa.Column("po_line_number", sa.SmallInteger(), nullable=False, comment="Line of the purchase order"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material of that line"),
        sa.Column("lot_number", sa.Text(), nullable=False, comment="Lot of the supplier"),
        sa.Column(
            "quantity_received_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Received mass, kg"
        ),
        sa.Column(
            "quantity_accepted_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass that passed inspection, kg",
        ),
        sa.Column(
            "quantity_rejected_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass that failed inspection, kg",
        ),
        sa.Column("expiry_date", sa.Date(), nullable=False, comment="Last day of the lot's shelf life"),
        sa.CheckConstraint(
            "quantity_accepted_kg >= 0", name=op.f("ck_goods_receipt_lines_quantity_accepted_kg_minimum")
        ),
        sa.CheckConstraint(
            "quantity_received_kg = quantity_accepted_kg + quantity_rejected_kg",
            name=op.f("ck_goods_receipt_lines_accepted_plus_rejected"),
        ),
        sa.CheckConstraint(
            "quantity_received_kg >= 0", name=op.f("ck_goods_receipt_lines_quantity_received_kg_minimum")
        ),
        sa.CheckConstraint(
            "quantity_rejected_kg >= 0", name=op.f("ck_goods_receipt_lines_quantity_rejected_kg_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["gr_id"], ["goods_receipts.id"], name=op.f("fk_goods_receipt_lines_gr_id_goods_receipts")
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_goods_receipt_lines_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(
            ["po_id", "po_line_number"],
            ["purchase_order_lines.po_id", "purchase_order_lines.line_number"],
            name=op.f("fk_goods_receipt_lines_po_id_purchase_order_lines"),
        ),
        sa.PrimaryKeyConstraint("gr_id", "line_number", name=op.f("pk_goods_receipt_lines")),
        comment="Lines of receipts; each is one lot of a raw material",
    )
    op.create_index(
        op.f("ix_goods_receipt_lines_ingredient_id"), "goods_receipt_lines", ["ingredient_id"], unique=False
    )
    op.create_index(op.f("ix_goods_receipt_lines_lot_number"), "goods_receipt_lines", ["lot_number"], unique=False)
    op.create_index(
        op.f("ix_goods_receipt_lines_po_id_po_line_number"),
        "goods_receipt_lines",
        ["po_id", "po_line_number"],
        unique=False,
    )
    op.create_table(
        "work_order_materials",
        sa.Column("wo_id", sa.BigInteger(), nullable=False, comment="Work order"),
        sa.Column("line_number", sa.SmallInteger(), nullable=False, comment="Line of the recipe, from 1"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column(
            "planned_quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Need by the recipe, kg"
        ),
        sa.Column(
            "issued_quantity_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Issued to production by the as-of date, kg",
        ),
        sa.CheckConstraint("issued_quantity_kg >= 0", name=op.f("ck_work_order_materials_issued_quantity_kg_minimum")),
        sa.CheckConstraint(
            "planned_quantity_kg >= 0", name=op.f("ck_work_order_materials_planned_quantity_kg_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_work_order_materials_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(["wo_id"], ["work_orders.id"], name=op.f("fk_work_order_materials_wo_id_work_orders")),
        sa.PrimaryKeyConstraint("wo_id", "line_number", name=op.f("pk_work_order_materials")),
        sa.UniqueConstraint("wo_id", "ingredient_id", name=op.f("uq_work_order_materials_wo_id_ingredient_id")),
        comment="Material needs of work orders",
    )
    op.create_index(
        op.f("ix_work_order_materials_ingredient_id"), "work_order_materials", ["ingredient_id"], unique=False
    )
    op.create_table(
        "batch_cost_ledger",
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch"),
        sa.Column("cost_type", sa.Text(), nullable=False, comment="Kind of cost"),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False, comment="Cost, USD"),
        sa.CheckConstraint(
            "cost_type IN ('material', 'labor', 'overhead', 'packaging', 'energy')",
            name=op.f("ck_batch_cost_ledger_cost_type"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_batch_cost_ledger_amount_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_cost_ledger_batch_id_batches")),
        sa.PrimaryKeyConstraint("batch_id", "cost_type", name=op.f("pk_batch_cost_ledger")),
        comment="Actual cost of batches by kind",
    )


def downgrade() -> None:
    op.drop_table("batch_cost_ledger")
    op.drop_table("work_order_materials")
    op.drop_table("goods_receipt_lines")
    op.drop_table("purchase_order_lines")
    op.drop_table("batches")
