"""Names in the documents: what stands in backticks like a table, a column or a function is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from databases import ROOT
from supplygen.schema import metadata, product_metadata

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
TABLES = {table.name: table for one in (metadata, product_metadata) for table in one.tables.values()}
SOURCES = {"python": ("py", "pyi", "sql", "toml", "template"), "migrations": ("sql",), "rust": ("rs", "toml")}
OF_OTHERS = {"pg_restore", "session_replication_role", "data_checksums", "max_locks_per_transaction"}
"""Programs and settings of PostgreSQL that only the documents speak of."""
FIGURES = re.compile(r"season_of_\w+_care|\w+_share_of_cases")
"""Figures of bands whose names a query puts together."""


@cache
def words() -> frozenset[str]:
    """Every word of the sources."""
    files = (file for top, kinds in SOURCES.items() for kind in kinds for file in (ROOT / top).rglob(f"*.{kind}"))
    return frozenset(word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8")))


def unknown(text: str) -> Iterator[str]:
    """Names in backticks, outside of blocks, that nothing has."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for name in re.findall(r"`([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)`", prose):
        first, _, column = name.partition(".")
        if first in TABLES and column:
            if column not in TABLES[first].columns and column not in words():
                yield name
        elif "_" in name and "." not in name and name not in words() | OF_OTHERS and not FIGURES.fullmatch(name):
            yield name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_names_are_those_of_something(document: Path) -> None:
    assert not sorted(set(unknown(document.read_text(encoding="utf-8"))))


def test_a_name_of_nothing_is_seen() -> None:
    text = "`orders.no_such_day`, `no_such_column`, `orders.order_date`, `order_date`\n```\n`no_such_block`\n```\n"
    assert list(unknown(text)) == ["orders.no_such_day", "no_such_column"]
