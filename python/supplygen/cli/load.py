"""Commands that make rows or remove them, or look at where: load, check, plan, dump, reset."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime

import psycopg

from supplygen.cli.console import confirm, diagnostics, note, print_json
from supplygen.cli.displays import LogFormat, reporter
from supplygen.cli.options import (
    NO_OPTIONS,
    Cluster,
    Create,
    DatabaseUrl,
    DryRun,
    Json,
    LeaveOut,
    LogForm,
    Null,
    Quiet,
    Replace,
    Report,
    Schema,
    SettingsOptions,
    Yes,
)
from supplygen.cli.report import print_estimate, print_levels, print_loaded, print_written
from supplygen.cli.run_report import write_run_report
from supplygen.config import Settings
from supplygen.database.findings import Finding, find
from supplygen.database.repeat import read
from supplygen.database.target import display_url, resolve_url
from supplygen.errors import DatabaseUnavailableError, UsageError
from supplygen.load.check import check_server
from supplygen.load.phases import Load
from supplygen.load.planned import PlannedLoad
from supplygen.load.reset import empty_database
from supplygen.load.source import RowSource, fill
from supplygen.load.stream import Streams
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Sink
from supplygen.sinks.null import NullSink


def load(
    *,
    settings: SettingsOptions = NO_OPTIONS,
    create: Create = False,
    schema: Schema = None,
    replace: Replace = False,
    dry_run: DryRun = False,
    null: Null = False,
    cluster: Cluster = None,
    quiet: Quiet = False,
    log_format: LogForm = "text",
    report: Report = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Fill the database; an interrupted load goes on where it stopped."""
    began = datetime.now(UTC)
    resolved = settings.resolve()
    if null:
        if create or replace or dry_run or report or database_url or cluster:
            raise UsageError(
                "--null needs neither database nor cluster: it goes without --create, --replace, --dry-run, --report,"
                " --database-url and --cluster"
            )
        _write_to(NullSink(), resolved, quiet=quiet, log_format=log_format)
        return
    if schema is not None and not create:
        raise UsageError("--schema goes with --create: a database that has a company knows where it is")
    if dry_run and (create or cluster):
        raise UsageError("--dry-run changes nothing: it goes without --create and --cluster")
    url = resolve_url(database_url)
    with ExitStack() as stack:
        streams = stack.enter_context(_cluster_streams(cluster, url, resolved)) if cluster else None
        if create:
            from supplygen.cli.schema import create_schema  # brings Alembic with it

            create_schema(url, schema=schema, quiet=quiet)
        source = make_source(resolved)
        console = diagnostics()
        progress = stack.enter_context(reporter(console, quiet=quiet, log_format=log_format))
        whole = Load(url, resolved, level_graph().tables, source, progress, streams)
        done = whole.run(replace=replace, dry_run=dry_run)
    if done.standing is not None:
        note(
            f"{display_url(url)} holds this load already, complete since {done.standing.finished_at:%Y-%m-%d %H:%M}:"
            " nothing to do; `supplygen verify` checks it, and --replace loads it again"
        )
    elif dry_run:
        _print_plan(PlannedLoad.prepared(resolved, source, progress))
    elif not quiet and log_format == "text":
        print_loaded(console, done, resolved.scenario.name, display_url(url))
    if report is not None:
        write_run_report(report, resolved, url, progress.phases, done, began)


def plan(*, settings: SettingsOptions = NO_OPTIONS, json: Json = False) -> None:
    """Print the exact rows of every table, and what a load will take, without a database."""
    resolved = settings.resolve()
    with reporter(diagnostics(), quiet=json) as progress:
        planned = PlannedLoad.of(resolved, make_source(resolved), progress)
    if json:
        estimate = asdict(planned.estimate)
        print_json(
            {"settings": resolved.content(), "tables": planned.rows, "total": planned.total, "estimate": estimate}
        )
    else:
        _print_plan(planned)


def check(*, json: Json = False, database_url: DatabaseUrl = None) -> None:
    """List what in the database would stop a load or a reset, or is to be known before; exit code 3 if it stops one."""

    def look(connection: psycopg.Connection) -> list[Finding]:
        check_server(connection)
        return find(connection, level_graph().names)

    found = read(resolve_url(database_url, start=False), "check", look, note)
    if json:
        print_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            sys.stdout.write(f"{'stops ' + ' and '.join(finding.blocks) if finding.blocks else 'note'}: {finding}\n")
    if blocking := sum(bool(finding.blocks) for finding in found):
        raise DatabaseUnavailableError(f"{blocking} of {len(found)} findings stop a load or a reset")


def reset(
    *, yes: Yes = False, leave_out: LeaveOut = (), quiet: Quiet = False, database_url: DatabaseUrl = None
) -> None:
    """Empty all tables, restore all keys and indexes, and forget all runs."""
    url = resolve_url(database_url)
    confirm(f"Empty all supplygen tables of {display_url(url)}?", yes=yes)
    with reporter(diagnostics(), quiet=quiet) as progress:
        left_out = empty_database(url, level_graph().names, leave_out=leave_out, on_wait=progress.note)
        for item in left_out:
            progress.note(f"left out {item.kind} {item.object_name} of {item.table_name}: {item.definition}")


def make_source(settings: Settings) -> RowSource:
    """Make the generator; imported late, since it brings the whole model with it."""
    from supplygen.generate.orchestrator import Orchestrator

    return Orchestrator(settings)


@contextmanager
def _cluster_streams(address: str, url: str, settings: Settings) -> Iterator[Streams]:
    """Let a cluster stream; imported late, since few have Dask."""
    from supplygen.cluster.connection import open_cluster
    from supplygen.cluster.streams import ClusterStreams
    from supplygen.cluster.workers import ClusterWorkers

    with open_cluster(address, url) as client, closing(ClusterWorkers(client, settings)) as workers:
        yield ClusterStreams(workers, url)


def _print_plan(planned: PlannedLoad) -> None:
    print_levels(planned.rows)
    print_estimate(planned.estimate)


def _write_to(sink: Sink, settings: Settings, *, quiet: bool, log_format: LogFormat) -> None:
    """Generate into a sink that is no database."""
    source = make_source(settings)
    console = diagnostics()
    with reporter(console, quiet=quiet, log_format=log_format) as progress:
        source.prepare(progress)
        with progress.phase("write", sum(source.row_counts.values())) as phase:
            writer = fill(sink, source, level_graph().tables, lambda _table, rows, _bytes: phase.advance(rows))
    if not quiet and log_format == "text":
        print_written(console, writer)
