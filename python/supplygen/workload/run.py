"""A run: a mix on a loaded database, and what came of it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from supplygen.database.repeat import read
from supplygen.progress import Reporter
from supplygen.workload import orders, pgbench, questions
from supplygen.workload.figures import Figures, Transactions, read_logs
from supplygen.workload.mix import Mix
from supplygen.workload.pgbench import Options
from supplygen.workload.program import Pgbench, find_pgbench
from supplygen.workload.script import Script, Variables
from supplygen.workload.server import Server, look_at, reserved, send_away


@dataclass(frozen=True, slots=True)
class Prepared:
    """What pgbench is to run."""

    scripts: Sequence[Script]
    variables: Variables


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, and on what."""

    mix: Mix
    options: Options
    server: Server
    pgbench: Pgbench
    call: Sequence[str]
    """How pgbench was called, but for the database."""
    variables: Variables
    """What the scripts were told of the load: where the company is, ranges of ids or checksums of the right answers."""
    scripts: Sequence[Figures]
    total: Figures
    connecting_ms: float
    """Time that the clients took to connect, which counts nowhere."""


def run(url: str, mix: Mix, options: Options, bin_dir: Path | None, progress: Reporter) -> Outcome:
    """Run a mix; no value of the load changes."""
    server = read(url, "bench", look_at, progress.note)
    program = find_pgbench(bin_dir, tls=server.tls)
    with (
        reserved(url, writes=mix == "orders"),
        tempfile.TemporaryDirectory(prefix="supplygen-bench-") as name,
        MIXES[mix](url, progress) as prepared,
    ):
        directory = Path(name)
        call = pgbench.command(program.path, directory, prepared.scripts, prepared.variables, options)
        report = _run(call, url, progress)
        found = read_logs(directory, len(prepared.scripts))
    total = Transactions.of_all(found)
    committed = len(total.microseconds)
    # As pgbench counts the time: from when the clients are connected.
    seconds = committed / _figure("tps", report) if committed else 0.0
    weights = sum(script.weight for script in prepared.scripts)
    return Outcome(
        mix,
        options,
        server,
        program,
        call,
        prepared.variables,
        [Figures.of(one.name, one.weight, its, seconds) for one, its in zip(prepared.scripts, found, strict=True)],
        Figures.of("all", weights, total, seconds),
        _figure("initial connection time", report),
    )


@contextmanager
def _questions(url: str, progress: Reporter) -> Iterator[Prepared]:
    """Ask each question alone first."""
    right = read(url, "bench answers", lambda one: questions.right_answers(one, progress), progress.note)
    yield Prepared([questions.checked(question) for question in questions.questions()], right)


@contextmanager
def _orders(url: str, progress: Reporter) -> Iterator[Prepared]:
    """Make the working tables, and check them in the end."""
    variables = read(url, "bench variables", orders.variables, progress.note)
    with orders.working_tables(url):
        yield Prepared(orders.order_entry(), variables)
        orders.check(url)


MIXES: Mapping[Mix, Callable[[str, Reporter], AbstractContextManager[Prepared]]] = {
    "questions": _questions,
    "orders": _orders,
}


def _run(call: Sequence[str], url: str, progress: Reporter) -> str:
    """Run pgbench; where that breaks off, none of its sessions stays."""
    name = f"supplygen bench {os.getpid()}"
    try:
        return pgbench.run(call, url, name, progress.note)
    except BaseException:
        send_away(url, name)
        raise


def _figure(name: str, report: str) -> float:
    """Read a figure of pgbench's report."""
    found = re.search(rf"^{name} = ([\d.]+)", report, re.MULTILINE)
    assert found is not None, report
    return float(found[1])
