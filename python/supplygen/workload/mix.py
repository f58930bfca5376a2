"""Which mixes there are."""

from __future__ import annotations

from typing import Literal

Mix = Literal["questions", "orders"]
BENCH_SECONDS = 60
"""Of a run that is not told how long: long enough for a 99th percentile of a few thousand transactions."""
