"""Dates that business turns on: weeks, quarters, movable feasts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta


def monday_of(day: date) -> date:
    """Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth Monday (0) to Sunday (6) of a month; nth = -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    next_month = date(year + month // 12, month % 12 + 1, 1)
    last = next_month - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter_sunday(year: int) -> date:
    """Western Easter: the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def quarters(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Calendar quarters that cover two dates."""
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    while start <= last:
        following = date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
        yield start, following - timedelta(days=1)
        start = following


def years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Calendar years that cover two dates."""
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1), date(year, 12, 31)
