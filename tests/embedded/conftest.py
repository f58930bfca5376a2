"""Homes of embedded servers, each of one test: a short path that every account may enter."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from supplygen.cli import run
from supplygen.embedded.server import EmbeddedServer

SHARED_MEMORY = Path("/dev/shm")


def _new_home():
    path = Path(tempfile.mkdtemp(prefix="sg-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    path.chmod(0o755)
    return path


@pytest.fixture
def home():
    path = _new_home()
    yield path
    EmbeddedServer(path).destroy()
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def _made(_no_ambient_target):
    path = _new_home()
    server = EmbeddedServer(path)
    server.ensure_started()
    server.stop()
    yield server
    server.destroy()
    shutil.rmtree(path)


@pytest.fixture
def stopped(home, _made, monkeypatch):
    """A server that is made and stopped, and the one that the command line uses."""
    subprocess.run(["cp", "-a", _made.data_dir.resolve(), home / "pgdata"], check=True)
    monkeypatch.setenv("SUPPLYGEN_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return EmbeddedServer(home)


@pytest.fixture
def running(stopped):
    """A server at work."""
    stopped.ensure_started()
    return stopped


@pytest.fixture
def cli(capsys):
    """Run a command; its exit code, and what it said on either output, which must be one line."""

    def call(*tokens):
        code = run(tokens)
        captured = capsys.readouterr()
        said = captured.out + captured.err
        assert len(said.splitlines()) == 1
        return code, said.strip()

    return call
