"""The scenario's events in ports: a strike, and congestion that lasts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from supplygen.arrays.reading import index
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAY_SECONDS, DAYS_A_WEEK, RUN_IN_WEEKS, Calendar
from supplygen.scenario import Congestion, PortStrike
from supplygen.streams import Streams
from supplygen.world import World

OUTLOOK_WEEKS = 8
"""Weeks after the horizon in which a container that has left may still pass a port."""


class PortEvents:
    """Delays that ports add to legs which begin or end there; nothing where the scenario is without them."""

    def __init__(
        self,
        streams: Streams,
        calendar: Calendar,
        ends: tuple[Ints, Ints],
        strike: tuple[PortStrike, int] | None = None,
        jam: tuple[Congestion, Sequence[int]] | None = None,
    ) -> None:
        """`ends` are the ports at which segments begin and end; the events come with theirs; all are indices from 0."""
        self._streams, self._calendar, (self._origin, self._destination) = streams, calendar, ends
        self._strike = strike
        self._hours = {port: self._congestion(jam[0], port + 1) for port in jam[1]} if jam else {}

    @classmethod
    def of(cls, world: World) -> PortEvents:
        """Read the scenario."""
        segments, strike, jam = world.tables["route_segments"], world.scenario.port_strike, world.scenario.congestion
        ends = index(segments, "origin_port_id"), index(segments, "destination_port_id")
        return cls(
            world.streams,
            world.calendar,
            ends,
            (strike, world.ids("ports", strike.port) - 1) if strike else None,
            (jam, [world.ids("ports", code) - 1 for code in jam.ports]) if jam else None,
        )

    def _congestion(self, jam: Congestion, port: int) -> Floats:
        """Hours of waiting by week from the run-in on: a first-order autoregression around the mean, never negative."""
        weeks = np.arange(RUN_IN_WEEKS + self._calendar.weeks + OUTLOOK_WEEKS)
        shock = self._streams.normal("shipment_legs.congestion", np.full(len(weeks), port), weeks)
        level = np.zeros(len(weeks))
        last, persistence = 0.0, jam.persistence
        for week in range(len(weeks)):
            last = persistence * last + math.sqrt(1 - persistence**2) * float(shock[week])
            level[week] = last
        return np.asarray(jam.mean_delay_hours * np.maximum(1 + level, 0))

    def strike_factor(self, segment: Ints, departure: Ints, arrival: Ints) -> Floats:
        """What a leg's delay is multiplied by, 1 where there is no strike; times are planned ones, seconds."""
        factor = np.ones(segment.shape)
        if self._strike is None:
            return factor
        strike, port = self._strike
        first = self._calendar.start_day + strike.first_day
        hit = (self._origin[segment] == port) & _within(departure, first, strike.days)
        hit |= (self._destination[segment] == port) & _within(arrival, first, strike.days)
        return np.where(hit, strike.delay_factor, factor)

    def congestion_hours(self, segment: Ints, departure: Ints, arrival: Ints) -> Floats:
        """Hours that a leg waits in its ports."""
        hours = np.zeros(segment.shape)
        for end, time in ((self._origin, departure), (self._destination, arrival)):
            ports = end[segment]
            for port, by_week in self._hours.items():
                at = np.flatnonzero(ports == port)
                hours[at] += by_week[self._week(time[at], len(by_week))]
        return hours

    def _week(self, seconds: Ints, weeks: int) -> Ints:
        """Position of a time's week in the series."""
        since = seconds // DAY_SECONDS - self._calendar.monday(-RUN_IN_WEEKS)
        return np.clip(since // DAYS_A_WEEK, 0, weeks - 1)


def _within(seconds: Ints, first_day: int, days: int) -> Bools:
    day = seconds // DAY_SECONDS
    return np.asarray((day >= first_day) & (day < first_day + days))
