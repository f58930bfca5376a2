"""The sink of a dump: a file per table, then the scripts that load them, then the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import Table

from supplygen.errors import SupplygenError
from supplygen.sinks.base import TableEncoder
from supplygen.sinks.files.dump import Dump, DumpedFile
from supplygen.sinks.files.formats import FileFormat
from supplygen.sinks.files.naming import MANIFEST, file_name
from supplygen.sinks.files.place import PendingFile, Place


class FilesSink:
    """Writes into a new or empty directory; the manifest comes last, so a broken dump has none."""

    def __init__(self, place: Place, form: FileFormat, tables: Sequence[Table], content: Mapping[str, object]) -> None:
        """`tables` in load order; `content` is recorded as the run that the scripts enter into a database."""
        place.prepare()
        self._place = place
        self._form = form
        self._tables = tuple(tables)
        self._content = content
        names = [table.name for table in tables]
        self._names = {name: file_name(number, name, form.name) for number, name in enumerate(names, start=1)}
        self._streams: dict[str, FileStream] = {}
        """By name of the file."""

    def encoder(self, table: Table) -> TableEncoder:
        """Encode as the format does."""
        return self._form.encoder(table)

    def hold(self, tables: Sequence[Table]) -> None:
        """Nobody else writes into a directory of ours."""

    def open(self, table: Table) -> FileStream:
        """Begin the file of a table."""
        return self._create(self._names[table.name])

    def close(self) -> None:
        """Write the scripts and the manifest."""
        files = [self._dumped(table.name) for table in self._tables]
        dump = Dump(self._form.name, self._content, self._tables, files, self._place.prefix)
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
