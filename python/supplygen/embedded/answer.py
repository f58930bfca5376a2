"""What the embedded server says to whoever knocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import psycopg

from supplygen.embedded.address import open_connection

SEVERITY = "FATAL:"
"""What follows is the server's own word, in English (`lc_messages`); all else is libpq's."""
NO_CONNECTION_LEFT = ("too many clients", "too many connections", "remaining connection slots")
NOT_YET = "the database system is"
"""... starting up, in recovery mode, not yet accepting connections, shutting down."""


class Kind(Enum):
    """How the server takes a new connection."""

    READY = auto()
    BUSY = auto()
    FULL = auto()
    REFUSED = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """The kind of an answer and its words."""

    kind: Kind
    said: str = ""


def ask(url: str) -> Answer:
    """Connect once."""
    try:
        open_connection(url).close()
    except psycopg.OperationalError as error:
        return understood(str(error))
    return Answer(Kind.READY)


def understood(message: str) -> Answer:
    """Tell from libpq's message why there is no connection."""
    _, of_server, said = message.rpartition(SEVERITY)
    said = next((line.strip() for line in said.splitlines() if line.strip()), "no answer")
    if not of_server:
        return Answer(Kind.SILENT, said)
    if said.startswith(NOT_YET):
        return Answer(Kind.BUSY, said)
    full = any(words in said for words in NO_CONNECTION_LEFT)
    return Answer(Kind.FULL if full else Kind.REFUSED, said)
