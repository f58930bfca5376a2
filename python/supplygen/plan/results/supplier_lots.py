"""Production lots of suppliers: what one of them makes of a raw material in one run, for all plants that order it.

A supplier's first run of a week fills the first call-off of every plant, the second one the second, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import Coded
from supplygen.arrays.growing_table import GrowingTable
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import texts
from supplygen.arrays.types import Ints
from supplygen.calendar import RUN_IN_WEEKS, date_of
from supplygen.plan.plan import Plan
from supplygen.world import World

LOT = KeyLayout("week", supplier=100_000, ingredient=10_000, run=256)
"""A lot."""


@dataclass(frozen=True, slots=True)
class SupplierLots:
    """The suppliers' lots and which of them each call-off was delivered from."""

    of_line: NDArray[np.int32]
    """Position in `names` by call-off."""
    names: list[str]
    """Lot numbers such as L-SORBFR001-SORB001-202412-1: supplier, material, week, run."""

    @classmethod
    def of(cls, world: World, plan: Plan) -> SupplierLots:
        """Tell the lots of all call-offs apart: goods are made in the week of their order."""
        lines = plan.materials.lines
        week = plan.calendar.week(lines["order_day"]) + RUN_IN_WEEKS
        key = LOT.key(week=week, supplier=lines["supplier"], ingredient=lines["ingredient"], run=lines["call"])
        _, first, lot = np.unique(key, return_index=True, return_inverse=True)
        return cls(lot.astype(np.int32), _names(world, lines, first))

    def numbers(self, lines: Ints) -> Coded:
        """Lot numbers of deliveries for some call-offs."""
        return Coded(self.of_line[lines], self.names)


def _names(world: World, lines: GrowingTable, first: Ints) -> list[str]:
    """Lot numbers, given the first call-off of each lot."""
    suppliers = _short(texts(world.tables["suppliers"], "supplier_code"))
    ingredients = _short(texts(world.tables["ingredients"], "ingredient_code"))
    days, of_lot = np.unique(lines["order_day"][first], return_inverse=True)
    weeks = [f"{date.year}{date.week:02d}" for date in (date_of(day).isocalendar() for day in days.tolist())]
    columns = (lines["supplier"][first], lines["ingredient"][first], of_lot, lines["call"][first] + 1)
    return [
        f"L-{suppliers[supplier]}-{ingredients[ingredient]}-{weeks[week]}-{run}"
        for supplier, ingredient, week, run in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _short(codes: list[str]) -> list[str]:
    """Business keys without their kind and dashes: SUP-SORB-FR-001 is SORBFR001."""
    return ["".join(code.split("-")[1:]) for code in codes]
