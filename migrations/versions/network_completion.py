"""Transfers between centers, deliveries straight to a store, parcels; where carriers run, and when stores want goods.

Revision ID: network_completion
Revises: question_views

The views that change are files in `migrations/sql/network_completion`: those that know transfers, the recall of a lot
(which has each batch once, whatever receipts it drew on), and those that counted otherwise than the invariants do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "network_completion"
down_revision: str | None = "question_views"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

VIEWS = (
    "batch_genealogy_down",
    "lot_genealogy_down",
    "inventory_movements",
    "inventory_waterfall",
    "dc_utilisation",
    "landed_cost",
    "slow_moving_stock",
    "bullwhip_by_echelon",
    "carrier_performance",
)

WIDENED = ("lot_genealogy_down", "inventory_waterfall")
"""Views that get or lose a column, which cannot be done in their place."""

COMMENTS: tuple[tuple[str, type[sa.types.TypeEngine], bool, str, str], ...] = (
    (
        "shipment_type",
        sa.Text,
        False,
        "Kind of shipment",
        "Kind of shipment; dc_to_store: a milk run; direct: straight to a single store",
    ),
    (
        "origin_dc_id",
        sa.Integer,
        True,
        "Distribution center of origin, for dc_to_store",
        "Distribution center of origin, for all others",
    ),
    (
        "destination_dc_id",
        sa.Integer,
        True,
        "Destination, for plant_to_dc",
        "Destination, for plant_to_dc and dc_to_dc",
    ),
    (
        "destination_location_id",
        sa.Integer,
        True,
        "Store of the last stop, for dc_to_store",
        "Store of the last or only stop",
    ),
    (
        "route_id",
        sa.Integer,
        True,
        "Route, for plant_to_dc; null for store deliveries",
        "Route, for plant_to_dc and dc_to_dc; null for store deliveries",
    ),
)
"""Column of shipments, type, nullable, and the column's comment before and after."""

VEHICLES: tuple[tuple[str, type[sa.types.TypeEngine], str, str], ...] = (
    (
        "vehicle_type",
        sa.Text,
        "The smallest vehicle that holds the load",
        "The smallest vehicle that holds the load; null for parcels, which share one",
    ),
    (
        "capacity_pallets",
        sa.SmallInteger,
        "Pallet places of the vehicle",
        "Pallet places of the vehicle; null for parcels",
    ),
)
"""Column of shipments that becomes nullable, type, and the column's comment before and after."""

TYPES = "shipment_type IN ('plant_to_dc', 'dc_to_store')"
ALL_TYPES = "shipment_type IN ('plant_to_dc', 'dc_to_dc', 'dc_to_store', 'direct')"
SHIPMENTS = "Shipments: deployment from a plant to a distribution center, or a truck with stops at stores"
SHELF_LIFE = ("Shelf life from receipt, days", "Shelf life from the week in which it is made, days")
"""Comment of ingredients.shelf_life_days before and after."""
ALL_SHIPMENTS = "Shipments: deployment from a plant, transfer between distribution centers, or delivery to stores"


def upgrade() -> None:
    for name, kind, nullable, before, after in COMMENTS:
        _replace_comment(name, kind, nullable, before, after)
    for name, kind, before, after in VEHICLES:
        _set_nullable(name, kind, True, before, after)
    _replace_check("shipment_type", ALL_TYPES)
    op.create_check_constraint(
        op.f("ck_shipments_capacity_of_vehicle"), "shipments", "(vehicle_type IS NULL) = (capacity_pallets IS NULL)"
    )
    op.create_table_comment("shipments", ALL_SHIPMENTS, existing_comment=SHIPMENTS)
    _comment_shelf_life(*SHELF_LIFE)
    _add_filled("carriers", "regions", sa.ARRAY(sa.Text()), "Codes of the divisions in which it runs", "{}")
    days = "Days from order to delivery that its stores ask for"
    _add_filled("channels", "request_lead_days", sa.SmallInteger(), days, "0")
    op.create_check_constraint(op.f("ck_channels_request_lead_days_minimum"), "channels", "request_lead_days >= 0")
    _create_views(revision)


def _create_views(folder: str) -> None:
    for view in WIDENED:
        op.execute(f"DROP VIEW {view}")
    for view in VIEWS:
        text = (SQL / folder / f"{view}.sql").read_text(encoding="utf-8")
        op.execute(text.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))


def _replace_comment(name: str, kind: type[sa.types.TypeEngine], nullable: bool, before: str, after: str) -> None:
    op.alter_column(
        "shipments", name, existing_type=kind(), existing_nullable=nullable, existing_comment=before, comment=after
    )


def _comment_shelf_life(before: str, after: str) -> None:
    op.alter_column(
        "ingredients",
        "shelf_life_days",
        existing_type=sa.SmallInteger(),
        existing_nullable=False,
        existing_comment=before,
        comment=after,
    )


def _set_nullable(name: str, kind: type[sa.types.TypeEngine], nullable: bool, before: str, after: str) -> None:
    op.alter_column("shipments", name, existing_type=kind(), nullable=nullable, existing_comment=before, comment=after)


def _replace_check(name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_shipments_{name}"), "shipments", type_="check")
    op.create_check_constraint(op.f(f"ck_shipments_{name}"), "shipments", condition)


def _add_filled(table: str, name: str, kind: sa.types.TypeEngine, comment: str, value: str) -> None:
    """Add a column that rows of an earlier load need a value for, and loads always give."""
    op.add_column(table, sa.Column(name, kind, nullable=False, comment=comment, server_default=value))
    op.alter_column(table, name, existing_type=kind, existing_nullable=False, server_default=None)


def downgrade() -> None:
    assert down_revision is not None
    _create_views(down_revision)
    _comment_shelf_life(*reversed(SHELF_LIFE))
    op.drop_column("channels", "request_lead_days")
    op.drop_column("carriers", "regions")
    op.create_table_comment("shipments", SHIPMENTS, existing_comment=ALL_SHIPMENTS)
    op.drop_constraint(op.f("ck_shipments_capacity_of_vehicle"), "shipments", type_="check")
    _replace_check("shipment_type", TYPES)
    for name, kind, before, after in VEHICLES:
        _set_nullable(name, kind, False, after, before)
    for name, kind, nullable, before, after in COMMENTS:
        _replace_comment(name, kind, nullable, after, before)
