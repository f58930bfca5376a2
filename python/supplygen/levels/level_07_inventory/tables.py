"""Level 7, inventory: which raw lot went into which batch, and what lies where at the as-of date."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
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


SOURCES = (
    Source(
        "batch_ingredients",
        whole=batch_ingredients,
        rows=lambda ctx: len(ctx.results.genealogy.batch),
        reads=("ingredients", "suppliers"),
    ),
    Source("inventory", whole=inventory, reads=("replenishment_params",)),
    Source("ingredient_inventory", whole=ingredient_inventory, reads=("ingredients", "suppliers")),
    Source("store_inventory", whole=store_inventory, rows=lambda ctx: len(ctx.plan.store_opening)),
)
