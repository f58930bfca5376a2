"""What divisions mean to improve, year by year."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Coded, Columns
from supplygen.facts.reader import facts, records, scaled, texts
from supplygen.world import World


def sustainability_targets(world: World) -> Columns:
    """Targets on a straight line from each division's baseline to the company's goal."""
    goals, metrics = facts("sustainability"), records("sustainability", "metrics")
    start = world.settings.start.year
    baseline_year = start - int(goals["baseline_years_before"])
    years = np.arange(start, start + int(goals["goal_years_after"]) + 1)
    divisions, kinds = len(records("divisions")), len(metrics)
    division, metric, at = (
        index.ravel() for index in np.meshgrid(*(np.arange(n) for n in (divisions, kinds, len(years))), indexing="ij")
    )
    spread = np.array([row["spread_percent"] * 100 for row in metrics], dtype=np.int64)[metric]
    luck = world.streams.integers("sustainability_targets.baseline_value", division * kinds + metric, -spread, spread)
    baseline = scaled(metrics, "baseline", 4)[metric] * (10_000 + luck) // 10_000
    way = scaled(metrics, "goal", 4)[metric] - baseline
    return {
        "division_id": division + 1,
        "metric": Coded(metric.astype(np.int32), [str(row["code"]) for row in metrics]),
        "target_year": years[at],
        "unit": Coded(metric.astype(np.int32), [str(row["unit"]) for row in metrics]),
        "direction": Coded(metric.astype(np.int32), [str(text) for text in texts(metrics, "direction")]),
        "baseline_year": np.full(len(at), baseline_year),
        "baseline_value": baseline,
        "target_value": baseline + way * (years[at] - baseline_year) // (years[-1] - baseline_year),
    }
