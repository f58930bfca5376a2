"""The worst shortages of each week: what distribution centers could not give to the orders of a week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.growing_table import GrowingTable
from supplygen.policy.monitoring import EXCEPTIONS_PER_WEEK


class Shortages:
    """The largest cuts by item, so many a week that planners can look at them all."""

    def __init__(self) -> None:
        """Start without shortages."""
        self.rows = GrowingTable("week", "item", "cut")

    def note(self, week: int, cut: NDArray[np.int32]) -> None:
        """Keep the worst items of a week, given the cases by item that stores ordered and did not get."""
        worst = np.argsort(-cut, kind="stable")[:EXCEPTIONS_PER_WEEK]
        worst = worst[cut[worst] > 0]
        self.rows.add(len(worst), week=week, item=worst, cut=cut[worst].astype(np.int64))
