"""The declared schema keeps its own rules: comments, names, keys, indexes, and the columns that users rely on."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import BigInteger, CheckConstraint, Integer, LargeBinary, Table, UniqueConstraint

from supplygen.facts.vehicles import VEHICLES
from supplygen.schema import LEVEL_MODULES, business_key, encoder_fields, metadata, product, product_metadata
from supplygen.schema.encoding import encoder_kind
from supplygen.schema.level_10_fulfillment import SHIPMENT_VEHICLES

IDENTIFIER_LIMIT = 63
"""Bytes of a PostgreSQL identifier; a longer one is cut silently."""

TABLES = list(metadata.tables.values())
ALL_TABLES = [*TABLES, *product_metadata.tables.values()]

NOT_INDEXED = {
    "fk_order_allocations_dc_id_distribution_centers": "twenty-five values in millions of rows: joined through orders",
    "fk_shipment_lines_sku_id_skus": "a SKU's shipments are found through its batches",
}
"""Foreign keys of the largest tables that no index serves, and why."""

CODES = {
    "divisions": "division_code",
    "channels": "channel_code",
    "products": "product_code",
    "plants": "plant_code",
    "suppliers": "supplier_code",
    "ingredients": "ingredient_code",
    "distribution_centers": "dc_code",
    "retail_accounts": "account_code",
    "retail_locations": "location_code",
    "skus": "sku_code",
    "promotions": "promo_code",
    "formulas": "formula_code",
    "carriers": "carrier_code",
    "ports": "port_code",
}

CONTRACT = {
    "skus": "product_id packaging_id formula_id region abc_class list_price launch_date discontinue_date",
    "packaging_types": "units_per_case case_weight_kg",
    "retail_locations": "retail_account_id primary_dc_id store_format country city latitude longitude timezone",
    "supplier_ingredients": "supplier_id ingredient_id unit_cost min_order_qty order_multiple lead_time_days "
    "is_approved is_preferred contract_start_date contract_end_date",
    "purchase_orders": "id po_number supplier_id plant_id order_date status total_amount",
    "purchase_order_lines": "po_id line_number ingredient_id quantity_kg unit_price line_amount",
    "goods_receipts": "id gr_number po_id receipt_date",
    "goods_receipt_lines": "gr_id line_number po_id po_line_number ingredient_id lot_number quantity_received_kg "
    "quantity_accepted_kg quantity_rejected_kg expiry_date",
    "work_orders": "id wo_number formula_id sku_id plant_id production_line_id planned_start_date planned_end_date "
    "actual_start actual_end status",
    "batches": "id batch_number wo_id formula_id sku_id plant_id production_line_id production_date expiry_date "
    "input_kg quantity_kg loss_kg output_cases yield_percent qc_status qc_release_date",
    "batch_ingredients": "batch_id ingredient_id sequence gr_id gr_line_number lot_number planned_quantity_kg "
    "actual_quantity_kg",
    "inventory": "id location_type plant_id dc_id shipment_id sku_id batch_id quantity_cases inventory_type "
    "aging_bucket expiry_date",
    "pos_sales": "id retail_location_id sku_id sale_date sale_week quantity_eaches revenue is_promotional promo_id",
    "orders": "id order_number retail_account_id retail_location_id channel_id dc_id order_date "
    "requested_delivery_date promised_delivery_date actual_delivery_date status order_type promo_id "
    "total_cases total_amount",
    "order_lines": "order_id line_number sku_id quantity_cases allocated_cases shipped_cases cut_cases quantity_eaches "
    "unit_price discount_percent line_amount status",
    "order_allocations": "id order_id order_line_number dc_id batch_id allocated_cases allocation_date status",
    "pick_waves": "id wave_number dc_id wave_date total_orders total_lines total_cases status",
    "pick_wave_orders": "wave_id order_id pick_sequence",
    "shipments": "id shipment_number shipment_type origin_plant_id origin_dc_id destination_dc_id "
    "destination_location_id carrier_id route_id ship_date expected_delivery_date actual_delivery_date "
    "status total_cases total_weight_kg total_pallets freight_cost",
    "shipment_legs": "id shipment_id leg_sequence route_segment_id transport_mode carrier_id planned_departure "
    "planned_arrival actual_departure actual_arrival delay_hours",
    "shipment_lines": "shipment_id line_number order_id order_line_number sku_id batch_id quantity_cases weight_kg",
    "demand_forecasts": "id sku_id dc_id forecast_date week_start forecast_quantity_cases forecast_type lag_weeks",
    "forecast_accuracy": "forecast_id actual_quantity_cases absolute_error mape bias",
    "rma_authorizations": "id rma_number retail_account_id reason_code request_date approval_date",
    "returns": "id rma_id order_id retail_location_id dc_id return_date received_date total_cases",
    "return_lines": "return_id line_number order_line_number sku_id batch_id quantity_cases condition",
    "disposition_logs": "id return_id return_line_number disposition quantity_cases processed_at",
    "kpi_thresholds": "kpi_code direction target_value warning_threshold critical_threshold",
    "kpi_actuals": "kpi_id measurement_date scope_type scope_id actual_value status",
    "osa_metrics": "id retail_location_id sku_id measurement_date is_in_stock shelf_quantity shelf_capacity "
    "out_of_stock_reason",
}
"""Columns whose names checks, views and users' queries rely on."""

GROWING = (
    "purchase_orders goods_receipts work_orders batches inventory ingredient_inventory pos_sales orders "
    "demand_forecasts order_allocations pick_waves shipments shipment_legs rma_authorizations returns "
    "disposition_logs kpi_actuals osa_metrics audit_logs consensus_adjustments supply_plans plan_exceptions "
    "inventory_adjustments supplier_invoices supplier_payments"
)
"""Tables with an id whose rows grow with scale."""


def by_name(table: Table) -> str:
    return table.fullname


def served_by(table: Table) -> list[tuple[str, ...]]:
    """Column lists that an index of the table begins with."""
    keys = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    listed = [*(tuple(key.columns.keys()) for key in keys), tuple(table.primary_key.columns.keys())]
    return [*listed, *(tuple(index.columns.keys()) for index in table.indexes)]


@pytest.mark.parametrize("table", ALL_TABLES, ids=by_name)
def test_everything_is_commented(table: Table):
    assert table.comment
    assert [column.name for column in table.columns if not column.comment] == []


def test_names_fit_and_are_unique():
    names = Counter[tuple[str | None, str]]()
    for table in ALL_TABLES:
        # Indexes share their names with tables and the constraints that have an index.
        indexed = [*table.indexes, *(c for c in table.constraints if not isinstance(c, CheckConstraint))]
        names.update((table.schema, str(thing.name)) for thing in (table, *indexed))
        checks = [str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)]
        assert len(checks) == len(set(checks)), table.name
        names.update((f"check of {table.name}", name) for name in checks)
    assert [name for (_, name), count in names.items() if count > 1] == []
    assert [name for _, name in names if len(name) > IDENTIFIER_LIMIT] == []
    assert not any("None" in name for _, name in names)


@pytest.mark.parametrize("table", ALL_TABLES, ids=by_name)
def test_foreign_keys_are_indexed_where_users_join(table: Table):
    starts = served_by(table)
    for key in table.foreign_key_constraints:
        columns = tuple(key.column_keys)
        served = any(start[: len(columns)] == columns for start in starts)
        assert served != (key.name in NOT_INDEXED), f"{key.name}: index {columns}, or give a reason in NOT_INDEXED"


def test_exemptions_are_in_use():
    keys = {key.name for table in TABLES for key in table.foreign_key_constraints}
    assert keys >= NOT_INDEXED.keys()


def test_no_index_is_the_beginning_of_another():
    for table in ALL_TABLES:
        starts = served_by(table)
        partial = {
            tuple(i.columns.keys()) for i in table.indexes if i.dialect_options["postgresql"]["where"] is not None
        }
        for short in starts:
            longer = [other for other in starts if other != short and other[: len(short)] == short]
            assert not longer or short in partial, f"{table.name}: {short} is served by {longer}"


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_foreign_keys_have_the_type_of_their_target(table: Table):
    for key in table.foreign_keys:
        assert encoder_kind(key.parent.type) == encoder_kind(key.column.type), key


def test_business_keys_of_the_contract():
    for table, code in CODES.items():
        columns = metadata.tables[table].columns
        assert {"id", code, "name"} <= set(columns.keys()), table
        assert columns[code].unique, code
        assert business_key(table) == code


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_of_the_contract(table: str):
    missing = set(CONTRACT[table].split()) - set(metadata.tables[table].columns.keys())
    assert missing == set()


def test_levels_are_contiguous_and_each_file_declares_its_own():
    assert [module.LEVEL for module in LEVEL_MODULES] == list(range(15))
    assert {table.info["level"] for table in TABLES} == set(range(15))
    for module in LEVEL_MODULES:
        declared = [value for value in vars(module).values() if isinstance(value, Table)]
        assert declared
        assert {table.info["level"] for table in declared} == {module.LEVEL}


def test_ids_are_identity_columns_and_wide_where_rows_grow():
    growing = set(GROWING.split())
    for table in TABLES:
        if "id" not in table.columns:
            assert table.name not in growing
            continue
        column = table.columns["id"]
        assert column.identity is not None, table.name
        assert not column.identity.always, table.name
        assert isinstance(column.type, BigInteger) == (table.name in growing), table.name
        assert isinstance(column.type, Integer)


def test_vehicles_are_those_that_exist():
    assert tuple(vehicle.name for vehicle in VEHICLES) == SHIPMENT_VEHICLES


def test_categories_list_their_values():
    for table in ALL_TABLES:
        for column in table.columns:
            values = column.info.get("values")
            assert values is None or len(values) == len(set(values)) > 0, column
    assert metadata.tables["orders"].columns["status"].info["values"] == (
        "open",
        "allocated",
        "shipped",
        "delivered",
        "cancelled",
    )


def test_references_that_no_foreign_key_declares_point_to_columns():
    for table in TABLES:
        for column in table.columns:
            targets = [column.info["refers_to"]] if "refers_to" in column.info else []
            targets += (column.info.get("targets") or {}).values()
            if "discriminator" in column.info:
                assert column.info["discriminator"] in table.columns
            for target in targets:
                parent, name = target.split(".")
                assert name in metadata.tables[parent].columns, column


def test_upward_references_really_point_upward():
    column = metadata.tables["inventory"].columns["shipment_id"]
    assert column.info["refers_to"] == "shipments.id"
    assert metadata.tables["shipments"].info["level"] > metadata.tables["inventory"].info["level"]


def test_encoder_fields_name_every_kind():
    assert encoder_fields(metadata.tables["pos_sales"]) == [
        ("id", "int8", False),
        ("retail_location_id", "int4", False),
        ("sku_id", "int4", False),
        ("sale_date", "date", False),
        ("sale_week", "int2", False),
        ("quantity_eaches", "int4", False),
        ("revenue", "numeric:2", False),
        ("is_promotional", "bool", False),
        ("promo_id", "int4", True),
    ]
    kinds = {kind for table in TABLES for _, kind, _ in encoder_fields(table)}
    assert kinds >= {"float8", "timestamptz", "text", "text[]", "int4[]", "jsonb", "numeric:3", "numeric:4"}


def test_an_unknown_type_is_named():
    with pytest.raises(TypeError, match="LargeBinary"):
        encoder_kind(LargeBinary())


def test_product_tables():
    assert {table.name for table in product_metadata.tables.values()} == {
        "run",
        "history",
        "ledger",
        "suspended_ddl",
        "invariant",
    }
    assert product.run.schema == "supplygen"
