"""Where rail or sea could take over from the road: computed from the network, never drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.facts.reader import facts
from supplygen.levels.level_03_network.route_segments import Segment, Site, segments
from supplygen.policy.network import MAX_SHIFT_LEGS, MIN_SHIFT_SAVING, RECOMMENDED_SHIFT_HOURS, RECOMMENDED_SHIFT_SAVING
from supplygen.world import World

ROAD = "truck"

Path = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A road segment and the chain of segments with the least emissions between its ends."""

    road: Segment
    path: Path

    @property
    def main_leg(self) -> Segment:
        """Longest segment of the alternative that is not by road."""
        return max((leg for leg in self.path if leg.mode != ROAD), key=lambda leg: leg.km_tenths)

    @property
    def extra_hours(self) -> int:
        """Hundredths of an hour."""
        return sum(leg.hours_hundredths for leg in self.path) - self.road.hours_hundredths

    @property
    def saving_percent(self) -> int:
        """Hundredths of a percent, rounded down."""
        return (_emissions((self.road,)) - _emissions(self.path)) * 10_000 // _emissions((self.road,))


def _emissions(path: Path) -> int:
    """CO2e of a tonne over a path, 0.0001 kg: tenths of a kilometer times grams per tonne and kilometer."""
    modes = facts("lanes")["modes"]
    return sum(leg.km_tenths * int(modes[leg.mode]["co2_g_per_tonne_km"]) for leg in path)


def _paths(outgoing: dict[Site, list[Segment]], path: Path, end: Site) -> Iterator[Path]:
    """All chains without planes that lead on from `path` to a site."""
    if path[-1].destination == end:
        yield path
    elif len(path) < MAX_SHIFT_LEGS:
        visited = [leg.origin for leg in path] + [path[-1].destination]
        for leg in outgoing.get(path[-1].destination, ()):
            if leg.destination not in visited:
                yield from _paths(outgoing, (*path, leg), end)


def opportunities(scale: float) -> tuple[Opportunity, ...]:
    """Road segments for which the network has a cleaner chain that goes by rail or sea in part."""
    outgoing: dict[Site, list[Segment]] = {}
    for leg in segments(scale):
        if leg.mode != "air":
            outgoing.setdefault(leg.origin, []).append(leg)
    found = []
    for road in segments(scale):
        starts = [(leg,) for leg in outgoing.get(road.origin, ()) if leg is not road and road.mode == ROAD]
        paths = [path for start in starts for path in _paths(outgoing, start, road.destination)]
        chains = [Opportunity(road, path) for path in paths if any(leg.mode != ROAD for leg in path)]
        clean = [one for one in chains if one.saving_percent >= MIN_SHIFT_SAVING * 100]
        if clean:
            found.append(min(clean, key=lambda one: (_emissions(one.path), one.extra_hours)))
    return tuple(found)


def modal_shift_opportunities(world: World) -> Columns:
    """Opportunities in order of their road segment."""
    rows = opportunities(world.scale)
    current = np.array([_emissions((row.road,)) for row in rows], dtype=np.int64)
    alternative = np.array([_emissions(row.path) for row in rows], dtype=np.int64)
    return {
        "id": dense_ids(len(rows)),
        "opportunity_code": [f"MSO-{row.road.code.removeprefix('SEG-')}" for row in rows],
        "route_segment_id": np.array([row.road.id for row in rows], dtype=np.int64),
        "current_mode": [row.road.mode for row in rows],
        "alternative_mode": [row.main_leg.mode for row in rows],
        "alternative_segment_ids": [[leg.id for leg in row.path] for row in rows],
        "current_distance_km": np.array([row.road.km_tenths for row in rows], dtype=np.int64),
        "alternative_distance_km": np.array([sum(leg.km_tenths for leg in row.path) for row in rows], dtype=np.int64),
        "extra_hours": np.array([row.extra_hours for row in rows], dtype=np.int64),
        "current_co2_kg_per_t": current,
        "alternative_co2_kg_per_t": alternative,
        "co2_saving_kg_per_t": current - alternative,
        "co2_saving_percent": np.array([row.saving_percent for row in rows], dtype=np.int64),
        "assessment": [_assessment(row) for row in rows],
    }


def _assessment(row: Opportunity) -> str:
    recommended = (
        row.saving_percent >= RECOMMENDED_SHIFT_SAVING * 100 and row.extra_hours <= RECOMMENDED_SHIFT_HOURS * 100
    )
    return "recommended" if recommended else "possible"
