"""Ways from suppliers to plants, as tables show them."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.category import Category
from supplygen.arrays.columns import Columns
from supplygen.levels.level_01_master.supplier_ways import Ways
from supplygen.world import World


def supplier_lanes(world: World) -> Columns:
    """One row for each supplier and plant."""
    ways = Ways.of(world)
    supplier, plant = np.indices(ways.kilometers.shape)
    mode = Category.of("supplier_lanes", "transport_mode").choose({"ocean": ways.by_sea.ravel()}, otherwise="truck")
    return {
        "supplier_id": supplier.ravel() + 1,
        "plant_id": plant.ravel() + 1,
        "transport_mode": mode,
        "distance_km": ways.kilometers.ravel(),
        "transit_days": ways.days.ravel(),
    }
