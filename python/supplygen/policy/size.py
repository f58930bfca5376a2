"""How large the company is at scale 1; `supplygen.facts.scale` says how each count grows with the scale."""

from __future__ import annotations

STORES_AT_1 = 2_500
"""Stores and fulfillment hubs.
Unit: stores. Source: specification."""

SKUS_AT_1 = 2_000
"""SKUs of all divisions.
Unit: SKUs. Source: specification."""

SUPPLIERS_AT_1 = 200
"""Suppliers of raw materials.
Unit: suppliers. Source: specification."""

ACCOUNTS_AT_1 = 86
"""Accounts.
Unit: accounts. Source: model: those that the cells of accounts.toml list."""

STORE_SKU_PAIRS_AT_1 = 137_000
"""Listings that the assortments of all stores add up to.
Unit: listings. Source: calibration: rows of the sales at the till."""

CASES_A_YEAR_AT_1 = 12_400_000
"""Cases that stores buy in 52 weeks.
Unit: cases. Source: specification: the throughput of the centers."""

MIN_ASSORTMENT = 6
"""SKUs of the smallest store; below scale 0.01 the pairs therefore shrink more slowly than the scale.
Unit: SKUs. Source: model: a store that sells something every week."""
