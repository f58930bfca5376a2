"""Level 12, returns: authorizations, returns and their lines; what customers pay and deduct."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Coded, Columns, Template
from supplygen.arrays.reading import ints
from supplygen.context import GeneratorContext
from supplygen.levels.raw import Raw, nullable
from supplygen.levels.source import Source

REASONS = CODES["rma_authorizations.reason_code"]

CONDITIONS = Category.of("return_lines", "condition")
CONDITION_OF_REASON = {
    "damaged": "damaged",
    "overstock": "resalable",
    "quality": "defective",
    "wrong_item": "resalable",
    "expired": "expired",
    "recall": "defective",
}
"""Condition of goods that are not put back into stock, by reason."""

RESTOCK = CODES["disposition_logs.disposition"].index("restock")
"""The code of the disposition that puts goods back into stock."""


def rma_authorizations(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Authorizations of a slice's deliveries."""
    approved, received = nullable(raw["approved"]), nullable(raw["received"])
    states = {"closed": received != NULL, "approved": approved != NULL}
    store = raw["store"].astype(np.int64) - 1
    return {
        "id": raw["id"],
        "rma_number": Template("RMA-", 7, raw["id"].astype(np.int64)),
        "retail_account_id": ints(ctx.tables["retail_locations"], "retail_account_id")[store],
        "reason_code": Coded(raw["reason"].astype(np.int32), REASONS),
        "request_date": raw["requested"],
        "approval_date": approved,
        "status": Category.of("rma_authorizations", "status").choose(states, otherwise="requested"),
    }


def returns(_: GeneratorContext, raw: Raw) -> Columns:
    """Returns of a slice's authorizations, where goods have left the store by the as-of date."""
    identity, received = raw["id"].astype(np.int64), nullable(raw["received"])
    return {
        "id": identity,
        "return_number": Template("RET-", 7, identity),
        "rma_id": raw["rma"],
        "order_id": raw["order"],
        "retail_location_id": raw["store"],
        "dc_id": raw["dc"],
        "return_date": raw["returned"],
        "received_date": received,
        "status": Category.of("returns", "status").choose({"received": received != NULL}, otherwise="in_transit"),
        "total_cases": raw["cases"],
    }


def return_lines(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Lines of a slice's returns."""
    resalable = raw["disposition"].astype(np.int64) == RESTOCK
    usual = CONDITIONS.following(Coded(raw["reason"].astype(np.int32), REASONS), CONDITION_OF_REASON)
    return {
        "return_id": raw["return_id"],
        "line_number": raw["number"],
        "order_id": raw["order"],
        "order_line_number": raw["line"],
        "sku_id": raw["sku"],
        "batch_id": ctx.plan.batch_id[raw["batch"].astype(np.int64)],
        "quantity_cases": raw["cases"],
        "condition": CONDITIONS.coded(np.where(resalable, CONDITIONS.code("resalable"), usual.codes)),
    }


def customer_payments(_: GeneratorContext, raw: Raw) -> Columns:
    """Payments of a slice's invoices."""
    return {
        "order_id": raw["order"],
        "payment_number": raw["number"],
        "payment_date": raw["day"],
        "amount": raw["cents"],
        "purpose": Coded(raw["purpose"].astype(np.int32), CODES["customer_payments.purpose"]),
    }


def customer_deductions(_: GeneratorContext, raw: Raw) -> Columns:
    """Deductions from a slice's invoices."""
    return {
        "order_id": raw["order"],
        "line_number": raw["number"],
        "reason_code": Coded(raw["reason"].astype(np.int32), CODES["customer_deductions.reason_code"]),
        "deduction_date": raw["day"],
        "amount": raw["cents"],
        "status": Coded(raw["status"].astype(np.int32), CODES["customer_deductions.status"]),
        "decision_date": nullable(raw["decided"]),
    }


SOURCES = (
    Source("rma_authorizations", slice=rma_authorizations, reads=("retail_locations",)),
    Source("returns", slice=returns),
    Source("return_lines", slice=return_lines),
    Source("customer_payments", slice=customer_payments),
    Source("customer_deductions", slice=customer_deductions),
)
