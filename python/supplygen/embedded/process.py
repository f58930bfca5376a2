"""Programs of the embedded server as processes: run one, start one, look at one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from supplygen.embedded.account import Account

PROC = Path("/proc")
START = 'umask 077; log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
"""The shell goes at once and leaves the program to init."""


def run_program(command: list[str], account: Account) -> tuple[int, list[str]]:
    """Run a program to its end under the server's account; its exit code and what it said, by line."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # Output goes to a file: whatever the program leaves running would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        code = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=inherited | {"LC_ALL": "C"},
            check=False,
            user=account.uid if account.drop else None,
            group=account.gid if account.drop else None,
            extra_groups=[] if account.drop else None,
            start_new_session=True,  # Ctrl-C is for us
        ).returncode
        output.seek(0)
        return code, output.read().decode(errors="replace").strip().splitlines()


def start_program(command: list[str], account: Account, log: Path) -> int:
    """Start a program that outlives us and appends what it says to a file; its process number."""
    _, said = run_program(["/bin/sh", "-c", START, "sh", str(log), *command], account)
    return int(said[-1])


def lives(pid: int) -> bool:
    """Whether there is a process with this number; a zombie is none."""
    if not (PROC / "self" / "stat").exists():
        return bool(command_line(pid))
    try:
        state = (PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return False
    return state not in (b"Z", b"X")


def command_line(pid: int) -> list[bytes]:
    """Program and arguments of a process, as one string where the system does not keep them apart.

    Empty when no such process lives, and for the moment in which it becomes another program.
    """
    if (PROC / "self" / "cmdline").exists():
        try:
            return [part for part in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0") if part]
        except OSError:
            return []
    answer = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, check=False)
    return [answer.stdout.strip()] if answer.stdout.strip() else []
