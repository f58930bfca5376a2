"""What is read as Arrow is what a load puts into PostgreSQL, value by value, and what the catalog says of it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection

import psycopg
import pyarrow as pa
import pytest
from psycopg import sql
from pyarrow import csv

from databases import query
from supplygen.arrow.schema import arrow_schema
from supplygen.schema import TABLES, values_of
from supplygen.schema.graph import level_graph

NAMES = level_graph().names
AS_JSON = {"jsonb", "text[]", "integer[]"}
"""Types whose values are compared as JSON."""
ARROW_TYPES = {
    "smallint": "int16",
    "integer": "int32",
    "bigint": "int64",
    "double precision": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "timestamp with time zone": "timestamp[us, tz=UTC]",
    "text": "string",
    "jsonb": "string",
    "text[]": "list<item: string>",
    "integer[]": "list<item: int32>",
}
"""Arrow's names by the catalog's; `numeric` is `decimal128`."""
CATEGORY = "dictionary<values=string, indices=int8, ordered=0>"


def columns_of(url: str, table: str) -> list[tuple[str, str, bool, str]]:
    """Name, type, nullability and comment of each column, by the catalog."""
    return query(
        url,
        "SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull, col_description(attrelid, attnum)"
        f" FROM pg_attribute WHERE attrelid = '{TABLES[table].fullname}'::regclass AND attnum > 0"
        " AND NOT attisdropped ORDER BY attnum",
    )


def in_database(url: str, table: str, schema: pa.Schema, documents: Collection[str]) -> pa.Table:
    """Read a table from PostgreSQL, as the CSV that it writes itself."""
    columns = [
        sql.SQL("to_json({0}) AS {0}" if name in documents else "{}").format(sql.Identifier(name))
        for name in schema.names
    ]
    name = sql.Identifier(TABLES[table].schema or "public", table)
    copy = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(sql.SQL(", ").join(columns), name)
    with psycopg.connect(url, options="-c timezone=UTC") as connection, connection.cursor().copy(copy) as data:
        text = io.BytesIO(b"".join(data))
    types = {field.name: pa.string() if is_written_as_text(field.type) else field.type for field in schema}
    convert = csv.ConvertOptions(
        column_types=types,
        true_values=["t"],
        false_values=["f"],
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    return csv.read_csv(text, convert_options=convert, parse_options=csv.ParseOptions(newlines_in_values=True))


def is_written_as_text(type_: pa.DataType) -> bool:
    return pa.types.is_dictionary(type_) or pa.types.is_list(type_)


def comparable(table: pa.Table, key: list[str], documents: Collection[str]) -> pa.Table:
    """Order rows by the key; write categories as text, and documents and lists as JSON in one spelling."""
    for at, field in enumerate(table.schema):
        column = table.column(at)
        if field.name in documents:
            texts = [None if value is None else spelled(value) for value in column.to_pylist()]
            table = table.set_column(at, field.name, pa.array(texts, pa.string()))
        elif pa.types.is_dictionary(field.type):
            table = table.set_column(at, field.name, column.cast(pa.string()))
    return table.sort_by([(name, "ascending") for name in key]).combine_chunks()


def spelled(value: object) -> str:
    return json.dumps(json.loads(value) if isinstance(value, str) else value, sort_keys=True)


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_that_of_the_database(arrow: dict[str, pa.Table], loaded_url: str, name: str) -> None:
    schema = arrow[name].schema
    key = json.loads(schema.metadata[b"primary_key"])
    documents = {column for column, type_, _, _ in columns_of(loaded_url, name) if type_ in AS_JSON}
    made = comparable(arrow[name], key, documents)
    loaded = comparable(in_database(loaded_url, name, schema, documents), key, documents)
    assert made.column_names == loaded.column_names
    assert {column for column in made.column_names if not made.column(column).equals(loaded.column(column))} == set()


@pytest.mark.parametrize("name", NAMES)
def test_types_nullability_and_comments_are_those_of_the_database(loaded_url: str, name: str) -> None:
    found = [
        (field.name, str(field.type), field.nullable, field.metadata[b"comment"].decode())
        for field in arrow_schema(TABLES[name])
    ]
    expected = [
        (column, expected_type(name, column, type_), is_nullable, comment)
        for column, type_, is_nullable, comment in columns_of(loaded_url, name)
    ]
    assert found == expected


def expected_type(table: str, column: str, type_: str) -> str:
    if "values" in TABLES[table].columns[column].info:
        return CATEGORY
    numeric = re.fullmatch(r"numeric\((\d+),(\d+)\)", type_)
    return f"decimal128({numeric[1]}, {numeric[2]})" if numeric else ARROW_TYPES[type_]


def test_keys_are_those_of_the_database(loaded_url: str) -> None:
    keys = query(
        loaded_url,
        "SELECT t.relname, f.relname, contype, array_agg(c.attname::text ORDER BY place),"
        " array_agg(r.attname::text ORDER BY place)"
        " FROM pg_constraint JOIN pg_class t ON t.oid = conrelid LEFT JOIN pg_class f ON f.oid = confrelid"
        " CROSS JOIN unnest(conkey, coalesce(confkey, conkey)) WITH ORDINALITY AS u (own, other, place)"
        " JOIN pg_attribute c ON c.attrelid = conrelid AND c.attnum = own"
        " JOIN pg_attribute r ON r.attrelid = coalesce(nullif(confrelid, 0), conrelid) AND r.attnum = other"
        " WHERE contype IN ('p', 'f') GROUP BY pg_constraint.oid, t.relname, f.relname, contype",
    )
    primary = {table: columns for table, _, kind, columns, _ in keys if kind == "p"}
    foreign = {(table, *map(tuple, (columns, other)), to) for table, to, kind, columns, other in keys if kind == "f"}
    said = {name: arrow_schema(TABLES[name]).metadata for name in NAMES}
    assert {name: json.loads(one[b"primary_key"]) for name, one in said.items()} == {n: primary[n] for n in NAMES}
    assert {
        (name, tuple(key["columns"]), tuple(key["references"]), key["table"])
        for name, one in said.items()
        for key in json.loads(one[b"foreign_keys"])
    } == {key for key in foreign if key[0] in NAMES}


@pytest.mark.thorough
def test_a_category_has_the_declared_values_in_every_batch(arrow: dict[str, pa.Table]) -> None:
    statuses = arrow["orders"].column("status")
    assert statuses.num_chunks > 1
    assert {tuple(chunk.dictionary.to_pylist()) for chunk in statuses.chunks} == {values_of("orders", "status")}
