"""Index arithmetic for lists of different lengths that lie end to end."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints


def spread(start: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Expand ranges: for every i and every j in start[i]..stop[i], the owner i and the position j."""
    length = stop - start
    owner = np.repeat(np.arange(len(start)), length)
    first = np.cumsum(length) - length
    position = np.arange(length.sum()) - np.repeat(first, length) + np.repeat(start, length)
    return owner, position


def number_within(group: Ints) -> Ints:
    """Position of each row within its run of equal groups, from 0; equal groups are adjacent."""
    if len(group) == 0:
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))


def cumulative_within(group: Ints, quantity: Ints) -> Ints:
    """Cumulative quantity up to and including each row, within its run of equal groups."""
    total = np.cumsum(quantity)
    if len(group) == 0:
        return total
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    before = np.where(starts > 0, total[starts - 1], 0)
    return np.asarray(total - np.repeat(before, np.diff(np.append(starts, len(group)))))


def share_out(owner: Ints, amount: Ints, weight: Ints) -> Ints:
    """Split amount[owner] over the rows of each owner in proportion to weight; the parts add up exactly.

    `owner` is ascending and numbers the amounts; differences of floored cumulative shares leave no remainder.
    """
    upto = cumulative_within(owner, weight)
    total = np.bincount(owner, weight, minlength=len(amount)).astype(np.int64)
    per_row = amount[owner]
    return np.asarray(per_row * upto // total[owner] - per_row * (upto - weight) // total[owner])
