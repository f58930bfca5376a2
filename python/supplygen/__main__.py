"""Where the process begins: what can go wrong before there is a command line, and what holds to the end."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

NOWHERE = Path(os.devnull)

GC_ALLOCATIONS = 100_000
"""New objects between two looks for garbage in cycles: there is next to none of it, and each look costs the more, the
larger the world is; by Python's default of 700 they take a twentieth of a run."""


def main() -> None:
    """Run the command line; Ctrl-C, and SIGTERM alike, are one line from the first moment on."""
    gc.set_threshold(GC_ALLOCATIONS)
    # Of NumPy we use no linear algebra; the threads that wait for it would spin for a twentieth of a run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _open_closed_streams()
    try:
        from supplygen import cli

        cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("supplygen: interrupted\n")
        sys.exit(130)
    finally:
        gc.freeze()  # nothing is looked through for garbage on the way out


def _open_closed_streams() -> None:
    """Give a process that was started without stdin, stdout or stderr one that leads nowhere."""
    sys.stdin = sys.stdin or NOWHERE.open()
    sys.stdout = sys.stdout or NOWHERE.open("w")
    sys.stderr = sys.stderr or NOWHERE.open("w")


if __name__ == "__main__":
    main()
