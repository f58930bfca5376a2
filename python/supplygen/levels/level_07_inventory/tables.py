"""Level 7, inventory: which raw lot went into which batch, what lies where at the as-of date, and what lots cost."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, Template, dense_ids
from supplygen.arrays.spread import number_within
from supplygen.context import GeneratorContext
from supplygen.levels.level_07_inventory.inventory import inventory
from supplygen.levels.source import Source
from supplygen.plan.results.genealogy import planned_grams


def batch_ingredients(ctx: GeneratorContext) -> Columns:
    """One row per draw; a batch's draws are numbered through all its ingredients."""
    plan, draws, paper = ctx.plan, ctx.results.genealogy, ctx.results.documents
    return {
        "batch_id": draws.batch + 1,
        "sequence": number_within(draws.batch) + 1,
        "ingredient_id": plan.batches.uses["ingredient"][draws.use] + 1,
        "gr_id": paper.receipts.document[draws.lot],
        "gr_line_number": paper.receipts.number[draws.lot],
        "lot_number": ctx.results.supplier_lots.numbers(plan.materials.lots["line"][paper.arrived[draws.lot]]),
        "planned_quantity_kg": planned_grams(plan, draws),
        "actual_quantity_kg": draws.grams,
    }


def ingredient_inventory(ctx: GeneratorContext) -> Columns:
    """Lots of which something is left or was written off."""
    materials, paper = ctx.plan.materials, ctx.results.documents
    lots, lines = materials.lots, materials.lines
    left = materials.usable(paper.arrived) - ctx.results.genealogy.drawn(len(paper.arrived))
    scrapped = lots["scrapped"][paper.arrived]
    row = paper.receipts.order[(left + scrapped)[paper.receipts.order] > 0]
    lot = paper.arrived[row]
    line = lots["line"][lot]
    return {
        "id": dense_ids(len(row)),
        "plant_id": lines["plant"][line] + 1,
        "ingredient_id": lines["ingredient"][line] + 1,
        "gr_id": paper.receipts.document[row],
        "gr_line_number": paper.receipts.number[row],
        "lot_number": ctx.results.supplier_lots.numbers(line),
        "on_hand_kg": left[row],
        "scrapped_kg": scrapped[row],
        "expiry_date": lots["expiry_day"][lot],
    }


def store_inventory(ctx: GeneratorContext) -> Columns:
    """Stock of every (store, SKU) before the first and after the last week."""
    plan = ctx.plan
    opening = plan.store_opening
    order = np.lexsort((opening.sku, opening.store))
    return {
        "retail_location_id": opening.store[order].astype(np.int64),
        "sku_id": opening.sku[order].astype(np.int64) + 1,
        "opening_eaches": opening.eaches[order].astype(np.int64),
        "closing_eaches": plan.store_closing[order].astype(np.int64),
    }


def supplier_invoice_lines(ctx: GeneratorContext) -> Columns:
    """One line per line of the receipt that is billed."""
    made = ctx.results.supplier_invoices
    lines = made.lines
    return {
        "invoice_id": lines.invoice + 1,
        "line_number": lines.number,
        "gr_id": made.receipt[lines.invoice],
        "quantity_kg": lines.grams,
        "unit_price": lines.price,
        "line_amount": lines.cents,
    }


def supplier_payments(ctx: GeneratorContext) -> Columns:
    """Invoices are paid as billed, in the order of the runs."""
    made = ctx.results.supplier_invoices
    paid = made.paid(ctx.as_of_day)
    ids = dense_ids(len(paid))
    return {
        "id": ids,
        "payment_number": Template("SP-", 9, ids),
        "invoice_id": paid + 1,
        "payment_date": made.paid_day[paid],
        "amount": made.cents[paid],
    }


SOURCES = (
    Source(
        "batch_ingredients",
        whole=batch_ingredients,
        rows=lambda ctx: len(ctx.results.genealogy.batch),
        reads=("ingredients", "suppliers"),
    ),
    Source("inventory", whole=inventory, reads=("replenishment_params",)),
    Source("ingredient_inventory", whole=ingredient_inventory, reads=("ingredients", "suppliers")),
    Source("supplier_invoice_lines", whole=supplier_invoice_lines, reads=("suppliers",)),
    Source("supplier_payments", whole=supplier_payments, reads=("suppliers",)),
    Source("store_inventory", whole=store_inventory, rows=lambda ctx: len(ctx.plan.store_opening)),
)
