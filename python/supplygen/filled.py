"""Databases that are filled once and copied for each use, on an embedded server that several processes may share.

Nobody works in a filled one itself, so that what is kept is what was loaded. It gets its name when it is complete.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

import supplygen
from supplygen.config import Settings
from supplygen.database.target import connect
from supplygen.embedded.server import ADMIN, EmbeddedServer

COPY_PREFIX = "copy_"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class FilledDatabase:
    """A filled database that is there to be copied."""

    server: EmbeddedServer
    name: str

    @contextmanager
    def copied(self) -> Iterator[str]:
        """Give the URL of a copy, which is dropped in the end with whatever is still connected."""
        copy = f"{COPY_PREFIX}{os.getpid()}_{next(_numbers)}"
        with _admin(self.server) as connection:
            # Not through the WAL: with nothing to wait for on the disk that is the faster way.
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
            connection.execute(statement.format(sql.Identifier(copy), sql.Identifier(self.name)))
        try:
            yield self.server.url(copy)
        finally:
            with _admin(self.server) as connection:
                _drop(connection, copy)


@contextmanager
def filled_database(home: Path, settings: Settings) -> Iterator[FilledDatabase]:
    """Have a filled database on the embedded server of `home`, which stops when the last process leaves it."""
    home.mkdir(parents=True, exist_ok=True)
    server = EmbeddedServer(home)
    with (home / "users").open("w") as users:
        is_alone = _lock_alone(users)
        if not is_alone:
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.ensure_started()
            if is_alone:
                _prepare(server)
                fcntl.flock(users, fcntl.LOCK_SH)
            yield FilledDatabase(server, _filled(server, settings))
        finally:
            if _lock_alone(users):
                server.stop()


def _lock_alone(users: IO[str]) -> bool:
    """Take the lock for ourselves, if no other process has it."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _prepare(server: EmbeddedServer) -> None:
    """Drop the copies of processes that were killed; wait for no disk, since what is lost can be made again."""
    with _admin(server) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        left = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [COPY_PREFIX])
        for (name,) in left.fetchall():
            _drop(connection, name)


def _filled(server: EmbeddedServer, settings: Settings) -> str:
    """Return the name of the database of these settings, filled by one process while the others wait."""
    name = f"filled_{_digest(settings)}"
    with (server.home / "filling").open("w") as turn, _admin(server) as connection:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not _exists(connection, name):
            unfinished = f"unfinished_{_digest(settings)}"
            if not _exists(connection, unfinished):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            from supplygen.api import load  # brings the model with it, which a filled database needs no more

            load(server.url(unfinished), settings, create=True)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def _digest(settings: Settings) -> str:
    """Sixteen hex digits that stand for a content, and for the release whose schema holds it."""
    made_of = [settings.content(), supplygen.__version__]
    return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _admin(server: EmbeddedServer) -> psycopg.Connection:
    return connect(server.url(ADMIN), "fixtures")
