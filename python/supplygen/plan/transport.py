"""Everything that carries goods to the centers."""

from __future__ import annotations

from dataclasses import dataclass

from supplygen.arrays.reading import index, texts
from supplygen.arrays.types import Ints
from supplygen.plan.deployment import Deployment
from supplygen.plan.freight import Freight
from supplygen.plan.lanes import Lanes
from supplygen.plan.stores import Stores
from supplygen.plan.tariffs import Tariffs
from supplygen.plan.transfers import Flights, Loads, Transfers
from supplygen.plan.working_days import WorkingDays
from supplygen.policy.transport import LOADING_DAYS
from supplygen.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Transport:
    """Lanes, what rides on them, and who decides on trips out of turn."""

    lanes: Lanes
    freight: Freight
    deployment: Deployment
    transfers: Transfers
    flights: Flights
    usual_weeks: Ints
    """Weeks that an item's goods take on their usual lane."""

    @classmethod
    def of(cls, world: World, stores: Stores, tariffs: Tariffs) -> Transport:
        """Choose the lane of each item."""
        items, outlook, lanes = stores.demand.items, stores.demand.outlook, Lanes.of(world)
        plant = index(world.tables["skus"], "primary_plant_id")[items.sku]
        usual = lanes.between(plant, items.dc)
        freight, flight = Freight.of(world, tariffs, lanes), lanes.flight(plant, items.dc)
        loads = Loads.of(world, freight, items.sku)
        return cls(
            lanes=lanes,
            freight=freight,
            deployment=Deployment.of(world, items, lanes),
            transfers=Transfers(world.calendar, items, lanes, outlook, _loading(world), stores.outage),
            flights=Flights(world.calendar, lanes, usual, flight, outlook, loads),
            usual_weeks=lanes.transit_weeks()[usual],
        )


def _loading(world: World) -> WorkingDays:
    """Days on which centers load for each other."""
    return WorkingDays.of(world, texts(world.tables["distribution_centers"], "country"), LOADING_DAYS)
