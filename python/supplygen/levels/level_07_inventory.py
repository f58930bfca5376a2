"""Level 7, inventory: which raw lot went into which batch, and what lies where at the as-of date."""

from __future__ import annotations

import numpy as np

from supplygen.columns import Columns
from supplygen.context import GeneratorContext
from supplygen.levels.closing_stock import inventory
from supplygen.levels.genealogy import genealogy, planned_grams
from supplygen.levels.procurement_documents import documents
from supplygen.levels.supplier_lots import lot_numbers
from supplygen.plan.plan import Plan
from supplygen.spread import number_within
from supplygen.world import dense_ids

LEVEL = 7


def batch_ingredients(ctx: GeneratorContext) -> Columns:
    """One row per draw; a batch's draws are numbered through all its ingredients."""
    plan: Plan = ctx.plan
    draws, paper = genealogy(plan), documents(plan)
    return {
        "batch_id": draws.batch + 1,
        "sequence": number_within(draws.batch) + 1,
        "ingredient_id": plan.batches.uses["ingredient"][draws.use] + 1,
        "gr_id": paper.receipts.document[draws.lot],
        "gr_line_number": paper.receipts.number[draws.lot],
        "lot_number": lot_numbers(ctx, paper.arrived[draws.lot]),
        "planned_quantity_kg": planned_grams(plan, draws),
        "actual_quantity_kg": draws.grams,
    }


def ingredient_inventory(ctx: GeneratorContext) -> Columns:
    """Lots of which something is left or was written off."""
    plan: Plan = ctx.plan
    lots, lines, paper = plan.materials.lots, plan.materials.lines, documents(plan)
    left = plan.materials.usable(paper.arrived) - genealogy(plan).drawn(len(paper.arrived))
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
        "lot_number": lot_numbers(ctx, lot),
        "on_hand_kg": left[row],
        "scrapped_kg": scrapped[row],
        "expiry_date": lots["expiry_day"][lot],
    }


def store_inventory(ctx: GeneratorContext) -> Columns:
    """Stock of every (store, SKU) before the first and after the last week."""
    plan: Plan = ctx.plan
    opening = plan.store_opening
    order = np.lexsort((opening.sku, opening.store))
    return {
        "retail_location_id": opening.store[order].astype(np.int64),
        "sku_id": opening.sku[order].astype(np.int64) + 1,
        "opening_eaches": opening.eaches[order].astype(np.int64),
        "closing_eaches": plan.store_closing[order].astype(np.int64),
    }


TABLES = (
    ("batch_ingredients", batch_ingredients),
    ("inventory", inventory),
    ("ingredient_inventory", ingredient_inventory),
    ("store_inventory", store_inventory),
)
