"""Needs: the materials that the plants are expected to use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.forecast import Cumulative, Items
from supplygen.plan.packing import Packing
from supplygen.plan.production import SkuPolicy
from supplygen.plan.recipes import Recipes
from supplygen.policy.production import NOMINAL_YIELD, RUN_IN_BUILD
from supplygen.policy.stock import OPENING_COVER_WEEKS


@dataclass(frozen=True, eq=False)
class Needs:
    """Forecast use of materials by (plant, ingredient) and week, grams; column 0 is the first run-in week."""

    grams: Floats
    first_week: int

    @cached_property
    def _cumulative(self) -> Cumulative:
        return Cumulative(self.grams)

    def window(self, week: int, weeks: Ints) -> Ints:
        """Use in `weeks` weeks by (plant, ingredient), from the week after next: the next one's batches are planned."""
        return np.asarray(np.rint(self._cumulative.window(week + 2 - self.first_week, weeks)).astype(np.int64))


def material_needs(
    items: Items,
    policy: SkuPolicy,
    recipes: Recipes,
    packing: Packing,
    demand: Floats,
    lead_weeks: Ints,
    shape: tuple[int, int],
) -> Needs:
    """Forecast use of materials: what stores will want `lead_weeks` later, through recipes and bills, plant by plant.

    `shape` is the number of plants and of ingredients.
    """
    by_sku = _made(items, len(policy.plant), demand, lead_weeks)
    plants, ingredients = shape
    sku, line = recipes.of_formula.of(policy.formula)
    percent = recipes.basis_points[line] / 100
    needs = np.zeros((plants * ingredients, by_sku.shape[1]))
    grams_per_case = policy.net_grams[sku] / NOMINAL_YIELD * percent / 100
    np.add.at(needs, policy.plant[sku] * ingredients + recipes.ingredient[line], grams_per_case[:, None] * by_sku[sku])
    sku, line = packing.of_sku(np.arange(len(policy.plant)))
    place = policy.plant[sku] * ingredients + packing.ingredient[line]
    np.add.at(needs, place, packing.grams_per_case(line)[:, None] * by_sku[sku])
    return Needs(needs, -RUN_IN_WEEKS)


def _made(items: Items, skus: int, demand: Floats, lead_weeks: Ints) -> Floats:
    """Cases to be made by SKU and week from the run-in on; the campaigns of the run-in also fill the pipeline."""
    horizon = demand.shape[1]
    by_sku = np.zeros((skus, RUN_IN_WEEKS + horizon))
    for lead in np.unique(lead_weeks):
        chosen = lead_weeks == lead
        shifted = np.zeros((int(chosen.sum()), RUN_IN_WEEKS + horizon))
        begin = RUN_IN_WEEKS - OPENING_COVER_WEEKS - int(lead)
        # First campaigns are spread over the whole run-in.
        shifted[:, :begin] = demand[chosen][:, :1]
        shifted[:, begin : begin + horizon] = demand[chosen]
        np.add.at(by_sku, items.sku[chosen], shifted)
    by_sku[:, :RUN_IN_WEEKS] *= RUN_IN_BUILD
    return by_sku
