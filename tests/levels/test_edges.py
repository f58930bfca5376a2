"""The first and the last weeks of a horizon are weeks like any other: the company has lived before, and goes on."""

from __future__ import annotations

import numpy as np
import pytest

import worlds
from supplygen import _core
from supplygen.calendar import RUN_IN_WEEKS
from supplygen.config import Settings
from supplygen.plan.plan import Plan
from supplygen.scenario import Scenario

SETTLED = slice(6, None)
"""Weeks that no opening reaches."""


@pytest.fixture(scope="module", params=[3, 777])
def plan(request: pytest.FixtureRequest) -> Plan:
    return worlds.until(Settings(scale=0.05, seed=request.param, scenario=Scenario.none()), 0).plan


def cases(plan: Plan, measure: str) -> np.ndarray:
    """Cases of the company by week."""
    weekly: np.ndarray = plan.totals[..., _core.MEASURES.index(measure)].sum(axis=(0, 1))
    return weekly


def made(plan: Plan) -> np.ndarray:
    """Cases by week of production, from the second week of the run-in on: the first one waits for materials."""
    rows = plan.batches.rows
    week = plan.calendar.week(rows["start"][plan.produced]) + RUN_IN_WEEKS
    return np.bincount(week, rows["cases"][plan.produced])[1 : RUN_IN_WEEKS + plan.calendar.weeks]


def test_stores_buy_forward_to_the_last_week(plan: Plan) -> None:
    ordered = cases(plan, "ordered_cases")
    assert ordered[-2:].min() > 0.6 * ordered.mean()


def test_shelves_are_full_from_the_first_week_on(plan: Plan) -> None:
    fill = cases(plan, "allocated_cases")[:3] / cases(plan, "ordered_cases")[:3]
    usual = cases(plan, "allocated_cases")[SETTLED].sum() / cases(plan, "ordered_cases")[SETTLED].sum()
    assert fill.min() > usual - 0.03


def test_production_before_the_horizon_is_no_ramp(plan: Plan) -> None:
    before, within = made(plan)[: RUN_IN_WEEKS - 1], made(plan)[RUN_IN_WEEKS - 1 :]
    assert before.max() < 1.3 * within.max()
    assert before.mean() == pytest.approx(within.mean(), rel=0.25)
