"""The company as it lived: its world, and what the simulate pass found."""

from __future__ import annotations

from dataclasses import dataclass

from supplygen.plan.plan import Plan
from supplygen.plan.results.results import Results
from supplygen.world import World


@dataclass(frozen=True, eq=False)
class GeneratorContext(World):
    """What every table after the simulate pass may read."""

    plan: Plan
    results: Results
    """What follows from the plan; computed on demand."""

    @classmethod
    def after(cls, world: World, plan: Plan) -> GeneratorContext:
        """Share a world and its tables, and add its plan."""
        return cls(**vars(world), plan=plan, results=Results(world, plan))
