"""What a load was, for machines: settings, versions, phases, tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import supplygen
from supplygen.cli.console import print_json
from supplygen.config import Settings
from supplygen.database.target import connect, display_url
from supplygen.load.phases import LoadReport
from supplygen.machine import peak_memory
from supplygen.progress import Phase


def write_run_report(
    file: Path, settings: Settings, url: str, phases: Sequence[Phase], report: LoadReport, began: datetime
) -> None:
    """Write a load's report as JSON into a file, or to stdout where that is `-`."""
    with connect(url, "report") as connection:
        server = connection.info.parameter_status("server_version")
    streamed = report.streamed.items()
    print_json(
        {
            "supplygen": supplygen.__version__,
            "postgresql": server,
            "database": display_url(url),
            "settings": settings.content(),
            "jobs": settings.jobs,
            "began": began.isoformat(timespec="seconds"),
            "ended": datetime.now(UTC).isoformat(timespec="seconds"),
            "phases": [
                {"name": phase.name, "seconds": round(phase.seconds, 3), "done": phase.done, "unit": phase.unit}
                for phase in phases
            ],
            "tables": {name: {"rows": one.rows, "bytes": one.bytes, "seconds": one.seconds} for name, one in streamed},
            "resumed": report.resumed,
            "stood_already": report.standing is not None,
            "peak_memory_bytes": peak_memory(),
        },
        file,
    )
