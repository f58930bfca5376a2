"""The state of the world while a load runs: settings, streams, the master tables in memory, and code -> id maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import Columns
from supplygen.arrays.lookup import LookupCache
from supplygen.arrays.reading import column_texts
from supplygen.calendar import EPOCH_ORDINAL, RUN_IN_DAYS
from supplygen.config import Settings
from supplygen.scenario import Scenario
from supplygen.streams import Streams


@dataclass(slots=True)
class GeneratorContext:
    """What every level may read; levels 0 to 4 stay in `tables`, facts pass through."""

    settings: Settings
    streams: Streams
    tables: dict[str, Columns] = field(default_factory=dict)
    plan: Any = None
    """What the simulate pass found; None while the world arises, which all of levels 0 to 4 but the stock policy is."""
    lookup: LookupCache = field(init=False)
    """Rows of child tables by parent."""
    scenario: Scenario = field(init=False)
    """The planted events that begin inside the horizon."""
    _ids: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the look-ups watch the column store, and leave out events that never come."""
        self.lookup = LookupCache(self.tables)
        self.scenario = self.settings.scenario.within(self.settings.weeks)

    @classmethod
    def of(cls, settings: Settings) -> GeneratorContext:
        """Start an empty world."""
        return cls(settings, Streams(settings.seed))

    @property
    def scale(self) -> float:
        """Scale factor."""
        return self.settings.scale

    @property
    def start_day(self) -> int:
        """First day of the horizon, days since 1970-01-01."""
        return self.settings.start.toordinal() - EPOCH_ORDINAL

    @property
    def as_of_day(self) -> int:
        """Last day of the horizon: what lies after it has not happened."""
        return self.start_day + 7 * self.settings.weeks - 1

    @property
    def run_in_day(self) -> int:
        """First day of procurement and production."""
        return self.start_day - RUN_IN_DAYS

    def column(self, table: str, name: str) -> NDArray[Any]:
        """Return a numeric column of a table in memory."""
        values = self.tables[table][name]
        if not isinstance(values, np.ndarray):
            raise TypeError(f"{table}.{name} is not numeric: read it with texts()")
        return values

    def texts(self, table: str, name: str) -> list[str | None]:
        """Return a text column of a table in memory, one text per row."""
        return column_texts(self.tables[table][name])

    def ids(self, table: str, code: str) -> int:
        """Return the id of the row with that business code."""
        if table not in self._ids:
            self._ids[table] = self._id_map(table)
        return self._ids[table][code]

    def _id_map(self, table: str) -> dict[str, int]:
        codes = next(name for name in self.tables[table] if name.endswith("_code") or name == "upc")
        ids = self.column(table, "id").tolist()
        return {str(code): row_id for code, row_id in zip(self.texts(table, codes), ids, strict=True)}
