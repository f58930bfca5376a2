"""Parts of the plan made by hand: one or two of everything."""

from __future__ import annotations

from typing import Any

import numpy as np

from supplygen.arrays.lookup import Children
from supplygen.arrays.types import Floats
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS, Calendar
from supplygen.plan.contracts import Contracts, Terms
from supplygen.plan.filling import FillingLines
from supplygen.plan.forecast import Items, Outlook
from supplygen.plan.lanes import MAX_SEGMENTS, NOWHERE, Lanes
from supplygen.plan.production import SkuPolicy
from supplygen.plan.recipes import Recipes
from supplygen.plan.swings import Shares, Swing, Swings
from supplygen.plan.working_days import WorkingDays

START = 20_087
"""Monday 2024-12-30."""

CALENDAR = Calendar(START, 52)

GRAMS = 1_000
"""Product in a case of every SKU."""


def array(*values: float) -> Any:
    return np.array(values)


def swings(skus: Floats, cities: Floats, centers: int = 1) -> Swings:
    """Swings from their logarithms, of any spread; each center serves all cities alike."""
    center, city = (at.ravel() for at in np.indices((centers, len(cities))))
    shares = Shares(center, city, np.full(len(city), 1 / len(cities)))
    return Swings(Swing(skus, 0.0), Swing(cities, 0.0), np.arange(len(cities)), shares)


def steady(items: Items, covered: Floats) -> Outlook:
    """An outlook on forecasts in which nothing swings."""
    skus, centers = int(items.sku.max()) + 1, int(items.dc.max()) + 1
    return Outlook(items, covered, swings(np.zeros((skus, 100)), np.zeros((1, 100)), centers))


def contracts(*rows: dict[str, int], codes: tuple[str, ...] = ("ING-A-001", "ING-B-001")) -> Contracts:
    """Contracts that begin long ago and ask for little, but for what a row says."""
    usual = {
        "supplier": 0,
        "ingredient": 0,
        "begin": 0,
        "price": 10_000,
        "lead_days": 14,
        "minimum": 1,
        "multiple": 1,
        "preferred": 0,
    }
    full = [usual | row for row in rows]
    columns = {name: np.array([row[name] for row in full], dtype=np.int64) for name in usual}
    return Contracts(Terms(**columns | {"preferred": columns["preferred"] > 0}), codes)


def policy(skus: int = 1, **columns: Any) -> SkuPolicy:
    """SKUs of one plant, one formula each, reviewed every fourth week."""
    usual = {
        "review_weeks": np.full(skus, 4),
        "safety_z": np.zeros(skus),
        "first_review": np.zeros(skus, dtype=np.int64),
        "turn": np.zeros(skus, dtype=np.int64),
        "net_grams": np.full(skus, GRAMS),
        "batch_grams": np.full(skus, 1_000 * GRAMS),
        "plant": np.zeros(skus, dtype=np.int64),
        "formula": np.arange(skus),
        "shelf_life_days": np.full(skus, 365),
    }
    return SkuPolicy(**usual | columns)


def recipes(*formulas: dict[int, int]) -> Recipes:
    """Hundredths of a percent by ingredient for each formula."""
    start = np.cumsum([0, *(len(formula) for formula in formulas)])
    ingredient = np.array([one for formula in formulas for one in formula])
    share = np.array([part for formula in formulas for part in formula.values()])
    return Recipes(ingredient, share, Children(start, np.arange(len(ingredient))))


def filling_lines(skus: int = 1, kg_per_hour: int = 1_000) -> FillingLines:
    """A line of one plant, 16 hours a day, for all SKUs."""
    none = np.zeros(skus, dtype=np.int64)
    rates = array([kg_per_hour]).reshape(1, 1)
    return FillingLines(none, none, array(16 * 60), rates, none + 1, working_days(6), none + 1.0)


def working_days(weekdays: int, sites: int = 1, closed: tuple[int, ...] = ()) -> WorkingDays:
    """Sites that work on some days of a week, without holidays but for some days."""
    first = CALENDAR.monday(-RUN_IN_WEEKS)
    days = np.zeros((sites, 100 * DAYS_A_WEEK), dtype=bool)
    days[:, np.array(closed, dtype=np.int64) - first] = True
    return WorkingDays.except_for(first, days, weekdays)


def lanes(*ends: tuple[int, int, int], hours: int = 24, mode: str = "truck", on_time: float = 1.0) -> Lanes:
    """Lanes of one segment each: plant or `NOWHERE`, origin center or `NOWHERE`, destination; one carrier."""
    plant, origin, dc = np.array(ends).T
    count = len(ends)
    segments = np.full((count, MAX_SEGMENTS), NOWHERE)
    segments[:, 0] = np.arange(count)
    return Lanes(
        route=np.arange(count),
        plant=plant,
        origin_dc=origin,
        dc=dc,
        flies=np.full(count, mode == "air"),
        hours=np.full(count, float(hours)),
        segments=segments,
        carriers=np.where(segments >= 0, 0, -1),
        modes=np.full(count, mode),
        segment_seconds=np.full(count, hours * 3_600),
        on_time=array(on_time),
    )
