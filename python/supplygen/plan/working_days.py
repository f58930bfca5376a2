"""Days on which sites work: some days of each week, and no public holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import ints, texts
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class WorkingDays:
    """Working days of some sites, which are numbered for each of them."""

    first_day: int
    """First day that is known, a Monday; days since 1970-01-01."""
    _before: Ints
    """Working days of (site, day) before that day."""
    _day: Ints
    """Day of (site, number); behind the last working day, the one after all that are known."""

    @classmethod
    def of(cls, world: World, countries: Sequence[str | None], weekdays: int) -> WorkingDays:
        """Sites that work from Monday on some days of a week, but for the holidays of their countries."""
        closed, (first, days) = closed_days(world), world.known_days
        by_country = {country: np.zeros(days, dtype=bool) for country in set(countries)}
        for country, day in closed:
            if country in by_country and 0 <= day - first < days:
                by_country[country][day - first] = True
        return cls.except_for(first, np.array([by_country[country] for country in countries]), weekdays)

    @classmethod
    def except_for(cls, first_day: int, closed: Bools, weekdays: int) -> WorkingDays:
        """Sites that work from Monday on some days of a week, but not on the days of (site, day) that are closed."""
        is_open = ~closed & (np.arange(closed.shape[1]) % DAYS_A_WEEK < weekdays)
        before: Ints = np.cumsum(is_open, axis=1) - is_open
        day: Ints = np.full(before.shape, first_day + closed.shape[1])
        site, offset = np.nonzero(is_open)
        day[site, before[site, offset]] = first_day + offset
        return cls(first_day, before, day)

    def before(self, site: Ints, day: Ints | int) -> Ints:
        """How many working days sites have had before a day."""
        return np.asarray(self._before[site, day - self.first_day])

    def day(self, site: Ints, number: Ints) -> Ints:
        """The working day of sites that has so many before it."""
        return np.asarray(self._day[site, number])

    def on_or_after(self, site: Ints, day: Ints) -> Ints:
        """First working day of sites that is not before a day; of days that are not known, the day itself."""
        known = np.minimum(day, self.first_day + self._before.shape[1] - 1)
        return np.asarray(np.maximum(self.day(site, self.before(site, known)), day))

    def in_week(self, site: Ints, monday: int) -> Ints:
        """How many working days sites have in a week."""
        return self.before(site, monday + DAYS_A_WEEK) - self.before(site, monday)


def closed_days(world: World) -> list[tuple[str | None, int]]:
    """Country and day of every public holiday."""
    rows = world.tables["public_holidays"]
    return list(zip(texts(rows, "country"), ints(rows, "holiday_date").tolist(), strict=True))
