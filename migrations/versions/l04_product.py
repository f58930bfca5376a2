"""Level 4, product: what is sold, what it costs, how it is promoted and replenished.

Revision ID: l04_product
Revises: l03_network
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l04_product"
down_revision: str | None = "l03_network"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "skus",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("sku_code", sa.Text(), nullable=False, comment="Business key, SKU-..."),
        sa.Column("name", sa.Text(), nullable=False, comment="Name on the label"),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Brand line"),
        sa.Column("variant", sa.Text(), nullable=False, comment="Variant of the product, that of the formula"),
        sa.Column(
            "packaging_id", sa.Integer(), nullable=False, comment="Pack; gives units per case and the mass of a case"
        ),
        sa.Column("formula_id", sa.Integer(), nullable=False, comment="Recipe, a formula of the same product"),
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division in which the SKU is sold"),
        sa.Column("region", sa.Text(), nullable=False, comment="Code of that division"),
        sa.Column("primary_plant_id", sa.Integer(), nullable=False, comment="Plant that makes the SKU"),
        sa.Column(
            "edition",
            sa.SmallInteger(),
            nullable=False,
            comment="Tells apart SKUs of equal product, variant, pack and region, from 1",
        ),
        sa.Column("abc_class", sa.Text(), nullable=False, comment="Class by expected volume"),
        sa.Column(
            "popularity_rank",
            sa.Integer(),
            nullable=False,
            comment="Rank of expected sales within the division, 1 is the best seller",
        ),
        sa.Column(
            "popularity_weight",
            sa.Double(),
            nullable=False,
            comment="Relative expected sales of a store of average size, before season and promotions",
        ),
        sa.Column(
            "list_price",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Retail list price of one each, USD",
        ),
        sa.Column(
            "case_price", sa.Numeric(precision=14, scale=2), nullable=False, comment="Wholesale price of a case, USD"
        ),
        sa.Column("shelf_life_days", sa.SmallInteger(), nullable=False, comment="Shelf life from production, days"),
        sa.Column("upc", sa.Text(), nullable=False, comment="UPC-A or EAN-13 with a valid check digit"),
        sa.Column("launch_date", sa.Date(), nullable=False, comment="First day of sale"),
        sa.Column("discontinue_date", sa.Date(), nullable=True, comment="Last day of sale; null while listed"),
        sa.CheckConstraint("abc_class IN ('A', 'B', 'C')", name=op.f("ck_skus_abc_class")),
        sa.CheckConstraint("case_price >= 0", name=op.f("ck_skus_case_price_minimum")),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_skus_edition_minimum")),
        sa.CheckConstraint("launch_date <= discontinue_date", name=op.f("ck_skus_dates_in_order")),
        sa.CheckConstraint("list_price >= 0", name=op.f("ck_skus_list_price_minimum")),
        sa.CheckConstraint("popularity_rank >= 1", name=op.f("ck_skus_popularity_rank_minimum")),
        sa.CheckConstraint("shelf_life_days >= 1", name=op.f("ck_skus_shelf_life_days_minimum")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_skus_division_id_divisions")),
        sa.ForeignKeyConstraint(["formula_id"], ["formulas.id"], name=op.f("fk_skus_formula_id_formulas")),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging_types.id"], name=op.f("fk_skus_packaging_id_packaging_types")
        ),
        sa.ForeignKeyConstraint(["primary_plant_id"], ["plants.id"], name=op.f("fk_skus_primary_plant_id_plants")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_skus_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skus")),
        sa.UniqueConstraint("sku_code", name=op.f("uq_skus_sku_code")),
        sa.UniqueConstraint("upc", name=op.f("uq_skus_upc")),
        comment="Stock keeping units: product, variant and pack in one region",
    )
    op.create_index(op.f("ix_skus_division_id"), "skus", ["division_id"], unique=False)
    op.create_index(op.f("ix_skus_formula_id"), "skus", ["formula_id"], unique=False)
    op.create_index(op.f("ix_skus_packaging_id"), "skus", ["packaging_id"], unique=False)
    op.create_index(op.f("ix_skus_primary_plant_id"), "skus", ["primary_plant_id"], unique=False)
    op.create_index(op.f("ix_skus_product_id"), "skus", ["product_id"], unique=False)
    op.create_table(
        "sku_costs",
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column(
            "material_cost", sa.Numeric(precision=12, scale=4), nullable=False, comment="Raw materials, USD per case"
        ),
        sa.Column("labor_cost", sa.Numeric(precision=12, scale=4), nullable=False, comment="Labor, USD per case"),
        sa.Column(
            "overhead_cost", sa.Numeric(precision=12, scale=4), nullable=False, comment="Plant overhead, USD per case"
        ),
        sa.Column(
            "packaging_cost",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Containers and cartons, USD per case",
        ),
        sa.Column(
            "freight_cost",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Transport to the customer, USD per case",
        ),
        sa.Column(
            "landed_cost", sa.Numeric(precision=12, scale=4), nullable=False, comment="Sum of the parts, USD per case"
        ),
        sa.CheckConstraint("freight_cost >= 0", name=op.f("ck_sku_costs_freight_cost_minimum")),
        sa.CheckConstraint("labor_cost >= 0", name=op.f("ck_sku_costs_labor_cost_minimum")),
        sa.CheckConstraint(
            "landed_cost = material_cost + labor_cost + overhead_cost + packaging_cost + freight_cost",
            name=op.f("ck_sku_costs_landed_cost_is_sum"),
        ),
        sa.CheckConstraint("landed_cost >= 0", name=op.f("ck_sku_costs_landed_cost_minimum")),
        sa.CheckConstraint("material_cost >= 0", name=op.f("ck_sku_costs_material_cost_minimum")),
        sa.CheckConstraint("overhead_cost >= 0", name=op.f("ck_sku_costs_overhead_cost_minimum")),
        sa.CheckConstraint("packaging_cost >= 0", name=op.f("ck_sku_costs_packaging_cost_minimum")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_sku_costs_sku_id_skus")),
        sa.PrimaryKeyConstraint("sku_id", name=op.f("pk_sku_costs")),
        comment="Standard cost of a case; the parts sum to landed_cost",
    )
    op.create_table(
        "promotions",
        sa.Column(
            "id",
            sa.Integer(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with start_date",
        ),
        sa.Column("promo_code", sa.Text(), nullable=False, comment="Business key, such as PROMO-BF-2024"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the promotion"),
        sa.Column("promo_type", sa.Text(), nullable=False, comment="Kind of promotion"),
        sa.Column("start_date", sa.Date(), nullable=False, comment="First day, a Monday"),
        sa.Column("end_date", sa.Date(), nullable=False, comment="Last day, a Sunday"),
        sa.Column("lift", sa.Numeric(precision=6, scale=3), nullable=False, comment="Factor on demand while it runs"),
        sa.Column(
            "hangover",
            sa.Numeric(precision=6, scale=3),
            nullable=False,
            comment="Factor on demand in the weeks after it",
        ),
        sa.Column(
            "hangover_weeks", sa.SmallInteger(), nullable=False, comment="Number of weeks after it with lower demand"
        ),
        sa.Column(
            "discount_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Price reduction, percent of list price",
        ),
        sa.Column(
            "budget",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="Trade budget, USD; sum over promotion_accounts",
        ),
        sa.CheckConstraint(
            "promo_type IN ('seasonal', 'weekly_insert', 'price_reduction', 'bogo')",
            name=op.f("ck_promotions_promo_type"),
        ),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_promotions_budget_minimum")),
        sa.CheckConstraint("discount_percent BETWEEN 0 AND 100", name=op.f("ck_promotions_discount_percent_range")),
        sa.CheckConstraint("hangover >= 0", name=op.f("ck_promotions_hangover_minimum")),
        sa.CheckConstraint("hangover_weeks >= 0", name=op.f("ck_promotions_hangover_weeks_minimum")),
        sa.CheckConstraint("lift >= 0", name=op.f("ck_promotions_lift_minimum")),
        sa.CheckConstraint("start_date <= end_date", name=op.f("ck_promotions_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
        sa.UniqueConstraint("promo_code", name=op.f("uq_promotions_promo_code")),
        comment="Promotions: which weeks, how strong, at what price",
    )
    op.create_index(op.f("ix_promotions_start_date"), "promotions", ["start_date"], unique=False)
    op.create_table(
        "promotion_skus",
        sa.Column("promo_id", sa.Integer(), nullable=False, comment="Promotion"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.ForeignKeyConstraint(["promo_id"], ["promotions.id"], name=op.f("fk_promotion_skus_promo_id_promotions")),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_promotion_skus_sku_id_skus")),
        sa.PrimaryKeyConstraint("promo_id", "sku_id", name=op.f("pk_promotion_skus")),
        comment="SKUs that a promotion covers",
    )
    op.create_index(op.f("ix_promotion_skus_sku_id"), "promotion_skus", ["sku_id"], unique=False)
    op.create_table(
        "promotion_accounts",
        sa.Column("promo_id", sa.Integer(), nullable=False, comment="Promotion"),
        sa.Column("retail_account_id", sa.Integer(), nullable=False, comment="Account"),
        sa.Column(
            "budget_amount",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="The account's part of the promotion's budget, USD",
        ),
        sa.CheckConstraint("budget_amount >= 0", name=op.f("ck_promotion_accounts_budget_amount_minimum")),
        sa.ForeignKeyConstraint(
            ["promo_id"], ["promotions.id"], name=op.f("fk_promotion_accounts_promo_id_promotions")
        ),
        sa.ForeignKeyConstraint(
            ["retail_account_id"],
            ["retail_accounts.id"],
            name=op.f("fk_promotion_accounts_retail_account_id_retail_accounts"),
        ),
        sa.PrimaryKeyConstraint("promo_id", "retail_account_id", name=op.f("pk_promotion_accounts")),
        comment="Accounts that take part in a promotion",
    )
    op.create_index(
        op.f("ix_promotion_accounts_retail_account_id"), "promotion_accounts", ["retail_account_id"], unique=False
    )
    op.create_table(
        "replenishment_params",
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column(
            "review_period_weeks", sa.SmallInteger(), nullable=False, comment="Weeks between replenishment reviews"
        ),
        sa.Column("lead_time_weeks", sa.SmallInteger(), nullable=False, comment="Weeks from the review to arrival"),
        sa.Column(
            "service_z",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Safety factor: standard deviations of demand over the protected weeks",
        ),
        sa.Column("safety_stock_cases", sa.Integer(), nullable=False, comment="Safety stock, cases"),
        sa.Column(
            "average_weekly_cases",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Expected demand a week, cases",
        ),
        sa.CheckConstraint(
            "average_weekly_cases >= 0", name=op.f("ck_replenishment_params_average_weekly_cases_minimum")
        ),
        sa.CheckConstraint("lead_time_weeks >= 0", name=op.f("ck_replenishment_params_lead_time_weeks_minimum")),
        sa.CheckConstraint(
            "review_period_weeks >= 1", name=op.f("ck_replenishment_params_review_period_weeks_minimum")
        ),
        sa.CheckConstraint("safety_stock_cases >= 0", name=op.f("ck_replenishment_params_safety_stock_cases_minimum")),
        sa.CheckConstraint("service_z >= 0", name=op.f("ck_replenishment_params_service_z_minimum")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_replenishment_params_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_replenishment_params_sku_id_skus")),
        sa.PrimaryKeyConstraint("dc_id", "sku_id", name=op.f("pk_replenishment_params")),
        comment="Stock policy of a distribution center for a SKU",
    )
    op.create_index(op.f("ix_replenishment_params_sku_id"), "replenishment_params", ["sku_id"], unique=False)


def downgrade() -> None:
    op.drop_table("replenishment_params")
    op.drop_table("promotion_accounts")
    op.drop_table("promotion_skus")
    op.drop_table("promotions")
    op.drop_table("sku_costs")
    op.drop_table("skus")
