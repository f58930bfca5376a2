"""Stops of filling lines: each line has a rate of breakdowns and a weak point of its own."""

from __future__ import annotations

import numpy as np

import worlds
from supplygen.config import Settings
from supplygen.levels.level_06_manufacturing.downtime_events import CAUSES, downtime_events
from supplygen.policy.production import STOP_CAUSES


def test_lines_break_down_at_rates_of_their_own_and_mostly_for_one_cause() -> None:
    ctx = worlds.until(Settings(scale=0.05, seed=777), 5)
    rows = downtime_events(ctx)
    line = ctx.tables["work_orders"]["production_line_id"][rows["wo_id"] - 1]
    cause = np.array(CAUSES.values)[rows["cause"].codes]
    assert set(cause[rows["line_number"] == 1]) == {"changeover"}
    broken = cause != "changeover"
    assert set(cause[broken]) == set(STOP_CAUSES)
    usual = {name: weight / sum(STOP_CAUSES.values()) for name, weight in STOP_CAUSES.items()}
    lines = [one for one in np.unique(line[broken]) if (broken & (line == one)).sum() >= 100]
    excess = [
        max((cause[broken & (line == one)] == name).mean() - share for name, share in usual.items()) for one in lines
    ]
    # Three times the weight of one cause makes it a fifth more of all at least.
    assert min(excess) > 0.1
    running = (ctx.tables["work_orders"]["operating_minutes"] - ctx.tables["work_orders"]["downtime_minutes"]).astype(
        float
    )
    hours = np.bincount(ctx.tables["work_orders"]["production_line_id"], np.maximum(running, 0))
    often = np.array([(broken & (line == one)).sum() / hours[one] for one in lines])
    rate = dict(
        zip(ctx.plan.batches.lines.line_id.tolist(), ctx.plan.batches.lines.breakdown_rate.tolist(), strict=True)
    )
    own = np.array([rate[one] for one in lines])
    assert own.max() > 1.5 * own.min()
    assert np.corrcoef(often, own)[0, 1] > 0.8
