"""An upgrade of a database that an earlier release has filled: its rows stay, and get values in the new columns."""

from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg import sql

from databases import alembic_config, declarations, rows

RELEASED = "l14_monitoring"
"""Last revision of the first release."""

BY_TYPE = {
    "smallint": 1,
    "integer": 1,
    "bigint": 1,
    "numeric": 1,
    "text": "x",
    "ARRAY": ["x"],
    "boolean": True,
    "date": "2024-01-01",
    "timestamp with time zone": "2024-01-01 00:00+00",
}
"""A value for each column that needs one."""

FILLED = (
    ("divisions", {}),
    ("channels", {"channel_code": "x"}),
    ("packaging_types", {"package_type": "tube", "case_weight_kg": 2, "cases_per_pallet": 50}),
    ("ingredients", {"function": "surfactant"}),
    ("carriers", {"carrier_type": "ltl", "transport_modes": ["ltl"]}),
    ("carrier_contracts", {}),
    ("suppliers", {"id": 1, "supplier_code": "x1"}),
    ("suppliers", {"id": 2, "supplier_code": "x2"}),
    ("supplier_ingredients", {"supplier_id": 1, "is_approved": True}),
    ("supplier_ingredients", {"supplier_id": 2, "is_approved": False}),
    ("retail_accounts", {"archetype": "megamart"}),
    ("retail_locations", {"store_format": "urban"}),
    ("work_orders", {"status": "planned"}),
    ("batches", {"qc_status": "pending", "expiry_date": "2026-01-01", "loss_kg": 0, "output_cases": 3}),
    ("inventory", {"location_type": "dc", "dc_id": 1, "aging_bucket": "0-30", "inventory_type": "cycle"}),
    ("orders", {"order_type": "standard", "status": "open"}),
    (
        "demand_forecasts",
        {"forecast_type": "statistical", "forecast_date": "2024-01-01", "week_start": "2024-01-29"},
    ),
    ("forecast_accuracy", {"forecast_id": 1}),
    ("order_allocations", {"status": "allocated"}),
    ("pick_waves", {"status": "released"}),
    (
        "shipments",
        {"shipment_type": "plant_to_dc", "status": "in_transit", "origin_plant_id": 1, "destination_dc_id": 1},
    ),
    (
        "shipment_legs",
        {"leg_sequence": 1, "transport_mode": "truck", "to_location_id": 1, "delay_hours": 3, "shipment_id": 1},
    ),
    (
        "shipment_legs",
        {"leg_sequence": 2, "transport_mode": "truck", "to_location_id": 2, "delay_hours": 3, "shipment_id": 1},
    ),
    ("osa_metrics", {}),
)
"""Rows of tables that later revisions change: the table, and what its checks want."""

COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
NEEDED = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO'
"""


def fill(connection: psycopg.Connection, table: str, given: dict[str, object]) -> None:
    values = {name: BY_TYPE[kind] for name, kind in connection.execute(NEEDED, [table])} | given
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(map(sql.Literal, values.values())),
        )
    )


@pytest.fixture
def upgraded_url(database_url: str) -> str:
    """A database at head that has been filled before."""
    command.upgrade(alembic_config(database_url), RELEASED)
    before = rows(database_url, COLUMNS)
    with psycopg.connect(database_url) as connection:
        connection.execute("SET session_replication_role = replica")  # rows without those that they refer to
        for table, given in FILLED:
            fill(connection, table, given)
    command.upgrade(alembic_config(database_url), "head")
    tables = {table for table, _ in before}
    widened = {table for table, _ in rows(database_url, COLUMNS) - before} & tables
    assert widened <= {table for table, _ in FILLED}, "a table has new columns: let it have rows before the upgrade"
    return database_url


def test_new_columns_say_what_was_true_of_the_rows(upgraded_url: str, at_head: set[tuple[Any, ...]]):
    assert declarations(upgraded_url) == at_head
    assert rows(upgraded_url, "SELECT id, status FROM suppliers") == {(1, "awarded"), (2, "qualified")}
    currencies = "SELECT currency_code FROM divisions UNION ALL SELECT currency_code FROM suppliers"
    assert rows(upgraded_url, currencies) == {("USD",)}
    assert rows(upgraded_url, "SELECT price_level_percent FROM retail_accounts") == {(100,)}
    assert rows(upgraded_url, "SELECT price_lag_weeks FROM retail_accounts") == {(0,)}
    assert rows(upgraded_url, "SELECT operating_minutes, downtime_minutes FROM work_orders") == {(None, None)}
    assert rows(upgraded_url, "SELECT standard_cost, piece_mass_g FROM ingredients") == {(1, None)}
    assert rows(upgraded_url, "SELECT cut_reason FROM orders") == {(None,)}
    assert rows(upgraded_url, "SELECT hold_hours FROM pick_waves") == {(0,)}
    assert rows(upgraded_url, "SELECT request_lead_days FROM channels") == {(0,)}
    assert rows(upgraded_url, "SELECT cardinality(regions) FROM carriers") == {(0,)}
    assert rows(upgraded_url, "SELECT on_time_tolerance_hours FROM carrier_contracts") == {(4,)}
    hours = rows(upgraded_url, "SELECT receives_from_hour, receives_until_hour FROM retail_locations")
    assert hours == {(0, 24)}
    assert rows(upgraded_url, "SELECT lag_weeks FROM demand_forecasts") == {(4,)}
    delays = "SELECT leg_sequence, carrier_delay_hours, port_delay_hours, delay_cause FROM shipment_legs"
    assert rows(upgraded_url, delays) == {(1, 3, 0, "carrier"), (2, 0, 0, None)}
    vehicles = "SELECT vehicle_type, capacity_pallets, capacity_kg FROM shipments"
    assert rows(upgraded_url, vehicles) == {("trailer", 26, 20_000)}
    pallets = "SELECT cases_per_layer, layers_per_pallet, cases_per_pallet FROM packaging_types"
    assert rows(upgraded_url, pallets) == {(10, 5, 50)}


def test_the_upgrade_can_be_taken_back(upgraded_url: str):
    command.downgrade(alembic_config(upgraded_url), RELEASED)
    for table in {table for table, _ in FILLED}:
        assert rows(upgraded_url, f"SELECT count(*) FROM {table}") == {(sum(name == table for name, _ in FILLED),)}
