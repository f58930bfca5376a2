"""Splitting whole amounts by weight without losing any: the method of largest remainders, in integers.

Ties go to the first part, so the split depends on nothing but its arguments. Shares with two given margins are split
by biproportional fitting.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from supplygen.arrays.types import Floats, Ints

FITTING_ROUNDS = 200
"""Rounds of biproportional fitting: its error falls by a constant factor each, to nothing long before."""


def largest_remainder(total: int, weights: ArrayLike, minimum: int = 0) -> Ints:
    """Split `total` in proportion to integer `weights`, each part of positive weight getting at least `minimum`.

    The minimum is dropped where the total does not suffice for it.
    """
    weight = np.asarray(weights, dtype=np.int64)
    floors = np.where(weight > 0, minimum, 0)
    if floors.sum() > total:
        floors[:] = 0
    parts: Ints = split_rows(np.array([total]), weight[None, :])[0]
    while (short := floors - parts).max(initial=0) > 0:
        fixed = short >= 0
        parts = np.where(fixed, floors, 0)
        open_weight = np.where(fixed, 0, weight)
        parts += split_rows(np.array([total - parts.sum()]), open_weight[None, :])[0]
        floors = np.maximum(floors, np.where(fixed, parts, 0))
    return parts


def split_rows(totals: Ints, weights: Ints) -> Ints:
    """Split `totals[i]` in proportion to the row `weights[i]`; a row without weight keeps zeros."""
    sums = np.maximum(weights.sum(axis=1), 1)[:, None]
    product = totals[:, None] * weights
    parts: Ints = product // sums
    missing = np.where(weights.any(axis=1), totals - parts.sum(axis=1), 0)
    order = np.argsort(-(product % sums), axis=1, kind="stable")
    extra = np.arange(weights.shape[1])[None, :] < missing[:, None]
    rows = np.arange(len(weights))[:, None]
    parts[rows, order] += extra
    return parts


def split_capped(total: int, weights: Ints, caps: Ints, minimum: int) -> Ints:
    """Split `total` by weight between `minimum` and each part's cap; the sum differs only where bounds force it."""
    fixed = np.zeros(len(weights), dtype=bool)
    parts = np.zeros(len(weights), dtype=np.int64)
    while not fixed.all():
        left = max(0, total - int(parts[fixed].sum()))
        share = largest_remainder(left, np.where(fixed, 0, weights))
        low, high = ~fixed & (share < minimum), ~fixed & (share > caps)
        if not (low.any() or high.any()):
            parts[~fixed] = share[~fixed]
            break
        # Raising the small parts and cutting the large ones at once would overshoot: settle the heavier side first.
        lack, excess = int((minimum - share[low]).sum()), int((share[high] - caps[high]).sum())
        parts[high if excess >= lack else low] = caps[high] if excess >= lack else minimum
        fixed |= high if excess >= lack else low
    return parts


def running_number(groups: ArrayLike) -> Ints:
    """Number the members of each group from 1, in order of appearance."""
    group = np.asarray(groups)
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(group) else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(group)])
    numbers = np.empty(len(group), dtype=np.int64)
    numbers[order] = np.arange(len(group)) - np.repeat(starts, lengths) + 1
    return numbers


def biproportional(seed: Floats, rows: Floats, columns: Floats) -> Floats:
    """Scale the rows and columns of `seed` until they sum to `rows` and `columns`; zeros stay.

    Iterative proportional fitting (Deming and Stephan, 1940): of all tables with these margins the one that is nearest
    to `seed` in relative entropy. Where the zeros of `seed` do not allow both, the rows hold.
    """
    fitted = seed.astype(np.float64)
    for _ in range(FITTING_ROUNDS):
        fitted = _scaled(fitted, columns, axis=0)
        fitted = _scaled(fitted, rows, axis=1)
    return fitted


def _scaled(table: Floats, sums: Floats, axis: int) -> Floats:
    """The table with these sums along an axis, wherever it has something to scale."""
    now = table.sum(axis=axis)
    factor = np.divide(sums, now, where=now > 0, out=np.zeros_like(now))
    return np.asarray(table * np.expand_dims(factor, axis))
