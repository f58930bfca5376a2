"""The fastest way to the same database that we know: the server reads files from its own disk.

Nothing is generated, encoded or sent, and the tables begin without a key. What builds the database shares nothing with
a load but the server: the catalog says what there is to build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from psycopg import sql
from psycopg.abc import Query

from bench.meter import Meter
from bench.objects import DECLARED, INDEX, KEY, SEQUENCE, VALIDATED, DatabaseObject, by_table, objects, take_down
from bench.reference import Reference, copy
from bench.sample import Sample
from bench.server import MIGRATED, Server
from bench.state import TABLES, insist, size_bytes
from bench.workers import Workers, wait, workers

Objects = Mapping[str, Sequence[DatabaseObject]]
Steps = dict[str, list[Future[None]]]
"""By table."""
LAST: tuple[Query, ...] = (
    "SET LOCAL synchronous_commit = on",
    sql.SQL("ANALYZE {}").format(sql.Identifier(*TABLES[0].split("."))),
)
"""A transaction that writes something and waits for the disk, and thus for all before it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides how fast a server builds."""

    jobs: int
    maintenance_work_mem: str

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.jobs} connections, {self.maintenance_work_mem}"

    def statements(self) -> list[Query]:
        """Return what a connection is told."""
        return [
            sql.SQL("SET maintenance_work_mem = {}").format(self.maintenance_work_mem),
            # Builds run side by side already.
            "SET max_parallel_maintenance_workers = 0",
            "SET synchronous_commit = off",
        ]


def ceiling(server: Server, reference: Reference, setting: Setting) -> Sample:
    """Copy, build, and validate."""
    with server.database("ceiling", MIGRATED) as url:
        found = objects(url)
        take_down(url, found)
        meter = Meter(server)
        with workers(url, setting.jobs, setting.statements()) as crew:
            copies = copy_all(crew, reference)
            indexes = build_indexes(crew, found[INDEX], reference, copies)
            tables = finish_tables(crew, found, indexes)
            for phase, futures in (("copy", copies), ("indexes", indexes), ("keys", tables)):
                wait(one for group in futures.values() for one in group)
                meter.lap(phase)
            add_foreign_keys(crew, found, reference)
            wait([crew.submit(LAST)])
            meter.lap("foreign keys")
        sample = meter.sample(size_bytes=size_bytes(url))
        insist("ceiling", url, reference.state)
    return sample


def plain_copy(server: Server, reference: Reference, jobs: int) -> Sample:
    """Copy the same bytes into tables without keys, and stop there."""
    with server.database("copied", MIGRATED) as url:
        take_down(url, objects(url))
        meter = Meter(server)
        with workers(url, jobs, []) as crew:
            wait(one for group in copy_all(crew, reference).values() for one in group)
        return meter.sample(size_bytes=size_bytes(url))


def copy_all(crew: Workers, reference: Reference) -> Steps:
    """Begin with the largest table; a table is truncated where it is filled, so that its rows can be frozen."""
    steps: Steps = {}
    for table in sorted(TABLES, key=lambda table: -reference.copy_bytes[table]):
        truncate = sql.SQL("TRUNCATE {}").format(sql.Identifier(*table.split(".")))
        steps[table] = [crew.submit([truncate, copy("FROM", table, reference.files, "FORMAT binary, FREEZE")])]
    return steps


def build_indexes(crew: Workers, items: Sequence[DatabaseObject], reference: Reference, copies: Steps) -> Steps:
    """Build the longest index first, by rows times columns, once its table is filled."""
    steps: Steps = defaultdict(list)
    for item in sorted(items, key=lambda item: -reference.rows[item.table_name] * item.columns):
        steps[item.table_name].append(crew.submit([item.definition.encode()], copies[item.table_name]))
    return steps


def finish_tables(crew: Workers, found: Objects, indexes: Steps) -> Steps:
    """Put keys on the indexes, let sequences go on after the last row, and collect statistics."""
    items = by_table([*found[KEY], *found[SEQUENCE]])
    steps: Steps = {}
    for table in TABLES:
        analyze = sql.SQL("ANALYZE {}").format(sql.Identifier(*table.split(".")))
        statements: list[Query] = [item.definition.encode() for item in items[table]]
        steps[table] = [crew.submit([*statements, analyze], indexes[table])]
    return steps


def add_foreign_keys(crew: Workers, found: Objects, reference: Reference) -> None:
    """Declare all at once, then validate; those of one table wait for each other in any case, so they are one step."""
    wait([crew.submit([item.definition.encode() for item in found[DECLARED]])])
    groups = by_table(found[VALIDATED])
    cost = {table: reference.rows[table] * len(items) for table, items in groups.items()}
    longest_first = sorted(groups, key=lambda table: -cost[table])
    wait([crew.submit([item.definition.encode() for item in groups[table]]) for table in longest_first])
