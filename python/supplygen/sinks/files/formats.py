"""The formats that a dump has: how a table is encoded, and what loads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Table

from supplygen.errors import UsageError
from supplygen.sinks.base import TableEncoder
from supplygen.sinks.copy_encoder import CopyEncoder
from supplygen.sinks.files.duckdb_sql import (
    LOAD_DUCKDB_SQL,
    SCHEMA_DUCKDB_SQL,
    load_csv_script,
    load_parquet_script,
    schema_script,
)
from supplygen.sinks.files.dump import Dump
from supplygen.sinks.files.load_sql import LOAD_SQL, load_script
from supplygen.sinks.files.naming import FormatName

PSQL = f"psql -X -f {LOAD_SQL} <database>"
DUCKDB = f"cat {SCHEMA_DUCKDB_SQL} {LOAD_DUCKDB_SQL} | duckdb <file>"
Script = Callable[[Dump], str]
"""Writes what loads a dump."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files."""

    name: FormatName
    encoder: Callable[[Table], TableEncoder]
    scripts: Mapping[str, Script]
    """What stands beside the files of tables, by its own file."""
    command: str
    """What loads a dump, in its directory."""


def file_format(name: FormatName) -> FileFormat:
    """Return a format by its name; raises `UsageError` where what it needs is not installed."""
    return {"copy": _copy, "csv": _csv, "parquet": _parquet}[name]()


def _copy() -> FileFormat:
    return FileFormat("copy", partial(CopyEncoder, form="text"), {LOAD_SQL: load_script}, PSQL)


def _csv() -> FileFormat:
    scripts: dict[str, Script] = {
        LOAD_SQL: partial(load_script, options=" (FORMAT csv, HEADER match)"),
        SCHEMA_DUCKDB_SQL: schema_script,
        LOAD_DUCKDB_SQL: load_csv_script,
    }
    return FileFormat("csv", partial(CopyEncoder, form="csv"), scripts, PSQL)


def _parquet() -> FileFormat:
    try:
        from supplygen.sinks.files.parquet import ParquetEncoder
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: install it with `pip install 'supplygen[arrow]'`") from error
    scripts = {SCHEMA_DUCKDB_SQL: schema_script, LOAD_DUCKDB_SQL: load_parquet_script}
    return FileFormat("parquet", ParquetEncoder, scripts, DUCKDB)
