"""Routes to distribution centers as chains of segments.

From a plant there are the usual one and the fastest alternative, and to most centers one from the center next door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.facts.reader import facts, records
from supplygen.levels.level_03_network.route_segments import Segment, Site, end_columns, segments, sites
from supplygen.policy.network import DIRECT_TRUCK_KM, MAX_ROUTE_HOURS, MAX_ROUTE_LEGS
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class Route:
    """A chain of segments from a plant, or another center, to a center."""

    segments: tuple[Segment, ...]
    is_primary: bool
    rank: int
    """1 for the first choice between its ends."""

    @property
    def ends(self) -> tuple[Site, Site]:
        """First and last site."""
        return self.segments[0].origin, self.segments[-1].destination

    @property
    def code(self) -> str:
        """Business key: ends and rank."""
        origin, destination = (end.code.removeprefix("PLT-").removeprefix("DC-") for end in self.ends)
        return f"RTE-{origin}-{destination}-{self.rank}"


def _cost(path: tuple[Segment, ...]) -> int:
    """Relative cost of a load."""
    modes = facts("lanes")["modes"]
    return sum(
        leg.km_tenths * int(modes[leg.mode]["cost_percent"]) + int(modes[leg.mode]["transfer_km"]) * 1_000
        for leg in path
    )


def _hours(path: tuple[Segment, ...]) -> int:
    return sum(leg.hours_hundredths for leg in path)


def _paths(outgoing: dict[tuple[str, int], list[Segment]], path: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """All chains that extend `path` without visiting a site twice and end at a center."""
    if path[-1].destination.kind == "dc":
        yield path
    if len(path) == MAX_ROUTE_LEGS:
        return
    visited = [leg.origin for leg in path] + [path[-1].destination]
    for leg in outgoing.get((path[-1].destination.kind, path[-1].destination.id), ()):
        if leg.destination not in visited:
            yield from _paths(outgoing, (*path, leg))


def _choose(paths: list[tuple[Segment, ...]], supplies: bool) -> Iterator[Route]:
    """First choice and fastest alternative of one pair of ends."""
    direct = [path for path in paths if len(path) == 1 and path[0].great_circle_km <= DIRECT_TRUCK_KM]
    quick = [path for path in paths if _hours(path) <= MAX_ROUTE_HOURS * 100]
    first = min(direct or quick, key=lambda path: (_cost(path), _hours(path)))
    yield Route(first, supplies, 1)
    others = [path for path in quick if path != first]
    if others:
        yield Route(min(others, key=lambda path: (_hours(path), _cost(path))), False, 2)


def plant_routes(scale: float) -> tuple[Route, ...]:
    """Routes of every plant to the centers that it supplies (one of them primary) and to those that it could supply."""
    outgoing: dict[tuple[str, int], list[Segment]] = {}
    for leg in segments(scale):
        outgoing.setdefault((leg.origin.kind, leg.origin.id), []).append(leg)
    crossing = [tuple(pair) for pair in facts("lanes")["cross_division"]["pairs"]]
    offshore = {(row["plant"], row["division"]) for row in records("plants", "offshore")}
    found: list[Route] = []
    for plant in sites(scale).plants:
        paths = [path for leg in outgoing[plant.kind, plant.id] for path in _paths(outgoing, (leg,))]
        by_center: dict[int, list[tuple[Segment, ...]]] = {}
        for path in paths:
            by_center.setdefault(path[-1].destination.id, []).append(path)
        for center in sites(scale).centers:
            supplies = center.division == plant.division or (plant.code, center.division) in offshore
            if supplies or (plant.code, center.code) in crossing:
                found += _choose(by_center[center.id], supplies)
    return tuple(found)


@cache
def all_routes(scale: float) -> tuple[Route, ...]:
    """All routes in the order of their ids: those of the plants, then those between centers."""
    transfers = (leg for leg in segments(scale) if leg.origin.kind == leg.destination.kind == "dc")
    return (*plant_routes(scale), *(Route((leg,), True, 1) for leg in transfers))


def routes(world: World) -> Columns:
    """Routes with totals over their segments."""
    rows = all_routes(world.scale)
    return {
        "id": dense_ids(len(rows)),
        "route_code": [row.code for row in rows],
        **end_columns([row.ends for row in rows]),
        "total_distance_km": np.array([sum(leg.km_tenths for leg in row.segments) for row in rows], dtype=np.int64),
        "total_transit_hours": np.array([_hours(row.segments) for row in rows], dtype=np.int64),
        "segment_count": np.array([len(row.segments) for row in rows], dtype=np.int64),
        "is_primary": np.array([row.is_primary for row in rows], dtype=np.bool_),
    }


def route_segment_assignments(world: World) -> Columns:
    """Segments of each route in order."""
    rows = all_routes(world.scale)
    lengths = [len(row.segments) for row in rows]
    return {
        "route_id": np.repeat(dense_ids(len(rows)), lengths),
        "sequence": np.concatenate([dense_ids(length) for length in lengths]),
        "route_segment_id": np.array([leg.id for row in rows for leg in row.segments], dtype=np.int64),
    }
