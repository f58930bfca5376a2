"""Programs of the embedded server as processes: run one, recognize one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from supplygen.embedded.account import Account

IMPOSSIBLE_PID = 2**31 - 1
"""Fits PostgreSQL's `int`, and no system gives numbers as high (Linux ends at 2**22)."""


def run_program(command: list[str], account: Account) -> tuple[int, list[str]]:
    """Run a program to its end under the server's account; its exit code and what it said, by line."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    # Output goes to a file: a server started by pg_ctl inherits it, and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        code = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=environment,
            check=False,
            user=account.uid if account.drop else None,
            group=account.gid if account.drop else None,
            extra_groups=[] if account.drop else None,
        ).returncode
        output.seek(0)
        return code, output.read().decode(errors="replace").strip().splitlines()


def is_postgres(pid: int) -> bool:
    """Whether a process with this number lives (a zombie does not) and is a PostgreSQL server."""
    proc = Path("/proc")
    if (proc / "self" / "cmdline").exists():
        try:
            return b"postgres" in (proc / str(pid) / "cmdline").read_bytes()
        except OSError:
            return False
    answer = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "postgres" in answer.stdout
