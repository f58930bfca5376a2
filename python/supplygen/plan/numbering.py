"""Ids of dated rows: dense, ascending with the date, and known before the first row is made.

On each day long hauls come first, then the distribution centers in their order. The counts of the simulate pass, summed
over (day, place), give the last id used before every (day, place); the emit pass counts on from there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.types import Ints
from supplygen.calendar import Calendar
from supplygen.plan.deployment import Deployment
from supplygen.plan.lanes import Lanes

SHIPMENTS, LEGS = _core.DATED_TABLES.index("shipments"), _core.DATED_TABLES.index("shipment_legs")


@dataclass(frozen=True)
class Numbering:
    """Where the ids of every (dated table, day, place) begin, and how many rows there are."""

    bases: Ints
    """Last id used before each (center, dated table, day of the horizon), as `_core.Simulator.rewind` takes it."""
    long_haul: Ints
    """Rows of the plan's trucks that left by the as-of date, in the order of their ids."""
    long_haul_id: Ints
    """Shipment id by truck row; 0 for trucks that have not left."""
    long_haul_last_leg: Ints
    """Id of the last leg before each truck's own legs, by truck row."""
    rows: dict[str, int]
    """Rows of every table that the emit pass fills."""
    last_ids: dict[str, Ints]
    """Last id used by the end of each day of the horizon, by dated table."""


def number_rows(calendar: Calendar, counts: Ints, lines: Ints, deployment: Deployment, lanes: Lanes) -> Numbering:
    """Turn the simulator's dated and line counts into ids."""
    trucks = deployment.trucks
    long_haul = np.flatnonzero(trucks["ship_day"] <= calendar.as_of)
    long_haul = long_haul[np.lexsort((long_haul, trucks["ship_day"][long_haul]))]
    day = trucks["ship_day"][long_haul] - calendar.start_day
    legs = (lanes.segments[trucks["lane"][long_haul]] >= 0).sum(axis=1)
    bases, last_ids = np.empty_like(counts), {}
    for table, name in enumerate(_core.DATED_TABLES):
        weight = {SHIPMENTS: np.ones_like(day), LEGS: legs}.get(table, np.zeros_like(day))
        bases[:, table, :], last_ids[name] = _bases(counts[:, table, :], day, weight)
    identity, last_leg = np.zeros(len(trucks), np.int64), np.zeros(len(trucks), np.int64)
    before = np.concatenate(([0], np.cumsum(counts[:, SHIPMENTS].sum(axis=0))))
    legs_before = np.concatenate(([0], np.cumsum(counts[:, LEGS].sum(axis=0))))
    identity[long_haul] = np.arange(1, len(long_haul) + 1) + before[np.maximum(day, 0)]
    last_leg[long_haul] = np.cumsum(legs) - legs + legs_before[np.maximum(day, 0)]
    rows = _row_counts(counts, lines, deployment, long_haul)
    rows["shipment_legs"] += int(legs.sum())
    modes = int(lanes.mode_counts()[trucks["lane"][long_haul]].sum())
    rows["freight_bills"] = rows["shipments"]
    rows["shipment_emissions"] = rows["shipments"] - len(long_haul) + modes
    return Numbering(bases, long_haul, identity, last_leg, rows, last_ids)


def _bases(counts: Ints, day: Ints, weight: Ints) -> tuple[Ints, Ints]:
    """Ids used before each (center, day), and by the end of each day.

    Before are all of earlier days, the day's long hauls and the day's earlier centers.
    """
    days = counts.shape[1]
    long_hauls = np.bincount(np.maximum(day, 0), weight, minlength=days).astype(np.int64)
    in_order = np.concatenate([long_hauls[None, :], counts]).T.ravel()
    upto = np.cumsum(in_order).reshape(days, -1)
    return upto[:, :-1].T, upto[:, -1]


def _row_counts(counts: Ints, lines: Ints, deployment: Deployment, long_haul: Ints) -> dict[str, int]:
    rows: dict[str, int] = dict(zip(_core.DATED_TABLES, counts.sum(axis=(0, 2)).tolist(), strict=True))
    rows |= zip(_core.LINE_TABLES, lines.sum(axis=0).tolist(), strict=True)
    rows["shipments"] += len(long_haul)
    gone = np.zeros(len(deployment.trucks), dtype=bool)
    gone[long_haul] = True
    rows["shipment_lines"] += int(gone[deployment.lines["truck"]].sum())
    return rows
