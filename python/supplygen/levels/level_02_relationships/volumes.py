"""Volumes that a company plans its master data for: how much of what a plant makes in a year.

An estimate from shares alone, before any SKU exists; capacities and order quantities are sized by it.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from supplygen.arrays.types import Ints
from supplygen.facts.materials import components, materials, packs_of
from supplygen.facts.reader import integers, positions, records
from supplygen.facts.scale import cases_a_year
from supplygen.levels.level_00_reference.tables import pack_net_grams


def plant_cases(scale: float) -> Ints:
    """Cases a year of each plant: its division's share, split by plant size."""
    divisions, plants = records("divisions"), records("plants")
    division = np.array([positions(divisions)[row["division"]] for row in plants])
    size = integers(plants, "size")
    division_size = np.bincount(division, weights=size).astype(np.int64)
    share = integers(divisions, "revenue_percent")
    cases: Ints = cases_a_year(scale) * share[division] * size // (100 * division_size[division])
    return cases


def family_mix() -> tuple[Ints, Ints]:
    """Weight of each product in the SKUs, and mean net grams of its cases."""
    weights, grams = [], []
    for product in records("products"):
        packs = packs_of(product)
        weights.append(len(packs) * product["editions_per_wave"])
        grams.append(sum(pack_net_grams(row) for row in packs) // len(packs))
    return np.array(weights, dtype=np.int64), np.array(grams, dtype=np.int64)


def plant_family_kg(scale: float) -> Ints:
    """Kilograms a year by plant (row) and product (column)."""
    weights, grams = family_mix()
    cases = plant_cases(scale)[:, None] * weights[None, :] // weights.sum()
    kilograms: Ints = cases * grams[None, :] // 1000
    return kilograms


def packaging_pieces(scale: float) -> Ints:
    """Pieces a year of each packaging item over all plants, every pack of a product selling alike."""
    weights, _ = family_mix()
    items = materials()[len(records("ingredients")) :]
    row_of, pieces = positions(items), np.zeros(len(items), dtype=np.int64)
    cases = int(plant_cases(scale).sum())
    for product, weight in zip(records("products"), weights.tolist(), strict=True):
        packs = packs_of(product)
        for pack in packs:
            for code, count in components(pack, product).items():
                pieces[row_of[code]] += cases * weight * count // (int(weights.sum()) * len(packs))
    return pieces


def ingredient_kg(scale: float) -> Ints:
    """Kilograms a year of each ingredient over all plants, every variant of a product selling alike."""
    product_kg = plant_family_kg(scale).sum(axis=0)
    products, row_of = records("products"), positions(records("ingredients"))
    product_of = positions(products)
    usage = [Decimal(0)] * len(row_of)
    for recipe in records("recipes"):
        product = product_of[recipe["product"]]
        variant_kg = int(product_kg[product]) // len(products[product]["variants"])
        total = sum(recipe["ingredients"].values())
        for code, percent in recipe["ingredients"].items():
            usage[row_of[code]] += variant_kg * percent / total
    return np.array([int(kg) for kg in usage], dtype=np.int64)
