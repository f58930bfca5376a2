"""Level 8, demand: sales at the till, orders of the stores, and forecasts.

Revision ID: l08_demand
Revises: l07_inventory
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l08_demand"
down_revision: str | None = "l07_inventory"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "pos_sales",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("retail_location_id", sa.Integer(), nullable=False, comment="Store"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("sale_date", sa.Date(), nullable=False, comment="Monday of the week"),
        sa.Column("sale_week", sa.SmallInteger(), nullable=False, comment="ISO week of sale_date, 1 to 53"),
        sa.Column("quantity_eaches", sa.Integer(), nullable=False, comment="Eaches sold"),
        sa.Column("revenue", sa.Numeric(precision=14, scale=2), nullable=False, comment="Retail revenue, USD"),
        sa.Column(
            "is_promotional", sa.Boolean(), nullable=False, comment="Whether a promotion ran in the store for the SKU"
        ),
        sa.Column("promo_id", sa.Integer(), nullable=True, comment="Promotion that ran; null without one"),
        sa.CheckConstraint("is_promotional = (promo_id IS NOT NULL)", name=op.f("ck_pos_sales_promotional_has_promo")),
        sa.CheckConstraint("quantity_eaches >= 1", name=op.f("ck_pos_sales_quantity_eaches_minimum")),
        sa.ForeignKeyConstraint(["promo_id"], ["promotions.id"], name=op.f("fk_pos_sales_promo_id_promotions")),
        sa.ForeignKeyConstraint(
            ["retail_location_id"],
            ["retail_locations.id"],
            name=op.f("fk_pos_sales_retail_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_pos_sales_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pos_sales")),
        comment="Sales at the till by store, SKU and week; a row exists where something sold",
    )
    op.create_index(
        op.f("ix_pos_sales_promo_id"),
        "pos_sales",
        ["promo_id"],
        unique=False,
        postgresql_where=sa.text("promo_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_pos_sales_retail_location_id_sku_id"), "pos_sales", ["retail_location_id", "sku_id"], unique=False
    )
    op.create_index(op.f("ix_pos_sales_sale_date"), "pos_sales", ["sale_date"], unique=False, postgresql_using="brin")
    op.create_index(op.f("ix_pos_sales_sku_id"), "pos_sales", ["sku_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("order_number", sa.Text(), nullable=False, comment="Business key, ORD-..."),
        sa.Column("retail_account_id", sa.Integer(), nullable=False, comment="Account of the store"),
        sa.Column("retail_location_id", sa.Integer(), nullable=False, comment="Store that orders"),
        sa.Column("channel_id", sa.Integer(), nullable=False, comment="Channel of the account"),
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center that serves the order"),
        sa.Column("order_date", sa.Date(), nullable=False, comment="Day of the order"),
        sa.Column("requested_delivery_date", sa.Date(), nullable=False, comment="Day that the store asked for"),
        sa.Column("promised_delivery_date", sa.Date(), nullable=False, comment="Day that the company promised"),
        sa.Column("actual_delivery_date", sa.Date(), nullable=True, comment="Day of delivery; null if not delivered"),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date, from dates and quantities"),
        sa.Column("order_type", sa.Text(), nullable=False, comment="Whether the order covers a promotion"),
        sa.Column(
            "promo_id", sa.Integer(), nullable=True, comment="Promotion that the order covers; null for standard orders"
        ),
        sa.Column("total_cases", sa.Integer(), nullable=False, comment="Sum of the lines' ordered cases"),
        sa.Column(
            "total_amount", sa.Numeric(precision=14, scale=2), nullable=False, comment="Sum of the lines' amounts, USD"
        ),
        sa.CheckConstraint(
            "(order_type = 'promotional') = (promo_id IS NOT NULL)", name=op.f("ck_orders_promotional_has_promo")
        ),
        sa.CheckConstraint("order_type IN ('standard', 'promotional')", name=op.f("ck_orders_order_type")),
        sa.CheckConstraint(
            "status IN ('open', 'allocated', 'shipped', 'delivered', 'cancelled')", name=op.f("ck_orders_status")
        ),
        sa.CheckConstraint("order_date <= actual_delivery_date", name=op.f("ck_orders_delivered_after_order")),
        sa.CheckConstraint("order_date <= requested_delivery_date", name=op.f("ck_orders_requested_after_order")),
        sa.CheckConstraint("total_amount >= 0", name=op.f("ck_orders_total_amount_minimum")),
        sa.CheckConstraint("total_cases >= 0", name=op.f("ck_orders_total_cases_minimum")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_orders_channel_id_channels")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_orders_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["promo_id"], ["promotions.id"], name=op.f("fk_orders_promo_id_promotions")),
        sa.ForeignKeyConstraint(
            ["retail_account_id"], ["retail_accounts.id"], name=op.f("fk_orders_retail_account_id_retail_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["retail_location_id"], ["retail_locations.id"], name=op.f("fk_orders_retail_location_id_retail_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("order_number", name=op.f("uq_orders_order_number")),
        comment="Orders of the stores to their distribution center",
    )
    op.create_index(op.f("ix_orders_channel_id"), "orders", ["channel_id"], unique=False)
    op.create_index(op.f("ix_orders_dc_id"), "orders", ["dc_id"], unique=False)
    op.create_index(op.f("ix_orders_order_date"), "orders", ["order_date"], unique=False)
    op.create_index(op.f("ix_orders_promo_id"), "orders", ["promo_id"], unique=False)
    op.create_index(op.f("ix_orders_retail_account_id"), "orders", ["retail_account_id"], unique=False)
    op.create_index(op.f("ix_orders_retail_location_id"), "orders", ["retail_location_id"], unique=False)
    op.create_table(
        "demand_forecasts",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center"),
        sa.Column("forecast_date", sa.Date(), nullable=False, comment="Day on which the forecast was made"),
        sa.Column("week_start", sa.Date(), nullable=False, comment="Monday of the week forecast"),
        sa.Column("forecast_quantity_cases", sa.Integer(), nullable=False, comment="Forecast demand, cases"),
        sa.Column("forecast_type", sa.Text(), nullable=False, comment="How the forecast was made"),
        sa.CheckConstraint("forecast_type IN ('statistical')", name=op.f("ck_demand_forecasts_forecast_type")),
        sa.CheckConstraint("forecast_date < week_start", name=op.f("ck_demand_forecasts_made_before_week")),
        sa.CheckConstraint(
            "forecast_quantity_cases >= 0", name=op.f("ck_demand_forecasts_forecast_quantity_cases_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f("fk_demand_forecasts_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f("fk_demand_forecasts_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_forecasts")),
        sa.UniqueConstraint(
            "sku_id",
            "dc_id",
            "week_start",
            "forecast_type",
            name=op.f("uq_demand_forecasts_sku_id_dc_id_week_start_forecast_type"),
        ),
        comment="Forecasts of a distribution center's demand by SKU and week",
    )
    op.create_index(op.f("ix_demand_forecasts_dc_id"), "demand_forecasts", ["dc_id"], unique=False)
    op.create_index(op.f("ix_demand_forecasts_week_start"), "demand_forecasts", ["week_start"], unique=False)
    op.create_table(
        "forecast_accuracy",
        sa.Column("forecast_id", sa.BigInteger(), nullable=False, comment="Forecast"),
        sa.Column("actual_quantity_cases", sa.Integer(), nullable=False, comment="Cases ordered in the week"),
        sa.Column(
            "absolute_error", sa.Integer(), nullable=False, comment="Absolute difference of forecast and actual, cases"
        ),
        sa.Column(
            "mape",
            sa.Numeric(precision=12, scale=4),
            nullable=True,
            comment="Absolute error over actual; null without actual demand",
        ),
        sa.Column(
            "bias",
            sa.Numeric(precision=12, scale=4),
            nullable=True,
            comment="Forecast less actual, over actual; null without actual demand",
        ),
        sa.CheckConstraint("absolute_error >= 0", name=op.f("ck_forecast_accuracy_absolute_error_minimum")),
        sa.CheckConstraint(
            "actual_quantity_cases >= 0", name=op.f("ck_forecast_accuracy_actual_quantity_cases_minimum")
        ),
        sa.CheckConstraint("mape >= 0", name=op.f("ck_forecast_accuracy_mape_minimum")),
        sa.ForeignKeyConstraint(
            ["forecast_id"], ["demand_forecasts.id"], name=op.f("fk_forecast_accuracy_forecast_id_demand_forecasts")
        ),
        sa.PrimaryKeyConstraint("forecast_id", name=op.f("pk_forecast_accuracy")),
        comment="Forecasts compared with what was ordered in the week",
    )


def downgrade() -> None:
    op.drop_table("forecast_accuracy")
    op.drop_table("demand_forecasts")
    op.drop_table("orders")
    op.drop_table("pos_sales")
