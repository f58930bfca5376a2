"""Lanes: the primary route from each plant to each distribution center, its segments and its carriers."""

from __future__ import annotations

import numpy as np

from supplygen.columns import NULL
from supplygen.context import GeneratorContext
from supplygen.plan.calendar import HOUR_SECONDS
from supplygen.plan.reading import Floats, Ints, index, ints, natural, texts
from supplygen.spread import number_within

CARRIER_TYPES = {"truck": "trucking", "rail": "rail", "ocean": "ocean", "air": "air"}
"""Kind of carrier that runs each mode."""

HOUR_UNITS = 100
"""Transit times are kept in hundredths of an hour, 36 seconds each."""

MAX_SEGMENTS = 8
"""Room for segments of a route in the lanes' arrays."""


class Lanes:
    """One row per lane; segment arrays are (lane, position), -1 behind a route's last segment."""

    def __init__(self, ctx: GeneratorContext) -> None:
        """Read the primary plant-to-center routes."""
        routes = ctx.tables["routes"]
        origin, destination = ints(routes, "origin_plant_id"), ints(routes, "destination_dc_id")
        kept = np.flatnonzero((origin != NULL) & (destination != NULL) & np.asarray(routes["is_primary"]))
        self.route = kept
        self.plant, self.dc = origin[kept] - 1, destination[kept] - 1
        self.hours = natural("routes", routes, "total_transit_hours")[kept]
        self.segments = self._segments(ctx)
        self.modes = np.array(texts(ctx.tables["route_segments"], "transport_mode"))
        self.segment_seconds = ints(ctx.tables["route_segments"], "transit_hours") * HOUR_SECONDS // HOUR_UNITS
        self.carriers = self._carriers(ctx)
        self.on_time = natural("carriers", ctx.tables["carriers"], "on_time_rate")

    def between(self, plant: Ints, dc: Ints) -> Ints:
        """Lane of each (plant, center)."""
        table = np.full((int(self.plant.max()) + 1, int(max(self.dc.max(), dc.max(initial=0))) + 1), -1)
        table[self.plant, self.dc] = np.arange(len(self.plant))
        found = table[plant, dc]
        if (found < 0).any():
            at = int(np.argmin(found))
            raise ValueError(
                f"no primary route from plant {plant[at] + 1} to distribution center {dc[at] + 1}: add it to routes"
            )
        return np.asarray(found)

    def _segments(self, ctx: GeneratorContext) -> Ints:
        assigned = ctx.tables["route_segment_assignments"]
        route, segment = index(assigned, "route_id"), index(assigned, "route_segment_id")
        order = np.lexsort((ints(assigned, "sequence"), route))
        table = np.full((len(ints(ctx.tables["routes"], "id")), MAX_SEGMENTS), -1)
        table[route[order], number_within(route[order])] = segment[order]
        return table[self.route]

    def _carriers(self, ctx: GeneratorContext) -> Ints:
        """Carrier of each (lane, position), drawn once per lane among those that run the mode."""
        kinds = np.array(texts(ctx.tables["carriers"], "carrier_type"))
        chosen = np.full(self.segments.shape, -1)
        for position in range(MAX_SEGMENTS):
            for mode, kind in CARRIER_TYPES.items():
                segment = self.segments[:, position]
                lanes = np.flatnonzero((segment >= 0) & (self.modes[segment] == mode))
                entity = (self.route[lanes] + 1) * MAX_SEGMENTS + position
                weights = (kinds == kind).astype(np.float64)
                chosen[lanes, position] = ctx.streams.choice(f"shipment_legs.carrier.{mode}", entity, weights)
        return chosen

    def mode_counts(self) -> Ints:
        """How many different modes each lane has."""
        modes = [len(set(self.modes[segments[segments >= 0]])) for segments in self.segments]
        return np.array(modes, dtype=np.int64)

    def transit_weeks(self) -> Ints:
        """Whole weeks that a lane takes, rounded up."""
        return np.ceil(self.hours / (24 * 7)).astype(np.int64)

    def mean_delay_hours(self, mode_hours: dict[str, float]) -> Floats:
        """Mean delay of a late leg on each segment."""
        return np.array([mode_hours[mode] for mode in self.modes])
