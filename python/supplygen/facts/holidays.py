"""Public holidays by country, as the library `holidays` has them: its pinned version is content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import holidays

from supplygen.facts.reader import records

LANGUAGE = "en_US"
"""Language of the names, for countries of which the library knows them in it."""


def countries() -> list[str]:
    """Every country in which the company has a site or a store, in alphabetical order."""
    stores = {country for row in records("divisions") for country in row["countries"]}
    sites = {row["country"] for table in ("plants", "distribution_centers") for row in records(table)}
    return sorted(stores | sites)


def public_holidays(country: str, first: date, last: date) -> Iterator[tuple[date, str]]:
    """Days from first to last on which the whole country rests, with their names."""
    for day, name in _of_years(country, first.year, last.year):
        if first <= day <= last:
            yield day, name


@cache
def _of_years(country: str, first: int, last: int) -> tuple[tuple[date, str], ...]:
    known = holidays.country_holidays(country).supported_languages
    found = holidays.country_holidays(
        country, years=range(first, last + 1), language=LANGUAGE if LANGUAGE in known else None
    )
    return tuple(sorted(found.items()))
