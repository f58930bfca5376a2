"""Level 3, network: distribution centers, customers and the lanes between the company's sites.

Revision ID: l03_network
Revises: l02_relationships
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l03_network"
down_revision: str | None = "l02_relationships"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "retail_accounts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("account_code", sa.Text(), nullable=False, comment="Business key, such as ACCT-MEGA-001"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the customer"),
        sa.Column(
            "archetype", sa.Text(), nullable=False, comment="Kind of customer, which sets order cadence and depth"
        ),
        sa.Column("channel_id", sa.Integer(), nullable=False, comment="Sales channel"),
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division that serves the account"),
        sa.Column(
            "parent_account_id", sa.Integer(), nullable=True, comment="Account of the parent company; null at the top"
        ),
        sa.Column("store_count", sa.Integer(), nullable=False, comment="Number of the account's locations"),
        sa.Column(
            "priority_rank",
            sa.SmallInteger(),
            nullable=False,
            comment="Rank in allocation: 1 is strategic and is served first",
        ),
        sa.CheckConstraint(
            "archetype IN ('megamart', 'valueclub', 'urbanessential', 'regional_grocer', "
            "'indie_retail', 'digital_first', 'omni_retailer', 'prism_direct')",
            name=op.f("ck_retail_accounts_archetype"),
        ),
        sa.CheckConstraint("priority_rank >= 1", name=op.f("ck_retail_accounts_priority_rank_minimum")),
        sa.CheckConstraint("store_count >= 0", name=op.f("ck_retail_accounts_store_count_minimum")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_retail_accounts_channel_id_channels")),
        sa.ForeignKeyConstraint(
            ["division_id"], ["divisions.id"], name=op.f("fk_retail_accounts_division_id_divisions")
        ),
        sa.ForeignKeyConstraint(
            ["parent_account_id"],
            ["retail_accounts.id"],
            name=op.f("fk_retail_accounts_parent_account_id_retail_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retail_accounts")),
        sa.UniqueConstraint("account_code", name=op.f("uq_retail_accounts_account_code")),
        comment="Customers of the company: retailers, distributors, online shops and its own direct sales",
    )
    op.create_index(op.f("ix_retail_accounts_channel_id"), "retail_accounts", ["channel_id"], unique=False)
    op.create_index(op.f("ix_retail_accounts_division_id"), "retail_accounts", ["division_id"], unique=False)
    op.create_index(
        op.f("ix_retail_accounts_parent_account_id"), "retail_accounts", ["parent_account_id"], unique=False
    )
    op.create_table(
        "distribution_centers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("dc_code", sa.Text(), nullable=False, comment="Business key, such as DC-NAM-CHI-001"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the distribution center"),
        sa.Column("division_id", sa.Integer(), nullable=False, comment="Division that the warehouse serves"),
        sa.Column("dc_type", sa.Text(), nullable=False, comment="Kind of warehouse"),
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
            "annual_volume_share",
            sa.Numeric(precision=5, scale=4),
            nullable=False,
            comment="Planned share of the division's cases, 0 to 1",
        ),
        sa.Column("capacity_cases", sa.Integer(), nullable=False, comment="Storage capacity, cases"),
        sa.Column(
            "dispatch_days_per_week", sa.SmallInteger(), nullable=False, comment="Days a week on which trucks leave"
        ),
        sa.CheckConstraint(
            "dc_type IN ('regional', 'ecommerce', 'cross_dock')", name=op.f("ck_distribution_centers_dc_type")
        ),
        sa.CheckConstraint(
            "annual_volume_share BETWEEN 0 AND 1", name=op.f("ck_distribution_centers_annual_volume_share_range")
        ),
        sa.CheckConstraint("capacity_cases >= 0", name=op.f("ck_distribution_centers_capacity_cases_minimum")),
        sa.CheckConstraint(
            "dispatch_days_per_week >= 1", name=op.f("ck_distribution_centers_dispatch_days_per_week_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["division_id"], ["divisions.id"], name=op.f("fk_distribution_centers_division_id_divisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution_centers")),
        sa.UniqueConstraint("dc_code", name=op.f("uq_distribution_centers_dc_code")),
        comment="Warehouses that serve the stores of one division",
    )
    op.create_index(op.f("ix_distribution_centers_division_id"), "distribution_centers", ["division_id"], unique=False)
    op.create_table(
        "retail_locations",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("location_code", sa.Text(), nullable=False, comment="Business key of the store"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the store"),
        sa.Column("retail_account_id", sa.Integer(), nullable=False, comment="Account that runs the store"),
        sa.Column("primary_dc_id", sa.Integer(), nullable=False, comment="Distribution center that supplies the store"),
        sa.Column("store_format", sa.Text(), nullable=False, comment="Kind of store"),
        sa.Column("country", sa.Text(), nullable=False, comment="Country, ISO 3166-1 alpha-2"),
        sa.Column("city", sa.Text(), nullable=False, comment="City"),
        sa.Column(
            "latitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Latitude, degrees north (WGS 84)"
        ),
        sa.Column(
            "longitude", sa.Numeric(precision=9, scale=6), nullable=False, comment="Longitude, degrees east (WGS 84)"
        ),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA time zone"),
        sa.Column(
            "size_index",
            sa.Numeric(precision=12, scale=4),
            nullable=False,
            comment="Demand of the store relative to the average store",
        ),
        sa.Column("assortment_size", sa.SmallInteger(), nullable=False, comment="Number of SKUs that the store lists"),
        sa.Column(
            "order_cadence_weeks", sa.SmallInteger(), nullable=False, comment="Weeks between order reviews: 1 or 2"
        ),
        sa.Column("orders_per_week", sa.SmallInteger(), nullable=False, comment="Orders placed in an ordering week"),
        sa.Column(
            "order_weekday",
            sa.SmallInteger(),
            nullable=False,
            comment="Weekday of the first order: 0 Monday to 6 Sunday",
        ),
        sa.Column("opened_date", sa.Date(), nullable=False, comment="Day on which the store opened"),
        sa.CheckConstraint(
            "store_format IN ('hypermarket', 'club', 'urban', 'supermarket', 'convenience', "
            "'online_fulfilment', 'omni_store', 'city_hub')",
            name=op.f("ck_retail_locations_store_format"),
        ),
        sa.CheckConstraint("assortment_size >= 1", name=op.f("ck_retail_locations_assortment_size_minimum")),
        sa.CheckConstraint("order_cadence_weeks IN (1, 2)", name=op.f("ck_retail_locations_order_cadence_weeks_range")),
        sa.CheckConstraint("order_weekday BETWEEN 0 AND 6", name=op.f("ck_retail_locations_order_weekday_range")),
        sa.CheckConstraint("orders_per_week >= 1", name=op.f("ck_retail_locations_orders_per_week_minimum")),
        sa.CheckConstraint("size_index >= 0", name=op.f("ck_retail_locations_size_index_minimum")),
        sa.ForeignKeyConstraint(
            ["primary_dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_retail_locations_primary_dc_id_distribution_centers"),
        ),
        sa.ForeignKeyConstraint(
            ["retail_account_id"],
            ["retail_accounts.id"],
            name=op.f("fk_retail_locations_retail_account_id_retail_accounts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retail_locations")),
        sa.UniqueConstraint("location_code", name=op.f("uq_retail_locations_location_code")),
        comment="Stores and fulfilment hubs of the accounts",
    )
    op.create_index(op.f("ix_retail_locations_primary_dc_id"), "retail_locations", ["primary_dc_id"], unique=False)
    op.create_index(
        op.f("ix_retail_locations_retail_account_id"), "retail_locations", ["retail_account_id"], unique=False
    )
    op.create_table(
        "route_segments",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("segment_code", sa.Text(), nullable=False, comment="Business key, such as LANE-SH-LA-001"),
        sa.Column(
            "origin_plant_id",
            sa.Integer(),
            nullable=True,
            comment="Plant where the segment begins, if it begins at a plant",
        ),
        sa.Column("origin_port_id", sa.Integer(), nullable=True, comment="Terminal where the segment begins, if any"),
        sa.Column(
            "origin_dc_id", sa.Integer(), nullable=True, comment="Distribution center where the segment begins, if any"
        ),
        sa.Column(
            "destination_port_id", sa.Integer(), nullable=True, comment="Terminal where the segment ends, if any"
        ),
        sa.Column(
            "destination_dc_id",
            sa.Integer(),
            nullable=True,
            comment="Distribution center where the segment ends, if any",
        ),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="Mode of transport"),
        sa.Column(
            "distance_km",
            sa.Numeric(precision=10, scale=1),
            nullable=False,
            comment="Length: great circle times detour, km",
        ),
        sa.Column(
            "transit_hours",
            sa.Numeric(precision=8, scale=2),
            nullable=False,
            comment="Planned duration including handling, hours",
        ),
        sa.Column(
            "monthly_capacity_percent",
            sa.ARRAY(sa.Integer()),
            nullable=False,
            comment="Available share of nominal capacity in January to December, percent",
        ),
        sa.CheckConstraint(
            "transport_mode IN ('truck', 'rail', 'ocean', 'air')", name=op.f("ck_route_segments_transport_mode")
        ),
        sa.CheckConstraint("cardinality(monthly_capacity_percent) = 12", name=op.f("ck_route_segments_twelve_months")),
        sa.CheckConstraint("distance_km >= 0", name=op.f("ck_route_segments_distance_km_minimum")),
        sa.CheckConstraint(
            "num_nonnulls(destination_port_id, destination_dc_id) = 1", name=op.f("ck_route_segments_one_destination")
        ),
        sa.CheckConstraint(
            "num_nonnulls(origin_plant_id, origin_port_id, origin_dc_id) = 1", name=op.f("ck_route_segments_one_origin")
        ),
        sa.CheckConstraint("transit_hours >= 0", name=op.f("ck_route_segments_transit_hours_minimum")),
        sa.ForeignKeyConstraint(
            ["destination_dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_route_segments_destination_dc_id_distribution_centers"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_port_id"], ["ports.id"], name=op.f("fk_route_segments_destination_port_id_ports")
        ),
        sa.ForeignKeyConstraint(
            ["origin_dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_route_segments_origin_dc_id_distribution_centers"),
        ),
        sa.ForeignKeyConstraint(
            ["origin_plant_id"], ["plants.id"], name=op.f("fk_route_segments_origin_plant_id_plants")
        ),
        sa.ForeignKeyConstraint(["origin_port_id"], ["ports.id"], name=op.f("fk_route_segments_origin_port_id_ports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_segments")),
        sa.UniqueConstraint("segment_code", name=op.f("uq_route_segments_segment_code")),
        comment="Atomic legs between plants, terminals and distribution centers",
    )
    op.create_index(op.f("ix_route_segments_destination_dc_id"), "route_segments", ["destination_dc_id"], unique=False)
    op.create_index(
        op.f("ix_route_segments_destination_port_id"), "route_segments", ["destination_port_id"], unique=False
    )
    op.create_index(op.f("ix_route_segments_origin_dc_id"), "route_segments", ["origin_dc_id"], unique=False)
    op.create_index(op.f("ix_route_segments_origin_plant_id"), "route_segments", ["origin_plant_id"], unique=False)
    op.create_index(op.f("ix_route_segments_origin_port_id"), "route_segments", ["origin_port_id"], unique=False)
    op.create_table(
        "routes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"),
        sa.Column("route_code", sa.Text(), nullable=False, comment="Business key of the route"),
        sa.Column(
            "origin_plant_id",
            sa.Integer(),
            nullable=True,
            comment="Plant where the route begins, if it begins at a plant",
        ),
        sa.Column("origin_port_id", sa.Integer(), nullable=True, comment="Terminal where the route begins, if any"),
        sa.Column(
            "origin_dc_id", sa.Integer(), nullable=True, comment="Distribution center where the route begins, if any"
        ),
        sa.Column("destination_port_id", sa.Integer(), nullable=True, comment="Terminal where the route ends, if any"),
        sa.Column(
            "destination_dc_id", sa.Integer(), nullable=True, comment="Distribution center where the route ends, if any"
        ),
        sa.Column(
            "total_distance_km",
            sa.Numeric(precision=10, scale=1),
            nullable=False,
            comment="Sum of the segments' lengths, km",
        ),
        sa.Column(
            "total_transit_hours",
            sa.Numeric(precision=8, scale=2),
            nullable=False,
            comment="Sum of the segments' durations, hours",
        ),
        sa.Column("segment_count", sa.SmallInteger(), nullable=False, comment="Number of segments"),
        sa.Column(
            "is_primary", sa.Boolean(), nullable=False, comment="Whether this is the usual route between its ends"
        ),
        sa.CheckConstraint(
            "num_nonnulls(destination_port_id, destination_dc_id) = 1", name=op.f("ck_routes_one_destination")
        ),
        sa.CheckConstraint(
            "num_nonnulls(origin_plant_id, origin_port_id, origin_dc_id) = 1", name=op.f("ck_routes_one_origin")
        ),
        sa.CheckConstraint("segment_count >= 1", name=op.f("ck_routes_segment_count_minimum")),
        sa.CheckConstraint("total_distance_km >= 0", name=op.f("ck_routes_total_distance_km_minimum")),
        sa.CheckConstraint("total_transit_hours >= 0", name=op.f("ck_routes_total_transit_hours_minimum")),
        sa.ForeignKeyConstraint(
            ["destination_dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_routes_destination_dc_id_distribution_centers"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_port_id"], ["ports.id"], name=op.f("fk_routes_destination_port_id_ports")
        ),
        sa.ForeignKeyConstraint(
            ["origin_dc_id"], ["distribution_centers.id"], name=op.f("fk_routes_origin_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["origin_plant_id"], ["plants.id"], name=op.f("fk_routes_origin_plant_id_plants")),
        sa.ForeignKeyConstraint(["origin_port_id"], ["ports.id"], name=op.f("fk_routes_origin_port_id_ports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
        sa.UniqueConstraint("route_code", name=op.f("uq_routes_route_code")),
        comment="Itineraries made of contiguous segments",
    )
    op.create_index(op.f("ix_routes_destination_dc_id"), "routes", ["destination_dc_id"], unique=False)
    op.create_index(op.f("ix_routes_destination_port_id"), "routes", ["destination_port_id"], unique=False)
    op.create_index(op.f("ix_routes_origin_dc_id"), "routes", ["origin_dc_id"], unique=False)
    op.create_index(op.f("ix_routes_origin_plant_id"), "routes", ["origin_plant_id"], unique=False)
    op.create_index(op.f("ix_routes_origin_port_id"), "routes", ["origin_port_id"], unique=False)
    op.create_table(
        "route_segment_assignments",
        sa.Column("route_id", sa.Integer(), nullable=False, comment="Route"),
        sa.Column(
            "sequence", sa.SmallInteger(), nullable=False, comment="Position of the segment in the route, from 1"
        ),
        sa.Column("route_segment_id", sa.Integer(), nullable=False, comment="Segment"),
        sa.ForeignKeyConstraint(["route_id"], ["routes.id"], name=op.f("fk_route_segment_assignments_route_id_routes")),
        sa.ForeignKeyConstraint(
            ["route_segment_id"],
            ["route_segments.id"],
            name=op.f("fk_route_segment_assignments_route_segment_id_route_segments"),
        ),
        sa.PrimaryKeyConstraint("route_id", "sequence", name=op.f("pk_route_segment_assignments")),
        comment="Segments of a route, in order",
    )
    op.create_index(
        op.f("ix_route_segment_assignments_route_segment_id"),
        "route_segment_assignments",
        ["route_segment_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("route_segment_assignments")
    op.drop_table("routes")
    op.drop_table("route_segments")
    op.drop_table("retail_locations")
    op.drop_table("distribution_centers")
    op.drop_table("retail_accounts")
