"""Columns as the Rust simulator returns them, which the levels widen to what the encoder takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from supplygen._core import NULL32
from supplygen.arrays.columns import NULL
from supplygen.arrays.types import Ints

Raw = Mapping[str, NDArray[np.signedinteger]]
"""Columns of one of the simulator's tables."""


def nullable(values: NDArray[np.signedinteger]) -> Ints:
    """Widen a 32-bit column in which the simulator marks what has not happened."""
    wide = values.astype(np.int64)
    return np.where(wide == NULL32, NULL, wide)
