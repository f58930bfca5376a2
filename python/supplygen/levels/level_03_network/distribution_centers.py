"""Distribution centers: the 25 of the data file, and above scale 1 further ones in the largest cities without one."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from supplygen.arrays.apportion import largest_remainder
from supplygen.arrays.columns import Columns, dense_ids
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import WEEKS_A_YEAR
from supplygen.facts.geography import cities, unit_vectors, within
from supplygen.facts.reader import coordinates, integers, positions, records, texts
from supplygen.facts.scale import cases_a_year, dc_count, division_skus
from supplygen.plan.volumes import cell_shares
from supplygen.policy.network import (
    CASES_A_DEPARTURE,
    CENTER_SPACING_KM,
    FURTHER_CENTER_K_CASES,
    MAX_DISPATCH_DAYS,
    STORAGE_SKU_CASES,
    STORAGE_WEEKS,
)
from supplygen.world import World

ONLINE_CHANNELS = ("ecommerce", "dtc")
SHARE_UNITS = 10_000


@cache
def centers(scale: float) -> tuple[dict[str, Any], ...]:
    """All centers in order of id, as in distribution_centers.toml plus `code` and the division's `position`."""
    listed: list[dict[str, Any]] = [dict(row) for row in records("distribution_centers")]
    further = dc_count(scale) - len(listed)
    quotas = largest_remainder(further, integers(records("divisions"), "revenue_percent")).tolist()
    for division, quota in zip(records("divisions"), quotas, strict=True):
        listed += _further_centers(division, listed, quota)
    seen: dict[str, int] = {}
    position = positions(records("divisions"))
    for row in listed:
        stem = f"DC-{row['division']}-{row['city_code']}"
        seen[stem] = seen.get(stem, 0) + 1
        row |= {"code": f"{stem}-{seen[stem]:03d}", "position": position[row["division"]]}
    return tuple(listed)


def _further_centers(division: dict[str, Any], listed: list[dict[str, Any]], quota: int) -> list[dict[str, Any]]:
    """Largest cities of a division that are not near one of its centers."""
    gazetteer = cities()
    candidates = gazetteer.of(division["countries"])
    candidates = candidates[np.argsort(-gazetteer.population[candidates], kind="stable")]
    points = gazetteer.vectors[candidates]
    free = np.ones(len(candidates), dtype=bool)
    for row in listed:
        if row["division"] == division["code"]:
            free &= ~within(_vector(row), points, CENTER_SPACING_KM)
    found: list[dict[str, Any]] = []
    while len(found) < quota and free.any():
        best = int(np.argmax(free))
        found.append(_center_in(int(candidates[best]), division["code"]))
        free &= ~within(points[best], points, CENTER_SPACING_KM)
    return found


def _vector(row: dict[str, Any]) -> Floats:
    vector: Floats = unit_vectors([row["latitude"]], [row["longitude"]])[0]
    return vector


def _center_in(city: int, division: str) -> dict[str, Any]:
    gazetteer = cities()
    name = gazetteer.names[city]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = "".join(letter for letter in plain if letter.isalpha()).upper()
    return {
        "city_code": letters[:3].ljust(3, "X"),
        "division": division,
        "city": name,
        "country": str(gazetteer.countries[city]),
        "latitude": Decimal(int(gazetteer.latitude[city])).scaleb(-6),
        "longitude": Decimal(int(gazetteer.longitude[city])).scaleb(-6),
        "timezone": gazetteer.timezones[city],
        "dc_type": "regional",
        "k_cases": FURTHER_CENTER_K_CASES,
    }


def store_weights(scale: float, division: int, channel: str) -> Ints:
    """Weight of every center in the stores of a division's channel; 0 for the other divisions' centers."""
    key = "online_percent" if channel in ONLINE_CHANNELS else "brick_percent"
    rows = centers(scale)
    mine = np.array([row["position"] == division for row in rows])
    fixed = np.array([row.get(key, -1) for row in rows], dtype=np.int64)
    volume = np.where(fixed < 0, [row["k_cases"] for row in rows], 0) * mine
    fixed_sum = int((np.maximum(fixed, 0) * mine).sum())
    weights: Ints = np.where(fixed < 0, volume * (100 - fixed_sum), fixed * volume.sum()) * mine
    return weights


def _volume_shares(world: World) -> Ints:
    """Planned share of each center in its division's cases, in 1/10,000."""
    cells = np.rint(cell_shares(world) * SHARE_UNITS).astype(np.int64)
    shares = np.zeros(len(centers(world.scale)), dtype=np.int64)
    for division in range(len(records("divisions"))):
        mix = np.zeros_like(shares)
        for at, channel in enumerate(records("channels")):
            weights = store_weights(world.scale, division, channel["code"])
            mix += largest_remainder(SHARE_UNITS, weights) * cells[division, at]
        shares += largest_remainder(SHARE_UNITS, mix)
    return shares


def _storage_cases(yearly: Ints, skus: Ints) -> Ints:
    """Storage capacity of centers, built for their planned volume a year and a few cases of each of the SKUs."""
    return np.asarray(yearly * STORAGE_WEEKS // WEEKS_A_YEAR + skus * STORAGE_SKU_CASES)


def distribution_centers(world: World) -> Columns:
    """Centers with their planned share of the division and their capacity."""
    rows = centers(world.scale)
    shares = _volume_shares(world)
    division = np.array([row["position"] for row in rows], dtype=np.int64)
    revenue = integers(records("divisions"), "revenue_percent")[division]
    yearly = cases_a_year(world.scale) * revenue * shares // (100 * SHARE_UNITS)
    most = np.array([MAX_DISPATCH_DAYS[row["dc_type"]] for row in rows], dtype=np.int64)
    return {
        "id": dense_ids(len(rows)),
        "dc_code": texts(rows, "code"),
        "name": [f"{row['city']} Distribution Center" for row in rows],
        "division_id": division + 1,
        "dc_type": texts(rows, "dc_type"),
        "city": texts(rows, "city"),
        "country": texts(rows, "country"),
        **coordinates(rows),
        "timezone": texts(rows, "timezone"),
        "annual_volume_share": shares,
        "capacity_cases": _storage_cases(yearly, division_skus(world.scale)[division]),
        "dispatch_days_per_week": np.clip(yearly // (WEEKS_A_YEAR * CASES_A_DEPARTURE), 1, most),
    }
