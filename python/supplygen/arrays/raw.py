"""Columns as the Rust simulator returns them, which the levels widen to what the encoder takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.columns import NULL
from supplygen.arrays.types import Ints

Raw = Mapping[str, NDArray[np.signedinteger]]
"""Columns of one of the simulator's tables."""

NONE32 = int(np.iinfo(np.int32).min)
"""The simulator's NULL in 32-bit columns."""


def nullable(values: NDArray[np.signedinteger]) -> Ints:
    """Widen a 32-bit column in which the simulator marks what has not happened."""
    wide = values.astype(np.int64)
    return np.where(wide == NONE32, NULL, wide)
