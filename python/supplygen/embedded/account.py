"""Under which account the embedded server runs, and how it gets at its files.

PostgreSQL refuses to run as root. Started by root, the server runs as `postgres` or `nobody`, and everything that it
touches is moved to where that account can reach it.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from supplygen.errors import DatabaseUnavailableError

ROOT_STATE = Path("/var/lib/supplygen")
"""Used by root alone, when the project lies where the server's account may not go (such as /root)."""
UNPRIVILEGED_NAMES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user id and group id that the server runs with; `drop` says that we are root and must step down to it."""

    uid: int
    gid: int
    drop: bool

    def can_reach(self, path: Path) -> bool:
        """Whether this account may step through every existing directory above and at `path`."""
        if not self.drop:
            return True
        existing = [place for place in (path, *path.parents) if place.is_dir()]
        return all(self._may_enter(place.stat()) for place in existing)

    def take(self, path: Path) -> None:
        """Make an existing directory this account's own, closed to all others."""
        if self.drop:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)

    def _may_enter(self, info: os.stat_result) -> bool:
        if info.st_uid == self.uid:
            return bool(info.st_mode & stat.S_IXUSR)
        if info.st_gid == self.gid:
            return bool(info.st_mode & stat.S_IXGRP)
        return bool(info.st_mode & stat.S_IXOTH)


def server_account(data_dir: Path) -> Account:
    """Account to run the server with: ourselves, or, as root, the owner of the data or an unprivileged user."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), drop=False)
    if data_dir.exists() and data_dir.stat().st_uid != 0:
        info = data_dir.stat()
        return Account(info.st_uid, info.st_gid, drop=True)
    for name in UNPRIVILEGED_NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, drop=True)
    raise DatabaseUnavailableError(
        "PostgreSQL does not run as root and there is no user postgres or nobody: add one, or set DATABASE_URL"
    )


def reachable_data_dir(data_dir: Path, account: Account) -> Path:
    """`data_dir`, or the directory that it becomes a link to when the account cannot go there."""
    if data_dir.is_symlink() or account.can_reach(data_dir.parent):
        return data_dir.resolve()
    ROOT_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    real = ROOT_STATE / f"pgdata-{short_hash(data_dir)}"
    real.mkdir(mode=0o700, exist_ok=True)
    data_dir.symlink_to(real)
    return real


def reachable_bin_dir(bin_dir: Path, account: Account) -> Path:
    """`bin_dir`, or that of a copy of the whole installation when the account cannot go there."""
    if account.can_reach(bin_dir):
        return bin_dir
    installation = bin_dir.parent
    newest = int((bin_dir / "postgres").stat().st_mtime)
    copy = ROOT_STATE / f"pginstall-{short_hash(installation)}-{newest}"
    if not copy.exists():
        ROOT_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(installation, unfinished, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy / bin_dir.name


def short_hash(path: Path) -> str:
    """Twelve hex digits that stand for an absolute path in the name of a directory."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
