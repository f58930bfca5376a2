"""How many of each thing a world has at a scale: volumes grow with it, master data more slowly.

A company that grows a hundredfold has ten times the stores and three times the SKUs, so stores and assortments
become denser. Roots are square roots, which IEEE 754 rounds the same on every machine.
"""

from __future__ import annotations

import math

from supplygen.arrays.apportion import largest_remainder
from supplygen.arrays.types import Ints
from supplygen.facts.reader import facts, integers, records
from supplygen.policy.size import (
    ACCOUNTS_AT_1,
    CASES_A_YEAR_AT_1,
    SKUS_AT_1,
    STORE_SKU_PAIRS_AT_1,
    STORES_AT_1,
    SUPPLIERS_AT_1,
)


def fourth_root(scale: float) -> float:
    """Growth of master data such as SKUs and suppliers."""
    return math.sqrt(math.sqrt(scale))


def growth_above_one(scale: float) -> float:
    """Growth of what a small world has in full: accounts and distribution centers."""
    return max(1.0, fourth_root(scale))


def store_count(scale: float) -> int:
    """Stores and fulfilment hubs."""
    return round(STORES_AT_1 * math.sqrt(scale))


def sku_count(scale: float) -> int:
    """SKUs of all divisions."""
    return round(SKUS_AT_1 * fourth_root(scale))


def supplier_count(scale: float) -> int:
    """Suppliers of raw materials."""
    return round(SUPPLIERS_AT_1 * fourth_root(scale))


def dc_count(scale: float) -> int:
    """Distribution centers."""
    return round(len(records("distribution_centers")) * growth_above_one(scale))


def store_sku_pairs(scale: float) -> int:
    """Listings that the assortments of all stores add up to, where caps and the smallest assortment allow."""
    return round(STORE_SKU_PAIRS_AT_1 * scale)


def listings_growth(scale: float) -> float:
    """Listings of a store relative to scale 1, where the company is larger than that."""
    return max(1.0, store_sku_pairs(scale) / store_count(scale) / (STORE_SKU_PAIRS_AT_1 / STORES_AT_1))


def cases_a_year(scale: float) -> int:
    """Cases that all stores buy in 52 weeks."""
    return round(CASES_A_YEAR_AT_1 * scale)


def sku_growth(scale: float) -> float:
    """SKUs relative to scale 1, for counts that are a part of the SKUs."""
    return sku_count(scale) / SKUS_AT_1


def division_skus(scale: float) -> Ints:
    """SKUs of each division."""
    return largest_remainder(sku_count(scale), integers(records("divisions"), "sku_percent"))


def account_count(scale: float) -> int:
    """Accounts, where there are stores for all of them."""
    return round(ACCOUNTS_AT_1 * growth_above_one(scale))


def megamart_stores(scale: float) -> int:
    """Stores of MegaMart."""
    return round(store_count(scale) * int(facts("accounts")["megamart_permille"]) / 1000)
