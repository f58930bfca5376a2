"""Ways from suppliers to plants: how far, by road or sea, how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.facts.geography import cities, great_circle_km, unit_vectors
from supplygen.facts.reader import Record, records
from supplygen.levels.level_01_master.supplier_traits import drawn_places, land_of, lands, named_suppliers
from supplygen.policy.procurement import ROAD_KM_PER_DAY, ROAD_LOADING_DAYS, SEA_HANDLING_DAYS, SEA_KM_PER_DAY
from supplygen.world import World


@dataclass(frozen=True, slots=True)
class Ways:
    """One value for each supplier (row) and plant (column)."""

    kilometers: Ints
    by_sea: Bools

    @classmethod
    def of(cls, world: World) -> Ways:
        """Measure all ways; the places of suppliers and plants are known before their tables are."""
        plants = records("plants")
        sites = np.concatenate([_vectors(named_suppliers()), cities().vectors[drawn_places(world)]])
        km = [[round(great_circle_km(site, plant)) for plant in _vectors(plants)] for site in sites]
        here, there = np.array(lands(world)), np.array([land_of(row["country"]) for row in plants])
        return cls(np.array(km, dtype=np.int64), here[:, None] != there[None, :])

    @property
    def days(self) -> Ints:
        """Days under way: loading or ports, and the distance at the pace of trucks or ships."""
        road = ROAD_LOADING_DAYS - (-self.kilometers // ROAD_KM_PER_DAY)
        sea = SEA_HANDLING_DAYS - (-self.kilometers // SEA_KM_PER_DAY)
        return np.where(self.by_sea, sea, road)


def _vectors(rows: list[Record] | list[dict[str, object]]) -> Floats:
    return unit_vectors([float(row["latitude"]) for row in rows], [float(row["longitude"]) for row in rows])  # type: ignore[arg-type]
