"""The invariants: well-formed files, in step with the schema, green on a load, and each able to fail."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from rich.console import Console
from sqlalchemy import Date, DateTime

from supplygen import cli
from supplygen.errors import UsageError
from supplygen.load.embedded import EmbeddedServer
from supplygen.progress import reporter
from supplygen.schema import metadata
from supplygen.verify import Report, Result, Violation, catalogue, run, runner
from supplygen.verify.catalogue import Invariant, MalformedInvariantError
from verify_mutations import MUTATIONS, Mutation

INVARIANTS = catalogue.load()
BY_ID = {invariant.id: invariant for invariant in INVARIANTS}
FILES = sorted(catalogue.sql_files(), key=lambda entry: entry.name)

TITLE_LENGTH = 115
"""What a line of the table on a wide terminal has room for."""

TIMELESS = {
    "carrier_contracts.start_date",
    "carrier_contracts.end_date",
    "retail_locations.opened_date",
    "skus.discontinue_date",
    "skus.launch_date",
    "supplier_ingredients.contract_start_date",
    "supplier_ingredients.contract_end_date",
}
"""Dates of master data that outlast any horizon; I31 says so too."""


# The files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_is_well_formed_psql(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    invariant = catalogue.parse(file.name, text)
    assert re.fullmatch(r"I\d\d_[a-z0-9_]+\.sql", file.name)
    assert invariant.title.endswith(".")
    placeholders = re.search(r"%|\$\d|(?<!:):[a-z_]", re.sub(r"--.*|'[^']*'", "", text))
    assert placeholders is None
    assert len(invariant.title) <= TITLE_LENGTH
    assert text.endswith(";\n")


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(INVARIANTS) == len(FILES)


def test_every_exact_invariant_has_a_mutation() -> None:
    exact = {invariant.id for invariant in INVARIANTS if invariant.kind == "exact"}
    assert {mutation.invariant for mutation in MUTATIONS} == exact


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("I13_x.sql", "SELECT 1;\n", "must open with"),
        ("I14_x.sql", "-- I13\n-- title: Something holds.\n-- tags: exact, cheap\nSELECT 1;\n", "header says I13"),
        ("I13_x.sql", "-- I13\n-- title: Something holds.\n-- tags: vague, cheap\nSELECT 1;\n", "tags must be"),
        ("I13_x.sql", "-- I13\n-- title: Something holds.\n-- tags: exact, cheap\nSELECT 1\n", "one statement"),
        (
            "I13_x.sql",
            "-- I13\n-- title: Something holds.\n-- tags: exact, cheap\nSELECT 1; SELECT 2;\n",
            "one statement",
        ),
    ],
)
def test_malformed_file_is_refused(name: str, text: str, complaint: str) -> None:
    with pytest.raises(MalformedInvariantError, match=complaint):
        catalogue.parse(name, text)


# In step with the schema ------------------------------------------------------------------------------------------


def pairs_in(invariant: str) -> set[tuple[str, str]]:
    """The ('table', 'name' pairs that open the rows of a file's lists."""
    return set(re.findall(r"\('(\w+)', '(\w+)'", BY_ID[invariant].query))


def test_i01_lists_every_foreign_key(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        rows = connection.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
        ).fetchall()
    assert pairs_in("I01") == set(rows)


def test_i01_follows_every_other_reference() -> None:
    query = BY_ID["I01"].query
    for table in metadata.tables.values():
        if "id" in table.c and table.name not in {"audit_logs", "risk_events"}:
            assert f"WHEN '{table.name}' THEN EXISTS (SELECT FROM {table.name} " in query
        for column in table.c:
            if "refers_to" in column.info:
                assert f"i.{column.name}" in query
            for value, target in (column.info.get("targets") or {}).items():
                assert f"WHEN '{value}' THEN EXISTS (SELECT FROM {target.removesuffix('.id')} " in query


def test_i02_lists_every_table_and_category() -> None:
    query = BY_ID["I02"].query
    assert set(re.findall(r"\('(\w+)', EXISTS", query)) == set(metadata.tables)
    categories = {
        (table.name, column.name, column.info["values"])
        for table in metadata.tables.values()
        for column in table.c
        if "values" in column.info
    }
    listed = {
        (table, column, tuple(re.findall(r"'([^']*)'", values)))
        for table, column, values in re.findall(r"\('(\w+)', '(\w+)', ARRAY\[([^]]*)\]", query)
    }
    assert listed == categories
    absent = re.findall(r"\('(\w+)', '(\w+)', '(\w+)', '", query)
    values = {(table, column, value) for table, column, allowed in categories for value in allowed}
    assert absent
    assert set(absent) <= values


def test_i31_looks_at_every_date() -> None:
    dates = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, Date | DateTime)
    }
    listed = {
        f"{table}.{column}"
        for table, column in re.findall(r"SELECT '(\w+)'(?: AS relation)?, '(\w+)'", BY_ID["I31"].query)
    }
    assert listed == dates - TIMELESS


def test_i43_counts_every_table() -> None:
    counted = re.findall(r"SELECT '(\w+)'(?: AS relation)?, count\(\*\)(?: AS rows)? FROM (\w+)", BY_ID["I43"].query)
    assert {table for table, source in counted if table == source} == set(metadata.tables)


# The runner -------------------------------------------------------------------------------------------------------


def test_every_query_runs_on_an_empty_schema(migrated_url: str) -> None:
    report = run(migrated_url, jobs=2)
    assert [result.invariant.id for result in report.results] == sorted(BY_ID)
    assert [result.error for result in report.results if result.error] == []
    assert {result.invariant.id for result in report.failed} == {"I02", "I06", "I43"}


def test_every_query_runs_on_the_oldest_server(postgres15_url: str) -> None:
    assert [result.error for result in run(postgres15_url).results if result.error] == []


def test_a_check_that_cannot_run_fails_and_the_others_still_run(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        connection.execute("DROP TABLE osa_metrics")
    results = {result.invariant.id: result for result in run(migrated_url, only=["I13", "I43"]).results}
    assert results["I43"].outcome == "error"
    assert results["I43"].failed
    assert "osa_metrics" in str(results["I43"].error)
    assert results["I13"].outcome == "holds"


@pytest.mark.parametrize("spelling", ["I13", "i13", "13"])
def test_only(migrated_url: str, spelling: str) -> None:
    assert [result.invariant.id for result in run(migrated_url, only=[spelling]).results] == ["I13"]


def test_unknown_invariant_is_named() -> None:
    with pytest.raises(UsageError, match="I99"):
        run("postgresql://nowhere.invalid/", only=["I13", "I99"])


def test_progress_counts_invariants(migrated_url: str) -> None:
    console = Console(record=True, file=io.StringIO())
    with reporter(console) as progress:
        run(migrated_url, only=["I13", "I14"], progress=progress)
    assert "verify: 2 invariants" in console.export_text()


def sample_report(tmp_path: Path) -> tuple[Report, dict[str, object]]:
    exact = Invariant("I90", "Exact things hold.", "exact", "cheap", "SELECT 1")
    band = Invariant("I91", "Bands hold.", "band", "cheap", "SELECT 1")
    violation = Violation("orders", "7", "1 case, lines: 2")
    report = Report([Result(exact, 0.5, 1, (violation,)), Result(band, 0.25, 3)], 0.75)
    report.write_json(tmp_path / "report.json")
    return report, json.loads((tmp_path / "report.json").read_text())


def test_report_fails_on_exact_invariants_only(tmp_path: Path) -> None:
    report, written = sample_report(tmp_path)
    assert [result.invariant.id for result in report.failed] == ["I90"]
    assert not report.ok
    assert report.summary() == "0 of 2 invariants hold (0.8 s); failed: I90"
    assert written["ok"] is False


def test_json_carries_the_violating_rows(tmp_path: Path) -> None:
    _, written = sample_report(tmp_path)
    assert written["invariants"][0] == {
        "id": "I90",
        "title": "Exact things hold.",
        "kind": "exact",
        "cost": "cheap",
        "outcome": "violated",
        "violations": 1,
        "sample": [{"relation": "orders", "key": "7", "problem": "1 case, lines: 2"}],
        "error": None,
        "seconds": 0.5,
    }


def test_table_shows_what_failed(tmp_path: Path) -> None:
    report, _ = sample_report(tmp_path)
    console = Console(width=120, record=True, file=io.StringIO())
    report.print(console)
    shown = console.export_text()
    assert "orders 7: 1 case, lines: 2" in shown
    assert "failed: I90" in shown


# On a load --------------------------------------------------------------------------------------------------------

SMALL_SCALE = "0.001"
"""The smallest world: every check runs on it in a fraction of a second."""


@pytest.fixture(scope="module")
def loaded_url(migrated_server: EmbeddedServer) -> Iterator[str]:
    """A database with a load of the smallest world."""
    name = sql.Identifier("verify_loaded")
    with psycopg.connect(migrated_server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE supplygen_head").format(name))
    url = migrated_server.url("verify_loaded")
    assert cli.run(["load", "--scale", SMALL_SCALE, "--database-url", url]) == 0
    yield url
    with psycopg.connect(migrated_server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="module")
def bench(loaded_url: str) -> Iterator[psycopg.Connection]:
    """A connection on which mutations run and are rolled back."""
    with psycopg.connect(loaded_url) as connection:
        for setting in runner.SESSION[1:]:
            connection.execute(setting)
        connection.commit()
        yield connection


def test_a_load_is_green(loaded_url: str) -> None:
    report = run(loaded_url)
    assert report.ok, [str(violation) for result in report.failed for violation in result.sample]


def broken_by(connection: psycopg.Connection, mutation: Mutation) -> set[str]:
    """Which invariants fail once the mutation is in."""
    for statement in mutation.statements:
        changed = connection.execute(statement).rowcount
    assert changed != 0, "the mutation found no row to break"
    results = [runner.check_on(connection, invariant) for invariant in INVARIANTS]
    assert [result.error for result in results if result.error] == []
    return {result.invariant.id for result in results if result.failed}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.invariant}-{one.name.replace(' ', '-')}")
def test_mutation_is_seen_by_its_check_alone(bench: psycopg.Connection, mutation: Mutation) -> None:
    try:
        assert broken_by(bench, mutation) == mutation.expected, mutation.because
    finally:
        bench.rollback()
