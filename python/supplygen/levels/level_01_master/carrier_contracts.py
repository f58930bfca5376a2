"""Carrier contracts with the volume that the company commits to: most of what it plans to ship with a carrier."""

from __future__ import annotations

import numpy as np

from supplygen import _core
from supplygen.arrays.columns import Columns
from supplygen.arrays.types import Ints
from supplygen.calendar import WEEKS_A_YEAR
from supplygen.context import GeneratorContext
from supplygen.facts.reader import records
from supplygen.plan.carrier_contracts import contract_terms
from supplygen.policy.transport import COMMITTED_PERCENT

STORE_SHIPMENTS = ("truckloads", "part_loads", "parcels")
"""The simulator's totals of shipments by mode, in the order of the centers' carriers."""


def carrier_contracts(ctx: GeneratorContext) -> Columns:
    """Contracts; each commits a part of the year's planned shipments."""
    terms = contract_terms(ctx)
    planned = _shipments(ctx) * WEEKS_A_YEAR // ctx.settings.weeks
    carrier = np.asarray(terms["carrier_id"]) - 1
    return {**terms, "committed_shipments_per_year": np.maximum(1, planned * COMMITTED_PERCENT // 100)[carrier]}


def _shipments(ctx: GeneratorContext) -> Ints:
    """Shipments of the horizon that each carrier takes part in."""
    carriers, lanes, trucks = len(records("carriers")), ctx.plan.lanes, ctx.plan.deployment.trucks
    leaves = trucks["ship_day"] >= ctx.start_day
    of_lane = np.bincount(trucks["lane"][leaves], minlength=len(lanes.route))
    runs = np.zeros((len(lanes.route), carriers), dtype=np.bool_)
    lane, position = np.nonzero(lanes.carriers >= 0)
    runs[lane, lanes.carriers[lane, position]] = True
    to_stores = np.stack(
        [ctx.plan.totals[..., _core.MEASURES.index(name)].sum(axis=(1, 2)) for name in STORE_SHIPMENTS], axis=1
    )
    taken = np.zeros(carriers, dtype=np.int64)
    np.add.at(taken, ctx.plan.store_carriers.ravel(), to_stores.ravel())
    return taken + of_lane @ runs
