"""World and context: what there is before the company lives, and after."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.plan.results import results
from supplygen.scenario import Scenario
from supplygen.world import World


def world() -> World:
    made = World.of(Settings(weeks=13))
    made.tables["plants"] = {"id": np.array([1, 2]), "plant_code": ["PLT-A", "PLT-B"]}
    return made


def test_a_world_knows_its_horizon_and_the_events_that_begin_inside() -> None:
    made = world()
    assert made.as_of_day - made.start_day + 1 == 13 * 7
    assert made.start_day - made.run_in_day == 12 * 7
    events = [event.code for event in made.scenario.events]
    assert events == [event.code for event in Scenario.baseline().events if event.first_day < 13 * 7]


def test_columns_are_numbers_or_texts() -> None:
    made = world()
    assert made.column("plants", "id").tolist() == [1, 2]
    assert made.texts("plants", "plant_code") == ["PLT-A", "PLT-B"]
    assert made.ids("plants", "PLT-B") == 2
    with pytest.raises(TypeError, match=r"plants\.plant_code is not numeric"):
        made.column("plants", "plant_code")
    with pytest.raises(KeyError):
        made.ids("plants", "PLT-C")


def test_a_context_shares_the_tables_of_its_world() -> None:
    made: Any = SimpleNamespace()
    before = world()
    after = GeneratorContext.after(before, made)
    assert after.plan is made
    after.tables["late"] = {"id": np.array([1])}
    assert before.column("late", "id").tolist() == [1]
    assert after.lookup is before.lookup


def test_results_are_computed_once_and_freed_with_the_context(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def of(plan: Any) -> Any:
        asked.append(plan)
        return object()

    monkeypatch.setattr(results.Outcome, "of", of)
    plans: list[Any] = [SimpleNamespace(), SimpleNamespace()]
    first, second = (GeneratorContext.after(world(), plan) for plan in plans)
    assert first.results.outcome is first.results.outcome
    assert first.results.outcome is not second.results.outcome
    assert first.results.outcome is not second.results.outcome
    assert asked == plans
