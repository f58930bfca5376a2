"""What carrier contracts charge besides the linehaul: fuel, handling, stops."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import ints
from supplygen.facts.reader import facts, records
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.world import World

BASIS_POINTS_A_PERCENT = 100
CENTS_PER_USD = 100


def carrier_accessorials(world: World) -> Columns:
    """One row per contract and mode that its carrier offers."""
    carriers, tariffs = records("carriers"), facts("tariffs")["modes"]
    carrier = ints(contract_terms(world), "carrier_id").tolist()
    offered = [carriers[one - 1]["transport_modes"] for one in carrier]
    modes = [mode for own in offered for mode in own]

    def scaled(name: str, units: int) -> list[int]:
        return [int(Decimal(str(tariffs[mode][name])) * units) for mode in modes]

    return {
        "carrier_contract_id": np.repeat(np.arange(len(offered)) + 1, [len(own) for own in offered]),
        "transport_mode": modes,
        "fuel_percent": np.array(scaled("fuel_percent", BASIS_POINTS_A_PERCENT), dtype=np.int64),
        "handling_charge": np.array(scaled("handling_usd", CENTS_PER_USD), dtype=np.int64),
        "stop_off_charge": np.array(scaled("stop_off_usd", CENTS_PER_USD), dtype=np.int64),
    }
