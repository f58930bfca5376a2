"""What this process may use of the machine: cores and memory, by the limits of its container, and open files."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUPS = Path("/proc/self/cgroup")
"""A line a hierarchy: number, controllers, group; version 2 names no controllers."""


def usable_cores() -> int:
    """Return how many cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def usable_memory() -> int:
    """Return bytes: the machine's memory, or less where a container is given less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *memory_limits()])


def peak_memory() -> int:
    """Return bytes: the most that this process has had resident so far."""
    # ru_maxrss is in KiB on Linux, in bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def has_open_files(needed: int) -> bool:
    """Whether this process, and those that it starts, may have as many files open; raises the limit where it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        if hard != resource.RLIM_INFINITY and hard < needed:
            return False
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    return True


def memory_limits(own: Path = OWN_CGROUPS, root: Path = CGROUPS) -> Iterator[int]:
    """Yield the limits, in bytes, of this process's control groups (version 1 and 2) and of those above them."""
    for line in own.read_text().splitlines() if own.exists() else ():
        _, controllers, group = line.split(":", 2)
        if not controllers:
            yield from _limits(root, group, "memory.max")
        elif "memory" in controllers.split(","):
            yield from _limits(root / "memory", group, "memory.limit_in_bytes")


def _limits(root: Path, group: str, file: str) -> Iterator[int]:
    """Yield limits from `group` up to the root; a container may see its own group as the root, under another name."""
    inner = root / group.lstrip("/")
    for place in (inner, *inner.parents):
        try:
            text = (place / file).read_text().strip()
        except OSError:
            text = ""
        if text.isdigit():  # version 2 says "max" where there is no limit
            yield int(text)
        if place == root:
            return
