"""What a dump holds: its files by table, and the manifest that tells of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Table

from supplygen.sinks.files.naming import FormatName


@dataclass(frozen=True, slots=True)
class DumpedFile:
    """A whole file."""

    name: str
    table: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class DumpPart:
    """A part of a dump."""

    number: int
    """From 1."""
    of: int
    tables: Collection[str]
    """Those that it has rows of."""
    leaves: int
    """Files of tables that all parts have together."""


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of one part, in load order, and what their content is a function of."""

    format: FormatName
    content: Mapping[str, object]
    tables: Sequence[Table]
    """All tables of the content, in load order."""
    part: DumpPart
    files: Sequence[DumpedFile]
    prefix: str
    """What a script that stands beside the files puts before their names."""

    def manifest(self) -> str:
        """Write what is in the dump as JSON."""
        told = {**self.identity, "files": [asdict(file) for file in self.files]}
        return json.dumps(told, indent=2) + "\n"

    def is_told_by(self, manifest: str) -> bool:
        """Whether a manifest is one of this dump."""
        told = json.loads(manifest)
        return all(told.get(name) == value for name, value in json.loads(json.dumps(self.identity)).items())

    @property
    def identity(self) -> dict[str, object]:
        """What tells it from other dumps."""
        return {"format": self.format, "settings": self.content, "part": self.part.number, "parts": self.part.of}
