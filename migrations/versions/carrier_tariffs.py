"""Freight is the carriers' tariff: how rates are read, what they charge for each move; who or what delays a leg.

Revision ID: carrier_tariffs
Revises: parts
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "carrier_tariffs"
down_revision: str | None = "parts"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

RATES = (
    "Price list of a carrier contract by weight: per lane between terminals, or per distance in a division",
    "Price list of a carrier contract by weight: per lane between terminals, or per distance in a division. A leg of"
    " a long haul, or a run to stores as a whole, costs its rate times what that is paid for, not below its minimum",
)
"""Comment of carrier_rates before and after."""

COMMENTS: tuple[tuple[str, str, sa.types.TypeEngine[object], bool, str, str], ...] = (
    (
        "carrier_rates",
        "division_id",
        sa.Integer(),
        True,
        "Division that the distance band holds in; null on a lane",
        "Division that the distance band holds in: that of the center at an end, or else of the plant; null on a lane",
    ),
    (
        "carrier_rates",
        "distance_from_km",
        sa.Integer(),
        True,
        "Distance band: from this distance, km; null on a lane",
        "Distance band: from this length of the leg or run, km; null on a lane",
    ),
    (
        "carrier_rates",
        "weight_from_kg",
        sa.Integer(),
        False,
        "Weight break: from this weight of the shipment, kg",
        "Weight break: above this gross mass of the shipment, kg",
    ),
    (
        "carrier_rates",
        "weight_to_kg",
        sa.Integer(),
        False,
        "Weight break: below this weight, kg; the last one includes it",
        "Weight break: up to this gross mass, kg",
    ),
    (
        "carrier_rates",
        "rate_basis",
        sa.Text(),
        False,
        "What the rate is paid for",
        "What the rate is paid for: a pallet of the shipment, a pallet and kilometer, a kilogram of gross mass",
    ),
    (
        "carrier_rates",
        "minimum_charge",
        sa.Numeric(14, 2),
        False,
        "Least price of a shipment, in the currency",
        "Least price of a leg or run, in the currency",
    ),
    (
        "shipments",
        "freight_cost",
        sa.Numeric(14, 2),
        False,
        "Freight, USD",
        "Freight by the carriers' rates that are valid on the ship date, USD: of all legs, or of the run to stores",
    ),
    (
        "shipments",
        "vehicle_type",
        sa.Text(),
        True,
        "The smallest vehicle that holds the load; null for parcels, which share one",
        "The smallest vehicle that holds the load; null for part loads and parcels, which share one",
    ),
    (
        "shipments",
        "capacity_pallets",
        sa.SmallInteger(),
        True,
        "Pallet places of the vehicle; null for parcels",
        "Pallet places of the vehicle; null for part loads and parcels",
    ),
)
"""Table, column, type, nullable, and the column's comment before and after."""


DELAYS = (
    ("carrier_delay_hours", "Of the delay, what the carrier and its way added on this leg, hours"),
    ("port_delay_hours", "Of the delay, what waiting in ports added on this leg, hours"),
)
"""New columns of shipment_legs with their comments."""

EARLIER_TOLERANCES = """
    UPDATE carrier_contracts AS k
    SET on_time_tolerance_hours = CASE c.transport_modes[1] WHEN 'air' THEN 12 ELSE 24 END
    FROM carriers AS c
    WHERE c.id = k.carrier_id AND c.transport_modes[1] IN ('rail', 'ocean', 'air')
"""
"""Trucks have hours, others days."""

EARLIER_DELAYS = """
    UPDATE shipment_legs AS l
    SET carrier_delay_hours = greatest(a.added, 0), port_delay_hours = 0,
        delay_cause = CASE WHEN a.added > 0 THEN 'carrier' END
    FROM (
        SELECT id, delay_hours - coalesce(lag(delay_hours) OVER journey, 0) AS added
        FROM shipment_legs
        WHERE delay_hours IS NOT NULL
        WINDOW journey AS (PARTITION BY shipment_id ORDER BY leg_sequence)
    ) AS a
    WHERE a.id = l.id
"""
"""An earlier load did not tell ports from carriers."""


def upgrade() -> None:
    op.create_table_comment("carrier_rates", RATES[1], existing_comment=RATES[0])
    for table, column, kind, nullable, before, after in COMMENTS:
        _comment(table, column, kind, nullable, before, after)
    tolerance = "Hours that it may add to a shipment's delay and be on time"
    kind = sa.SmallInteger()
    column = sa.Column("on_time_tolerance_hours", kind, nullable=False, comment=tolerance, server_default="4")
    op.add_column("carrier_contracts", column)
    op.alter_column("carrier_contracts", column.name, existing_type=kind, existing_nullable=False, server_default=None)
    _minimum("carrier_contracts", column.name)
    op.execute(EARLIER_TOLERANCES)
    _tell_delays()
    op.execute("DROP VIEW carrier_performance")
    for view in ("freight_charges", "carrier_performance"):
        op.execute((SQL / revision / f"{view}.sql").read_text(encoding="utf-8"))


def _tell_delays() -> None:
    for name, comment in DELAYS:
        op.add_column("shipment_legs", sa.Column(name, sa.Numeric(8, 2), nullable=True, comment=comment))
        _minimum("shipment_legs", name)
    cause = "What added most on this leg; null if nothing did"
    op.add_column("shipment_legs", sa.Column("delay_cause", sa.Text(), nullable=True, comment=cause))
    op.create_check_constraint(
        op.f("ck_shipment_legs_delay_cause"),
        "shipment_legs",
        "delay_cause IN ('carrier', 'traffic', 'congestion', 'strike')",
    )
    op.execute(EARLIER_DELAYS)


def _minimum(table: str, column: str) -> None:
    op.create_check_constraint(op.f(f"ck_{table}_{column}_minimum"), table, f"{column} >= 0")


def downgrade() -> None:
    op.execute("DROP VIEW carrier_performance")
    op.execute("DROP VIEW freight_charges")
    for column in ("delay_cause", *(name for name, _ in DELAYS)):
        op.drop_column("shipment_legs", column)
    op.drop_column("carrier_contracts", "on_time_tolerance_hours")
    op.execute((SQL / "network_completion" / "carrier_performance.sql").read_text(encoding="utf-8"))
    for table, column, kind, nullable, before, after in COMMENTS:
        _comment(table, column, kind, nullable, after, before)
    op.create_table_comment("carrier_rates", RATES[0], existing_comment=RATES[1])


def _comment(
    table: str, column: str, kind: sa.types.TypeEngine[object], nullable: bool, before: str, after: str
) -> None:
    op.alter_column(
        table, column, existing_type=kind, existing_nullable=nullable, existing_comment=before, comment=after
    )
