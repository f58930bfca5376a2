"""Clusters that cannot do the work are refused in one line, before anything is touched; and what they get to know."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dask_cluster import DaskCluster, dask_cluster, ended, supplygen, wait_for
from databases import query

COMPANY = ("--scale", "0.001", "--seed", "7", "--weeks", "8")
OTHER_RELEASE = "import supplygen; supplygen.__version__ = '0.0.1'"
OTHER_DATA = "import supplygen; supplygen.DATA_VERSION = 0"
NONE = "import sys; sys.modules['supplygen'] = None"
SECRET = "horse-battery-staple"

pytestmark = [pytest.mark.thorough, pytest.mark.timeout(600)]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path, workers=0) as running:
        yield running


def refused(cluster: str, url: str) -> tuple[int, str]:
    """Exit code and the line of a load that ends before anything is touched."""
    code, said = ended(supplygen("load", *COMPANY, "--quiet", "--database-url", url, "--cluster", cluster))
    assert query(url, "SELECT * FROM supplygen.run") == []
    assert len(said.splitlines()) == 1, said
    return code, said


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense"])
def test_a_scheduler_that_does_not_answer(migrated_url: str, address: str) -> None:
    code, said = refused(address, migrated_url)
    assert code == 10
    assert f"no Dask scheduler answers at {address}" in said


def test_a_cluster_without_workers(migrated_url: str, cluster: DaskCluster) -> None:
    code, said = refused(cluster.address, migrated_url)
    assert code == 10
    assert "has no workers: start some with `dask worker`" in said


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (OTHER_RELEASE, "__version__ is 0.0.1"),
        (OTHER_DATA, "DATA_VERSION is 0"),
        (NONE, "__version__ supplygen cannot be imported"),
    ],
)
def test_a_worker_of_another_release(migrated_url: str, cluster: DaskCluster, before: str, found: str) -> None:
    cluster.add_worker()
    cluster.add_worker(before)
    cluster.wait_for_workers(2)
    code, said = refused(cluster.address, migrated_url)
    assert code == 10
    assert found in said


def test_a_worker_that_finds_no_database_or_another(
    migrated_url: str, other_migrated_url: str, cluster: DaskCluster
) -> None:
    cluster.add_worker()
    away = cluster.add_worker(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    cluster.wait_for_workers(2)
    code, said = refused(cluster.address, migrated_url)
    assert code == 3
    assert "cannot fill the database (cannot connect to postgresql://nobody@" in said
    away.terminate()
    away.wait()
    cluster.add_worker(DATABASE_URL=other_migrated_url)
    cluster.wait_for_workers(3)
    code, said = refused(cluster.address, migrated_url)
    assert code == 3
    assert "nobody leads this load in the database, which is another" in said


def test_a_worker_with_too_little_memory(migrated_url: str, cluster: DaskCluster) -> None:
    cluster.add_worker("", "--memory-limit", "150 MiB")
    cluster.wait_for_workers(1)
    code, said = refused(cluster.address, migrated_url)
    assert code == 10
    assert "takes no tasks above 80% of its 150 MiB" in said


def test_a_scheduler_that_is_lost_on_the_way(migrated_url: str, tmp_path: Path) -> None:
    with dask_cluster(tmp_path) as cluster:
        leader = supplygen("load", "--scale", "0.01", "--database-url", migrated_url, "--cluster", cluster.address)
        wait_for(lambda: query(migrated_url, "SELECT * FROM supplygen.run"))
        cluster.scheduler.kill()
        code, said = ended(leader)
    assert code == 10
    assert "the cluster's scheduler is lost, or has dropped the tasks" in said
    assert "the load is unfinished" in said


class Recorder:
    """Passes on what goes to a scheduler and comes from it, and keeps it."""

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self.heard = bytearray()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with self._listener, suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection((self._to.hostname, self._to.port))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with source, suppress(OSError):
            while piece := source.recv(1 << 16):
                self.heard += piece
                target.sendall(piece)
            target.shutdown(socket.SHUT_RDWR)


def test_no_password_gets_to_the_scheduler(migrated_url: str, tmp_path: Path) -> None:
    secret_url = migrated_url.replace("postgres@", f"postgres:{SECRET}@")
    with dask_cluster(tmp_path, workers=1) as cluster, closing(Recorder(cluster.address)) as recorder:
        flags = ("--database-url", secret_url, "--cluster", recorder.address, "--parts", "2")
        code, said = ended(supplygen("load", *COMPANY, *flags, DATABASE_URL=secret_url, PGPASSWORD=SECRET))
        assert code == 0, said
        dump = "import sys; from distributed import Client; Client(sys.argv[1]).dump_cluster_state(sys.argv[2])"
        subprocess.run([sys.executable, "-c", dump, cluster.address, str(tmp_path / "state")], check=True)
        assert b"LoadJob" in recorder.heard
        assert b"postgres@" in recorder.heard
        for what in (bytes(recorder.heard), (tmp_path / "state.msgpack.gz").read_bytes(), cluster.said().encode()):
            assert SECRET.encode() not in what
