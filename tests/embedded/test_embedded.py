import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from supplygen.database.target import connect, display_url, normalize_url, resolve_url
from supplygen.embedded import account as server_account
from supplygen.embedded.account import Account
from supplygen.embedded.binaries import find_bin_dir, major_version
from supplygen.embedded.process import lives
from supplygen.embedded.server import PORT, SOCKET_PATH_LIMIT, EmbeddedServer
from supplygen.errors import DatabaseUnavailableError, UsageError

START = "from supplygen.database.target import resolve_url; print(resolve_url())"


def value(url, statement):
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchone()[0]


def kill(server):
    pid_file = server.data_dir / "postmaster.pid"
    pid = int(pid_file.read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while lives(pid):
        time.sleep(0.01)
    return pid_file


def test_the_server_is_made_started_stopped_and_destroyed(home):
    server = EmbeddedServer(home)
    assert not server.is_running()
    assert not server.stop()
    url = server.ensure_started()
    assert value(url, "SHOW wal_level") == "minimal"
    assert value(url, "SHOW listen_addresses") == ""
    assert value(url, "SHOW fsync") == "on"
    assert server.ensure_started() == url
    assert server.stop()
    assert not server.is_running()
    server.ensure_started()
    assert server.destroy()
    assert not server.data_dir.exists()
    assert not server.destroy()


def test_a_crash_and_a_reused_process_number_do_not_stop_a_start(running):
    server, url = running, running.url()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (id integer)")
    pid_file = kill(server)
    ours = str(os.getpid())
    for lock in (pid_file, server.socket_dir / f".s.PGSQL.{PORT}.lock"):
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([ours, *lines[1:]]) + "\n")
    server.ensure_started()
    assert value(url, "SELECT count(*) FROM kept") == 0


def test_concurrent_first_starts_end_in_one_server(home):
    home = home / "new"
    environment = {**os.environ, "SUPPLYGEN_HOME": str(home)}
    command = [sys.executable, "-c", START]
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [process.communicate() for process in started]
    assert {process.returncode for process in started} == {0}
    assert {answer for answer, _ in answers} == {f"{EmbeddedServer(home).url()}\n"}
    EmbeddedServer(home).destroy()


def test_a_path_too_long_for_a_socket_gets_a_short_one(home):
    deep = home / ("d" * 90)
    server = EmbeddedServer(deep)
    assert len(os.fsencode(server.socket_dir / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT
    assert value(server.ensure_started(), "SELECT 1") == 1
    server.destroy()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")
def test_root_serves_data_that_the_servers_account_cannot_reach(home, monkeypatch):
    state = Path(tempfile.mkdtemp(prefix="sg-state-"))
    state.chmod(0o755)
    monkeypatch.setattr(server_account, "ROOT_STATE", state)
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "project")
    assert value(server.ensure_started(), "SELECT 1") == 1
    assert server.data_dir.is_symlink()
    assert server.destroy()
    assert list(state.iterdir()) == []
    state.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")
def test_root_copies_programs_that_the_servers_account_cannot_reach(home, monkeypatch):
    monkeypatch.setattr(server_account, "ROOT_STATE", home / "state")
    installation = home / "closed" / "pg"
    (installation / "bin").mkdir(parents=True)
    (installation / "bin" / "postgres").write_text("")
    (home / "closed").chmod(0o700)
    nobody = Account(65534, 65534, drop=True)
    found = server_account.reachable_bin_dir(installation / "bin", nobody)
    assert found != installation / "bin"
    assert nobody.can_reach(found)
    assert (found / "postgres").exists()
    assert server_account.reachable_bin_dir(installation / "bin", nobody) == found


def test_data_of_another_major_version_is_refused(stopped):
    (stopped.data_dir / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseUnavailableError, match="was made by PostgreSQL 14, but"):
        stopped.ensure_started()


def test_a_server_that_cannot_start_says_where_to_look(stopped):
    with (stopped.data_dir / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = nonsense\n")
    with pytest.raises(DatabaseUnavailableError, match=r"does not start: .*contains errors; see .*server\.log"):
        stopped.ensure_started()


def test_a_home_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnavailableError, match=r"embedded PostgreSQL in .*file.*set SUPPLYGEN_HOME"):
        EmbeddedServer(tmp_path / "file").ensure_started()


def test_the_programs_found_are_supported():
    assert major_version(find_bin_dir()) >= 15


def test_a_given_url_wins_over_the_variable_and_the_variable_over_the_embedded_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg2://u@h/from_variable")
    assert resolve_url("postgres://u@h/given") == "postgresql://u@h/given"
    assert resolve_url() == "postgresql://u@h/from_variable"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("host=/tmp dbname=x user='a b' password=p@/s", "postgresql://a%20b:p%40%2Fs@/x?host=%2Ftmp"),
        ("postgresql+psycopg://u:p@h:1/d?sslmode=require", "postgresql://u:p@h:1/d?sslmode=require"),
    ],
)
def test_every_spelling_of_a_target_is_understood(given, url):
    assert normalize_url(given) == url


@pytest.mark.parametrize("given", ["mysql://h/d", "nonsense", "postgresql://h/d?no_such_option=1"])
def test_what_is_no_target_is_refused(given):
    with pytest.raises(UsageError):
        normalize_url(given)


def test_passwords_are_not_shown():
    assert "secret" not in display_url("postgresql://u:secret@h/d")
    assert "secret" not in display_url("postgresql://u@h/d?sslpassword=secret")
    with pytest.raises(DatabaseUnavailableError) as caught:
        connect("postgresql://u:secret@localhost:1/d")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "refused" in str(caught.value)
