"""Batches: they weigh what the recipe says, wait for materials and the line, and meet quality control."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from small_company import CALENDAR, GRAMS, START, array, filling_lines, packing, policy, recipes
from supplygen.calendar import DAY_SECONDS
from supplygen.plan.batches import NOT_STARTED, Batches
from supplygen.plan.filling import NEVER
from supplygen.plan.packing import Packing
from supplygen.policy.production import NOMINAL_YIELD, QC_DAYS, REJECT_SHARE, USAGE_SPREAD, YIELD_RANGE
from supplygen.scenario import Scenario
from supplygen.streams import Streams

CASES = 100


class Stock:
    """Raw materials: lots of a given age, each ingredient there from a day on."""

    def __init__(self, ready: dict[int, int], received: int = START - 1) -> None:
        self.ready, self.lots = ready, {"receipt_day": array(received)}
        self.committed, self.consumed = 0, 0

    def commit(self, _plant: Any, _ingredient: Any, grams: Any) -> None:
        self.committed += int(grams.sum())

    def consume(self, _plant: Any, _ingredient: Any, grams: Any) -> None:
        self.consumed += int(grams.sum())

    def ready_day(self, _plant: Any, ingredient: Any, _grams: Any, _week: int) -> Any:
        return np.array([self.ready.get(one, 0) for one in ingredient.tolist()])

    def lots_used(self, _plant: Any, _ingredient: Any, grams: Any, _week: int) -> Any:
        first = np.zeros(len(grams), dtype=np.int64)
        return array(0), first, first


class Contaminated:
    """The only lot is contaminated or not; it is discovered on a day."""

    def __init__(self, is_in: bool = False, discovery_day: int = NEVER) -> None:
        self.found, self.discovery_day = is_in, discovery_day

    def is_in(self, lots: Any) -> Any:
        return np.full(len(lots), self.found)


def batches(
    count: int = 1,
    stock: Stock | None = None,
    contamination: Any = None,
    decay: Any = None,
    kg_per_hour: int = 10**9,
    bill: Packing | None = None,
) -> Any:
    """Batches of one SKU that are decided in the last run-in week, for week 0."""
    parts = filling_lines(kg_per_hour=kg_per_hour), stock or Stock({}), contamination or Contaminated()
    mix = recipes({0: 9_000, 1: 1_000}), bill or packing()
    made = Batches(Streams(1), CALENDAR, policy(), *mix, *parts, decay)  # type: ignore[arg-type]
    none = np.zeros(count, dtype=np.int64)
    made.add(-1, {"sku": none, "number": np.arange(count), "campaign_batches": none + count,
        "planned_cases": none + CASES, "need_start": none, "need_stop": none + 1})  # fmt: skip
    return made


def run_all(made: Any) -> None:
    """Start batches until none waits."""
    for week in range(40):
        made.start(week)
    assert len(made.waiting) == 0


def share(flags: np.ndarray) -> float:
    return float(np.mean(flags > 0))


def test_a_batch_weighs_in_what_the_recipe_says_of_each_ingredient():
    stock = Stock({})
    made = batches(500, stock)
    planned = int(np.ceil(CASES * GRAMS / NOMINAL_YIELD))
    uses = made.uses
    assert (made.rows["planned_grams"] == planned).all()
    assert (np.bincount(uses["batch"], uses["planned_grams"]) == planned).all()
    assert (uses["planned_grams"][uses["ingredient"] == 1] == planned - planned * 9_000 // 10_000).all()
    error = uses["grams"] / uses["planned_grams"] - 1
    assert 0.5 * USAGE_SPREAD < np.abs(error).max() <= USAGE_SPREAD + 1e-4
    assert stock.committed == uses["grams"].sum() == made.rows["input_grams"].sum()


def test_cases_are_packed_in_whole_pieces_and_some_are_spoiled():
    scrap, pieces, grams = 200, 12, 30
    made = batches(500, bill=packing((2, pieces, grams), scrap=scrap, ingredients=3))
    packs = made.uses["ingredient"] == 2
    taken, planned = made.uses["grams"][packs], made.uses["planned_grams"][packs]
    needed = made.rows["cases"] * pieces
    assert (made.uses["batch"][packs] == np.arange(500)).all()
    assert (planned == np.ceil(CASES * pieces * (1 + scrap / 10_000)) * grams).all()
    assert (taken % grams == 0).all()
    spoiled = taken // grams - needed
    assert (spoiled >= 0).all()
    assert (spoiled <= np.ceil(needed * 2 * scrap / 10_000)).all()
    assert spoiled.mean() == pytest.approx(needed.mean() * scrap / 10_000, rel=0.1)
    assert (made.rows["input_grams"] == np.bincount(made.uses["batch"][~packs], made.uses["grams"][~packs])).all()


def test_a_batch_waits_for_its_packaging_and_old_packaging_spoils_none():
    event = Scenario.baseline().data_decay
    assert event is not None
    stock = Stock({2: START + 4}, START - 1)
    made = batches(1, stock, bill=packing((2, 12, 30), ingredients=3), decay=event)
    made.start(0)
    assert made.rows["start"].tolist() == [START + 4]
    assert made.rows["last_material"].tolist() == [2]
    asked: list[int] = []
    stock.lots_used = lambda _plant, ingredient, grams, _week: (  # type: ignore[method-assign]
        asked.extend(ingredient.tolist()) or (array(0), *[np.zeros(len(grams), dtype=np.int64)] * 2)
    )
    made._judge(array(0), 0)
    assert set(asked) == {0, 1}, "quality control looks at what is in the product"


def test_the_yield_decides_how_many_cases_come_out():
    made = batches(500)
    out = made.rows["cases"] * GRAMS / made.rows["input_grams"]
    low, high = YIELD_RANGE
    assert low - GRAMS / (CASES * GRAMS) <= out.min() < out.max() <= high


def test_batches_of_a_week_are_planned_one_after_the_other_on_its_working_days():
    day = batches(60).rows["planned_start"]
    assert (np.diff(day) >= 0).all()
    assert set((day - START).tolist()) == set(range(6))


def test_a_batch_begins_when_its_last_material_is_there():
    stock = Stock({1: START + 3})
    made = batches(1, stock)
    made.start(0)
    assert made.rows["start"].tolist() == [START + 3]
    assert made.rows["material_day"].tolist() == [START + 3]
    assert made.rows["last_material"].tolist() == [1]
    assert len(made.waiting) == 0
    assert stock.consumed == stock.committed


def test_a_batch_waits_for_a_material_that_does_not_come():
    stock = Stock({0: NEVER})
    made = batches(1, stock)
    made.start(0)
    assert made.waiting.tolist() == [0]
    assert made.rows["start"].tolist() == made.rows["decision_day"].tolist() == [NOT_STARTED]
    assert stock.consumed == 0
    stock.ready = {0: START + 8}
    made.start(1)
    assert made.rows["start"].tolist() == [START + 8]


def test_a_batch_is_not_begun_before_its_week():
    made = batches()
    made.start(-1)
    assert made.waiting.tolist() == [0]


def test_what_does_not_fit_into_a_week_of_the_line_waits_for_the_next_one():
    # 103 kg at 3 kg an hour take 34 hours: two of them fit into the 96 hours of a week.
    made = batches(3, kg_per_hour=3)
    made.start(0)
    assert len(made.waiting) == 1
    made.start(1)
    begin, end = np.sort(made.rows["begin"]), np.sort(made.rows["end"])
    assert (begin[1:] >= end[:-1]).all()
    assert len(made.waiting) == 0


# Quality ----------------------------------------------------------------------------------------------------------


def test_quality_control_decides_some_days_after_the_last_one_of_production():
    made = batches(2_000)
    run_all(made)
    days = made.rows["decision_day"] - made.rows["end"] // DAY_SECONDS
    assert set(days.tolist()) == set(range(QC_DAYS[0], QC_DAYS[1] + 1))
    assert share(made.rows["rejected"]) == pytest.approx(REJECT_SHARE, abs=0.01)
    first = int(made.rows["decision_day"].min())
    decided = made.decided_before(first + 1, first)
    assert (made.rows["decision_day"][decided] == first).all()
    assert len(decided) == (made.rows["decision_day"] == first).sum()


def test_old_materials_spoil_batches_where_the_scenario_has_it():
    event = Scenario.baseline().data_decay
    assert event is not None
    decay, limit = replace(event, older_than_days=300, reject_share=0.4), START - 300
    for received, expected in ((limit - 10, 0.4), (limit + 200, REJECT_SHARE)):
        made = batches(2_000, Stock({}, received), decay=decay)
        run_all(made)
        assert share(made.rows["rejected"]) == pytest.approx(expected, abs=0.05)
        assert share(made.rows["decayed"]) == pytest.approx(expected - REJECT_SHARE, abs=0.05)


def test_batches_of_a_contaminated_lot_are_called_back_if_they_were_released_before_the_discovery():
    made = batches(2_000, contamination=Contaminated(True, START + 20))
    run_all(made)
    rows = made.rows
    assert rows["contaminated"].all()
    known = rows["decision_day"] >= START + 20
    assert rows["rejected"][known].all()
    assert share(rows["rejected"][~known]) == pytest.approx(REJECT_SHARE, abs=0.02)
    assert (made.called_back(np.arange(2_000)) == (~known & (rows["rejected"] == 0))).all()
    for week in range(3):
        started = (rows["start"] - START) // 7 == week
        assert made.contaminated_in(week).tolist() == np.flatnonzero(started).tolist()


def test_clean_batches_are_not_called_back():
    made = batches(100, contamination=Contaminated(False, START + 5))
    run_all(made)
    assert not made.called_back(np.arange(100)).any()
    assert len(made.contaminated_in(0)) == 0
