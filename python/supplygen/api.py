"""What a program calls: plan a load, fill a database, read tables as Arrow; docs/python.md shows it.

These are names of this module and not of `supplygen` itself, where `supplygen.plan` and `supplygen.load` are packages:
importing one of those would put it in the place of the function. It also keeps `import supplygen` free of NumPy.

Expected failures are exceptions of `supplygen.errors`, all of them `SupplygenError`. Nothing is printed; what is to be
known but stops nothing goes to the logger `supplygen`. An interrupt ends a call as it does the command, and the same
call goes on with an unfinished load.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from supplygen.config import Settings
from supplygen.database.target import normalize_url
from supplygen.embedded.server import EmbeddedServer
from supplygen.errors import UsageError
from supplygen.generate.choice import with_parents
from supplygen.generate.orchestrator import Orchestrator
from supplygen.load.estimate import Estimate
from supplygen.load.phases import Load, LoadReport
from supplygen.load.planned import PlannedLoad
from supplygen.progress import CallbackDisplay, DisplayReporter, OnProgress, Phase, Reporter
from supplygen.scenario import Scenario
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import TableTotals

if TYPE_CHECKING:
    import pyarrow as pa

    from supplygen.generate.arrow_stream import ArrowTable

__all__ = [
    "EmbeddedServer",
    "Estimate",
    "LoadReport",
    "OnProgress",
    "Phase",
    "PlannedLoad",
    "Scenario",
    "Settings",
    "TableTotals",
    "load",
    "plan",
    "table",
    "tables",
]


def _ignore(_phase: Phase) -> None:
    """Let progress pass."""


def plan(settings: Settings, *, on_progress: OnProgress = _ignore) -> PlannedLoad:
    """Return the exact rows of every table and what a load will take, without a database.

    The memory that it estimates begins with what this process has had resident at its peak so far.
    """
    chosen = with_parents(settings)
    return PlannedLoad.of(chosen, Orchestrator(chosen), _reporter(on_progress))


def load(
    url: str, settings: Settings, *, create: bool = False, replace: bool = False, on_progress: OnProgress = _ignore
) -> LoadReport:
    """Fill the database at `url`, a libpq or SQLAlchemy URL; go on where a load of the same settings was interrupted.

    With `create`, create the schema first or bring it to the newest release's; with `replace`, replace what the
    database holds. Where it holds this load already, nothing is done, and the report has it as `standing`.

    Raises what the command of the same name leaves with, by its exit code in README.md: `UsageError`,
    `DatabaseUnavailableError`, `SchemaRevisionError`, `TargetNotEmptyError`, `TargetBusyError`, `DiskSpaceError`. Once
    rows are under way, a note on the exception says in what state the database is.
    """
    target = normalize_url(url)
    if create:
        from supplygen.database.migrate import upgrade  # brings Alembic with it

        upgrade(target)
    chosen = with_parents(settings)
    source = Orchestrator(chosen)
    return Load(target, chosen, level_graph().tables, source, _reporter(on_progress)).run(replace=replace)


def table(settings: Settings, name: str, *, on_progress: OnProgress = _ignore) -> ArrowTable:
    """Return one table as an object that pyarrow, polars, DuckDB and pandas read (`__arrow_c_stream__`).

    Its rows are made while they are read, and anew each time. Raises `UsageError` without pyarrow or such a table.
    """
    _insist_on_arrow()
    from supplygen.generate.arrow_stream import ArrowTable

    level_graph().table(name)
    return ArrowTable(settings, name, _reporter(on_progress))


def tables(
    settings: Settings, *, only: Collection[str] | None = None, on_progress: OnProgress = _ignore
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield names of tables with record batches of their rows (`__arrow_c_array__`); `only` those tables.

    Tables that come whole are first, in load order, a batch each. The facts follow week by week, side by side, in
    batches of at most about `settings.slice_rows` rows; what is not asked for any more is not made. A table without
    rows has no batch. Raises `UsageError` without pyarrow or such a table.
    """
    _insist_on_arrow()
    from supplygen.generate.arrow_stream import record_batches

    chosen = level_graph().names if only is None else [level_graph().table(name).name for name in only]
    return record_batches(settings, frozenset(chosen), _reporter(on_progress))


def _reporter(on_progress: OnProgress) -> Reporter:
    return DisplayReporter(CallbackDisplay(on_progress))


def _insist_on_arrow() -> None:
    try:
        import pyarrow  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise UsageError("Arrow needs pyarrow: install it with `pip install 'supplygen[arrow]'`") from error
