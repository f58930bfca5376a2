"""What suppliers are before anybody buys from them: the named ones, and trade, tier and place of all."""

from __future__ import annotations

from typing import Any

import numpy as np

from supplygen.arrays.apportion import largest_remainder
from supplygen.arrays.columns import dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.geography import cities, population_weights
from supplygen.facts.reader import facts, integers, records
from supplygen.facts.scale import supplier_count
from supplygen.policy.suppliers import SUPPLIER_CITY_POPULATION
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


def drawn_countries(world: World) -> list[str]:
    """Country of each drawn supplier."""
    listed = facts("suppliers")["countries"]
    weights = np.array([country["weight"] for country in listed.values()])
    codes = list(listed)
    return [codes[pick] for pick in world.streams.choice("suppliers.country", drawn_ids(world), weights).tolist()]


def drawn_places(world: World) -> Ints:
    """City of each drawn supplier."""
    gazetteer, drawn = cities(), drawn_ids(world)
    country = np.array(drawn_countries(world))
    places = np.zeros(len(drawn), dtype=np.int64)
    for code in facts("suppliers")["countries"]:
        candidates = gazetteer.of([code], SUPPLIER_CITY_POPULATION)
        mine = np.flatnonzero(country == code)
        weights = population_weights(gazetteer.population[candidates])
        places[mine] = candidates[world.streams.choice("suppliers.city", drawn[mine], weights)]
    return places


def land_of(country: str) -> str:
    """The land that a country lies in: trucks drive within one, ships sail between them."""
    return str(facts("suppliers")["countries"][country]["land"])


def lands(world: World) -> list[str]:
    """Land of each supplier, in order of id."""
    return [land_of(country) for country in [*(row["country"] for row in named_suppliers()), *drawn_countries(world)]]
