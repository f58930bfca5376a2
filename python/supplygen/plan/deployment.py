"""Deployment: goods travel to distribution centers, from plants and from other centers, in trucks or containers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from supplygen._core import PALLET_PARTS, Lots
from supplygen.arrays.growing_table import GrowingTable
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import texts
from supplygen.arrays.spread import cumulative_within, number_within, spread
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAY_SECONDS, DAYS_A_WEEK, HOUR_SECONDS, RUN_IN_WEEKS, Calendar
from supplygen.plan.forecast import Items
from supplygen.plan.lanes import LEG, Lanes
from supplygen.plan.origins import Origins
from supplygen.plan.outbound import case_grams, sku_case_parts
from supplygen.plan.port_events import PortEvents
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.production import WORKING_DAYS
from supplygen.policy.transport import (
    LONG_HAUL_DELAY_HOURS,
    LONG_HAUL_DELAY_SHAPE,
    MAX_DELAY_HOURS,
    ON_TIME_TOLERANCE_HOURS,
    TRUCK_GRAMS,
    TRUCK_PALLETS,
)
from supplygen.streams import Streams
from supplygen.world import World

FULL = 1_000_000_000
"""A full truck in units of load: finer than any case's share of it."""

BEFORE_ALL = -(1 << 40)
"""A day before all arrivals."""

LATE_BY = ("carrier", "strike", "congestion")
"""Causes of a leg's delay."""

QUARTERS = 4
"""Delays are noted in whole quarters of an hour, rounded up."""

TRUCK_SPAN = 1 << 20
"""Room for the trucks of a lane and week; the largest world has 8,000 of them."""

TRUCK = KeyLayout("week", route=1 << 20, number=TRUCK_SPAN)
"""A truck; the route's id keeps its place when other lanes appear."""

ON_LANE = KeyLayout("lane", number=TRUCK_SPAN)
"""A truck among those of a week."""


@dataclass(frozen=True, eq=False, slots=True)
class CaseSizes:
    """What a case of each SKU takes of a vehicle."""

    grams: Ints
    """Gross mass."""
    parts: Ints
    """Room, in parts of a pallet."""

    @classmethod
    def of(cls, world: World) -> CaseSizes:
        """Read the packaging of a world."""
        return cls(case_grams(world), sku_case_parts(world))

    def shares_of_a_truck(self) -> Ints:
        """Share of a full truck, in units of load, by room or by mass, whichever is more."""
        by_room = -(-self.parts * FULL // (TRUCK_PALLETS * PALLET_PARTS))
        return np.maximum(by_room, -(-self.grams * FULL // TRUCK_GRAMS))


class Deployment:
    """All long hauls: trucks, their legs and lines, and what has arrived where."""

    def __init__(
        self,
        streams: Streams,
        calendar: Calendar,
        items: Items,
        lanes: Lanes,
        case: CaseSizes,
        ports: PortEvents,
        origins: Origins,
        receiving: WorkingDays,
    ) -> None:
        """Start with empty roads; `origins` are the places where the lanes begin, `receiving` the centers' days."""
        self._streams, self._calendar, self._items, self._lanes = streams, calendar, items, lanes
        self.trucks = GrowingTable("lane", "ship_day", "arrival_day", "key", "cases", "grams", "parts")
        self.lines = GrowingTable("truck", "item", "batch", "cases")
        self._case, self._ports, self._origins, self._receiving = case, ports, origins, receiving
        self._load = case.shares_of_a_truck()
        self._mean_delay = lanes.hours_by_mode(LONG_HAUL_DELAY_HOURS)
        self._tolerance = lanes.hours_by_mode(ON_TIME_TOLERANCE_HOURS)

    @classmethod
    def of(cls, world: World, items: Items, lanes: Lanes) -> Deployment:
        """Read packaging and scenario of a world."""
        receiving = WorkingDays.of(world, texts(world.tables["distribution_centers"], "country"), WORKING_DAYS)
        parts = CaseSizes.of(world), PortEvents.of(world), Origins.of(world, lanes), receiving
        return cls(world.streams, world.calendar, items, lanes, *parts)

    def ship(self, week: int, lots: Lots, lane: Ints) -> None:
        """Load a week's lots, lane by lane, end to end into trucks; a truck leaves on one of the week's loading days.

        A truck is a piece of the lane's cumulative load: the k-th unit of load rides on truck k // capacity. A case
        rides where it begins, so capacity is a full truck less the largest case.
        """
        order = np.lexsort((lots.item, lots.batch, lane))
        batch, item, lane, cases = lots.batch[order], lots.item[order], lane[order], lots.cases[order]
        load = self._load[self._items.sku[item]]
        capacity = FULL - int(self._load.max())
        first = cumulative_within(lane, cases * load) - cases * load
        row, part_truck, part_cases = _cut(first, load, cases, capacity)
        keys, truck = np.unique(ON_LANE.key(lane=lane[row], number=part_truck), return_inverse=True)
        rows = self._add_trucks(week, ON_LANE.part(keys, "lane"), ON_LANE.part(keys, "number"))
        np.add.at(self.trucks["cases"], rows[truck], part_cases)
        sku = self._items.sku[item[row]]
        np.add.at(self.trucks["grams"], rows[truck], part_cases * self._case.grams[sku])
        np.add.at(self.trucks["parts"], rows[truck], part_cases * self._case.parts[sku])
        self.lines.add(len(row), truck=rows[truck], item=item[row], batch=batch[row], cases=part_cases)

    def _add_trucks(self, week: int, lane: Ints, number: Ints) -> Ints:
        total = np.bincount(lane)[lane] if len(lane) else lane
        monday, loading = self._calendar.monday(week), self._origins.loading
        # A plant that is closed for the whole week loads on the first day after it.
        days = np.maximum(loading.in_week(lane, monday), 1)
        place = (lane + week + RUN_IN_WEEKS) % days
        turn = np.where(total >= days, number * days // np.maximum(total, 1), (place + number) % days)
        day = loading.day(lane, loading.before(lane, monday) + turn)
        key = TRUCK.key(week=week + RUN_IN_WEEKS, route=self._lanes.route[lane] + 1, number=number)
        arrival = self.taken_in(lane, self.legs(lane, key, day)["arrival"])
        return self.trucks.add(
            len(lane), lane=lane, ship_day=day, arrival_day=arrival, key=key, cases=0, grams=0, parts=0
        )

    def legs(self, lane: Ints, key: Ints, ship_day: Ints) -> dict[str, Ints]:
        """Times of some trucks' legs, seconds since 1970-01-01, as (truck, position) arrays.

        Behind a truck's last leg its arrival is repeated, so that the last position tells when the truck is there. What
        each leg adds is told by cause, in seconds.

        A leg is late with the carrier's probability; then the delay is gamma distributed and shifts all that follows.
        """
        planned_departure, planned_arrival = self.planned(lane, ship_day)
        late_by_cause = self.delays(lane, key, planned_departure, planned_arrival)
        late = late_by_cause.sum(axis=0)
        arrival = planned_arrival + np.cumsum(late, axis=1)
        return {
            "planned_departure": planned_departure,
            "planned_arrival": planned_arrival,
            "departure": arrival - (planned_arrival - planned_departure) - late,
            "arrival": arrival,
            **dict(zip(LATE_BY, late_by_cause, strict=True)),
        }

    def planned(self, lane: Ints, ship_day: Ints) -> tuple[Ints, Ints]:
        """Departure and arrival of some trucks' legs if none is late, in the form that `legs` has."""
        segment = self._lanes.segments[lane]
        moving = np.where(segment >= 0, self._lanes.segment_seconds[segment], 0)
        arrival = self._origins.departure(lane, ship_day)[:, None] + np.cumsum(moving, axis=1)
        return arrival - moving, arrival

    def taken_in(self, lane: Ints, arrival: Ints) -> Ints:
        """Day on which goods are taken in whose legs arrive then: centers rest on Sundays and holidays.

        What comes at other times stands in the yard.
        """
        return self._receiving.on_or_after(self._lanes.dc[lane], arrival[:, -1] // DAY_SECONDS)

    def delays(self, lane: Ints, key: Ints, departure: Ints, arrival: Ints) -> Ints:
        """Delay that each leg adds, seconds, by cause as in `LATE_BY`; times are planned ones.

        A leg that is late is so by more than the tolerance. A strike holds every leg through the port up, and for
        longer than a carrier would.
        """
        segment = self._lanes.segments[lane]
        late = np.zeros((len(LATE_BY), *segment.shape), dtype=np.int64)
        leg = truck, position = np.nonzero(segment >= 0)
        taken, times = segment[leg], (departure[leg], arrival[leg])
        entity = LEG.key(owner=key[truck], position=position)
        on_time = self._lanes.on_time[self._lanes.carriers[lane[truck], position]]
        missed = self._streams.uniform("shipment_legs.late", entity) >= on_time
        spell = self._streams.gamma("shipment_legs.hours", entity, LONG_HAUL_DELAY_SHAPE)
        hours = self._tolerance[taken] + self._mean_delay[taken] / LONG_HAUL_DELAY_SHAPE * spell
        factor = self._ports.strike_factor(taken, *times)
        usual = np.where(missed, _quarters(hours), 0)
        late[0][leg] = usual
        late[1][leg] = np.where(factor > 1, _quarters(hours * factor) - usual, 0)
        late[2][leg] = _quarters(self._ports.congestion_hours(taken, *times))
        return late

    def coming(self, week: int, weeks: int) -> Ints:
        """Cases by item that arrive in a week or the following ones."""
        day, monday = self.trucks["arrival_day"], self._calendar.monday(week)
        here = (day >= monday) & (day < monday + DAYS_A_WEEK * weeks)
        lines = np.flatnonzero(here[self.lines["truck"]])
        return np.bincount(self.lines["item"][lines], self.lines["cases"][lines], len(self._items)).astype(np.int64)

    def arrivals(self, week: int, expiry: Callable[[Ints], Ints]) -> Lots:
        """Lots that arrived in the week before: they can be allocated from this week's Monday on.

        `expiry` returns the last day of shelf life of some batches.
        """
        monday = self._calendar.monday(week)
        day = self.trucks["arrival_day"]
        since = BEFORE_ALL if week == 0 else monday - DAYS_A_WEEK
        here = (day >= since) & (day < monday)
        lines = np.flatnonzero(here[self.lines["truck"]])
        batch = self.lines["batch"][lines]
        return Lots(item=self.lines["item"][lines], batch=batch, expiry=expiry(batch), cases=self.lines["cases"][lines])


def _quarters(hours: Floats) -> Ints:
    """Seconds of a delay, in whole quarters of an hour."""
    quarters = np.ceil(np.minimum(hours, MAX_DELAY_HOURS) * QUARTERS).astype(np.int64)
    return np.asarray(quarters * (HOUR_SECONDS // QUARTERS))


def _cut(first: Ints, load: Ints, cases: Ints, capacity: int) -> tuple[Ints, Ints, Ints]:
    """Cut each row's cases at truck boundaries: row, truck and cases of each piece.

    Case k of a row begins at first + k * load and rides on truck (first + k * load) // capacity.
    """
    begin, end = first // capacity, (first + (cases - 1) * load) // capacity
    row, truck = spread(begin, end + 1)
    upto = np.minimum(-(-((truck + 1) * capacity - first[row]) // load[row]), cases[row])
    before = np.where(number_within(row) == 0, 0, np.concatenate(([0], upto[:-1])))
    return row, truck, upto - before
