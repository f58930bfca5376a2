"""Division of integers with one rounding rule: half up, as PostgreSQL rounds positive `numeric` values."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints


def round_half_up(numerator: Ints, denominator: Ints | int) -> Ints:
    """Quotient of non-negative integers, rounded half up."""
    return np.asarray((2 * numerator + denominator) // (2 * denominator))
