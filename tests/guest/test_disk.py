"""The WAL that a load leaves counts where the server keeps it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from databases import migrate
from supplygen.cli import run
from supplygen.database.target import connect
from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import DiskSpaceError
from supplygen.load import disk
from supplygen.load.disk import wal_bytes

NEEDED = 1 << 40


@pytest.fixture
def replicated() -> Iterator[EmbeddedServer]:
    """A server that keeps WAL for others."""
    home = Path(tempfile.mkdtemp(prefix="sg-"))
    home.chmod(0o755)
    server = EmbeddedServer(home)
    server.ensure_started()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        for setting in ("wal_level = replica", "max_wal_senders = 2", "max_wal_size = '1GB'", "fsync = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
    server.stop()
    server.ensure_started()
    yield server
    server.destroy()


@pytest.mark.thorough
def test_wal_is_counted_as_far_as_the_server_keeps_it(migrated_url, replicated, monkeypatch, capsys):
    with connect(migrated_url) as connection:
        assert wal_bytes(connection, NEEDED) == 0  # wal_level is minimal
    url = replicated.url()
    with connect(url) as connection:
        assert wal_bytes(connection, NEEDED) == 1 << 30
        connection.execute("SELECT pg_create_physical_replication_slot('forgotten', true)")
        assert wal_bytes(connection, NEEDED) == NEEDED
    migrate(url)
    free = disk.shutil.disk_usage("/").free
    monkeypatch.setattr("supplygen.load.phases.estimated_bytes", lambda *_: free * 2 // 3)
    assert run(["load", "--scale", "0.001", "--quiet", "--database-url", url]) == DiskSpaceError.exit_code
    assert "the load needs about" in capsys.readouterr().err
