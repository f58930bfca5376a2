"""Level 13, disposition: what became of returned goods, and of goods that were lost."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import NULL, Coded, Columns
from supplygen.arrays.raw import Raw, nullable
from supplygen.calendar import DAY_US, HOUR_US
from supplygen.context import GeneratorContext
from supplygen.policy.monitoring import DISPOSITION_HOUR

LEVEL = 13

DISPOSITIONS = ("restock", "scrap", "donate", "rework", "liquidate", "quarantine")
"""In the order of the simulator's codes."""

ADJUSTMENT_REASONS = ("shrink", "expired", "phantom_inventory")
"""In the order of the simulator's codes."""


def disposition_logs(_: GeneratorContext, raw: Raw) -> Columns:
    """Decisions on a slice's return lines that were made by the as-of date; one decision takes a whole line."""
    done = raw["disposition_id"].astype(np.int64) != NULL
    identity = raw["disposition_id"][done].astype(np.int64)
    return {
        "id": identity,
        "return_id": raw["return_id"][done],
        "return_line_number": raw["number"][done],
        "disposition": Coded(raw["disposition"][done].astype(np.int32), DISPOSITIONS),
        "quantity_cases": raw["cases"][done],
        "processed_at": raw["processed"][done].astype(np.int64) * DAY_US + DISPOSITION_HOUR * HOUR_US,
    }


def inventory_adjustments(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Corrections that were booked in a slice."""
    dc, store, batch, cases = (nullable(raw[name]) for name in ("dc", "store", "batch", "cases"))
    at_store = store != NULL
    return {
        "id": raw["id"],
        "adjustment_date": raw["day"],
        "occurred_date": raw["occurred"],
        "dc_id": np.where(at_store, NULL, dc),
        "retail_location_id": store,
        "sku_id": raw["sku"],
        "batch_id": np.where(at_store, NULL, ctx.plan.batch_id[batch]),
        "quantity_cases": cases,
        "quantity_eaches": raw["eaches"],
        "reason_code": Coded(raw["reason"].astype(np.int32), ADJUSTMENT_REASONS),
    }


TABLES = ()
SLICED = (
    ("disposition_logs", "return_lines", disposition_logs),
    ("inventory_adjustments", "adjustments", inventory_adjustments),
)
