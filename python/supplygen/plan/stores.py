"""The stores and the centers that serve them, before the first week: the simulator, and what it was told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen import _core
from supplygen.arrays.types import Ints
from supplygen.plan.demand import Demand
from supplygen.plan.outbound import assortments, outbound_spec, pick_capacity, weekly_cases
from supplygen.plan.swings import Swings
from supplygen.plan.tariffs import Tariffs
from supplygen.simulator_spec import Outage
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Stores:
    """The simulator of stores and centers, and what the plan asks of it; the rest of its spec is freed."""

    simulator: _core.Simulator
    demand: Demand
    opening: _core.StoreStock
    """Before the first week."""
    throughput: Ints
    """Cases a week by center: expected, and those that it can pick; (2, center)."""
    carriers: Ints
    """Carrier (index) of each center by mode: truckloads, part loads, parcels."""
    outage: Outage | None

    @classmethod
    def of(cls, world: World, tariffs: Tariffs) -> Stores:
        """Stock the stores of a world."""
        pairs = assortments(world)
        weekly = weekly_cases(world, pairs)
        capacity = pick_capacity(weekly)
        swings = Swings.of(world)
        spec = outbound_spec(world, tariffs, pairs, swings.told(), swings.store_city, capacity)
        simulator = _core.Simulator(spec, world.settings.jobs)
        return cls(
            simulator=simulator,
            demand=Demand.of(world, spec, simulator, swings),
            opening=simulator.opening(),
            throughput=np.stack([np.rint(weekly).astype(np.int64), capacity]),
            carriers=spec.centers.carriers.astype(np.int64) - 1,
            outage=spec.scenario.outage,
        )
