"""The views: as their files say, right by the base tables, quick where a recall waits, no hindrance to a load."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory

from databases import ROOT, TESTS, alembic_config
from supplygen import cli
from tools.docs.views import described_views

FOLDER = ROOT / "migrations" / "sql"
FILES = sorted(path for path in FOLDER.glob("*/*.sql") if "CREATE VIEW" in path.read_text(encoding="utf-8"))
"""Views; the others hold functions."""
NAMES = sorted({path.stem for path in FILES})
CHECKS = sorted((TESTS / "views" / "checks").glob("*.sql"))
"""What a view says, said again from the base tables in another way; each returns the rows that disagree."""

BATCH = "B-2024-RECALL-001"

LARGE = "shipment_lines|order_allocations|return_lines|inventory|batch_ingredients|orders|goods_receipt_lines|returns"
"""Tables that a recall must not read from end to end."""

MOST_SEGMENTS = 8
"""Of a path in network_paths."""

DEFINITIONS = "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY viewname"

Graph = Mapping[str, Mapping[str, Decimal]]


# --- the files and what they create ---


def test_every_file_is_a_view_of_its_name() -> None:
    for path in FILES:
        created = re.findall(r"^CREATE VIEW (\w+) AS$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert created == [path.stem], path
    revisions = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} <= revisions


def test_every_view_and_column_has_a_comment(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        views = described_views(connection)
    assert [view.name for view in views] == NAMES
    for view in views:
        assert view.comment
        missing = [name for name, comment in zip(view.columns, view.comments, strict=True) if not comment]
        assert missing == [], view.name


def test_no_view_depends_on_a_key(migrated_url: str) -> None:
    query = """SELECT refobjid::regclass::text FROM pg_depend
               WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_constraint'::regclass"""
    with psycopg.connect(migrated_url) as connection:
        assert connection.execute(query).fetchall() == []


@pytest.mark.thorough
def test_alembic_takes_no_view_for_a_table_and_takes_them_back(migrated_url: str) -> None:
    config = alembic_config(migrated_url)
    command.check(config)
    command.downgrade(config, "l14_monitoring")
    with psycopg.connect(migrated_url) as connection:
        assert described_views(connection) == []
    command.upgrade(config, "head")
    command.check(config)


def test_a_downgrade_restores_the_views_before(database_url: str) -> None:
    config = alembic_config(database_url)
    command.upgrade(config, "question_views")
    with psycopg.connect(database_url) as connection:
        before = described_views(connection), connection.execute(DEFINITIONS).fetchall()
    command.upgrade(config, "head")
    command.downgrade(config, "question_views")
    with psycopg.connect(database_url) as connection:
        assert (described_views(connection), connection.execute(DEFINITIONS).fetchall()) == before


@pytest.mark.thorough
def test_views_outlive_loads_and_resets(complete_url: str) -> None:
    load = ["load", "--scale", "0.001", "--weeks", "4", "--quiet", "--database-url", complete_url]
    assert cli.run([*load, "--replace"]) == 0
    with psycopg.connect(complete_url) as connection:
        before = described_views(connection)
        assert connection.execute("SELECT count(*) > 0 FROM batch_genealogy_down").fetchone() == (True,)
    assert cli.run(["reset", "--yes", "--database-url", complete_url]) == 0
    with psycopg.connect(complete_url) as connection:
        assert described_views(connection) == before
        for name in NAMES:
            connection.execute(f"SELECT * FROM {name}".encode()).fetchall()
        assert connection.execute("SELECT count(*) FROM batch_genealogy_down").fetchone() == (0,)


# --- what they say ---


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_a_view_agrees_with_the_base_tables(bench: psycopg.Connection, check: Path) -> None:
    assert bench.execute(check.read_bytes()).fetchmany(3) == []


def test_every_view_has_rows_and_is_checked(bench: psycopg.Connection) -> None:
    walked = {"shortest_and_fastest", "network_centrality"}
    for name in NAMES:
        assert bench.execute(f"SELECT EXISTS (SELECT FROM {name})".encode()).fetchone() == (True,), name
        assert name in walked or any(check.stem.startswith(name) for check in CHECKS), name


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM batch_genealogy_down WHERE batch_number = '{BATCH}'",
        "SELECT * FROM lot_genealogy_down WHERE lot_number = 'LOT-000000100'",
        f"""SELECT d.* FROM batch_genealogy_up AS u
            JOIN lot_genealogy_down AS d ON d.lot_number = u.lot_number
            WHERE u.batch_number = '{BATCH}' AND u.ingredient_code = 'ING-SORB-001'""",
        "SELECT * FROM return_genealogy_up WHERE return_number = 'RET-0000005'",
    ],
)
def test_a_recall_reads_indexes_only(standard_connection: psycopg.Connection, query: str) -> None:
    standard_connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
    plan = "\n".join(row[0] for row in standard_connection.execute(f"EXPLAIN {query}".encode()))
    assert re.search(rf"Seq Scan on ({LARGE})\b", plan) is None, plan


def sell_in_one_promotion(connection: psycopg.Connection) -> int:
    """Let one SKU be sold in one store only: 250 a week in Black Friday, 60 in its hangover, else 100."""
    pair = connection.execute(
        """SELECT s.retail_location_id, s.sku_id, p.id FROM pos_sales AS s
           JOIN promotions AS p ON p.id = s.promo_id AND p.promo_code = 'PROMO-BF-2024'
           JOIN skus AS k ON k.id = s.sku_id AND k.launch_date < '2024-01-01' AND k.discontinue_date IS NULL
           WHERE NOT EXISTS (
               SELECT FROM promotion_skus AS ps JOIN promotions AS o ON o.id = ps.promo_id AND o.id <> p.id
               WHERE ps.sku_id = s.sku_id AND o.end_date + 21 >= p.start_date
           )
           ORDER BY s.id LIMIT 1"""
    ).fetchone()
    assert pair is not None
    connection.execute("TRUNCATE pos_sales")
    connection.execute(
        """INSERT INTO pos_sales
               (retail_location_id, sku_id, sale_date, sale_week, quantity_eaches, revenue, is_promotional)
           SELECT %s, %s, day, n + 1,
                  CASE WHEN day BETWEEN p.start_date AND p.end_date THEN 250
                       WHEN day BETWEEN p.end_date AND p.end_date + 7 * p.hangover_weeks THEN 60 ELSE 100 END,
                  0, false
           FROM generate_series(0, 51) AS n CROSS JOIN LATERAL (SELECT '2024-01-01'::date + 7 * n AS day) AS d
           JOIN promotions AS p ON p.id = %s""",
        pair,
    )
    return pair[2]


def test_a_promotion_is_measured_against_untouched_weeks(bench: psycopg.Connection) -> None:
    promotion = sell_in_one_promotion(bench)
    measured = bench.execute(
        "SELECT measured_lift, measured_hangover FROM promotion_performance WHERE promo_id = %s", [promotion]
    ).fetchone()
    assert measured == (Decimal("2.500"), Decimal("0.600"))


def test_a_promotion_earns_what_is_sold_at_its_price_less_what_the_baseline_would_have(
    bench: psycopg.Connection,
) -> None:
    promotion = sell_in_one_promotion(bench)
    query = """
        SELECT v.incremental_profit, v.roi, (p.end_date - p.start_date + 1) / 7, p.hangover_weeks, p.budget,
               s.case_price / u.units_per_case, c.landed_cost / u.units_per_case, p.discount_percent / 100
        FROM promotion_performance AS v
        JOIN promotions AS p ON p.id = v.promo_id
        JOIN skus AS k ON k.id = (SELECT min(sku_id) FROM pos_sales)
        JOIN sku_prices AS s ON s.sku_id = k.id
        JOIN price_lists AS l ON l.id = s.price_list_id
            AND p.start_date BETWEEN l.valid_from AND coalesce(l.valid_to, 'infinity')
        JOIN packaging_types AS u ON u.id = k.packaging_id
        JOIN sku_costs AS c ON c.sku_id = k.id
        WHERE v.promo_id = %s
    """
    row = bench.execute(query, [promotion]).fetchone()
    assert row is not None
    profit, roi, weeks, after, budget, price, cost, discount = row
    running = weeks * (250 * (price * (1 - discount) - cost) - 100 * (price - cost))
    expected = running + after * (60 - 100) * (price - cost)
    assert discount > 0
    assert abs(profit - expected) <= Decimal("0.005001")
    assert abs(roi - (expected - budget) / budget) <= Decimal("0.000501")


@pytest.mark.parametrize("name", ["carrier_performance", "dc_utilisation", "inventory_waterfall", "otif"])
def test_days_are_those_of_utc_wherever_it_is_asked(bench: psycopg.Connection, name: str) -> None:
    query = f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4, 5".encode()
    answers = []
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        bench.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        answers.append(bench.execute(query).fetchall())
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE inventory SET expiry_date = as_of + 89 FROM horizon WHERE id = %s", "short_dated"),
        ("UPDATE inventory SET expiry_date = as_of + 90 FROM horizon WHERE id = %s", "healthy"),
        (
            "UPDATE skus SET discontinue_date = '2024-12-29' WHERE id = (SELECT sku_id FROM inventory WHERE id = %s)",
            "obsolete",
        ),
        (
            "UPDATE batches SET production_date = as_of - 91 FROM horizon WHERE id = "
            "(SELECT batch_id FROM inventory WHERE inventory.id = %s)",
            "slow",
        ),
        ("UPDATE inventory SET quantity_cases = 1000000 WHERE id = %s", "slow"),
    ],
)
def test_classes_of_stock(bench: psycopg.Connection, change: str, expected: str) -> None:
    query = b"SELECT inventory_id FROM slow_moving_stock WHERE stock_class = 'healthy' ORDER BY inventory_id LIMIT 1"
    row = bench.execute(query).fetchone()
    assert row is not None
    bench.execute(change.encode(), row)
    query = b"SELECT stock_class FROM slow_moving_stock WHERE inventory_id = %s"
    assert bench.execute(query, row).fetchone() == (expected,)


def test_stock_from_before_the_horizon_is_there_on_its_first_day(bench: psycopg.Connection) -> None:
    row = bench.execute(
        """SELECT m.dc_id, max(h.first_day), min(m.movement_date) FROM inventory_movements AS m CROSS JOIN horizon AS h
           WHERE m.movement_date >= h.first_day
           GROUP BY m.dc_id HAVING min(m.movement_date) > max(h.first_day) ORDER BY m.dc_id LIMIT 1"""
    ).fetchone()
    assert row is not None
    center, first_day, first_movement = row
    bench.execute(
        """INSERT INTO inventory_adjustments
               (adjustment_date, occurred_date, dc_id, sku_id, batch_id, quantity_cases, quantity_eaches, reason_code)
           SELECT day, day, %s, b.sku_id, b.id, cases, cases, 'shrink'
           FROM (VALUES (%s::date - 1, 1000000), (%s, -1000000)) AS v (day, cases)
           CROSS JOIN (SELECT id, sku_id FROM batches ORDER BY id LIMIT 1) AS b""",
        [center, first_day, first_movement],
    )
    query = "SELECT peak_date, peak_cases > 1000000 FROM dc_utilisation WHERE dc_id = %s"
    assert bench.execute(query, [center]).fetchone() == (first_day, True)


def test_a_lost_draw_is_a_mismatch(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE batch_ingredients SET actual_quantity_kg = 0 WHERE (batch_id, sequence) = (500, 1)")
    query = "SELECT count(*) FROM three_way_match WHERE match_status = 'unbalanced'"
    assert bench.execute(query).fetchone() == (1,)


# --- the network, walked in Python ---


def edges(connection: psycopg.Connection, measure: str, without: str | None = None) -> Graph:
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for origin, end, length in connection.execute(f"SELECT from_node, to_node, {measure} FROM network_edges".encode()):
        if without not in (origin, end):
            found[origin][end] = min(length, found[origin].get(end, length))
    return found


def distances(graph: Graph, origin: str) -> dict[str, Decimal]:
    """Lengths of the shortest paths of at most as many segments as the view walks."""
    found = {origin: Decimal(0)}
    for _ in range(MOST_SEGMENTS):
        reached = [(end, found[node] + length) for node in found for end, length in graph.get(node, {}).items()]
        for end, length in reached:
            found[end] = min(length, found.get(end, length))
    return found


def pairs(connection: psycopg.Connection, measure: str, without: str | None = None) -> dict[tuple[str, str], Decimal]:
    graph = edges(connection, measure, without)
    plants, centers = (
        [row[0] for row in connection.execute(query)]
        for query in (b"SELECT plant_code FROM plants", b"SELECT dc_code FROM distribution_centers")
    )
    return {
        (plant, center): lengths[center]
        for plant, lengths in ((plant, distances(graph, plant)) for plant in plants)
        for center in centers
        if center in lengths
    }


def by_pair(rows: Iterable[tuple[str, str, Decimal]]) -> dict[tuple[str, str], Decimal]:
    return {(plant, center): length for plant, center, length in rows}


def test_the_shortest_and_the_fastest_way(bench: psycopg.Connection) -> None:
    for column, measure in (("shortest_km", "distance_km"), ("fastest_hours", "transit_hours")):
        query = f"SELECT plant_code, dc_code, {column} FROM shortest_and_fastest"
        assert by_pair(bench.execute(query.encode())) == pairs(bench, measure)


@pytest.mark.parametrize("node", ["BRSSZ", "USCHI", "NLRTM"])
def test_what_is_cut_without_a_place(bench: psycopg.Connection, node: str) -> None:
    before, after = (pairs(bench, "transit_hours", without) for without in (None, node))
    query = b"SELECT pairs_cut, mean_extra_hours FROM network_centrality WHERE node = %s"
    row = bench.execute(query, [node]).fetchone()
    assert row is not None
    longer = [after[pair] - hours for pair, hours in before.items() if pair in after and after[pair] > hours]
    assert row[0] == len(before) - len(after)
    assert abs(row[1] - sum(longer) / len(longer)) <= Decimal("0.05")
