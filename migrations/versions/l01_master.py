"""Level 1, master: plants, their lines, suppliers, and the carriers' contracts.

Revision ID: l01_master
Revises: l00_reference
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l01_master"
down_revision: str | None = "l00_reference"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "plants",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("plant_code", sa.Text(), nullable=False, comment="Business key, such as PLT-NAM-TN"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the plant"),
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division that owns the plant"),
        sa.Column("city", sa.Text(), nullable=False, comment="City"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country, ISO 3166-1 alpha-2"),
        sa.Column(
            "latitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Latitude, degrees north (WGS 84)"
        ),
        sa.Column(
            "longitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Longitude, degrees east (WGS 84)"
        ),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA time zone"),
        sa.Column(
            "size_index", sa.Integer(), nullable=False, comment="Relative size; planned volume is split in proportion"
        ),
        sa.Column("hours_per_day", sa.SmallInteger(), nullable=False, comment="Operating hours a day"),
        sa.Column("days_per_week", sa.SmallInteger(), nullable=False, comment="Operating days a week"),
        sa.CheckConstraint("days_per_week >= 1", name=op.f("ck_plants_days_per_week_minimum")),
        sa.CheckConstraint("hours_per_day >= 1", name=op.f("ck_plants_hours_per_day_minimum")),
        sa.CheckConstraint("size_index >= 1", name=op.f("ck_plants_size_index_minimum")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_plants_division_id_divisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plants")),
        sa.UniqueConstraint("plant_code", name=op.f("uq_plants_plant_code")),
        comment="Factories",
    )
    op.create_index(op.f("ix_plants_division_id"), "plants", ["division_id"], unique=False)
    op.create_table(
        "production_lines",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("line_code", sa.Text(), nullable=False, comment="Business key: plant and line"),
        sa.Column("plant_id", sa.Integer(), nullable=False, comment="Plant that the line stands in"),
        sa.Column("line_type", sa.Text(), nullable=False, comment="Step of the process"),
        sa.Column(
            "product_family", sa.Text(), nullable=False, comment="Family that the line can run; all for shared lines"
        ),
        sa.Column("rate_kg_per_hour", sa.Integer(), nullable=False, comment="Rated throughput, kg an hour"),
        sa.Column(
            "oee_target",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Target overall equipment effectiveness, 0 to 1",
        ),
        sa.CheckConstraint(
            "line_type IN ('mixing', 'filling', 'packaging', 'labeling', 'quality')",
            name=op.f("ck_production_lines_line_type"),
        ),
        sa.CheckConstraint(
            "product_family IN ('oral_care', 'home_care', 'personal_care', 'all')",
            name=op.f("ck_production_lines_product_family"),
        ),
        sa.CheckConstraint("oee_target BETWEEN 0 AND 1", name=op.f("ck_production_lines_oee_target_range")),
        sa.CheckConstraint("rate_kg_per_hour >= 1", name=op.f("ck_production_lines_rate_kg_per_hour_minimum")),
        sa.ForeignKeyConstraint(["plant_id"], ["plants.id"], name=op.f("fk_production_lines_plant_id_plants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_lines")),
        sa.UniqueConstraint("line_code", name=op.f("uq_production_lines_line_code")),
        comment="Production lines of the plants",
    )
    op.create_index(op.f("ix_production_lines_plant_id"), "production_lines", ["plant_id"], unique=False)
    op.create_table(
        "suppliers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("supplier_code", sa.Text(), nullable=False, comment="Business key, such as SUP-PALM-MY-001"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the company"),
        sa.Column("tier", sa.SmallInteger(), nullable=False, comment="Tier: 1 strategic, 2 preferred, 3 transactional"),
        sa.Column("city", sa.Text(), nullable=False, comment="City"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country, ISO 3166-1 alpha-2"),
        sa.Column(
            "latitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Latitude, degrees north (WGS 84)"
        ),
        sa.Column(
            "longitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Longitude, degrees east (WGS 84)"
        ),
        sa.Column(
            "on_time_rate",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Long-run share of receipts on time, 0 to 1",
        ),
        sa.Column(
            "quality_rate",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Long-run share of received mass accepted, 0 to 1",
        ),
        sa.Column("payment_terms_days", sa.SmallInteger(), nullable=False, comment="Payment terms, days after receipt"),
        sa.CheckConstraint("on_time_rate BETWEEN 0 AND 1", name=op.f("ck_suppliers_on_time_rate_range")),
        sa.CheckConstraint("payment_terms_days >= 0", name=op.f("ck_suppliers_payment_terms_days_minimum")),
        sa.CheckConstraint("quality_rate BETWEEN 0 AND 1", name=op.f("ck_suppliers_quality_rate_range")),
        sa.CheckConstraint("tier BETWEEN 1 AND 3", name=op.f("ck_suppliers_tier_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.UniqueConstraint("supplier_code", name=op.f("uq_suppliers_supplier_code")),
        comment="Suppliers of raw materials",
    )
    op.create_table(
        "carrier_contracts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("contract_code", sa.Text(), nullable=False, comment="Business key of the contract"),
        sa.Column("carrier_id", sa.Integer(), nullable=False, comment="Carrier"),
        sa.Column("start_date", sa.Date(), nullable=False, comment="First day of validity"),
        sa.Column("end_date", sa.Date(), nullable=False, comment="Last day of validity"),
        sa.Column(
            "committed_on_time_rate",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="On-time share that the carrier commits to, 0 to 1",
        ),
        sa.Column(
            "committed_shipments_per_year",
            sa.Integer(),
            nullable=False,
            comment="Volume that the company commits to, shipments a year",
        ),
        sa.Column(
            "rate_per_km",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Agreed rate of a full load, USD per km",
        ),
        sa.CheckConstraint(
            "committed_on_time_rate BETWEEN 0 AND 1", name=op.f("ck_carrier_contracts_committed_on_time_rate_range")
        ),
        sa.CheckConstraint(
            "committed_shipments_per_year >= 0", name=op.f("ck_carrier_contracts_committed_shipments_per_year_minimum")
        ),
        sa.CheckConstraint("rate_per_km >= 0", name=op.f("ck_carrier_contracts_rate_per_km_minimum")),
        sa.CheckConstraint("start_date <= end_date", name=op.f("ck_carrier_contracts_dates_in_order")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_carrier_contracts_carrier_id_carriers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_contracts")),
        sa.UniqueConstraint("contract_code", name=op.f("uq_carrier_contracts_contract_code")),
        comment="Transport contracts; a carrier's contracts cover the horizon",
    )
    op.create_index(op.f("ix_carrier_contracts_carrier_id"), "carrier_contracts", ["carrier_id"], unique=False)


def downgrade() -> None:
    op.drop_table("carrier_contracts")
    op.drop_table("suppliers")
    op.drop_table("production_lines")
    op.drop_table("plants")
