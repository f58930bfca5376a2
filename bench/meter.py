"""Time and the server's CPU seconds from now on."""

from __future__ import annotations

import time

from bench.program import Usage
from bench.sample import Sample
from bench.server import Server


class Meter:
    """Measures one run."""

    def __init__(self, server: Server) -> None:
        """Begin."""
        self._server = server
        self._cpu_before = server.cpu_seconds()
        self._own_before = time.process_time()
        self._began = self._last = time.perf_counter()
        self.phases: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        """Time since the beginning."""
        return time.perf_counter() - self._began

    def lap(self, phase: str) -> None:
        """Note that a phase ends now."""
        now = time.perf_counter()
        self.phases[phase] = self.phases.get(phase, 0) + now - self._last
        self._last = now

    def sample(self, usage: Usage | None = None, size_bytes: int = 0, first_row: float | None = None) -> Sample:
        """Return what was measured until now; without `usage` the client is the benchmark itself."""
        seconds, cpu = self.seconds, self._server.cpu_seconds()
        own = time.process_time() - self._own_before
        return Sample(
            seconds=seconds,
            client_cpu_seconds=usage.cpu_seconds if usage else own,
            server_cpu_seconds=None if cpu is None or self._cpu_before is None else cpu - self._cpu_before,
            size_bytes=size_bytes,
            peak_bytes=usage.peak_bytes if usage else 0,
            first_row_seconds=first_row,
            phases=dict(self.phases),
        )
