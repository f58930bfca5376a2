"""A shell may allow few open files: what needs more asks for it, or says so before anything is touched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from databases import query


def limited(limit: str, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a shell with a limit."""
    shell = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh", sys.executable]
    return subprocess.run([*shell, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path)


def test_a_load_that_needs_more_files_touches_nothing(migrated_url: str, tmp_path: Path) -> None:
    done = limited("-n 30", tmp_path, "-m", "supplygen", "load", "--database-url", migrated_url)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "nothing is touched: this process may not have" in line
    assert "`ulimit -n`" in line
    assert query(migrated_url, "SELECT * FROM supplygen.run") == []


def test_an_embedded_server_that_needs_more_files_is_not_made(tmp_path: Path) -> None:
    done = limited("-n 40", tmp_path, "-m", "supplygen", "db", "start")
    assert done.returncode == 3
    assert done.stderr.startswith(
        "supplygen: the embedded PostgreSQL needs 64 open files: raise the limit (`ulimit -n`)"
    )
    assert not (tmp_path / ".supplygen" / "pgdata").exists()


ASKED = """
import resource
from supplygen.machine import has_open_files
print(has_open_files({}), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("limit", "needed", "told"),
    [
        ("-Sn 30", 60, "True 60"),
        ("-n 30", 60, "False 30"),
        ("-n 60", 60, "True 60"),
        ("-Sn 60", 30, "True 60"),
    ],
)
def test_a_limit_that_may_be_raised_is(limit: str, needed: int, told: str, tmp_path: Path) -> None:
    assert limited(limit, tmp_path, "-c", ASKED.format(needed)).stdout.strip() == told
