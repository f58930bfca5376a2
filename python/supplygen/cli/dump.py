"""The command that writes files."""

from __future__ import annotations

import shlex
from functools import partial

from supplygen.cli.console import diagnostics
from supplygen.cli.displays import reporter
from supplygen.cli.load import make_source
from supplygen.cli.options import NO_OPTIONS, FileForm, LogForm, OutStore, PartNumber, Quiet, SettingsOptions
from supplygen.cli.report import print_written
from supplygen.load.dump import PartsDump
from supplygen.progress import Phase
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.store import Directory
from supplygen.sinks.files.stores import file_store


def dump(
    *,
    out: OutStore,
    form: FileForm = "copy",
    part: PartNumber = None,
    settings: SettingsOptions = NO_OPTIONS,
    quiet: Quiet = False,
    log_format: LogForm = "text",
) -> None:
    """Write a file per table, and what loads them, without a database."""
    resolved, chosen, store = settings.resolve(), file_format(form), file_store(out)
    dumped = PartsDump(resolved, store, chosen, part)
    due = dumped.due()
    source, console = make_source(resolved), diagnostics()
    is_shown = not quiet and log_format == "text"
    with reporter(console, quiet=quiet, log_format=log_format) as progress:
        if due:
            source.prepare(progress)
        for number in due:
            known = sum(rows or 0 for rows in source.leaves([number] if resolved.parts > 1 else ()).values())
            with progress.phase("write", known) as phase:
                writer = dumped.write(source, number, partial(_count, phase))
            if is_shown:
                print_written(console, writer)
    if is_shown and isinstance(store, Directory):
        console.print(
            f"load it with: {_loading(out, resolved.parts, chosen.command)}",
            soft_wrap=True,
            markup=False,
            highlight=False,
        )


def _count(phase: Phase, _table: str, rows: int, _bytes: int) -> None:
    phase.advance(rows)


def _loading(out: str, parts: int, command: str) -> str:
    if parts == 1:
        return f"cd {shlex.quote(out)} && {command}"
    return f'for part in {shlex.quote(out)}/*-of-{parts}; do (cd "$part" && {command}); done'
