"""Pallets: how cases are stacked on one, and how much of one they take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.types import Ints
from supplygen.facts.reader import Record
from supplygen.policy.transport import PALLET_BASE_MM, PALLET_GRAMS, PALLET_STACK_MM


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a full pallet of a pack is built."""

    layer: int
    """Cases in a layer."""
    layers: int

    @property
    def cases(self) -> int:
        """Cases on the pallet."""
        return self.layer * self.layers


def pattern(pack: Record, case_grams: int) -> Pattern:
    """Stack cases of a pack: as many in a layer as fit, as many layers as height and mass allow."""
    length, width, height = pack["case_mm"]
    layer = _layer(length, width)
    stacked = Pattern(layer, min(PALLET_STACK_MM // height, PALLET_GRAMS // (layer * case_grams)))
    if not stacked.cases or _core.PALLET_PARTS % stacked.cases:
        raise ValueError(f"packaging.toml: {stacked.cases} cases of {pack['code']} make a pallet: change its case_mm")
    return stacked


def _layer(length: int, width: int) -> int:
    """Cases in the best layer of two blocks, in each of which all cases lie the same way round."""
    best = 0
    for along, across in (PALLET_BASE_MM, PALLET_BASE_MM[::-1]):
        for first, second in ((length, width), (width, length)):
            for rows in range(across // second + 1):
                rest = across - rows * second
                best = max(best, rows * (along // first) + along // second * (rest // first))
    return best


def case_parts(cases_per_pallet: Ints) -> Ints:
    """Room that a case takes, in parts of a pallet."""
    return np.asarray(_core.PALLET_PARTS // cases_per_pallet)


def pallets(parts: Ints) -> Ints:
    """Pallets on the floor that loads take: what is left over from full ones is stacked together."""
    return np.asarray(-(-parts // _core.PALLET_PARTS))
