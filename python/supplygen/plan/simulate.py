"""One life of the company, week by week: supply is planned here, the stores live in the Rust simulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from supplygen import _core
from supplygen.arrays.reading import index, ints, natural
from supplygen.arrays.types import Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.batches import Batches
from supplygen.plan.deployment import Deployment
from supplygen.plan.filling import FillingLines
from supplygen.plan.forecast import Items, forecast, outlook, with_optimism
from supplygen.plan.lanes import Lanes
from supplygen.plan.materials import Materials, Needs
from supplygen.plan.numbering import number_rows
from supplygen.plan.outbound import assortments, outbound_spec, pick_capacity, weekly_cases
from supplygen.plan.plain import channel_rates
from supplygen.plan.plan import Plan
from supplygen.plan.production import Planner, SkuPolicy
from supplygen.plan.shortages import Shortages
from supplygen.plan.transfers import Flights, Transfers
from supplygen.policy.production import NOMINAL_YIELD, RUN_IN_BUILD
from supplygen.policy.stock import OPENING_COVER_WEEKS, PLANT_LEAD_WEEKS, TRANSFER_WEEKS, UNDER_WAY_WEEKS
from supplygen.world import World

Progress = Callable[[], object]
"""Called once per week."""


class Simulated(NamedTuple):
    """What the simulate pass leaves behind."""

    plan: Plan
    simulator: _core.Simulator
    """Rewound: ready for the emit pass."""


def simulate(world: World, progress: Progress = lambda: None) -> Simulated:
    """Run the simulate pass."""
    life = _Life(world)
    for week in range(-RUN_IN_WEEKS, life.calendar.weeks):
        life.live(week)
        progress()
    plan = life.plan()
    life.simulator.rewind(plan.numbering.bases)
    return Simulated(plan, life.simulator)


class _Life:
    def __init__(self, world: World) -> None:
        self.world = world
        self.calendar = world.calendar
        pairs = assortments(world)
        weekly = weekly_cases(world, pairs)
        capacity = pick_capacity(weekly)
        self.throughput = np.stack([np.rint(weekly).astype(np.int64), capacity])
        spec = outbound_spec(world, self.calendar, pairs, capacity)
        self.simulator = _core.Simulator(spec, world.settings.jobs)
        self.items = Items(*self.simulator.items())
        self.channel_rates = channel_rates(spec, self.items)
        self.season = spec.season.factors.reshape(-1, spec.season.weeks)
        outage = spec.scenario.outage
        del spec, pairs
        self.opening = self.simulator.opening()
        expected = self.simulator.expected()
        self.sober_forecasts = forecast(world, self.items, self.simulator.expected_orders())
        self.forecasts = with_optimism(world, self.calendar, self.items, self.sober_forecasts)
        self.lanes = Lanes(world)
        plant = index(world.tables["skus"], "primary_plant_id")
        self.lane = self.lanes.between(plant[self.items.sku], self.items.dc)
        way_weeks = self.lanes.transit_weeks()[self.lane]
        lead_weeks = PLANT_LEAD_WEEKS + way_weeks
        farthest = np.zeros(len(plant), dtype=np.int64)
        np.maximum.at(farthest, self.items.sku, way_weeks)
        self.policy = SkuPolicy.of(world, self.calendar, farthest)
        demand = outlook(self.forecasts)
        self.planner = Planner(self.policy, self.items, demand, lead_weeks)
        needs = material_needs(world, self.items, self.policy, demand, lead_weeks)
        lines = FillingLines(world, self.items, self.forecasts, self.policy.net_grams)
        self.materials = Materials(world, self.calendar, needs)
        self.batches = Batches(world, self.calendar, self.policy, self.materials, lines)
        self.deployment = Deployment(world, self.calendar, self.items, self.lanes, self.batches)
        self.transfers = Transfers(self.calendar, self.items, self.lanes, self.forecasts, outage)
        self.flights = Flights(world, self.items, self.lanes, self.lane, self.forecasts)
        self.stock = np.zeros(len(self.items), dtype=np.int64)
        self.expected, self.lead_weeks = expected, lead_weeks
        self.ordered = np.zeros((len(self.items), self.calendar.weeks), np.int32)
        self.shortages = Shortages()

    def live(self, week: int) -> None:
        self.materials.expire(week)
        self.batches.start(week)
        self.simulator.contaminate(self.batches.contaminated_in(week))
        self._decide_quality(week)
        self._ship(week)
        if week >= 0:
            self._serve_stores(week)
        self.batches.add(week, self.planner.decide(week))
        self.materials.inspect(week)
        self.materials.order(week)
        self.batches.contamination.follow(week)

    def _decide_quality(self, week: int) -> None:
        """Put the stock positions right where batches turned out otherwise than planned."""
        monday = self.calendar.monday(week)
        decided = self.batches.pick(self.batches.decided_before(monday, monday - 7))
        self.planner.count(decided, -decided["planned_cases"])
        self.planner.count(decided, np.where(decided["rejected"] > 0, 0, decided["cases"]))
        self.planner.lose(decided["sku"][decided["rejected"] > 0])

    def _ship(self, week: int) -> None:
        """Load what was released in the week before."""
        monday = self.calendar.monday(week)
        decided = self.batches.decided_before(monday, monday - 7)
        released = decided[(self.batches.rows["rejected"][decided] == 0) & (self.batches.rows["cases"][decided] > 0)]
        released = self._without_recalled(released, monday)
        start, stop = self.batches.rows["need_start"][released], self.batches.rows["need_stop"][released]
        owner, item, cases = self.planner.shares(start, stop, self.batches.rows["cases"][released])
        some = cases > 0
        batch = released[owner[some]]
        lots = _core.Lots(item=item[some], batch=batch, expiry=self.batches.expiry(batch), cases=cases[some])
        lane = self.flights.lanes(
            week, lots.item, lots.cases, self.stock, self.deployment.coming(week, UNDER_WAY_WEEKS)
        )
        self.deployment.ship(week, lots, lane)

    def _without_recalled(self, released: Ints, monday: int) -> Ints:
        """Leave out what has been called back meanwhile; it is planned again."""
        if monday < self.batches.contamination.discovery_day:
            return released
        called_back = self.batches.called_back(released)
        lost = self.batches.pick(released[called_back])
        self.planner.count(lost, -lost["cases"])
        self.planner.lose(lost["sku"])
        return np.asarray(released[~called_back])

    def _serve_stores(self, week: int) -> None:
        arrived = self.deployment.arrivals(week)
        self.simulator.receive(week, arrived)
        np.add.at(self.stock, arrived.item, arrived.cases)
        wanted = self.transfers.decide(week, self.stock, self.deployment.coming(week, TRANSFER_WEEKS - 1))
        self.simulator.transfer(week, wanted)
        flow = self.simulator.simulate(week)
        self.ordered[:, week] = flow.ordered
        self.shortages.note(week, flow.ordered, flow.allocated)
        self.stock += flow.written - flow.allocated
        self.planner.position += flow.written - flow.allocated
        self._move(week)

    def _move(self, week: int) -> None:
        """Load what has left its center for another one."""
        left = self.simulator.transferred()
        self.deployment.ship(week, left, self.transfers.lane[left.item])
        np.add.at(self.planner.position, left.item, left.cases)

    def plan(self) -> Plan:
        counts, lines = self.simulator.dated_counts(), self.simulator.line_counts()
        return Plan(
            calendar=self.calendar,
            items=self.items,
            policy=self.policy,
            lanes=self.lanes,
            lead_weeks=self.lead_weeks,
            forecasts=self.forecasts,
            sober_forecasts=self.sober_forecasts,
            expected=self.expected,
            channel_rates=self.channel_rates,
            season=self.season,
            product=index(self.world.tables["skus"], "product_id")[self.items.sku],
            ordered=self.ordered,
            shortages=self.shortages,
            batches=self.batches,
            materials=self.materials,
            deployment=self.deployment,
            numbering=number_rows(self.calendar, counts, lines, self.deployment, self.lanes),
            dated_counts=counts,
            totals=self.simulator.totals(),
            closing_lots=self.simulator.closing_lots(),
            store_opening=self.opening,
            store_closing=self.simulator.closing().eaches,
            throughput=self.throughput,
        )


def material_needs(world: World, items: Items, policy: SkuPolicy, demand: Floats, lead_weeks: Ints) -> Needs:
    """Forecast use of raw materials: what stores will want `lead_weeks` later, through the recipes, plant by plant."""
    skus, horizon = len(policy.plant), demand.shape[1]
    by_sku = np.zeros((skus, RUN_IN_WEEKS + horizon))
    for lead in np.unique(lead_weeks):
        chosen = lead_weeks == lead
        shifted = np.zeros((int(chosen.sum()), RUN_IN_WEEKS + horizon))
        begin = RUN_IN_WEEKS - OPENING_COVER_WEEKS - int(lead)
        shifted[:, begin : begin + horizon] = demand[chosen]
        np.add.at(by_sku, items.sku[chosen], shifted)
    by_sku[:, :RUN_IN_WEEKS] *= RUN_IN_BUILD
    recipe = world.tables["formula_ingredients"]
    ingredient, share = index(recipe, "ingredient_id"), natural("formula_ingredients", recipe, "percent")
    sku, line = world.lookup.children("formula_ingredients", "formula_id", "formulas").of(policy.formula)
    ingredients = len(ints(world.tables["ingredients"], "id"))
    plants = len(ints(world.tables["plants"], "id"))
    grams_per_case = policy.net_grams[sku] / NOMINAL_YIELD * share[line] / 100
    needs = np.zeros((plants * ingredients, by_sku.shape[1]))
    np.add.at(needs, policy.plant[sku] * ingredients + ingredient[line], grams_per_case[:, None] * by_sku[sku])
    return Needs(needs, -RUN_IN_WEEKS)
