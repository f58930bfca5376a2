"""A case has a size and a pallet a pattern; vehicles have a payload.

Revision ID: pallets_by_pack
Revises: open_orders
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "pallets_by_pack"
down_revision: str | None = "open_orders"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SIZES = (
    ("case_length_mm", "Length of a case, mm", 400),
    ("case_width_mm", "Width of a case, mm", 300),
    ("case_height_mm", "Height of a case, mm", 250),
    ("cases_per_layer", "Cases in a layer on a pallet of 1,200 by 1,000 mm", 10),
    ("layers_per_pallet", "Layers on a full pallet, as height and mass allow", 5),
)
"""New columns of packaging_types, with what an earlier load knew of every pack: 50 cases on a pallet."""

EARLIER_PAYLOADS = """
    UPDATE shipments
    SET capacity_kg = CASE vehicle_type WHEN 'van' THEN 1200 WHEN 'light_truck' THEN 3500 WHEN 'rigid' THEN 9000
                                        ELSE 20000 END
    WHERE vehicle_type IS NOT NULL
"""

OF_VEHICLE = "ck_shipments_capacity_of_vehicle"


def upgrade() -> None:
    for name, comment, value in SIZES:
        column = sa.Column(name, sa.SmallInteger(), nullable=False, comment=comment, server_default=str(value))
        op.add_column("packaging_types", column)
        op.alter_column(
            "packaging_types", name, existing_type=sa.SmallInteger(), existing_nullable=False, server_default=None
        )
        op.create_check_constraint(op.f(f"ck_packaging_types_{name}_minimum"), "packaging_types", f"{name} >= 1")
    op.create_check_constraint(
        op.f("ck_packaging_types_pallet_is_layers"),
        "packaging_types",
        "cases_per_pallet = cases_per_layer * layers_per_pallet",
    )
    payload = "Payload of the vehicle, kg; null for part loads and parcels"
    op.add_column("shipments", sa.Column("capacity_kg", sa.Integer(), nullable=True, comment=payload))
    op.create_check_constraint(op.f("ck_shipments_capacity_kg_minimum"), "shipments", "capacity_kg >= 1")
    op.execute(EARLIER_PAYLOADS)
    op.drop_constraint(op.f(OF_VEHICLE), "shipments", type_="check")
    op.create_check_constraint(
        op.f(OF_VEHICLE), "shipments", "num_nonnulls(vehicle_type, capacity_pallets, capacity_kg) IN (0, 3)"
    )


def downgrade() -> None:
    op.drop_constraint(op.f(OF_VEHICLE), "shipments", type_="check")
    op.create_check_constraint(op.f(OF_VEHICLE), "shipments", "(vehicle_type IS NULL) = (capacity_pallets IS NULL)")
    op.drop_column("shipments", "capacity_kg")
    op.drop_constraint(op.f("ck_packaging_types_pallet_is_layers"), "packaging_types", type_="check")
    for name, _, _ in SIZES:
        op.drop_column("packaging_types", name)
