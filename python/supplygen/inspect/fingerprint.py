"""What a database holds, as one number per table: to see whether two loads are equal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files

from psycopg import sql
from sqlalchemy import Table

from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import in_layout
from supplygen.database.locks import in_silence
from supplygen.database.repeat import OnRepeat, read

TEXT_SETTINGS = (
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
)
"""What influences how a value becomes text, besides what every reading transaction sets."""


@dataclass(frozen=True, slots=True)
class TableFingerprint:
    """Content of one table."""

    table: str
    rows: int
    hash: str
    """Sixteen hex digits."""


def read_fingerprints(
    url: str, tables: Sequence[Table], jobs: int, on_repeat: OnRepeat = in_silence
) -> list[TableFingerprint]:
    """Read all tables on `jobs` connections; results in the order of `tables`."""
    with ThreadPoolExecutor(jobs, thread_name_prefix="fingerprint") as pool:
        return list(pool.map(lambda table: table_fingerprint(url, table, on_repeat), tables))


def table_fingerprint(url: str, table: Table, on_repeat: OnRepeat = in_silence) -> TableFingerprint:
    """Read one table."""
    (row,) = read(
        url,
        f"fingerprint of {table.name}",
        lambda connection: connection.execute(
            in_layout(connection, _statement(table, CompanySchema.of(connection)))
        ).fetchall(),
        on_repeat,
        TEXT_SETTINGS,
    )
    return TableFingerprint(table.name, int(row[0]), f"{int(row[1]):016x}")


def _statement(table: Table, company: CompanySchema) -> sql.Composed:
    template = files("supplygen.inspect").joinpath("fingerprint.sql").read_text(encoding="utf-8")
    query = template[template.index("SELECT") :].rstrip().rstrip(";")
    return sql.SQL(query).format(
        # The declared order, not the order of the catalog, which a later migration may change.
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
        table=company.identifier(table.name),
    )


def combined(fingerprints: Sequence[TableFingerprint]) -> str:
    """Combine all tables into one hash."""
    text = "".join(f"{one.table} {one.rows} {one.hash}\n" for one in sorted(fingerprints, key=lambda one: one.table))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
