"""Times of the generator, of a load and of the server's own ceiling, measured in turn within one run.

    make bench                      # scale 0.1, three rounds
    make bench SCALE=1 ARGS='--rounds 5'

generator  `supplygen load --null`: simulate, generate and encode, keep nothing.
load       `supplygen load --replace`: the same into PostgreSQL, with all keys and indexes at the end.
ceiling    the same rows, already encoded, from files on the server's disk: `COPY ... FROM 'file' (FORMAT binary,
           FREEZE)`, then the same keys and indexes built the same way. No loader can be faster on this server.
pg_restore the same database, dumped uncompressed, into an empty one with `pg_restore --jobs`.

CPU seconds and peak memory are the loader's own. The server is an embedded one for this run; nothing else is touched.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from rich.console import Console
from rich.table import Table as Screen

from supplygen import _core
from supplygen.config import Settings, resolve_settings
from supplygen.database import ledger
from supplygen.database.catalog import table_identifier
from supplygen.database.session import open_session
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.server import EmbeddedServer
from supplygen.load.restore import Restorer
from supplygen.load.seal import seal
from supplygen.load.suspend import suspend
from supplygen.machine import usable_cores
from supplygen.schema.graph import level_graph

ROOT = Path(__file__).parents[1]
HOME = ROOT / "build" / "bench"
"""Of the embedded server; deleted before and after."""
MIB = 1 << 20
TABLES = {table.name: table for table in level_graph().tables}


@dataclass(frozen=True, slots=True)
class Sample:
    """One run."""

    seconds: float
    cpu_seconds: float = 0.0
    """Of the loader alone; the server's are not in it."""
    peak_mib: float = 0.0
    """Resident memory of the loader."""


def main() -> None:
    """Measure and print."""
    options = arguments()
    if _core.build_profile != "release":
        sys.exit("the extension is a debug build; run `make bench`")
    server = EmbeddedServer(HOME)
    server.destroy()
    try:
        measure(server.ensure_started(), server.data_dir.resolve() / "bench", options)
    finally:
        server.destroy()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=usable_cores(), help="COPY streams and index builds side by side")
    return parser.parse_args()


def measure(url: str, files: Path, options: argparse.Namespace) -> None:
    """Run all rounds on an empty server; `files` is a directory to be, inside its data, where both sides can write."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    command.upgrade(config, "head")
    flags = ["--scale", str(options.scale), "--jobs", str(options.jobs), "--quiet"]
    settings = resolve_settings({"scale": options.scale, "jobs": options.jobs})
    load = [*flags, "--database-url", url]
    loader(load)  # also fills the caches, and makes the rows that the ceiling reads from files
    with psycopg.connect(url) as connection:
        run = ledger.latest_run(connection)
        assert run is not None
        loaded = ledger.loaded_tables(connection, run.id)
    export(url, files)
    dump(url, files / "dump", options.jobs)
    ways: dict[str, Callable[[], Sample]] = {
        "generator": lambda: loader([*flags, "--null"]),
        "load": lambda: loader([*load, "--replace"]),
        "ceiling": lambda: ceiling(url, settings, loaded, files),
        "pg_restore": lambda: pg_restore(url, files / "dump", options.jobs),
    }
    samples: dict[str, list[Sample]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, run in ways.items():
            checkpoint(url)
            samples[name].append(run())
    show(samples, sum(table.row_count for table in loaded.values()), sum(table.bytes for table in loaded.values()))


def loader(flags: list[str]) -> Sample:
    """Run `supplygen load` as a process of its own."""
    began = time.perf_counter()
    process = subprocess.Popen([Path(sys.executable).with_name("supplygen"), "load", *flags])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"supplygen load failed with exit code {process.returncode}")
    # ru_maxrss is in KiB on Linux, in bytes on macOS.
    unit = MIB if sys.platform == "darwin" else 1024
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def export(url: str, files: Path) -> None:
    """Let the server write all tables as binary COPY files."""
    files.mkdir()
    owner = files.parent.stat()
    os.chown(files, owner.st_uid, owner.st_gid)
    with psycopg.connect(url) as connection:
        for name in TABLES:
            connection.execute(copy_statement(name, "TO", files, "FORMAT binary"))


def dump(url: str, directory: Path, jobs: int) -> None:
    """Make what `pg_restore` reads."""
    options = ["--format=directory", "--compress=none", f"--jobs={jobs}", f"--file={directory}"]
    subprocess.run([find_bin_dir() / "pg_dump", *options, url], check=True)


def pg_restore(url: str, directory: Path, jobs: int) -> Sample:
    """Restore into an empty database on the same server."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
        other = url.replace(f"/{connection.info.dbname}?", "/restored?")
        began = time.perf_counter()
        subprocess.run([find_bin_dir() / "pg_restore", f"--jobs={jobs}", f"--dbname={other}", directory], check=True)
        seconds = time.perf_counter() - began
        connection.execute("DROP DATABASE restored")
    return Sample(seconds)


def copy_statement(name: str, direction: str, files: Path, options: str) -> sql.Composed:
    """COPY of a table between the server and its own disk."""
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in TABLES[name].columns)
    file = sql.Literal(str(files / f"{name}.bin"))
    return sql.SQL(f"COPY {{}} ({{}}) {direction} {{}} ({options})").format(table_identifier(name), columns, file)


def ceiling(url: str, settings: Settings, loaded: dict[str, ledger.LoadedTable], files: Path) -> Sample:
    """Let the server read the files and build what it needs to, with the phases of a load around it."""
    began = time.perf_counter()
    rows = {name: table.row_count for name, table in loaded.items()}
    with open_session(url, "ceiling") as control:
        run_id = suspend(control, tuple(TABLES), settings.content())
        objects = ledger.suspended(control)
        restorer = Restorer(url, run_id, objects, settings.jobs, on_done=lambda: None)

        def fill(name: str) -> None:
            copy_from_file(url, run_id, loaded[name], files)
            restorer.table_is_filled(name)

        with ThreadPoolExecutor(settings.jobs) as pool:
            list(pool.map(fill, sorted(rows, key=lambda name: -loaded[name].bytes)))
        restorer.finish_tables()
        restorer.foreign_keys(rows)
        restorer.close()
        seal(control, run_id, tuple(TABLES), rows)
    return Sample(time.perf_counter() - began)


def copy_from_file(url: str, run_id: int, table: ledger.LoadedTable, files: Path) -> None:
    """Fill one table in one transaction."""
    name = table.table_name
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL("TRUNCATE {}").format(table_identifier(name)))
        connection.execute(copy_statement(name, "FROM", files, "FORMAT binary, FREEZE"))
        ledger.enter_table(connection, run_id, ledger.LoadedTable(name, table.row_count, table.bytes))


def checkpoint(url: str) -> None:
    """Write out what the run before left in memory, so that the next does not pay for it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def show(samples: dict[str, list[Sample]], rows: int, size: int) -> None:
    """Print medians, and how the load compares with the ceiling."""
    console = Console()
    screen = Screen("way", box=None, header_style="bold")
    for heading in ("seconds", "fastest", "slowest", "MB/s", "rows/s", "CPU s", "peak MiB"):
        screen.add_column(heading, justify="right")
    medians = {name: statistics.median(one.seconds for one in runs) for name, runs in samples.items()}
    for name, runs in samples.items():
        seconds = [one.seconds for one in runs]
        cpu, peak = statistics.median(one.cpu_seconds for one in runs), max(one.peak_mib for one in runs)
        row = [f"{figure:,.1f}" for figure in (medians[name], min(seconds), max(seconds), size / 1e6 / medians[name])]
        row.append(f"{rows / medians[name]:,.0f}")
        screen.add_row(name, *row, *((f"{cpu:.1f}", f"{peak:.0f}") if cpu else ("-", "-")))
    rounds, cores = len(samples["load"]), os.cpu_count()
    console.print(f"{rows:,} rows, {size / 1e6:,.0f} MB as binary COPY; medians of {rounds} rounds, {cores} cores")
    console.print(screen)
    console.print(f"load / ceiling = {medians['load'] / medians['ceiling']:.2f}")


if __name__ == "__main__":
    main()
