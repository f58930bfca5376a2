"""The stages before rows: the world that is planned for, and the plan."""

from __future__ import annotations

from supplygen.calendar import RUN_IN_WEEKS
from supplygen.config import Settings
from supplygen.generate.dependencies import sources_in_order
from supplygen.plan.simulate import Simulated, simulate
from supplygen.progress import SILENT, Reporter
from supplygen.world import World


def make_world(settings: Settings, progress: Reporter = SILENT) -> World:
    """Make the tables of levels 0 to 4 that do not show what is planned."""
    world = World.of(settings)
    functions = [(source.table, source.world) for source in sources_in_order() if source.world is not None]
    with progress.phase("world", len(functions), "tables") as phase:
        for table, function in functions:
            world.tables[table] = function(world)
            phase.advance()
    return world


def make_plan(world: World, progress: Reporter = SILENT) -> Simulated:
    """Live through run-in and horizon once."""
    with progress.phase("simulate", world.settings.weeks + RUN_IN_WEEKS, "weeks") as phase:
        return simulate(world, phase.advance)
