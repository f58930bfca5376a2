"""Dumps in the hands of others: DuckDB by the scripts that come along, and Polars."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from databases import ROOT, SMALL_SCALE, query
from supplygen import cli
from supplygen.schema import TABLES, schema_of

pytestmark = pytest.mark.thorough
QUESTIONS = ROOT / "python/supplygen/workload/questions"
VIEWS = ROOT / "migrations/sql/question_views"


@pytest.fixture(scope="module", params=["csv", "parquet"])
def directory(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of the company that `arrow` and `loaded_url` hold."""
    out = tmp_path_factory.mktemp("dump") / request.param
    assert cli.run(["dump", "--out", str(out), "--format", request.param, "--scale", SMALL_SCALE, "--quiet"]) == 0
    return out


@pytest.fixture(scope="module")
def duck(directory: Path) -> Iterator[Any]:
    """DuckDB, loaded by the scripts."""
    import duckdb

    with duckdb.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.chdir(directory)
        connection.execute("SET TimeZone = 'UTC'")
        for name in ("schema.duckdb.sql", "load.duckdb.sql"):
            connection.execute(Path(name).read_text())
        yield connection


def named(table: str) -> str:
    """A table's name in DuckDB."""
    schema = schema_of(TABLES[table])
    return table if schema == "public" else f"{schema}.{table}"


def test_duckdb_holds_every_value(duck: Any, arrow: dict[str, pa.Table]) -> None:
    differing = []
    for name, expected in arrow.items():
        read = duck.sql(f"FROM {named(name)}").to_arrow_table()
        plain = pa.schema([(field.name, without_dictionary(field.type)) for field in expected.schema])
        if not read.cast(plain).equals(expected.cast(plain)):
            differing.append(name)
    assert differing == []


def without_dictionary(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def test_duckdb_counts_and_adds_up_as_postgresql_does(duck: Any, loaded_url: str) -> None:
    for name, table in TABLES.items():
        money = [column.name for column in table.columns if str(column.type).startswith("NUMERIC(14, 2)")]
        asked = ", ".join(["count(*)", *(f"CAST(100 * sum({one}) AS bigint)" for one in money)])
        (expected,) = query(loaded_url, f"SELECT {asked} FROM {schema_of(table)}.{name}")
        assert duck.execute(f"SELECT {asked} FROM {named(name)}").fetchone() == expected, name


def test_duckdb_knows_what_may_be_null_and_all_comments(duck: Any) -> None:
    found = duck.execute(
        "SELECT table_name, column_name, is_nullable, comment FROM duckdb_columns() WHERE NOT internal"
    )
    declared = [(t.name, c.name, bool(c.nullable), c.comment) for t in TABLES.values() for c in t.columns]
    assert sorted(found.fetchall()) == sorted(declared)
    tables = duck.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    assert dict(tables) == {name: table.comment for name, table in TABLES.items()}


@pytest.mark.parametrize(("question", "view"), [("lane_routes", None), ("fill_rate", "fill_rate_by_abc_channel")])
def test_duckdb_answers_questions_as_postgresql_does(
    duck: Any, loaded_url: str, question: str, view: str | None
) -> None:
    if view is not None:
        created, _, _ = (VIEWS / f"{view}.sql").read_text().partition(";")
        duck.execute(created.replace("public.", "").replace("CREATE VIEW", "CREATE TEMP VIEW"))
    asked = (QUESTIONS / f"{question}.sql").read_text()
    answer = query(loaded_url, asked)
    assert answer
    assert rounded(duck.execute(asked).fetchall()) == rounded(answer)


def rounded(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    """Write fractions alike: DuckDB divides into doubles."""
    return [[round(float(one), 6) if isinstance(one, float | Decimal) else one for one in row] for row in rows]


def test_polars_reads_every_value(directory: Path, arrow: dict[str, pa.Table]) -> None:
    import polars as pl

    for number, (name, expected) in enumerate(arrow.items(), start=1):
        path = directory / f"{number:02}_{name}.{directory.name}"
        if directory.name == "parquet":
            read, made = pl.read_parquet(path), pl.DataFrame(expected)
        else:
            made = pl.DataFrame(as_written(expected))
            read = pl.read_csv(path, schema=made.schema)
        assert read.equals(made), name


def as_written(table: pa.Table) -> pa.Table:
    """Lists as PostgreSQL writes arrays, and categories as text: CSV knows neither."""
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(at, field.name, pa.array(map(array_literal, table.column(at).to_pylist())))
        elif pa.types.is_dictionary(field.type):
            table = table.set_column(at, field.name, table.column(at).cast(pa.string()))
    return table


def array_literal(elements: list[Any]) -> str:
    return "{" + ",".join(f'"{one}"' if isinstance(one, str) else str(one) for one in elements) + "}"
