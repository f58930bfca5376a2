"""The sink of a part of a dump: a file per table, then the scripts that load them, then the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import Table

from supplygen.errors import SupplygenError, UsageError
from supplygen.sinks.base import TableEncoder
from supplygen.sinks.files.dump import Dump, DumpedFile, DumpPart
from supplygen.sinks.files.formats import FileFormat
from supplygen.sinks.files.naming import MANIFEST, file_name
from supplygen.sinks.files.place import PendingFile, Place


class FilesSink:
    """Writes into a place of its own; the manifest comes last, so a broken dump has none."""

    def __init__(
        self,
        place: Place,
        form: FileFormat,
        tables: Sequence[Table],
        content: Mapping[str, object],
        part: DumpPart,
    ) -> None:
        """`tables` in load order; `content` is recorded as the run that the scripts enter into a database."""
        self._place, self._form = place, form
        self._tables, self._content, self._part = tuple(tables), content, part
        self._names = {
            table.name: file_name(number, table.name, form.name, part.number, part.of)
            for number, table in enumerate(tables, start=1)
        }
        self._streams: dict[str, FileStream] = {}
        """By name of the file."""

    def is_whole(self) -> bool:
        """Whether the part is there; else make sure that its place takes files.

        One of several parts may have been broken off, and what it left is written anew. Raises `UsageError` where
        something else is, and `FilesUnavailableError`.
        """
        known = [*self._names.values(), *self._form.scripts] if self._part.of > 1 else []
        if known and (manifest := self._place.read(MANIFEST)) is not None:
            if not self._dump([]).is_told_by(manifest):
                raise UsageError(f"{self._place} holds another dump: name another directory")
            return True
        self._place.prepare(known)
        return False

    def encoder(self, table: Table) -> TableEncoder:
        """Encode as the format does."""
        return self._form.encoder(table)

    def hold(self, tables: Sequence[Table]) -> None:
        """Nobody else writes into a directory of ours."""

    def open(self, table: Table, _part: int) -> FileStream:
        """Begin the file of a table."""
        return self._create(self._names[table.name])

    def close(self) -> None:
        """Write the scripts and the manifest."""
        dump = self._dump([self._dumped(table.name) for table in self._tables if table.name in self._part.tables])
        for name, script in self._form.scripts.items():
            self._write(name, script(dump))
        self._write(MANIFEST, dump.manifest())

    def abort(self) -> None:
        """Leave no file that is not whole; what is there has no manifest and is recognized as incomplete."""
        for stream in self._streams.values():
            if not stream.is_whole:
                with suppress(SupplygenError):  # why it is given up counts
                    stream.file.discard()

    def _create(self, name: str) -> FileStream:
        self._streams[name] = stream = FileStream(self._place.create(name))
        return stream

    def _dump(self, files: Sequence[DumpedFile]) -> Dump:
        return Dump(self._form.name, self._content, self._tables, self._part, files, self._place.prefix)

    def _dumped(self, table: str) -> DumpedFile:
        name = self._names[table]
        stream = self._streams.get(name)
        if stream is None or not stream.is_whole:
            raise RuntimeError(f"table {table} was not finished")
        return DumpedFile(name, table, stream.rows, stream.bytes)

    def _write(self, name: str, text: str) -> None:
        stream = self._create(name)
        stream.write(memoryview(text.encode()))
        stream.finish(0)


class FileStream:
    """Writes blocks into a file."""

    def __init__(self, file: PendingFile) -> None:
        """Fill `file`, and count."""
        self.file = file
        self.rows = 0
        self.bytes = 0
        self.is_whole = False

    def write(self, block: memoryview) -> None:
        """Append a block."""
        self.file.write(block)
        self.bytes += block.nbytes

    def finish(self, rows: int) -> None:
        """Give the file its name."""
        self.file.commit()
        self.rows = rows
        self.is_whole = True
