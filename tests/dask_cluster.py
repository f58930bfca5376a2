"""A Dask cluster of processes of their own: a scheduler and workers, started, paused and killed by tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MAIN = "from dask.__main__ import main; main()"
PATIENCE_S = 120


class DaskCluster:
    """What runs in a directory of its own, which has the logs."""

    def __init__(self, directory: Path, **settings: str) -> None:
        """Start a scheduler with `settings` of `distributed.scheduler`."""
        self._directory = directory
        self._file = directory / "scheduler.json"
        named = {f"DASK_DISTRIBUTED__SCHEDULER__{name}": value for name, value in settings.items()}
        self._environment = os.environ | named
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(MAIN, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        wait_for(self._file.exists)

    @property
    def address(self) -> str:
        """What `--cluster` is given."""
        wait_for(lambda: self._file.read_text().endswith("}"))
        return str(json.loads(self._file.read_text())["address"])

    def add_worker(self, before: str = "", *flags: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker without a nanny, which runs some Python `before`."""
        place = self._directory / f"worker{len(self.processes)}"
        return self._start(
            f"{before}\n{MAIN}", "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
            "--local-directory", str(place), *flags, **environment
        )  # fmt: skip

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many have come, whether they are still there or not."""
        wait_for(lambda: self.said().count("Register worker") >= count)

    def stop(self) -> None:
        """Kill whatever runs."""
        for process in self.processes:
            process.kill()
            process.wait()

    def said(self) -> str:
        """All logs."""
        return "".join(path.read_text() for path in sorted(self._directory.glob("*.log")))

    def _start(self, main: str, command: str, *flags: str, **environment: str) -> subprocess.Popen[bytes]:
        log = self._directory / f"{command}{len(self.processes)}.log"
        with log.open("wb") as file:
            arguments = [sys.executable, "-c", main, command, *flags, "--scheduler-file", str(self._file)]
            self.processes.append(
                subprocess.Popen(arguments, stdout=file, stderr=file, env=self._environment | environment)
            )
        return self.processes[-1]


@contextmanager
def dask_cluster(directory: Path, workers: int = 2, **settings: str) -> Iterator[DaskCluster]:
    """Run a cluster for as long as it is needed."""
    cluster = DaskCluster(directory, **settings)
    try:
        for _ in range(workers):
            cluster.add_worker()
        cluster.wait_for_workers(workers)
        yield cluster
    finally:
        cluster.stop()


def supplygen(*tokens: str, **environment: str) -> subprocess.Popen[str]:
    """Run the command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "supplygen", *tokens],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
        start_new_session=True,
    )


def interrupt(process: subprocess.Popen[str]) -> None:
    """Press Ctrl-C: the terminal sends it to the process and to all that it has started."""
    os.killpg(process.pid, signal.SIGINT)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and stderr."""
    _, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, err


def wait_for(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
