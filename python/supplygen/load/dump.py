"""A dump: its parts, each in a place of its own, made one after the other or by several processes."""

from __future__ import annotations

from collections.abc import Collection

from supplygen.config import Settings
from supplygen.errors import UsageError
from supplygen.load.source import RowSource, fill
from supplygen.schema.graph import level_graph
from supplygen.sinks.files.dump import DumpPart
from supplygen.sinks.files.formats import FileFormat
from supplygen.sinks.files.naming import part_name
from supplygen.sinks.files.place import Place
from supplygen.sinks.files.sink import FilesSink
from supplygen.sinks.writer import BlockWritten, StreamingWriter


class PartsDump:
    """Some parts of a dump; a dump that is not cut has one, which needs no place of its own."""

    def __init__(self, settings: Settings, place: Place, form: FileFormat, number: int | None = None) -> None:
        """Dump into `place`: the part of a `number`, or all; raises `UsageError` if there is no such part."""
        parts = settings.parts
        if number is not None and not 1 <= number <= parts:
            raise UsageError(f"--part {number} is outside 1 to {parts}: --parts says how many there are")
        self._settings, self._form = settings, form
        self._places = {
            one: place if parts == 1 else place.child(part_name(one, parts))
            for one in ([number] if number else range(1, parts + 1))
        }

    def due(self) -> list[int]:
        """Make sure that each place takes files; return the parts that are not whole there yet.

        Raises `UsageError` where something else is, and `FilesUnavailableError`.
        """
        return [number for number in self._places if not self._sink(number).is_whole()]

    def write(self, source: RowSource, number: int, on_block: BlockWritten) -> StreamingWriter:
        """Write a part from a source that is prepared."""
        parts = [] if self._settings.parts == 1 else [number]
        sink = self._sink(number, {leaf.table for leaf in source.leaves(parts)}, len(source.leaves()))
        return fill(sink, source, level_graph().tables, on_block, parts=parts)

    def _sink(self, number: int, tables: Collection[str] = (), leaves: int = 0) -> FilesSink:
        part = DumpPart(number, self._settings.parts, tables, leaves)
        return FilesSink(self._places[number], self._form, level_graph().tables, self._settings.content(), part)
