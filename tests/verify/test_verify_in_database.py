"""The invariants inside the database: stored by a load, checked by whoever may read, forgotten by a reset."""

from __future__ import annotations

import re

import psycopg
import pytest
from psycopg import sql

from supplygen import cli
from supplygen.verify import Choice, registry, run

INVARIANTS = registry.load()
STORED = "SELECT id, title, kind, cost, query FROM supplygen.invariant ORDER BY id"


def outcomes(connection: psycopg.Connection, ids: str | None = None) -> dict[str, tuple[bool | None, int, str | None]]:
    """What the function says: whether it holds, violations and detail, by number."""
    rows = connection.execute("SELECT id, holds, violations, detail FROM supplygen.verify(%s)", [ids]).fetchall()
    return {row[0]: row[1:] for row in rows}


def test_a_load_stores_the_invariants(bench: psycopg.Connection) -> None:
    expected = [(one.id, one.title, one.kind, one.cost, one.query) for one in INVARIANTS]
    assert bench.execute(STORED).fetchall() == expected


def test_a_load_is_green_from_inside(bench: psycopg.Connection) -> None:
    found = outcomes(bench)
    assert list(found) == [one.id for one in INVARIANTS]
    for one in INVARIANTS:
        # The smallest world is too small for bands.
        assert found[one.id] == ((None if one.kind == "band" else True), 0, None)


def test_a_violation_is_counted_and_shown(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE orders SET total_cases = total_cases + 1 WHERE id <= 7")
    holds, violations, detail = outcomes(bench)["I19"]
    assert (holds, violations) == (False, 7)
    assert detail is not None
    shown = re.findall(r"orders (\d): ", detail)
    assert len(set(shown)) == 5
    assert set(shown) <= set("1234567")


def test_only_some(bench: psycopg.Connection) -> None:
    assert list(outcomes(bench, "i14, I13")) == ["I13", "I14"]
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="no such invariant: I98, I99"):
        outcomes(bench, "I13,I98,I99")


def test_a_query_that_cannot_run_does_not_hold_and_the_others_still_run(bench: psycopg.Connection) -> None:
    bench.execute("ALTER TABLE formula_ingredients RENAME TO elsewhere")
    found = outcomes(bench, "I13,I20")
    assert found["I13"][:2] == (False, None)
    assert "42P01" in str(found["I13"][2])
    assert found["I20"][0] is True


@pytest.mark.thorough
def test_figures_are_those_of_the_command(loaded_url: str, bench: psycopg.Connection) -> None:
    rows = bench.execute("SELECT figure, value, outcome FROM supplygen.figures()").fetchall()
    shown = [figure for result in run(loaded_url, Choice(kind="band")).results for figure in result.figures]
    assert {row[0]: row[1] for row in rows} == {
        figure.key: None if figure.value is None else round(figure.value, 6) for figure in shown
    }
    assert {row[2] for row in rows} == {"not judged"}


def test_a_figure_outside_its_band(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE supplygen.run SET scale = 0.1")
    bench.execute("UPDATE orders SET actual_delivery_date = promised_delivery_date + 1 WHERE status = 'delivered'")
    outcome = dict(bench.execute("SELECT figure, outcome FROM supplygen.figures('I35')").fetchall())
    assert (outcome["otif"], outcome["on_time"]) == ("outside", "not judged")
    holds, violations, detail = outcomes(bench, "I35")["I35"]
    assert holds is False
    assert violations == list(outcome.values()).count("outside")
    assert "otif is 0.000, at least 0.840, at most 0.950" in str(detail)


def test_a_reader_may_verify_and_nothing_is_written(bench: psycopg.Connection) -> None:
    bench.execute("CREATE ROLE verify_reader")
    bench.execute("GRANT USAGE ON SCHEMA supplygen TO verify_reader")
    bench.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public, supplygen TO verify_reader")
    bench.execute("SET LOCAL ROLE verify_reader")
    bench.execute("SET LOCAL transaction_read_only = on")
    assert {holds for holds, _, _ in outcomes(bench).values()} == {True, None}


def test_another_search_path_does_not_matter(bench: psycopg.Connection) -> None:
    bench.execute("SET LOCAL search_path = pg_catalog")
    assert outcomes(bench, "I13")["I13"][0] is True


def test_a_database_without_a_load_says_so(migrated_url: str) -> None:
    with (
        psycopg.connect(migrated_url) as connection,
        pytest.raises(psycopg.errors.NoDataFound, match="no complete load"),
    ):
        outcomes(connection)


def test_reset_forgets_them(complete_url: str) -> None:
    with psycopg.connect(complete_url) as connection:
        assert connection.execute(STORED).fetchall() != []
    assert cli.run(["reset", "--yes", "--database-url", complete_url]) == 0
    with psycopg.connect(complete_url) as connection:
        assert connection.execute(STORED).fetchall() == []


def test_the_oldest_server_verifies(postgres15_url: str) -> None:
    with psycopg.connect(postgres15_url) as connection:
        connection.cursor().executemany(
            "INSERT INTO supplygen.invariant (id, title, kind, cost, query) VALUES (%s, %s, %s, %s, %s)",
            [(one.id, one.title, one.kind, one.cost, one.query) for one in INVARIANTS],
        )
        found = outcomes(connection)
        assert {number for number, (holds, _, _) in found.items() if holds is False} == {"I02", "I06", "I43", "I44"}
        assert connection.execute("SELECT count(*) FROM supplygen.figures()").fetchone() != (0,)


def test_every_function_has_a_comment(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        rows = connection.execute(
            sql.SQL(
                "SELECT proname, obj_description(oid, 'pg_proc') FROM pg_proc"
                " WHERE pronamespace = 'supplygen'::regnamespace"
            )
        ).fetchall()
    assert {name for name, comment in rows if comment} == {
        "chosen_invariants",
        "company_schema",
        "figures",
        "own_rows",
        "verify",
    }
    assert all(comment for _, comment in rows)
