"""What the workers are told: all that it takes to make a part, and nothing secret, since the scheduler keeps it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from supplygen.config import Settings
from supplygen.database import ledger
from supplygen.database.company_schema import CompanySchema
from supplygen.database.part_locks import end_attempts, open_part_session
from supplygen.database.session import translated
from supplygen.database.target import URL_VARIABLE, normalize_url
from supplygen.load.source import RowSource, fill
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Leaf
from supplygen.sinks.postgres import PostgresSink


class Job(Protocol):
    """Makes parts of a company."""

    @property
    def settings(self) -> Settings:
        """Of the company, with the number of parts."""

    def make(self, source: RowSource, number: int) -> None:
        """Make a part, so far as it is not there; does no harm when done twice, or twice at once."""


@dataclass(frozen=True, slots=True)
class LoadJob:
    """Streams parts into a database."""

    settings: Settings
    run_id: int
    url: str
    """Without password; see `own_url`."""
    leader: int
    """The server's process that has the load's lock."""

    def make(self, source: RowSource, number: int) -> None:
        """Fill what is not in the ledger, once the sessions of earlier attempts are gone."""
        url, due = own_url(self.url), source.leaves([number])
        with open_part_session(url, "part", self.leader) as session, translated(f"part {number}"):
            end_attempts(session, number)
            finished = {Leaf(*leaf) for leaf in ledger.loaded_leaves(session, self.run_id)}
            company = CompanySchema.of(session)
        if due.keys() - finished:
            connect = partial(open_part_session, url, "copy", self.leader, number)
            by_parts = source.side_by_side if self.settings.parts > 1 else ()
            sink = PostgresSink(connect, company, self.run_id, max(1, len(source.side_by_side)), by_parts=by_parts)
            fill(sink, source, level_graph().tables, parts=[number], finished=finished)


def own_url(url: str) -> str:
    """Return where a worker finds the database: where its own environment says, else where the leader does.

    What the leader says has no password: libpq takes that from the worker's PGPASSWORD, password file or service.
    """
    own = os.environ.get(URL_VARIABLE)
    return normalize_url(own) if own else url
