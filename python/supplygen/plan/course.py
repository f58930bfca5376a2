"""The course of demand over the weeks, by SKU: season, growth, adoption, run-down, and what SKUs take from each other.

Stores and planners know all of it; what they do not know is drawn by the simulator, store by store.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from supplygen.arrays.reading import day_or, index, ints, natural, texts
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK
from supplygen.policy.demand import (
    ADOPTION_START,
    ADOPTION_WEEKS,
    DIVISION_GROWTH,
    GIFT_FAMILIES,
    LAUNCH_SHARES,
    MOST_LOST_TO_LAUNCHES,
    RUN_DOWN_END,
    RUN_DOWN_WEEKS,
    SEASON_AMPLITUDE,
    SEASON_PEAK_WEEK,
    SUBSTITUTED_SHARES,
)
from supplygen.streams import cos, exp
from supplygen.world import World

MEAN_YEAR_WEEKS = 52.1775
"""Weeks of a mean Gregorian year, which season and growth follow."""

FAR_FUTURE_DAY = 100_000
"""A day after every horizon (year 2243)."""


NORTHERN, SOUTHERN = range(2)
"""Positions of the hemispheres."""

HEMISPHERES = 2
"""How many there are."""


def course(world: World) -> Floats:
    """Demand over that of a mean week, by hemisphere, SKU and week of the demand axis."""
    weeks = np.arange(world.calendar.season_weeks, dtype=np.float64)
    life = _adoption(world, weeks) * _run_down(world, weeks)
    return np.asarray(_seasons(world, weeks) * (_growth(world, weeks) * life * _exchanged(world, weeks)))


def hemispheres(world: World) -> Ints:
    """Hemisphere of each distribution center, whose stores live by its seasons."""
    latitude = natural("distribution_centers", world.tables["distribution_centers"], "latitude")
    return np.where(latitude < 0, SOUTHERN, NORTHERN)


def end_weeks(world: World) -> Ints:
    """Week in which each SKU is sold no longer; far away for those that stay."""
    return np.asarray(world.calendar.week(day_or(world.tables["skus"], "discontinue_date", FAR_FUTURE_DAY) + 1))


def launch_weeks(world: World) -> Ints:
    """First whole week in which each SKU is sold; negative ones lie before the horizon."""
    return np.asarray(-(-(ints(world.tables["skus"], "launch_date") - world.start_day) // DAYS_A_WEEK))


def _seasons(world: World, weeks: Floats) -> Floats:
    """A cosine over the year that peaks when the family does; in the south half a year later, but for gifts."""
    families = texts(world.tables["products"], "product_family")
    peaks = np.array([SEASON_PEAK_WEEK[family] for family in families])
    later = np.where(np.isin(families, GIFT_FAMILIES), 0, MEAN_YEAR_WEEKS / 2)
    # Weeks since Monday 1969-12-29; fractions do not matter to a cosine.
    first_week = (world.start_day + 3) / 7
    peak = np.stack([peaks, peaks + later])
    angle = 2 * np.pi * (weeks + first_week - peak[:, :, None]) / MEAN_YEAR_WEEKS
    by_product = 1 + SEASON_AMPLITUDE * cos(angle.ravel()).reshape(angle.shape)
    return np.asarray(by_product[:, index(world.tables["skus"], "product_id")])


def _growth(world: World, weeks: Floats) -> Floats:
    """Growth of the division, 1 in the middle of the horizon, for whose mean centers and lines are sized."""
    yearly = np.array([DIVISION_GROWTH[code] for code in texts(world.tables["divisions"], "division_code")])
    years = (weeks - world.calendar.weeks / 2) / MEAN_YEAR_WEEKS
    by_division = 1 + yearly[:, None] * years[None, :]
    return np.asarray(by_division[index(world.tables["skus"], "division_id")])


def _adoption(world: World, weeks: Floats) -> Floats:
    """What of its demand an SKU has found since its launch: those who try what is new do so in their own time."""
    age = np.maximum(weeks[None, :] - launch_weeks(world)[:, None], 0)
    missing = (1 - ADOPTION_START) * exp((-age / ADOPTION_WEEKS).ravel()).reshape(age.shape)
    return np.asarray(1 - missing)


def _run_down(world: World, weeks: Floats) -> Floats:
    """What is left of the demand of an SKU that will be discontinued, week by week less, and nothing after its end."""
    left = end_weeks(world)[:, None] - weeks[None, :]
    falling = RUN_DOWN_END + (1 - RUN_DOWN_END) * np.clip((left - 1) / RUN_DOWN_WEEKS, 0, 1)
    return np.where(left > 0, falling, 0.0)


def _exchanged(world: World, weeks: Floats) -> Floats:
    """Factor on the demand of SKUs that stand in for others: part of what those lose, less part of what they find.

    What an SKU has found before the horizon is in the demand of its mean week.
    """
    lost, found = 1 - _run_down(world, weeks), _found(world, weeks) - _found(world, weeks[:1])
    gained = _by_substitutes(world, lost, SUBSTITUTED_SHARES) - _by_substitutes(world, found, LAUNCH_SHARES)
    return np.maximum(1 + gained, 1 - MOST_LOST_TO_LAUNCHES)


def _found(world: World, weeks: Floats) -> Floats:
    """Part of its demand that an SKU has found by week, none before its launch."""
    return np.where(weeks[None, :] >= launch_weeks(world)[:, None], _adoption(world, weeks), 0.0)


def _by_substitutes(world: World, moved: Floats, shares: Sequence[float]) -> Floats:
    """Demand that moves to substitutes over their own, by SKU and week.

    `moved` is what moves over the demand of the SKU it leaves, `shares` what each rank of substitutes gets, by content.
    """
    table, cases = world.tables["sku_substitutes"], natural("skus", world.tables["skus"], "popularity_weight")
    sku, other = index(table, "sku_id"), index(table, "substitute_sku_id")
    content = cases * _case_milliliters(world)
    share = np.array(shares)[ints(table, "substitute_rank") - 1] * content[sku] / content[other]
    total = np.zeros_like(moved)
    moves = moved[sku].any(axis=1)
    np.add.at(total, other[moves], share[moves, None] * moved[sku[moves]])
    return total


def _case_milliliters(world: World) -> Ints:
    """Content of a case of each SKU."""
    packs = world.tables["packaging_types"]
    return (ints(packs, "content_ml") * ints(packs, "units_per_case"))[index(world.tables["skus"], "packaging_id")]
