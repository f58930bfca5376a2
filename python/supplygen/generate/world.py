"""The world that is planned for: all tables that arise before the simulate pass."""

from __future__ import annotations

from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate.dependencies import sources_in_order
from supplygen.progress import SILENT, Reporter


def make_world(settings: Settings, progress: Reporter = SILENT) -> GeneratorContext:
    """Make the tables of levels 0 to 4 that do not show what is planned."""
    world = GeneratorContext.of(settings)
    functions = [(source.table, source.world) for source in sources_in_order() if source.world is not None]
    with progress.phase("world", len(functions), "tables") as phase:
        for table, function in functions:
            world.tables[table] = function(world)
            phase.advance()
    return world
