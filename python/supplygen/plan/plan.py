"""What the simulate pass leaves behind: everything that the tables and the emit pass must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.types import Ints

if TYPE_CHECKING:
    from supplygen import _core
    from supplygen.calendar import Calendar
    from supplygen.plan.batches import Batches
    from supplygen.plan.demand import Demand
    from supplygen.plan.deployment import Deployment
    from supplygen.plan.forecast import Items
    from supplygen.plan.freight import Freight
    from supplygen.plan.lanes import Lanes
    from supplygen.plan.materials import Materials
    from supplygen.plan.numbering import Numbering
    from supplygen.plan.production import SkuPolicy
    from supplygen.plan.shortages import Shortages


@dataclass(frozen=True, eq=False)
class Plan:
    """The whole horizon in compact form.

    Batches have two numbers: the *plan number* in the order of decision, which the simulator carries, and the *id* in
    the order of production, which the tables show; `batch_id` translates. Work orders likewise.
    """

    calendar: Calendar
    demand: Demand
    policy: SkuPolicy
    lanes: Lanes
    freight: Freight
    lead_weeks: Ints
    """Weeks from the decision to produce until the goods can be allocated, by item."""
    ordered: NDArray[np.int32]
    """Cases that stores ordered, by item and week of the horizon."""
    shortages: Shortages
    """The worst cuts of each week."""
    batches: Batches
    materials: Materials
    deployment: Deployment
    numbering: Numbering
    """Ids and row counts of the facts."""
    dated_counts: Ints
    """Rows by center, dated table and day of the horizon."""
    spread_weeks: Mapping[str, Sequence[int]]
    """Most weeks by which the emit pass makes a row before the week of its date, and after it, by dated table."""
    totals: Ints
    """Weekly totals by center, channel, week and measure (`_core.MEASURES`); behind the last channel stands what serves
    several of them, such as trucks."""
    closing_lots: _core.Lots
    """What the last week left in the centers' buildings."""
    store_opening: _core.StoreStock
    """Stock of every (store, SKU) before the first week."""
    store_closing: NDArray[np.int32]
    """Eaches of the same after the last week."""
    store_carriers: Ints
    """Carrier (index) of each center by mode: truckloads, part loads, parcels."""
    throughput: Ints
    """Cases a week by center: expected, and those that it can pick; (2, center)."""

    @property
    def items(self) -> Items:
        """Every (center, SKU) that some store lists."""
        return self.demand.items

    @cached_property
    def produced(self) -> Ints:
        """Plan numbers of the batches that were made by the as-of date, in the order of their ids."""
        start = self.batches.rows["start"]
        made = np.flatnonzero(start <= self.calendar.as_of)
        return made[np.lexsort((made, start[made]))]

    @cached_property
    def batch_id(self) -> Ints:
        """Batch id by plan number; 0 for batches that were not made."""
        ids = np.zeros(len(self.batches.rows), dtype=np.int64)
        ids[self.produced] = np.arange(1, len(self.produced) + 1)
        return ids

    @cached_property
    def work_orders(self) -> Ints:
        """Plan numbers of all decided batches in the order of their work orders' ids: by planned start."""
        planned = self.batches.rows["planned_start"]
        return np.lexsort((np.arange(len(planned)), planned))

    @cached_property
    def work_order_id(self) -> Ints:
        """Work order id by plan number."""
        ids = np.empty(len(self.work_orders), dtype=np.int64)
        ids[self.work_orders] = np.arange(1, len(self.work_orders) + 1)
        return ids
