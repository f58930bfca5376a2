"""Customers: how many stores each channel has in each division, and which accounts run them.

A cell is a channel in a division. A world with fewer stores than accounts leaves out a cell's last accounts rather
than listing customers without a store; the cells' orders are such that every archetype exists at every scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from typing import Any

import numpy as np

from supplygen.arrays.apportion import largest_remainder, running_number
from supplygen.arrays.columns import NULL, Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.names import NAME_KEY_LIMIT, surname, unique_names
from supplygen.facts.reader import facts, integers, positions, records, scaled
from supplygen.facts.scale import account_count, megamart_stores, store_count
from supplygen.policy.network import ACCOUNT_SIZE_SPREAD, EVERY_CELL_FROM_SCALE, SUBSIDIARY_SHARE
from supplygen.policy.prices import PRICE_LAG_WEEKS
from supplygen.world import World

DISTRIBUTOR_PATTERN = ("regional_grocer", "indie_retail")


@dataclass(frozen=True, slots=True)
class Account:
    """An account before it has a name."""

    archetype: dict[str, Any]
    channel: int
    """Position, as in channels.toml."""
    division: int
    parent_slot: bool
    """Whether it is the first account of its cell."""


@cache
def cell_stores(scale: float) -> Ints:
    """Stores by channel (row) and division (column)."""
    per_channel = largest_remainder(store_count(scale), integers(records("channels"), "store_permille"), minimum=1)
    mix = facts("accounts")["store_mix"]
    minimum = 1 if scale >= EVERY_CELL_FROM_SCALE else 0
    return np.stack(
        [
            largest_remainder(total, [mix[channel["code"]][row["code"]] for row in records("divisions")], minimum)
            for channel, total in zip(records("channels"), per_channel.tolist(), strict=True)
        ]
    )


def accounts(scale: float) -> list[Account]:
    """All accounts in order of id: MegaMart first, then cell by cell."""
    archetypes = {row["code"]: row for row in records("accounts", "archetypes")}
    stores = cell_stores(scale)
    found = []
    for (channel, division), names in _slots(scale).items():
        room = int(stores[channel, division])
        room -= megamart_stores(scale) - 1 if "megamart" in names else 0
        names = names[:room]
        found += [Account(archetypes[name], channel, division, at == 0) for at, name in enumerate(names)]
    return found


def _slots(scale: float) -> dict[tuple[int, int], list[str]]:
    """Archetypes of each cell's accounts, grown above scale 1."""
    channels, divisions = positions(records("channels")), positions(records("divisions"))
    slots = {
        (channels[channel], divisions[division]): _pattern(listed)
        for channel, cells in facts("accounts")["slots"].items()
        for division, listed in cells.items()
    }
    sizes = np.array([len(names) for names in slots.values()])
    # The company is its own only direct channel: no further accounts there.
    growing = np.where([names == ["prism_direct"] for names in slots.values()], 0, sizes)
    further = largest_remainder(account_count(scale) - int(sizes.sum()), growing).tolist()
    return {
        cell: names + list(islice(cycle([name for name in names if name != "megamart"]), extra))
        for (cell, names), extra in zip(slots.items(), further, strict=True)
    }


def _pattern(listed: list[str] | int) -> list[str]:
    return list(islice(cycle(DISTRIBUTOR_PATTERN), listed)) if isinstance(listed, int) else list(listed)


def _store_counts(world: World, rows: list[Account]) -> Ints:
    """Stores of each account: those of its cell, split by archetype and luck, at least one each."""
    luck = world.streams.integers("retail_accounts.store_count", dense_ids(len(rows)), *ACCOUNT_SIZE_SPREAD)
    weights = np.array([row.archetype["weight"] for row in rows], dtype=np.int64) * luck
    cell = np.array([(row.channel, row.division) for row in rows])
    stores = cell_stores(world.scale)
    is_megamart = np.array([row.archetype["code"] == "megamart" for row in rows])
    counts = np.where(is_megamart, megamart_stores(world.scale), 0)
    for channel, division in np.argwhere(stores > 0).tolist():
        mine = (cell == [channel, division]).all(axis=1)
        left = int(stores[channel, division] - counts[mine].sum())
        counts += largest_remainder(left, np.where(mine & ~is_megamart, weights, 0), minimum=1)
    return counts


def _names(world: World, rows: list[Account]) -> list[str | None]:
    divisions = records("divisions")

    def make(position: int, key: int) -> str:
        row = rows[position]
        division, names = divisions[row.division], row.archetype["names"]
        locale = division["locales"][key % len(division["locales"])]
        pattern = names[key // 7 % len(names)]
        return str(pattern).format(surname=surname(locale, key), division=division["name"])

    keys = world.streams.integers("retail_accounts.name", dense_ids(len(rows)), 0, NAME_KEY_LIMIT)
    return list(unique_names(keys.tolist(), make))


def _parents(world: World, rows: list[Account]) -> Ints:
    """Some independent retailers belong to their cell's first account, a regional grocer; no deeper trees."""
    first = np.maximum.accumulate(np.where([row.parent_slot for row in rows], dense_ids(len(rows)), 0))
    owned = world.streams.uniform("retail_accounts.parent_account_id", dense_ids(len(rows))) < SUBSIDIARY_SHARE
    independent = np.array([row.archetype["code"] == "indie_retail" for row in rows])
    return np.where(owned & independent, first, NULL)


def _price_lags(world: World, rows: list[Account]) -> Ints:
    """Weeks after which tills follow a new price list: none where the company owns them."""
    lags = world.streams.integers("retail_accounts.price_lag_weeks", dense_ids(len(rows)), *PRICE_LAG_WEEKS)
    return np.where([row.archetype["code"] == "prism_direct" for row in rows], 0, lags)


def retail_accounts(world: World) -> Columns:
    """Customers with their number of stores."""
    rows = accounts(world.scale)
    stems = [f"ACCT-{row.archetype['abbreviation']}" for row in rows]
    numbers = running_number(np.array(stems)).tolist()
    return {
        "id": dense_ids(len(rows)),
        "account_code": [f"{stem}-{number:03d}" for stem, number in zip(stems, numbers, strict=True)],
        "name": _names(world, rows),
        "archetype": [row.archetype["code"] for row in rows],
        "channel_id": np.array([row.channel + 1 for row in rows], dtype=np.int64),
        "division_id": np.array([row.division + 1 for row in rows], dtype=np.int64),
        "parent_account_id": _parents(world, rows),
        "store_count": _store_counts(world, rows),
        "priority_rank": np.array([row.archetype["priority_rank"] for row in rows], dtype=np.int64),
        "price_level_percent": np.array([row.archetype["price_level_percent"] for row in rows], dtype=np.int64),
        **{
            name: scaled([row.archetype for row in rows], name, 2)
            for name in ("in_full_percent", "otif_penalty_percent", "promotion_allowance_percent")
        },
        "price_lag_weeks": _price_lags(world, rows),
    }
