"""The server that is measured: a cluster of its own, with supplygen's settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from bench.cpu import cpu_seconds
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.postmaster import find_postmaster
from supplygen.embedded.server import ADMIN, EmbeddedServer

ROOT = Path(__file__).parents[1]
MIGRATED = "migrated"
"""The database at head, without rows, that others are copies of."""
EMPTY = "template1"
PROGRAMS = ("initdb", "postgres", "pg_dump", "pg_restore", "vacuumdb", "pgbench")


class Server:
    """A running server and its databases."""

    def __init__(self, embedded: EmbeddedServer, bin_dir: Path) -> None:
        """`embedded` runs; `bin_dir` holds its programs."""
        self._embedded = embedded
        self._bin_dir = bin_dir

    @property
    def pid(self) -> int:
        """Number of its first process."""
        postmaster = find_postmaster(self._embedded.data_dir)
        assert postmaster is not None
        return postmaster.pid

    @property
    def data_dir(self) -> Path:
        """Where its files are."""
        return self._embedded.data_dir.resolve()

    def program(self, name: str) -> Path:
        """Return the path of a program of its version."""
        return self._bin_dir / name

    def url(self, database: str = ADMIN) -> str:
        """Return the URL of a database."""
        return self._embedded.url(database)

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that all its processes have used so far."""
        return cpu_seconds(self.pid)

    def folder(self, name: str) -> Path:
        """Make a directory where both the server and we may write."""
        folder = self.data_dir / name
        folder.mkdir()
        owner = folder.parent.stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        return folder

    @contextmanager
    def database(self, name: str, template: str = EMPTY) -> Iterator[str]:
        """Lend a new database, by its URL, with nothing left in memory that a measured run would have to write."""
        self.create(name, template)
        with self._connection() as connection:
            connection.execute("CHECKPOINT")
        yield self.url(name)
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def create(self, name: str, template: str = EMPTY) -> None:
        """Make a database that stays."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with self._connection() as connection:
            connection.execute(statement)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(self.url(), autocommit=True)


@contextmanager
def running(home: Path, bin_dir: Path | None) -> Iterator[Server]:
    """Lend a new server in `home`; what was there is deleted, and so is this one afterwards."""
    programs = bin_dir or find_bin_dir()
    if missing := [name for name in PROGRAMS if not (programs / name).exists()]:
        sys.exit(f"{programs} lacks {', '.join(missing)}: name PostgreSQL's programs with --bindir")
    embedded = EmbeddedServer(home, programs)
    embedded.destroy()
    try:
        embedded.ensure_started()
        server = Server(embedded, programs)
        server.create(MIGRATED)
        config = Config(toml_file=ROOT / "pyproject.toml")
        config.attributes["url"] = server.url(MIGRATED)
        command.upgrade(config, "head")
        yield server
    finally:
        embedded.destroy()
