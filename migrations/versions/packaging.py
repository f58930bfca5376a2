"""Packaging is bought, by bills of packaging; materials have a standard cost, and come by ways that take their time.

Revision ID: packaging
Revises: cost_variances
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "packaging"
down_revision: str | None = "cost_variances"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RAW = (
    "'surfactant', 'abrasive', 'humectant', 'flavor', 'fragrance', 'active', 'thickener', 'preservative', 'colorant',"
    " 'ph_adjuster', 'solvent', 'emulsifier', 'moisturizer', 'antioxidant', 'antibacterial', 'viscosity_modifier'"
)
PACKAGING = "'container', 'closure', 'label', 'film', 'carton', 'case'"
FUNCTION = "ck_ingredients_function"
"""The check on the functions; those of raw materials, and of packaging."""

TABLE_COMMENTS = {
    "ingredients": (
        "Raw materials",
        "Materials that plants buy: raw materials by weight, and packaging items by the piece",
    ),
    "supplier_ingredients": (
        "Purchase conditions of a supplier for a raw material, one row per contract period",
        "Purchase conditions of a supplier for a material, one row per contract period",
    ),
    "batch_ingredients": (
        "Genealogy: the raw lots that went into a batch, first in first out",
        "Genealogy: the lots of materials, packaging included, that went into a batch, first in first out",
    ),
    "suppliers": ("Suppliers of raw materials", "Suppliers of raw materials and packaging"),
    "purchase_orders": (
        "Orders of raw materials, one supplier and one plant each",
        "Orders of materials, one supplier and one plant each",
    ),
    "ingredient_inventory": (
        "Raw lots at the plants at the as-of date: accepted less consumed less scrapped",
        "Lots of materials at the plants at the as-of date: accepted less consumed less scrapped",
    ),
}
"""Comments of tables before and after."""

COLUMN_COMMENTS = (
    (
        "ingredients",
        "ingredient_code",
        "Business key, such as ING-SORB-001",
        "Business key, such as ING-SORB-001 or, of packaging, PKM-BTL-500",
    ),
    (
        "ingredients",
        "cas_number",
        "Chemical Abstracts Service number",
        "Chemical Abstracts Service number; null for packaging",
    ),
    (
        "ingredients",
        "function",
        "What the material does in a formula",
        "What the material does in a formula, or in a pack: container, closure, label, film, carton, case",
    ),
    ("supplier_ingredients", "ingredient_id", "Raw material", "Raw material or packaging item"),
    (
        "batches",
        "input_kg",
        "Mass of all materials used, kg",
        "Mass of all raw materials used, kg; packaging does not count",
    ),
    ("purchase_order_lines", "ingredient_id", "Raw material", "Raw material or packaging item"),
    ("goods_receipt_lines", "ingredient_id", "Raw material of that line", "Material of that line"),
    (
        "work_order_materials",
        "line_number",
        "Line of the recipe, from 1",
        "Line of the recipe, then of the bill of packaging, from 1",
    ),
    ("work_order_materials", "ingredient_id", "Raw material", "Raw material or packaging item"),
    (
        "work_order_materials",
        "planned_quantity_kg",
        "Need by the recipe, kg",
        "Need by the recipe or the bill of packaging, kg",
    ),
    ("batch_ingredients", "ingredient_id", "Raw material", "Raw material or packaging item"),
    (
        "batch_ingredients",
        "planned_quantity_kg",
        "Mass by the recipe, kg",
        "Mass by the recipe or the bill of packaging, kg",
    ),
    ("ingredient_inventory", "ingredient_id", "Raw material", "Raw material or packaging item"),
    (
        "plan_exceptions",
        "ingredient_id",
        "Raw material that came last, for material_shortage",
        "Material that came last, for material_shortage",
    ),
    (
        "supplier_ingredients",
        "lead_time_days",
        "Days from order to receipt",
        "Days from order to dispatch; those under way are in supplier_lanes",
    ),
    (
        "purchase_orders",
        "expected_delivery_date",
        "Order date plus contractual lead time",
        "Order date plus lead time and transit, and on to the next working day of the plant",
    ),
)
"""Table, column, its comment before and after."""

SQL = Path(__file__).parents[1] / "sql" / "packaging"
WHERE_USED = "packaging_where_used"
"""A view."""

LEAD_TIME = "COMMENT ON COLUMN single_source_ingredients.lead_time_days IS '{}'"
"""What a view says of the lead time."""

MEAN_PRICES = """
    UPDATE ingredients AS i
    SET standard_cost = coalesce(
        (SELECT round(avg(s.unit_cost), 4) FROM supplier_ingredients AS s WHERE s.ingredient_id = i.id), 0)
"""
"""What the materials of an earlier load cost."""


def upgrade() -> None:
    _upgrade_ingredients()
    op.create_table(
        "packaging_components",
        sa.Column("packaging_id", sa.Integer(), nullable=False, comment="Pack"),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Brand line that the pack holds"),
        sa.Column(
            "sequence", sa.SmallInteger(), nullable=False, comment="Line of the bill in the order of packing, from 1"
        ),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Packaging item"),
        sa.Column("pieces_per_case", sa.SmallInteger(), nullable=False, comment="Pieces in a case"),
        sa.Column(
            "scrap_percent",
            sa.Numeric(5, 2),
            nullable=False,
            comment="Pieces planned to be spoiled, percent of those in the cases",
        ),
        sa.CheckConstraint("pieces_per_case >= 1", name=op.f("ck_packaging_components_pieces_per_case_minimum")),
        sa.CheckConstraint("scrap_percent BETWEEN 0 AND 100", name=op.f("ck_packaging_components_scrap_percent_range")),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging_types.id"], name=op.f("fk_packaging_components_packaging_id_packaging_types")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_packaging_components_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_packaging_components_ingredient_id_ingredients")
        ),
        sa.PrimaryKeyConstraint("packaging_id", "product_id", "sequence", name=op.f("pk_packaging_components")),
        sa.UniqueConstraint(
            "packaging_id",
            "product_id",
            "ingredient_id",
            name=op.f("uq_packaging_components_packaging_id_product_id_ingredient_id"),
        ),
        comment="Bills of packaging: what a case of a pack takes, product by product; the masses add up to the pack's"
        " tare",
    )
    for column in ("ingredient_id", "product_id"):
        op.create_index(op.f(f"ix_packaging_components_{column}"), "packaging_components", [column])
    _create_supplier_lanes()
    _comment(before=0, after=1)
    op.execute(LEAD_TIME.format("Days from order to dispatch"))
    op.execute((SQL / f"{WHERE_USED}.sql").read_text(encoding="utf-8"))


def _upgrade_ingredients() -> None:
    mass = "Mass of a piece of packaging, g: all its masses are whole multiples; null for raw materials"
    op.add_column("ingredients", sa.Column("piece_mass_g", sa.Integer(), nullable=True, comment=mass))
    price = "Standard purchase price, USD per kg"
    op.add_column("ingredients", sa.Column("standard_cost", sa.Numeric(12, 4), nullable=True, comment=price))
    op.execute(MEAN_PRICES)
    op.alter_column(
        "ingredients", "standard_cost", existing_type=sa.Numeric(12, 4), existing_comment=price, nullable=False
    )
    op.alter_column("ingredients", "cas_number", existing_type=sa.Text(), nullable=True)
    op.drop_constraint(op.f(FUNCTION), "ingredients", type_="check")
    op.create_check_constraint(op.f(FUNCTION), "ingredients", f"function IN ({RAW}, {PACKAGING})")
    op.create_check_constraint(op.f("ck_ingredients_piece_mass_g_minimum"), "ingredients", "piece_mass_g >= 1")
    op.create_check_constraint(op.f("ck_ingredients_standard_cost_minimum"), "ingredients", "standard_cost >= 0")
    op.create_check_constraint(
        op.f("ck_ingredients_packaging_has_pieces"),
        "ingredients",
        f"(piece_mass_g IS NOT NULL) = (function IN ({PACKAGING}))"
        " AND (cas_number IS NULL) = (piece_mass_g IS NOT NULL)",
    )


def _create_supplier_lanes() -> None:
    op.create_table(
        "supplier_lanes",
        sa.Column("supplier_id", sa.Integer(), nullable=False, comment="Supplier"),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant"),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="By road within a land, by sea between lands"),
        sa.Column("distance_km", sa.Integer(), nullable=False, comment="Great-circle distance, km"),
        sa.Column("transit_days", sa.SmallInteger(), nullable=False, comment="Days from dispatch to receipt"),
        sa.CheckConstraint("distance_km >= 0", name=op.f("ck_supplier_lanes_distance_km_minimum")),
        sa.CheckConstraint("transit_days >= 0", name=op.f("ck_supplier_lanes_transit_days_minimum")),
        sa.CheckConstraint("transport_mode IN ('truck', 'ocean')", name=op.f("ck_supplier_lanes_transport_mode")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_supplier_lanes_plant_id_plants")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_lanes_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("supplier_id", "plant_id", name=op.f("pk_supplier_lanes")),
        comment="Ways from suppliers to plants: what a purchase takes after the supplier's lead time",
    )
    op.create_index(op.f("ix_supplier_lanes_plant_id"), "supplier_lanes", ["plant_id"])


def downgrade() -> None:
    op.execute(f"DROP VIEW {WHERE_USED}")
    op.execute(LEAD_TIME.format("Days from order to receipt"))
    _comment(before=1, after=0)
    op.drop_table("supplier_lanes")
    op.drop_table("packaging_components")
    op.drop_constraint(op.f("ck_ingredients_packaging_has_pieces"), "ingredients", type_="check")
    op.drop_constraint(op.f(FUNCTION), "ingredients", type_="check")
    op.create_check_constraint(op.f(FUNCTION), "ingredients", f"function IN ({RAW})")
    op.alter_column("ingredients", "cas_number", existing_type=sa.Text(), nullable=False)
    op.drop_column("ingredients", "standard_cost")
    op.drop_column("ingredients", "piece_mass_g")


def _comment(*, before: int, after: int) -> None:
    for table, comments in TABLE_COMMENTS.items():
        op.create_table_comment(table, comments[after], existing_comment=comments[before])
    for table, column, *comments in COLUMN_COMMENTS:
        op.alter_column(table, column, comment=comments[after], existing_comment=comments[before])
