"""The scripts by which DuckDB makes the tables of a dump and loads them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, Column
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB

from supplygen.schema import TABLES
from supplygen.sinks.files.dump import Dump, DumpedFile
from supplygen.sinks.files.sql_text import literal, transaction

SCHEMA_DUCKDB_SQL = "schema.duckdb.sql"
LOAD_DUCKDB_SQL = "load.duckdb.sql"
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def schema_script(dump: Dump) -> str:
    """Create tables with types, NOT NULL and comments.

    There are no keys: DuckDB builds an index for each while it loads, which takes half as long again and makes the
    database twice as large.
    """
    schemas = {table.schema for table in dump.tables if table.schema}
    statements = [f"CREATE SCHEMA {schema};" for schema in sorted(schemas)]
    for table in dump.tables:
        columns = ",\n".join(f"    {column.name} {_type(column)}{_nullability(column)}" for column in table.columns)
        statements += [
            f"CREATE TABLE {table.fullname} (\n{columns}\n);",
            _comment("TABLE", table.fullname, table.comment),
        ]
        statements += [_comment("COLUMN", f"{table.fullname}.{one.name}", one.comment) for one in table.columns]
    return transaction(statements)


def load_parquet_script(dump: Dump) -> str:
    """Fill the tables from Parquet files."""
    return transaction(_insert(file, "*", f"read_parquet({_place(dump, file)})") for file in dump.files)


def load_csv_script(dump: Dump) -> str:
    """Fill the tables from CSV files."""
    return transaction(_insert_csv(dump, file) for file in dump.files)


def _insert_csv(dump: Dump, file: DumpedFile) -> str:
    columns = TABLES[file.table].columns
    read = ", ".join(f"{one.name}: {literal('VARCHAR' if _is_list(one) else _type(one))}" for one in columns)
    options = f"auto_detect = false, header = true, nullstr = '', allow_quoted_nulls = false, columns = {{{read}}}"
    lists = ", ".join(_list(one) for one in columns if _is_list(one))
    values = f"* REPLACE ({lists})" if lists else "*"
    return _insert(file, values, f"read_csv({_place(dump, file)}, {options})")


def _insert(file: DumpedFile, values: str, source: str) -> str:
    return f"INSERT INTO {TABLES[file.table].fullname} BY NAME SELECT {values} FROM {source};"


def _list(column: Column[Any]) -> str:
    """Cast PostgreSQL's array, whose elements are written as DuckDB's are, between braces instead of brackets."""
    return f"('[' || {column.name}[2:-2] || ']')::{_type(column)} AS {column.name}"


def _is_list(column: Column[Any]) -> bool:
    return isinstance(column.type, ARRAY)


def _type(column: Column[Any]) -> str:
    """Return PostgreSQL's name of the type, which DuckDB knows too."""
    return "JSON" if isinstance(column.type, JSONB) else column.type.compile(dialect=_DIALECT)


def _nullability(column: Column[Any]) -> str:
    return "" if column.nullable else " NOT NULL"


def _comment(kind: str, name: str, comment: str | None) -> str:
    return f"COMMENT ON {kind} {name} IS {literal(comment or '')};"


def _place(dump: Dump, file: DumpedFile) -> str:
    return literal(dump.prefix + file.name)
