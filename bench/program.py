"""Programs that are measured, as processes of their own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LAST_LINES = 20
"""Of what a program says: enough to see why it failed."""
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a program and all that it started took."""

    cpu_seconds: float
    peak_bytes: int
    """Of the largest process; 0 where it is less than our own, which a process starts with as a copy of us."""


def run(command: Sequence[str | Path], on_line: Callable[[str], None] = lambda _: None) -> Usage:
    """Run a program to its end, hearing each line that it says on stderr; one that fails ends the benchmark."""
    said: deque[str] = deque(maxlen=LAST_LINES)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process.stderr as lines:
        for line in lines:
            on_line(line.rstrip())
            said.append(line)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{Path(command[0]).name} failed with exit code {process.returncode}:\n{''.join(said)}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = usage.ru_maxrss if usage.ru_maxrss > own else 0
    return Usage(usage.ru_utime + usage.ru_stime, peak * PEAK_UNIT)
