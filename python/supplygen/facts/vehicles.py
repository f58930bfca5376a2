"""Vehicles and containers: the smallest that holds a load carries it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.types import Bools, Ints
from supplygen.policy.transport import CONTAINER_PALLETS, OWN_VEHICLE_PERCENT


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A kind of vehicle; those of the road are the simulator's, in its order."""

    name: str
    pallets: int
    """Pallet places on the floor."""
    grams: int
    """Payload."""


ROAD = tuple(
    Vehicle(name, pallets, grams)
    for name, (pallets, grams) in zip(_core.CODES["shipments.vehicle_type"], _core.VEHICLES, strict=True)
)
"""A van of 3.5 t, trucks of 5.5, 7.5 and 16 t, a trailer of 13.6 m."""

CONTAINERS = tuple(Vehicle(name, pallets, _core.TRUCK_GRAMS) for name, pallets in CONTAINER_PALLETS.items())
"""ISO containers; payload as far as the road to the port carries it."""

VEHICLES = (*ROAD, *CONTAINERS)

SHARED = -1
"""In place of a position in `VEHICLES`: what rides with the goods of others."""


def smallest(vehicles: tuple[Vehicle, ...], pallets: Ints, grams: Ints) -> Ints:
    """Position in `vehicles`, which grow in size, of the first that holds each load; the last takes what is left."""
    found = np.full(len(pallets), len(vehicles) - 1)
    for at in reversed(range(len(vehicles))):
        found[(pallets <= vehicles[at].pallets) & (grams <= vehicles[at].grams)] = at
    return found


def fills_one(vehicle: Vehicle, pallets: Ints, grams: Ints) -> Bools:
    """Whether each load is enough for such a vehicle of its own, by pallets or by mass."""
    by_room, by_mass = vehicle.pallets * OWN_VEHICLE_PERCENT, vehicle.grams * OWN_VEHICLE_PERCENT
    return np.asarray((pallets * 100 >= by_room) | (grams * 100 >= by_mass))
