"""Dumps of five small tables, and psql to load them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from fake_source import FakeSource
from supplygen.config import Settings
from supplygen.embedded.binaries import find_bin_dir
from supplygen.schema.graph import level_graph
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.naming import FormatName
from supplygen.sinks.files.places import place_of
from supplygen.sinks.files.sink import FilesSink
from supplygen.sinks.writer import StreamingWriter

TABLES = level_graph().tables


def dump(place: Path | str, source: FakeSource, form: FormatName = "copy") -> None:
    """Dump the rows of a source, or clean up as the command does."""
    sink = FilesSink(place_of(str(place)), file_format(form), TABLES, Settings().content())
    writer = StreamingWriter(sink, TABLES, expected=source.row_counts)
    try:
        source.produce(writer)
        writer.close()
    except BaseException:
        sink.abort()
        raise


def psql(directory: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a dump."""
    program = find_bin_dir() / "psql"
    return subprocess.run(
        [program, "-X", "-q", "-f", "load.sql", url], cwd=directory, capture_output=True, text=True, check=False
    )
