"""Stock of finished goods at the as-of date: at the plants, in the distribution centers, on the roads between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen._core import Lots
from supplygen.arrays.amounts import sum_by
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import ints
from supplygen.arrays.spread import cumulative_within
from supplygen.arrays.types import Ints
from supplygen.context import GeneratorContext
from supplygen.plan.plan import Plan
from supplygen.plan.results.batch_outcome import is_recalled

LOCATION_TYPES = Category.of("inventory", "location_type")
PLANT, DC, IN_TRANSIT = LOCATION_TYPES.codes("plant", "dc", "in_transit")

INVENTORY_TYPES = Category.of("inventory", "inventory_type")
CYCLE, SAFETY, QUARANTINE = range(3)
"""Kinds of stock in the order in which the rows of a batch are listed."""
CODE_OF_KIND = np.array(INVENTORY_TYPES.codes("cycle", "safety", "quarantine"))

AGING_FROM = {"31-60": 31, "61-90": 61, "90+": 91}
"""Age in days from which a bucket begins; the first is 0-30."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Rows of stock; `place` is the id of a plant, center or shipment, `batch` a plan number."""

    location: Ints
    place: Ints
    sku: Ints
    batch: Ints
    cases: Ints
    kind: Ints

    @classmethod
    def at(cls, location: int, place: Ints, sku: Ints, batch: Ints, cases: Ints, kind: Ints | int = CYCLE) -> Stock:
        """Describe stock of one type of location."""
        return cls(np.full(len(place), location), place, sku, batch, cases, np.broadcast_to(kind, len(place)))

    @classmethod
    def sorted(cls, *parts: Stock) -> Stock:
        """Put stocks together, by location, SKU, batch and kind."""
        names = ("location", "place", "sku", "batch", "cases", "kind")
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
        order = np.lexsort([columns[name] for name in ("kind", "batch", "sku", "place", "location")])
        return cls(**{name: values[order] for name, values in columns.items()})


def inventory(ctx: GeneratorContext) -> Columns:
    """All stock of finished goods outside the stores."""
    plan = ctx.plan
    stock = Stock.sorted(_at_plants(ctx), _at_centers(ctx), _on_the_road(plan))
    age = plan.calendar.as_of - plan.batches.rows["start"][stock.batch]
    return {
        "id": dense_ids(len(stock.cases)),
        "location_type": LOCATION_TYPES.coded(stock.location),
        "plant_id": np.where(stock.location == PLANT, stock.place, NULL),
        "dc_id": np.where(stock.location == DC, stock.place, NULL),
        "shipment_id": np.where(stock.location == IN_TRANSIT, stock.place, NULL),
        "sku_id": stock.sku + 1,
        "batch_id": plan.batch_id[stock.batch],
        "quantity_cases": stock.cases,
        "inventory_type": INVENTORY_TYPES.coded(CODE_OF_KIND[stock.kind]),
        "aging_bucket": Category.of("inventory", "aging_bucket").graded(age, AGING_FROM, below="0-30"),
        "expiry_date": plan.batches.expiry(stock.batch),
    }


def _at_plants(ctx: GeneratorContext) -> Stock:
    """Return what was made and has not left."""
    plan, cases = ctx.plan, ctx.results.outcome.at_plant
    there = np.flatnonzero(cases)
    number = plan.produced[there]
    sku = plan.batches.rows["sku"][number]
    return Stock.at(PLANT, plan.policy.plant[sku] + 1, sku, number, cases[there])


def _on_the_road(plan: Plan) -> Stock:
    """Return what left a plant, or a center for another one, and has not arrived by the as-of date."""
    trucks, lines, as_of = plan.deployment.trucks, plan.deployment.lines, plan.calendar.as_of
    under_way = (trucks["ship_day"] <= as_of) & (trucks["arrival_day"] > as_of)
    line = np.flatnonzero(under_way[lines["truck"]])
    shipment = plan.numbering.long_haul_id[lines["truck"][line]]
    return Stock.at(
        IN_TRANSIT, shipment, plan.items.sku[lines["item"][line]], lines["batch"][line], lines["cases"][line]
    )


def _at_centers(ctx: GeneratorContext) -> Stock:
    """Return what the simulator left in the centers and what arrived too late for its last week."""
    plan = ctx.plan
    # What arrives in a week is received on the next Monday: that of the last week lies beyond the horizon.
    item, batch, cases = _merged(
        plan.closing_lots, plan.deployment.arrivals(plan.calendar.weeks, plan.batches.expiry), len(plan.batches.rows)
    )
    order = np.lexsort((batch, plan.batches.expiry(batch), item))
    item, batch, cases = item[order], batch[order], cases[order]
    # The policy has one row per item of the plan, in their order.
    safety = ints(ctx.tables["replenishment_params"], "safety_stock_cases")
    held = is_recalled(plan, batch)
    row, kind, cases = _divided(item, np.where(held, 0, cases), safety, np.where(held, cases, 0))
    return Stock.at(DC, plan.items.dc[item[row]] + 1, plan.items.sku[item[row]], batch[row], cases, kind)


def _merged(first: Lots, second: Lots, batches: int) -> tuple[Ints, Ints, Ints]:
    """Put lots together: item, batch and cases, those of one item and batch added up."""
    lot = KeyLayout("item", batch=batches)
    keys = np.concatenate([lot.key(item=lots.item, batch=lots.batch) for lots in (first, second)])
    key, owner = np.unique(keys, return_inverse=True)
    cases = sum_by(owner, np.concatenate([first.cases, second.cases]), len(key))
    return lot.part(key, "item"), lot.part(key, "batch"), cases


def _divided(item: Ints, cases: Ints, safety: Ints, held: Ints) -> tuple[Ints, Ints, Ints]:
    """Divide rows that leave in the given order into cycle and safety stock: row, kind and cases of each part.

    The safety stock of an item is what leaves last. What is `held` is neither.
    """
    total = sum_by(item, cases, len(safety))
    before = cumulative_within(item, cases) - cases
    cycle = np.clip((total - safety)[item] - before, 0, cases)
    parts = np.stack([cycle, cases - cycle, held], axis=1)
    row, kind = np.nonzero(parts)
    return row, kind, parts[row, kind]
