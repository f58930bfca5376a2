"""What tests do with a database: migrate it, load it, ask it, and break off a load."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from psycopg import sql

from fake_source import FakeSource
from supplygen import cli
from supplygen.config import Settings
from supplygen.database import catalog
from supplygen.database.company_schema import CompanySchema
from supplygen.database.session import open_session
from supplygen.inspect.fingerprint import TableFingerprint, read_fingerprints
from supplygen.load.phases import Load, LoadReport
from supplygen.progress import SILENT
from supplygen.schema.graph import level_graph

ROOT = Path(__file__).parents[1]
"""The checkout."""

TESTS = Path(__file__).parent

SMALL_SCALE = "0.0021"
"""A world so small that every check runs on it in a fraction of a second, and large enough for goods to move between
centers."""

SETTINGS = Settings(jobs=2)
NAMES = level_graph().names
TINY = ("--scale", "0.001", "--weeks", "4", "--quiet")
"""Flags of the smallest load there is of the real company."""

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
DECLARATIONS = """
    WITH ours AS (
        SELECT pg_class.oid FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind = 'r' AND nspname IN ('public', 'supplygen') AND relname <> 'alembic_version'
    )
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint JOIN ours ON ours.oid = conrelid
    UNION ALL
    SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN ours ON ours.oid = indrelid
    UNION ALL
    SELECT 'column', attrelid::regclass::text, attname, concat_ws(' ', attnum, format_type(atttypid, atttypmod),
        attnotnull, attidentity, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
    FROM pg_attribute JOIN ours ON ours.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0
    UNION ALL
    SELECT 'table', oid::regclass::text, '', obj_description(oid, 'pg_class') FROM ours
"""
"""Everything that the declaration says about a table; `alembic check` leaves out CHECK constraints and more."""


class ProducerBrokenError(Exception):
    """Something unexpected while rows are being made."""


def alembic_config(url: str | None = None) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def oldest_server_programs() -> Path:
    """Directory of the programs of the oldest supported server; skips the test where this machine has none."""
    bin_dir = Path(os.environ.get("TEST_PG_BIN") or "/usr/lib/postgresql/15/bin")
    if not (bin_dir / "postgres").exists():
        pytest.skip(f"no PostgreSQL 15 in {bin_dir}; set TEST_PG_BIN")
    return bin_dir


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database to a revision."""
    command.upgrade(alembic_config(url), revision)


def answers(url: str) -> None:
    """Wait until a server, or the pooler before it, lets us in."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, f"{url} lets nobody in"
            time.sleep(0.05)


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchall()


def call(*arguments: str, url: str) -> int:
    """Run a command on a database; its exit code."""
    return cli.run([*arguments, "--database-url", url])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a refusal is."""
    text = capsys.readouterr().err
    assert text.count("\n") == 1, text
    return text


def rows(url: str, statement: str) -> set[tuple[Any, ...]]:
    return set(query(url, statement))


def declarations(url: str) -> set[tuple[Any, ...]]:
    """All that the database says of our tables: equal where `alembic check` finds the same, in a tenth of its time."""
    return rows(url, DECLARATIONS)


def objects(url: str) -> Iterable[object]:
    """Keys and indexes of all tables."""
    with open_session(url, "test") as connection:
        return catalog.objects(connection, NAMES)


def counts(url: str) -> dict[str, int]:
    """Rows of all tables, which take a twentieth of the time of their hashes."""
    with psycopg.connect(url) as connection:
        statement = sql.SQL("SELECT count(*) FROM {}")
        company = CompanySchema.of(connection)
        found = {name: connection.execute(statement.format(company.identifier(name))).fetchone() for name in NAMES}
    return {name: row[0] for name, row in found.items() if row}


def hashes(url: str) -> list[TableFingerprint]:
    return read_fingerprints(url, level_graph().tables, 2)


def load(url: str, source: object = None, *, settings: Settings = SETTINGS, **options: Any) -> LoadReport:
    """Load five small tables."""
    return Load(url, settings, level_graph().tables, source or FakeSource(), SILENT).run(**options)


def interrupt(url: str, table: str = "audit_logs", committed: str = "plants") -> None:
    """Load until just before `table`, wait until `committed` is, and fail."""

    def before(name: str) -> None:
        if name == table:
            deadline = time.monotonic() + 30
            while committed and not query(url, f"SELECT 1 FROM supplygen.ledger WHERE table_name = '{committed}'"):
                assert time.monotonic() < deadline, f"{committed} was never committed"
                time.sleep(0.01)
            raise ProducerBrokenError

    with pytest.raises(ProducerBrokenError):
        load(url, FakeSource(before=before))
