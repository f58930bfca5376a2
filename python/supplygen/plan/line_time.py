"""How long batches keep their line: changeover, running below the rated speed, and breakdowns.

The three losses of equipment effectiveness come from here and from the outcome of the batch: changeovers and breakdowns
lower availability, slow running lowers performance, mass lost and batches rejected lower quality.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import HOUR_MINUTES, MINUTE_SECONDS
from supplygen.policy.production import (
    BREAKDOWN_MEAN_MINUTES,
    CHANGEOVER_MINUTES,
    REPAIR_SHAPE,
    RUNNING_HOURS_PER_BREAKDOWN,
    SPEED_RANGE,
)
from supplygen.streams import Streams


def planned_minutes(rated_seconds: Ints) -> Ints:
    """Minutes that planners count on: a changeover and the usual speed."""
    return CHANGEOVER_MINUTES + _minutes(rated_seconds, sum(SPEED_RANGE) / 2)


@dataclass(frozen=True, slots=True)
class LineTime:
    """How long batches keep their line."""

    operating: Ints
    """Minutes from begin to end of what the plant operates."""
    down: Ints
    """Minutes of them that the line stands still: a changeover at the beginning, and breakdowns."""
    breakdowns: Ints
    """How often it breaks down."""


def actual_time(streams: Streams, key: Ints, rated_seconds: Ints, rate: Floats, longest: Ints) -> LineTime:
    """Time of batches on their line, `longest` minutes at most.

    `rated_seconds` is the time at the rated throughput, `rate` how often the line breaks down relative to the average
    one, `key` the batches' entity of draws.
    """
    low, high = SPEED_RANGE
    run = _minutes(rated_seconds, low + (high - low) * streams.uniform("work_orders.speed", key))
    usual = run / (HOUR_MINUTES * RUNNING_HOURS_PER_BREAKDOWN)
    breakdowns = streams.poisson("work_orders.breakdowns", key, usual * rate)
    repair = streams.gamma("work_orders.downtime_minutes", key, REPAIR_SHAPE * np.maximum(breakdowns, 1))
    broken = np.where(breakdowns > 0, np.floor(repair * BREAKDOWN_MEAN_MINUTES / REPAIR_SHAPE), 0).astype(np.int64)
    broken = np.clip(broken, 0, np.maximum(longest - run - CHANGEOVER_MINUTES, 0))
    down = CHANGEOVER_MINUTES + broken
    # A breakdown that is repaired within the minute is none.
    return LineTime(run + down, down, np.minimum(breakdowns, broken))


def _minutes(rated_seconds: Ints, speed: np.ndarray | float) -> Ints:
    """Whole minutes that a time at the rated speed takes at a part of it."""
    return np.asarray(np.ceil(rated_seconds / (speed * MINUTE_SECONDS))).astype(np.int64)
