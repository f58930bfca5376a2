"""Through pgbouncer: small pools are noticed; one of transactions is refused for a load, and left clean by readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from databases import NAMES, answers, load, objects, query
from supplygen import cli
from supplygen.config import Settings
from supplygen.embedded.account import server_account
from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import DatabaseUnavailableError
from supplygen.load import connections
from supplygen.load.reset import empty_database

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="no pgbouncer on this machine")

CONFIGURATION = """
[databases]
* = host={server} port=5432 user=postgres
[pgbouncer]
unix_socket_dir = {home}
listen_port = 6432
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 200
server_round_robin = {round_robin}
logfile = {home}/log
"""


@pytest.fixture
def pooled(migrated_server: EmbeddedServer, migrated_url: str) -> Iterator[Callable[..., str]]:
    """Starts a pooler before a fresh database, and gives its URL."""
    processes = []
    account = server_account(migrated_server.data_dir)

    def start(mode: str, size: int, *, round_robin: int = 0) -> str:
        home = Path(f"/tmp/sgp-{os.getpid()}-{len(processes)}")
        home.mkdir(exist_ok=True)
        home.chmod(0o777)
        values = {"server": migrated_server.socket_dir, "home": home, "mode": mode, "size": size}
        (home / "ini").write_text(CONFIGURATION.format(**values, round_robin=round_robin))
        processes.append(subprocess.Popen([str(PGBOUNCER), "-q", str(home / "ini")], user=account.uid))
        database = query(migrated_url, "SELECT current_database()")[0][0]
        url = f"postgresql://postgres@/{database}?host={home}&port=6432"
        answers(url)
        return url

    yield start
    for number, process in enumerate(processes):
        process.kill()
        process.wait()
        shutil.rmtree(f"/tmp/sgp-{os.getpid()}-{number}")


def settings_of(url: str) -> list[tuple[str, str]]:
    """What an application gets from the pool; with a pool of one it is the session that we had."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
        connection.execute("CREATE TABLE mine ()")
        connection.execute("DROP TABLE mine")
        return connection.execute(
            "SELECT name, setting FROM pg_settings WHERE source = 'session' AND name <> 'application_name' ORDER BY 1"
        ).fetchall()


@pytest.mark.parametrize("round_robin", [0, 1])
def test_a_pool_of_transactions_is_refused_for_a_load_and_a_reset(pooled, migrated_url, round_robin):
    url, before = pooled("transaction", 20, round_robin=round_robin), objects(migrated_url)
    clean = settings_of(url)
    for command in (load, lambda url: empty_database(url, NAMES)):
        with pytest.raises(
            DatabaseUnavailableError, match="a pooler that pools transactions, and a load needs sessions"
        ):
            command(url)
    assert settings_of(url) == clean
    assert objects(migrated_url) == before
    assert query(migrated_url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == []


def test_readers_work_through_a_pool_of_transactions_and_leave_nothing_behind(pooled, migrated_url, capsys):
    load(migrated_url)
    url = pooled("transaction", 1)
    clean = settings_of(url)
    for command in (
        ["status"],
        ["fingerprint", "--jobs", "1"],
        ["verify", "--only", "I13,I14"],
        ["manifest"],
        ["check"],
    ):
        assert cli.run([*command, "--database-url", url]) == 0, capsys.readouterr().err
        assert settings_of(url) == clean, command


def test_a_load_goes_through_a_pool_of_sessions(pooled, migrated_url):
    before = objects(migrated_url)
    load(pooled("session", 12))
    assert objects(migrated_url) == before


@pytest.mark.thorough
def test_a_pool_smaller_than_the_streams_is_noticed_in_seconds(pooled, migrated_url, monkeypatch):
    monkeypatch.setattr(connections, "POOL_PATIENCE_S", 2.0)
    url, before = pooled("session", 6), objects(migrated_url)
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailableError, match=r"the pooler or server has let 6 connections work .*opens 8"):
        load(url)
    assert time.monotonic() - began < 15
    assert objects(migrated_url) == before
    with pytest.raises(DatabaseUnavailableError, match="load opens 7"):
        load(url, settings=Settings(connections=7))


@pytest.mark.thorough
@pytest.mark.parametrize("mix", ["questions", "orders"])
def test_a_workload_goes_through_a_pool_of_transactions(pooled, migrated_url, mix):
    assert cli.run(["load", "--scale", "0.002", "--quiet", "--database-url", migrated_url]) == 0
    url = pooled("transaction", 8)
    clean = settings_of(url)
    flags = ["--mix", mix, "--clients", "4", "--transactions", "10", "--database-url", url]
    assert cli.run(["bench", "run", *flags]) == 0
    assert settings_of(url) == clean
    assert query(migrated_url, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)]
