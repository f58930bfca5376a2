"""Level 11, lines: what is inside a shipment, by order line or, for long hauls, by item and batch; bills for it."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import NULL, Columns
from supplygen.arrays.spread import number_within
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.levels.level_11_lines.customer_invoices import customer_invoices
from supplygen.levels.level_11_lines.freight_bills import long_haul_bills, run_bills
from supplygen.levels.raw import Raw
from supplygen.levels.source import Source
from supplygen.plan.outbound import case_grams


def shipment_lines(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Lines of a slice's milk runs."""
    return {
        "shipment_id": raw["shipment"],
        "line_number": raw["number"],
        "order_id": raw["order"],
        "order_line_number": raw["line"],
        "sku_id": raw["sku"],
        "batch_id": ctx.plan.batch_id[raw["batch"].astype(np.int64)],
        "quantity_cases": raw["cases"],
        "weight_kg": raw["cases"].astype(np.int64) * case_grams(ctx)[raw["sku"].astype(np.int64) - 1],
    }


def long_haul_lines(ctx: GeneratorContext, trucks: Ints) -> Columns:
    """Lines of the given trucks of the plan, in loading order."""
    rows = ctx.plan.deployment.lines
    held = np.flatnonzero(np.isin(rows["truck"], trucks))
    shipment = ctx.plan.numbering.long_haul_id[rows["truck"][held]]
    by_shipment = np.argsort(shipment, kind="stable")
    held, shipment = held[by_shipment], shipment[by_shipment]
    sku = ctx.plan.items.sku[rows["item"][held]]
    none = np.full(len(held), NULL)
    return {
        "shipment_id": shipment,
        "line_number": number_within(shipment) + 1,
        "order_id": none,
        "order_line_number": none,
        "sku_id": sku + 1,
        "batch_id": ctx.plan.batch_id[rows["batch"][held]],
        "quantity_cases": rows["cases"][held],
        "weight_kg": rows["cases"][held] * case_grams(ctx)[sku],
    }


SOURCES = (
    Source("shipment_lines", slice=shipment_lines, long_haul=long_haul_lines, reads=("packaging_types", "skus")),
    Source("freight_bills", join=run_bills, long_haul=long_haul_bills, reads=("route_segments",)),
    Source("customer_invoices", slice=customer_invoices, reads=("retail_locations",)),
)
