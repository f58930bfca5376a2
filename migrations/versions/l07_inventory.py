"""Level 7, inventory: which raw lot went into which batch, and what lies where at the as-of date.

Revision ID: l07_inventory
Revises: l06_manufacturing
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l07_inventory"
down_revision: str | None = "l06_manufacturing"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "batch_ingredients",
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch"),
        sa.Column("sequence", sa.SmallInteger(), nullable=False, comment="Draw within the batch, from 1"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column("gr_id", sa.BigInteger(), nullable=False, comment="Receipt of the lot"),
        sa.Column("gr_line_number", sa.SmallInteger(), nullable=False, comment="Line of that receipt"),
        sa.Column("lot_number", sa.Text(), nullable=False, comment="Lot of the supplier, that of the receipt line"),
        sa.Column(
            "planned_quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Mass by the recipe, kg"
        ),
        sa.Column(
            "actual_quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Mass really used, kg"
        ),
        sa.CheckConstraint("actual_quantity_kg >= 0", name=op.f("ck_batch_ingredients_actual_quantity_kg_minimum")),
        sa.CheckConstraint("planned_quantity_kg >= 0", name=op.f("ck_batch_ingredients_planned_quantity_kg_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_ingredients_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["gr_id", "gr_line_number"],
            ["goods_receipt_lines.gr_id", "goods_receipt_lines.line_number"],
            name=op.f("fk_batch_ingredients_gr_id_goods_receipt_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_batch_ingredients_ingredient_id_ingredients")
        ),
        sa.PrimaryKeyConstraint("batch_id", "sequence", name=op.f("pk_batch_ingredients")),
        comment="Genealogy: the raw lots that went into a batch, first in first out",
    )
    op.create_index(
        op.f("ix_batch_ingredients_gr_id_gr_line_number"),
        "batch_ingredients",
        ["gr_id", "gr_line_number"],
        unique=False,
    )
    op.create_index(op.f("ix_batch_ingredients_ingredient_id"), "batch_ingredients", ["ingredient_id"], unique=False)
    op.create_table(
        "inventory",
        sa.Column(
            "id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"
        ),
        sa.Column(
            "location_type", sa.Text(), nullable=False, comment="Where the stock is; says which of the three ids is set"
        ),
        sa.Column("plant_id", sa.Integer(), nullable=True, comment="Plant, for stock at a plant"),
        sa.Column("dc_id", sa.Integer(), nullable=True, comment="Distribution center, for stock at one"),
        sa.Column(
            "shipment_id",
            sa.BigInteger(),
            nullable=True,
            comment="Shipment, for stock in transit; no foreign key since shipments are level 10",
        ),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("batch_id", sa.BigInteger(), nullable=False, comment="Batch"),
        sa.Column("quantity_cases", sa.Integer(), nullable=False, comment="Stock, cases"),
        sa.Column(
            "inventory_type",
            sa.Text(),
            nullable=False,
            comment="Whether the cases belong to the safety stock or above it",
        ),
        sa.Column("aging_bucket", sa.Text(), nullable=False, comment="Days since production at the as-of date"),
        sa.Column("expiry_date", sa.Date(), nullable=False, comment="Last day of the batch's shelf life"),
        sa.CheckConstraint(
            "CASE location_type WHEN 'plant' THEN plant_id WHEN 'dc' THEN dc_id ELSE shipment_id END IS NOT NULL",
            name=op.f("ck_inventory_place_fits_location_type"),
        ),
        sa.CheckConstraint("aging_bucket IN ('0-30', '31-60', '61-90', '90+')", name=op.f("ck_inventory_aging_bucket")),
        sa.CheckConstraint("inventory_type IN ('safety', 'cycle')", name=op.f("ck_inventory_inventory_type")),
        sa.CheckConstraint("location_type IN ('plant', 'dc', 'in_transit')", name=op.f("ck_inventory_location_type")),
        sa.CheckConstraint("num_nonnulls(plant_id, dc_id, shipment_id) = 1", name=op.f("ck_inventory_one_place")),
        sa.CheckConstraint("quantity_cases >= 1", name=op.f("ck_inventory_quantity_cases_minimum")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_inventory_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_inventory_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_inventory_plant_id_plants")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_inventory_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory")),
        comment="Stock of finished goods at the as-of date by place, SKU and batch",
    )
    op.create_index(op.f("ix_inventory_batch_id"), "inventory", ["batch_id"], unique=False)
    op.create_index(op.f("ix_inventory_dc_id"), "inventory", ["dc_id"], unique=False)
    op.create_index(op.f("ix_inventory_plant_id"), "inventory", ["plant_id"], unique=False)
    op.create_index(op.f("ix_inventory_sku_id"), "inventory", ["sku_id"], unique=False)
    op.create_table(
        "ingredient_inventory",
        sa.Column(
            "id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"
        ),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column("gr_id", sa.BigInteger(), nullable=False, comment="Receipt of the lot"),
        sa.Column("gr_line_number", sa.SmallInteger(), nullable=False, comment="Line of that receipt"),
        sa.Column("lot_number", sa.Text(), nullable=False, comment="Lot of the supplier, that of the receipt line"),
        sa.Column("on_hand_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Usable mass left, kg"),
        sa.Column(
            "scrapped_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass of the lot that was written off, kg",
        ),
        sa.Column("expiry_date", sa.Date(), nullable=False, comment="Last day of the lot's shelf life"),
        sa.CheckConstraint("on_hand_kg >= 0", name=op.f("ck_ingredient_inventory_on_hand_kg_minimum")),
        sa.CheckConstraint("scrapped_kg >= 0", name=op.f("ck_ingredient_inventory_scrapped_kg_minimum")),
        sa.ForeignKeyConstraint(
            ["gr_id", "gr_line_number"],
            ["goods_receipt_lines.gr_id", "goods_receipt_lines.line_number"],
            name=op.f("fk_ingredient_inventory_gr_id_goods_receipt_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_ingredient_inventory_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_ingredient_inventory_plant_id_plants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingredient_inventory")),
        comment="Raw lots at the plants at the as-of date: accepted less consumed less scrapped",
    )
    op.create_index(
        op.f("ix_ingredient_inventory_gr_id_gr_line_number"),
        "ingredient_inventory",
        ["gr_id", "gr_line_number"],
        unique=True,
    )
    op.create_index(
        op.f("ix_ingredient_inventory_ingredient_id"), "ingredient_inventory", ["ingredient_id"], unique=False
    )
    op.create_index(op.f("ix_ingredient_inventory_plant_id"), "ingredient_inventory", ["plant_id"], unique=False)
    op.create_table(
        "store_inventory",
        sa.Column("retail_location_id", sa.Integer(), nullable=False, comment="Store"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("opening_eaches", sa.Integer(), nullable=False, comment="Stock before the first week, eaches"),
        sa.Column("closing_eaches", sa.Integer(), nullable=False, comment="Stock after the last week, eaches"),
        sa.CheckConstraint("closing_eaches >= 0", name=op.f("ck_store_inventory_closing_eaches_minimum")),
        sa.CheckConstraint("opening_eaches >= 0", name=op.f("ck_store_inventory_opening_eaches_minimum")),
        sa.ForeignKeyConstraint(
            ["retail_location_id"],
            ["retail_locations.id"],
            name=op.f("fk_store_inventory_retail_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_store_inventory_sku_id_skus")),
        sa.PrimaryKeyConstraint("retail_location_id", "sku_id", name=op.f("pk_store_inventory")),
        comment="Sellable stock of the stores before the first and after the last week",
    )
    op.create_index(op.f("ix_store_inventory_sku_id"), "store_inventory", ["sku_id"], unique=False)


def downgrade() -> None:
    op.drop_table("store_inventory")
    op.drop_table("ingredient_inventory")
    op.drop_table("inventory")
    op.drop_table("batch_ingredients")
