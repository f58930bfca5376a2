"""A PostgreSQL server for the session, and fresh databases on it."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from databases import SMALL_SCALE, declarations, hashes, interrupt, load, migrate, oldest_server_programs
from supplygen import cli
from supplygen.embedded.server import EmbeddedServer
from supplygen.inspect.fingerprint import TableFingerprint
from supplygen.verify import runner
from tools.docs.questions import SETTINGS

TEMPLATE = "supplygen_head"
SHARED_MEMORY = Path("/dev/shm")
SERVER_BYTES = 4 << 30
"""What the server of a session and its largest load take on disk, twice over."""
_numbers = itertools.count(1)

# The same examples every time and no time limit for one: what passes here passes on a slower machine. With
# HYPOTHESIS_PROFILE=explore the examples are new in each run.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def _no_ambient_target() -> Iterator[None]:
    """Tests must not touch the database that the developer works with."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("SUPPLYGEN_", "PG")) or name == "DATABASE_URL"]:
            patch.delenv(name)
        yield


def _in_memory() -> Path | None:
    """A file system in memory, where there is one with room: a copy of a template is ten times as fast there."""
    roomy = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= SERVER_BYTES
    return SHARED_MEMORY if roomy else None


def _serve(bin_dir: Path | None) -> Iterator[EmbeddedServer]:
    # Not pytest's own temporary directory: its path is long for a socket and closed to other accounts.
    home = Path(tempfile.mkdtemp(prefix="sg-", dir=_in_memory()))
    home.chmod(0o755)
    server = EmbeddedServer(home, bin_dir)
    server.ensure_started()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        # Tests kill clients, never this server: nothing depends on its disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.destroy()
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def server(_no_ambient_target: None) -> Iterator[EmbeddedServer]:
    """The server that most tests use."""
    yield from _serve(None)


@pytest.fixture(scope="session")
def bin_dir15() -> Path:
    """Programs of the oldest supported server, where this machine has them."""
    return oldest_server_programs()


@pytest.fixture(scope="session")
def server15(_no_ambient_target: None, bin_dir15: Path) -> Iterator[EmbeddedServer]:
    """The oldest supported server."""
    yield from _serve(bin_dir15)


def _template(server: EmbeddedServer) -> EmbeddedServer:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    migrate(server.url(TEMPLATE))
    return server


@pytest.fixture(scope="session")
def migrated_server(server: EmbeddedServer) -> EmbeddedServer:
    """`server` with a database at head to copy from."""
    return _template(server)


@pytest.fixture(scope="session")
def migrated_server15(server15: EmbeddedServer) -> EmbeddedServer:
    """`server15` with a database at head to copy from."""
    return _template(server15)


def _copy(server: EmbeddedServer, template: str, name: str) -> None:
    # A third of the time of a copy through the WAL, where no disk is waited for.
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))


def _fresh(server: EmbeddedServer, template: str = "template1") -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    identifier = sql.Identifier(name)
    _copy(server, template, name)
    yield server.url(name)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))


@pytest.fixture
def database_url(server: EmbeddedServer) -> Iterator[str]:
    """A fresh, empty database."""
    yield from _fresh(server)


@pytest.fixture
def migrated_url(migrated_server: EmbeddedServer) -> Iterator[str]:
    """A fresh database at the head of the migrations."""
    yield from _fresh(migrated_server, TEMPLATE)


@pytest.fixture
def other_migrated_url(migrated_server: EmbeddedServer) -> Iterator[str]:
    """A second one, for tests that compare two databases."""
    yield from _fresh(migrated_server, TEMPLATE)


@pytest.fixture(scope="session")
def at_head(migrated_server: EmbeddedServer) -> set[tuple[Any, ...]]:
    """What a database at head says of its tables, which tests/migrations holds against the metadata."""
    return declarations(migrated_server.url(TEMPLATE))


def _made(server: EmbeddedServer, name: str, make: Callable[[str], object]) -> str:
    """Name of a database to copy from, at head and then as `make` leaves it: a copy costs a fiftieth of a load."""
    _copy(server, TEMPLATE, name)
    make(server.url(name))
    return name


@pytest.fixture(scope="session")
def _complete(migrated_server: EmbeddedServer) -> str:
    return _made(migrated_server, "complete", load)


@pytest.fixture(scope="session")
def _unfinished(migrated_server: EmbeddedServer) -> str:
    return _made(migrated_server, "unfinished", interrupt)


@pytest.fixture
def complete_url(migrated_server: EmbeddedServer, _complete: str) -> Iterator[str]:
    """A fresh database that an undisturbed load of five small tables has filled."""
    yield from _fresh(migrated_server, _complete)


@pytest.fixture
def unfinished_url(migrated_server: EmbeddedServer, _unfinished: str) -> Iterator[str]:
    """A fresh database in which such a load has been interrupted."""
    yield from _fresh(migrated_server, _unfinished)


@pytest.fixture(scope="session")
def reference(migrated_server: EmbeddedServer, _complete: str) -> list[TableFingerprint]:
    """Fingerprints of an undisturbed load of five small tables."""
    return hashes(migrated_server.url(_complete))


@pytest.fixture
def postgres15_url(migrated_server15: EmbeddedServer) -> Iterator[str]:
    """A fresh database at head on the oldest supported server."""
    yield from _fresh(migrated_server15, TEMPLATE)


@pytest.fixture(scope="session")
def loaded_url(migrated_server: EmbeddedServer) -> Iterator[str]:
    """A database with a load of a very small world, which nobody changes for good."""
    for url in _fresh(migrated_server, TEMPLATE):
        assert cli.run(["load", "--scale", SMALL_SCALE, "--database-url", url]) == 0
        yield url


@pytest.fixture(scope="module")
def loaded_copy_url(migrated_server: EmbeddedServer, loaded_url: str) -> Iterator[str]:
    """A copy of that load, which the tests of a module may add to."""
    yield from _fresh(migrated_server, str(conninfo_to_dict(loaded_url)["dbname"]))


@pytest.fixture
def bench(loaded_url: str) -> Iterator[psycopg.Connection]:
    """A connection to that load on which anything may be changed, since all of it is rolled back."""
    with psycopg.connect(loaded_url) as connection:
        for setting in runner.QUERY_SETTINGS:
            connection.execute(setting.replace("SET LOCAL", "SET").replace(", true)", ", false)"))
        connection.commit()
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def standard_url(migrated_server: EmbeddedServer) -> Iterator[str]:
    """A database loaded as docs/questions.md wants it; tests read it or roll back."""
    for url in _fresh(migrated_server, TEMPLATE):
        flags = ["--scale", str(SETTINGS.scale), "--seed", str(SETTINGS.seed)]
        assert cli.run(["load", *flags, "--quiet", "--database-url", url]) == 0
        yield url


@pytest.fixture
def standard_connection(standard_url: str) -> Iterator[psycopg.Connection]:
    """A connection to it that changes nothing."""
    with psycopg.connect(standard_url) as connection:
        yield connection
        connection.rollback()
