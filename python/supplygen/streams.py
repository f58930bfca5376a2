"""Keyed randomness on whole arrays: a draw is a pure function of (seed, purpose, entity, period).

A purpose is the name of one decision, `table.column` or alike, and is used once. The entity is the id (or another
number that stays the same at every scale) of the row that the decision is about; the period tells repeated decisions
apart, such as one per week. Rows can be drawn in any order and in any slice.

Results have the same bits on every platform. NumPy's transcendental functions have not, so content that depends on a
logarithm or an angle takes `exp`, `ln`, `sin`, `cos` and `asin` from here.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from supplygen import _core
from supplygen.arrays.types import Floats, Ints

Number = TypeVar("Number", np.int64, np.float64)

SEED_LIMIT = 1 << 64
"""Seeds are words of 64 bits: at least 0 and less than this."""


class Streams:
    """All random streams of one seed.

    In every method `entity` is a one-dimensional integer array; the result has one value for each of its values.
    `period` and the distribution's parameters are numbers, or arrays with one value per entity. A parameter out of
    its domain raises ValueError that names the purpose and the row.

    >>> Streams(42).integers("doc.example", [1, 2, 3], 1, 6).tolist()
    [5, 4, 2]
    """

    __slots__ = ("seed",)

    def __init__(self, seed: int) -> None:
        """Take the seed, from 0 to 2**64 - 1."""
        if not 0 <= seed < SEED_LIMIT:
            raise ValueError(f"seed is {seed}; it must be from 0 to {SEED_LIMIT - 1}")
        self.seed = seed

    def uniform(self, purpose: str, entity: ArrayLike, period: ArrayLike = 0) -> Floats:
        """Return uniform reals in [0, 1)."""
        return _core.uniform(self.seed, purpose, ints(entity), ints(period))

    def integers(self, purpose: str, entity: ArrayLike, low: ArrayLike, high: ArrayLike, period: ArrayLike = 0) -> Ints:
        """Return uniform integers from `low` to `high`, both included."""
        return _core.integers(self.seed, purpose, ints(entity), ints(period), ints(low), ints(high))

    def normal(self, purpose: str, entity: ArrayLike, period: ArrayLike = 0) -> Floats:
        """Return standard normal reals, each between -8.3 and 8.3."""
        return _core.normal(self.seed, purpose, ints(entity), ints(period))

    def lognormal(self, purpose: str, entity: ArrayLike, sigma: ArrayLike, period: ArrayLike = 0) -> Floats:
        """Return reals of median 1 and mean exp(sigma**2 / 2); `sigma` is the standard deviation of their logarithm."""
        return _core.lognormal(self.seed, purpose, ints(entity), ints(period), reals(sigma))

    def gamma(self, purpose: str, entity: ArrayLike, shape: ArrayLike, period: ArrayLike = 0) -> Floats:
        """Return gamma reals of scale 1: mean and variance are `shape`."""
        return _core.gamma(self.seed, purpose, ints(entity), ints(period), reals(shape))

    def poisson(self, purpose: str, entity: ArrayLike, mean: ArrayLike, period: ArrayLike = 0) -> Ints:
        """Return Poisson counts; a mean of 0 gives 0."""
        return _core.poisson(self.seed, purpose, ints(entity), ints(period), reals(mean))

    def negative_binomial(
        self, purpose: str, entity: ArrayLike, mean: ArrayLike, shape: ArrayLike, period: ArrayLike = 0
    ) -> Ints:
        """Return counts of variance `mean + mean**2 / shape`; a mean of 0 gives 0."""
        return _core.negative_binomial(self.seed, purpose, ints(entity), ints(period), reals(mean), reals(shape))

    def choice(self, purpose: str, entity: ArrayLike, weights: ArrayLike, period: ArrayLike = 0) -> Ints:
        """Return an index into `weights` per entity, with probability proportional to weight."""
        return _core.choice(self.seed, purpose, ints(entity), ints(period), reals(weights))

    def permutation(self, purpose: str, n: int, period: int = 0) -> Ints:
        """Return 0 to n - 1 in random order; a larger n inserts further numbers and moves none of the others."""
        return _core.permutation(self.seed, purpose, n, period)

    def gumbel_top_k(
        self, purpose: str, entity: ArrayLike, weights: ArrayLike, k: int, items: ArrayLike | None = None
    ) -> Ints:
        """Choose `k` weighted items for each entity without replacement; shape (entities, k), first choice first.

        Returned are positions in `weights`. `items` are the items' ids, by default their positions: an item keeps its
        luck with an entity whatever other items there are, and a smaller k gives the first of a larger k's choices.
        """
        entity, weights = ints(entity), reals(weights)
        keys = np.arange(len(weights)) if items is None else items
        return _core.gumbel_top_k(self.seed, purpose, entity, ints(keys), weights, k).reshape(len(entity), k)


def zipf_weights(n: int, alpha: float) -> Floats:
    """Return the probabilities of the ranks 1 to n of a Zipf distribution: rank**-alpha over their sum."""
    return _core.zipf_weights(n, alpha)


def exp(values: ArrayLike) -> Floats:
    """Return e to the power of each value."""
    return _core.exp(reals(values))


def ln(values: ArrayLike) -> Floats:
    """Return the natural logarithm of each value."""
    return _core.ln(reals(values))


def sin(values: ArrayLike) -> Floats:
    """Return the sine of each value, in radians."""
    return _core.sin(reals(values))


def cos(values: ArrayLike) -> Floats:
    """Return the cosine of each value, in radians."""
    return _core.cos(reals(values))


def asin(values: ArrayLike) -> Floats:
    """Return the arc sine of each value in radians."""
    return _core.asin(reals(values))


def ints(values: ArrayLike) -> Ints:
    """Return the values as the native module takes them: contiguous, one-dimensional, int64."""
    array = np.asarray(values)
    if array.size and not np.can_cast(array.dtype, np.int64, "same_kind"):
        raise TypeError(f"integers are needed, not {array.dtype}; round them where the rule for rounding is known")
    return one_dimension(array.astype(np.int64, copy=False))


def reals(values: ArrayLike) -> Floats:
    """Return the values as the native module takes them: contiguous, one-dimensional, float64."""
    return one_dimension(np.asarray(values, dtype=np.float64))


def one_dimension(array: NDArray[Number]) -> NDArray[Number]:
    """Return the array contiguous, a single number as an array of one; refuse more than one dimension."""
    if array.ndim > 1:
        raise ValueError(f"an array of one dimension is needed, not of shape {array.shape}")
    return np.ascontiguousarray(array)
