"""Bills of packaging: which items go into the cases of an SKU, and how many pieces of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.amounts import BASIS_POINTS
from supplygen.arrays.columns import NULL
from supplygen.arrays.lookup import Children
from supplygen.arrays.reading import index, ints
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class Packing:
    """One row per line of a bill of packaging."""

    ingredient: Ints
    """Packaging item, index from 0."""
    pieces: Ints
    """Pieces in a case."""
    scrap: Ints
    """Pieces planned to be spoiled over those in the cases, 1/10,000."""
    of_bill: Children
    """Lines of each bill."""
    bill: Ints
    """Bill of each SKU: that of its pack and product."""
    piece_grams: Ints
    """Mass of a piece by ingredient; 0 for what is not bought by the piece."""

    @classmethod
    def of(cls, world: World) -> Packing:
        """Read the bills of all packs."""
        lines, skus = world.tables["packaging_components"], world.tables["skus"]
        products = len(ints(world.tables["products"], "id"))
        bills = len(ints(world.tables["packaging_types"], "id")) * products
        return cls(
            ingredient=index(lines, "ingredient_id"),
            pieces=ints(lines, "pieces_per_case"),
            scrap=ints(lines, "scrap_percent"),
            of_bill=Children.by(index(lines, "packaging_id") * products + index(lines, "product_id"), bills),
            bill=index(skus, "packaging_id") * products + index(skus, "product_id"),
            piece_grams=piece_masses(world),
        )

    def of_sku(self, sku: Ints) -> tuple[Ints, Ints]:
        """Lines of some SKUs: for each line the position of its SKU in `sku`, and the line."""
        return self.of_bill.of(self.bill[sku])

    def grams_per_case(self, line: Ints) -> Floats:
        """Planned mass of each line in a case, scrap included."""
        grams = self.pieces[line] * self.piece_grams[self.ingredient[line]]
        return np.asarray(grams * (BASIS_POINTS + self.scrap[line]) / BASIS_POINTS)

    def planned_pieces(self, line: Ints, cases: Ints) -> Ints:
        """Pieces that cases are planned to take, with the whole pieces of scrap that they are allowed."""
        return np.asarray(-(-cases * self.pieces[line] * (BASIS_POINTS + self.scrap[line]) // BASIS_POINTS))

    def is_packaging(self, ingredient: Ints) -> Bools:
        """Whether ingredients are packaging items."""
        return self.piece_grams[ingredient] > 0


def piece_masses(world: World) -> Ints:
    """Mass of a piece by ingredient, grams; 0 for what is not bought by the piece."""
    grams = ints(world.tables["ingredients"], "piece_mass_g")
    return np.where(grams == NULL, 0, grams)
