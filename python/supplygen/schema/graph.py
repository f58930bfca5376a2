"""The level graph: in which order tables are loaded, derived from the schema and from nothing else.

A table belongs to a level (`info["level"]`) and depends on the tables that its foreign keys name. Tables load by
level and inside a level parents first; equal tables keep the order of their declaration. A foreign key that points
to a higher level, or tables that wait for each other, cannot be loaded: `GraphError` says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import MetaData, Table

from supplygen.errors import UsageError
from supplygen.schema import LEVEL_MODULES, metadata


class GraphError(Exception):
    """The schema has no load order."""


@dataclass(frozen=True, slots=True)
class LevelGraph:
    """Tables in load order, with what each depends on."""

    tables: tuple[Table, ...]
    """All tables in load order."""
    parents: Mapping[str, tuple[str, ...]]
    """Table name -> tables that it refers to, itself left out, in load order."""
    level_names: Mapping[int, str]
    """Level -> name, such as `reference`."""

    @classmethod
    def of(cls, metadata: MetaData, level_names: Mapping[int, str]) -> LevelGraph:
        """Derive the graph of a schema."""
        # `metadata.tables` keeps the order of declaration; `sorted_tables` would resolve cycles silently.
        by_name = {table.name: table for table in metadata.tables.values()}
        parents = {name: _parents(table) for name, table in by_name.items()}
        levels = {name: _level(table) for name, table in by_name.items()}
        for child, names in parents.items():
            _reject_upward(child, names, levels)
        order = _parents_first(sorted(parents, key=levels.__getitem__), parents)
        ranks = {name: rank for rank, name in enumerate(order)}
        by_rank = {name: tuple(sorted(names, key=ranks.__getitem__)) for name, names in parents.items()}
        return cls(
            tuple(by_name[name] for name in order),
            MappingProxyType(by_rank),
            MappingProxyType(dict(level_names)),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all tables in load order."""
        return tuple(table.name for table in self.tables)

    @property
    def levels(self) -> tuple[tuple[int, tuple[Table, ...]], ...]:
        """Each level with its tables in load order."""
        numbers = sorted({_level(table) for table in self.tables})
        return tuple((number, tuple(t for t in self.tables if _level(t) == number)) for number in numbers)

    def level(self, table: str) -> int:
        """Return the level of a table."""
        return _level(self.table(table))

    def with_parents(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return tables and all that they refer to, directly or not, in load order; nothing but references counts."""
        found: set[str] = set()
        waiting = [self.table(name).name for name in names]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self.parents[name])
        return tuple(name for name in self.names if name in found)

    def of_levels(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the tables of some levels in load order."""
        wanted = set(numbers)
        if unknown := sorted(wanted - set(self.level_names)):
            known = f"{min(self.level_names)} to {max(self.level_names)}"
            raise UsageError(f"no level {', '.join(map(str, unknown))}; the schema has {known}")
        return tuple(table.name for table in self.tables if _level(table) in wanted)

    def table(self, name: str) -> Table:
        """Return a table by name."""
        for table in self.tables:
            if table.name == name:
                return table
        raise UsageError(f"no table {name!r}; the schema has {', '.join(self.names)}")


def level_graph() -> LevelGraph:
    """Return the graph of the product's schema."""
    names = {module.LEVEL: module.__name__.rsplit("_", 1)[-1] for module in LEVEL_MODULES}
    return LevelGraph.of(metadata, names)


def _level(table: Table) -> int:
    """Return the declared level of a table."""
    level = table.info.get("level")
    if not isinstance(level, int):
        raise GraphError(f"table {table.name} has no level: declare it with level_table")
    return level


def _parents(table: Table) -> tuple[str, ...]:
    """Return the tables that a table's foreign keys name, itself left out: a tree inside one table loads at once."""
    names = sorted({key.referred_table.name for key in table.foreign_key_constraints})
    return tuple(name for name in names if name != table.name)


def _reject_upward(child: str, parents: Iterable[str], levels: Mapping[str, int]) -> None:
    """Refuse a parent that is loaded after its child."""
    for parent in parents:
        if levels[parent] > levels[child]:
            raise GraphError(
                f"table {child} (level {levels[child]}) refers to {parent} (level {levels[parent]}): "
                "a parent must be in the same or a lower level; move a table or replace the foreign key by reference()"
            )


def _parents_first(names: list[str], parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Order tables so that parents come first, otherwise as given."""
    placed: dict[str, None] = {}
    waiting = names
    while waiting:
        ready = next((name for name in waiting if all(parent in placed for parent in parents[name])), None)
        if ready is None:
            cycle = _cycle(waiting, parents)
            raise GraphError(
                f"tables refer to each other in a cycle: {' -> '.join(cycle)}; break one foreign key of it"
            )
        placed[ready] = None
        waiting = [name for name in waiting if name != ready]
    return tuple(placed)


def _cycle(waiting: list[str], parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Follow unplaced parents until a table repeats; every waiting table has one, so there is a cycle."""
    path = [waiting[0]]
    while True:
        step = next(parent for parent in parents[path[-1]] if parent in waiting)
        if step in path:
            return [*path[path.index(step) :], step]
        path.append(step)
