"""What suppliers are before anybody buys from them: the named ones, and trade and tier of all."""

from __future__ import annotations

from typing import Any

import numpy as np

from supplygen.arrays.apportion import largest_remainder
from supplygen.arrays.columns import dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.reader import facts, integers, records
from supplygen.facts.scale import supplier_count
from supplygen.world import World


def named_suppliers() -> list[dict[str, Any]]:
    """Suppliers with a role of their own; they come first."""
    return records("suppliers", "named")


def drawn_ids(world: World) -> Ints:
    """Ids of the other suppliers."""
    return dense_ids(supplier_count(world.scale))[len(named_suppliers()) :]


def specialties(world: World) -> list[str]:
    """Trade of each supplier, in order of id; a named supplier's is the middle of its code."""
    trades = facts("suppliers")["specialties"]
    weights = np.array([trade["weight"] for trade in trades.values()])
    picked = world.streams.choice("suppliers.specialty", drawn_ids(world), weights)
    codes = list(trades)
    return [str(row["code"])[4:8] for row in named_suppliers()] + [codes[pick] for pick in picked.tolist()]


def tiers(world: World) -> Ints:
    """Tier of each supplier: exact shares over all, dealt out to the drawn ones in random order."""
    drawn, named = drawn_ids(world), integers(named_suppliers(), "tier")
    counts = largest_remainder(len(drawn) + len(named), facts("suppliers")["tier_percent"])
    counts -= np.bincount(named - 1, minlength=len(counts))
    dealt = np.repeat(np.arange(1, len(counts) + 1), counts)
    return np.concatenate([named, dealt[world.streams.permutation("suppliers.tier", len(drawn))]])
