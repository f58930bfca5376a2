"""Suppliers of raw materials: the named ones, and others drawn by country and trade."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.apportion import running_number
from supplygen.arrays.category import Category
from supplygen.arrays.columns import Coded, Columns, dense_ids
from supplygen.arrays.types import Ints
from supplygen.facts.geography import cities
from supplygen.facts.names import NAME_KEY_LIMIT, surname, unique_names
from supplygen.facts.reader import Record, coordinates, facts, records, scaled, texts
from supplygen.levels.level_01_master.awards import pairs
from supplygen.levels.level_01_master.supplier_traits import (
    drawn_countries,
    drawn_ids,
    drawn_places,
    named_suppliers,
    specialties,
    tiers,
)
from supplygen.world import World


def suppliers(world: World) -> Columns:
    """All suppliers: codes tell trade and country."""
    named, drawn = named_suppliers(), drawn_ids(world)
    countries = drawn_countries(world)
    places = drawn_places(world)
    gazetteer = cities()
    fixed = coordinates(named)
    tier = tiers(world)
    rates = {
        name: np.r_[scaled(named, f"{name}_rate", 4), _rates(world, name, drawn, tier)]
        for name in ("on_time", "quality")
    }
    terms = np.array(facts("suppliers")["tiers"]["payment_terms_days"], dtype=np.int64)
    return {
        "id": dense_ids(len(named) + len(drawn)),
        "supplier_code": texts(named, "code") + _codes(specialties(world)[len(named) :], countries),
        "name": texts(named, "name") + _names(world, drawn, countries, places),
        "tier": tier,
        "city": texts(named, "city") + [gazetteer.names[place] for place in places.tolist()],
        "country": texts(named, "country") + countries,
        "latitude": np.r_[fixed["latitude"], gazetteer.latitude[places]],
        "longitude": np.r_[fixed["longitude"], gazetteer.longitude[places]],
        "on_time_rate": rates["on_time"],
        "quality_rate": rates["quality"],
        "payment_terms_days": terms[tier - 1],
        "status": _status(world, len(tier)),
        "currency_code": _currencies([*texts(named, "country"), *countries]),
    }


def _currencies(countries: list[str | None]) -> list[str | None]:
    """Currency of each country."""
    currency = {country: row["code"] for row in records("currencies") for country in row["countries"]}
    return [currency[country] for country in countries]


def _status(world: World, suppliers: int) -> Coded:
    """Suppliers with an approved contract are awarded, the others are qualified by their quote."""
    quoted = pairs(world)
    awarded = np.zeros(suppliers, dtype=bool)
    awarded[quoted.supplier[quoted.approved] - 1] = True
    return Category.of("suppliers", "status").choose({"awarded": awarded}, otherwise="qualified")


def _rates(world: World, name: str, drawn: Ints, tier: Ints) -> Ints:
    bounds = np.array(facts("suppliers")["tiers"][name], dtype=np.int64)[tier[-len(drawn) :] - 1]
    return world.streams.integers(f"suppliers.{name}_rate", drawn, bounds[:, 0], bounds[:, 1])


def _codes(trades: list[str], countries: list[str]) -> list[str | None]:
    stems = [f"SUP-{trade}-{country}" for trade, country in zip(trades, countries, strict=True)]
    numbers = running_number(np.array(stems)).tolist()
    return [f"{stem}-{number:03d}" for stem, number in zip(stems, numbers, strict=True)]


def _names(world: World, drawn: Ints, countries: list[str], places: Ints) -> list[str | None]:
    """Named after an owner, or after the city where Faker has no names in Latin script."""
    known: dict[str, Record] = facts("suppliers")["countries"]
    trades = facts("suppliers")["specialties"]
    trade = specialties(world)[-len(drawn) :]
    gazetteer = cities()

    def make(position: int, key: int) -> str:
        words = trades[trade[position]]["names"]
        locale = known[countries[position]].get("locale")
        owner = surname(locale, key) if locale else gazetteer.names[int(places[position])]
        return f"{owner} {words[key % len(words)]}"

    return list(unique_names(world.streams.integers("suppliers.name", drawn, 0, NAME_KEY_LIMIT).tolist(), make))
