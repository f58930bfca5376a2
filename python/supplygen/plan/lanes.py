"""Lanes: the routes that goods take to the distribution centers, their segments and their carriers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import NULL, Columns
from supplygen.arrays.keys import KeyLayout
from supplygen.arrays.reading import index, ints, natural, texts
from supplygen.arrays.spread import number_within
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import DAYS_A_WEEK, HOUR_SECONDS
from supplygen.plan.carriers import EVERYWHERE, draw_carriers
from supplygen.world import World

CARRIER_TYPES = {"truck": "trucking", "rail": "rail", "ocean": "ocean", "air": "air"}
"""Kind of carrier that runs each mode."""

HOUR_UNITS = 100
"""Transit times are kept in hundredths of an hour, 36 seconds each."""

MAX_SEGMENTS = 8
"""Room for segments of a route in the lanes' arrays."""

LEG = KeyLayout("owner", position=MAX_SEGMENTS)
"""A leg of a route, or of a truck."""

NOWHERE = -1
"""In place of a lane, or of the plant or center that a lane begins at."""


@dataclass(frozen=True, eq=False, slots=True)
class Lanes:
    """One row per lane; segment arrays are (lane, position), -1 behind a route's last segment.

    Lanes are the primary routes from plants to centers and from center to center, and those from plants that fly.
    """

    route: Ints
    """Route that each lane is, index from 0."""
    plant: Ints
    """Plant that a lane begins at; `NOWHERE` between centers."""
    origin_dc: Ints
    """Center that it begins at; `NOWHERE` from plants."""
    dc: Ints
    """Center that it ends at."""
    flies: NDArray[np.bool_]
    hours: Floats
    """Planned hours from end to end."""
    segments: Ints
    """Segments by lane and position."""
    carriers: Ints
    """Carriers by lane and position, -1 behind the last segment."""
    modes: NDArray[np.str_]
    """Mode by segment."""
    segment_seconds: Ints
    """Planned duration by segment."""
    on_time: Floats
    """Share of legs that come on time, by carrier."""

    @classmethod
    def of(cls, world: World) -> Lanes:
        """Read the routes, and draw a carrier for each of their segments."""
        routes, legs = world.tables["routes"], world.tables["route_segments"]
        modes = np.array(texts(legs, "transport_mode"))
        of_route = _segments(world)
        flies = ((modes == "air")[of_route] & (of_route >= 0)).any(axis=1)
        kept = np.flatnonzero(np.asarray(routes["is_primary"]) | flies)
        plant, origin_dc, dc = (
            _place(routes, name)[kept] for name in ("origin_plant_id", "origin_dc_id", "destination_dc_id")
        )
        return cls(
            route=kept,
            plant=plant,
            origin_dc=origin_dc,
            dc=dc,
            flies=flies[kept],
            hours=natural("routes", routes, "total_transit_hours")[kept],
            segments=of_route[kept],
            carriers=_carriers(world, kept, of_route[kept], modes),
            modes=modes,
            segment_seconds=ints(legs, "transit_hours") * HOUR_SECONDS // HOUR_UNITS,
            on_time=natural("carriers", world.tables["carriers"], "on_time_rate"),
        )

    def between(self, plant: Ints, dc: Ints) -> Ints:
        """Usual lane of each (plant, center)."""
        found = self._found((self.plant >= 0) & ~self.flies, plant, dc)
        if (found < 0).any():
            at = int(np.argmin(found))
            raise ValueError(
                f"no primary route from plant {plant[at] + 1} to distribution center {dc[at] + 1}: add it to routes"
            )
        return found

    def flight(self, plant: Ints, dc: Ints) -> Ints:
        """Lane by air of each (plant, center); `NOWHERE` where none flies."""
        return self._found(self.flies, plant, dc)

    def transfer(self, dc: Ints) -> Ints:
        """Lane from another center to each of some centers; `NOWHERE` for those that no other is next to."""
        lanes = np.flatnonzero(self.origin_dc >= 0)
        to = np.full(int(max(self.dc.max(), dc.max(initial=0))) + 1, NOWHERE)
        to[self.dc[lanes]] = lanes
        return np.asarray(to[dc])

    def at_origin(self, world: World, column: str) -> list[str | None]:
        """A text about the plant or center that each lane begins at."""
        plants, centers = (texts(world.tables[name], column) for name in ("plants", "distribution_centers"))
        ends = zip(self.plant.tolist(), self.origin_dc.tolist(), strict=True)
        return [centers[dc] if plant == NOWHERE else plants[plant] for plant, dc in ends]

    def _found(self, among: np.ndarray, plant: Ints, dc: Ints) -> Ints:
        """Look lanes up by plant and center."""
        lanes = np.flatnonzero(among)
        shape = (int(max(self.plant.max(), plant.max(initial=0))) + 1, int(max(self.dc.max(), dc.max(initial=0))) + 1)
        table = np.full(shape, NOWHERE)
        table[self.plant[lanes], self.dc[lanes]] = lanes
        return np.asarray(table[plant, dc])

    def mode_counts(self) -> Ints:
        """How many different modes each lane has."""
        modes = [len(set(self.modes[segments[segments >= 0]])) for segments in self.segments]
        return np.array(modes, dtype=np.int64)

    def transit_weeks(self) -> Ints:
        """Whole weeks that a lane takes, rounded up."""
        return np.ceil(self.hours / (24 * DAYS_A_WEEK)).astype(np.int64)

    def hours_by_mode(self, hours: Mapping[str, float]) -> Floats:
        """Hours of each segment's mode."""
        return np.array([hours[mode] for mode in self.modes], dtype=np.float64)


def _carriers(world: World, route: Ints, segments: Ints, modes: NDArray[np.str_]) -> Ints:
    """Carrier of each (lane, position), drawn once per lane among those that run the mode there."""
    region = segment_divisions(world)
    chosen = np.full(segments.shape, -1)
    for position in range(MAX_SEGMENTS):
        for mode, kind in CARRIER_TYPES.items():
            segment = segments[:, position]
            lanes = np.flatnonzero((segment >= 0) & (modes[segment] == mode))
            entity = LEG.key(owner=route[lanes] + 1, position=position)
            purpose = f"shipment_legs.carrier.{mode}"
            chosen[lanes, position] = draw_carriers(world, purpose, kind, entity, region[segment[lanes]])
    return chosen


def _place(columns: Columns, name: str) -> Ints:
    """Index of the record that a key column names, `NOWHERE` where it names none."""
    ids = ints(columns, name)
    return np.where(ids == NULL, NOWHERE, ids - 1)


def _segments(world: World) -> Ints:
    """Segments of every route."""
    assigned = world.tables["route_segment_assignments"]
    route, segment = index(assigned, "route_id"), index(assigned, "route_segment_id")
    order = np.lexsort((ints(assigned, "sequence"), route))
    table = np.full((len(ints(world.tables["routes"], "id")), MAX_SEGMENTS), NOWHERE)
    table[route[order], number_within(route[order])] = segment[order]
    return table


def segment_divisions(world: World) -> Ints:
    """Division (index) that each segment lies in, by the center or the plant at its ends; else `EVERYWHERE`."""
    segments = world.tables["route_segments"]
    region = np.full(len(ints(segments, "id")), EVERYWHERE)
    for name, table in (
        ("origin_plant_id", "plants"),
        ("origin_dc_id", "distribution_centers"),
        ("destination_dc_id", "distribution_centers"),
    ):
        place = _place(segments, name)
        region = np.where(place == NOWHERE, region, index(world.tables[table], "division_id")[place])
    return region
