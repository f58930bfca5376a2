"""Numbering: ids are dense and ascend with the day; on each day long hauls come first, then the centers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from small_company import START, array, lanes
from supplygen import _core
from supplygen.calendar import Calendar
from supplygen.plan.lanes import NOWHERE, Lanes
from supplygen.plan.numbering import LEGS, SHIPMENTS, Numbering, number_rows

CALENDAR = Calendar(START, 2)
DAYS, CENTERS = 14, 2

Trucks = list[tuple[int, int]]
"""Day of departure, negative in the run-in, and lane."""

TRUCKS = st.lists(st.tuples(st.integers(-20, DAYS + 5), st.integers(0, 1)), max_size=12)
COUNTS = st.integers(0, 2**32)


def network() -> Lanes:
    """Two lanes: one leg, and two legs of two modes."""
    made = lanes((0, NOWHERE, 0), (0, NOWHERE, 1))
    made.segments[1, :2] = (1, 0)
    made.modes[:] = ("truck", "ocean")
    return made


def deployment(trucks: Trucks, lines: int = 1) -> Any:
    """Each truck carries so many lines."""
    day, lane = np.array(trucks, dtype=np.int64).reshape(-1, 2).T
    columns = {"ship_day": START + day, "lane": lane}
    rows = np.repeat(np.arange(len(trucks)), lines)

    class Table(dict[str, Any]):
        def __len__(self) -> int:
            return len(self["lane"])

    return SimpleNamespace(trucks=Table(columns), lines={"truck": rows})


def counts_of(seed: int) -> np.ndarray:
    """Rows by center, dated table and day."""
    return np.random.default_rng(seed).integers(0, 4, (CENTERS, len(_core.DATED_TABLES), DAYS))


def numbered(trucks: Trucks, seed: int = 1, lines: int = 1) -> Numbering:
    own = np.arange(CENTERS * len(_core.LINE_TABLES)).reshape(CENTERS, -1)
    return number_rows(CALENDAR, counts_of(seed), own, deployment(trucks, lines), network())


@given(TRUCKS, COUNTS)
def test_shipments_have_dense_ids_in_the_order_of_day_and_place(trucks: Trucks, seed: int):
    made, counts = numbered(trucks, seed), counts_of(seed)
    rows = [(max(trucks[truck][0], 0), -1, int(made.long_haul_id[truck])) for truck in made.long_haul.tolist()]
    for center in range(CENTERS):
        for day in range(DAYS):
            first = int(made.bases[center, SHIPMENTS, day]) + 1
            rows += [(day, center, first + n) for n in range(counts[center, SHIPMENTS, day])]
    rows.sort()
    assert [identity for _, _, identity in rows] == list(range(1, made.rows["shipments"] + 1))


@given(TRUCKS, COUNTS)
def test_legs_have_dense_ids_too(trucks: Trucks, seed: int):
    made, counts = numbered(trucks, seed), counts_of(seed)
    ids = []
    for truck in made.long_haul.tolist():
        ids += [int(made.long_haul_last_leg[truck]) + n for n in range(1, 2 + trucks[truck][1])]
    for center, day in np.ndindex(CENTERS, DAYS):
        ids += [int(made.bases[center, LEGS, day]) + n for n in range(1, counts[center, LEGS, day] + 1)]
    assert sorted(ids) == list(range(1, made.rows["shipment_legs"] + 1))


def test_trucks_that_leave_after_the_horizon_have_no_number():
    made = numbered([(DAYS, 0), (-3, 0), (DAYS - 1, 0), (-3, 1)])
    assert made.long_haul.tolist() == [1, 3, 2], "by day, then as decided"
    assert made.long_haul_id[0] == 0
    assert made.long_haul_id[[1, 3]].tolist() == [1, 2], "the run-in comes before all"


def test_tables_that_trucks_have_no_part_in_are_counted_by_center_alone():
    made, counts = numbered([(0, 0)], 5), counts_of(5)
    for name in set(_core.DATED_TABLES) - {"shipments", "shipment_legs"}:
        table = _core.DATED_TABLES.index(name)
        assert made.rows[name] == counts[:, table].sum()
        assert made.bases[1, table, 0] == counts[0, table, 0]


def test_rows_of_lines_and_emissions_include_those_of_trucks_that_left():
    without, made = numbered([]), numbered([(0, 0), (1, 1), (DAYS, 1)], lines=3)
    assert made.rows["shipment_lines"] - without.rows["shipment_lines"] == 6
    assert made.rows["shipment_emissions"] - without.rows["shipment_emissions"] == 1 + 2, "one a mode"
    assert without.rows["shipment_emissions"] == without.rows["shipments"]
    assert array(*without.long_haul).size == 0
