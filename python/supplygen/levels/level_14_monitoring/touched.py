"""`Touched`: rows of a table that an event of the scenario has changed, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import NULL
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext

VALUE_UNITS = 10_000
"""Units of a value in one: the columns keep four decimals."""


CENTS = 100
"""Cents of a dollar."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of one table that one event has touched, and the quantity that it changed; all arrays of one length."""

    event_code: str
    table_name: str
    effect: str
    row_key: Sequence[str]
    baseline: Ints
    """What the quantity would be, in 1 / `VALUE_UNITS`; `NULL`: the row would not be."""
    injected: Ints
    """What it is, the same way; `NULL`: it is no number."""

    def __len__(self) -> int:
        return len(self.row_key)


Provider = Callable[[GeneratorContext], Iterable[Touched]]


def id_keys(ids: Ints) -> list[str]:
    """Row keys of a table with an id."""
    return [str(key) for key in ids.tolist()]


def line_keys(parents: Ints, lines: Ints) -> list[str]:
    """Row keys of a table of lines."""
    return [f"{parent},{line}" for parent, line in zip(parents.tolist(), lines.tolist(), strict=True)]


def values(numbers: NDArray[np.generic]) -> Ints:
    """Integers as values of the table; `NULL` stays."""
    wide = numbers.astype(np.int64)
    return np.where(wide == NULL, NULL, wide * VALUE_UNITS)
