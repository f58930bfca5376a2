"""Invoices to customers."""

from __future__ import annotations

import numpy as np

from supplygen._core import CODES
from supplygen.arrays.columns import Coded, Columns, Template
from supplygen.arrays.reading import ints
from supplygen.context import GeneratorContext
from supplygen.levels.raw import Raw


def customer_invoices(ctx: GeneratorContext, raw: Raw) -> Columns:
    """Invoices of a slice's delivered orders."""
    order = raw["order"].astype(np.int64)
    return {
        "order_id": order,
        "invoice_number": Template("INV-", 9, order),
        "retail_account_id": ints(ctx.tables["retail_locations"], "retail_account_id")[
            raw["store"].astype(np.int64) - 1
        ],
        "invoice_date": raw["day"],
        "due_date": raw["due"],
        "amount": raw["cents"],
        "status": Coded(raw["status"].astype(np.int32), CODES["customer_invoices.status"]),
    }
