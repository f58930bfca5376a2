"""Level 10, fulfillment: trucks and containers, and the legs of their journeys.

Revision ID: l10_fulfillment
Revises: l09_planning
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l10_fulfillment"
down_revision: str | None = "l09_planning"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "shipments",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("shipment_number", sa.Text(), nullable=False, comment="Business key, SHP-..."),
        sa.Column("shipment_type", sa.Text(), nullable=False, comment="Kind of shipment"),
        sa.Column("origin_plant_id", sa.Integer(), nullable=True, comment="Plant of origin, for plant_to_dc"),
        sa.Column(
            "origin_dc_id", sa.Integer(), nullable=True, comment="Distribution center of origin, for dc_to_store"
        ),
        sa.Column("destination_dc_id", sa.Integer(), nullable=True, comment="Destination, for plant_to_dc"),
        sa.Column(
            "destination_location_id", sa.Integer(), nullable=True, comment="Store of the last stop, for dc_to_store"
        ),
        sa.Column("carrier_id", sa.Integer(), nullable=False, comment="Carrier of the main leg"),
        sa.Column("route_id", sa.Integer(), nullable=True, comment="Route, for plant_to_dc; null for store deliveries"),
        sa.Column("ship_date", sa.Date(), nullable=False, comment="Day of departure"),
        sa.Column("expected_delivery_date", sa.Date(), nullable=False, comment="Planned day of the last arrival"),
        sa.Column(
            "actual_delivery_date", sa.Date(), nullable=True, comment="Day of the last arrival; null if not arrived"
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="State at the as-of date"),
        sa.Column("total_cases", sa.Integer(), nullable=False, comment="Sum of the lines, cases"),
        sa.Column(
            "total_weight_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="Sum of the lines' gross mass, kg",
        ),
        sa.Column("total_pallets", sa.Integer(), nullable=False, comment="Pallet places used"),
        sa.Column("freight_cost", sa.Numeric(precision=14, scale=2), nullable=False, comment="Freight, USD"),
        sa.CheckConstraint(
            "(status = 'delivered') = (actual_delivery_date IS NOT NULL)", name=op.f("ck_shipments_delivered_has_date")
        ),
        sa.CheckConstraint("shipment_type IN ('plant_to_dc', 'dc_to_store')", name=op.f("ck_shipments_shipment_type")),
        sa.CheckConstraint("status IN ('in_transit', 'delivered')", name=op.f("ck_shipments_status")),
        sa.CheckConstraint("freight_cost >= 0", name=op.f("ck_shipments_freight_cost_minimum")),
        sa.CheckConstraint(
            "num_nonnulls(destination_dc_id, destination_location_id) = 1", name=op.f("ck_shipments_one_destination")
        ),
        sa.CheckConstraint("num_nonnulls(origin_plant_id, origin_dc_id) = 1", name=op.f("ck_shipments_one_origin")),
        sa.CheckConstraint("ship_date <= actual_delivery_date", name=op.f("ck_shipments_delivered_after_ship")),
        sa.CheckConstraint("ship_date <= expected_delivery_date", name=op.f("ck_shipments_expected_after_ship")),
        sa.CheckConstraint("total_cases >= 0", name=op.f("ck_shipments_total_cases_minimum")),
        sa.CheckConstraint("total_pallets >= 0", name=op.f("ck_shipments_total_pallets_minimum")),
        sa.CheckConstraint("total_weight_kg >= 0", name=op.f("ck_shipments_total_weight_kg_minimum")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_shipments_carrier_id_carriers")),
        sa.ForeignKeyConstraint(
            ["destination_dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_shipments_destination_dc_id_distribution_centers"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_location_id"],
            ["retail_locations.id"],
            name=op.f("fk_shipments_destination_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(
            ["origin_dc_id"], ["distribution_centers.id"], name=op.f("fk_shipments_origin_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(["origin_plant_id"], ["plants.id"], name=op.f("fk_shipments_origin_plant_id_plants")),
        sa.ForeignKeyConstraint(["route_id"], ["routes.id"], name=op.f("fk_shipments_route_id_routes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipments")),
        sa.UniqueConstraint("shipment_number", name=op.f("uq_shipments_shipment_number")),
        comment="Shipments: deployment from a plant to a distribution center, or a truck with stops at stores",
    )
    op.create_index(op.f("ix_shipments_carrier_id"), "shipments", ["carrier_id"], unique=False)
    op.create_index(op.f("ix_shipments_destination_dc_id"), "shipments", ["destination_dc_id"], unique=False)
    op.create_index(
        op.f("ix_shipments_destination_location_id"), "shipments", ["destination_location_id"], unique=False
    )
    op.create_index(op.f("ix_shipments_origin_dc_id"), "shipments", ["origin_dc_id"], unique=False)
    op.create_index(op.f("ix_shipments_origin_plant_id"), "shipments", ["origin_plant_id"], unique=False)
    op.create_index(op.f("ix_shipments_route_id"), "shipments", ["route_id"], unique=False)
    op.create_index(op.f("ix_shipments_ship_date"), "shipments", ["ship_date"], unique=False)
    op.create_table(
        "shipment_legs",
        sa.Column(
            "id", sa.BigInteger(), sa.Identity(always=False), nullable=False, comment="Surrogate key, dense from 1"
        ),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False, comment="Shipment"),
        sa.Column("leg_sequence", sa.SmallInteger(), nullable=False, comment="Position of the leg, from 1"),
        sa.Column("route_segment_id", sa.Integer(), nullable=True, comment="Segment of the route, for long haul"),
        sa.Column(
            "from_location_id",
            sa.Integer(),
            nullable=True,
            comment="Store where the leg begins; null for long haul and for a leg that begins at the warehouse",
        ),
        sa.Column(
            "to_location_id", sa.Integer(), nullable=True, comment="Store where the leg ends; null for long haul"
        ),
        sa.Column(
            "transport_mode", sa.Text(), nullable=False, comment="Mode of transport, that of the segment for long haul"
        ),
        sa.Column("carrier_id", sa.Integer(), nullable=False, comment="Carrier of the leg"),
        sa.Column("planned_departure", sa.DateTime(timezone=True), nullable=False, comment="Planned departure"),
        sa.Column("planned_arrival", sa.DateTime(timezone=True), nullable=False, comment="Planned arrival"),
        sa.Column(
            "actual_departure", sa.DateTime(timezone=True), nullable=True, comment="Departure; null if not departed"
        ),
        sa.Column("actual_arrival", sa.DateTime(timezone=True), nullable=True, comment="Arrival; null if not arrived"),
        sa.Column("distance_km", sa.Numeric(precision=10, scale=1), nullable=False, comment="Length of the leg, km"),
        sa.Column(
            "delay_hours",
            sa.Numeric(precision=8, scale=2),
            nullable=True,
            comment="Actual less planned arrival, hours; null if not arrived",
        ),
        sa.CheckConstraint(
            "transport_mode IN ('truck', 'ltl', 'parcel', 'rail', 'ocean', 'air')",
            name=op.f("ck_shipment_legs_transport_mode"),
        ),
        sa.CheckConstraint("actual_departure <= actual_arrival", name=op.f("ck_shipment_legs_actual_times_in_order")),
        sa.CheckConstraint("distance_km >= 0", name=op.f("ck_shipment_legs_distance_km_minimum")),
        sa.CheckConstraint("leg_sequence >= 1", name=op.f("ck_shipment_legs_leg_sequence_minimum")),
        sa.CheckConstraint(
            "num_nonnulls(route_segment_id, to_location_id) = 1", name=op.f("ck_shipment_legs_segment_or_stop")
        ),
        sa.CheckConstraint(
            "planned_departure <= planned_arrival", name=op.f("ck_shipment_legs_planned_times_in_order")
        ),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_shipment_legs_carrier_id_carriers")),
        sa.ForeignKeyConstraint(
            ["from_location_id"],
            ["retail_locations.id"],
            name=op.f("fk_shipment_legs_from_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(
            ["route_segment_id"], ["route_segments.id"], name=op.f("fk_shipment_legs_route_segment_id_route_segments")
        ),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_shipment_legs_shipment_id_shipments")),
        sa.ForeignKeyConstraint(
            ["to_location_id"], ["retail_locations.id"], name=op.f("fk_shipment_legs_to_location_id_retail_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment_legs")),
        sa.UniqueConstraint("shipment_id", "leg_sequence", name=op.f("uq_shipment_legs_shipment_id_leg_sequence")),
        comment="Legs of a shipment: a route segment, or from stop to stop of a store delivery",
    )
    op.create_index(op.f("ix_shipment_legs_carrier_id"), "shipment_legs", ["carrier_id"], unique=False)
    op.create_index(op.f("ix_shipment_legs_from_location_id"), "shipment_legs", ["from_location_id"], unique=False)
    op.create_index(op.f("ix_shipment_legs_planned_departure"), "shipment_legs", ["planned_departure"], unique=False)
    op.create_index(op.f("ix_shipment_legs_route_segment_id"), "shipment_legs", ["route_segment_id"], unique=False)
    op.create_index(op.f("ix_shipment_legs_to_location_id"), "shipment_legs", ["to_location_id"], unique=False)


def downgrade() -> None:
    op.drop_table("shipment_legs")
    op.drop_table("shipments")
