"""What has become of the batches by the as-of date: quality decision, cases sent away, left and destroyed, and name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.arrays.amounts import sum_by
from supplygen.arrays.category import Category
from supplygen.arrays.columns import NULL, dense_ids
from supplygen.arrays.reading import texts
from supplygen.arrays.types import Bools, Ints
from supplygen.calendar import date_of
from supplygen.plan.lanes import NOWHERE
from supplygen.plan.plan import Plan
from supplygen.world import World

QC_STATUS = Category.of("batches", "qc_status")
PENDING, RELEASED, REJECTED, RECALLED = QC_STATUS.codes("pending", "released", "rejected", "recalled")

BATCH_DIGITS = 7
"""Digits of the id in a batch number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value per batch made, in the order of the ids; states are codes of `QC_STATUS`."""

    state: Ints
    release_day: Ints
    cases: Ints
    deployed: Ints
    at_plant: Ints
    scrapped: Ints

    @classmethod
    def of(cls, plan: Plan) -> Outcome:
        """Take stock of all batches made."""
        rows, made = plan.batches.rows, plan.produced
        decided = rows["decision_day"][made] <= plan.calendar.as_of
        state = np.where(decided, np.where(rows["rejected"][made] > 0, REJECTED, RELEASED), PENDING)
        state[is_recalled(plan, made)] = RECALLED
        cases = rows["cases"][made]
        deployed = _deployed(plan)[made]
        # What is called back and has not left is destroyed with what was rejected.
        scrapped = np.where(state == REJECTED, cases, np.where(state == RECALLED, cases - deployed, 0))
        release_day = np.where((state == RELEASED) | (state == RECALLED), rows["decision_day"][made], NULL)
        return cls(state, release_day, cases, deployed, cases - deployed - scrapped, scrapped)

    def discovery(self) -> int | None:
        """Position of the batch that the contamination is discovered in: of the recalled ones the most widely sent."""
        recalled = np.flatnonzero(self.state == RECALLED)
        return int(recalled[np.argmax(self.deployed[recalled])]) if len(recalled) else None


def _deployed(plan: Plan) -> Ints:
    """Cases of each batch, by plan number, that left the plant by the as-of date."""
    trucks, lines = plan.deployment.trucks, plan.deployment.lines
    from_plant = plan.lanes.plant[trucks["lane"]] != NOWHERE
    gone = (from_plant & (trucks["ship_day"] <= plan.calendar.as_of))[lines["truck"]]
    return sum_by(lines["batch"][gone], lines["cases"][gone], len(plan.batches.rows))


def is_recalled(plan: Plan, rows: Ints) -> Bools:
    """Whether batches, by plan number, have been called back by the as-of date."""
    discovered = plan.batches.contamination.discovery_day <= plan.calendar.as_of
    return np.asarray(plan.batches.called_back(rows) & discovered)


def batch_numbers(world: World, plan: Plan, outcome: Outcome) -> list[str]:
    """Return the business keys: year of production, plant and id; that of the recall is named after it."""
    rows, made = plan.batches.rows, plan.produced
    year = rows["start"][made].astype("datetime64[D]").astype("datetime64[Y]").astype(np.str_)
    code = np.array([code.removeprefix("PLT-") for code in texts(world.tables["plants"], "plant_code")])
    plant = code[plan.policy.plant[rows["sku"][made]]]
    numbers = _joined(np.strings.add("B-", year), plant, _digits(dense_ids(len(made))))
    if (at := outcome.discovery()) is not None:
        numbers[at] = f"B-{date_of(rows['start'][made[at]]).year}-RECALL-001"
    return numbers


def _digits(ids: Ints) -> NDArray[np.str_]:
    return np.strings.zfill(ids.astype(np.str_), BATCH_DIGITS)


def _joined(*parts: NDArray[np.str_]) -> list[str]:
    """Texts of several arrays with a dash between them."""
    joined = parts[0]
    for part in parts[1:]:
        joined = np.strings.add(np.strings.add(joined, "-"), part)
    texts: list[str] = joined.tolist()
    return texts
