"""The one line of what PostgreSQL says that tells why something failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_REASON = re.compile(r"\b(?:(?:FATAL|PANIC|ERROR|error):\s+(?!\s|could not create any)|LOG:\s+(?=could not bind))(.+)")
"""A port that is taken is logged as no error; what follows from it is, and says less."""


def telling_line(lines: Sequence[str]) -> str:
    """Return the last error, without its time and process; else the last line; else nothing."""
    said = [line.strip() for line in lines if line.strip()]
    reasons = [found[1] for line in said if (found := _REASON.search(line))]
    return (reasons or said or [""])[-1]


def size(log: Path) -> int:
    """Bytes of the log, 0 when there is none: where what is said from now on will begin."""
    return log.stat().st_size if log.exists() else 0


def said_since(log: Path, begin: int) -> list[str]:
    """Return the lines of the log from a byte on."""
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(begin)
        return file.read().decode(errors="replace").splitlines()
