"""How long batches keep their line: changeover, running below the rated speed, and breakdowns.

The three losses of equipment effectiveness come from here and from the outcome of the batch: changeovers and breakdowns
lower availability, slow running lowers performance, mass lost and batches rejected lower quality.
"""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints
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


def actual_minutes(streams: Streams, key: Ints, rated_seconds: Ints, longest: Ints) -> tuple[Ints, Ints]:
    """Minutes that batches keep their line, `longest` at most, and how many of them it stands still.

    `rated_seconds` is the time at the rated throughput, `key` the batches' entity of draws.
    """
    low, high = SPEED_RANGE
    run = _minutes(rated_seconds, low + (high - low) * streams.uniform("work_orders.speed", key))
    breakdowns = streams.poisson("work_orders.breakdowns", key, run / (HOUR_MINUTES * RUNNING_HOURS_PER_BREAKDOWN))
    repair = streams.gamma("work_orders.downtime_minutes", key, REPAIR_SHAPE * np.maximum(breakdowns, 1))
    broken = np.where(breakdowns > 0, np.floor(repair * BREAKDOWN_MEAN_MINUTES / REPAIR_SHAPE), 0).astype(np.int64)
    down = CHANGEOVER_MINUTES + np.clip(broken, 0, np.maximum(longest - run - CHANGEOVER_MINUTES, 0))
    return run + down, down


def _minutes(rated_seconds: Ints, speed: np.ndarray | float) -> Ints:
    """Whole minutes that a time at the rated speed takes at a part of it."""
    return np.asarray(np.ceil(rated_seconds / (speed * MINUTE_SECONDS))).astype(np.int64)
