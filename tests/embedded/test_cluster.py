"""Where a data directory can be made, and what is left where it cannot."""

import tempfile
from pathlib import Path

import psycopg
import pytest

from supplygen.embedded.account import Account, server_account
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.cluster import prepare
from supplygen.embedded.log import telling_line
from supplygen.embedded.server import EmbeddedServer
from supplygen.embedded.settings import server_settings
from supplygen.errors import DatabaseUnavailableError

NAMELESS = 54321
HARD_NAME = """it's "my" $HOME `a` \\n%20;é"""


def test_a_home_may_have_any_name(home):
    server = EmbeddedServer(home / HARD_NAME)
    assert server.socket_dir == server.home / "run"
    with psycopg.connect(server.ensure_started()) as connection:
        assert connection.execute("SHOW data_directory").fetchone() == (str(server.data_dir),)
    assert server.stop()
    server.ensure_started()
    assert server.destroy()


def test_a_socket_keeps_out_of_a_name_that_libpq_takes_for_two(home):
    assert EmbeddedServer(home / "a,b").socket_dir.parent == Path(tempfile.gettempdir())


def test_a_socket_is_found_where_it_was_made_whatever_the_temporary_directory_is_now(home, monkeypatch, tmp_path):
    server = EmbeddedServer(home / "a,b")
    url = server.ensure_started()
    with monkeypatch.context() as shell:
        shell.setattr(tempfile, "tempdir", str(tmp_path))
        assert server.socket_dir.parent == tmp_path
        assert server.ensure_started() == url
    assert server.destroy()


def test_a_user_without_a_name_is_told_what_to_do(tmp_path):
    with pytest.raises(DatabaseUnavailableError, match=rf"user id {NAMELESS}.*/etc/passwd.*or set DATABASE_URL"):
        prepare(tmp_path / "pgdata", find_bin_dir(), Account(NAMELESS, NAMELESS, drop=False), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_initdb_that_fails_leaves_nothing_and_says_why(home):
    programs = home / "bin"
    programs.mkdir(mode=0o755)
    initdb = programs / "initdb"
    initdb.write_text(
        "#!/bin/sh\necho half >$2/half\necho 'initdb: error: no room' >&2\necho 'removing contents' >&2\nexit 1\n"
    )
    initdb.chmod(0o755)
    data_dir = home / "pgdata"
    with pytest.raises(DatabaseUnavailableError, match=r"initdb failed in .*: no room$"):
        prepare(data_dir, programs, server_account(data_dir), home)
    assert [path.name for path in home.iterdir()] == ["bin"]


def test_the_telling_line_is_the_last_error():
    log = ["2026-01-01 10:00:00 UTC [7] FATAL:  the reason", "2026-01-01 10:00:00 UTC [7] LOG:  shut down", ""]
    assert telling_line(log) == "the reason"
    assert telling_line(["first", "last", " "]) == "last"
    assert telling_line([]) == ""


@pytest.mark.parametrize(
    ("memory_mib", "shared", "maintenance"), [(256, 32, 16), (512, 64, 16), (4096, 512, 128), (65536, 1024, 512)]
)
def test_buffers_fit_into_the_memory_that_there_is(monkeypatch, tmp_path, memory_mib, shared, maintenance):
    monkeypatch.setattr("supplygen.embedded.settings.usable_memory", lambda: memory_mib << 20)
    settings = server_settings(tmp_path)
    assert f"shared_buffers = {shared}MB" in settings
    assert f"maintenance_work_mem = {maintenance}MB" in settings


def test_workers_are_for_the_cores_that_there_are(monkeypatch, tmp_path):
    monkeypatch.setattr("supplygen.embedded.settings.usable_cores", lambda: 6)
    assert "max_parallel_workers = 6" in server_settings(tmp_path)
