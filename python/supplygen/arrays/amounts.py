"""Exact sums and money: everything is int64, and what must be rounded is rounded once, half up."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.rounding import round_half_up
from supplygen.arrays.types import Ints

BASIS_POINTS = 10_000
"""Hundredths of a percent in one: shares and percentages are kept in them."""

MATERIAL_UNITS_PER_CENT = 100_000
"""A gram at a price in 0.0001 USD per kg costs 1e-7 USD; so many of these units are a cent."""

RATE_UNITS_PER_CENT = 100
"""A rate is in 0.0001 USD; so many of these units are a cent."""


def sum_by(owner: Ints, amounts: Ints, count: int) -> Ints:
    """Sum the amounts of each of `count` owners, numbered from 0."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, owner, amounts)
    return sums


def max_by(owner: Ints, values: Ints, count: int) -> Ints:
    """Return the largest value of each of `count` owners, numbered from 0; each owner has one."""
    largest = np.full(count, np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(largest, owner, values)
    return largest


def material_value(grams: Ints, price: Ints) -> Ints:
    """Return the value of a mass in 1e-7 USD at a price in 0.0001 USD per kg."""
    return grams * price


def material_cents(value: Ints) -> Ints:
    """Round a value in 1e-7 USD to cents."""
    return round_half_up(value, MATERIAL_UNITS_PER_CENT)


def rate_cents(count: Ints, rate: Ints) -> Ints:
    """Return the cents of a count at a rate in 0.0001 USD."""
    return round_half_up(count * rate, RATE_UNITS_PER_CENT)
