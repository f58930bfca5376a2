"""The company before it lives: settings, streams, scenario, and the tables of levels 0 to 4 that show no plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import Columns
from supplygen.arrays.lookup import LookupCache
from supplygen.arrays.reading import column_texts
from supplygen.calendar import EPOCH_ORDINAL, OUTLOOK_DAYS, RUN_IN_DAYS, Calendar
from supplygen.config import Settings
from supplygen.scenario import Scenario
from supplygen.schema import business_key
from supplygen.streams import Streams


@dataclass(frozen=True, eq=False)
class World:
    """What levels 0 to 4 and the simulate pass read; `tables` fills level by level."""

    settings: Settings
    streams: Streams
    calendar: Calendar
    scenario: Scenario
    """The planted events that begin inside the horizon."""
    tables: dict[str, Columns]
    """Columns by table: each until it is written and all that read it are done."""
    lookup: LookupCache
    """Rows of child tables by parent."""
    _ids: dict[str, dict[str, int]] = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> World:
        """Start an empty world."""
        tables: dict[str, Columns] = {}
        return World(
            settings=settings,
            streams=Streams(settings.seed),
            calendar=Calendar(settings.start.toordinal() - EPOCH_ORDINAL, settings.weeks),
            scenario=settings.scenario.within(settings.weeks),
            tables=tables,
            lookup=LookupCache(tables),
            _ids={},
        )

    @property
    def scale(self) -> float:
        """Scale factor."""
        return self.settings.scale

    @property
    def start_day(self) -> int:
        """First day of the horizon, days since 1970-01-01."""
        return self.calendar.start_day

    @property
    def as_of_day(self) -> int:
        """Last day of the horizon: what lies after it has not happened."""
        return self.calendar.as_of

    @property
    def run_in_day(self) -> int:
        """First day of procurement and production."""
        return self.start_day - RUN_IN_DAYS

    @property
    def known_days(self) -> tuple[int, int]:
        """First day of which holidays and clocks are known, and for how many: as far as contracts reach."""
        return self.run_in_day, self.as_of_day + OUTLOOK_DAYS - self.run_in_day + 1

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
        ids = self.column(table, "id").tolist()
        return {str(code): row_id for code, row_id in zip(self.texts(table, business_key(table)), ids, strict=True)}
