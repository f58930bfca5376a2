"""The closing tables: what was made, by level."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC

from rich.console import Console

from supplygen.cli.console import print_table
from supplygen.database.history import PastRun
from supplygen.load.estimate import Estimate
from supplygen.load.phases import LoadReport
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import TableTotals
from supplygen.sinks.writer import StreamingWriter

STARTED = time.perf_counter()
"""As good as the start of the process."""
MIB = 1 << 20
HEADERS = ("level", "name", "tables", "rows", "bytes", "seconds", "rows/s")


def print_levels(rows: Mapping[str, int]) -> None:
    """Print rows per table, in load order, and their sum."""
    graph = level_graph()
    listed = [(graph.level(name), name, rows[name]) for name in graph.names]
    print_table(("level", "table", "rows"), [*listed, ("", "total", sum(rows.values()))])


def print_estimate(estimate: Estimate) -> None:
    """Print what the load of a plan will take, and on what that rests."""
    console = Console()
    (least_memory, most_memory), (least, most) = estimate.memory_bytes, estimate.seconds
    for line in (
        f"disk, estimated: {in_mib(estimate.disk_bytes)}, of it indexes {in_mib(estimate.index_bytes)}",
        f"WAL, estimated: little at wal_level minimal, else up to {in_mib(estimate.wal_bytes)}",
        f"memory of the loader, estimated: {in_mib(least_memory)} to {in_mib(most_memory)}",
        f"time of a load, estimated: {least:,} to {most:,} s",
        f"rests on {estimate.basis}",
    ):
        console.print(line, highlight=False, soft_wrap=True)


def print_runs(found: Sequence[PastRun]) -> None:
    """Print loads, each with its settings and what it took."""
    shown = ("seed", "scale", "start", "weeks", "scenario")
    headers = ("run", "outcome", *shown, "started (UTC)", "rows", "seconds", "phases")
    lines: list[tuple[object, ...]] = []
    for one in found:
        started = f"{one.started_at.astimezone(UTC):%Y-%m-%d %H:%M}"
        seconds = "-" if one.seconds is None else f"{one.seconds:,.1f}"
        phases = ", ".join(f"{phase['name']} {phase['seconds']:,.1f}" for phase in one.phases)
        settings = (one.settings[name] for name in shown)
        only = one.settings.get("tables")
        outcome = f"{one.outcome}, {len(only)} tables" if only else one.outcome
        lines.append((one.run_id, outcome, *settings, started, one.row_count, seconds, phases))
    print_table(headers, lines)


def in_mib(size: int) -> str:
    """Write bytes for people."""
    return f"{round(size / MIB):,} MiB"


def print_loaded(console: Console, report: LoadReport, scenario: str, url: str) -> None:
    """Say what a load has streamed; seconds are those of the tables' COPY streams, which run side by side."""
    print_totals(console, report.streamed)
    if report.resumed:
        console.print(f"{len(report.resumed)} tables were already loaded by the interrupted load", highlight=False)
    seconds = time.perf_counter() - STARTED
    rows = sum(one.rows for one in report.streamed.values())
    line = f"loaded {rows:,} rows in {seconds:.1f} s ({rows / seconds:,.0f} rows/s) into {url}, scenario {scenario}"
    console.print(line, highlight=False, soft_wrap=True)


def print_written(console: Console, writer: StreamingWriter) -> None:
    """Say what went through a writer; seconds are those of encoding and handing over."""
    print_totals(console, writer.totals)
    seconds = time.perf_counter() - STARTED
    rows = sum(one.rows for one in writer.totals.values())
    console.print(f"{rows:,} rows in {seconds:.1f} s ({rows / seconds:,.0f} rows/s)", highlight=False)


def print_totals(console: Console, totals: Mapping[str, TableTotals]) -> None:
    """Print rows, bytes, seconds and rows per second of each level."""
    graph = level_graph()
    lines: list[tuple[object, ...]] = []
    for level, tables in graph.levels:
        found = [totals[table.name] for table in tables if table.name in totals]
        if found:
            lines.append((level, graph.level_names[level], *_sums(found)))
    print_table(HEADERS, [*lines, ("", "total", *_sums(list(totals.values())))], console)


def _sums(found: Sequence[TableTotals]) -> tuple[object, ...]:
    """Tables, rows, bytes, seconds, rows per second; the last two where this process has measured them."""
    rows, seconds = sum(one.rows for one in found), float(sum(one.seconds for one in found))
    pace = (seconds, round(rows / seconds)) if seconds else ("-", "-")
    return len(found), rows, sum(one.bytes for one in found), *pace
