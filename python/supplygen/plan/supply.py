"""The supply side: who decides what is made, what it is made of, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.reading import ints
from supplygen.arrays.types import Ints
from supplygen.plan.batches import Batches
from supplygen.plan.demand import Demand
from supplygen.plan.filling import FillingLines
from supplygen.plan.materials import Materials
from supplygen.plan.needs import material_needs
from supplygen.plan.packing import Packing
from supplygen.plan.production import Planner, SkuPolicy
from supplygen.plan.recipes import Recipes
from supplygen.policy.stock import PLANT_LEAD_WEEKS
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Supply:
    """Production and procurement."""

    policy: SkuPolicy
    lead_weeks: Ints
    """Weeks from the decision to produce until the goods can be allocated, by item."""
    planner: Planner
    materials: Materials
    batches: Batches

    @classmethod
    def of(cls, world: World, demand: Demand, way_weeks: Ints) -> Supply:
        """Size the filling lines for the demand; `way_weeks` is how long an item's goods are under way, weeks."""
        items, forecasts, recipes, packing = demand.items, demand.forecasts, Recipes.of(world), Packing.of(world)
        lead_weeks, covered = PLANT_LEAD_WEEKS + way_weeks, demand.outlook.covered
        policy = SkuPolicy.of(world, _farthest(way_weeks, items.sku, len(ints(world.tables["skus"], "id"))))
        shape = len(ints(world.tables["plants"], "id")), len(ints(world.tables["ingredients"], "id"))
        needs = material_needs(items, policy, recipes, packing, covered, lead_weeks, shape)
        lines = FillingLines.of(world, items, forecasts, policy.net_grams)
        materials = Materials.of(world, needs, lines.days)
        return cls(
            policy=policy,
            lead_weeks=lead_weeks,
            planner=Planner(policy, items, demand.outlook, lead_weeks),
            materials=materials,
            batches=Batches.of(world, policy, recipes, packing, lines, materials),
        )


def _farthest(way_weeks: Ints, sku: Ints, skus: int) -> Ints:
    """Longest way of each SKU."""
    farthest = np.zeros(skus, dtype=np.int64)
    np.maximum.at(farthest, sku, way_weeks)
    return farthest
