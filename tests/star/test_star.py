"""The dbt project builds its star from a load, as its README says, and its tests see what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest

from databases import ROOT
from dbt_project import BUILD, Star, needs_dbt
from supplygen.schema.graph import level_graph
from tools.docs.dbt_sources import SOURCES, UNDECLARED, document

pytestmark = [needs_dbt, pytest.mark.thorough]

MODELS = {path.stem for path in (ROOT / "dbt" / "models" / "star").glob("*.sql")}


def few_sources_tests() -> str:
    """The file of sources with those of its tests that run by default: dbt reads it in a fraction of the time."""
    sources = document(level_graph())
    for table in (table for source in sources["sources"] for table in source["tables"]):
        for node in [table, *table["columns"]]:
            node["data_tests"] = [test for test in node.get("data_tests", ()) if UNDECLARED in str(test)]
    return json.dumps(sources)


@pytest.fixture(scope="module")
def star(loaded_copy_url: str, tmp_path_factory: pytest.TempPathFactory) -> Star:
    """The star, built as the README tells."""
    built = Star.copied(tmp_path_factory.mktemp("star"), loaded_copy_url)
    (built.folder / SOURCES).write_text(few_sources_tests(), encoding="utf-8")
    done = built.run(BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def test_all_models_are_built_and_all_tests_pass(star: Star) -> None:
    outcomes = star.outcomes()
    assert {name for name, status in outcomes.items() if status == "success"} == MODELS
    tests = {name for name in outcomes if name not in MODELS}
    assert {outcomes[name] for name in tests} == {"pass"}
    manifest = json.loads((star.folder / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))
    assert tests == {node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test"}


def test_tables_and_columns_have_their_comments(star: Star) -> None:
    with psycopg.connect(star.url) as connection:
        columns = connection.execute("""
            SELECT relname, obj_description(pg_class.oid, 'pg_class'), attname, col_description(attrelid, attnum)
            FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
            WHERE relnamespace = 'supplygen_star'::regnamespace AND relkind = 'r'
        """).fetchall()
    assert {table for table, *_ in columns} == MODELS
    assert [column for column in columns if None in column] == []


def test_another_schema_is_a_variable(star: Star) -> None:
    with psycopg.connect(star.url, autocommit=True) as connection:
        connection.execute("ALTER SCHEMA public RENAME TO acme")
        try:
            # What it writes of its run is not to replace that of the whole star.
            elsewhere = "dbt build --target-path elsewhere --select dim_sku --vars 'company_schema: acme'"
            assert star.run(BUILD.replace("dbt build", elsewhere)).returncode == 0
        finally:
            connection.execute("ALTER SCHEMA acme RENAME TO public")


def test_nothing_is_sent(star: Star) -> None:
    log = (star.folder / "dbt" / "logs" / "dbt.log").read_text(encoding="utf-8")
    assert "send_anonymous_usage_stats': 'False'" in log
    assert "Sending event" not in log
    assert not (star.folder / "dbt" / ".user.yml").exists(), "dbt has given the user an id"


# --- what the tests see ---

MUTATIONS = {
    "totals of an order": (
        "UPDATE orders SET total_cases = total_cases + 1, total_amount = total_amount + 0.01 WHERE id = 1",
        {"sums_equal_fct_orders_order_id__ordered_cases", "sums_equal_fct_orders_order_id__ordered_amount"},
    ),
    "cuts of orders": (
        "UPDATE order_lines SET cut_cases = cut_cases - 1 WHERE cut_cases > 0",
        {"sums_equal_fct_orders_order_id__cut_cases"},
    ),
    "mass and freight of a shipment": (
        "UPDATE shipments SET total_weight_kg = total_weight_kg + 0.001, freight_cost = freight_cost + 0.01"
        " WHERE id = 1",
        {"sums_equal_fct_shipments_shipment_id__weight_kg", "sums_equal_fct_shipments_shipment_id__freight_cost"},
    ),
    "cases shipped for an order": (
        "UPDATE supplygen_star.fct_shipments SET shipped_cases = shipped_cases + 1"
        " WHERE order_id = (SELECT min(order_id) FROM supplygen_star.fct_shipments)",
        {"sums_equal_fct_orders_order_id__shipped_cases", "sums_equal_fct_shipments_shipment_id__shipped_cases"},
    ),
    "sales of a week": (
        "DELETE FROM pos_sales WHERE sale_date = '2024-01-01'",
        {"sums_equal_fct_sales_week_start__sold_eaches", "sums_equal_fct_sales_week_start__revenue"},
    ),
    "a sale twice": (
        "INSERT INTO supplygen_star.fct_sales (week_start, store_id, sku_id, sold_eaches, revenue)"
        " SELECT week_start, store_id, sku_id, 0, 0 FROM supplygen_star.fct_sales LIMIT 1",
        {"unique_together_fct_sales"},
    ),
    "a store that is missing": (
        "DELETE FROM supplygen_star.dim_store WHERE store_id = 1",
        {f"relationships_{fact}_store_id" for fact in ("fct_orders", "fct_sales", "fct_shipments")},
    ),
    "a shipment that is none": (
        "UPDATE inventory SET shipment_id = 0 WHERE shipment_id IS NOT NULL",
        {"source_relationships_public_inventory"},
    ),
    "a center that is none": (
        "UPDATE kpi_actuals SET scope_id = 0 WHERE scope_type = 'dc'",
        {"source_relationships_public_kpi_actuals"},
    ),
}
"""What is changed in base tables or star, and how the names of the tests begin that must see it, and no others."""


@pytest.fixture
def changing(star: Star) -> Iterator[psycopg.Connection]:
    with psycopg.connect(star.url) as connection:
        yield connection
        connection.rollback()


@pytest.mark.parametrize(("statement", "expected"), MUTATIONS.values(), ids=MUTATIONS)
def test_the_tests_see_what_is_wrong_and_nothing_else(
    star: Star, changing: psycopg.Connection, statement: str, expected: set[str]
) -> None:
    # A test of dbt fails if its query returns a row.
    queries = {result["name"]: result["compiled_code"] for result in star.results() if result["name"] not in MODELS}
    assert changing.execute(statement.encode()).rowcount > 0
    seen = {name for name, query in queries.items() if changing.execute(query.encode()).fetchone()}
    assert {begin for begin in expected if any(name.startswith(begin) for name in seen)} == expected
    assert len(seen) == len(expected), seen
