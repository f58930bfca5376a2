"""Standard freight of a case: what the year's rates of its lanes and centers come to, as a controller sets it."""

from __future__ import annotations

import numpy as np

from supplygen import _core
from supplygen.arrays.reading import index
from supplygen.arrays.types import Floats, Ints
from supplygen.facts.pallets import pallets
from supplygen.plan.outbound import case_grams
from supplygen.plan.plan import Plan
from supplygen.world import World

LEAST_CASES = 1
"""What nobody ordered at a center counts there with a case, so that every listed SKU has a freight of its own."""


def standard_freight(world: World, plan: Plan) -> Floats:
    """Cents of freight that a case of each SKU costs on average: from its plant to its centers, and on to stores."""
    items = plan.items
    ordered = np.maximum(plan.ordered.sum(axis=1), LEAST_CASES).astype(np.float64)
    cents = ordered * (_inbound(world, plan) + _outbound(world, plan, ordered))
    return _means(items.sku, cents, ordered, len(case_grams(world)))


def _inbound(world: World, plan: Plan) -> Floats:
    """Cents a case of each item, from the plant to the center: the mean of its lane, or of all where nothing rode."""
    trucks, lanes, items = plan.deployment.trucks, plan.lanes, plan.items
    cases, lane = trucks["cases"], trucks["lane"]
    cents = plan.freight.cents(lane, trucks["ship_day"], trucks["grams"], pallets(trucks["parts"]))
    by_lane, usual = _means(lane, cents, cases, len(lanes.route)), lanes.between(_plants(world)[items.sku], items.dc)
    return by_lane[usual]


def _outbound(world: World, plan: Plan, ordered: Floats) -> Floats:
    """Cents a case of each item, from the center to stores: by mass, since light cases fill a truck less."""
    items, grams = plan.items, case_grams(world)
    totals = plan.totals.sum(axis=(1, 2))
    cents, cases = (totals[:, _core.MEASURES.index(name)] for name in ("freight_cents", "truck_cases"))
    by_center = _means(np.arange(len(cents)), cents, cases, len(cents))
    of_item = grams[items.sku]
    mean_grams = np.bincount(items.dc, ordered * of_item, len(cents)) / np.bincount(items.dc, ordered, len(cents))
    return np.asarray(by_center[items.dc] * of_item / mean_grams[items.dc])


def _means(owner: Ints, cents: Ints | Floats, cases: Ints | Floats, count: int) -> Floats:
    """Cents a case of each owner; the mean of all for one without cases."""
    by_owner, carried = (np.bincount(owner, values, count) for values in (cents, cases))
    return np.where(carried > 0, by_owner, cents.sum()) / np.where(carried > 0, carried, max(float(cases.sum()), 1.0))


def _plants(world: World) -> Ints:
    return index(world.tables["skus"], "primary_plant_id")
