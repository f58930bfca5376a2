"""Throughput of the centers, vehicles, holds, recalls and losses.

Revision ID: capacity_and_losses
Revises: supply_columns
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "capacity_and_losses"
down_revision: str | None = "supply_columns"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHECKS: tuple[tuple[str, str, str, str], ...] = (
    ("order_allocations", "status", "status IN ('allocated', 'shipped')", "status IN ('allocated', 'shipped', 'held')"),
    (
        "osa_metrics",
        "out_of_stock_reason",
        "out_of_stock_reason IN ('dc_shortage', 'promotion', 'demand_peak')",
        "out_of_stock_reason IN ('dc_shortage', 'promotion', 'demand_peak', 'phantom_inventory')",
    ),
    (
        "batches",
        "qc_status",
        "qc_status IN ('pending', 'released', 'rejected')",
        "qc_status IN ('pending', 'released', 'rejected', 'recalled')",
    ),
    (
        "batches",
        "released_has_date",
        "(qc_status = 'released') = (qc_release_date IS NOT NULL)",
        "(qc_status IN ('released', 'recalled')) = (qc_release_date IS NOT NULL)",
    ),
    (
        "inventory",
        "inventory_type",
        "inventory_type IN ('safety', 'cycle')",
        "inventory_type IN ('safety', 'cycle', 'quarantine')",
    ),
)
"""Table, name of the check, and its condition before and after."""

COMMENTS: tuple[tuple[str, str, type[sa.types.TypeEngine], bool, str, str], ...] = (
    (
        "order_allocations",
        "status",
        sa.Text,
        False,
        "State at the as-of date",
        "State at the as-of date; held: kept back by a recall",
    ),
    (
        "order_lines",
        "cut_cases",
        sa.Integer,
        False,
        "Cases that will not be served",
        "Cases that will not be served: not in stock, not pickable in time, or recalled",
    ),
    (
        "osa_metrics",
        "out_of_stock_reason",
        sa.Text,
        True,
        "Why the shelf was empty: order cut, promotion, or demand; null when in stock",
        "Why the shelf was empty: order cut, promotion, demand, or wrong records; null when in stock",
    ),
    (
        "batches",
        "qc_status",
        sa.Text,
        False,
        "Quality decision at the as-of date",
        "Quality decision at the as-of date; recalled: released, and called back later",
    ),
    (
        "inventory",
        "inventory_type",
        sa.Text,
        False,
        "Whether the cases belong to the safety stock or above it",
        "Whether the cases belong to the safety stock or above it, or are kept back by a recall",
    ),
)
"""Table, column, type, nullable, and the column's comment before and after."""


def upgrade() -> None:
    for table, name, _, after in CHECKS:
        _replace_check(table, name, after)
    for table, column, kind, nullable, before, after in COMMENTS:
        _replace_comment(table, column, kind, nullable, before, after)
    _add_columns()
    _create_throughput_limits()
    _create_adjustments()


def _replace_check(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _replace_comment(
    table: str, column: str, kind: type[sa.types.TypeEngine], nullable: bool, before: str, after: str
) -> None:
    op.alter_column(
        table, column, existing_type=kind(), existing_nullable=nullable, existing_comment=before, comment=after
    )


def _add_columns() -> None:
    op.add_column(
        "orders",
        sa.Column(
            "cut_reason",
            sa.Text(),
            nullable=True,
            comment="Why cases were cut: the center could not pick them, a recall, no stock; null if none were",
        ),
    )
    op.create_check_constraint(op.f("ck_orders_cut_reason"), "orders", "cut_reason IN ('capacity', 'recall', 'stock')")
    hold = "Hours for which the wave was on hold before it could leave"
    _add_filled("pick_waves", "hold_hours", sa.SmallInteger(), hold, "0")
    op.create_check_constraint(op.f("ck_pick_waves_hold_hours_minimum"), "pick_waves", "hold_hours >= 0")
    _add_filled("shipments", "vehicle_type", sa.Text(), "The smallest vehicle that holds the load", "trailer")
    vehicles = "vehicle_type IN ('van', 'light_truck', 'rigid', 'trailer', 'container_20', 'container_45')"
    op.create_check_constraint(op.f("ck_shipments_vehicle_type"), "shipments", vehicles)
    _add_filled("shipments", "capacity_pallets", sa.SmallInteger(), "Pallet places of the vehicle", "26")
    op.create_check_constraint(op.f("ck_shipments_capacity_pallets_minimum"), "shipments", "capacity_pallets >= 1")


def _add_filled(table: str, name: str, kind: sa.types.TypeEngine, comment: str, value: str) -> None:
    """Add a column that rows of an earlier load need a value for, and loads always give."""
    op.add_column(table, sa.Column(name, kind, nullable=False, comment=comment, server_default=value))
    op.alter_column(table, name, existing_type=kind, existing_nullable=False, server_default=None)


def _create_throughput_limits() -> None:
    op.create_table(
        "dc_throughput_limits",
        sa.Column("dc_id", sa.Integer(), nullable=False, comment="Distribution center"),
        sa.Column(
            "expected_weekly_cases",
            sa.Integer(),
            nullable=False,
            comment="Cases that its stores are expected to sell in a mean week",
        ),
        sa.Column(
            "weekly_pick_capacity_cases", sa.Integer(), nullable=False, comment="Cases that it can pick in a week"
        ),
        sa.CheckConstraint(
            "expected_weekly_cases >= 0", name=op.f("ck_dc_throughput_limits_expected_weekly_cases_minimum")
        ),
        sa.CheckConstraint(
            "weekly_pick_capacity_cases >= 0", name=op.f("ck_dc_throughput_limits_weekly_pick_capacity_cases_minimum")
        ),
        sa.ForeignKeyConstraint(
            ["dc_id"],
            ["distribution_centers.id"],
            name=op.f("fk_dc_throughput_limits_dc_id_distribution_centers"),
        ),
        sa.PrimaryKeyConstraint("dc_id", name=op.f("pk_dc_throughput_limits")),
        comment="What each distribution center is staffed to pick; orders beyond it are cut",
    )


def _create_adjustments() -> None:
    table = "inventory_adjustments"
    op.create_table(
        table,
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("adjustment_date", sa.Date(), nullable=False, comment="Day of the correction"),
        sa.Column("occurred_date", sa.Date(), nullable=False, comment="Day from which the stock was really missing"),
        sa.Column("dc_id", sa.Integer(), nullable=True, comment="Distribution center, for stock at one"),
        sa.Column("retail_location_id", sa.Integer(), nullable=True, comment="Store, for stock at one"),
        sa.Column("sku_id", sa.Integer(), nullable=False, comment="SKU"),
        sa.Column("batch_id", sa.BigInteger(), nullable=True, comment="Batch, for stock at a distribution center"),
        sa.Column(
            "quantity_cases",
            sa.Integer(),
            nullable=True,
            comment="Cases, negative for a loss; null for stores, which count eaches",
        ),
        sa.Column("quantity_eaches", sa.Integer(), nullable=False, comment="Eaches, negative for a loss"),
        sa.Column("reason_code", sa.Text(), nullable=False, comment="Why the records were wrong"),
        sa.CheckConstraint(
            "(dc_id IS NULL) = (batch_id IS NULL) AND (dc_id IS NULL) = (quantity_cases IS NULL)",
            name=op.f(f"ck_{table}_batch_at_dc"),
        ),
        sa.CheckConstraint("num_nonnulls(dc_id, retail_location_id) = 1", name=op.f(f"ck_{table}_one_place")),
        sa.CheckConstraint("occurred_date <= adjustment_date", name=op.f(f"ck_{table}_occurred_before")),
        sa.CheckConstraint(
            "reason_code IN ('shrink', 'expired', 'phantom_inventory')", name=op.f(f"ck_{table}_reason_code")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f(f"fk_{table}_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["dc_id"], ["distribution_centers.id"], name=op.f(f"fk_{table}_dc_id_distribution_centers")
        ),
        sa.ForeignKeyConstraint(
            ["retail_location_id"],
            ["retail_locations.id"],
            name=op.f(f"fk_{table}_retail_location_id_retail_locations"),
        ),
        sa.ForeignKeyConstraint(["sku_id"], ["skus.id"], name=op.f(f"fk_{table}_sku_id_skus")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        comment="Corrections of recorded stock: losses in the distribution centers and, of eaches, in the stores",
    )
    for column in ("adjustment_date", "batch_id", "dc_id", "retail_location_id", "sku_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    op.drop_table("inventory_adjustments")
    op.drop_table("dc_throughput_limits")
    op.drop_column("shipments", "capacity_pallets")
    op.drop_column("shipments", "vehicle_type")
    op.drop_column("pick_waves", "hold_hours")
    op.drop_column("orders", "cut_reason")
    for table, column, kind, nullable, before, after in COMMENTS:
        _replace_comment(table, column, kind, nullable, after, before)
    for table, name, before, _ in CHECKS:
        _replace_check(table, name, before)
