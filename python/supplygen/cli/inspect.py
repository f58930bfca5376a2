"""Commands that read a database, or the schema itself: verify, fingerprint, manifest, status, tables."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import psycopg
from rich.console import Console

from supplygen.cli.console import diagnostics, note, print_json, print_table
from supplygen.cli.displays import reporter
from supplygen.cli.options import DatabaseUrl, Jobs, Json, JsonFile, OfCost, OfKind, Only, Output, Sample, Strict
from supplygen.cli.report import print_runs
from supplygen.database import ledger
from supplygen.database.at_work import AtWork, at_work
from supplygen.database.history import PastRun, past_runs
from supplygen.database.repeat import read
from supplygen.database.target import resolve_url
from supplygen.errors import VerificationError
from supplygen.inspect.fingerprint import combined, read_fingerprints
from supplygen.inspect.manifest import read_manifest
from supplygen.load import check
from supplygen.machine import usable_cores
from supplygen.schema.graph import level_graph
from supplygen.verify import runner
from supplygen.verify.registry import Choice


def verify(
    *,
    only: Only = None,
    kind: OfKind = None,
    cost: OfCost = None,
    sample: Sample = None,
    strict: Strict = False,
    json: JsonFile = None,
    jobs: Jobs = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Check the invariants in the database; exit code 7 where an exact one does not hold."""
    url = _checked(resolve_url(database_url, start=False))
    with reporter(diagnostics()) as progress:
        choice = Choice(only.replace(" ", "").split(",") if only else None, kind, cost)
        report = runner.run(url, choice, jobs, progress, percent=sample, strict=strict)
    report.print(diagnostics() if str(json) == "-" else Console())
    if json is not None:
        report.write_json(json)
    if not report.ok:
        raise VerificationError(report.summary())


def fingerprint(*, json: Json = False, jobs: Jobs = None, database_url: DatabaseUrl = None) -> None:
    """Print rows and an order-independent content hash of every table."""
    url = _checked(resolve_url(database_url, start=False))
    found = read_fingerprints(url, level_graph().tables, jobs or usable_cores(), note)
    total = combined(found)
    if json:
        print_json({"total": total, "tables": {one.table: {"rows": one.rows, "hash": one.hash} for one in found}})
        return
    lines: list[tuple[object, ...]] = [(one.table, one.rows, one.hash) for one in found]
    print_table(("table", "rows", "hash"), [*lines, ("total", sum(one.rows for one in found), total)])


def manifest(*, output: Output = None, database_url: DatabaseUrl = None) -> None:
    """Describe the loaded data as JSON: settings, planted events and where they show, named entities, rows."""
    url = _checked(resolve_url(database_url, start=False))
    print_json(read(url, "manifest", read_manifest, note), output)


def status(*, json: Json = False, database_url: DatabaseUrl = None) -> None:
    """Print the load that the database holds, and how far it is."""
    tables = level_graph().names
    state = read(resolve_url(database_url, start=False), "status", _state, note)
    latest, loaded, down = state.run, state.loaded, state.down
    rows = sum(table.row_count for table in loaded.values())
    if json:
        run = asdict(latest) if latest else None
        now = asdict(state.at_work) if state.at_work else None
        print_json(
            {"run": run, "tables": len(loaded), "of": len(tables), "rows": rows, "suspended": down, "at_work": now}
        )
        return
    if state.at_work is not None:
        sys.stdout.write(f"at work: {state.at_work.holder}\n")
        sys.stdout.writelines(f"  {work}\n" for work in state.at_work.doing)
    if latest is None:
        sys.stdout.write("no load\n")
        return
    made_of = [f"{name} {value}" for name, value in latest.settings.items() if name not in {"events", "tables"}]
    if latest.only:
        made_of.append(f"only {' '.join(latest.only)}")
    sys.stdout.write(
        f"{latest.status}: {', '.join(made_of)}\nstarted {latest.started_at}, finished {latest.finished_at or '-'}\n"
    )
    sys.stdout.write(f"{len(loaded)} of {len(tables)} tables, {rows:,} rows; {down} keys and indexes taken down\n")


def runs(*, json: Json = False, database_url: DatabaseUrl = None) -> None:
    """Print all loads since the last reset: settings, outcome, rows, seconds of each phase."""

    def look(connection: psycopg.Connection) -> list[PastRun]:
        check.check_revision(connection)
        return past_runs(connection)

    found = read(resolve_url(database_url, start=False), "runs", look, note)
    if json:
        print_json([{**asdict(one), "seconds": one.seconds} for one in found])
    elif found:
        print_runs(found)
    else:
        sys.stdout.write("no load\n")


def tables(*, json: Json = False) -> None:
    """Print all tables in load order, with what each depends on."""
    graph = level_graph()
    if json:
        print_json([{"table": n, "level": graph.level(n), "parents": graph.parents[n]} for n in graph.names])
    else:
        lines = [(graph.level(name), name, ", ".join(graph.parents[name])) for name in graph.names]
        print_table(("level", "table", "depends on"), lines)


@dataclass(frozen=True, slots=True)
class _State:
    """What a database holds, and what is done to it."""

    run: ledger.Run | None
    loaded: Mapping[str, ledger.LoadedTable]
    down: int
    """Keys and indexes that are taken down."""
    at_work: AtWork | None


def _state(connection: psycopg.Connection) -> _State:
    check.check_revision(connection)
    latest = ledger.latest_run(connection)
    loaded = ledger.loaded_tables(connection, latest.id) if latest else {}
    down = sum(not item.restored for item in ledger.suspended(connection))
    return _State(latest, loaded, down, at_work(connection))


def _checked(url: str) -> str:
    """Insist on the head of the migrations before a query fails for an obscure reason; return the URL."""

    def look(connection: psycopg.Connection) -> ledger.Run | None:
        check.check_revision(connection)
        return ledger.latest_run(connection)

    latest = read(url, "check", look, note)
    if latest is not None and not latest.is_complete:
        note("this database holds an unfinished load (see `supplygen status`)")
    return url
