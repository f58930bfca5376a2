"""Level 2, relationships: what products are made of and who delivers it.

Revision ID: l02_relationships
Revises: l01_master
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l02_relationships"
down_revision: str | None = "l01_master"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "formulas",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("formula_code", sa.Text(), nullable=False, comment="Business key: product, variant and version"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the recipe"),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Brand line"),
        sa.Column("variant", sa.Text(), nullable=False, comment="Variant of the product, such as Original"),
        sa.Column("version", sa.SmallInteger(), nullable=False, comment="Version of the recipe, from 1"),
        sa.Column("status", sa.Text(), nullable=False, comment="Only approved versions are produced"),
        sa.Column(
            "batch_size_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="Nominal input of a batch, kg"
        ),
        sa.Column(
            "nominal_yield_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Expected output mass over input mass, percent",
        ),
        sa.Column(
            "density_g_per_ml",
            sa.Numeric(precision=6, scale=4),
            nullable=False,
            comment="Density of the finished product, g/ml",
        ),
        sa.CheckConstraint("status IN ('approved', 'draft', 'obsolete')", name=op.f("ck_formulas_status")),
        sa.CheckConstraint(
            "nominal_yield_percent BETWEEN 0 AND 100", name=op.f("ck_formulas_nominal_yield_percent_range")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_formulas_version_minimum")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_formulas_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formulas")),
        sa.UniqueConstraint("formula_code", name=op.f("uq_formulas_formula_code")),
        sa.UniqueConstraint("product_id", "variant", "version", name=op.f("uq_formulas_product_id_variant_version")),
        comment="Recipes of a product's variants; older versions are obsolete",
    )
    op.create_table(
        "formula_ingredients",
        sa.Column("formula_id", sa.Integer(), nullable=False, comment="Formula"),
        sa.Column(
            "sequence", sa.SmallInteger(), nullable=False, comment="Line of the recipe in order of addition, from 1"
        ),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column(
            "percent", sa.Numeric(precision=5, scale=2), nullable=False, comment="Share of the input mass, percent"
        ),
        sa.CheckConstraint("percent > 0 AND percent <= 100", name=op.f("ck_formula_ingredients_percent_range")),
        sa.ForeignKeyConstraint(
            ["formula_id"], ["formulas.id"], name=op.f("fk_formula_ingredients_formula_id_formulas")
        ),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_formula_ingredients_ingredient_id_ingredients")
        ),
        sa.PrimaryKeyConstraint("formula_id", "sequence", name=op.f("pk_formula_ingredients")),
        sa.UniqueConstraint(
            "formula_id", "ingredient_id", name=op.f("uq_formula_ingredients_formula_id_ingredient_id")
        ),
        comment="Recipe lines; the percents of a formula sum to exactly 100.00",
    )
    op.create_index(
        op.f("ix_formula_ingredients_ingredient_id"), "formula_ingredients", ["ingredient_id"], unique=False
    )
    op.create_table(
        "supplier_ingredients",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("supplier_id", sa.Integer(), nullable=False, comment="Supplier"),
        sa.Column("ingredient_id", sa.Integer(), nullable=False, comment="Raw material"),
        sa.Column("unit_cost", sa.Numeric(precision=12, scale=4), nullable=False, comment="Contract price, USD per kg"),
        sa.Column("min_order_qty", sa.Numeric(precision=14, scale=3), nullable=False, comment="Smallest order, kg"),
        sa.Column(
            "order_multiple",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Orders are whole multiples of this, kg",
        ),
        sa.Column("lead_time_days", sa.SmallInteger(), nullable=False, comment="Days from order to receipt"),
        sa.Column("is_approved", sa.Boolean(), nullable=False, comment="Whether orders may be placed"),
        sa.Column(
            "is_preferred",
            sa.Boolean(),
            nullable=False,
            comment="Whether this supplier is the first choice for the material",
        ),
        sa.Column("contract_start_date", sa.Date(), nullable=False, comment="First order date of the contract period"),
        sa.Column("contract_end_date", sa.Date(), nullable=False, comment="Last order date of the contract period"),
        sa.CheckConstraint(
            "contract_start_date <= contract_end_date", name=op.f("ck_supplier_ingredients_contract_dates_in_order")
        ),
        sa.CheckConstraint("lead_time_days >= 0", name=op.f("ck_supplier_ingredients_lead_time_days_minimum")),
        sa.CheckConstraint("min_order_qty >= 0", name=op.f("ck_supplier_ingredients_min_order_qty_minimum")),
        sa.CheckConstraint("order_multiple > 0", name=op.f("ck_supplier_ingredients_order_multiple_positive")),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("ck_supplier_ingredients_unit_cost_minimum")),
        sa.ForeignKeyConstraint(
            ["ingredient_id"], ["ingredients.id"], name=op.f("fk_supplier_ingredients_ingredient_id_ingredients")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_supplier_ingredients_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_ingredients")),
        sa.UniqueConstraint(
            "supplier_id", "ingredient_id", "contract_start_date", name="uq_supplier_ingredients_contract"
        ),
        comment="Purchase conditions of a supplier for a raw material, one row per contract period",
    )
    op.create_index(
        op.f("ix_supplier_ingredients_ingredient_id"), "supplier_ingredients", ["ingredient_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("supplier_ingredients")
    op.drop_table("formula_ingredients")
    op.drop_table("formulas")
