"""Run the invariants side by side against a database and collect what each of them found."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from decimal import Decimal

import psycopg
from psycopg import sql

from supplygen.database.company_schema import COMPANY_PATH, CompanySchema
from supplygen.database.layout import in_layout
from supplygen.database.ledger import only_tables
from supplygen.database.locks import in_silence
from supplygen.database.repeat import OnRepeat, read
from supplygen.database.session import is_broken_off
from supplygen.errors import UsageError
from supplygen.machine import usable_cores
from supplygen.progress import SILENT, Reporter
from supplygen.schema import TABLES
from supplygen.verify import registry
from supplygen.verify.own_rows import own_rows
from supplygen.verify.registry import Choice, Invariant
from supplygen.verify.report import Report
from supplygen.verify.result import Figure, Result, Violation
from supplygen.verify.sampling import sampled_tables, shadows, unshadowed

SAMPLE_ROWS = 5
"""Violating rows that a result carries: enough to recognize the pattern, few enough to read."""

JUDGED_FROM_SCALE = Decimal("0.1")
"""A smaller world has too few trucks, lines and stores for its statistics to be those of a company."""

WORK_MEM_MB = 256
"""Memory of one hash or sort node: the largest aggregates (3 M lines or allocations at scale 1) stay off the disk."""

QUERY_SETTINGS = (
    COMPANY_PATH,
    f"SET LOCAL work_mem = '{WORK_MEM_MB}MB'",
    "SET LOCAL max_parallel_workers_per_gather = 2",
    # Compiling these queries takes longer than their interpreted expressions do.
    "SET LOCAL jit = off",
)
"""Settings of the transaction in which an invariant runs."""

EVERYTHING = Choice()


def run(
    url: str,
    choice: Choice = EVERYTHING,
    jobs: int | None = None,
    progress: Reporter = SILENT,
    *,
    percent: float | None = None,
    strict: bool = False,
) -> Report:
    """Check the chosen invariants in the database at `url` over `jobs` connections, all whatever fails.

    `percent`: judge those that can be on that much of their rows. `strict`: a figure outside its band is a failure.
    """
    chosen = _judged(url, _chosen(choice), progress)
    began = time.perf_counter()
    results: dict[str, Result] = {}
    with (
        progress.phase("verify", len(chosen), "invariants") as phase,
        ThreadPoolExecutor(max_workers=jobs or usable_cores(), thread_name_prefix="verify") as pool,
    ):
        try:
            submitted = [
                pool.submit(check, url, invariant, percent, progress.note) for invariant in _longest_first(chosen)
            ]
            for future in as_completed(submitted):
                result = future.result()
                results[result.invariant.id] = result
                phase.advance()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C does not wait for those that have not begun
            raise
    return Report([results[invariant.id] for invariant in chosen], time.perf_counter() - began, strict)


def check(url: str, invariant: Invariant, percent: float | None = None, on_repeat: OnRepeat = in_silence) -> Result:
    """Run one invariant's query; what the server refuses becomes a result too, so that the others still run."""
    return read(
        url,
        f"verify {invariant.id}",
        lambda connection: check_on(connection, invariant, percent),
        on_repeat,
        QUERY_SETTINGS,
    )


def check_on(connection: psycopg.Connection, invariant: Invariant, percent: float | None = None) -> Result:
    """Run one invariant's query on an open connection, inside its transaction if it has one."""
    began = time.perf_counter()
    try:
        if invariant.kind == "band":
            figures = tuple(
                Figure(*row) for row in connection.execute(in_layout(connection, _figures(connection, invariant)))
            )
            judged = _is_judged(connection)
            return Result(invariant, time.perf_counter() - began, figures=figures, judged=judged)
        rows = connection.execute(in_layout(connection, _counted(connection, invariant, percent))).fetchall()
    except psycopg.Error as error:
        if is_broken_off(error):
            raise
        return Result(invariant, seconds=time.perf_counter() - began, error=_message(error))
    return Result(
        invariant,
        seconds=time.perf_counter() - began,
        violations=rows[0][0] if rows else 0,
        sample=tuple(Violation(*row[1:]) for row in rows),
        percent=percent if invariant.sample else None,
    )


def _chosen(choice: Choice) -> Sequence[Invariant]:
    known = registry.load()
    try:
        chosen = choice.of(known)
    except KeyError as unknown:
        names = ", ".join(invariant.id for invariant in known)
        raise UsageError(f"no such invariant: {unknown.args[0]}; choose from {names}") from None
    if not chosen:
        raise UsageError("no invariant is of that number, kind and cost together")
    return chosen


def _judged(url: str, chosen: Sequence[Invariant], progress: Reporter) -> Sequence[Invariant]:
    """Leave out what says something about tables that the load was told to leave out."""
    tables = read(url, "verify", only_tables, progress.note)
    fitting = [one for one in chosen if not tables or one.fits(tables)]
    left_out = [one.id for one in chosen if one not in fitting]
    if left_out:
        what = f"this load has {len(tables)} of {len(TABLES)} tables; {', '.join(left_out)} read others"
        if not fitting:
            raise UsageError(f"{what}: nothing is left to verify")
        progress.note(f"{what} and are left out")
    return fitting


def _longest_first(invariants: Sequence[Invariant]) -> Sequence[Invariant]:
    """Put the expensive ones first, so that the run does not end waiting for one of them alone."""
    return sorted(invariants, key=lambda invariant: invariant.cost != "expensive")


def _is_judged(connection: psycopg.Connection) -> bool:
    """Whether the world is large enough for bands; a database without a load is not."""
    row = connection.execute("SELECT scale FROM supplygen.run ORDER BY id DESC LIMIT 1").fetchone()
    return row is not None and row[0] >= JUDGED_FROM_SCALE


def _figures(connection: psycopg.Connection, invariant: Invariant) -> sql.Composed:
    """Ask for the figures of a band."""
    return sql.SQL("WITH {own} figure AS (\n{query}\n) SELECT * FROM figure").format(
        own=own_rows(connection), query=sql.SQL(invariant.query)
    )


def _counted(connection: psycopg.Connection, invariant: Invariant, percent: float | None) -> sql.Composed:
    """Ask for the number of violating rows and the first few of them, in one execution of the query.

    The query is materialized so that it is planned for all its rows: a LIMIT above it would favor plans that are quick
    to find the first violating rows, and slow to find that there are none.
    """
    shadowing, query = own_rows(connection), invariant.query
    if percent is not None:
        own = own_rows(connection, besides=sampled_tables(invariant))
        shadowing = sql.Composed([shadows(invariant, percent), own])
        query = unshadowed(query, CompanySchema.of(connection))
    return sql.SQL(
        "WITH {shadows} violation AS MATERIALIZED (\n{query}\n)"
        " SELECT (SELECT count(*) FROM violation), relation, key, problem FROM violation LIMIT {limit}"
    ).format(
        shadows=shadowing,
        query=sql.SQL(query),
        limit=sql.Literal(SAMPLE_ROWS),
    )


def _message(error: psycopg.Error) -> str:
    """Give the server's message in one line, after its SQLSTATE."""
    primary = error.diag.message_primary or str(error)
    return " ".join(f"{error.sqlstate or 'connection'}: {primary}".split())
