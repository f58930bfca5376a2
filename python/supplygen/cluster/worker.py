"""What runs on a worker. It makes one part at a time, on all its threads, and keeps world and plan for the next.

The model is imported in threads, and not with this module: a worker unpickles what it is told in its event loop, which
would give no sign of life for as long as that takes.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from supplygen.errors import DatabaseUnavailableError, SupplygenError

if TYPE_CHECKING:
    from supplygen.cluster.job import Job
    from supplygen.config import Settings
    from supplygen.generate.orchestrator import Orchestrator

_prepared: dict[Settings, Orchestrator] = {}
"""Of the latest load alone: the memory of a second world would be missed."""
_turn = threading.Lock()


def make_part(job: Job, number: int) -> SupplygenError | None:
    """Make a part; return an error that no other attempt would spare, and raise those that one may."""
    try:
        with _turn:
            source = _source(job.settings)
            source.cut(job.settings.parts)
            job.make(source, number)
    except DatabaseUnavailableError:
        raise
    except SupplygenError as error:
        return error
    return None


def prepare(settings: Settings) -> None:
    """Make world and plan before the first part is asked for."""
    with _turn:
        _source(settings)


def forget() -> None:
    """Give back the memory of the world and plan that are kept."""
    _prepared.clear()


async def get_ready() -> None:
    """Import what makes parts."""
    await asyncio.to_thread(_import)


async def reach(url: str, leader: int) -> None:
    """Raise `DatabaseUnavailableError` unless this worker can stream into the load that `leader` leads."""
    await asyncio.to_thread(_reach, url, leader)


def _import() -> None:
    import supplygen.cluster.job
    import supplygen.generate.orchestrator  # noqa: F401 - for the next to come


def _reach(url: str, leader: int) -> None:
    from supplygen.cluster.job import own_url
    from supplygen.database.part_locks import open_part_session

    open_part_session(own_url(url), "check", leader).close()


def _source(settings: Settings) -> Orchestrator:
    """Return the rows of a company, prepared; on as many threads as this worker has."""
    from distributed import get_worker

    from supplygen.generate.orchestrator import Orchestrator
    from supplygen.progress import SILENT

    known = replace(settings, parts=0, jobs=get_worker().state.nthreads)
    if known not in _prepared:
        _prepared.clear()
        source = Orchestrator(known)
        source.prepare(SILENT)
        _prepared[known] = source
    return _prepared[known]
