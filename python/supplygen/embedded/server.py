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

import psycopg

from supplygen.embedded import log
from supplygen.embedded.account import reachable_bin_dir, reachable_data_dir, server_account, short_hash
from supplygen.embedded.address import forget_other_servers, open_connection, server_url
from supplygen.embedded.answer import Answer, Kind, ask, understood
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.cluster import prepare, release_stale_lock
from supplygen.embedded.network import network_url, require_password, set_password
from supplygen.embedded.postmaster import OPEN, PID_FILE, POLL_S, Postmaster, find_postmaster
from supplygen.embedded.process import lives, start_program
from supplygen.errors import DatabaseUnavailableError
from supplygen.machine import has_open_files

HOME_VARIABLE = "SUPPLYGEN_HOME"
ADMIN = "postgres"
"""The database that is always there."""
DATABASE = "supplygen"
PORT = 5432
"""Only part of the socket's name, unless the server is started with a port to listen on."""
LONGEST_PORT = 65535
"""A socket's name ends with its port."""
SOCKET_PATH_LIMIT = 107
"""Bytes: `sun_path` of a Unix socket address holds 108 with the final zero on Linux."""
OPEN_FILES = 64
"""PostgreSQL insists on 58 files that it may still open, and has some already."""
START_TIMEOUT_S = 120
"""A server that was killed replays its log first."""
STOP_TIMEOUT_S = 120
"""A server that is stopped writes its buffers first."""
SOCKET_GRACE_S = 2
"""A server that ends removes its socket a moment earlier than its pid file."""


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
        """`run` next to the data, or a short directory under the temporary one when libpq could not be told that."""
        near = self.home / "run"
        fits = len(os.fsencode(_socket(near, LONGEST_PORT))) <= SOCKET_PATH_LIMIT and "," not in str(near)
        if fits and self._account.can_reach(self.home):
            return near
        return Path(tempfile.gettempdir()) / f"supplygen-{short_hash(self.home)}"

    def url(self, database: str = DATABASE) -> str:
        """Return the libpq URL of a database of this server, running or not."""
        return server_url(*self._door(find_postmaster(self.data_dir)), database)

    def is_running(self) -> bool:
        """Whether the server's process lives, be it ready or not."""
        return find_postmaster(self.data_dir) is not None

    def ensure_started(self, port: int | None = None) -> str:
        """Create and start what is missing, over TCP too with a `port`; return the URL of the database."""
        with self._explained():
            begin = log.size(self.log_file)
            if not self._await():
                with self._lock():
                    if not self.is_running():
                        self._launch(port)
                if not self._await():
                    raise self._not_started(begin, port)
            self._ensure_database()
            return self.url()

    def ensure_listening(self, port: int) -> str:
        """Create and start what is missing; return the URL over TCP, password included."""
        self.ensure_started(port)
        if self.network_port() != port:
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL in {self.home} runs and does not listen on port {port}: "
                "run `supplygen db stop`, which ends its sessions, then the same command"
            )
        with self._explained():
            set_password(self.url(ADMIN), require_password(self.home))
        return self.network_url()

    def network_port(self) -> int | None:
        """Port on which a running server listens."""
        postmaster = find_postmaster(self.data_dir)
        return postmaster.port if postmaster is not None and postmaster.address else None

    def network_url(self) -> str:
        """Return the URL over TCP of the database of a server that listens, password included."""
        port = self.network_port()
        if port is None:
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL in {self.home} does not listen on a network: "
                f"run `supplygen db stop`, then `supplygen db start --port {PORT}`"
            )
        return network_url(port, require_password(self.home), DATABASE)

    def running_url(self) -> str:
        """Return the URL of the database of a server that runs; start nothing."""
        with self._explained():
            if not self._await():
                raise DatabaseUnavailableError(self._absence())
            return self.url()

    def describe(self) -> str:
        """Say in what state the server is; an error where nobody can use it."""
        with self._explained():
            postmaster = find_postmaster(self.data_dir)
            if postmaster is None:
                raise DatabaseUnavailableError(self._absence())
            answer = ask(self.url(ADMIN))
            if answer.kind is Kind.READY:
                return f"running on {self.data_dir}"
            if answer.kind is Kind.FULL:
                return f"running on {self.data_dir}, no connection left"
            if answer.kind is Kind.BUSY or not self._is_deaf(postmaster, answer):
                return f"starting or in recovery on {self.data_dir}: {answer.said}"
            raise DatabaseUnavailableError(self._complaint(postmaster, answer))

    def stop(self) -> bool:
        """Stop the server; False when none was running."""
        with self._explained():
            if not self.is_running():
                return False
            with self._lock():
                return self._stop()

    def destroy(self) -> bool:
        """Stop the server and delete its data; False when there was nothing."""
        with self._explained():
            if not self.data_dir.exists():
                return False
            with self._lock():
                self._stop()
                real = self.data_dir.resolve()
                if self.data_dir.is_symlink():
                    self.data_dir.unlink()
                shutil.rmtree(real)
                shutil.rmtree(self.socket_dir, ignore_errors=True)
            return True

    def _await(self) -> bool:
        """Wait for a living server until it answers, recovery included; False where none lives."""
        began = time.monotonic()
        while (postmaster := find_postmaster(self.data_dir)) is not None:
            answer = ask(self.url(ADMIN))
            if answer.kind is Kind.READY:
                return True
            if time.monotonic() - began > self._patience_s(postmaster, answer):
                raise DatabaseUnavailableError(self._complaint(postmaster, answer))
            time.sleep(POLL_S)
        return False

    def _patience_s(self, postmaster: Postmaster, answer: Answer) -> float:
        if answer.kind in (Kind.FULL, Kind.REFUSED):
            return 0
        return SOCKET_GRACE_S if self._is_deaf(postmaster, answer) else START_TIMEOUT_S

    def _is_deaf(self, postmaster: Postmaster, answer: Answer) -> bool:
        """Whether a server that has opened its socket has it no more, and will never answer."""
        swept = postmaster.state in OPEN and not _socket(*self._door(postmaster)).exists()
        return answer.kind is Kind.REFUSED or (answer.kind is Kind.SILENT and swept)

    def _complaint(self, postmaster: Postmaster, answer: Answer) -> str:
        who = f"the embedded PostgreSQL in {self.home} (process {postmaster.pid})"
        again = "run `supplygen db stop`, then the same command"
        if answer.kind is Kind.FULL:
            return f"{who} has no connection left: close some of its clients, or `supplygen db stop`"
        if answer.kind is Kind.REFUSED:
            return f"{who} runs but lets nobody in: {answer.said}; {again}"
        if self._is_deaf(postmaster, answer):
            return f"{who} runs, but its socket is gone from {self._door(postmaster)[0]}: {again}"
        return f"{who} is not ready after {START_TIMEOUT_S} s: {answer.said}; see {self.log_file}"

    def _absence(self) -> str:
        if self.data_dir.exists():
            return f"the embedded PostgreSQL in {self.home} is stopped: run `supplygen db start`"
        return f"no embedded PostgreSQL in {self.home}: run `supplygen load`, or set {HOME_VARIABLE} or DATABASE_URL"

    def _not_started(self, begin: int, port: int | None) -> DatabaseUnavailableError:
        where = "" if port is None else f" on port {port}"
        reason = log.telling_line(log.said_since(self.log_file, begin)) or "it said nothing"
        return DatabaseUnavailableError(f"the embedded PostgreSQL does not start{where}: {reason}; see {self.log_file}")

    def _door(self, postmaster: Postmaster | None) -> tuple[Path, int]:
        """Directory and port of the socket: where a living server made it, unless its home was moved meanwhile."""
        port = PORT if postmaster is None or postmaster.port is None else postmaster.port
        made_in = postmaster.socket_dir if postmaster else None
        moved = made_in is None or (not _socket(made_in, port).exists() and _socket(self.socket_dir, port).exists())
        return (self.socket_dir if made_in is None or moved else made_in), port

    def _launch(self, port: int | None) -> None:
        """Start the server; return as soon as its pid file says so."""
        if not has_open_files(OPEN_FILES):
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL needs {OPEN_FILES} open files: raise the limit (`ulimit -n`),"
                " or set DATABASE_URL"
            )
        self._make_socket_dir()
        real = reachable_data_dir(self.data_dir, self._account)
        bin_dir = reachable_bin_dir(self._given_bin_dir or find_bin_dir(), self._account)
        prepare(real, bin_dir, self._account, self.socket_dir, port)
        for lock in (real / PID_FILE, Path(f"{_socket(self.socket_dir, port or PORT)}.lock")):
            release_stale_lock(lock)
        begin = log.size(self.log_file)
        pid = start_program([str(bin_dir / "postgres"), "-D", str(real)], self._account, real / self.log_file.name)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_running():
            if not lives(pid) or time.monotonic() > deadline:
                raise self._not_started(begin, port)
            time.sleep(POLL_S)

    def _stop(self) -> bool:
        postmaster = find_postmaster(self.data_dir)
        if postmaster is None:
            return False
        if not postmaster.stop(STOP_TIMEOUT_S):
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL (process {postmaster.pid}) has not ended after {STOP_TIMEOUT_S} s, "
                f"its data is untouched: see {self.log_file}"
            )
        return True

    def _make_socket_dir(self) -> None:
        path = self.socket_dir
        path.mkdir(mode=0o700, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in {os.geteuid(), self._account.uid}:
            raise DatabaseUnavailableError(f"{path} belongs to someone else: remove it or set {HOME_VARIABLE}")
        self._account.take(path)

    def _ensure_database(self) -> None:
        with open_connection(self.url(ADMIN)) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if found is None:
                try:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    return  # a concurrent start made it

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Reach this server alone, and make one line of what the system says."""
        forget_other_servers()
        try:
            yield
        except OSError as error:
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL in {self.home} cannot be used: {error}; set {HOME_VARIABLE} or DATABASE_URL"
            ) from error
        except psycopg.OperationalError as error:
            said = understood(str(error)).said
            raise DatabaseUnavailableError(
                f"the embedded PostgreSQL does not answer: {said}; see {self.log_file}"
            ) from error

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let starts, stops and removals of one home follow each other, in whatever process."""
        if not self.home.exists():
            self.home.mkdir(mode=0o755, parents=True, exist_ok=True)  # a concurrent start may be faster
            (self.home / ".gitignore").write_text("*\n")
        with (self.home / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _socket(directory: Path, port: int) -> Path:
    return directory / f".s.PGSQL.{port}"
