"""Accessorials of carrier contracts, and the carriers' bills.

Revision ID: freight_bills
Revises: pallets_by_pack
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "freight_bills"
down_revision: str | None = "pallets_by_pack"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SQL = Path(__file__).parents[1] / "sql"

MODES = "transport_mode IN ('truck', 'ltl', 'parcel', 'rail', 'ocean', 'air')"
AMOUNTS = (
    ("linehaul_amount", "By distance and mass of all moves, USD"),
    ("fuel_amount", "Fuel surcharge, USD"),
    ("handling_amount", "Handling of all moves, USD"),
    ("stop_off_amount", "Stops of a run after the first, USD"),
    ("billed_amount", "Sum of the bill, USD"),
)


def upgrade() -> None:
    op.create_table(
        "carrier_accessorials",
        sa.Column("carrier_contract_id", sa.Integer(), nullable=False, comment="Contract"),
        sa.Column("transport_mode", sa.Text(), nullable=False, comment="Mode of transport"),
        sa.Column(
            "fuel_percent",
            sa.Numeric(precision=5, scale=2),
            nullable=False,
            comment="Fuel surcharge on the linehaul charge, percent",
        ),
        sa.Column(
            "handling_charge",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="For handling a leg or run: terminals, tail lifts; USD",
        ),
        sa.Column(
            "stop_off_charge",
            sa.Numeric(precision=14, scale=2),
            nullable=False,
            comment="For each stop of a run after the first, USD",
        ),
        sa.CheckConstraint(MODES, name=op.f("ck_carrier_accessorials_transport_mode")),
        sa.CheckConstraint("fuel_percent BETWEEN 0 AND 100", name=op.f("ck_carrier_accessorials_fuel_percent_range")),
        sa.CheckConstraint("handling_charge >= 0", name=op.f("ck_carrier_accessorials_handling_charge_minimum")),
        sa.CheckConstraint("stop_off_charge >= 0", name=op.f("ck_carrier_accessorials_stop_off_charge_minimum")),
        sa.ForeignKeyConstraint(
            ["carrier_contract_id"],
            ["carrier_contracts.id"],
            name=op.f("fk_carrier_accessorials_carrier_contract_id_carrier_contracts"),
        ),
        sa.PrimaryKeyConstraint("carrier_contract_id", "transport_mode", name=op.f("pk_carrier_accessorials")),
        comment="What a carrier contract charges besides the linehaul, by mode of transport",
    )
    op.create_table(
        "freight_bills",
        sa.Column("shipment_id", sa.BigInteger(), nullable=False, comment="Shipment"),
        sa.Column("bill_number", sa.Text(), nullable=False, comment="Business key, FB-..."),
        sa.Column("carrier_id", sa.Integer(), nullable=False, comment="Carrier that bills, that of the shipment"),
        sa.Column("bill_date", sa.Date(), nullable=False, comment="Day of the bill: carriers bill when they pick up"),
        *(
            sa.Column(name, sa.Numeric(precision=14, scale=2), nullable=False, comment=comment)
            for name, comment in AMOUNTS
        ),
        *(sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_freight_bills_{name}_minimum")) for name, _ in AMOUNTS),
        sa.CheckConstraint(
            "billed_amount = linehaul_amount + fuel_amount + handling_amount + stop_off_amount",
            name=op.f("ck_freight_bills_billed_is_sum"),
        ),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_freight_bills_carrier_id_carriers")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_freight_bills_shipment_id_shipments")),
        sa.PrimaryKeyConstraint("shipment_id", name=op.f("pk_freight_bills")),
        sa.UniqueConstraint("bill_number", name=op.f("uq_freight_bills_bill_number")),
        comment="Bills of the carriers, one for each shipment; some charge too much (supplygen.injection names them)",
    )
    op.create_index(op.f("ix_freight_bills_bill_date"), "freight_bills", ["bill_date"])
    op.create_index(op.f("ix_freight_bills_carrier_id"), "freight_bills", ["carrier_id"])
    _create_charges(revision)


def downgrade() -> None:
    _create_charges("carrier_tariffs")
    op.drop_table("freight_bills")
    op.drop_table("carrier_accessorials")


def _create_charges(folder: str) -> None:
    op.execute("DROP VIEW freight_charges")
    op.execute((SQL / folder / "freight_charges.sql").read_text(encoding="utf-8"))
