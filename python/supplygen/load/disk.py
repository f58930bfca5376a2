"""How much disk a load will need, and whether it is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg
from sqlalchemy import Table

from supplygen.database.company_schema import CompanySchema
from supplygen.errors import DiskSpaceError
from supplygen.schema import encoder_fields

ROW_OVERHEAD = 28
"""Bytes of a heap row besides its values: 24 of header, 4 of line pointer."""
WIDTHS = {"int2": 2, "int4": 4, "int8": 8, "float8": 8, "bool": 1, "date": 4, "timestamptz": 8, "time": 8, "text": 16}
OTHER_WIDTH = 10
"""Bytes; numerics, and a guess for documents and arrays, which are rare."""
INDEX_SHARE = 0.8
"""Bytes of indexes, and of the sorting that builds them, per byte of rows; generous."""
MIB = 1 << 20


def estimated_bytes(tables: Mapping[str, Table], rows: Mapping[str, int]) -> int:
    """Estimate what the loaded tables take with their indexes."""
    heap = sum(count * _row_width(tables[name]) for name, count in rows.items())
    return round(heap * (1 + INDEX_SHARE))


def reclaimed_bytes(connection: psycopg.Connection, tables: Sequence[str]) -> int:
    """What replaced tables give back on the way: all but the largest, which stays until its successor is complete."""
    company = CompanySchema.of(connection)
    row = connection.execute(
        "SELECT coalesce(sum(size) - max(size), 0)"
        " FROM (SELECT pg_total_relation_size(coalesce(relid, name::regclass)) AS size FROM unnest(%s::text[]) AS name"
        " LEFT JOIN LATERAL pg_partition_tree(name::regclass) ON true) AS held",
        [[company.qualified(table) for table in tables]],
    ).fetchone()
    assert row is not None
    return int(row[0])


def wal_bytes(connection: psycopg.Connection, needed: int) -> int:
    """Estimate the WAL that a load leaves on the disk: as much as its data at most, and what the server keeps of it.

    At `wal_level` minimal COPY and index builds skip it. A replication slot or an archive that nobody empties keeps
    all of it; else the server recycles what is beyond `max_wal_size`.
    """
    row = connection.execute(
        "SELECT current_setting('wal_level') = 'minimal',"
        " EXISTS (SELECT FROM pg_replication_slots) OR current_setting('archive_mode') <> 'off',"
        " pg_size_bytes(current_setting('max_wal_size'))"
    ).fetchone()
    assert row is not None
    is_minimal, keeps_all, most = row
    return 0 if is_minimal else needed if keeps_all else min(needed, most)


def check_disk(connection: psycopg.Connection, needed: int) -> None:
    """Insist on the estimate, where the server's disk can be seen: it is local and lets us know where its data is."""
    if not connection.info.host.startswith("/"):
        return
    row = connection.execute(
        "SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END"
    ).fetchone()
    directory = Path(row[0]) if row and row[0] else None
    if directory is None or not directory.parent.exists():
        return
    free = shutil.disk_usage(directory.parent).free
    if free < needed:
        raise DiskSpaceError(
            f"the load needs about {needed // MIB:,} MiB, and {directory.parent} has {free // MIB:,} MiB left"
        )


def _row_width(table: Table) -> int:
    return ROW_OVERHEAD + sum(WIDTHS.get(kind, OTHER_WIDTH) for _, kind, _ in encoder_fields(table))
