"""Aliases of array types, by the type of the elements."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
"""Ids, days, counts, scaled amounts."""

Floats = NDArray[np.float64]
"""Rates, shares, weights."""

Bools = NDArray[np.bool_]
"""Conditions by row."""
