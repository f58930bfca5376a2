"""Work that ended by no fault of its own is done again, where that does no harm."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import psycopg

from supplygen.database.session import reading
from supplygen.errors import BrokenOffError

ATTEMPTS = 3
"""In all: one deadlock, conflict or lost connection is an accident, a third in a row has a cause that stays."""
REPEAT_PAUSE_S = 1.0
"""Before the next attempt: whoever was in the way gets on, and a proxy has noticed what is gone."""

Result = TypeVar("Result")
OnRepeat = Callable[[str], None]
"""Hears why something is done again."""


def repeated(work: Callable[[], Result], on_repeat: OnRepeat) -> Result:
    """Do work that opens its own connection or may use the same again, and that does no harm when done twice.

    Raises the BrokenOffError of the last of a few attempts; every other error at once.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except BrokenOffError as error:
            on_repeat(f"{error}; trying again")
            time.sleep(REPEAT_PAUSE_S)
    return work()


def read(
    url: str,
    name: str,
    work: Callable[[psycopg.Connection], Result],
    on_repeat: OnRepeat,
    settings: Sequence[str] = (),
    *,
    snapshot: bool = False,
) -> Result:
    """Do work that only reads in a transaction of its own (`session.reading`), again where it is broken off."""

    def once() -> Result:
        with reading(url, name, *settings, snapshot=snapshot) as connection:
            return work(connection)

    return repeated(once, on_repeat)
