"""Stops of the filling lines: a changeover before each run, and the breakdowns in it."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.spread import cumulative_within, number_within, share_out
from supplygen.arrays.types import Ints
from supplygen.calendar import SECOND_US
from supplygen.context import GeneratorContext
from supplygen.policy.production import CHANGEOVER_MINUTES, REPAIR_SHAPE, STOP_CAUSES, WEAK_POINT_FACTOR
from supplygen.streams import Streams

CAUSES = Category.of("downtime_events", "cause")
CHANGEOVER = CAUSES.values.index("changeover")

FINE = 1_000_000
"""Parts in which the share of a repair in the minutes of all, and the place of a breakdown in the run, are counted."""

STOP = KeyLayout("batch", number=1 << 8)
"""A breakdown of a batch's run."""


def downtime_events(ctx: GeneratorContext) -> Columns:
    """The changeover of each run that was carried out, then its breakdowns as they came."""
    plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    run, number = _stops(rows["breakdowns"][made])
    batch = made[run]
    entity = STOP.key(batch=rows["key"][batch], number=number)
    minutes = _minutes(ctx.streams, rows["downtime_minutes"][made], run, number, entity)
    ran_for = _ran_for(ctx.streams, (rows["operating_minutes"] - rows["downtime_minutes"])[made], run, number, entity)
    after = ran_for + cumulative_within(run, minutes) - minutes
    sku, lines = rows["sku"][batch], plan.batches.lines
    return {
        "wo_id": plan.work_order_id[batch],
        "line_number": number + 1,
        "cause": CAUSES.coded(np.where(number == 0, CHANGEOVER, _causes(ctx.streams, lines.line_id[sku], entity))),
        "started_at": lines.clock_after(sku, rows["begin"][batch], after) * SECOND_US,
        "minutes": minutes,
    }


def _stops(breakdowns: Ints) -> tuple[Ints, Ints]:
    """Run of each stop, and its number in it; 0 is the changeover."""
    run = np.repeat(np.arange(len(breakdowns)), breakdowns + 1)
    return run, number_within(run)


def _minutes(streams: Streams, down: Ints, run: Ints, number: Ints, entity: Ints) -> Ints:
    """Minutes of each stop: those of the run's breakdowns are shared out among them, a minute each at least."""
    weight = np.ceil(FINE * streams.gamma("downtime_events.minutes", entity, REPAIR_SHAPE)).astype(np.int64)
    weight = np.where(number > 0, weight, 0)
    broken = down - CHANGEOVER_MINUTES - (np.bincount(run) - 1)
    # A run without breakdowns shares nothing out, to its changeover.
    alone = np.bincount(run)[run] == 1
    shared = share_out(run, np.maximum(broken, 0), np.where(alone, 1, weight))
    return np.where(number == 0, CHANGEOVER_MINUTES, 1 + shared)


def _ran_for(streams: Streams, running: Ints, run: Ints, number: Ints, entity: Ints) -> Ints:
    """Minutes for which the line has run before each stop, ascending: breakdowns come at any time."""
    at = np.floor(running[run] * streams.uniform("downtime_events.started_at", entity)).astype(np.int64)
    at = np.where(number == 0, -1, at)
    return np.maximum(at[np.lexsort((at, run))], 0)


def _causes(streams: Streams, line: Ints, entity: Ints) -> Ints:
    """What breaks down, by position in `CAUSES`: on each line one thing more often than elsewhere."""
    broken = np.array([CAUSES.values.index(name) for name in STOP_CAUSES])
    usual = np.array(list(STOP_CAUSES.values()))
    weak = streams.integers("production_lines.weak_point", line, 0, len(usual) - 1)
    causes = np.zeros(len(entity), dtype=np.int64)
    for point in range(len(usual)):
        mine = weak == point
        weights = usual * np.where(np.arange(len(usual)) == point, WEAK_POINT_FACTOR, 1)
        causes[mine] = broken[streams.choice("downtime_events.cause", entity[mine], weights)]
    return causes
