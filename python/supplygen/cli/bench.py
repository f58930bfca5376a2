"""`supplygen bench`: a workload on a loaded database."""

from __future__ import annotations

import sys

from cyclopts import App

from supplygen.cli.bench_report import as_json, print_outcome
from supplygen.cli.console import diagnostics, print_json
from supplygen.cli.displays import reporter
from supplygen.cli.options import BenchSeed, BinDirectory, Clients, DatabaseUrl, Json, OfClient, OfMix, Rate, Time
from supplygen.config import Settings
from supplygen.database.target import resolve_url
from supplygen.errors import UsageError
from supplygen.machine import usable_cores
from supplygen.workload import run as workload
from supplygen.workload.mix import BENCH_SECONDS
from supplygen.workload.orders import drop
from supplygen.workload.pgbench import Options
from supplygen.workload.server import reserved

DEFAULT_SEED = Settings().seed
app = App(name="bench")  # its help stands with the other commands


@app.command
def run(
    *,
    mix: OfMix = "questions",
    clients: Clients = None,
    time: Time = None,
    transactions: OfClient = None,
    rate: Rate = None,
    seed: BenchSeed = DEFAULT_SEED,
    bindir: BinDirectory = None,
    json: Json = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Run a mix of transactions with pgbench and print latencies and throughput; no value of the load changes.

    Example: `supplygen bench run --mix orders --clients 8 --time 60`
    """
    if time is not None and transactions is not None:
        raise UsageError("--time and --transactions both say when it is over: give one")
    seconds = None if transactions is not None else time or BENCH_SECONDS
    options = Options(clients or usable_cores(), seconds, transactions, rate, seed)
    with reporter(diagnostics()) as progress:
        outcome = workload.run(resolve_url(database_url, start=False), mix, options, bindir, progress)
    if json:
        print_json(as_json(outcome))
    else:
        print_outcome(outcome)


@app.command
def clean(*, database_url: DatabaseUrl = None) -> None:
    """Drop the working tables that a run has left behind which was killed."""
    url = resolve_url(database_url, start=False)
    with reserved(url, writes=True):
        sys.stdout.write("dropped\n" if drop(url) else "nothing there\n")
