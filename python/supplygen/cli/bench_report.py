"""What a workload came to: a table for people, JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console

import supplygen
from supplygen.cli.console import print_table
from supplygen.workload.figures import PERCENTILES, Figures
from supplygen.workload.run import Outcome

HEADERS = ("script", "weight", "transactions", "tps", "failed", "retries", *(f"{name} ms" for name in PERCENTILES))


def print_outcome(outcome: Outcome) -> None:
    """Print a row per script, what they come to, and on what."""
    print_table(HEADERS, [_row(one) for one in (*outcome.scripts, outcome.total)])
    for line in _circumstances(outcome):
        Console().print(line, highlight=False, markup=False, soft_wrap=True)


def as_json(outcome: Outcome) -> dict[str, object]:
    """Return everything as JSON values."""
    return {
        "supplygen": supplygen.__version__,
        "pgbench": {"version": outcome.pgbench.version, "call": outcome.call},
        "server": {"version": outcome.server.version, "tls": outcome.server.tls, "settings": outcome.server.settings},
        "load": {name: value for name, value in outcome.server.load.items() if name != "events"},
        "mix": outcome.mix,
        "variables": dict(outcome.variables),
        "options": asdict(outcome.options) | {"threads": outcome.options.threads},
        "connecting_ms": outcome.connecting_ms,
        "scripts": [asdict(one) for one in outcome.scripts],
        "total": asdict(outcome.total),
    }


def _row(one: Figures) -> tuple[object, ...]:
    latencies = ("-" if ms is None else ms for ms in one.latency_ms.values())
    return (one.script, one.weight, one.transactions, one.tps, one.failed, one.retries, *latencies)


def _circumstances(outcome: Outcome) -> Iterator[str]:
    """Say what the figures depend on, in a few lines."""
    options, server = outcome.options, outcome.server
    until = f"{options.seconds} s" if options.transactions is None else f"{options.transactions} transactions of each"
    rate = "" if options.rate is None else f", {options.rate:g} begun per second"
    yield f"{options.clients} clients, {until}{rate}, seed {options.seed}; pgbench {outcome.pgbench.version}"
    yield f"load: scale {server.load['scale']}, seed {server.load['seed']}; PostgreSQL {server.version}"
    yield ", ".join(f"{name} {value or '-'}" for name, value in server.settings.items())
