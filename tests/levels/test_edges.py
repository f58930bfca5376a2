"""The first and the last weeks of a horizon are weeks like any other: the company has lived before, and goes on."""

from __future__ import annotations

import numpy as np
import pytest

import worlds
from supplygen import _core
from supplygen.config import Settings
from supplygen.plan.plan import Plan
from supplygen.scenario import Scenario


@pytest.fixture(scope="module", params=[3, 777])
def plan(request: pytest.FixtureRequest) -> Plan:
    return worlds.until(Settings(scale=0.01, seed=request.param, scenario=Scenario.none()), 0).plan


def cases(plan: Plan, measure: str) -> np.ndarray:
    """Cases of the company by week."""
    weekly: np.ndarray = plan.totals[..., _core.MEASURES.index(measure)].sum(axis=(0, 1))
    return weekly


def test_stores_buy_forward_to_the_last_week(plan: Plan) -> None:
    ordered = cases(plan, "ordered_cases")
    assert ordered[-2:].min() > 0.6 * ordered.mean()
