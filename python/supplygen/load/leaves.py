"""Leaves of partitioned tables on their way back: indexed each for itself, tied to what they refer to, attached."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import psycopg

from supplygen.database import leaves, ledger
from supplygen.database.company_schema import CompanySchema
from supplygen.database.ledger import INDEX, Suspended
from supplygen.load.steps import Steps
from supplygen.schema import TABLES
from supplygen.sinks.base import Bounds, Leaf


class LeafRestorer:
    """Makes partitions of the leaves that a load has filled."""

    def __init__(
        self,
        company: CompanySchema,
        run_id: int,
        steps: Steps,
        bounds: Mapping[Leaf, Bounds],
        rows: Mapping[str, int],
        on_done: Callable[[str, str], None],
    ) -> None:
        """`bounds` of all leaves of partitioned tables, `rows` of each table."""
        self._company, self._run_id, self._steps = company, run_id, steps
        self._bounds, self._rows, self._on_done = bounds, rows, on_done
        self._guard = threading.Lock()
        self._to_index = Counter(leaf.table for leaf in bounds)
        self._to_validate: Counter[int] = Counter()
        # A part may have no key of a small table: nothing can be attached for it.
        self._leaves = {
            table: [leaf for leaf in bounds if leaf.table == table and not bounds[leaf].is_empty]
            for table in self._to_index
        }

    @property
    def tables(self) -> Sequence[str]:
        """Those that are partitioned."""
        return tuple(self._leaves)

    def leaf_is_filled(self, leaf: Leaf) -> None:
        """Begin with a leaf's indexes and keys, while others stream."""
        if leaf in self._bounds:
            self._add(leaf.table, partial(self._index, leaf), len(TABLES[leaf.table].indexes) + 1)

    def attach(self, foreign_keys: Mapping[str, Sequence[Suspended]]) -> None:
        """Attach all leaves, with valid foreign keys, those of a table after those of the tables that it refers to.

        A key is declared before, since version 15 refuses that to a partition, then validated under a lock that keeps
        other validations off the leaf: neighbors in the queue are of different leaves.
        """
        for tables in self._waves():
            pairs = [(leaf.part, key) for t in tables for key in foreign_keys.get(t, ()) for leaf in self._leaves[t]]
            self._steps.add(0, partial(self._declare, pairs))
            self._steps.drain()
            self._to_validate.update(key.id for _, key in pairs)
            for part, key in pairs:
                self._add(key.table_name, partial(self._validate, part, key))
            self._steps.drain()
            for table in tables:
                self._add(table, partial(self._attach, table))
            self._steps.drain()

    def take_over(self, foreign_keys: Mapping[str, Sequence[Suspended]]) -> None:
        """Declare foreign keys of partitioned tables, whose leaves have them all, so that no row is looked at."""
        keys = [key for table in self._leaves for key in foreign_keys.get(table, ())]
        self._steps.add(0, partial(self._take_over, keys))
        self._steps.drain()

    def _add(self, table: str, step: Callable[[], None], times: int = 1) -> None:
        self._steps.add(self._rows.get(table, 0) // len(self._leaves[table]) * times, step)

    def _waves(self) -> Iterator[list[str]]:
        """Partitioned tables, those that refer to others after these."""
        left = set(self._leaves)
        while left:
            wave = [t for t in left if not {key.column.table.name for key in TABLES[t].foreign_keys} & (left - {t})]
            yield sorted(wave)
            left -= set(wave)

    def _index(self, leaf: Leaf) -> None:
        def index(connection: psycopg.Connection) -> None:
            if ledger.claim_leaf(connection, self._run_id, *leaf) and not self._bounds[leaf].is_empty:
                leaves.index(connection, self._company, *leaf, self._bounds[leaf])

        self._steps.commit(f"indexes of {leaf.table}, part {leaf.part}", index)
        with self._guard:
            self._to_index[leaf.table] -= 1
            is_last = self._to_index[leaf.table] == 0
        if is_last:
            self._on_done(leaf.table, INDEX)

    def _declare(self, pairs: Sequence[tuple[int, Suspended]]) -> None:
        def declare(connection: psycopg.Connection) -> None:
            for part, key in pairs:
                leaves.declare(connection, part, key)

        self._steps.commit("declaring foreign keys of leaves", declare)

    def _validate(self, part: int, key: Suspended) -> None:
        doing = f"foreign key {key.object_name} of {key.table_name}, part {part}"
        self._steps.commit(doing, lambda connection: leaves.validate(connection, part, key))
        with self._guard:
            self._to_validate[key.id] -= 1
            is_last = self._to_validate[key.id] == 0
        if is_last:
            self._on_done(key.table_name, key.kind)

    def _attach(self, table: str) -> None:
        def attach(connection: psycopg.Connection) -> None:
            for leaf in self._leaves[table]:
                leaves.attach(connection, self._company, *leaf, self._bounds[leaf])
            leaves.drop(connection, [table], attached=False)

        self._steps.commit(f"attaching leaves of {table}", attach)

    def _take_over(self, keys: Sequence[Suspended]) -> None:
        for key in keys:

            def take_over(connection: psycopg.Connection, key: Suspended = key) -> None:
                if ledger.claim(connection, key.id):
                    connection.execute(key.definition.encode())

            self._steps.commit(f"foreign key {key.object_name} of {key.table_name}", take_over)
            if key.id not in self._to_validate:  # no leaf has rows
                self._on_done(key.table_name, key.kind)
