"""Sustainability scores of suppliers, quarter by quarter."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns
from supplygen.calendar import date_of, day_number
from supplygen.facts.company_calendar import quarters
from supplygen.world import World

HISTORY = timedelta(days=365)
"""Scores reach this far behind the run-in, so that trends can be seen."""

PILLARS = {"environmental_score": 40, "social_score": 35, "governance_score": 25}
"""Weights of the overall score, percent."""

TIER_POINTS = (72, 64, 56)
"""Usual score by tier: strategic suppliers are chosen and developed."""

SUPPLIER_SIGMA, PILLAR_SIGMA = 9.0, 5.0
"""Standard deviations in points: between suppliers, and between the pillars of one."""

QUARTER_POINTS = 3
"""A score moves by up to this many points around its usual value from quarter to quarter."""

CERTIFICATE_POINTS = {"ISO 14001": "environmental_score", "ISO 45001": "social_score", "ISO 9001": "governance_score"}
CERTIFIED_POINTS = 5
"""What an audited management system adds to the pillar that it is about."""

RATING_FROM = {"A": 75, "B": 60, "C": 45}
"""Points of the overall score from which a supplier is rated so; D below."""

SCORE_UNITS = 100
"""The overall score is kept in hundredths of a point."""

SCORE_LIMITS = (5, 98)
"""Nobody is without merit, and nobody perfect."""


def supplier_esg_scores(world: World) -> Columns:
    """Scores of all suppliers for the quarters that have ended by the as-of date."""
    periods = list(quarters(date_of(world.run_in_day) - HISTORY, date_of(world.as_of_day)))
    ended = [(start, end) for start, end in periods if day_number(end) <= world.as_of_day]
    suppliers = world.column("suppliers", "id")
    supplier = np.repeat(suppliers, len(ended))
    year, quarter = (
        np.tile(np.array(values, dtype=np.int64), len(suppliers))
        for values in ([end.year for _, end in ended], [end.month // 3 for _, end in ended])
    )
    usual = _usual_points(world)
    points = {
        name: _points(world, name, np.repeat(usual[name], len(ended)), supplier, year * 4 + quarter) for name in PILLARS
    }
    overall = np.sum([weight * points[name] for name, weight in PILLARS.items()], axis=0)
    return {
        "supplier_id": supplier,
        "score_year": year,
        "score_quarter": quarter,
        "assessed_date": np.tile([day_number(end) for _, end in ended], len(suppliers)),
        **points,
        "overall_score": overall,
        "rating": Category.of("supplier_esg_scores", "rating").graded(overall / SCORE_UNITS, RATING_FROM, below="D"),
    }


def _usual_points(world: World) -> dict[str, NDArray[np.float64]]:
    """Points of each supplier around which its quarterly scores move, by pillar."""
    supplier = world.column("suppliers", "id")
    level = np.array(TIER_POINTS)[world.column("suppliers", "tier") - 1]
    own = SUPPLIER_SIGMA * world.streams.normal("supplier_esg_scores.supplier", supplier)
    holder = world.column("certifications", "supplier_id")
    standard = np.array(world.texts("certifications", "standard"))
    certified = {
        pillar: CERTIFIED_POINTS * np.isin(supplier, holder[standard == name])
        for name, pillar in CERTIFICATE_POINTS.items()
    }
    return {
        name: level
        + own
        + PILLAR_SIGMA * world.streams.normal(f"supplier_esg_scores.{name}", supplier)
        + certified[name]
        - CERTIFIED_POINTS / 2
        for name in PILLARS
    }


def _points(
    world: World,
    name: str,
    usual: NDArray[np.float64],
    supplier: NDArray[np.int64],
    quarter: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Points of a pillar in each quarter."""
    change = world.streams.integers(
        f"supplier_esg_scores.{name}.quarter", supplier, -QUARTER_POINTS, QUARTER_POINTS, period=quarter
    )
    return np.asarray(np.clip(np.rint(usual).astype(np.int64) + change, *SCORE_LIMITS))
