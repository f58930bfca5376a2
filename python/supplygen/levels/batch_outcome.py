"""What has become of the batches by the as-of date: quality decision, cases sent away, left and destroyed, and name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supplygen.columns import NULL
from supplygen.context import GeneratorContext
from supplygen.levels.amounts import sum_by
from supplygen.plan.plan import Plan
from supplygen.plan.reading import Ints, index, texts
from supplygen.world import dense_ids

QC_STATES = ("pending", "released", "rejected")
PENDING, RELEASED, REJECTED = range(len(QC_STATES))

RECALLED_BATCH = "B-2024-RECALL-001"
"""The batch that the sorbitol contamination is discovered in."""

RECALLED_FAMILY = "oral_care"
"""Every toothpaste holds sorbitol."""

RECALL_PERIOD = 3
"""The recalled batch is of the horizon's first third, so that most of it has reached stores when it is discovered."""

BATCH_DIGITS = 7
"""Digits of the id in a batch number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value per batch made, in the order of the ids; states are positions in `QC_STATES`."""

    state: Ints
    release_day: Ints
    cases: Ints
    deployed: Ints
    at_plant: Ints
    scrapped: Ints


def outcome(plan: Plan) -> Outcome:
    """Take stock of all batches made."""
    rows, made = plan.batches.rows, plan.produced
    decided = rows["decision_day"][made] <= plan.calendar.as_of
    state = np.where(decided, np.where(rows["rejected"][made] > 0, REJECTED, RELEASED), PENDING)
    cases = rows["cases"][made]
    deployed = _deployed(plan)[made]
    scrapped = np.where(state == REJECTED, cases, 0)
    release_day = np.where(state == RELEASED, rows["decision_day"][made], NULL)
    return Outcome(state, release_day, cases, deployed, cases - deployed - scrapped, scrapped)


def _deployed(plan: Plan) -> Ints:
    """Cases of each batch, by plan number, that left the plant by the as-of date."""
    trucks, lines = plan.deployment.trucks, plan.deployment.lines
    gone = trucks["ship_day"][lines["truck"]] <= plan.calendar.as_of
    return sum_by(lines["batch"][gone], lines["cases"][gone], len(plan.batches.rows))


def recalled(ctx: GeneratorContext) -> int:
    """Position of the recalled batch: the toothpaste batch of the horizon's first third that went out in most cases.

    A short horizon may lack such a batch; then it is the most deployed toothpaste of any time.
    """
    plan: Plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    day = rows["start"][made]
    span = 7 * plan.calendar.weeks // RECALL_PERIOD
    early = (day >= plan.calendar.start_day) & (day < plan.calendar.start_day + span)
    family = np.array(texts(ctx.tables["products"], "product_family"))
    toothpaste = (family == RECALLED_FAMILY)[index(ctx.tables["skus"], "product_id")[rows["sku"][made]]]
    deployed = _deployed(plan)[made]
    # The last key sorts first; of equal batches the smallest id comes first.
    return int(np.lexsort((-deployed, ~(early & (deployed > 0)), ~toothpaste))[0])


def batch_numbers(ctx: GeneratorContext) -> list[str]:
    """Return the business keys: year of production, plant and id; one batch has a name of its own."""
    plan: Plan = ctx.plan
    rows, made = plan.batches.rows, plan.produced
    year = rows["start"][made].astype("datetime64[D]").astype("datetime64[Y]").astype(np.str_)
    code = np.array([code.removeprefix("PLT-") for code in texts(ctx.tables["plants"], "plant_code")])
    plant = code[plan.policy.plant[rows["sku"][made]]]
    numbers = _joined(np.strings.add("B-", year), plant, _digits(dense_ids(len(made))))
    return [*numbers[: (at := recalled(ctx))], RECALLED_BATCH, *numbers[at + 1 :]]


def _digits(ids: Ints) -> NDArray[np.str_]:
    return np.strings.zfill(ids.astype(np.str_), BATCH_DIGITS)


def _joined(*parts: NDArray[np.str_]) -> list[str]:
    """Texts of several arrays with a dash between them."""
    joined = parts[0]
    for part in parts[1:]:
        joined = np.strings.add(np.strings.add(joined, "-"), part)
    texts: list[str] = joined.tolist()
    return texts
