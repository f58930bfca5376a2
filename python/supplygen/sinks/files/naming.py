"""What the formats of a dump and its files are called."""

from __future__ import annotations

from typing import Literal

FormatName = Literal["copy", "csv", "parquet"]
MANIFEST = "manifest.json"
"""Comes last: a dump without it is broken."""


def file_name(number: int, table: str, form: FormatName, part: int, parts: int) -> str:
    """Name the file of the table that is the `number`-th of the load order, from 1, and of a part of several."""
    of_part = "" if parts == 1 else f".{part_name(part, parts)}"
    return f"{number:02}_{table}{of_part}.{form}"


def part_name(part: int, parts: int) -> str:
    """Name a part, so that parts sort in their order."""
    return f"{part:0{len(str(parts))}}-of-{parts}"
