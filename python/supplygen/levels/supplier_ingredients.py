"""Who may deliver which raw material, at what price, in which quantities and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supplygen.business_calendar import PEPPERMINT_MONTHS, quarters, years
from supplygen.columns import Columns
from supplygen.context import OUTLOOK_DAYS, GeneratorContext, date_of, day_number
from supplygen.levels.suppliers import named_suppliers, specialties
from supplygen.levels.volumes import ingredient_kg
from supplygen.world import dense_ids, positions, records, scaled

SPECIALIST_WEIGHT = 12.0
"""How much likelier a supplier of the right trade is chosen than another one."""

APPROVED_SUPPLIERS = (2, 3)
LEAD_TIME_DAYS = (7, 45)
PALM_EXTRA_DAYS = 2

SUPPLIER_PRICE = (9_300, 11_000)
YEARLY_PRICE = (9_700, 10_600)
"""Price of a supplier over the usual one, and of a year over the supplier's usual one, in 1/10,000."""

PEPPERMINT = "ING-PEPP-001"
PEPPERMINT_WINTER_FACTOR = 3

ORDER_LADDER_KG = (
    (1, 1), (2, 1), (5, 1), (10, 5), (25, 5), (50, 25), (100, 25), (200, 50), (500, 100),
    (1_000, 200), (2_000, 200), (5_000, 1_000), (10_000, 1_000), (20_000, 1_000),
)  # fmt: skip
"""Smallest order and its multiple, kg: cans, bags of 25, drums of 200, containers of 1,000, tank trucks of 20,000."""

DAYS_A_YEAR = 364


@dataclass(frozen=True, slots=True)
class Pairs:
    """Suppliers and the materials they quote for."""

    supplier: NDArray[np.int64]
    """Ids."""
    ingredient: NDArray[np.int64]
    approved: NDArray[np.bool_]
    preferred: NDArray[np.bool_]

    @property
    def key(self) -> NDArray[np.int64]:
        """Entity of a pair's draws: the same at every number of suppliers."""
        return self.supplier * 1_000 + self.ingredient


def supplier_ingredients(ctx: GeneratorContext) -> Columns:
    """One row per pair and contract period; periods follow each other without gap from the run-in to the outlook."""
    pairs = _pairs(ctx)
    ingredients = records("ingredients")
    is_peppermint = np.array([row["code"] == PEPPERMINT for row in ingredients])[pairs.ingredient - 1]
    first, last = date_of(ctx.run_in_day), date_of(ctx.as_of_day + OUTLOOK_DAYS)
    yearly, quarterly = list(years(first, last)), list(quarters(first, last))
    of_pair = [quarterly if flag else yearly for flag in is_peppermint.tolist()]
    row = np.repeat(np.arange(len(of_pair)), [len(periods) for periods in of_pair])
    starts = [start for periods in of_pair for start, _ in periods]
    ladder = _order_quantities(ctx)[pairs.ingredient[row] - 1]
    return {
        "id": dense_ids(len(row)),
        "supplier_id": pairs.supplier[row],
        "ingredient_id": pairs.ingredient[row],
        "unit_cost": _prices(ctx, pairs, row, starts),
        "min_order_qty": ladder[:, 0],
        "order_multiple": ladder[:, 1],
        "lead_time_days": _lead_times(ctx, pairs)[row],
        "is_approved": pairs.approved[row],
        "is_preferred": pairs.preferred[row],
        "contract_start_date": _days(starts),
        "contract_end_date": _days(end for periods in of_pair for _, end in periods),
    }


def _pairs(ctx: GeneratorContext) -> Pairs:
    """Approved suppliers by preferential attachment; who gets no contract has at least quoted for one material."""
    trades = np.array(specialties(ctx))
    named = {str(row["ingredient"]): at for at, row in enumerate(named_suppliers(), start=1)}
    open_ids = dense_ids(len(trades))[len(named) :]
    contracts = np.zeros(len(open_ids), dtype=np.int64)
    ingredients = records("ingredients")
    wanted = ctx.streams.integers("supplier_ingredients.is_approved", dense_ids(len(ingredients)), *APPROVED_SUPPLIERS)
    chosen: list[tuple[int, int, bool, bool]] = []
    for ingredient, (row, count) in enumerate(zip(ingredients, wanted.tolist(), strict=True), start=1):
        if row["code"] in named:
            chosen.append((named[row["code"]], ingredient, True, True))
            continue
        fit = np.where(trades[len(named) :] == row["specialty"], SPECIALIST_WEIGHT, 1.0)
        picks = ctx.streams.gumbel_top_k(
            "supplier_ingredients.supplier_id", [ingredient], fit * (1 + contracts), count, open_ids
        )[0]
        contracts[picks] += 1
        chosen += [(int(open_ids[pick]), ingredient, True, rank == 0) for rank, pick in enumerate(picks.tolist())]
    idle = open_ids[contracts == 0]
    chosen += [
        (supplier, quote, False, False)
        for supplier, quote in zip(idle.tolist(), _quotes(ctx, idle, trades), strict=True)
    ]
    chosen.sort()
    return Pairs(*(np.array(values) for values in zip(*chosen, strict=True)))


def _quotes(ctx: GeneratorContext, idle: NDArray[np.int64], trades: NDArray[np.str_]) -> list[int]:
    """Material of its trade that each idle supplier has quoted for; single-source materials get no quotes."""
    single = [row["ingredient"] for row in named_suppliers()]
    ingredients = records("ingredients")
    quotes = np.zeros(len(idle), dtype=np.int64)
    for trade in dict.fromkeys(row["specialty"] for row in ingredients):
        mine = np.flatnonzero(trades[idle - 1] == trade)
        weights = [float(row["specialty"] == trade and row["code"] not in single) for row in ingredients]
        quotes[mine] = 1 + ctx.streams.choice("supplier_ingredients.quote", idle[mine], weights)
    return [int(quote) for quote in quotes]


def _order_quantities(ctx: GeneratorContext) -> NDArray[np.int64]:
    """Smallest order and multiple of each ingredient in grams: about what a plant uses in a day."""
    ladder = np.array(ORDER_LADDER_KG, dtype=np.int64)
    daily = ingredient_kg(ctx.scale) // (DAYS_A_YEAR * len(records("plants")))
    step = np.searchsorted(ladder[:, 0], np.maximum(daily, 1), side="right") - 1
    return ladder[step] * 1_000


def _lead_times(ctx: GeneratorContext, pairs: Pairs) -> NDArray[np.int64]:
    """Days from order to receipt, one for all goods of a supplier; the named ones' are facts, palm oil's is long."""
    days = ctx.streams.integers("supplier_ingredients.lead_time_days", pairs.supplier, *LEAD_TIME_DAYS)
    for supplier, row in enumerate(named_suppliers(), start=1):
        extra = ctx.streams.integers("supplier_ingredients.extra_days", [supplier], 0, PALM_EXTRA_DAYS)[0]
        days[pairs.supplier == supplier] = int(str(row["lead_time_days"])) + extra
    return days


def _prices(ctx: GeneratorContext, pairs: Pairs, row: NDArray[np.int64], starts: list[date]) -> NDArray[np.int64]:
    """Contract prices in 0.0001 USD per kg; peppermint oil costs three times as much in the first quarter."""
    usual = scaled(records("ingredients"), "unit_cost", 4)[pairs.ingredient - 1]
    supplier = ctx.streams.integers("supplier_ingredients.supplier_price", pairs.key, *SUPPLIER_PRICE)
    year = ctx.streams.integers(
        "supplier_ingredients.unit_cost", pairs.key[row], *YEARLY_PRICE, period=[start.year for start in starts]
    )
    price = (usual * supplier // 10_000)[row] * year // 10_000
    peppermint = pairs.ingredient[row] == positions(records("ingredients"))[PEPPERMINT] + 1
    winter = np.array([start.month < PEPPERMINT_MONTHS.start for start in starts])
    return np.where(peppermint & winter, price * PEPPERMINT_WINTER_FACTOR, price)


def _days(dates: Iterable[date]) -> NDArray[np.int64]:
    return np.array([day_number(day) for day in dates], dtype=np.int64)
