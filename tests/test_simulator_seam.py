"""What Python and the simulator tell each other: every field is read, and every value keeps its name."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from supplygen import _core
from supplygen.arrays import columns
from supplygen.simulator_spec import (
    Accounts,
    BasePrices,
    Centers,
    Channels,
    Conditions,
    Members,
    Outage,
    OutboundSpec,
    OverOrdering,
    Pairs,
    Phantom,
    PriceLists,
    Promotions,
    Scenario,
    Season,
    Skus,
    Stores,
    Swing,
    Swings,
    Zones,
)

WEEKS = 2


def i32(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def u32(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.uint32)


def real(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def i64(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def prices() -> PriceLists:
    """By the pallet and kilometer up to 100 km, farther by the pallet; and by the kilogram, dearer from day 20,000."""
    return PriceLists(
        periods=i32(0, 20_000),
        start=i64(0, 2, 4, 5, 6),
        hectometers=i64(1_000, 99_999, 1_000, 99_999, 99_999, 99_999),
        grams=i64(*[20_000_000] * 6),
        basis=u32(1, 0, 1, 0, 2, 2),
        rate=i64(2_500, 300_000, 2_600, 310_000, 1_500, 1_600),
        minimum=i64(*[500] * 6),
        fuel_bp=i64(1_000, 1_000, 0, 0),
        handling=i64(0, 0, 200, 200),
        stop_off=i64(3_000, 3_000, 0, 0),
    )


def swing() -> Swing:
    return Swing(WEEKS, np.ones(WEEKS), np.ones(WEEKS))


def spec() -> OutboundSpec:
    """Two stores of one center that sell an SKU, one promotion, every event."""
    return OutboundSpec(
        seed=1,
        start_day=19_723,
        weeks=WEEKS,
        skus=Skus(
            i32(12), i32(6_500), i64(10_378_368), u32(0), i32(10_000), u32(0), u32(0), u32(0), i32(-10), i32(99),
        ),
        substitutes=Members(np.array([0, 0]), u32()),
        season=Season(WEEKS + 4, np.ones(WEEKS + 4)),
        swings=Swings(swing(), swing()),
        base_prices=BasePrices(1, i32(0), i64(2_399), 0, 1, real(1)),
        accounts=Accounts(u32(0), i32(1), i32(9_500), i32(300), i32(500), i32(0)),
        conditions=Conditions(i32(0), 1, i64(200)),
        channels=Channels(i32(1_500), i32(3), i32(30)),
        stores=Stores(
            u32(0, 0), u32(0, 0), u32(0, 0), u32(0, 0), real(41, 42), real(5, 5), u32(0, 0), u32(0, 0), i32(300, 300),
            i32(780, 780), i32(1, 1), i32(1, 1), i32(0, 1),
        ),
        pairs=Pairs(np.array([0, 1, 2]), u32(0, 0), np.array([50, 90], dtype=np.float32)),
        centers=Centers(
            real(41), real(6), np.array([False]), u32(0), u32(0), np.array([900]), i32(3), i32(1, 2, 3)[None, :],
            real(1, 1, 1)[None, :],
            i32(0, 1, 1)[None, :],
        ),
        holidays=Members(np.array([0, 1]), u32(19_730)),
        zones=Zones(19_723, 1, i32(60)),
        prices=prices(),
        promotions=Promotions(
            i32(0), i32(1), i32(1), real(2), real(0.5), real(0.9), np.array([1_000], dtype=np.uint16),
            Members(np.array([0, 1]), u32(0)), Members(np.array([0, 1]), u32(0)),
        ),
        scenario=Scenario(
            Outage(0, 19_725, 19_728), OverOrdering(np.array([True]), np.array([True]), 2.0), Phantom(0.5, 1),
            1, 0.5, 0.5,
        ),
    )  # fmt: skip


class Watched:
    """A dataclass that remembers which of its fields, and of theirs, have been read."""

    def __init__(self, value: Any, place: str, read: set[str]) -> None:
        self._value, self._place, self._read = value, place, read

    def __getattr__(self, name: str) -> Any:
        place = f"{self._place}.{name}"
        self._read.add(place)
        value = getattr(self._value, name)
        return Watched(value, place, self._read) if is_dataclass(value) else value


def declared(value: Any, place: str) -> set[str]:
    found = set()
    for field in fields(value):
        name, part = f"{place}.{field.name}", getattr(value, field.name)
        found |= {name} | (declared(part, name) if is_dataclass(part) else set())
    return found


def test_the_simulator_reads_every_field() -> None:
    read: set[str] = set()
    watched: Any = Watched(spec(), "spec", read)
    simulator = _core.Simulator(watched, 1)
    assert read == declared(spec(), "spec")
    assert simulator.expected().shape == (1, WEEKS + 4)


@pytest.mark.parametrize(
    ("part", "field", "value", "message"),
    [
        ("stores", "cadence", np.array([1, 1]), "spec.stores.cadence must be a one-dimensional array of int32"),
        ("pairs", "rate", real(5, 9), "spec.pairs.rate must be a one-dimensional array of float32"),
        ("centers", "carriers", i32(1, 2, 3), "spec.centers.carriers must be an array of three columns of int32"),
        (
            "centers",
            "on_time",
            real(1, 1)[None, :],
            "spec.centers.on_time must be an array of three columns of float64",
        ),
        ("season", "weeks", "six", "spec.season.weeks: TypeError: 'str' object cannot be interpreted as an integer"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(part: str, field: str, value: Any, message: str) -> None:
    whole = spec()
    changed = replace(whole, **{part: replace(getattr(whole, part), **{field: value})})
    with pytest.raises(TypeError) as caught:
        _core.Simulator(changed, 1)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("part", "field", "value", "message"),
    [
        ("stores", "weekday", i32(0), "stores.weekday has 1 values where 2 are due"),
        ("pairs", "start", np.array([0, 1]), "pairs.start has 2 values where 3 are due"),
        ("promotions", "skus", Members(np.array([0, 2]), u32(0)), "promotions.skus.start must rise from 0 to 1"),
    ],
)
def test_a_field_of_the_wrong_length_is_named(part: str, field: str, value: Any, message: str) -> None:
    whole = spec()
    changed = replace(whole, **{part: replace(getattr(whole, part), **{field: value})})
    with pytest.raises(ValueError, match=message) as caught:
        _core.Simulator(changed, 1)
    assert str(caught.value) == message


def test_a_strided_column_is_read_by_its_rows() -> None:
    whole = spec()
    changed = replace(whole, stores=replace(whole.stores, weekday=i32(0, 9, 1, 9)[::2]))
    assert simulated(changed) == simulated(whole) != [0] * len(simulated(whole))


def simulated(one: OutboundSpec) -> list[int]:
    simulator = _core.Simulator(one, 1)
    for week in range(WEEKS):
        simulator.simulate(week)
    return simulator.dated_counts().ravel().tolist()


# Week by week ------------------------------------------------------------------------------------------------------


def lots(item: list[int], cases: list[int]) -> _core.Lots:
    rows = np.arange(len(item))
    return _core.Lots(item=np.array(item), batch=rows + 70, expiry=rows + 20_500, cases=np.array(cases))


def test_what_is_received_lies_in_the_building() -> None:
    simulator = _core.Simulator(replace(spec(), pairs=replace(spec().pairs, rate=np.zeros(2, dtype=np.float32))), 1)
    simulator.receive(0, lots([0, 0], [3, 4]))
    simulator.simulate(0)
    closing = simulator.closing_lots()
    assert len(closing) == 2
    assert closing.item.tolist() == [0, 0]
    assert (closing.batch.tolist(), closing.expiry.tolist()) == ([70, 71], [20_500, 20_501])
    assert closing.cases.tolist() == [3, 4]


def test_opening_and_closing_stock_have_the_same_rows() -> None:
    simulator = _core.Simulator(spec(), 1)
    opening = simulator.opening()
    for week in range(WEEKS):
        simulator.simulate(week)
    closing = simulator.closing()
    assert opening.store.tolist() == closing.store.tolist() == [1, 2]
    assert opening.sku.tolist() == closing.sku.tolist() == [0, 0]
    assert (opening.eaches > 0).all()
    assert (closing.eaches < opening.eaches).all(), "nothing was delivered"


def test_columns_are_of_one_length() -> None:
    with pytest.raises(ValueError, match=r"^cases has 1 values, item 2$"):
        lots([0, 0], [1])


@pytest.mark.parametrize(
    ("week", "item", "cases", "message"),
    [
        (WEEKS, 0, 1, "week 2 lies outside the horizon of 2 weeks"),
        (0, 1, 1, "item 1 is none of the 1 items"),
        (0, 0, 1 << 31, "cases 2147483648 does not fit 32 bits"),
    ],
)
def test_what_does_not_exist_is_refused(week: int, item: int, cases: int, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        _core.Simulator(spec(), 1).receive(week, lots([item], [cases]))


def test_null_is_the_same_on_both_sides():
    assert columns.NULL == _core.NULL


def test_moves_are_charged_by_the_list_of_their_day() -> None:
    lists, days = i64(0, 0, 0, 2, 2), i64(19_999, 20_000, 20_000, 19_999, 20_000)
    moved = i64(999, 999, 1_000, 5, 5), i64(*[40_000] * 5), i64(3, 3, 3, 1, 1)
    # 3 pallets over 99.9 km at .25 and .26, 3 pallets at 31, 40 kg at .15 and .16 USD.
    linehaul, fuel, handling = _core.charges(prices(), lists, days, moved)
    assert linehaul.tolist() == [7_493, 7_792, 9_300, 600, 640]
    assert fuel.tolist() == [749, 779, 930, 0, 0]
    assert handling.tolist() == [0, 0, 0, 200, 200]
    with pytest.raises(ValueError, match="must have one length"):
        _core.charges(prices(), lists, days[:2], moved)
