"""A published database with a subscriber that lives: what arrives there, and what stops it, is as announced."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from databases import load, migrate, oldest_server_programs, query
from fake_source import FakeSource
from supplygen import cli
from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import DatabaseUnavailableError

pytestmark = pytest.mark.thorough
TABLES = ("divisions", "plants", "audit_logs")
PATIENCE_S = 60
"""A worker that has stopped is started again every five seconds."""
NO_FOREIGN_KEYS = """
DO $$ DECLARE key record; BEGIN
    FOR key IN SELECT conrelid::regclass AS child, conname FROM pg_constraint WHERE contype = 'f' LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.child, key.conname);
    END LOOP;
END $$
"""


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def becomes(url: str, statement: str) -> None:
    """Wait until a query gives a row."""
    deadline = time.monotonic() + PATIENCE_S
    while not query(url, statement):
        assert time.monotonic() < deadline, statement
        time.sleep(0.1)


def counts(url: str) -> str:
    """A query that gives a row where the published tables have as many rows as those of `url`."""
    sizes = [query(url, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]
    return "SELECT 1 WHERE " + " AND ".join(
        f"(SELECT count(*) FROM {table}) = {size}" for table, size in zip(TABLES, sizes, strict=True)
    )


@pytest.fixture(params=[lambda: None, oldest_server_programs], ids=["18", "15"])
def published(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """A database, and one that subscribes to it."""
    bin_dir = request.param()
    home = Path(tempfile.mkdtemp(prefix="sg-"))
    home.chmod(0o755)
    server = EmbeddedServer(home, bin_dir)
    server.ensure_started()
    settings = ("wal_level = logical", "max_wal_senders = 4", "fsync = off")
    execute(server.url("postgres"), *(f"ALTER SYSTEM SET {setting}" for setting in settings))
    server.stop()
    server.ensure_started()
    execute(server.url("postgres"), "CREATE DATABASE source")
    migrate(server.url("source"))
    execute(server.url("postgres"), "CREATE DATABASE mirror TEMPLATE source")
    source, mirror = server.url("source"), server.url("mirror")
    execute(
        source,
        f"CREATE PUBLICATION ours FOR TABLE {', '.join(TABLES)}",
        "ALTER TABLE plants REPLICA IDENTITY FULL",
        "SELECT pg_create_logical_replication_slot('mirror', 'pgoutput')",
    )
    where = f"host={server.socket_dir} user=postgres dbname=source"
    execute(mirror, f"CREATE SUBSCRIPTION mirror CONNECTION '{where}' PUBLICATION ours WITH (create_slot = false)")
    becomes(mirror, "SELECT 1 FROM pg_subscription_rel HAVING bool_and(srsubstate = 'r')")
    yield source, mirror
    server.destroy()


def test_a_subscriber_follows_unless_foreign_keys_stop_it(published, capsys):
    source, mirror = published
    assert cli.run(["check", "--database-url", source]) == 0
    assert "a subscriber with foreign keys on them stops" in capsys.readouterr().out
    with pytest.raises(DatabaseUnavailableError, match="subscription mirror writes into"):
        load(mirror)

    load(source)
    becomes(mirror, "SELECT 1 FROM pg_stat_subscription_stats WHERE apply_error_count > 0")
    assert query(mirror, "SELECT count(*) FROM plants") == [(0,)]
    execute(mirror, NO_FOREIGN_KEYS)
    becomes(mirror, counts(source))

    load(source, FakeSource(logs=300), replace=True)
    becomes(mirror, counts(source))
    execute(source, "UPDATE plants SET name = 'published'")
    becomes(mirror, "SELECT 1 FROM plants HAVING bool_and(name = 'published')")
    assert query(source, "SELECT relreplident FROM pg_class WHERE relname = 'plants'") == [("f",)]

    assert cli.run(["reset", "--yes", "--quiet", "--database-url", source]) == 0
    becomes(mirror, counts(source))
    assert query(mirror, "SELECT count(*) FROM plants") == [(0,)]
