"""What is measured in one run of one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Samples = Mapping[str, "Sample"]
"""By the name of what was reached: a restore is one without statistics first, and one with them later."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run."""

    seconds: float
    client_cpu_seconds: float
    """Of the program that loads, and of those that it starts."""
    server_cpu_seconds: float | None
    """Of all of the server's processes; None where the system does not tell."""
    size_bytes: int = 0
    """Tables and indexes on disk; 0 where the way leaves none."""
    peak_bytes: int = 0
    """Resident memory of the program that loads; 0 where it is unknown, or the benchmark itself."""
    first_row_seconds: float | None = None
    """From the command to the first row at the server."""
    phases: Mapping[str, float] = field(default_factory=dict)
    """Seconds from the end of the phase before to the end of this one, so that they add up."""

    @property
    def client_share(self) -> float | None:
        """Part of all CPU seconds that is the loading program's."""
        if self.server_cpu_seconds is None:
            return None
        return self.client_cpu_seconds / max(self.client_cpu_seconds + self.server_cpu_seconds, 1e-9)
