"""What a database has that would stop a load or a reset, or that its user should know of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import RawCursor
from psycopg.rows import class_row
from sqlalchemy import CheckConstraint

from supplygen.database.catalog import every_schema_named
from supplygen.database.company_schema import CompanySchema
from supplygen.database.layout import LEAF_SCHEMA
from supplygen.database.sql import query
from supplygen.schema import TABLES


@dataclass(frozen=True, slots=True)
class Finding:
    """One object, what would happen because of it, and what to do about that."""

    object: str
    consequence: str
    remedy: str
    blocks: tuple[str, ...] = ()
    """Commands that it stops: `load`, `reset`; none where it is only to be known."""

    def __post_init__(self) -> None:
        """Take a list from the server."""
        object.__setattr__(self, "blocks", tuple(self.blocks))

    def __str__(self) -> str:
        """One line."""
        return f"{self.object} {self.consequence}: {self.remedy}"


def find(connection: psycopg.Connection, tables: Sequence[str]) -> list[Finding]:
    """Look for everything, what blocks first."""
    company = CompanySchema.of(connection)
    schemas = [company.of_table(name) for name in tables]
    declared = [TABLES[name] for name in tables]
    columns = [f"{table.name}.{column.name}" for table in declared for column in table.columns]
    checks = [str(one.name) for table in declared for one in table.constraints if isinstance(one, CheckConstraint)]
    layouts = [f"{table.name} RANGE ({next(iter(table.primary_key)).name})" for table in declared]
    with (
        connection.transaction(),
        every_schema_named(connection),
        RawCursor(connection, row_factory=class_row(Finding)) as cursor,
    ):
        cursor.execute(query("findings"), [list(tables), schemas, columns, checks, layouts, LEAF_SCHEMA])
        return cursor.fetchall()
