"""Carriers: which of them runs what, and where."""

from __future__ import annotations

from typing import cast

import numpy as np

from supplygen.arrays.reading import texts
from supplygen.arrays.types import Ints
from supplygen.schema.level_00_reference import TRANSPORT_MODES
from supplygen.world import World

STORE_SERVICES = ("trucking", "ltl", "parcel")
"""Kinds of carriers that serve stores: of truckloads, part loads and parcels, in the simulator's order."""

STORE_MODES = {"trucking": "truck", "ltl": "ltl", "parcel": "parcel"}
"""Mode in which they do."""

EVERYWHERE = -1
"""In place of a division: between continents, where no carrier is at home."""


def draw_carriers(world: World, purpose: str, kind: str, entity: Ints, division: Ints) -> Ints:
    """Draw a carrier (row of the table) for each entity, among those of a kind that run in its division (index)."""
    carriers = world.tables["carriers"]
    is_kind = np.array(texts(carriers, "carrier_type")) == kind
    codes, regions = texts(world.tables["divisions"], "division_code"), cast("list[list[str]]", carriers["regions"])
    chosen = np.empty(len(entity), dtype=np.int64)
    for place in np.unique(division):
        here = np.array([place == EVERYWHERE or codes[place] in served for served in regions])
        at = np.flatnonzero(division == place)
        chosen[at] = world.streams.choice(purpose, entity[at], (is_kind & here).astype(np.float64))
    return chosen


def store_modes(world: World) -> Ints:
    """Position in `TRANSPORT_MODES` of the mode in which each carrier serves stores, -1 if it does not."""
    kinds = texts(world.tables["carriers"], "carrier_type")
    modes = [TRANSPORT_MODES.index(STORE_MODES[kind]) if kind in STORE_MODES else -1 for kind in kinds]
    return np.array(modes, dtype=np.int64)
