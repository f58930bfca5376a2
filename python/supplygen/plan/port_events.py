"""The scenario's events in ports: a strike, and congestion that lasts."""

from __future__ import annotations

import math

import numpy as np

from supplygen.arrays.reading import index
from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import DAY_SECONDS, RUN_IN_WEEKS, Calendar
from supplygen.world import World

OUTLOOK_WEEKS = 8
"""Weeks after the horizon in which a container that has left may still pass a port."""


class PortEvents:
    """Delays that ports add to legs which begin or end there; nothing where the scenario is without them."""

    def __init__(self, world: World, calendar: Calendar) -> None:
        """Read the scenario, and how congested each port is in each week."""
        segments = world.tables["route_segments"]
        self._calendar, self._world = calendar, world
        self._origin, self._destination = index(segments, "origin_port_id"), index(segments, "destination_port_id")
        self._strike, self._jam = world.scenario.port_strike, world.scenario.congestion
        self._struck = world.ids("ports", self._strike.port) - 1 if self._strike else -1
        self._hours = {port - 1: self._congestion(port) for port in self._jammed_ports()}

    def _jammed_ports(self) -> list[int]:
        return [self._world.ids("ports", code) for code in self._jam.ports] if self._jam else []

    def _congestion(self, port: int) -> Floats:
        """Hours of waiting by week from the run-in on: a first-order autoregression around the mean, never negative."""
        assert self._jam is not None
        weeks = np.arange(RUN_IN_WEEKS + self._calendar.weeks + OUTLOOK_WEEKS)
        shock = self._world.streams.normal("shipment_legs.congestion", np.full(len(weeks), port), weeks)
        level = np.zeros(len(weeks))
        last, persistence = 0.0, self._jam.persistence
        for week in range(len(weeks)):
            last = persistence * last + math.sqrt(1 - persistence**2) * float(shock[week])
            level[week] = last
        return np.asarray(self._jam.mean_delay_hours * np.maximum(1 + level, 0))

    def strike_factor(self, segment: Ints, departure: Ints, arrival: Ints) -> Floats:
        """What a leg's delay is multiplied by, 1 where there is no strike; times are planned ones, seconds."""
        factor = np.ones(segment.shape)
        if self._strike is None:
            return factor
        first = self._calendar.start_day + self._strike.first_day
        hit = (self._origin[segment] == self._struck) & _within(departure, first, self._strike.days)
        hit |= (self._destination[segment] == self._struck) & _within(arrival, first, self._strike.days)
        return np.where(hit, self._strike.delay_factor, factor)

    def congestion_hours(self, segment: Ints, departure: Ints, arrival: Ints) -> Floats:
        """Hours that a leg waits in its ports."""
        hours = np.zeros(segment.shape)
        for port, by_week in self._hours.items():
            for end, time in ((self._origin, departure), (self._destination, arrival)):
                hours += np.where(end[segment] == port, by_week[self._week(time, len(by_week))], 0.0)
        return hours

    def _week(self, seconds: Ints, weeks: int) -> Ints:
        """Position of a time's week in the series."""
        since = seconds // DAY_SECONDS - self._calendar.monday(-RUN_IN_WEEKS)
        return np.clip(since // 7, 0, weeks - 1)


def _within(seconds: Ints, first_day: int, days: int) -> Bools:
    day = seconds // DAY_SECONDS
    return np.asarray((day >= first_day) & (day < first_day + days))
