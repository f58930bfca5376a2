"""Dumps of five small tables, and psql to load them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from fake_source import FakeSource
from supplygen.config import Settings
from supplygen.embedded.binaries import find_bin_dir
from supplygen.load.dump import PartsDump
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.naming import FormatName
from supplygen.sinks.files.places import place_of

SETTINGS = Settings(parts=1)


def dump(place: Path | str, source: FakeSource, form: FormatName = "copy", settings: Settings = SETTINGS) -> None:
    """Dump the rows of a source, as the command does."""
    whole = PartsDump(settings, place_of(str(place)), file_format(form))
    assert whole.due() == [1]
    whole.write(source, 1, lambda *_: None)


def psql(directory: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a dump."""
    program = find_bin_dir() / "psql"
    return subprocess.run(
        [program, "-X", "-q", "-f", "load.sql", url], cwd=directory, capture_output=True, text=True, check=False
    )
