"""Recipes: which raw materials go into a formula, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass

from supplygen.arrays.lookup import Children
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Ints
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class Recipes:
    """One row per line of a recipe."""

    ingredient: Ints
    """Raw material, index from 0."""
    basis_points: Ints
    """Part of the mass; a formula's lines add up to 10,000."""
    of_formula: Children
    """Lines of each formula."""

    @classmethod
    def of(cls, world: World) -> Recipes:
        """Read the recipes of all formulas."""
        lines = world.tables["formula_ingredients"]
        of_formula = world.lookup.children("formula_ingredients", "formula_id", "formulas")
        return cls(index(lines, "ingredient_id"), ints(lines, "percent"), of_formula)
