"""What the formats of a dump and its files are called."""

from __future__ import annotations

from typing import Literal

FormatName = Literal["copy", "csv", "parquet"]
MANIFEST = "manifest.json"
"""Comes last: a dump without it is broken."""


def file_name(number: int, table: str, form: FormatName) -> str:
    """Name the file of the table that is the `number`-th of the load order, from 1."""
    return f"{number:02}_{table}.{form}"
