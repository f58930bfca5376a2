"""Through pgpool, which looks like the server itself: too small a pool is noticed before anything is touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from databases import answers, load, objects, query
from supplygen import cli
from supplygen.embedded.account import server_account
from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import DatabaseUnavailableError
from supplygen.load import connections

PGPOOL = shutil.which("pgpool") or shutil.which("pgpool", path="/usr/sbin")
pytestmark = [pytest.mark.thorough, pytest.mark.skipif(PGPOOL is None, reason="no pgpool on this machine")]

CONFIGURATION = """
backend_clustering_mode = 'raw'
backend_hostname0 = '{server}'
backend_port0 = 5432
socket_dir = '{home}'
pcp_socket_dir = '{home}'
wd_ipc_socket_dir = '{home}'
port = 6433
pcp_port = 6434
listen_addresses = ''
num_init_children = {size}
max_pool = 1
pid_file_name = '{home}/pid'
logdir = '{home}'
"""


@pytest.fixture
def pooled(migrated_server: EmbeddedServer, migrated_url: str) -> Iterator[Callable[[int], str]]:
    """Starts a pool before a fresh database, and gives its URL."""
    account = server_account(migrated_server.data_dir)
    home = Path(f"/tmp/sgpp-{os.getpid()}")
    processes = []

    def start(size: int) -> str:
        home.mkdir()
        home.chmod(0o777)
        (home / "conf").write_text(CONFIGURATION.format(server=migrated_server.socket_dir, home=home, size=size))
        command = [str(PGPOOL), "-n", "-f", str(home / "conf"), "-a", str(home / "hba"), "-F", str(home / "pcp")]
        with (home / "log").open("w") as log:
            processes.append(subprocess.Popen(command, user=account.uid, stderr=log, stdout=log))
        url = f"postgresql://postgres@/{query(migrated_url, 'SELECT current_database()')[0][0]}?host={home}&port=6433"
        answers(url)
        return url

    yield start
    for process in processes:
        process.send_signal(signal.SIGINT)  # it ends its children as well
        process.wait()
    shutil.rmtree(home)


def test_a_pool_smaller_than_a_load_is_noticed_in_seconds(pooled, migrated_url, monkeypatch):
    monkeypatch.setattr(connections, "POOL_PATIENCE_S", 2.0)
    url, before = pooled(6), objects(migrated_url)
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailableError, match=r"nothing is touched: .* has let 6 connections work .*opens 8"):
        load(url)
    assert time.monotonic() - began < 20
    assert objects(migrated_url) == before


def test_everything_works_through_a_pool_that_is_large_enough(pooled, migrated_url, capsys):
    url, before = pooled(12), objects(migrated_url)
    load(url)
    assert objects(migrated_url) == before
    for command in (
        ["status"],
        ["check"],
        ["verify", "--only", "I13,I14"],
        ["fingerprint", "--jobs", "2"],
        ["manifest"],
    ):
        assert cli.run([*command, "--database-url", url]) == 0, capsys.readouterr().err
    assert cli.run(["reset", "--yes", "--quiet", "--database-url", url]) == 0
