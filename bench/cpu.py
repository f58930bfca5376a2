"""CPU seconds of a process and its children, living and ended, as Linux counts them."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
PARENT, OWN, REAPED = 1, slice(11, 13), slice(13, 15)
"""Places in /proc/PID/stat behind the program's name: the parent, ticks in user and system mode, and those of children
that have ended."""


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU seconds of process `pid` and its children so far; None where there is no /proc."""
    parent = _stat(pid)
    if parent is None:
        return None
    children = [found for one in PROC.glob("[0-9]*") if (found := _stat(int(one.name))) and found[PARENT] == pid]
    ticks = sum(parent[OWN]) + sum(parent[REAPED]) + sum(sum(child[OWN]) for child in children)
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int] | None:
    """Read the numbers of a process behind its name; its state, a letter, counts as 0."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    return [0, *map(int, text.rpartition(")")[2].split()[1:])]
