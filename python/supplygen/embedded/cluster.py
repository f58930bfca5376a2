"""The data directory: made by initdb, of the programs' version, with our settings."""

from __future__ import annotations

import pwd
import shutil
from pathlib import Path

from supplygen.embedded.account import Account
from supplygen.embedded.address import SUPERUSER
from supplygen.embedded.binaries import major_version
from supplygen.embedded.log import telling_line
from supplygen.embedded.network import HBA_FILE, RULES, NetworkDoor
from supplygen.embedded.process import run_program
from supplygen.embedded.settings import server_settings
from supplygen.errors import DatabaseUnavailableError

IMPOSSIBLE_PID = 2**31 - 1
"""Fits PostgreSQL's `int`, and no system gives numbers as high (Linux ends at 2**22)."""
OPTIONS = ("--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject")
"""Locale C: indexes on text build faster and sort alike on every machine."""


def prepare(data_dir: Path, bin_dir: Path, account: Account, socket_dir: Path, port: int | None = None) -> None:
    """Make what is missing, so that the programs in `bin_dir` can serve the directory, over TCP too with a `port`."""
    if not (data_dir / "PG_VERSION").exists():
        _create(data_dir, bin_dir, account)
    _check_version(data_dir, bin_dir)
    door = None if port is None else NetworkDoor(port, data_dir / HBA_FILE)
    if door is not None:
        _write(door.hba_file, RULES)
    _write(data_dir / "supplygen.conf", server_settings(socket_dir, door))


def release_stale_lock(lock: Path) -> None:
    """Give the lock file of a server that is gone a number that no process has.

    Its own may meanwhile be another program's (a container starts at 1). The file stays: the server still checks its
    shared memory segment, so that it does not start beside an orphaned backend.
    """
    if lock.exists():
        first_line, newline, rest = lock.read_text().partition("\n")
        if first_line.isdigit():
            lock.write_text(f"{IMPOSSIBLE_PID}{newline}{rest}")


def _write(file: Path, text: str) -> None:
    """Write a file that the server's account can read."""
    file.write_text(text)
    file.chmod(0o644)


def _create(data_dir: Path, bin_dir: Path, account: Account) -> None:
    """Make a cluster in a directory of its own and move it into place, so that a half-made one is never used."""
    _require_name(account)
    new = data_dir.with_name(f"{data_dir.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        account.take(new)
        _initdb(new, bin_dir, account)
        if data_dir.exists():
            data_dir.rmdir()
        new.rename(data_dir)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _initdb(new: Path, bin_dir: Path, account: Account) -> None:
    code, said = run_program([str(bin_dir / "initdb"), "-D", str(new), "-U", SUPERUSER, *OPTIONS], account)
    if code != 0:
        raise DatabaseUnavailableError(f"initdb failed in {new}: {telling_line(said) or f'exit code {code}'}")
    with (new / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'supplygen.conf'\n")


def _require_name(account: Account) -> None:
    """Insist on what initdb looks up."""
    try:
        pwd.getpwuid(account.uid)
    except KeyError:
        raise DatabaseUnavailableError(
            f"PostgreSQL makes no database for user id {account.uid}, which has no name: "
            f"add it to /etc/passwd, run under an account that has one, or set DATABASE_URL"
        ) from None


def _check_version(data_dir: Path, bin_dir: Path) -> None:
    made_by = int((data_dir / "PG_VERSION").read_text())
    major = major_version(bin_dir)
    if made_by != major:
        raise DatabaseUnavailableError(
            f"{data_dir} was made by PostgreSQL {made_by}, but the programs here are {major}: "
            f"install PostgreSQL {made_by} or run `supplygen db destroy`"
        )
