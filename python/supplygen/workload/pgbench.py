"""pgbench as a process: how it is called, and what its failures mean."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from supplygen.errors import DatabaseUnavailableError, SupplygenError, UsageError, VerificationError
from supplygen.machine import usable_cores
from supplygen.workload.figures import LOG_PREFIX
from supplygen.workload.questions import WRONG_ANSWER
from supplygen.workload.script import Script, Variables

MAX_TRIES = 10
"""For a transaction that a deadlock or a conflict has ended: so many in a row have a cause that stays."""
PROGRESS_S = 5
"""Between two lines about how it goes."""
STOP_TIMEOUT_S = 5
"""pgbench ends at once when it is told to."""


@dataclass(frozen=True, slots=True)
class Options:
    """How hard the server is pressed, and for how long: by `seconds`, or by `transactions` of each client."""

    clients: int
    seconds: int | None
    transactions: int | None
    rate: float | None
    """Transactions that are begun per second, in all; None for as many as there can be."""
    seed: int

    @property
    def threads(self) -> int:
        """Threads of pgbench: more than clients or cores are of no use."""
        return min(self.clients, usable_cores())

    def arguments(self) -> list[str]:
        """Return what they are for pgbench."""
        given = {
            "client": self.clients,
            "jobs": self.threads,
            "time": self.seconds,
            "transactions": self.transactions,
            "rate": self.rate,
            "random-seed": self.seed,
            "max-tries": MAX_TRIES,
        }
        return [f"--{name}={value}" for name, value in given.items() if value is not None]


def command(
    program: Path, directory: Path, scripts: Sequence[Script], variables: Variables, options: Options
) -> list[str]:
    """Write the scripts into a directory, which also takes the logs; the call that runs them, but for the database."""
    files = {directory / f"{script.name}.sql": script for script in scripts}
    for path, script in files.items():
        path.write_text(script.text, encoding="utf-8")
    return [
        *(str(program), "--no-vacuum", "--failures-detailed", "--log", f"--log-prefix={directory / LOG_PREFIX}"),
        *(f"--progress={PROGRESS_S}", *options.arguments()),
        *(f"--define={name}={value}" for name, value in variables.items()),
        *(f"--file={path}@{script.weight}" for path, script in files.items()),
    ]


def run(call: Sequence[str], url: str, name: str, on_progress: Callable[[str], None]) -> str:
    """Run pgbench on a database; what it reports. `name` shows in pg_stat_activity.

    The first client that an error ends is a failure of the whole. Whatever happens, the process is gone.
    """
    database, secret = _database(url, name)
    with (
        tempfile.TemporaryFile("w+") as report,
        subprocess.Popen(
            [*call, database], stdout=report, stderr=subprocess.PIPE, text=True, env=os.environ | secret
        ) as process,
    ):
        try:
            failure = _listen(process, on_progress)
            if failure is None and process.wait() != 0:
                failure = f"ended with exit code {process.returncode}"
        finally:
            _stop(process)
        if failure is not None:
            raise _meaning(failure)
        report.seek(0)
        return report.read()


def _database(url: str, name: str) -> tuple[str, dict[str, str]]:
    """Return the database as an argument, which others on the machine can read, and the password as a variable."""
    parts = conninfo_to_dict(url)
    if parts.pop("sslpassword", None):
        raise UsageError("pgbench takes no sslpassword that others cannot read: use a key without one")
    password = parts.pop("password", None)
    return make_conninfo("", **(parts | {"application_name": name})), {"PGPASSWORD": str(password)} if password else {}


def _listen(process: subprocess.Popen[str], on_progress: Callable[[str], None]) -> str | None:
    """Hear what pgbench says, until it ends or says the first error, which is returned."""
    assert process.stderr is not None
    for line in process.stderr:
        if progress := re.match("progress: (.*)", line):
            on_progress(progress[1])
        elif failure := re.match("pgbench: (?:error|fatal): (.*)", line):
            return failure[1]
    return None


def _stop(process: subprocess.Popen[str]) -> None:
    """End a pgbench that goes on: after an error with its other clients, or when nobody waits for it any more."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_TIMEOUT_S)
        process.kill()


def _meaning(failure: str) -> SupplygenError:
    """Return the error that a failure is."""
    said = f"pgbench: {failure}"
    if WRONG_ANSWER in failure:
        return VerificationError(said)
    return DatabaseUnavailableError(said) if "connection" in failure else SupplygenError(said)
