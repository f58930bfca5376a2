"""Labor and overhead of batches: the standard, and as far as they are paid by time, that of the time on the line."""

from __future__ import annotations

from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints
from supplygen.calendar import MINUTE_SECONDS
from supplygen.plan.plan import Plan
from supplygen.policy.production import CHANGEOVER_MINUTES, LINE_TIME_PERCENT, STANDARD_RUN_PERCENT

PERCENT = 100
"""Parts of a percentage in one."""


def conversion_cents(plan: Plan, kind: str, standard: Ints) -> Ints:
    """Return what the batches that were made cost of a kind, cents; `standard` is what their cases should."""
    rows, made = plan.batches.rows, plan.produced
    rated = plan.batches.lines.rated_seconds(rows["sku"][made], rows["input_grams"][made])
    # Both in hundredths of a second.
    due = CHANGEOVER_MINUTES * MINUTE_SECONDS * PERCENT + rated * STANDARD_RUN_PERCENT
    taken = rows["operating_minutes"][made] * (MINUTE_SECONDS * PERCENT)
    by_time = LINE_TIME_PERCENT[kind]
    return round_half_up(standard * ((PERCENT - by_time) * due + by_time * taken), PERCENT * due)
