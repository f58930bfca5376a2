"""Sustainability scores of suppliers, quarter by quarter."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import date_of, day_number
from supplygen.facts.company_calendar import quarters
from supplygen.policy.suppliers import (
    CERTIFIED_POINTS,
    RATING_FROM,
    SCORE_HISTORY_DAYS,
    SCORE_LIMITS,
    SCORE_PILLAR_SIGMA,
    SCORE_QUARTER_POINTS,
    SCORE_SUPPLIER_SIGMA,
    SCORE_TIER_POINTS,
    SCORE_WEIGHTS,
)
from supplygen.world import World

CERTIFICATE_POINTS = {"ISO 14001": "environmental_score", "ISO 45001": "social_score", "ISO 9001": "governance_score"}
SCORE_UNITS = 100
"""The overall score is kept in hundredths of a point."""


def supplier_esg_scores(world: World) -> Columns:
    """Scores of all suppliers for the quarters that have ended by the as-of date."""
    periods = list(quarters(date_of(world.run_in_day - SCORE_HISTORY_DAYS), date_of(world.as_of_day)))
    ended = [(start, end) for start, end in periods if day_number(end) <= world.as_of_day]
    suppliers = world.column("suppliers", "id")
    supplier = np.repeat(suppliers, len(ended))
    year, quarter = (
        np.tile(np.array(values, dtype=np.int64), len(suppliers))
        for values in ([end.year for _, end in ended], [end.month // 3 for _, end in ended])
    )
    usual = _usual_points(world)
    points = {
        name: _points(world, name, np.repeat(usual[name], len(ended)), supplier, year * 4 + quarter)
        for name in SCORE_WEIGHTS
    }
    overall = np.sum([weight * points[name] for name, weight in SCORE_WEIGHTS.items()], axis=0)
    return {
        "supplier_id": supplier,
        "score_year": year,
        "score_quarter": quarter,
        "assessed_date": np.tile([day_number(end) for _, end in ended], len(suppliers)),
        **points,
        "overall_score": overall,
        "rating": Category.of("supplier_esg_scores", "rating").graded(overall / SCORE_UNITS, RATING_FROM, below="D"),
    }


def _usual_points(world: World) -> dict[str, Floats]:
    """Points of each supplier around which its quarterly scores move, by pillar."""
    supplier = world.column("suppliers", "id")
    level = np.array(SCORE_TIER_POINTS)[world.column("suppliers", "tier") - 1]
    own = SCORE_SUPPLIER_SIGMA * world.streams.normal("supplier_esg_scores.supplier", supplier)
    holder = world.column("certifications", "supplier_id")
    standard = np.array(world.texts("certifications", "standard"))
    certified = {
        pillar: CERTIFIED_POINTS * np.isin(supplier, holder[standard == name])
        for name, pillar in CERTIFICATE_POINTS.items()
    }
    return {
        name: level
        + own
        + SCORE_PILLAR_SIGMA * world.streams.normal(f"supplier_esg_scores.{name}", supplier)
        + certified[name]
        - CERTIFIED_POINTS / 2
        for name in SCORE_WEIGHTS
    }


def _points(
    world: World,
    name: str,
    usual: Floats,
    supplier: Ints,
    quarter: Ints,
) -> Ints:
    """Points of a pillar in each quarter."""
    change = world.streams.integers(
        f"supplier_esg_scores.{name}.quarter", supplier, -SCORE_QUARTER_POINTS, SCORE_QUARTER_POINTS, period=quarter
    )
    return np.asarray(np.clip(np.rint(usual).astype(np.int64) + change, *SCORE_LIMITS))
