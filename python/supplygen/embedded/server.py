"""The database that is used when none is given: a PostgreSQL in `.supplygen/pgdata`, on a Unix socket.

It is started on demand and keeps running until `supplygen db stop`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from supplygen.embedded.account import reachable_bin_dir, reachable_data_dir, server_account, short_hash
from supplygen.embedded.binaries import find_bin_dir, major_version
from supplygen.embedded.process import IMPOSSIBLE_PID, is_postgres, run_program
from supplygen.embedded.settings import server_settings
from supplygen.errors import DatabaseUnavailableError

HOME_VARIABLE = "SUPPLYGEN_HOME"
SUPERUSER = "postgres"
DATABASE = "supplygen"
PORT = 5432
"""Only part of the socket's name: nothing listens on a network."""
SOCKET_PATH_LIMIT = 107
"""Bytes: `sun_path` of a Unix socket address holds 108 with the final zero on Linux."""
START_TIMEOUT_S = 120
"""A server that was killed replays its log first."""


def default_home() -> Path:
    """`SUPPLYGEN_HOME`, else `.supplygen` in the working directory."""
    return Path(os.environ.get(HOME_VARIABLE) or ".supplygen").absolute()


class EmbeddedServer:
    """One data directory and the server on it."""

    def __init__(self, home: Path | None = None, bin_dir: Path | None = None) -> None:
        """`home` holds `pgdata`; `bin_dir` holds the server's programs. Nothing is touched yet."""
        self.home = (home or default_home()).absolute()
        self.data_dir = self.home / "pgdata"
        self._given_bin_dir = bin_dir
        self._account = server_account(self.data_dir)

    @property
    def log_file(self) -> Path:
        """What the server says; first place to look when it does not start."""
        return self.data_dir / "server.log"

    @property
    def socket_dir(self) -> Path:
        """`run` next to the data, or a short directory under the temporary one when its name would be too long."""
        near = self.home / "run"
        socket = near / f".s.PGSQL.{PORT}"
        if len(os.fsencode(socket)) <= SOCKET_PATH_LIMIT and self._account.can_reach(self.home):
            return near
        return Path(tempfile.gettempdir()) / f"supplygen-{short_hash(self.home)}"

    def url(self, database: str = DATABASE) -> str:
        """Return the libpq URL of a database of this server, running or not."""
        return f"postgresql://{SUPERUSER}@/{quote(database)}?host={quote(str(self.socket_dir), safe='')}&port={PORT}"

    def is_running(self) -> bool:
        """Whether the server answers."""
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def ensure_started(self) -> str:
        """Create and start what is missing; return the URL of the database."""
        try:
            if not self.is_running():
                with self._lock():
                    if not self.is_running():
                        self._start()
            self._ensure_database()
        except OSError as error:
            raise DatabaseUnavailableError(
                f"no embedded PostgreSQL in {self.home}: {error}; set {HOME_VARIABLE} or DATABASE_URL"
            ) from error
        except psycopg.OperationalError as error:
            raise DatabaseUnavailableError(f"the embedded PostgreSQL does not answer: see {self.log_file}") from error
        return self.url()

    def stop(self) -> bool:
        """Stop the server; False when none was running."""
        if not self.data_dir.exists() or not self.is_running():
            return False
        with self._lock():
            self._pg_ctl("stop", "-m", "fast")
        return True

    def destroy(self) -> bool:
        """Stop the server and delete its data; False when there was nothing."""
        if not self.data_dir.exists():
            return False
        self.stop()
        with self._lock():
            real = self.data_dir.resolve()
            if self.data_dir.is_symlink():
                self.data_dir.unlink()
            shutil.rmtree(real)
            shutil.rmtree(self.socket_dir, ignore_errors=True)
        return True

    def _start(self) -> None:
        self._make_socket_dir()
        real = reachable_data_dir(self.data_dir, self._account)
        if not (real / "PG_VERSION").exists():
            self._initdb(real)
        self._check_version(real)
        settings = real / "supplygen.conf"
        settings.write_text(server_settings(self.socket_dir))
        settings.chmod(0o644)
        self._release_stale_locks(real)
        self._pg_ctl("start", "-t", str(START_TIMEOUT_S), "-l", str(self.log_file.resolve()))
        self._wait_until_ready()

    def _initdb(self, real: Path) -> None:
        """Make a cluster in a directory of its own and move it into place, so that a half-made one is never used."""
        new = real.with_name(f"{real.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        self._account.take(new)
        # Locale C: indexes on text build faster and sort alike on every machine.
        options = ("--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject")
        self._run("initdb", "-D", str(new), "-U", SUPERUSER, *options)
        with (new / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude 'supplygen.conf'\n")
        if real.exists():
            real.rmdir()
        new.rename(real)

    def _check_version(self, real: Path) -> None:
        made_by = int((real / "PG_VERSION").read_text())
        major = major_version(self._bin_dir())
        if made_by != major:
            raise DatabaseUnavailableError(
                f"{self.data_dir} was made by PostgreSQL {made_by}, but the programs here are {major}: "
                f"install PostgreSQL {made_by} or run `supplygen db destroy`"
            )

    def _make_socket_dir(self) -> None:
        path = self.socket_dir
        path.mkdir(mode=0o700, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in {os.geteuid(), self._account.uid}:
            raise DatabaseUnavailableError(f"{path} belongs to someone else: remove it or set {HOME_VARIABLE}")
        self._account.take(path)

    def _release_stale_locks(self, real: Path) -> None:
        """Give the lock files of a crashed server a number that no process has.

        Its own may meanwhile be another program's (a container starts at 1). The files stay: the server still
        checks its shared memory segment, so that it does not start beside an orphaned backend.
        """
        for lock in (real / "postmaster.pid", self.socket_dir / f".s.PGSQL.{PORT}.lock"):
            if lock.exists():
                first_line, newline, rest = lock.read_text().partition("\n")
                if first_line.isdigit() and not is_postgres(int(first_line)):
                    lock.write_text(f"{IMPOSSIBLE_PID}{newline}{rest}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_running():
            if time.monotonic() > deadline:
                raise DatabaseUnavailableError(f"the embedded PostgreSQL does not answer: see {self.log_file}")
            time.sleep(0.05)

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if found is None:
                try:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    return  # a concurrent start made it

    def _bin_dir(self) -> Path:
        return reachable_bin_dir(self._given_bin_dir or find_bin_dir(), self._account)

    def _pg_ctl(self, command: str, *options: str) -> None:
        self._run("pg_ctl", command, "-D", str(self.data_dir.resolve()), "-w", "-s", *options)

    def _run(self, program: str, *arguments: str) -> None:
        code, said = run_program([str(self._bin_dir() / program), *arguments], self._account)
        if code != 0:
            log = f"; see {self.log_file}" if self.log_file.exists() else ""
            raise DatabaseUnavailableError(f"{program} failed: {said[-1] if said else f'exit code {code}'}{log}")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let starts, stops and removals of one home follow each other, in whatever process."""
        if not self.home.exists():
            self.home.mkdir(mode=0o755, parents=True, exist_ok=True)  # a concurrent start may be faster
            (self.home / ".gitignore").write_text("*\n")
        with (self.home / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
