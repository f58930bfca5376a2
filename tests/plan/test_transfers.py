"""Centers help each other, and planes help ships, where somebody runs out."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_company import steady
from supplygen.arrays.columns import NULL
from supplygen.calendar import Calendar
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.plan.carriers import EVERYWHERE, STORE_CARRIERS, draw_carriers, store_carriers
from supplygen.plan.forecast import Items, with_cover
from supplygen.plan.lanes import NOWHERE, Lanes
from supplygen.plan.transfers import Flights, Loads, Transfers
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.stock import (
    FLIGHT_COVER,
    FLIGHT_MAX_CASES,
    TRANSFER_COVER,
    TRANSFER_KEEP_WEEKS,
    TRANSFER_MIN_CASES,
    TRANSFER_WEEKS,
)
from supplygen.simulator_spec import Outage
from worlds import until

WEEKS = 12
RATE = 10.0
"""Cases a week that every center is forecast to need of every SKU."""

ITEMS = Items(np.array([0, 1, 2, 0, 1]), np.array([0, 0, 0, 1, 1]))
"""Center 0 gives to 1 and 2; SKU 1 is not listed at 2."""


class Network:
    """Lanes from center 0 to the two others."""

    origin_dc = np.array([0, 0])

    def transfer(self, dc: np.ndarray) -> np.ndarray:
        return np.array([NOWHERE, 0, 1])[dc]


def transfers(outage: Outage | None = None, closed: Sequence[int] = ()) -> Transfers:
    outlook = steady(ITEMS, with_cover(np.full((len(ITEMS), WEEKS), RATE)))
    days = np.zeros((3, 7 * WEEKS + 7), dtype=bool)
    days[:, list(closed)] = True
    loading, network = WorkingDays.except_for(0, days, 5), cast("Lanes", Network())
    return Transfers(Calendar(0, WEEKS), ITEMS, network, outlook, loading, outage)


def moved(stock: list[int], coming: list[int] | None = None, week: int = 2, outage: Outage | None = None) -> list:
    moves = transfers(outage).decide(week, np.array(stock), np.array(coming or [0] * len(stock)))
    return list(zip(moves.giver.tolist(), moves.receiver.tolist(), moves.cases.tolist(), strict=True))


def test_a_center_that_runs_out_gets_what_it_needs_until_its_next_load():
    assert moved([100, 3, 30, 0, 50]) == [(0, 1, TRANSFER_WEEKS * RATE - 3)]


def test_nothing_leaves_a_center_that_is_closed_all_week():
    stock, none = np.array([100, 3, 30, 0, 50]), np.zeros(5, dtype=np.int64)
    for closed, moves in ((range(14, 21), 0), (range(14, 18), 1)):
        assert len(transfers(closed=closed).decide(2, stock, none).cases) == moves


def test_what_is_under_way_counts():
    enough = int(TRANSFER_COVER * TRANSFER_WEEKS * RATE) + 1
    assert moved([100, 0, 30, 0, 50], [0, enough, 0, 0, 0]) == []


def test_the_giver_keeps_what_it_needs_and_gives_what_is_left_once():
    kept = int(TRANSFER_KEEP_WEEKS * RATE)
    assert moved([kept, 0, 0, 0, 50]) == []
    assert moved([kept + 35, 0, 0, 0, 50]) == [(0, 1, 30), (0, 2, 5)]


def test_a_few_cases_are_not_worth_a_transfer():
    kept = int(TRANSFER_KEEP_WEEKS * RATE)
    assert moved([kept + TRANSFER_MIN_CASES - 1, 0, 30, 0, 50]) == []
    assert moved([kept + TRANSFER_MIN_CASES, 0, 30, 0, 50]) == [(0, 1, TRANSFER_MIN_CASES)]


@pytest.mark.parametrize(("week", "days"), [(1, True), (2, False), (3, False), (4, True)])
def test_nothing_leaves_a_center_in_the_weeks_of_its_outage(week: int, days: bool):
    # From the Friday of week 2 to the Monday of week 3.
    assert bool(moved([100, 0, 30, 0, 50], week=week, outage=Outage(0, 18, 22))) == days
    assert moved([100, 0, 30, 0, 50], week=week, outage=Outage(1, 18, 22)) != []


@given(st.lists(st.integers(0, 120), min_size=5, max_size=5), st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_no_center_gives_more_than_it_can_spare_or_gets_more_than_it_needs(stock: list[int], coming: list[int]):
    given_away = np.zeros(5)
    for giver, receiver, cases in moved(stock, coming):
        given_away[giver] += cases
        assert ITEMS.sku[giver] == ITEMS.sku[receiver]
        assert cases <= np.ceil(TRANSFER_WEEKS * RATE - stock[receiver] - coming[receiver])
    assert (given_away <= np.maximum(np.array(stock) - TRANSFER_KEEP_WEEKS * RATE, 0)).all()


# Flights ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world() -> GeneratorContext:
    return until(Settings(scale=0.01), 4)


@pytest.mark.parametrize("worth", [False, True])
def test_loads_that_pay_fly_where_a_ship_would_come_too_late(world: GeneratorContext, worth: bool):
    lanes, items = Lanes.of(world), world.plan.items
    plant = world.column("skus", "primary_plant_id")[items.sku] - 1
    usual, flight = lanes.between(plant, items.dc), lanes.flight(plant, items.dc)
    # Goods so light and dear that all flights pay, or worth a cent a case.
    loads = Loads(
        world.plan.freight,
        np.ones_like(items.sku),
        np.ones_like(items.sku),
        np.full(len(items), 10_000 if worth else 1),
    )
    outlook = steady(items, with_cover(np.full((len(items), 60), RATE)))
    flights = Flights(world.calendar, lanes, usual, flight, outlook, loads)
    item = np.flatnonzero(flight != NOWHERE)
    assert len(item) > 0
    at_sea = (lanes.modes == "ocean")[lanes.segments[usual[item]]]
    assert (at_sea & (lanes.segments[usual[item]] >= 0)).any(axis=1).all()
    none, cases = np.zeros(len(items), dtype=np.int64), np.full(len(item), FLIGHT_MAX_CASES)
    assert (flights.lanes(3, item, cases, none, none) == (flight if worth else usual)[item]).all()
    assert (flights.lanes(3, item, cases + 1, none, none) == usual[item]).all(), "too large"
    assert (flights.lanes(-1, item, cases, none, none) == usual[item]).all(), "before the horizon there is no demand"
    needed = np.ceil(FLIGHT_COVER * RATE * (lanes.transit_weeks()[usual] + 1)).astype(np.int64)
    assert (flights.lanes(3, item, cases, needed, none) == usual[item]).all(), "enough in stock"
    assert (flights.lanes(3, item, cases, none, needed) == usual[item]).all(), "enough under way"


def test_what_was_transferred_is_on_trucks_between_centers(world: GeneratorContext):
    lanes, trucks = world.plan.lanes, world.plan.deployment.trucks
    lines, lane = world.plan.deployment.lines, trucks["lane"]
    between = lanes.origin_dc[lane] != NOWHERE
    assert between.any()
    assert not (between & (lanes.plant[lane] != NOWHERE)).any()
    carried = np.bincount(lines["truck"], lines["cases"], len(lane))
    assert (carried == trucks["cases"]).all()
    assert (world.plan.items.dc[lines["item"]] == lanes.dc[lane[lines["truck"]]]).all()


# Carriers ---------------------------------------------------------------------------------------------------------


def test_carriers_run_where_they_are_drawn_for(world: GeneratorContext):
    codes = world.texts("divisions", "division_code")
    regions, kinds = world.tables["carriers"]["regions"], world.texts("carriers", "carrier_type")
    entity = np.arange(1, 301)
    division = entity % len(codes)
    for kind in ("trucking", "ltl", "parcel"):
        drawn = draw_carriers(world, "test", kind, entity, division)
        assert all(codes[d] in regions[c] and kinds[c] == kind for c, d in zip(drawn, division, strict=True))
    everywhere = draw_carriers(world, "test", "ltl", entity, np.full(len(entity), EVERYWHERE))
    assert {kinds[c] for c in everywhere} == {"ltl"}
    assert len(set(everywhere.tolist())) == kinds.count("ltl")


def test_every_carrier_of_a_mode_serves_some_center_of_its_division(world: GeneratorContext):
    carriers, codes = world.tables["carriers"], world.texts("divisions", "division_code")
    kinds, dealt = world.texts("carriers", "carrier_type"), store_carriers(world)
    division = world.column("distribution_centers", "division_id") - 1
    for column, (mode, kind) in enumerate(STORE_CARRIERS.items()):
        for place in range(len(codes)):
            able = {
                at
                for at, own in enumerate(kinds)
                if own in (kind, "3pl")
                and mode in carriers["transport_modes"][at]
                and codes[place] in carriers["regions"][at]
            }
            assert set(dealt[division == place, column].tolist()) == able


def test_legs_on_land_have_a_carrier_of_their_division(world: GeneratorContext):
    lanes, segments = Lanes.of(world), world.tables["route_segments"]
    dc_division = world.column("distribution_centers", "division_id")
    codes, regions = world.texts("divisions", "division_code"), world.tables["carriers"]["regions"]
    lane, position = np.nonzero(lanes.segments >= 0)
    center = segments["destination_dc_id"][lanes.segments[lane, position]]
    for carrier, dc in zip(lanes.carriers[lane, position].tolist(), center.tolist(), strict=True):
        assert dc == NULL or codes[dc_division[dc - 1] - 1] in regions[carrier]
