"""The orders of a loaded company as series: what was ordered, what was announced, what the company forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import numpy as np
import psycopg

from supplygen.arrays.types import Floats, Ints
from supplygen.database.ledger import Run
from supplygen.errors import UsageError

TEST_WEEKS = 13
"""Weeks at the end of the horizon on which forecasts are judged: a quarter.
Unit: weeks. Source: practice: as long as a season."""

KNOWN_WEEKS = 5
"""Weeks back to the latest whole week that is known when a forecast is made, four weeks ahead as the company does.
Unit: weeks. Source: model: `FORECAST_LAG_DAYS` of the policy, and the week that has just begun."""

LEAST_WEEKS = 52
"""Shortest horizon: a quarter is judged, the longest mean takes a quarter, and a third of a year is learned from.
Unit: weeks. Source: model: a year, the default."""


@dataclass(frozen=True, eq=False, slots=True)
class Series:
    """Cases by item (a center and an SKU that it was ever asked for) and week of the horizon."""

    dc: Ints
    sku: Ints
    cases: Floats
    promoted: Floats
    """Share of the center's stores at which the SKU is promoted, by item and week."""
    discount: Floats
    """The deepest discount, percent, by item and week."""
    item: Ints
    """Items of the forecasts that are judged."""
    week: Ints
    """Weeks that they are for."""
    company: Floats
    """What the company forecast, cases."""

    @property
    def weeks(self) -> int:
        """Length of the horizon."""
        return int(self.cases.shape[1])

    @property
    def actual(self) -> Floats:
        """What was ordered in the weeks that are judged."""
        return np.asarray(self.cases[self.item, self.week])


def read_series(connection: psycopg.Connection, run: Run) -> Series:
    """Read the series of a whole load; too short a horizon is a `UsageError`."""
    weeks = int(run.settings["weeks"])
    if weeks < LEAST_WEEKS:
        raise UsageError(f"the load has {weeks} weeks, and a baseline needs {LEAST_WEEKS}: load with --weeks 52")
    told = {"start": date.fromisoformat(run.settings["start"]), "first": weeks - TEST_WEEKS}
    ordered = _read(connection, "orders", told)
    keys, item = np.unique(ordered[:, :2].astype(np.int64), axis=0, return_inverse=True)
    cases = _grid(len(keys), weeks, item, ordered[:, 2], ordered[:, 3])
    announced, at = _of_items(keys, _read(connection, "promotions", told), weeks)
    company, judged = _of_items(keys, _read(connection, "company", told), weeks)
    return Series(
        dc=keys[:, 0],
        sku=keys[:, 1],
        cases=cases,
        promoted=_grid(len(keys), weeks, at, announced[:, 2], announced[:, 3]),
        discount=_grid(len(keys), weeks, at, announced[:, 2], announced[:, 4]),
        item=judged,
        week=company[:, 2].astype(np.int64),
        company=company[:, 3],
    )


def _read(connection: psycopg.Connection, name: str, told: dict[str, object]) -> Floats:
    """Rows of `name`.sql as numbers."""
    query = files("supplygen.baseline").joinpath(f"{name}.sql").read_text("utf-8")
    with connection.cursor(binary=True) as cursor:
        cursor.execute(query.encode(), told)
        columns = len(cursor.description or ())
        return np.array(cursor.fetchall(), dtype=np.float64).reshape(-1, columns)


def _of_items(keys: Ints, rows: Floats, weeks: int) -> tuple[Floats, Ints]:
    """Rows (center, SKU, week, ...) of known items inside the horizon, and their items."""
    place = {key: at for at, key in enumerate(map(tuple, keys.tolist()))}
    found = np.array([place.get(key, -1) for key in map(tuple, rows[:, :2].astype(np.int64).tolist())], dtype=np.int64)
    kept = (found >= 0) & (rows[:, 2] >= 0) & (rows[:, 2] < weeks)
    return rows[kept], found[kept]


def _grid(items: int, weeks: int, item: Ints, week: Floats, value: Floats) -> Floats:
    """Values by item and week, 0 where there is none."""
    grid = np.zeros((items, weeks))
    grid[item, week.astype(np.int64)] = value
    return grid
