"""The process that serves a data directory, as the server's pid file names it.

Whether a server runs is asked here and nowhere else: one that does not answer may well live.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from supplygen.embedded.process import PROC, command_line, lives

PID_FILE = "postmaster.pid"
OPEN = ("ready", "standby")
"""States in which the server has opened its socket."""
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A living server: its process number, where its socket is, its TCP address if any, its own word for its state."""

    pid: int
    socket_dir: Path | None
    port: int | None
    address: str
    state: str

    def stop(self, patience_s: float) -> bool:
        """Ask it to end now, which needs no connection, and wait; False when it has not ended by then."""
        deadline = time.monotonic() + patience_s
        try:
            os.kill(self.pid, signal.SIGINT)  # a fast shutdown: clients are disconnected, nothing is lost
        except ProcessLookupError:
            return True
        while lives(self.pid):
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_S)
        return True


def find_postmaster(data_dir: Path) -> Postmaster | None:
    """Return the living server of a data directory."""
    try:
        lines = (data_dir / PID_FILE).read_text(errors="replace").split("\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    # Number, directory, time of start, port, socket's directory, address, shared memory, state; the last come late.
    pid, _, _, port, socket_dir, address, _, state = (line.strip() for line in (lines + [""] * 8)[:8])
    if not pid.isdigit() or not serves(int(pid), data_dir):
        return None
    where = Path(socket_dir) if socket_dir else None
    return Postmaster(int(pid), where, int(port) if port.isdigit() else None, address, state)


def serves(pid: int, data_dir: Path) -> bool:
    """Whether a process lives and is the server of this data directory, and not one that only has its number."""
    command = command_line(pid)
    if not command or b"postgres" not in command[0]:
        return False
    try:
        return (PROC / str(pid) / "cwd").samefile(data_dir)
    except OSError:
        # No /proc, or another account's process in a container: its command line, which we wrote, says it too.
        wanted = os.fsencode(data_dir.resolve())
        return wanted in command or wanted in command[0]
