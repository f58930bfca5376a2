"""Order cycles: in which weeks a plant orders a material, which are those of the supplier it buys most of it from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from supplygen.arrays.types import Bools, Floats, Ints
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.plan.contracts import Contracts
from supplygen.policy.procurement import ORDER_CYCLE_WEEKS


@dataclass(frozen=True, slots=True)
class OrderCycle:
    """One value for each (plant, ingredient)."""

    weeks: Ints
    """Weeks from one order to the next."""
    turn: Ints
    """Remainder of the weeks in which orders are placed."""

    @classmethod
    def of(cls, contracts: Contracts, grams: Floats) -> OrderCycle:
        """Large suppliers get orders more often; `grams` is what the horizon needs by (plant, ingredient)."""
        needed = grams.reshape(len(contracts.shares), -1)[:, contracts.pair_ingredient]
        spend = (contracts.shares * needed * contracts.first_price).sum(axis=0)
        cycle = _weeks(np.bincount(contracts.pair_supplier, spend).astype(np.float64))
        main = contracts.main_supplier
        return cls(cycle[main], main % cycle[main])

    def is_due(self, week: int) -> Bools:
        """Whether it is a week for orders; in the first of the run-in everything is ordered."""
        return (week - self.turn) % self.weeks == 0 if week > -RUN_IN_WEEKS else np.ones(len(self.turn), dtype=bool)

    def weeks_to_next(self, week: int) -> Ints:
        """Weeks from a week to the next one for orders, at least 1."""
        return np.asarray(self.weeks - (week - self.turn) % self.weeks)


def _weeks(spend: Floats) -> Ints:
    """Cycle of each supplier, by the part of all spend that larger ones make up."""
    order = np.argsort(-spend, kind="stable")
    larger = np.empty(len(spend))
    larger[order] = (np.cumsum(spend[order]) - spend[order]) / max(float(spend.sum()), 1.0)
    begins, weeks = np.array(ORDER_CYCLE_WEEKS).T
    return np.asarray(weeks.astype(np.int64)[np.searchsorted(begins, larger, side="right") - 1])
