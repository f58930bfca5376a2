"""The command that writes files."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial

from supplygen.cli import load
from supplygen.cli.console import diagnostics
from supplygen.cli.displays import reporter
from supplygen.cli.options import (
    NO_OPTIONS,
    Cluster,
    FileForm,
    LogForm,
    OutPlace,
    PartNumber,
    Quiet,
    SettingsOptions,
)
from supplygen.cli.report import print_written
from supplygen.config import Settings
from supplygen.errors import UsageError
from supplygen.load.dump import PartsDump
from supplygen.progress import Phase, Reporter
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.load_sql import LOAD_SQL
from supplygen.sinks.files.naming import FormatName
from supplygen.sinks.files.place import Directory
from supplygen.sinks.files.places import place_of
from supplygen.sinks.writer import StreamingWriter


def dump(
    *,
    out: OutPlace,
    form: FileForm = "copy",
    part: PartNumber = None,
    cluster: Cluster = None,
    settings: SettingsOptions = NO_OPTIONS,
    quiet: Quiet = False,
    log_format: LogForm = "text",
) -> None:
    """Write a file per table, and what loads them, without a database."""
    resolved, chosen, place = settings.resolve(), file_format(form), place_of(out)
    if cluster and (part or resolved.parts == 1):
        raise UsageError("--cluster makes all of several parts: it goes without --part and --parts 1")
    console, is_shown = diagnostics(), not quiet and log_format == "text"
    with reporter(console, quiet=quiet, log_format=log_format) as progress:
        if cluster:
            parts = _dump_on_cluster(cluster, resolved, out, form, progress)
        else:
            resolved = replace(resolved, parts=resolved.parts or 1)
            parts = resolved.parts
            dumped = PartsDump(resolved, place, chosen, part)
            _dump_here(dumped, resolved, progress, partial(print_written, console) if is_shown else lambda _: None)
    if is_shown and isinstance(place, Directory) and (parts == 1 or LOAD_SQL in chosen.scripts):
        command = _loading(out, parts, chosen.command)
        console.print(f"load it with: {command}", soft_wrap=True, markup=False, highlight=False)


def _dump_here(
    dumped: PartsDump, settings: Settings, progress: Reporter, on_part: Callable[[StreamingWriter], None]
) -> None:
    due = dumped.due()
    source = load.make_source(settings)
    if due:
        source.prepare(progress)
    for number in due:
        known = sum(rows or 0 for rows in source.leaves([number] if settings.parts > 1 else ()).values())
        with progress.phase("write", known) as phase:
            writer = dumped.write(source, number, partial(_count, phase))
        on_part(writer)


def _dump_on_cluster(cluster: str, settings: Settings, out: str, form: FormatName, progress: Reporter) -> int:
    """Let a cluster write, and return in how many parts; imported late, since few have Dask."""
    from supplygen.cluster.connection import open_cluster
    from supplygen.cluster.dump import dump_parts
    from supplygen.cluster.workers import ClusterWorkers

    with open_cluster(cluster) as client, closing(ClusterWorkers(client, settings)) as workers:
        return dump_parts(workers, load.make_source(settings), out, form, progress)


def _count(phase: Phase, _table: str, rows: int, _bytes: int) -> None:
    phase.advance(rows)


def _loading(out: str, parts: int, command: str) -> str:
    if parts == 1:
        return f"cd {shlex.quote(out)} && {command}"
    return f'for part in {shlex.quote(out)}/*-of-{parts}; do (cd "$part" && {command}); done'
