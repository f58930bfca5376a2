"""Static facts of the simulated company, one TOML file per subject, and the way to read them.

What is a fact (a plant, a chemical's CAS number, a sea lane) stands here; what is drawn stands in the level modules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from supplygen.arrays.types import Ints

Record = Mapping[str, Any]
"""One row of a data file."""


@cache
def facts(name: str) -> dict[str, Any]:
    """Content of `name`.toml; decimals stay exact."""
    return tomllib.loads(files("supplygen.facts").joinpath(f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


def records(name: str, key: str | None = None) -> list[dict[str, Any]]:
    """Rows of the array of tables `key` (by default: the file's own name) in `name`.toml."""
    rows: list[dict[str, Any]] = facts(name)[key or name]
    return rows


def texts(rows: Sequence[Record], key: str) -> list[str | None]:
    """One text per row; None where the row lacks the key."""
    return [row.get(key) for row in rows]


def integers(rows: Sequence[Record], key: str) -> Ints:
    """One integer per row."""
    return np.array([row[key] for row in rows], dtype=np.int64)


def scaled(rows: Sequence[Record], key: str, places: int) -> Ints:
    """One exact decimal per row, in units of 10**-places."""
    return np.array([int(Decimal(row[key]).scaleb(places)) for row in rows], dtype=np.int64)


def positions(rows: Sequence[Record], key: str = "code") -> dict[str, int]:
    """Position (from 0) of each row by its code."""
    return {row[key]: index for index, row in enumerate(rows)}


def coordinates(rows: Sequence[Record]) -> dict[str, Ints]:
    """Columns latitude and longitude of rows that give them in degrees."""
    return {"latitude": scaled(rows, "latitude", 6), "longitude": scaled(rows, "longitude", 6)}
