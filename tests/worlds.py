"""Companies that tests look at: each is made once and shared, so nobody changes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from supplygen._core import Simulator
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate import orchestrator
from supplygen.generate.stages import make_plan, make_world
from supplygen.generate.vectorized import emit, slices
from supplygen.levels.raw import Raw
from supplygen.world import World

SHARED = 6
"""Companies kept at a time; files make theirs one after the other."""


@lru_cache(SHARED)
def world(settings: Settings) -> World:
    """A company that has not lived yet."""
    return make_world(settings)


@lru_cache(SHARED)
def until(settings: Settings, level: int) -> GeneratorContext:
    """A company that has lived, with the whole tables up to a level."""
    return orchestrator.until(settings, level)


@lru_cache(1)
def _simulator(settings: Settings) -> Simulator:
    return make_plan(make_world(settings)).simulator


def emitted(ctx: GeneratorContext) -> Iterator[Mapping[str, Raw]]:
    """The simulator's tables, slice by slice, from the start of the horizon."""
    simulator = _simulator(ctx.settings)
    simulator.rewind(ctx.plan.numbering.bases)
    return (emit(simulator, part) for part in slices(ctx) if part.week >= 0)
