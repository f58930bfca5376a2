"""What a process of `--cluster local:N` begins with: Dask imports this into each (`preload`)."""

from __future__ import annotations

import logging
import signal


def dask_setup(_worker: object) -> None:
    """Leave what the terminal gets and shows to the command.

    A Ctrl-C goes to all processes there; the command ends the others in good order. What the driver notes about a
    connection that is being given up would come beside its one line.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
