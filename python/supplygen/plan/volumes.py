"""How the company's volume is divided among divisions and channels: by the stores that there are to sell it.

Margins are given, the divisions' share of revenue and the channels' share of cases. Between them a division sells
through a channel what fits the size of its stores there, so that stores of one format sell alike everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from supplygen.arrays.apportion import biproportional
from supplygen.arrays.types import Floats, Ints
from supplygen.facts.reader import integers, positions, records
from supplygen.world import World


def format_positions(world: World) -> Ints:
    """Formats (position) that the stores of each account may have; one row per account."""
    at = positions(records("accounts", "formats"))
    listed = {row["code"]: [at[name] for name in row["formats"]] for row in records("accounts", "archetypes")}
    most = max(len(names) for names in listed.values())
    rows = [listed[code] for code in world.texts("retail_accounts", "archetype")]
    return np.array([[names[turn % len(names)] for turn in range(most)] for names in rows], dtype=np.int64)


def store_formats(world: World) -> Ints:
    """Format (position) of each store."""
    at = positions(records("accounts", "formats"))
    return np.array([at[str(name)] for name in world.texts("retail_locations", "store_format")], dtype=np.int64)


def by_use(weights: Mapping[str, Any]) -> Floats:
    """Weight of each pack (position) by what it is for."""
    return np.array([float(weights[pack["use"]]) for pack in records("packaging")])


def fits() -> Floats:
    """How much more of a pack (column) a format of stores (row) lists and sells than people around it buy."""
    return np.stack([by_use(row["fit"]) for row in records("accounts", "formats")])


def cell_shares(world: World) -> Floats:
    """Share of the company's cases by division and channel, a row per division; 0 where there are no stores."""
    size = integers(records("accounts", "formats"), "size_percent")[format_positions(world)].mean(axis=1)
    division, channel = (world.column("retail_accounts", name) - 1 for name in ("division_id", "channel_id"))
    seed = np.zeros((len(records("divisions")), len(records("channels"))))
    np.add.at(seed, (division, channel), size * world.column("retail_accounts", "store_count"))
    by_division = integers(records("divisions"), "revenue_percent") / 100
    by_channel = np.array([float(row["volume_share"]) for row in records("channels")])
    shares = biproportional(seed, by_division, by_channel)
    return np.asarray(shares / shares.sum())
