"""Who may deliver which raw material, at what price, in which quantities and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, OUTLOOK_DAYS, WEEKS_A_YEAR, date_of, day_number
from supplygen.facts.company_calendar import quarters, years
from supplygen.facts.materials import materials
from supplygen.facts.reader import integers, positions, records, scaled
from supplygen.levels.level_01_master.awards import Pairs, pairs
from supplygen.levels.level_01_master.supplier_traits import named_suppliers
from supplygen.levels.level_02_relationships.volumes import ingredient_kg, packaging_pieces
from supplygen.policy.procurement import SEASONAL_BUYING
from supplygen.policy.suppliers import (
    ORDER_LADDER_KG,
    ORDER_LADDER_PIECES,
    PEPPERMINT_WINTER_FACTOR,
    SUPPLIER_LEAD_DAYS,
    SUPPLIER_PRICE,
    YEARLY_PRICE,
)
from supplygen.world import World

PEPPERMINT = "ING-PEPP-001"


def supplier_ingredients(world: World) -> Columns:
    """One row per pair and contract period; periods follow each other without gap from the run-in to the outlook."""
    quoted = pairs(world)
    is_peppermint = np.array([row["code"] == PEPPERMINT for row in materials()])[quoted.ingredient - 1]
    first, last = date_of(world.run_in_day), date_of(world.as_of_day + OUTLOOK_DAYS)
    yearly, quarterly = list(years(first, last)), list(quarters(first, last))
    of_pair = [quarterly if flag else yearly for flag in is_peppermint.tolist()]
    row = np.repeat(np.arange(len(of_pair)), [len(periods) for periods in of_pair])
    starts = [start for periods in of_pair for start, _ in periods]
    ladder = _order_quantities(world)[quoted.ingredient[row] - 1]
    return {
        "id": dense_ids(len(row)),
        "supplier_id": quoted.supplier[row],
        "ingredient_id": quoted.ingredient[row],
        "unit_cost": _prices(world, quoted, row, starts),
        "min_order_qty": ladder[:, 0],
        "order_multiple": ladder[:, 1],
        "lead_time_days": _lead_times(world, quoted)[row],
        "is_approved": quoted.approved[row],
        "is_preferred": quoted.preferred[row],
        "contract_start_date": _days(starts),
        "contract_end_date": _days(end for periods in of_pair for _, end in periods),
    }


def _order_quantities(world: World) -> Ints:
    """Smallest order and multiple of each ingredient in grams: about what a plant uses in a day."""
    days = WEEKS_A_YEAR * DAYS_A_WEEK * len(records("plants"))
    piece_g = integers(materials()[len(records("ingredients")) :], "piece_g")
    bulk = _step(ORDER_LADDER_KG, ingredient_kg(world.scale) // days) * 1_000
    pieces = _step(ORDER_LADDER_PIECES, packaging_pieces(world.scale) // days) * piece_g[:, None]
    return np.concatenate([bulk, pieces])


def _step(ladder: Sequence[tuple[int, int]], daily: Ints) -> Ints:
    """Highest step of a ladder (from, multiple) that is not above the daily use."""
    steps = np.array(ladder, dtype=np.int64)
    return np.asarray(steps[np.searchsorted(steps[:, 0], np.maximum(daily, steps[0, 0]), side="right") - 1])


def _lead_times(world: World, quoted: Pairs) -> Ints:
    """Days from order to dispatch, one for all goods of a supplier; those of the named ones are facts."""
    days = world.streams.integers("supplier_ingredients.lead_time_days", quoted.supplier, *SUPPLIER_LEAD_DAYS)
    for supplier, row in enumerate(named_suppliers(), start=1):
        days[quoted.supplier == supplier] = int(str(row["lead_time_days"]))
    return days


def _prices(world: World, quoted: Pairs, row: Ints, starts: list[date]) -> Ints:
    """Contract prices in 0.0001 USD per kg; peppermint oil costs three times as much in the first quarter."""
    usual = scaled(materials(), "unit_cost", 4)[quoted.ingredient - 1]
    supplier = world.streams.integers("supplier_ingredients.supplier_price", quoted.key, *SUPPLIER_PRICE)
    year = world.streams.integers(
        "supplier_ingredients.unit_cost", quoted.key[row], *YEARLY_PRICE, period=[start.year for start in starts]
    )
    price = (usual * supplier // 10_000)[row] * year // 10_000
    peppermint = quoted.ingredient[row] == positions(materials())[PEPPERMINT] + 1
    harvest = SEASONAL_BUYING[PEPPERMINT][0]
    winter = np.array([start.month < harvest for start in starts])
    return np.where(peppermint & winter, price * PEPPERMINT_WINTER_FACTOR, price)


def _days(dates: Iterable[date]) -> Ints:
    return np.array([day_number(day) for day in dates], dtype=np.int64)
