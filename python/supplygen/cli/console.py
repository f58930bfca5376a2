"""The two outputs and the forms that commands share."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

from rich.console import Console

from supplygen.errors import UsageError

STDOUT = "-"
"""What stands for stdout where a file is asked for."""


class Unbreakable(io.TextIOBase):
    """Text on its way to a reader that may go away, or a disk that may be full: the work is not to end for that."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream` as long as it takes what is written."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or drop."""
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, or drop."""
        with suppress(OSError, ValueError):
            self._stream.flush()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Number of the stream's file."""
        return self._stream.fileno()


def diagnostics() -> Console:
    """Return the console for everything that is not data."""
    # Without emoji: a colon on either side of a letter is no picture.
    return Console(file=cast("TextIO", Unbreakable(sys.stderr)), emoji=False)


def note(text: str) -> None:
    """Say on stderr what is to be known besides."""
    diagnostics().print(f"supplygen: {text}", style="yellow", markup=False, highlight=False, soft_wrap=True)


def print_json(value: object, file: Path | None = None) -> None:
    """Write data for machines, into a file where there is one; `-` is stdout."""
    write_text(json.dumps(value, indent=2, default=str) + "\n", file)


def write_text(text: str, file: Path | None) -> None:
    """Write data into a file where there is one; `-` is stdout."""
    if file is None or str(file) == STDOUT:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")


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
