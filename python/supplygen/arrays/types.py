"""Arrays that the arithmetic is about, by the type of their elements."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
"""Ids, days, counts, scaled amounts."""

Floats = NDArray[np.float64]
"""Rates, shares, weights."""

Bools = NDArray[np.bool_]
"""Conditions by row."""
