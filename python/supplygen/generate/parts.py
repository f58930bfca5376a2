"""Parts: runs of whole weeks of the horizon, which can be made alone, by any process, in any order.

Ids ascend with the date, so a part is a range of leading keys in every table that comes by slices: of its ids, or of
those of the parent whose lines it holds. A table that comes whole belongs to one part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from supplygen import _core
from supplygen.arrays.columns import Columns, rows_at
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.plan.plan import Plan
from supplygen.schema import TABLES
from supplygen.sinks.base import Bounds


@dataclass(frozen=True, slots=True)
class Part:
    """A run of weeks; the first one also has what left before the horizon."""

    number: int
    """From 1."""
    first_week: int
    end_week: int

    def holds(self, week: int) -> bool:
        """Whether a week is in it; those before the horizon are negative."""
        return self.first_week <= max(week, 0) < self.end_week


class LeadingKey(NamedTuple):
    """What orders a table's rows in time."""

    column: str
    """First column of its primary key."""
    counted_in: str
    """The dated table whose ids it holds."""


class Cut:
    """The parts of a company's rows."""

    def __init__(self, plan: Plan, count: int) -> None:
        """Cut the horizon into `count` parts, at most as many as weeks; they differ by a week at most."""
        ends = [plan.calendar.weeks * number // count for number in range(count + 1)]
        self.parts = tuple(Part(number, *ends[number - 1 : number + 1]) for number in range(1, count + 1))
        last_days = DAYS_A_WEEK * np.array(ends[1:]) - 1
        self._last_ids: dict[str, Ints] = {table: ids[last_days] for table, ids in plan.numbering.last_ids.items()}
        self._spread_weeks = plan.spread_weeks
        self._placed: dict[str, int] = {}

    def place(self, whole: Mapping[str, int], sliced: Mapping[str, int]) -> None:
        """Give every table that comes whole to one part, so that parts become alike; both say the rows of a table."""
        held = np.sum([self._shares(table) * rows for table, rows in sliced.items()], axis=0, initial=0.0)
        held = np.zeros(len(self.parts)) + held
        for table, rows in sorted(whole.items(), key=lambda item: (-item[1], item[0])):
            self._placed[table] = int(held.argmin()) + 1
            held[held.argmin()] += rows

    def place_of(self, table: str) -> int:
        """Return the part that a table belongs to which comes whole; what comes behind slices, to the last."""
        return self._placed.get(table, len(self.parts))

    def rows(self, table: str, number: int) -> int | None:
        """Return how many rows of slices a part has of a table; None for lines, which are counted over all parts."""
        ids = self._last_ids.get(table)
        return None if ids is None else int(np.diff(ids, prepend=0)[number - 1])

    def bounds(self, table: str, number: int) -> Bounds:
        """Return the leading keys of a part's rows of slices; the first and the last part have those beyond, too."""
        key = leading_key(table)
        if key is None:
            return Bounds()
        ends = [int(last) + 1 for last in self._last_ids[key.counted_in][:-1]]
        return Bounds(*[None, *ends, None][number - 1 : number + 1])

    def weeks(self, table: str, part: Part) -> range:
        """Return the weeks whose slices may hold a part's rows of a table; week 0 stands for those before it too."""
        key = leading_key(table)
        ahead, behind = self._spread_weeks[key.counted_in] if key else (0, 0)
        return range(max(0, part.first_week - ahead), min(self.parts[-1].end_week, part.end_week + behind))

    def split(self, table: str, columns: Columns, week: int) -> Iterator[tuple[int, Columns]]:
        """Yield part and rows of what a week's slice has of a table."""
        key = leading_key(table)
        if len(self.parts) == 1:
            yield 1, columns
        elif key is None:
            yield next(part.number for part in self.parts if part.holds(week)), columns
        else:
            yield from self._by_key(np.asarray(columns[key.column]), self._last_ids[key.counted_in], columns)

    def _by_key(self, ids: Ints, last_ids: Ints, columns: Columns) -> Iterator[tuple[int, Columns]]:
        if not len(ids):
            return
        first, last = np.searchsorted(last_ids, [ids.min(), ids.max()])
        if first == last:
            yield int(first) + 1, columns
            return
        place = np.searchsorted(last_ids, ids)
        for index in np.unique(place).tolist():
            here: Bools = place == index
            yield index + 1, rows_at(columns, np.flatnonzero(here))

    def _shares(self, table: str) -> Floats:
        """About what share of a table's rows each part has."""
        key = leading_key(table)
        ids = self._last_ids[key.counted_in] if key else np.array([part.end_week for part in self.parts])
        return np.asarray(np.diff(ids, prepend=0) / max(1, ids[-1]))


@cache
def leading_key(table: str) -> LeadingKey | None:
    """Return what orders a table's rows in time; None if it is no id that the plan counts."""
    column = next(iter(TABLES[table].primary_key))
    if table in _core.DATED_TABLES:
        return LeadingKey(column.name, table)
    parents = (leading_key(key.column.table.name) for key in column.foreign_keys)
    counted = next((parent.counted_in for parent in parents if parent), None)
    return LeadingKey(column.name, counted) if counted else None
