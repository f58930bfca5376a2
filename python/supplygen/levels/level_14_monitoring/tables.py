"""Level 14, monitoring: what the company measures, writes down and fears; all of it follows from the levels below."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.columns import Coded, Columns
from supplygen.context import GeneratorContext
from supplygen.levels.level_14_monitoring.audit_logs import audit_logs
from supplygen.levels.level_14_monitoring.injection import injection, simulated
from supplygen.levels.level_14_monitoring.kpi_actuals import kpi_actuals
from supplygen.levels.level_14_monitoring.risk_events import risk_events
from supplygen.levels.raw import Raw
from supplygen.levels.source import Source


def osa_metrics(_: GeneratorContext, raw: Raw) -> Columns:
    """Shelf audits of a slice."""
    reason = raw["reason"].astype(np.int32)
    return {
        "id": raw["id"],
        "retail_location_id": raw["store"],
        "sku_id": raw["sku"],
        "measurement_date": raw["day"],
        "is_in_stock": reason < 0,
        "shelf_quantity": raw["shelf"],
        "shelf_capacity": raw["capacity"],
        "out_of_stock_reason": Coded(reason, CODES["osa_metrics.out_of_stock_reason"]),
    }


SOURCES = (
    Source(
        "kpi_actuals",
        whole=kpi_actuals,
        reads=(
            "kpi_thresholds",
            "plants",
            "distribution_centers",
            "skus",
            "purchase_orders",
            "goods_receipts",
            "batches",
            "inventory",
        ),
    ),
    Source("osa_metrics", slice=osa_metrics),
    Source(
        "audit_logs", whole=audit_logs, reads=("plants", "purchase_orders", "goods_receipts", "work_orders", "batches")
    ),
    Source(
        "risk_events",
        whole=risk_events,
        reads=(
            "ingredients",
            "ports",
            "suppliers",
            "formula_ingredients",
            "supplier_ingredients",
            "distribution_centers",
            "route_segments",
            "purchase_orders",
            "goods_receipts",
            "batches",
        ),
    ),
    Source("injection", slice=simulated, whole=injection, reads=("skus", "suppliers")),
)
