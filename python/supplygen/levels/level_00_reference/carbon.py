"""What emissions cost, and since when."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints
from supplygen.calendar import date_of, day_number
from supplygen.facts.company_calendar import years
from supplygen.policy.transport import CARBON_PRICE_CENTS
from supplygen.world import World


def reference_day(world: World) -> int:
    """First day of the calendar year in which the run-in begins: figures for reporting are set by the year."""
    first = date_of(world.run_in_day)
    return day_number(next(years(first, first))[0])


def carbon_price_steps(world: World) -> list[tuple[int, int]]:
    """First day and price, cents per tonne CO2e, of every price, in the order of time."""
    first = (reference_day(world), CARBON_PRICE_CENTS)
    jump = world.scenario.carbon_cost
    if jump is None:
        return [first]
    return [first, (world.start_day + jump.first_day, round(CARBON_PRICE_CENTS * jump.cost_factor))]


def carbon_price_on(world: World, day: Ints) -> tuple[Ints, Ints]:
    """Id and price, cents per tonne CO2e, of the price that is valid on each day."""
    days, cents = np.array(carbon_price_steps(world), dtype=np.int64).T
    row = np.searchsorted(days, day, side="right") - 1
    return row + 1, cents[row]
