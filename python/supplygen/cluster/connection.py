"""The cluster that `--cluster` names: processes of this machine for the time of a command, or a scheduler elsewhere."""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from supplygen import DATA_VERSION, __version__
from supplygen.cluster import local_worker
from supplygen.cluster.worker import get_ready
from supplygen.config import MOST_JOBS
from supplygen.database.target import URL_VARIABLE
from supplygen.errors import ClusterUnavailableError, UsageError

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local:"
"""Before a number of processes."""
ANSWER_S = 10
"""For a scheduler; also how long this machine's processes have for their end."""
WANTED = {"__version__": __version__, "DATA_VERSION": DATA_VERSION}
"""What every worker's supplygen must say of itself: else it makes other rows."""


def local_processes(address: str) -> int:
    """Return how many processes `local:N` means; 0 for the address of a scheduler, which is not looked at."""
    if not address.startswith(LOCAL):
        return 0
    number = address.removeprefix(LOCAL)
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_JOBS):
        raise UsageError(f"--cluster {address}: local:N has 1 to {MOST_JOBS} processes, such as local:4")
    return int(number)


@contextmanager
def open_cluster(address: str, url: str | None = None) -> Iterator[Client]:
    """Yield a client of a cluster whose workers have this release; `url` reaches those of this machine alone."""
    processes = local_processes(address)
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError("--cluster needs Dask: install it with `pip install 'supplygen[dask]'`") from error
    # What it has to say of workers that come and go would stand among our own lines.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        where: object = address
        if processes:
            # By their environment the URL gets to them past the scheduler, with its password.
            where = stack.enter_context(
                LocalCluster(
                    n_workers=processes,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # else all the network would see it
                    silence_logs=logging.CRITICAL,
                    preload=local_worker.__name__,
                    env={URL_VARIABLE: url} if url else {},
                )
            )
        try:
            client = stack.enter_context(Client(where, timeout=ANSWER_S, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ClusterUnavailableError(f"no Dask scheduler answers at {address}: {error}") from error
        _insist_on_release(client, address)
        client.run(get_ready)
        yield client


def _insist_on_release(client: Client, address: str) -> None:
    """Refuse a cluster without workers, and workers of another release."""
    for name, wanted in WANTED.items():
        # A function of the standard library: it reaches workers without any supplygen, too.
        found = client.run(pkgutil.resolve_name, f"supplygen:{name}", on_error="return")
        if not found:
            raise ClusterUnavailableError(f"the cluster at {address} has no workers: start some with `dask worker`")
        for worker, answer in found.items():
            if answer != wanted:
                said = f"supplygen cannot be imported ({answer})" if isinstance(answer, Exception) else f"is {answer}"
                raise ClusterUnavailableError(f"on worker {worker}, {name} {said}, and here {wanted}: install the same")
