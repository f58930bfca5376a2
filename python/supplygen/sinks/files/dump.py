"""What a dump holds: its files by table, and the manifest that tells of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
class Dump:
    """All files of tables, in load order, and what their content is a function of."""

    format: FormatName
    content: Mapping[str, object]
    tables: Sequence[Table]
    files: Sequence[DumpedFile]
    prefix: str
    """What a script that stands beside the files puts before their names."""

    def manifest(self) -> str:
        """Write what is in the dump as JSON."""
        told = {"format": self.format, "settings": self.content, "files": [asdict(file) for file in self.files]}
        return json.dumps(told, indent=2) + "\n"
