"""What a server's configuration costs a load is said, with what changes it, to whoever may load."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from databases import query
from supplygen.cli import run
from supplygen.database.doctor import Advice, examine
from supplygen.database.target import connect
from supplygen.embedded.server import EmbeddedServer

GIB = 1 << 30
OLDEST = pytest.param("bin_dir15", marks=pytest.mark.thorough)


@pytest.fixture(scope="module", params=[None, OLDEST], ids=["18", "15"])
def private(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer]:
    """A server whose configuration is nobody else's."""
    bin_dir = request.getfixturevalue(request.param) if request.param else None
    home = Path(tempfile.mkdtemp(prefix="sg-"))
    home.chmod(0o755)
    server = EmbeddedServer(home, bin_dir)
    server.ensure_started()
    yield server
    server.destroy()


def execute(server: EmbeddedServer, *statements: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture
def configured(private: EmbeddedServer) -> Iterator[EmbeddedServer]:
    """The server, to be configured; afterwards it is as it was."""
    execute(private, "ALTER SYSTEM SET jit = off")  # Debian's compiles, the embedded one cannot
    restart(private)
    yield private
    execute(private, "ALTER SYSTEM RESET ALL")
    restart(private)


def restart(server: EmbeddedServer) -> None:
    server.stop()
    server.ensure_started()


@pytest.fixture
def doctor(capsys):
    """What the command says, as lines or from JSON."""

    def call(url: str, *flags: str):
        capsys.readouterr()
        assert run(["doctor", "--scale", "1", "--jobs", "1", "--database-url", url, *flags]) == 0
        out = capsys.readouterr().out
        return json.loads(out)["advice"] if flags else out.splitlines()[2:]

    return call


def settings(advice: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["kind"], one["setting"]) for one in advice]


def test_what_is_said_is_what_was_changed_and_following_it_leaves_nothing(configured, doctor):
    url = configured.url()
    assert doctor(url) == []
    execute(
        configured,
        "ALTER SYSTEM SET wal_level = 'replica'",
        "ALTER SYSTEM SET max_wal_senders = 3",
        "ALTER SYSTEM SET max_wal_size = '1GB'",
        "ALTER SYSTEM SET fsync = off",
        "ALTER DATABASE supplygen SET log_statement = 'all'",
        "ALTER ROLE postgres SET max_parallel_workers = 0",
    )
    restart(configured)
    assert doctor(url) == [
        "danger: fsync = off: what is sealed may be lost, and the cluster with it, when the machine fails:"
        " ALTER SYSTEM SET fsync = 'on' (reload)",
        "cost: max_parallel_workers = 0: neither index builds nor queries have a helper:"
        " ALTER ROLE postgres SET max_parallel_workers = '8' (next connection)",
        "cost: max_wal_size = 1GB: checkpoints fall into the load, whose WAL is up to 2251 MB:"
        " ALTER SYSTEM SET max_wal_size = '5GB' (reload)",
        "cost: wal_level = replica: rows and indexes are written twice, and up to 2251 MB are WAL:"
        " ALTER SYSTEM SET wal_level = 'minimal'; ALTER SYSTEM SET max_wal_senders = '0' (restart)",
        "note: log_statement = all: the hundreds of statements of a load are logged, its rows are not:"
        " ALTER DATABASE supplygen SET log_statement = 'none' (next connection)",
    ]
    for one in doctor(url, "--json"):
        execute(configured, *one["change"].split("; "))
    restart(configured)
    assert doctor(url) == []
    execute(configured, "ALTER DATABASE supplygen RESET ALL", "ALTER ROLE postgres RESET ALL")


def test_those_who_need_the_wal_are_named(configured, doctor):
    url = configured.url()
    execute(
        configured,
        "ALTER SYSTEM SET wal_level = 'replica'",
        "ALTER SYSTEM SET max_wal_senders = 3",
        "ALTER SYSTEM SET max_wal_size = '16GB'",
        "ALTER SYSTEM SET archive_mode = on",
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
    )
    restart(configured)
    execute(configured, "SELECT pg_create_physical_replication_slot('forgotten', true)")
    found = {one["setting"]: one for one in doctor(url, "--json")}
    execute(configured, "SELECT pg_drop_replication_slot('forgotten')")
    assert {name: one["kind"] for name, one in found.items()} == {
        "archive_mode": "danger",
        "replication slot forgotten": "danger",
        "synchronous_standby_names": "danger",
        "wal_level": "cost",
    }
    assert found["wal_level"]["change"] == "leave it: replication slot forgotten, the archive needs the WAL"
    assert found["archive_mode"]["cost"].startswith("nothing archives the WAL")


def test_a_role_without_rights_hears_what_it_may_not_see(configured, doctor):
    execute(configured, "DROP ROLE IF EXISTS loader", "CREATE ROLE loader LOGIN", "ALTER SYSTEM SET fsync = off")
    restart(configured)
    url = configured.url().replace("postgres@", "loader@")
    assert settings(doctor(url, "--json")) == [
        ("danger", "fsync"),
        ("unseen", "session_preload_libraries"),
        ("unseen", "shared_preload_libraries"),
    ]
    execute(configured, "GRANT pg_read_all_settings TO loader")
    assert settings(doctor(url, "--json")) == [("danger", "fsync")]
    execute(configured, "DROP ROLE loader")


def test_libraries_a_place_that_is_emptied_and_the_url_are_judged(configured, doctor):
    place = configured.home / "scratch"
    place.mkdir()
    owner = configured.data_dir.stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    execute(
        configured,
        f"CREATE TABLESPACE scratch LOCATION '{place}'",
        "CREATE DATABASE elsewhere TABLESPACE scratch",
        "LOAD 'auto_explain'",  # the oldest server knows a library's settings only then
        "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain'",
        "ALTER SYSTEM SET auto_explain.log_analyze = on",
        "ALTER SYSTEM RESET jit",
    )
    restart(configured)
    url = configured.url("elsewhere")
    compiles = query(url, "SELECT pg_jit_available()") == [(True,)]
    found = doctor(f"{url}&options=-cstatement_timeout%3D5s", "--json")
    execute(configured, "DROP DATABASE elsewhere", "DROP TABLESPACE scratch")
    assert settings(found) == [
        ("danger", "statement_timeout"),
        ("danger", "tablespace scratch"),
        ("note", "auto_explain.log_analyze"),
        *[("note", "jit")] * compiles,
        ("note", "shared_preload_libraries"),
    ]
    assert found[0]["change"] == "in the URL or PGOPTIONS SET statement_timeout = '0'"


@pytest.mark.parametrize(
    ("memory", "shared_memory", "named"),
    [
        (64 * GIB, GIB, set()),
        (None, None, set()),
        (4 * GIB, GIB, {"maintenance_work_mem"}),
        (64 * GIB, GIB // 16, {"dynamic_shared_memory_type"}),
    ],
)
def test_the_memory_of_the_machine_is_judged_where_it_is_seen(database_url, memory, shared_memory, named):
    with connect(database_url) as connection:
        found: list[Advice] = examine(connection, GIB, 16, memory, shared_memory)
    assert {one.setting for one in found} - {"fsync"} == named  # the tests' own server does without


def test_the_machine_is_told(database_url, capsys):
    assert run(["doctor", "--json", "--database-url", database_url]) == 0
    machine = json.loads(capsys.readouterr().out)["machine"]
    assert machine["server_is_local"]
    assert 1 <= machine["jobs"] <= machine["cores"]


def test_nothing_is_started(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("SUPPLYGEN_HOME", str(tmp_path))
    assert run(["doctor"]) == 3
    assert "no embedded PostgreSQL in" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
