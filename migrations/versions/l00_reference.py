"""Level 0, reference: what every other table is described with.

Revision ID: l00_reference
Revises: product_schema
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l00_reference"
down_revision: str | None = "product_schema"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "divisions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column(
            "division_code", sa.Text(), nullable=False, comment="Business key, such as NAM; also the region of a SKU"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the division"),
        sa.Column("headquarters_city", sa.Text(), nullable=False, comment="City of the division's head office"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country of the head office, ISO 3166-1 alpha-2"),
        sa.Column(
            "latitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Latitude, degrees north (WGS 84)"
        ),
        sa.Column(
            "longitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Longitude, degrees east (WGS 84)"
        ),
        sa.Column(
            "revenue_share",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Planned share of the company's revenue, 0 to 1",
        ),
        sa.CheckConstraint("revenue_share BETWEEN 0 AND 1", name=op.f("ck_divisions_revenue_share_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divisions")),
        sa.UniqueConstraint("division_code", name=op.f("uq_divisions_division_code")),
        comment="Regional divisions of the company",
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("channel_code", sa.Text(), nullable=False, comment="Business key, such as bm_large"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the channel"),
        sa.Column(
            "volume_share", sa.Numeric(precision=5, scale=4), nullable=False, comment="Planned share of cases, 0 to 1"
        ),
        sa.Column(
            "margin_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Trade margin of the channel, percent of list price",
        ),
        sa.Column(
            "payment_terms_days", sa.SmallInteger(), nullable=False, comment="Payment terms, days after delivery"
        ),
        sa.CheckConstraint("margin_percent BETWEEN 0 AND 100", name=op.f("ck_channels_margin_percent_range")),
        sa.CheckConstraint("payment_terms_days >= 0", name=op.f("ck_channels_payment_terms_days_minimum")),
        sa.CheckConstraint("volume_share BETWEEN 0 AND 1", name=op.f("ck_channels_volume_share_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("channel_code", name=op.f("uq_channels_channel_code")),
        comment="Sales channels",
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("product_code", sa.Text(), nullable=False, comment="Business key of the brand line"),
        sa.Column("name", sa.Text(), nullable=False, comment="Brand and kind of product"),
        sa.Column("product_family", sa.Text(), nullable=False, comment="Family that production lines are built for"),
        sa.CheckConstraint(
            "product_family IN ('oral_care', 'home_care', 'personal_care')", name=op.f("ck_products_product_family")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("product_code", name=op.f("uq_products_product_code")),
        comment="Brand lines",
    )
    op.create_table(
        "packaging_types",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("packaging_code", sa.Text(), nullable=False, comment="Business key, such as PKG-TUBE-100"),
        sa.Column("name", sa.Text(), nullable=False, comment="Description of the pack"),
        sa.Column("package_type", sa.Text(), nullable=False, comment="Kind of container"),
        sa.Column("content_ml", sa.Integer(), nullable=False, comment="Content of one container, millilitres"),
        sa.Column("units_per_case", sa.SmallInteger(), nullable=False, comment="Eaches in a case"),
        sa.Column(
            "case_net_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass of the product in a case, kg: content at the density of the pack's products",
        ),
        sa.Column(
            "case_tare_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Mass of containers and carton of a case, kg",
        ),
        sa.Column(
            "case_weight_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Gross mass of a case, kg: net plus tare",
        ),
        sa.Column("cases_per_pallet", sa.SmallInteger(), nullable=False, comment="Cases on a full pallet"),
        sa.CheckConstraint(
            "package_type IN ('tube', 'bottle', 'pump', 'sachet', 'trial', 'refill', 'glass')",
            name=op.f("ck_packaging_types_package_type"),
        ),
        sa.CheckConstraint(
            "case_weight_kg = case_net_kg + case_tare_kg", name=op.f("ck_packaging_types_case_weight_is_sum")
        ),
        sa.CheckConstraint("cases_per_pallet >= 1", name=op.f("ck_packaging_types_cases_per_pallet_minimum")),
        sa.CheckConstraint("content_ml >= 1", name=op.f("ck_packaging_types_content_ml_minimum")),
        sa.CheckConstraint("units_per_case >= 1", name=op.f("ck_packaging_types_units_per_case_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_types")),
        sa.UniqueConstraint("packaging_code", name=op.f("uq_packaging_types_packaging_code")),
        comment="Packs: a container and how many of them make a case",
    )
    op.create_table(
        "ingredients",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("ingredient_code", sa.Text(), nullable=False, comment="Business key, such as ING-SORB-001"),
        sa.Column("name", sa.Text(), nullable=False, comment="Chemical or trade name"),
        sa.Column("cas_number", sa.Text(), nullable=False, comment="Chemical Abstracts Service number"),
        sa.Column("function", sa.Text(), nullable=False, comment="What the material does in a formula"),
        sa.Column("shelf_life_days", sa.SmallInteger(), nullable=False, comment="Shelf life from receipt, days"),
        sa.Column(
            "hazmat_class", sa.Text(), nullable=True, comment="UN hazard class, such as 3 or 8; null when not dangerous"
        ),
        sa.CheckConstraint(
            "function IN ('surfactant', 'abrasive', 'humectant', 'flavor', 'fragrance', 'active', "
            "'thickener', 'preservative', 'colorant', 'ph_adjuster', 'solvent', 'emulsifier', "
            "'moisturizer', 'antioxidant', 'antibacterial', 'viscosity_modifier')",
            name=op.f("ck_ingredients_function"),
        ),
        sa.CheckConstraint("shelf_life_days >= 1", name=op.f("ck_ingredients_shelf_life_days_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingredients")),
        sa.UniqueConstraint("ingredient_code", name=op.f("uq_ingredients_ingredient_code")),
        comment="Raw materials",
    )
    op.create_table(
        "ports",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("port_code", sa.Text(), nullable=False, comment="UN/LOCODE-like code, such as USLAX"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the terminal"),
        sa.Column("port_type", sa.Text(), nullable=False, comment="Mode that the terminal serves"),
        sa.Column("city", sa.Text(), nullable=False, comment="City"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country, ISO 3166-1 alpha-2"),
        sa.Column(
            "latitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Latitude, degrees north (WGS 84)"
        ),
        sa.Column(
            "longitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Longitude, degrees east (WGS 84)"
        ),
        sa.CheckConstraint("port_type IN ('rail', 'ocean', 'air')", name=op.f("ck_ports_port_type")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ports")),
        sa.UniqueConstraint("port_code", name=op.f("uq_ports_port_code")),
        comment="Rail, ocean and air terminals",
    )
    op.create_table(
        "carriers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("carrier_code", sa.Text(), nullable=False, comment="Business key of the carrier"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the carrier"),
        sa.Column("carrier_type", sa.Text(), nullable=False, comment="Line of business"),
        sa.Column(
            "transport_modes",
            sa.ARRAY(sa.Text()),
            nullable=False,
            comment="Modes that the carrier runs, values of shipment_legs.transport_mode",
        ),
        sa.Column(
            "on_time_rate",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Long-run share of legs on time, 0 to 1",
        ),
        sa.CheckConstraint(
            "carrier_type IN ('trucking', 'ltl', 'rail', 'ocean', 'air', 'parcel', '3pl')",
            name=op.f("ck_carriers_carrier_type"),
        ),
        sa.CheckConstraint(
            "transport_modes <@ ARRAY['truck', 'ltl', 'parcel', 'rail', 'ocean', 'air']",
            name=op.f("ck_carriers_transport_modes_known"),
        ),
        sa.CheckConstraint("on_time_rate BETWEEN 0 AND 1", name=op.f("ck_carriers_on_time_rate_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carriers")),
        sa.UniqueConstraint("carrier_code", name=op.f("uq_carriers_carrier_code")),
        comment="Transport companies",
    )
    op.create_table(
        "kpi_thresholds",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("kpi_code", sa.Text(), nullable=False, comment="Business key, such as FILL_RATE"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the key figure"),
        sa.Column("description", sa.Text(), nullable=False, comment="How the figure is computed"),
        sa.Column("unit", sa.Text(), nullable=False, comment="Unit of the values, such as ratio, days or USD per case"),
        sa.Column("direction", sa.Text(), nullable=False, comment="Which way is good"),
        sa.Column(
            "target_value", sa.Numeric(precision=14, scale=4), nullable=False, comment="Target, in the figure's unit"
        ),
        sa.Column(
            "warning_threshold",
            sa.Numeric(precision=14, scale=4),
            nullable=False,
            comment="Limit of green, in the figure's unit",
        ),
        sa.Column(
            "critical_threshold",
            sa.Numeric(precision=14, scale=4),
            nullable=False,
            comment="Limit of amber; beyond it is red",
        ),
        sa.CheckConstraint(
            "direction IN ('higher_is_better', 'lower_is_better')", name=op.f("ck_kpi_thresholds_direction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_thresholds")),
        sa.UniqueConstraint("kpi_code", name=op.f("uq_kpi_thresholds_kpi_code")),
        comment="Key figures with their targets and the limits that colour them",
    )


def downgrade() -> None:
    op.drop_table("kpi_thresholds")
    op.drop_table("carriers")
    op.drop_table("ports")
    op.drop_table("ingredients")
    op.drop_table("packaging_types")
    op.drop_table("products")
    op.drop_table("channels")
    op.drop_table("divisions")
