"""The invariants: well-formed files, in step with the schema, green on a load, and each able to fail."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from rich.console import Console
from sqlalchemy import Date, DateTime

from databases import SMALL_SCALE
from mutations import MUTATIONS, Mutation
from mutations.mutation import drop_checks
from supplygen import cli
from supplygen.cli.displays import reporter
from supplygen.errors import UsageError
from supplygen.schema import TABLES, metadata, values_of
from supplygen.verify import Choice, Report, Result, Violation, registry, run, runner
from supplygen.verify.registry import Invariant, MalformedInvariantError

INVARIANTS = registry.load()
BY_ID = {invariant.id: invariant for invariant in INVARIANTS}
FILES = sorted(registry.sql_files(), key=lambda entry: entry.name)

TITLE_LENGTH = 115
"""What a line of the table on a wide terminal has room for."""

TIMELESS = {
    "business_rules.valid_from",
    "calendar.calendar_date",
    "carrier_contracts.start_date",
    "carrier_contracts.end_date",
    "carrier_rates.valid_from",
    "carrier_rates.valid_to",
    "certifications.valid_from",
    "certifications.valid_to",
    "carbon_prices.valid_from",
    "customer_conditions.valid_from",
    "customer_conditions.valid_to",
    "emission_factors.valid_from",
    "exchange_rates.rate_month",
    "price_lists.announced_date",
    "price_lists.valid_from",
    "price_lists.valid_to",
    "public_holidays.holiday_date",
    "retail_locations.opened_date",
    "skus.discontinue_date",
    "skus.launch_date",
    "supplier_ingredients.contract_start_date",
    "supplier_ingredients.contract_end_date",
}
"""Dates of master data that outlast any horizon; I31 says so too."""


# A part of the tables ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda one: one.id)
@pytest.mark.thorough
def test_an_invariant_names_the_tables_that_it_reads(bench: psycopg.Connection, invariant: Invariant) -> None:
    """So that `fits` sees them: what the server would read is what the text says, views aside."""
    plan = bench.execute(f"EXPLAIN (FORMAT JSON) {invariant.query}").fetchone()
    assert plan is not None
    read = set(re.findall(r"'Relation Name': '(\w+)'", str(plan[0]))) & set(TABLES)
    assert read
    assert invariant.fits(TABLES) != any(view in invariant.query for view in registry.WIDE_VIEWS)
    for table in read:
        assert invariant.fits(set(TABLES) - {table}) == invariant.part, table


# The files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_is_well_formed_psql(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    invariant = registry.parse(file.name, text)
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
    assert {name for name, mutations in MUTATIONS.items() if mutations} == set(MUTATIONS) == exact


def test_a_mutation_that_breaks_more_says_why() -> None:
    for mutation in (one for mutations in MUTATIONS.values() for one in mutations):
        assert set(mutation.breaks) <= set(MUTATIONS), mutation.name
        assert bool(mutation.breaks) == bool(mutation.because), mutation.name


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
        registry.parse(name, text)


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
        for column in table.c:
            if "refers_to" in column.info:
                assert f"i.{column.name}" in query
            for value, target in (column.info.get("targets") or {}).items():
                assert f"WHEN '{value}' THEN EXISTS (SELECT FROM {target.removesuffix('.id')} " in query


def test_i02_excuses_values_that_exist() -> None:
    absent = re.findall(r"(?<!IN )\('(\w+)', '(\w+)', '(\w+)', '", BY_ID["I02"].query)  # the planted ones as well
    assert absent
    for table, column, value in absent:
        assert value in values_of(table, column), (table, column, value)


DATES = {
    f"{table}.{column}": kind
    for table, column, kind in re.findall(
        r"SELECT '(\w+)'(?: AS relation)?, '(\w+)'(?: AS field)?, '(\w+)'", BY_ID["I31"].query
    )
}
"""What I31 looks at, and which bounds it has."""


def test_i31_looks_at_every_date() -> None:
    dates = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, Date | DateTime)
    }
    assert set(DATES) == dates - TIMELESS


def test_i02_looks_into_every_table(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        rows = connection.execute(BY_ID["I02"].query).fetchall()  # type: ignore[arg-type]
    assert {relation for relation, _, problem in rows if problem == "no rows"} == set(TABLES)


# The runner -------------------------------------------------------------------------------------------------------


def test_every_query_runs_on_an_empty_schema(migrated_url: str) -> None:
    report = run(migrated_url, jobs=2)
    assert [result.invariant.id for result in report.results] == sorted(BY_ID)
    assert [result.error for result in report.results if result.error] == []
    assert {result.invariant.id for result in report.failed} == {"I02", "I06", "I43", "I44"}


def test_every_query_runs_on_the_oldest_server(postgres15_url: str) -> None:
    assert [result.error for result in run(postgres15_url).results if result.error] == []


def test_a_check_that_cannot_run_fails_and_the_others_still_run(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        connection.execute("DROP TABLE osa_metrics")
    results = {result.invariant.id: result for result in run(migrated_url, Choice(["I13", "I42"])).results}
    assert results["I42"].outcome == "error"
    assert results["I42"].failed(strict=False)
    assert "osa_metrics" in str(results["I42"].error)
    assert results["I13"].outcome == "holds"


@pytest.mark.parametrize("spelling", ["I13", "i13", "13"])
def test_only(migrated_url: str, spelling: str) -> None:
    assert [result.invariant.id for result in run(migrated_url, Choice([spelling])).results] == ["I13"]


def test_unknown_invariant_is_named() -> None:
    with pytest.raises(UsageError, match="I99"):
        run("postgresql://nowhere.invalid/", Choice(["I13", "I99"]))


def test_progress_counts_invariants(migrated_url: str) -> None:
    console = Console(record=True, file=io.StringIO())
    with reporter(console) as progress:
        run(migrated_url, Choice(["I13", "I14"]), progress=progress)
    assert "verify: 2 invariants" in console.export_text()


def sample_report(tmp_path: Path) -> tuple[Report, dict[str, object]]:
    exact = Invariant("I90", "Exact things hold.", "exact", "cheap", "SELECT 1")
    good = Invariant("I91", "Other things hold.", "exact", "expensive", "SELECT 1", ("orders.id",))
    violation = Violation("orders", "7", "1 case, lines: 2")
    report = Report([Result(exact, 0.5, 1, (violation,)), Result(good, 0.25, percent=5.0)], 0.75)
    report.write_json(tmp_path / "report.json")
    return report, json.loads((tmp_path / "report.json").read_text())


def test_report_fails_where_rows_break_an_invariant(tmp_path: Path) -> None:
    report, written = sample_report(tmp_path)
    assert [result.invariant.id for result in report.failed] == ["I90"]
    assert not report.ok
    assert report.summary() == "1 of 2 invariants hold (0.8 s); failed: I90"
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
        "sampled_percent": None,
        "error": None,
        "seconds": 0.5,
    }
    assert written["invariants"][1]["sampled_percent"] == 5.0


def test_table_shows_what_failed_and_what_was_sampled(tmp_path: Path) -> None:
    report, _ = sample_report(tmp_path)
    console = Console(width=120, record=True, file=io.StringIO())
    report.print(console)
    shown = console.export_text()
    assert "orders 7: 1 case, lines: 2" in shown
    assert "exact, 5 %" in shown
    assert "failed: I90" in shown


# On a load --------------------------------------------------------------------------------------------------------


def test_a_load_is_green(loaded_url: str) -> None:
    report = run(loaded_url)
    assert report.ok, [str(violation) for result in report.failed for violation in result.sample]


OVERLAPPING = """
[RSK-LOG-002]
port = "CNSHA"
start_week = 10
days = 30

[RSK-SUP-003]
on_time_rate = 1.0
start_week = 2
weeks = 40

[QRK-CASCADE]
ingredient = "ING-PALM-001"
start_week = 12
days = 9
"""
"""Both events in ports, and both on the supply side, meet in the same rows."""


@pytest.mark.thorough
def test_a_scenario_whose_events_meet_is_green(migrated_url: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OVERLAPPING)
    settings = ["--scale", SMALL_SCALE, "--scenario", str(tmp_path / "mine.toml")]
    assert cli.run(["load", *settings, "--database-url", migrated_url]) == 0
    report = run(migrated_url)
    assert report.ok, [str(violation) for result in report.failed for violation in result.sample]
    with psycopg.connect(migrated_url) as connection:
        both = connection.execute(
            "SELECT count(*) - count(DISTINCT (table_name, row_key)) FROM supplygen.injection"
            " WHERE event_code IN ('RSK-LOG-002', 'QRK-CONGESTION', 'RSK-SUP-003', 'QRK-CASCADE')"
        ).fetchone()
    assert both is not None
    assert both[0] > 0


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("start_date - 85", {"fact", "run_in", "plan"}),
        ("start_date - 1", {"fact"}),
        ("start_date + 7 * weeks + 1", {"fact", "run_in", "history"}),
    ],
)
def test_i31_sees_each_date_outside(bench: psycopg.Connection, day: str, kinds: set[str]) -> None:
    bench.execute("SET LOCAL TimeZone = 'UTC'")
    for field in DATES:
        table, column = field.split(".")
        bench.execute(drop_checks(table))
        bench.execute(
            f"UPDATE {table} SET {column} = (SELECT {day} FROM supplygen.run)"
            f" WHERE ctid = (SELECT min(ctid) FROM {table} WHERE {column} IS NOT NULL)"
        )
    query = f"SELECT DISTINCT relation || '.' || split_part(problem, ' ', 1) FROM ({BY_ID['I31'].query}) AS violation"
    seen = {field for (field,) in bench.execute(query)}
    assert seen == {field for field, kind in DATES.items() if kind in kinds}


CHANGED = "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
KEYS = {column.name for table in metadata.tables.values() for column in table.primary_key}


def set_columns(statements: tuple[str, ...]) -> set[str]:
    """The columns, and perhaps some more, that UPDATEs set; none where rows come or go, since that changes them all."""
    if not all(statement.lstrip().startswith(("UPDATE", "DO")) for statement in statements):
        return set()
    return {column for one in statements for column in re.findall(r"(?:\bSET|,)\s+(\w+)(?:\[\d+\])? = ", one)}


def may_see(invariant: Invariant, tables: set[str], columns: set[str]) -> bool:
    """Whether the query reads such a column of such a table: it names both, or runs queries on keys that it makes."""
    names_column = not columns or names(invariant.query, columns)
    if "ts_stat" in invariant.query and (not columns or columns & KEYS):
        return True
    return not tables or (names(invariant.query, tables) and names_column)


def names(query: str, words: set[str]) -> bool:
    return re.search(rf"\b({'|'.join(words)})\b", query) is not None


def broken_by(connection: psycopg.Connection, mutations: Sequence[Mutation], among: Iterable[str] = BY_ID) -> set[str]:
    """Which of the invariants `among` fail once the mutations are in; one that reads none of what is changed holds.

    Where no row is changed, the schema is, and all are checked.
    """
    for mutation in mutations:
        apply(connection, mutation)
    tables = {table for (table,) in connection.execute(CHANGED)}
    sets = [set_columns(mutation.statements) for mutation in mutations]
    columns = set[str]().union(*sets) if all(sets) else set[str]()
    exact = [BY_ID[name] for name in among if BY_ID[name].kind == "exact"]
    results = [runner.check_on(connection, invariant) for invariant in exact if may_see(invariant, tables, columns)]
    connection.rollback()
    assert [result.error for result in results if result.error] == []
    return {result.invariant.id for result in results if result.violations}


def apply(connection: psycopg.Connection, mutation: Mutation) -> None:
    changed = 0
    for statement in mutation.statements:
        changed = connection.execute(statement).rowcount
    if changed == 0:
        raise NoRowToBreakError(mutation.name)


class NoRowToBreakError(Exception):
    """A mutation does not find what it means to break."""


def together(connection: psycopg.Connection, mutations: Sequence[Mutation]) -> Iterator[list[Mutation]]:
    """Split mutations into groups that can be in the same transaction: none takes the row away that another breaks."""
    left = list(mutations)
    while left:
        group = []
        with connection.transaction(force_rollback=True):
            for mutation in left:
                try:
                    with connection.transaction():
                        apply(connection, mutation)
                except (NoRowToBreakError, psycopg.Error):
                    continue
                group.append(mutation)
        assert group, [mutation.name for mutation in left]
        yield group
        left = [mutation for mutation in left if mutation not in group]


def breaking_more(connection: psycopg.Connection, invariant: str, group: Sequence[Mutation]) -> list[str]:
    """Which mutations of the group do not break exactly what they say, found by halving where all together do not."""
    if broken_by(connection, group) == {invariant}.union(*(mutation.breaks for mutation in group)):
        return []
    if len(group) == 1:
        return [group[0].name]
    half = len(group) // 2
    return [name for part in (group[:half], group[half:]) for name in breaking_more(connection, invariant, part)]


@pytest.mark.parametrize("invariant", MUTATIONS)
def test_mutations_are_seen_by_their_check(bench: psycopg.Connection, invariant: str) -> None:
    for mutation in MUTATIONS[invariant]:
        expected = {invariant, *mutation.breaks}
        assert broken_by(bench, [mutation], expected) == expected, (mutation.name, mutation.because)


@pytest.mark.thorough
@pytest.mark.parametrize("invariant", MUTATIONS)
def test_mutations_are_seen_by_their_check_alone(bench: psycopg.Connection, invariant: str) -> None:
    for group in list(together(bench, MUTATIONS[invariant])):
        assert breaking_more(bench, invariant, group) == []
