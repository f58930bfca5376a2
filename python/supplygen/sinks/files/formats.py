"""The formats that a dump has: how a table is encoded, and what loads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Table

from supplygen.errors import UsageError
from supplygen.sinks.base import TableEncoder
from supplygen.sinks.copy_encoder import CopyEncoder
from supplygen.sinks.files.dump import Dump
from supplygen.sinks.files.load_sql import LOAD_SQL, load_sql
from supplygen.sinks.files.naming import FormatName


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files."""

    name: FormatName
    encoder: Callable[[Table], TableEncoder]
    scripts: Mapping[str, Callable[[Dump], str]]
    """What is written of a dump beside its tables, by file."""


def file_format(name: FormatName) -> FileFormat:
    """Return a format by its name; raises `UsageError` where what it needs is not installed."""
    if name == "parquet":
        return FileFormat(name, _parquet(), {})
    return FileFormat(name, partial(CopyEncoder, form="text"), {LOAD_SQL: load_sql})


def _parquet() -> Callable[[Table], TableEncoder]:
    try:
        from supplygen.sinks.files.parquet import ParquetEncoder
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: install it with `pip install 'supplygen[arrow]'`") from error
    return ParquetEncoder
