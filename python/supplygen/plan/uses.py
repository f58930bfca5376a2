"""What batches take: raw materials by weight, by the recipe, and packaging by the piece, for the cases made."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from supplygen.arrays.amounts import BASIS_POINTS
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.spread import cumulative_within, number_within
from supplygen.arrays.types import Ints
from supplygen.plan.packing import Packing
from supplygen.plan.recipes import Recipes
from supplygen.policy.production import SCRAP_SPREAD, USAGE_SPREAD
from supplygen.streams import Streams

USE = KeyLayout("batch", line=1 << 6)
"""A line of a batch's recipe or bill of packaging."""


@dataclass(frozen=True, slots=True)
class Uses:
    """Uses of some batches, one value each; masses in grams."""

    owner: Ints
    """Position of the batch."""
    ingredient: Ints
    planned: Ints
    grams: Ints
    """Mass really taken."""

    def with_those(self, others: Uses) -> Uses:
        """Put uses of the same batches together, batch by batch, these ones first."""
        both = {
            field.name: np.concatenate([getattr(part, field.name) for part in (self, others)]) for field in fields(self)
        }
        order = np.argsort(both["owner"], kind="stable")
        return Uses(**{name: values[order] for name, values in both.items()})


def weighed(streams: Streams, recipes: Recipes, formula: Ints, key: Ints, grams: Ints) -> Uses:
    """Weigh the raw materials of batches of some mass; `key` are the entities of the batches."""
    owner, line = recipes.of_formula.of(formula)
    share = recipes.basis_points[line]
    upto = cumulative_within(owner, share)
    mass = grams[owner]
    planned = mass * upto // BASIS_POINTS - mass * (upto - share) // BASIS_POINTS
    entity = USE.key(batch=key[owner], line=number_within(owner))
    error = (2 * streams.uniform("batch_ingredients.actual", entity) - 1) * USAGE_SPREAD
    taken = np.maximum(planned + np.rint(planned * error).astype(np.int64), 1)
    return Uses(owner, recipes.ingredient[line], np.maximum(planned, 1), taken)


def packed(streams: Streams, packing: Packing, sku: Ints, key: Ints, planned_cases: Ints, cases: Ints) -> Uses:
    """Count the packaging of batches: whole pieces, for the cases that come out and those that are spoiled."""
    owner, line = packing.of_sku(sku)
    ingredient, pieces = packing.ingredient[line], packing.pieces[line] * cases[owner]
    entity = USE.key(batch=key[owner], line=number_within(owner))
    luck = 1 + SCRAP_SPREAD * (2 * streams.uniform("batch_ingredients.scrap", entity) - 1)
    spoiled = np.rint(pieces * packing.scrap[line] * luck / BASIS_POINTS).astype(np.int64)
    piece = packing.piece_grams[ingredient]
    return Uses(
        owner, ingredient, packing.planned_pieces(line, planned_cases[owner]) * piece, (pieces + spoiled) * piece
    )
