"""A server that lives and does not answer is no server that is stopped."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from supplygen.embedded import server as server_module
from supplygen.embedded.answer import Kind, ask, understood
from supplygen.embedded.postmaster import find_postmaster
from supplygen.embedded.process import lives
from supplygen.embedded.server import EmbeddedServer

SHARED_MEMORY = re.compile(r"/dev/shm/PostgreSQL\.\d+")


def gone(pid):
    """Whether a process ends soon."""
    deadline = time.monotonic() + 10
    while lives(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not lives(pid)


def stays_full(url):
    """Whether no connection is left, nor becomes free when the server has ended those that were closed."""
    for _ in range(3):
        if ask(url).kind is Kind.READY:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture
def full(stopped):
    """A server with all its connections taken."""
    with (stopped.data_dir / "postgresql.conf").open("a") as conf:
        conf.write("max_connections = 6\nsuperuser_reserved_connections = 1\n")
    url = stopped.ensure_started()
    with ExitStack() as clients:
        while not stays_full(url):
            with suppress(psycopg.OperationalError):
                clients.enter_context(psycopg.connect(url))
        yield stopped


def test_without_a_connection_left_it_runs_and_says_so(full, cli):
    assert cli("db", "status") == (0, f"running on {full.data_dir}, no connection left")
    for command in ("db start", "status", "db url"):
        code, said = cli(*command.split())
        assert code == 3
        assert "has no connection left: close some of its clients, or `supplygen db stop`" in said


@pytest.mark.parametrize("command", ["stop", "destroy"])
def test_without_a_connection_left_it_is_stopped_before_anything_is_deleted(full, cli, command):
    pid = find_postmaster(full.data_dir).pid
    assert cli("db", command, *(["--yes"] if command == "destroy" else []))[0] == 0
    assert not lives(pid)
    assert full.data_dir.exists() == (command == "stop")


@pytest.mark.thorough
def test_without_its_socket_it_says_what_to_do_and_that_works(running, cli):
    shutil.rmtree(running.socket_dir)
    pid = find_postmaster(running.data_dir).pid
    for command in ("db status", "db start", "status"):
        code, said = cli(*command.split())
        assert code == 3
        assert (
            f"(process {pid}) runs, but its socket is gone from {running.socket_dir}: run `supplygen db stop`" in said
        )
    assert cli("db", "stop") == (0, "stopped")
    assert gone(pid)
    assert cli("db", "start") == (0, running.url())


def test_without_its_socket_it_is_destroyed_with_its_process(running, cli):
    shutil.rmtree(running.socket_dir)
    pid = find_postmaster(running.data_dir).pid
    assert cli("db", "destroy", "--yes") == (0, "destroyed")
    assert not lives(pid)


def test_without_its_shared_memory_it_says_what_to_do_and_that_works(running, cli):
    with psycopg.connect(running.url("postgres")) as client:
        maps = Path(f"/proc/{client.info.backend_pid}/maps")
        segments = set(SHARED_MEMORY.findall(maps.read_text())) if maps.exists() else set()
    if not segments:
        pytest.skip("this server keeps no shared memory in files")
    for segment in segments:
        Path(segment).unlink()
    code, said = cli("db", "start")
    assert code == 3
    assert "lets nobody in: could not open shared memory segment" in said
    assert said.endswith("run `supplygen db stop`, then the same command")
    assert cli("db", "status")[0] == 3
    assert cli("db", "stop") == (0, "stopped")
    assert cli("db", "start") == (0, running.url())


@pytest.fixture
def recovering(running):
    """A server that has lost a process; it recovers as soon as another, which is stopped, may end."""
    with psycopg.connect(running.url("postgres"), autocommit=True) as client:
        held = client.info.backend_pid
        found = client.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'").fetchone()
        checkpointer = found[0]
        os.kill(held, signal.SIGSTOP)
        os.kill(checkpointer, signal.SIGKILL)
        assert gone(checkpointer)
        yield running, held
        if lives(held):
            os.kill(held, signal.SIGCONT)


def test_recovery_is_waited_for(recovering, cli):
    server, held = recovering
    code, said = cli("db", "status")
    assert code == 0
    assert said.startswith(f"starting or in recovery on {server.data_dir}: the database system is ")
    timer = threading.Timer(0.5, os.kill, (held, signal.SIGCONT))
    timer.start()
    assert cli("db", "start") == (0, server.url())
    assert not timer.is_alive()


def test_in_recovery_nothing_is_deleted_under_it(recovering, cli):
    server, held = recovering
    pid = find_postmaster(server.data_dir).pid
    threading.Timer(0.5, os.kill, (held, signal.SIGCONT)).start()
    assert cli("db", "destroy", "--yes") == (0, "destroyed")
    assert not lives(pid)
    assert not server.data_dir.exists()


def test_a_server_that_does_not_end_keeps_its_data(running, cli, monkeypatch):
    monkeypatch.setattr(server_module, "STOP_TIMEOUT_S", 0.3)
    pid = find_postmaster(running.data_dir).pid
    os.kill(pid, signal.SIGSTOP)
    try:
        for command in (("stop",), ("destroy", "--yes")):
            code, said = cli("db", *command)
            assert code == 3
            assert f"(process {pid}) has not ended after 0.3 s, its data is untouched" in said
        assert (running.data_dir / "PG_VERSION").exists()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert gone(pid)


def test_the_server_of_a_directory_is_not_that_of_its_copy(running, tmp_path):
    copy = tmp_path / "pgdata"
    subprocess.run(["cp", "-a", running.data_dir, copy], check=True)
    assert find_postmaster(running.data_dir) is not None
    assert find_postmaster(copy) is None


def test_a_home_that_is_moved_takes_its_server_along(running):
    moved = running.home.with_name(f"{running.home.name}-moved")
    running.home.rename(moved)
    try:
        server = EmbeddedServer(moved)
        with psycopg.connect(server.ensure_started()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert server.stop()
    finally:
        moved.rename(running.home)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ('connection to server on socket "/x/.s.PGSQL.5432" failed: No such file or directory', Kind.SILENT),
        ("connection failed: FATAL:  the database system is starting up", Kind.BUSY),
        ("connection failed: FATAL:  the database system is not yet accepting connections\nDETAIL:  x", Kind.BUSY),
        ("FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute", Kind.FULL),
        ('FATAL:  role "postgres" does not exist', Kind.REFUSED),
    ],
)
def test_every_answer_is_told_from_the_others(said, kind):
    assert understood(said).kind is kind
    assert "\n" not in understood(said).said
