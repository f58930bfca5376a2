"""Level 13, disposition: what became of returned goods, what was credited for them, and goods that were lost."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.columns import NULL, Coded, Columns, Template
from supplygen.arrays.reading import ints
from supplygen.calendar import DAY_US, HOUR_US
from supplygen.context import GeneratorContext
from supplygen.levels.raw import Raw, nullable
from supplygen.levels.source import Source
from supplygen.policy.monitoring import DISPOSITION_HOUR


def disposition_logs(_: GeneratorContext, raw: Raw) -> Columns:
    """Decisions on a slice's return lines that were made by the as-of date; one decision takes a whole line."""
    return {
        "id": raw["id"],
        "return_id": raw["return_id"],
        "return_line_number": raw["number"],
        "disposition": Coded(raw["disposition"].astype(np.int32), CODES["disposition_logs.disposition"]),
        "quantity_cases": raw["cases"],
        "processed_at": raw["processed"].astype(np.int64) * DAY_US + DISPOSITION_HOUR * HOUR_US,
    }


def credit_notes(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Credits for a slice's returns that have arrived."""
    return {
        "return_id": raw["return_id"],
        "credit_number": Template("CN-", 7, raw["return_id"].astype(np.int64)),
        "order_id": raw["order"],
        "retail_account_id": ints(ctx.tables["retail_locations"], "retail_account_id")[
            raw["store"].astype(np.int64) - 1
        ],
        "credit_date": raw["day"],
        "amount": raw["cents"],
        "settlement_date": nullable(raw["settled"]),
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
        "reason_code": Coded(raw["reason"].astype(np.int32), CODES["inventory_adjustments.reason_code"]),
    }


SOURCES = (
    Source("disposition_logs", slice=disposition_logs),
    Source("credit_notes", slice=credit_notes, reads=("retail_locations",)),
    Source("inventory_adjustments", slice=inventory_adjustments),
)
