"""The simulate pass, week by week: supply is planned here, the stores live in the Rust simulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from supplygen import _core
from supplygen._core import Lots, Simulator
from supplygen.arrays.types import Ints
from supplygen.calendar import DAYS_A_WEEK, RUN_IN_WEEKS
from supplygen.plan.batches import Batches
from supplygen.plan.numbering import number_rows
from supplygen.plan.plan import Plan
from supplygen.plan.shortages import Shortages
from supplygen.plan.stores import Stores
from supplygen.plan.supply import Supply
from supplygen.plan.tariffs import Tariffs
from supplygen.plan.transport import Transport
from supplygen.policy.stock import TRANSFER_WEEKS, UNDER_WAY_WEEKS
from supplygen.world import World

Progress = Callable[[], object]
"""Called once per week."""


class Simulated(NamedTuple):
    """What the simulate pass leaves behind."""

    plan: Plan
    simulator: Simulator
    """Rewound: ready for the emit pass."""


def simulate(world: World, progress: Progress = lambda: None) -> Simulated:
    """Run the simulate pass."""
    life = _Life(world)
    for week in range(-RUN_IN_WEEKS, world.calendar.weeks):
        life.live(week)
        progress()
    plan, simulator = life.plan(), life.stores.simulator
    simulator.rewind(plan.numbering.bases)
    return Simulated(plan, simulator)


class _Life:
    """The parts of the company, and what lies between them: stock that the centers can allocate, and what they lack."""

    def __init__(self, world: World) -> None:
        tariffs = Tariffs.of(world)
        self.calendar, self.stores = world.calendar, Stores.of(world, tariffs)
        self.transport = Transport.of(world, self.stores, tariffs)
        self.supply = Supply.of(world, self.stores.demand, self.transport.usual_weeks)
        items = len(self.stores.demand.items)
        self.stock = np.zeros(items, dtype=np.int64)
        """Cases that can be allocated, by item."""
        self.ordered = np.zeros((items, self.calendar.weeks), np.int32)
        """Cases that stores ordered, by item and week of the horizon."""
        self.shortages = Shortages()

    @property
    def batches(self) -> Batches:
        return self.supply.batches

    def live(self, week: int) -> None:
        """Live through a week: first what was begun goes on, then what comes next is decided."""
        materials, batches, planner = self.supply.materials, self.supply.batches, self.supply.planner
        materials.expire(week)
        batches.start(week)
        self.stores.simulator.contaminate(batches.contaminated_in(week))
        self._count_decided(week)
        self._ship(week)
        if week >= 0:
            self._serve_stores(week)
        batches.add(week, planner.decide(week))
        materials.inspect(week)
        materials.order(week)
        batches.contamination.follow(week)

    def _count_decided(self, week: int) -> None:
        """Correct the stock positions where quality control's batches of last week are not what was planned."""
        monday, planner = self.calendar.monday(week), self.supply.planner
        decided = self.batches.pick(self.batches.decided_before(monday, monday - DAYS_A_WEEK))
        planner.count(decided, -decided["planned_cases"])
        planner.count(decided, np.where(decided["rejected"] > 0, 0, decided["cases"]))
        planner.lose(decided["sku"][decided["rejected"] > 0])

    def _ship(self, week: int) -> None:
        """Load what was released in the week before."""
        monday, rows = self.calendar.monday(week), self.batches.rows
        decided = self.batches.decided_before(monday, monday - DAYS_A_WEEK)
        released = decided[(rows["rejected"][decided] == 0) & (rows["cases"][decided] > 0)]
        released = self._without_recalled(released, monday)
        start, stop = rows["need_start"][released], rows["need_stop"][released]
        owner, item, cases = self.supply.planner.shares(start, stop, rows["cases"][released])
        some = cases > 0
        batch = released[owner[some]]
        lots = Lots(item=item[some], batch=batch, expiry=self.batches.expiry(batch), cases=cases[some])
        coming = self.transport.deployment.coming(week, UNDER_WAY_WEEKS)
        lane = self.transport.flights.lanes(week, lots.item, lots.cases, self.stock, coming)
        self.transport.deployment.ship(week, lots, lane)

    def _without_recalled(self, released: Ints, monday: int) -> Ints:
        """Leave out what has been called back meanwhile; it is planned again."""
        if monday < self.batches.contamination.discovery_day:
            return released
        called_back = self.batches.called_back(released)
        lost = self.batches.pick(released[called_back])
        self.supply.planner.count(lost, -lost["cases"])
        self.supply.planner.lose(lost["sku"])
        return np.asarray(released[~called_back])

    def _serve_stores(self, week: int) -> None:
        simulator, deployment = self.stores.simulator, self.transport.deployment
        arrived = deployment.arrivals(week, self.batches.expiry)
        simulator.receive(week, arrived)
        np.add.at(self.stock, arrived.item, arrived.cases)
        coming = deployment.coming(week, TRANSFER_WEEKS - 1)
        simulator.transfer(week, self.transport.transfers.decide(week, self.stock, coming))
        flow = simulator.simulate(week)
        self.ordered[:, week] = flow.ordered
        self.shortages.note(week, flow.cut)
        self.stock += flow.written - flow.allocated
        self.supply.planner.position += flow.written - flow.allocated
        self._move(week)

    def _move(self, week: int) -> None:
        """Load what has left its center for another one."""
        left = self.stores.simulator.transferred()
        self.transport.deployment.ship(week, left, self.transport.transfers.lane[left.item])
        np.add.at(self.supply.planner.position, left.item, left.cases)

    def plan(self) -> Plan:
        """Keep what both passes need to know."""
        stores, supply, transport = self.stores, self.supply, self.transport
        counts, lines = stores.simulator.dated_counts(), stores.simulator.line_counts()
        return Plan(
            calendar=self.calendar,
            demand=stores.demand,
            policy=supply.policy,
            lanes=transport.lanes,
            freight=transport.freight,
            lead_weeks=supply.lead_weeks,
            ordered=self.ordered,
            shortages=self.shortages,
            batches=supply.batches,
            materials=supply.materials,
            deployment=transport.deployment,
            numbering=number_rows(self.calendar, counts, lines, transport.deployment, transport.lanes),
            dated_counts=counts,
            spread_weeks=dict(zip(_core.DATED_TABLES, stores.simulator.spread_weeks().tolist(), strict=True)),
            totals=stores.simulator.totals(),
            closing_lots=stores.simulator.closing_lots(),
            store_opening=stores.opening,
            store_closing=stores.simulator.closing().eaches,
            store_carriers=stores.carriers,
            throughput=stores.throughput,
        )
