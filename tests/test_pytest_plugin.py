"""The fixtures for other people's tests, in sessions of their own: filled, shared, copied, kept and stopped."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from databases import ROOT, query
from supplygen.embedded.server import ADMIN, DATABASE, EmbeddedServer
from supplygen.filled import COPY_PREFIX, FilledDatabase

pytest_plugins = ["pytester"]

DOCUMENT = (ROOT / "docs" / "python.md").read_text()
TESTS = next(one for one in re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL) if "def test_" in one)
INI = next(iter(re.findall(r"```ini\n(.*?)```", DOCUMENT, re.DOTALL)))
"""A small company in a short year."""
STALLED = """
import os, time, psycopg

def test_that_takes_long(supplygen_database_copy):
    with psycopg.connect(supplygen_database_copy) as connection:
        open("ready", "w").close()
        time.sleep(600)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory where a server's account can go, also when we are root."""
    path = Path(tempfile.mkdtemp(prefix="sg-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def cache(pytester: pytest.Pytester, place: Path) -> Iterator[Path]:
    """The cache directory of a project with the document's tests and settings."""
    pytester.makeini(f"{INI}cache_dir = {place}\n")
    pytester.makepyfile(TESTS)
    yield place
    EmbeddedServer(home(place)).destroy()


def home(cache: Path) -> Path:
    return cache / "d" / "supplygen"


def databases(cache: Path) -> dict[str, int]:
    """Databases that the sessions leave with their ids; the server has stopped, and stops again."""
    server = EmbeddedServer(home(cache))
    assert not server.is_running()
    server.ensure_started()
    with psycopg.connect(server.url(ADMIN)) as connection:
        found = connection.execute("SELECT datname, oid FROM pg_database WHERE NOT datistemplate").fetchall()
    server.stop()
    return {name: oid for name, oid in found if name not in {ADMIN, DATABASE}}


def kinds(cache: Path) -> list[str]:
    return [name.partition("_")[0] for name in databases(cache)]


def test_settings_are_small_unless_the_ini_file_says_more(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nsupplygen_settings =\n    seed = 7\n    weeks=4\n")
    pytester.makepyfile(
        """
        def test_settings(supplygen_settings):
            one = supplygen_settings
            assert (one.scale, one.seed, one.weeks) == (0.002, 7, 4)
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_copy_is_its_owners_alone_and_is_dropped_under_whoever_is_connected(
    server: EmbeddedServer, loaded_url: str
) -> None:
    filled = FilledDatabase(server, str(conninfo_to_dict(loaded_url)["dbname"]))
    with filled.copied() as url, filled.copied() as other:
        connection = psycopg.connect(url, autocommit=True)
        connection.execute("TRUNCATE orders CASCADE")
        assert query(url, "SELECT count(*) FROM orders") == [(0,)]
        assert query(other, "SELECT count(*) > 0 FROM orders") == [(True,)]
    with pytest.raises(psycopg.OperationalError, match="terminat"):
        connection.execute("SELECT 1")
    left = query(server.url(ADMIN), f"SELECT datname FROM pg_database WHERE datname LIKE '{COPY_PREFIX}%'")
    assert left == []


@pytest.mark.thorough
def test_a_filled_database_is_there_and_a_copy_of_it(pytester: pytest.Pytester, cache: Path) -> None:
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
    assert kinds(cache) == ["filled"]


@pytest.mark.thorough
def test_a_later_session_finds_it_and_cleans_up_after_one_that_was_killed(
    pytester: pytest.Pytester, cache: Path
) -> None:
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
    before = databases(cache)
    stalled = pytester.makepyfile(test_stalled=STALLED)
    killed = subprocess.Popen([sys.executable, "-m", "pytest", "-q", stalled.name], cwd=pytester.path)
    await_file(pytester.path / "ready")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    stalled.unlink()
    assert EmbeddedServer(home(cache)).is_running()
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
    assert databases(cache) == before


def await_file(path: Path) -> None:
    deadline = time.monotonic() + 120
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.05)


@pytest.mark.thorough
def test_sessions_side_by_side_share_one_server(pytester: pytest.Pytester, cache: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q"]
    sessions = [subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    printed = [session.communicate()[0] for session in sessions]
    assert [session.returncode for session in sessions] == [0, 0, 0], "\n".join(printed)
    assert kinds(cache) == ["filled"]


@pytest.mark.thorough
def test_an_interrupt_stops_the_server(pytester: pytest.Pytester, cache: Path) -> None:
    stalled = pytester.makepyfile(test_stalled=STALLED)
    session = subprocess.Popen([sys.executable, "-m", "pytest", "-q", stalled.name], cwd=pytester.path)
    await_file(pytester.path / "ready")
    session.send_signal(signal.SIGINT)
    assert session.wait() == pytest.ExitCode.INTERRUPTED
    assert kinds(cache) == ["filled"]


@pytest.mark.thorough
def test_without_a_cache_nothing_is_left(
    pytester: pytest.Pytester, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(place))
    pytester.makeini(INI)
    pytester.makepyfile(TESTS)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)
    assert list(place.glob("supplygen-*")) == []
