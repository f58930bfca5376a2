"""What the other ways start from: the rows of one load, as files on the server's disk and as a dump."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bench.program import run
from bench.server import MIGRATED, Server
from bench.state import TABLES, State, size_bytes, state
from supplygen.machine import usable_cores


@dataclass(frozen=True, slots=True)
class Reference:
    """One load, kept in two forms."""

    files: Path
    dump: Path
    rows: dict[str, int]
    """By table."""
    copy_bytes: dict[str, int]
    """By table, in binary COPY."""
    size_bytes: int
    """Tables and indexes on disk."""
    state: State


def make(server: Server, scale: float) -> Reference:
    """Load once, which also fills the caches, and keep what came out."""
    files = server.folder("files")
    dump = files / "dump"
    with server.database("reference", MIGRATED) as url:
        run([sys.executable, "-m", "supplygen", "load", "--scale", str(scale), "--quiet", "--database-url", url])
        with psycopg.connect(url) as connection:
            rows = {table: connection.execute(copy("TO", table, files, "FORMAT binary")).rowcount for table in TABLES}
        form = ("--format=directory", "--compress=0", f"--jobs={usable_cores()}")
        run([server.program("pg_dump"), *form, f"--file={dump}", url])
        sizes = {table: file(files, table).stat().st_size for table in TABLES}
        return Reference(files, dump, rows, sizes, size_bytes(url), state(url))


def copy(direction: str, table: str, files: Path, options: str) -> sql.Composed:
    """COPY of a table between the server and its own disk."""
    where, name = sql.Literal(str(file(files, table))), sql.Identifier(*table.split("."))
    return sql.SQL(f"COPY {{}} {direction} {{}} ({options})").format(name, where)


def file(files: Path, table: str) -> Path:
    """Where a table's rows are."""
    return files / f"{table}.bin"
