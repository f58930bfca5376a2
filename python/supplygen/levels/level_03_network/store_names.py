"""Names of stores, as on the door: account and city, and the street where an account has several in one city."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import running_number
from supplygen.arrays.types import Ints
from supplygen.facts.geography import cities
from supplygen.facts.names import NAME_KEY_LIMIT, street, unique_names
from supplygen.facts.reader import facts
from supplygen.world import World

CITY = "{city}"


def store_names(world: World, store: Ints, account: Ints, place: Ints) -> list[str | None]:
    """Name of each store; no two are alike."""
    owners = world.texts("retail_accounts", "name")
    towns = cities().names
    plain = [f"{owners[at - 1]} {towns[city]}" for at, city in zip(account.tolist(), place.tolist(), strict=True)]
    is_first = (running_number(np.array(plain)) == 1).tolist()
    keys = world.streams.integers("retail_locations.name", store, 0, NAME_KEY_LIMIT)

    def make(position: int, key: int) -> str:
        return plain[position] if is_first[position] else f"{plain[position]}, {_street(int(place[position]), key)}"

    return list(unique_names(keys.tolist(), make))


def _street(city: int, key: int) -> str:
    """Street in the manner of a city's country."""
    catalogue = cities()
    country = str(catalogue.countries[city])
    source = str(facts("streets")["countries"][country])
    if CITY not in source:
        return street(source, key)
    others = catalogue.of([country])
    others = others[others != city]
    return source.replace(CITY, catalogue.names[int(others[key % len(others)])])
