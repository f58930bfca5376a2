"""Order cycles: large suppliers get orders every week, small ones every few weeks, all plants in the same weeks."""

import numpy as np

from small_company import array, contracts
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.order_cycle import OrderCycle

TERMS = contracts(
    {"supplier": 0}, {"ingredient": 1, "supplier": 1}, {"ingredient": 2, "supplier": 2}, codes=("A", "B", "C")
)
"""Three materials with a supplier each, two plants."""

CYCLE = OrderCycle.of(TERMS, array(70.0, 25.0, 5.0, 70.0, 25.0, 5.0))


def test_the_cycle_follows_from_the_part_of_the_spend_that_larger_suppliers_make_up():
    assert CYCLE.weeks.tolist() == [1, 2, 4, 1, 2, 4]


def test_a_suppliers_orders_of_all_plants_fall_into_the_same_weeks():
    for week in range(12):
        due = CYCLE.is_due(week).reshape(2, 3)
        assert (due[0] == due[1]).all()
        assert due[0].tolist() == [True, (week - 1) % 2 == 0, (week - 2) % 4 == 0]


def test_the_next_order_is_in_the_next_week_that_is_due():
    for week in range(12):
        for place, weeks in enumerate(CYCLE.weeks_to_next(week).tolist()):
            assert CYCLE.is_due(week + weeks)[place]
            assert not any(CYCLE.is_due(week + less)[place] for less in range(1, weeks))


def test_everything_is_ordered_when_the_run_in_begins():
    assert np.all(CYCLE.is_due(-RUN_IN_WEEKS))
