"""What runs on a worker. It makes one part at a time, on all its threads, and keeps world and plan for the next."""

from __future__ import annotations

import threading
from dataclasses import replace

from supplygen.cluster.job import Job, own_url
from supplygen.config import Settings
from supplygen.database.part_locks import open_part_session
from supplygen.errors import DatabaseUnavailableError, SupplygenError
from supplygen.generate.orchestrator import Orchestrator
from supplygen.progress import SILENT

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


def reach(url: str, leader: int) -> None:
    """Raise `DatabaseUnavailableError` unless this worker can stream into the load that `leader` leads."""
    open_part_session(own_url(url), "check", leader).close()


def _source(settings: Settings) -> Orchestrator:
    """Return the rows of a company, prepared; on as many threads as this worker has."""
    from distributed import get_worker

    known = replace(settings, parts=0, jobs=get_worker().state.nthreads)
    if known not in _prepared:
        _prepared.clear()
        source = Orchestrator(known)
        source.prepare(SILENT)
        _prepared[known] = source
    return _prepared[known]
