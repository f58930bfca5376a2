"""A sink of plain files: COPY text, one file per table, and a `load.sql` that psql runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import Template
from typing import BinaryIO, cast

from sqlalchemy import Table

from supplygen.database.ledger import ENTRY
from supplygen.database.session import ADVISORY_LOCK
from supplygen.errors import DiskSpaceError, UsageError
from supplygen.sinks.base import Format
from supplygen.verify import registry
from supplygen.verify.registry import Invariant

SCRIPT = "load.sql"
_SCRIPT_TEMPLATE = Path(__file__).with_name("load.sql.template")


class FilesSink:
    """Writes `NN_table.copy` into a new or empty directory; `load.sql` comes last, so a broken dump has none."""

    format: Format = "text"

    def __init__(self, directory: Path, tables: Sequence[Table], content: Mapping[str, object]) -> None:
        """`tables` in load order; `content` is recorded as the run that the script enters into the database."""
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise UsageError(f"{directory} is not an empty directory: name a new or an empty one")
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{directory} cannot be made: {error.strerror}") from error
        self._directory = directory
        self._names = {table.name: f"{number:02}_{table.name}.copy" for number, table in enumerate(tables, start=1)}
        self._tables = tuple(tables)
        self._content = content
        self._only = cast("Sequence[str]", content.get("tables", ()))
        self._rows: dict[str, int] = {}
        self._open: list[FileStream] = []

    def hold(self, tables: Sequence[Table]) -> None:
        """Nobody else writes into a directory of ours."""

    def open(self, table: Table) -> FileStream:
        """Begin the file of a table."""
        stream = FileStream(self._directory / self._names[table.name], table.name, self._rows)
        self._open.append(stream)
        return stream

    def close(self) -> None:
        """Write the script."""
        missing = [table.name for table in self._tables if table.name not in self._rows]
        if missing:
            raise RuntimeError(f"tables were not finished: {', '.join(missing)}")
        with _writing(self._directory / SCRIPT):
            (self._directory / SCRIPT).write_text(self._script(), encoding="utf-8")

    def abort(self) -> None:
        """Close the files; what is there has no script and is recognized as incomplete."""
        for stream in self._open:
            stream.file.close()

    def _script(self) -> str:
        template = Template(_SCRIPT_TEMPLATE.read_text(encoding="utf-8"))
        return template.substitute(
            copies="\n".join(self._copy(table) for table in self._tables),
            content=_literal(json.dumps(self._content, sort_keys=True)),
            tables=", ".join(_literal(table.fullname) for table in self._tables),
            names=", ".join(f":only {table.fullname}" for table in self._tables),
            entry=ENTRY,
            dumped=",\n    ".join(self._dumped(table.name) for table in self._tables),
            invariants=",\n    ".join(_invariant(one) for one in registry.of_part(self._only)),
            count=len(self._tables),
            lock=ADVISORY_LOCK,
            rows=sum(self._rows.values()),
        )

    def _dumped(self, name: str) -> str:
        size = (self._directory / self._names[name]).stat().st_size
        return f"({_literal(name)}, {self._rows[name]}, {size})"

    def _copy(self, table: Table) -> str:
        columns = ", ".join(column.name for column in table.columns)
        return f"\\copy {table.fullname} ({columns}) FROM '{self._names[table.name]}'"


class FileStream:
    """Writes the blocks of one table into its file."""

    def __init__(self, path: Path, table: str, rows: dict[str, int]) -> None:
        """Create the file; `rows` learns how many rows it holds when it is finished."""
        with _writing(path):
            self.file: BinaryIO = path.open("wb")
        self._path = path
        self._table = table
        self._rows = rows

    def write(self, block: memoryview) -> None:
        """Append a block."""
        with _writing(self._path):
            self.file.write(block)

    def finish(self, rows: int) -> None:
        """Close the file."""
        with _writing(self._path):
            self.file.close()
        self._rows[self._table] = rows


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskSpaceError(f"{path}: {error.strerror}") from error


def _invariant(one: Invariant) -> str:
    return f"({', '.join(_literal(text) for text in (one.id, one.title, one.kind, one.cost, one.query))})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
