"""Freight of long hauls: each leg is charged by the tariff of its carrier, for the whole load."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.amounts import sum_by
from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import ints
from supplygen.arrays.types import Ints
from supplygen.plan.lanes import Lanes, segment_divisions
from supplygen.plan.tariffs import Charges, Moves, Tariffs
from supplygen.schema.level_00_reference import TRANSPORT_MODES
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Freight:
    """Price lists of the legs of all lanes; arrays are (lane, position), as in `Lanes`."""

    tariffs: Tariffs
    lists: Ints
    """Price list of the first contract period; -1 behind a lane's last leg."""
    hectometers: Ints

    @classmethod
    def of(cls, world: World, tariffs: Tariffs, lanes: Lanes) -> Freight:
        """Find the prices: by lane between ports, by the division of the center or plant elsewhere."""
        segments = world.tables["route_segments"]
        division = segment_divisions(world) + 1
        origin, destination = (
            np.where((division > 0) | (ints(segments, name) == NULL), 0, ints(segments, name))
            for name in ("origin_port_id", "destination_port_id")
        )
        mode = np.array([TRANSPORT_MODES.index(mode) for mode in lanes.modes], dtype=np.int64)
        lists = np.full(lanes.segments.shape, -1)
        used = lanes.segments >= 0
        taken = lanes.segments[used]
        lists[used] = tariffs.lists(
            lanes.carriers[used], mode[taken], division[taken], (origin[taken], destination[taken])
        )
        return cls(tariffs, lists, ints(segments, "distance_km")[lanes.segments])

    def charges(self, lane: Ints, day: Ints, grams: Ints, pallets: Ints) -> Charges:
        """Freight of loads that leave on a day, over all their legs."""
        load, position = np.nonzero(self.lists[lane] >= 0)
        leg = lane[load], position
        moves = Moves(day[load], self.hectometers[leg], grams[load], pallets[load])
        legs = self.tariffs.charges(self.lists[leg], moves)
        return Charges(*(sum_by(load, part, len(lane)) for part in (legs.linehaul, legs.fuel, legs.handling)))

    def cents(self, lane: Ints, day: Ints, grams: Ints, pallets: Ints) -> Ints:
        """All of it."""
        return self.charges(lane, day, grams, pallets).total


def overcharges(world: World, key: Ints, due: Charges) -> Charges:
    """QRK-BILLING: what the bills of long hauls, told apart by their key, charge over what is due."""
    share = world.scenario.overcharged_share
    linehaul, fuel = _core.overcharges(world.settings.seed, share, key, (due.linehaul, due.fuel))
    return Charges(linehaul, fuel, np.zeros_like(key))
