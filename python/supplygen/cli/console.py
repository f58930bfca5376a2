"""The two outputs and the forms that commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console

from supplygen.errors import UsageError


def diagnostics() -> Console:
    """Return the console for everything that is not data."""
    return Console(stderr=True)


def print_json(value: object) -> None:
    """Write data for machines."""
    sys.stdout.write(json.dumps(value, indent=2, default=str) + "\n")


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], console: Console | None = None) -> None:
    """Write a table with numbers to the right; no line is ever cut or wrapped."""
    listed = list(rows)
    cells = [list(headers), *([_shown(value) for value in row] for row in listed)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(headers))]
    numeric = [any(isinstance(row[index], int | float) for row in listed) for index in range(len(headers))]
    console = console or Console()
    for line in cells:
        fitted = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ]
        style = "bold" if line is cells[0] else None
        console.print("  ".join(fitted).rstrip(), style=style, markup=False, highlight=False, soft_wrap=True)


def confirm(question: str, *, yes: bool) -> None:
    """Insist on an answer where someone can give one, and on `--yes` where nobody can."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Say --yes")
    try:
        answer = input(f"{question} [y/N] ").strip().lower()
    except EOFError:
        answer = ""
    if answer not in {"y", "yes"}:
        raise UsageError("nothing done")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
