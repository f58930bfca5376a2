"""The encoder three ways: hand-written bytes, psycopg's own formatter, and a server that gives back what it got."""

from __future__ import annotations

import itertools
import json
import math
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg._copy_base import BinaryFormatter
from psycopg.adapt import Transformer
from psycopg.pq import Format
from psycopg.types.json import Jsonb

from supplygen._core import Encoder
from supplygen.arrays.columns import NULL, Coded, Template

GOLDEN = Path(__file__).parent / "golden"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INT64_MAX = 2**63 - 1
WIDTHS = (np.int64, np.int32, np.int16, np.uint32, np.uint16, np.uint8)


def column(kind: str, values: list[Any]) -> Any:
    """One field's values, in the column's unit, as the kind of column that the encoder takes for it."""
    if kind in {"text", "jsonb", "text[]", "int4[]"}:
        return values
    if kind == "float8":
        return np.array([math.nan if value is None else value for value in values], dtype=np.float64)
    if kind == "bool" and None not in values:
        return np.array(values, dtype=np.bool_)
    return np.array([NULL if value is None else value for value in values], dtype=np.int64)


def encode(kinds: list[str], columns: list[Any], copy_format: str = "binary") -> bytes:
    """Rows of nullable fields, with what stands before and after them."""
    encoder = Encoder("t", [(f"c{index}", kind, True) for index, kind in enumerate(kinds)], copy_format)
    return encoder.header() + bytes(encoder.encode(columns)) + encoder.trailer()


def golden(name: str) -> list[tuple[str, Any, str]]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(kind, json.loads(value), expected) for kind, value, expected in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("kind", "value", "expected"), golden("binary_fields.tsv"))
def test_binary_field_is_golden(kind, value, expected):
    header = b"PGCOPY\n\xff\r\n\0" + bytes(8)
    assert encode([kind], [column(kind, [value])]) == header + b"\0\1" + bytes.fromhex(expected) + b"\xff\xff"


@pytest.mark.parametrize(("kind", "value", "expected"), golden("text_fields.tsv"))
def test_text_field_is_golden(kind, value, expected):
    row = encode(["int2", kind], [np.array([1]), column(kind, [value])], "text")
    assert row == f"1\t{expected}\n".encode()


@pytest.mark.parametrize(("kind", "value", "expected"), golden("csv_fields.tsv"))
def test_csv_field_is_golden(kind, value, expected):
    rows = encode(["int2", kind], [np.array([1]), column(kind, [value])], "csv")
    assert rows == f'"c0","c1"\n1,{expected}\n'.encode()


def test_names_of_columns_are_quoted_in_the_header_of_csv():
    assert Encoder("t", [('a "b", c', "int2", True)], "csv").header() == b'"a ""b"", c"\n'


# --- psycopg's own formatter ---


@dataclass(frozen=True)
class Peer:
    """How a kind's values are drawn, and what psycopg must be given for the same field."""

    type_name: str
    values: st.SearchStrategy[Any]
    to_python: Callable[[Any], Any] = lambda value: value

    def oid(self) -> int:
        info = psycopg.adapters.types[self.type_name.removesuffix("[]")]
        return info.array_oid if self.type_name.endswith("[]") else info.oid


def integers(bits: int) -> st.SearchStrategy[int]:
    return st.integers(-(2 ** (bits - 1)) + (bits == 64), 2 ** (bits - 1) - 1)


def numeric(scale: int) -> Peer:
    """Integers among which groups of zero, at either end and inside, are as common as others."""
    power = st.integers(0, 18).map(lambda exponent: 10**exponent)
    sparse = st.tuples(power, power, st.integers(-9, 9)).map(lambda parts: parts[0] * parts[2] + parts[1])
    values = st.one_of(st.just(0), integers(64), sparse.filter(lambda value: abs(value) <= INT64_MAX))

    def to_decimal(value: int) -> Decimal:
        return Decimal((int(value < 0), tuple(map(int, str(abs(value)))), -scale))

    return Peer("numeric", values, to_decimal)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
DAY = st.integers((date.min - EPOCH.date()).days, (date.max - EPOCH.date()).days)
MICROSECOND = timedelta(microseconds=1)
MOMENT = st.datetimes(timezones=st.just(UTC)).map(lambda moment: (moment - EPOCH) // MICROSECOND)
MIDNIGHT = datetime.min
PEERS = {
    "int2": Peer("int2", integers(16)),
    "int4": Peer("int4", integers(32)),
    "int8": Peer("int8", integers(64)),
    "float8": Peer("float8", st.floats(allow_nan=False)),
    "bool": Peer("bool", st.booleans()),
    "date": Peer("date", DAY, lambda days: EPOCH.date() + timedelta(days)),
    "timestamptz": Peer("timestamptz", MOMENT, lambda moment: EPOCH + moment * MICROSECOND),
    "time": Peer(
        "time", st.integers(0, 86_399_999_999), lambda moment: (MIDNIGHT + timedelta(microseconds=moment)).time()
    ),
    "text": Peer("text", TEXT),
    "jsonb": Peer("jsonb", TEXT.map(json.dumps), lambda value: Jsonb(json.loads(value))),
    "text[]": Peer("text[]", st.lists(TEXT, max_size=4)),
    "int4[]": Peer("int4[]", st.lists(integers(32), max_size=4)),
    **{f"numeric:{scale}": numeric(scale) for scale in range(19)},
}


def psycopg_rows(kinds: list[str], columns: list[list[Any]]) -> bytes:
    """The same rows by psycopg, in the types that the fields have on the server."""
    transformer = Transformer()
    transformer.set_dumper_types([PEERS[kind].oid() for kind in kinds], Format.BINARY)
    formatter = BinaryFormatter(transformer)
    parts = [
        formatter.write_row(
            [None if value is None else PEERS[kind].to_python(value) for kind, value in zip(kinds, row, strict=True)]
        )
        for row in zip(*columns, strict=True)
    ]
    return b"".join([*parts, formatter.end()])


@pytest.mark.parametrize("kind", PEERS)
@given(data=st.data())
def test_binary_rows_equal_those_of_psycopg(kind, data):
    values = data.draw(st.lists(st.none() | PEERS[kind].values, max_size=12))
    assert encode([kind], [column(kind, values)]) == psycopg_rows([kind], [values])


@given(data=st.data())
def test_mixed_binary_rows_equal_those_of_psycopg(data):
    kinds = data.draw(st.lists(st.sampled_from(sorted(PEERS)), min_size=1, max_size=6))
    rows = data.draw(st.integers(0, 5))
    values = [data.draw(st.lists(st.none() | PEERS[kind].values, min_size=rows, max_size=rows)) for kind in kinds]
    columns = [column(kind, column_values) for kind, column_values in zip(kinds, values, strict=True)]
    assert encode(kinds, columns) == psycopg_rows(kinds, values)


def test_time_of_psycopg_covers_the_day():
    assert PEERS["time"].to_python(86_399_999_999) == time.max


# --- what the columns may be ---


@pytest.mark.parametrize("kind", ["int2", "int4", "int8", "numeric:2", "date", "timestamptz", "time"])
@pytest.mark.parametrize("width", [*WIDTHS, np.int8])
def test_integer_arrays_of_every_width_are_equal(kind, width):
    values = np.array([0, 1, 100])
    assert encode([kind], [values.astype(width)]) == encode([kind], [values])


@given(st.lists(TEXT, min_size=1, max_size=5, unique=True), st.lists(st.integers(-1, 4), max_size=20), st.data())
def test_coded_text_equals_plain_text(values, codes, data):
    codes = [min(code, len(values) - 1) for code in codes]
    width = data.draw(st.sampled_from([np.int32, np.int8, np.int64]))
    coded = Coded(np.array(codes, dtype=width), data.draw(st.sampled_from([list, tuple, np.array]))(values))
    plain = [None if code < 0 else coded.values[code] for code in codes]
    for copy_format in ("binary", "text", "csv"):
        assert encode(["text"], [coded], copy_format) == encode(["text"], [plain], copy_format)


@given(TEXT, st.integers(0, 20), st.lists(st.none() | st.integers(0, INT64_MAX), max_size=10), TEXT)
def test_template_equals_plain_text(prefix, width, numbers, suffix):
    template = Template(prefix, width, column("int8", numbers), suffix)
    plain = [None if number is None else f"{prefix}{number:0{width}d}{suffix}" for number in numbers]
    for copy_format in ("binary", "text", "csv"):
        assert encode(["text"], [template], copy_format) == encode(["text"], [plain], copy_format)


def test_strided_and_read_only_arrays_are_taken():
    values = np.arange(20)
    values.flags.writeable = False
    assert encode(["int4"], [values[::-2]]) == encode(["int4"], [np.arange(19, 0, -2)])
    assert encode(["int4"], [np.broadcast_to(np.int64(7), 3)]) == encode(["int4"], [np.array([7, 7, 7])])


@pytest.mark.parametrize("kinds", [["int4", "text", "text", "text[]"]])
@given(cuts=st.lists(st.integers(0, 30), max_size=4).map(sorted))
def test_blocks_add_up_to_the_whole(kinds, cuts):
    columns = [
        np.arange(30)[::-1],
        Template("ORD-", 9, np.arange(30)),
        Coded(np.arange(30, dtype=np.int32) % 3 - 1, ["a", "b"]),
        [[str(row)] for row in range(30)],
    ]
    encoder = Encoder("t", [(f"c{index}", kind, True) for index, kind in enumerate(kinds)], "binary")
    edges = [0, *cuts, None]
    blocks = [encoder.encode(columns, start or 0, stop) for start, stop in itertools.pairwise(edges)]
    assert b"".join(map(bytes, blocks)) == bytes(encoder.encode(columns))
    assert sum(block.rows for block in blocks) == 30


# --- the block ---


def test_block_lends_its_bytes():
    block = Encoder("t", [("c", "int2", False)], "binary").encode([np.array([1, 2])])
    view = memoryview(block)
    assert (block.rows, len(block)) == (2, 16)
    assert (view.readonly, view.format, view.itemsize, view.ndim, view.nbytes) == (True, "B", 1, 1, 16)
    references = sys.getrefcount(block)
    part = view[8:]
    del block
    assert references > 2
    assert bytes(part) == bytes.fromhex("0001 00000002 0002")
    with pytest.raises(TypeError, match="read-only"):
        view[0] = 1


def test_encoding_runs_beside_other_threads():
    encoder = Encoder("t", [("c", "int8", False)], "binary")
    array = np.arange(100_000)
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(len(encoder.encode([array])))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes == [1_400_000] * 4


# --- the server ---

# What psycopg or Python cannot hold, PostgreSQL can: years BC and beyond 9999, and 24:00.
SERVER_VALUES = {
    **{kind: peer.values for kind, peer in PEERS.items()},
    "date": st.integers(-2_440_588, 2_145_042_905),
    "timestamptz": st.integers(-210_866_803_200_000_000, INT64_MAX),
    "time": st.integers(0, 86_400_000_000),
    # jsonb gives back its own spacing and order of keys, so only values that have one form.
    "jsonb": TEXT.map(lambda text: json.dumps(text, ensure_ascii=False)),
}


def sql_type(kind: str) -> str:
    name, _, scale = kind.partition(":")
    return f"numeric(38, {scale})" if scale else name


@pytest.fixture
def server_table(database_url: str) -> Iterator[psycopg.Connection]:
    columns = ", ".join(f"c{index} {sql_type(kind)}" for index, kind in enumerate(SERVER_VALUES))
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        yield connection


def copy_in(connection: psycopg.Connection, data: bytes, copy_format: str) -> None:
    connection.execute("TRUNCATE t")
    options = "csv, HEADER match" if copy_format == "csv" else copy_format
    with connection.cursor().copy(f"COPY t FROM STDIN (FORMAT {options})") as copy:
        copy.write(memoryview(data))


def copy_out(connection: psycopg.Connection) -> bytes:
    with connection.cursor().copy("COPY (SELECT * FROM t) TO STDOUT (FORMAT binary)") as copy:
        return b"".join(map(bytes, copy))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_server_gives_back_the_bytes_it_was_given(server_table, data):
    rows = data.draw(st.integers(1, 4))
    drawn = {
        kind: data.draw(st.lists(st.none() | values, min_size=rows, max_size=rows), label=kind)
        for kind, values in SERVER_VALUES.items()
    }
    columns = [column(kind, values) for kind, values in drawn.items()]
    binary = encode(list(drawn), columns)
    copy_in(server_table, binary, "binary")
    assert copy_out(server_table) == binary
    for copy_format in ("text", "csv"):
        copy_in(server_table, encode(list(drawn), columns, copy_format), copy_format)
        assert copy_out(server_table) == binary
