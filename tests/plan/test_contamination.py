"""Contamination: which supplier's lot it is, and which deliveries come from it."""

from dataclasses import replace

import numpy as np
import pytest

from small_company import CALENDAR, array
from supplygen.plan.contamination import Contamination
from supplygen.plan.filling import NEVER
from supplygen.policy.procurement import CONTAMINATED_PLANTS
from supplygen.scenario import Scenario

EVENT = Scenario.baseline().sorbitol_contamination
assert EVENT is not None
EVENT = replace(EVENT, order_week=3, discovery_week=9)


class Orders:
    """Call-offs of ingredient 0: supplier 0 delivers to two plants, supplier 1 to three, in two runs; one lot each."""

    def __init__(self, week: int) -> None:
        supplier, plant = array(0, 0, 1, 1, 1, 1), array(0, 1, 0, 1, 2, 2)
        self.lines = {
            "ingredient": np.zeros(6, dtype=np.int64),
            "supplier": supplier,
            "plant": plant,
            "call": array(0, 0, 0, 0, 0, 1),
            "order_day": np.full(6, CALENDAR.monday(week) + 2),
        }
        self.lots = {"line": np.arange(6)}


def follow(week: int, ordered: int, ingredient: int = 0) -> Contamination:
    made = Contamination(CALENDAR, Orders(ordered), EVENT, ingredient)  # type: ignore[arg-type]
    made.follow(week)
    return made


def test_the_first_run_of_a_supplier_of_enough_plants_is_contaminated():
    assert CONTAMINATED_PLANTS == 3
    made = follow(4, ordered=4)
    assert made.lines.tolist() == [2, 3, 4]
    assert made.is_in(np.arange(6)).tolist() == [False, False, True, True, True, False]
    assert made.discovery_day == CALENDAR.monday(9)


@pytest.mark.parametrize(("week", "ordered", "ingredient"), [(2, 2, 0), (9, 9, 0), (4, 5, 0), (4, 4, 1)])
def test_orders_of_other_weeks_and_materials_are_clean(week: int, ordered: int, ingredient: int):
    assert len(follow(week, ordered, ingredient).lines) == 0


def test_there_is_one_contaminated_lot():
    made = follow(4, ordered=4)
    made._materials = Orders(5)  # type: ignore[assignment]
    made._materials.lines["supplier"] = np.zeros(6, dtype=np.int64)
    made.follow(5)
    assert made.lines.tolist() == [2, 3, 4]


def test_without_the_event_nothing_is_discovered():
    made = Contamination(CALENDAR, Orders(4), None, -1)  # type: ignore[arg-type]
    made.follow(4)
    assert made.discovery_day == NEVER
    assert not made.is_in(np.arange(6)).any()
