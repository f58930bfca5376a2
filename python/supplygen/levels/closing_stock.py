"""Stock of finished goods at the as-of date: at the plants, in the distribution centers, on the roads between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen._core import Lots
from supplygen.columns import NULL, Coded, Columns
from supplygen.context import GeneratorContext
from supplygen.levels.amounts import sum_by
from supplygen.levels.batch_outcome import is_recalled, outcome
from supplygen.plan.plan import Plan
from supplygen.plan.reading import Ints, ints
from supplygen.spread import cumulative_within
from supplygen.world import dense_ids

LOCATION_TYPES = ("plant", "dc", "in_transit")
PLANT, DC, IN_TRANSIT = range(len(LOCATION_TYPES))

INVENTORY_TYPES = ("cycle", "safety", "quarantine")
CYCLE, SAFETY, QUARANTINE = range(len(INVENTORY_TYPES))

AGING_BUCKETS = ("0-30", "31-60", "61-90", "90+")
AGING_LIMITS = (31, 61, 91)
"""Age in days from which the next bucket begins."""


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
    plan: Plan = ctx.plan
    stock = Stock.sorted(_at_plants(plan), _at_centers(ctx), _on_the_road(plan))
    age = plan.calendar.as_of - plan.batches.rows["start"][stock.batch]
    return {
        "id": dense_ids(len(stock.cases)),
        "location_type": Coded(stock.location.astype(np.int32), LOCATION_TYPES),
        "plant_id": np.where(stock.location == PLANT, stock.place, NULL),
        "dc_id": np.where(stock.location == DC, stock.place, NULL),
        "shipment_id": np.where(stock.location == IN_TRANSIT, stock.place, NULL),
        "sku_id": stock.sku + 1,
        "batch_id": plan.batch_id[stock.batch],
        "quantity_cases": stock.cases,
        "inventory_type": Coded(stock.kind.astype(np.int32), INVENTORY_TYPES),
        "aging_bucket": Coded(np.searchsorted(AGING_LIMITS, age, side="right").astype(np.int32), AGING_BUCKETS),
        "expiry_date": plan.batches.expiry(stock.batch),
    }


def _at_plants(plan: Plan) -> Stock:
    """Return what was made and has not left."""
    cases = outcome(plan).at_plant
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
    plan: Plan = ctx.plan
    # What arrives in a week is received on the next Monday: that of the last week lies beyond the horizon.
    item, batch, cases = _merged(
        plan.closing_lots, plan.deployment.arrivals(plan.calendar.weeks), len(plan.batches.rows)
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
    keys = np.concatenate([lots.item * batches + lots.batch for lots in (first, second)])
    key, owner = np.unique(keys, return_inverse=True)
    return key // batches, key % batches, sum_by(owner, np.concatenate([first.cases, second.cases]), len(key))


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
