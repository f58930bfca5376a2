"""Carriers: which of them runs what, and where."""

from __future__ import annotations

from typing import cast

import numpy as np

from supplygen.arrays.reading import index, ints, texts
from supplygen.arrays.types import Ints
from supplygen.world import World

STORE_CARRIERS = {"truck": "trucking", "ltl": "ltl", "parcel": "parcel"}
"""Kind of carrier that serves stores in each mode, in the simulator's order; third-party logistics do so too."""

THIRD_PARTY = "3pl"

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


def store_carriers(world: World) -> Ints:
    """Carrier (row of the table) of each center by mode, (center, mode).

    A division's carriers of a mode are dealt out to its centers in turn, so that each serves some.
    """
    carriers, centers = world.tables["carriers"], world.tables["distribution_centers"]
    kinds, modes = texts(carriers, "carrier_type"), cast("list[list[str]]", carriers["transport_modes"])
    codes, regions = texts(world.tables["divisions"], "division_code"), cast("list[list[str]]", carriers["regions"])
    division, ids = index(centers, "division_id"), ints(centers, "id")
    dealt = np.empty((len(ids), len(STORE_CARRIERS)), dtype=np.int64)
    for column, (mode, kind) in enumerate(STORE_CARRIERS.items()):
        luck = world.streams.uniform(f"distribution_centers.{kind}", ids)
        offers = np.array([own in (kind, THIRD_PARTY) and mode in has for own, has in zip(kinds, modes, strict=True)])
        for place in np.unique(division):
            able = np.flatnonzero(offers & np.array([codes[place] in served for served in regions]))
            members = np.flatnonzero(division == place)
            members = members[np.argsort(luck[members], kind="stable")]
            dealt[members, column] = able[np.arange(len(members)) % len(able)]
    return dealt
