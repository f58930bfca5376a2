"""Stores take goods in at certain hours; a vehicle between the van and the light truck.

Revision ID: receiving_hours
Revises: forecast_versions
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "receiving_hours"
down_revision: str | None = "forecast_versions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "retail_locations"
COLUMNS = {
    "receives_from_hour": "Hour of the local day from which it takes goods in",
    "receives_until_hour": "Hour of the local day until which it takes goods in",
}
LEGS = "shipment_legs"
ADDED = "Of the delay, what the carrier and its way added on this leg, hours"
RULES = (
    ("receives_from_hour_minimum", "receives_from_hour >= 0"),
    ("receives_until_range", "receives_until_hour > receives_from_hour AND receives_until_hour <= 24"),
)
VEHICLES = "ck_shipments_vehicle_type"
BEFORE = "vehicle_type IN ('van', 'light_truck', 'rigid', 'trailer', 'container_20', 'container_45')"
AFTER = "vehicle_type IN ('van', 'box_truck', 'light_truck', 'rigid', 'trailer', 'container_20', 'container_45')"


def upgrade() -> None:
    for name, comment in COLUMNS.items():
        op.add_column(TABLE, sa.Column(name, sa.SmallInteger(), nullable=True, comment=comment))
    # Until now, stores took goods in all day.
    op.execute("UPDATE retail_locations SET receives_from_hour = 0, receives_until_hour = 24")
    for name in COLUMNS:
        op.alter_column(TABLE, name, nullable=False)
    for name, condition in RULES:
        op.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), TABLE, condition)
    op.drop_constraint(op.f(f"ck_{LEGS}_carrier_delay_hours_minimum"), LEGS, type_="check")
    comment = f"{ADDED}; negative where a wait made up for it"
    op.alter_column(LEGS, "carrier_delay_hours", comment=comment, existing_comment=ADDED)
    op.drop_constraint(op.f(VEHICLES), "shipments", type_="check")
    op.create_check_constraint(op.f(VEHICLES), "shipments", AFTER)


def downgrade() -> None:
    op.execute("UPDATE shipments SET vehicle_type = 'light_truck' WHERE vehicle_type = 'box_truck'")
    op.drop_constraint(op.f(VEHICLES), "shipments", type_="check")
    op.create_check_constraint(op.f(VEHICLES), "shipments", BEFORE)
    op.execute(f"UPDATE {LEGS} SET carrier_delay_hours = 0 WHERE carrier_delay_hours < 0")
    op.alter_column(LEGS, "carrier_delay_hours", comment=ADDED)
    rule = op.f(f"ck_{LEGS}_carrier_delay_hours_minimum")
    op.create_check_constraint(rule, LEGS, "carrier_delay_hours >= 0")
    for name in COLUMNS:
        op.drop_column(TABLE, name)
