"""What carrier contracts charge besides the linehaul: fuel, handling, stops."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns
from supplygen.arrays.reading import ints
from supplygen.facts.reader import facts, records, scaled
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.world import World


def carrier_accessorials(world: World) -> Columns:
    """One row per contract and mode that its carrier offers."""
    carriers, tariffs = records("carriers"), facts("tariffs")["modes"]
    carrier = ints(contract_terms(world), "carrier_id").tolist()
    offered = [carriers[one - 1]["transport_modes"] for one in carrier]
    modes = [mode for own in offered for mode in own]
    rows = [tariffs[mode] for mode in modes]
    return {
        "carrier_contract_id": np.repeat(np.arange(len(offered)) + 1, [len(own) for own in offered]),
        "transport_mode": modes,
        "fuel_percent": scaled(rows, "fuel_percent", 2),
        "handling_charge": scaled(rows, "handling_usd", 2),
        "stop_off_charge": scaled(rows, "stop_off_usd", 2),
    }
