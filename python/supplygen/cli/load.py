"""Commands that make rows or remove them, or look at where: load, check, plan, dump, reset."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import psycopg

from supplygen.cli.console import confirm, diagnostics, note, print_json
from supplygen.cli.displays import LogFormat, reporter
from supplygen.cli.options import (
    NO_OPTIONS,
    Create,
    DatabaseUrl,
    DryRun,
    FileForm,
    Json,
    LeaveOut,
    LogForm,
    Null,
    OutPlace,
    Quiet,
    Replace,
    Report,
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
from supplygen.load.phases import Load, RowSource
from supplygen.load.planned import PlannedLoad
from supplygen.load.reset import empty_database
from supplygen.progress import Reporter
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Sink
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.place import Directory
from supplygen.sinks.files.places import place_of
from supplygen.sinks.files.sink import FilesSink
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter


def load(
    *,
    settings: SettingsOptions = NO_OPTIONS,
    create: Create = False,
    replace: Replace = False,
    dry_run: DryRun = False,
    null: Null = False,
    quiet: Quiet = False,
    log_format: LogForm = "text",
    report: Report = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Fill the database; an interrupted load goes on where it stopped."""
    began = datetime.now(UTC)
    resolved = settings.resolve()
    if null:
        if create or replace or dry_run or report or database_url:
            raise UsageError(
                "--null needs no database: it goes without --create, --replace, --dry-run, --report and --database-url"
            )
        _write_to(NullSink(), resolved, quiet=quiet, log_format=log_format)
        return
    if create and dry_run:
        raise UsageError("--dry-run changes nothing: it goes without --create")
    url = resolve_url(database_url)
    if create:
        from supplygen.cli.schema import create_schema  # brings Alembic with it

        create_schema(url, quiet=quiet)
    source = make_source(resolved)
    console = diagnostics()
    with reporter(console, quiet=quiet, log_format=log_format) as progress:
        done = Load(url, resolved, level_graph().tables, source, progress).run(replace=replace, dry_run=dry_run)
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


def dump(
    *,
    out: OutPlace,
    form: FileForm = "copy",
    settings: SettingsOptions = NO_OPTIONS,
    quiet: Quiet = False,
    log_format: LogForm = "text",
) -> None:
    """Write a file per table, and what loads them, without a database."""
    resolved = settings.resolve()
    chosen, place = file_format(form), place_of(out)
    sink = FilesSink(place, chosen, level_graph().tables, resolved.content())
    _write_to(sink, resolved, quiet=quiet, log_format=log_format)
    if isinstance(place, Directory) and not quiet and log_format == "text":
        command = f"cd {shlex.quote(str(place))} && {chosen.command}"
        diagnostics().print(f"load it with: {command}", soft_wrap=True, markup=False, highlight=False)


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


def _print_plan(planned: PlannedLoad) -> None:
    print_levels(planned.rows)
    print_estimate(planned.estimate)


def _write_to(sink: Sink, settings: Settings, *, quiet: bool, log_format: LogFormat) -> None:
    """Generate into a sink that is no database."""
    source = make_source(settings)
    console = diagnostics()
    try:
        with reporter(console, quiet=quiet, log_format=log_format) as progress:
            source.prepare(progress)
            writer = _produce(sink, source, progress)
    except BaseException:
        sink.abort()
        raise
    if not quiet and log_format == "text":
        print_written(console, writer)


def _produce(sink: Sink, source: RowSource, progress: Reporter) -> StreamingWriter:
    with progress.phase("write", sum(source.row_counts.values())) as phase:
        writer = StreamingWriter(
            sink,
            level_graph().tables,
            expected=source.row_counts,
            on_block=lambda _table, rows, _bytes: phase.advance(rows),
        )
        source.produce(writer)
        writer.close()
    return writer
