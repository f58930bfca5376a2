"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token, validators

from supplygen.cli.console import note
from supplygen.cli.displays import LogFormat
from supplygen.config import NAMES, PREFIX, Settings, parse_start, resolve_settings, split_names
from supplygen.embedded.server import HOME_VARIABLE
from supplygen.errors import UsageError
from supplygen.policy.size import CASES_A_YEAR_AT_1, STORES_AT_1
from supplygen.scenario import Scenario
from supplygen.sinks.files.naming import FormatName
from supplygen.verify.registry import Cost, Kind
from supplygen.workload.mix import BENCH_SECONDS, Mix


def whole(_kind: object, tokens: Sequence[Token]) -> int:
    """Read an integer; cyclopts by itself rounds a fraction."""
    try:
        return int(tokens[0].value)
    except ValueError:
        raise ValueError(f"{tokens[0].value!r} is not an integer") from None


# Help stands with the type: cyclopts shows it wherever a command takes such an option.
DatabaseUrl = Annotated[str | None, Parameter(help="PostgreSQL to use, as libpq or SQLAlchemy URL")]
Jobs = Annotated[
    int | None,
    Parameter(
        help="Connections side by side; default: usable cores",
        converter=whole,
        validator=validators.Number(gte=0, lte=256),
    ),
]
Json = Annotated[bool, Parameter(help="As JSON, for machines", negative="")]
JsonFile = Annotated[Path | None, Parameter(help="File for a report as JSON; - is stdout", allow_leading_hyphen=True)]
Report = Annotated[
    Path | None, Parameter(help="File for a report of the load as JSON; - is stdout", allow_leading_hyphen=True)
]
LogForm = Annotated[LogFormat, Parameter(help="Of the progress: for people, or a JSON object a line")]
Only = Annotated[str | None, Parameter(help="Numbers of invariants, such as I13,I14")]
Output = Annotated[Path | None, Parameter(help="File to write instead of stdout")]
OfKind = Annotated[Kind | None, Parameter(help="Only exact invariants, or only bands")]
OfCost = Annotated[Cost | None, Parameter(help="Only cheap invariants, or only those that read the largest tables")]
Sample = Annotated[
    float | None,
    Parameter(
        help="Percent of the rows on which expensive exact invariants are judged, for very large scales",
        validator=validators.Number(gt=0, lte=100),
    ),
]
Strict = Annotated[bool, Parameter(help="A figure outside its band is a failure too", negative="")]
LeaveOut = Annotated[
    tuple[str, ...], Parameter(help="A key or index of your own that cannot come back and need not", negative="")
]
OfMix = Annotated[
    Mix,
    Parameter(
        help="questions: those of docs/questions.md, with their answers checked. orders: order entry, allocation and"
        " traces, which write to working tables in the schema supplygen_bench, dropped at the end"
    ),
]
Clients = Annotated[
    int | None,
    Parameter(help="Sessions side by side; default: usable cores", converter=whole, validator=validators.Number(gte=1)),
]
Time = Annotated[
    int | None,
    Parameter(help=f"Seconds to run; default: {BENCH_SECONDS}", converter=whole, validator=validators.Number(gte=1)),
]
OfClient = Annotated[
    int | None,
    Parameter(
        help="Transactions of each client, instead of a time", converter=whole, validator=validators.Number(gte=1)
    ),
]
Rate = Annotated[
    float | None,
    Parameter(
        help="Transactions to begin per second; default: as many as there can be", validator=validators.Number(gt=0)
    ),
]
BenchSeed = Annotated[
    int, Parameter(help="Seed of pgbench's draws", converter=whole, validator=validators.Number(gte=0, lt=1 << 64))
]
BinDirectory = Annotated[
    Path | None, Parameter(name="--bindir", help="Directory of pgbench; default: where PostgreSQL's programs are found")
]
OutPlace = Annotated[
    str, Parameter(help="New or empty directory, or such a URL of an object store as s3://bucket/dump")
]
PartNumber = Annotated[int | None, Parameter(name="--part", help="Only this one of --parts, from 1")]
FileForm = Annotated[
    FormatName, Parameter(name="--format", help="Of the files: PostgreSQL's COPY text, CSV, or Parquet")
]
OutPage = Annotated[Path, Parameter(help="HTML file to write; - is stdout", allow_leading_hyphen=True)]
Quiet = Annotated[bool, Parameter(help="No progress on stderr", negative="")]
Yes = Annotated[bool, Parameter(help="Do not ask", negative="")]
Create = Annotated[
    bool, Parameter(help="Create the schema first, or bring it to the newest release's, as `migrate` does", negative="")
]
Down = Annotated[
    bool, Parameter(help="Take the schema away instead, whatever a load has left in its tables", negative="")
]
Revision = Annotated[str, Parameter(help="Revision to bring the schema to")]
Schema = Annotated[
    str | None,
    Parameter(
        help="Schema of the company's tables, created where it is missing; the database remembers it. Default: public"
    ),
]
Role = Annotated[str, Parameter(help="Role that is to read")]
Sql = Annotated[bool, Parameter(help="Print the SQL that creates the schema, and look at no database", negative="")]
Partitioned = Annotated[
    bool, Parameter(help="Make the tables that grow with time partitioned, a leaf for each part of a load", negative="")
]
Cluster = Annotated[
    str | None,
    Parameter(help="Dask workers that make the parts: local:4 processes here, or a scheduler, tcp://host:8786"),
]
Replace = Annotated[bool, Parameter(help="Replace what the database holds", negative="")]
DryRun = Annotated[
    bool, Parameter(help="Check the database and print the exact rows per table; change nothing", negative="")
]
Null = Annotated[
    bool, Parameter(help="Generate and encode, keep nothing: the generator's own speed, no database", negative="")
]

SIZE = (
    f"Size; 1 is a company of {STORES_AT_1:,} stores and {CASES_A_YEAR_AT_1 / 1_000_000:.1f} million cases a year;"
    " 0.001 to 1000"
)


DEFAULTS = {one.name: one.default for one in fields(Settings)} | {
    "scenario": "baseline",
    "jobs": "usable cores",
    "connections": "what tables and jobs want",
    "parts": "1, or as fit a --cluster",
    "tables": "all",
}
"""As help shows them."""


KNOWN_VARIABLES = {HOME_VARIABLE, *(PREFIX + name.upper() for name in NAMES)}


def _unknown_variables() -> set[str]:
    """Variables that are meant for us by their name, and that nothing reads."""
    return {name for name in os.environ if name.startswith(PREFIX)} - KNOWN_VARIABLES


def _setting(name: str, text: str) -> Parameter:
    is_whole = isinstance(getattr(Settings(), name), int)
    shown = f"{text} [default: {DEFAULTS[name]}] [env: {PREFIX}{name.upper()}]"
    return Parameter(help=shown, converter=whole if is_whole else None)


@Parameter(name="*")
@dataclass(frozen=True)
class SettingsOptions:
    """What a load is made of; what is left out comes from `SUPPLYGEN_*`, `supplygen.toml` or the default."""

    scale: Annotated[float | None, _setting("scale", SIZE)] = None
    seed: Annotated[int | None, _setting("seed", "Seed of all random draws")] = None
    start: Annotated[str | None, _setting("start", "First day of the horizon: a Monday, as YYYY-MM-DD")] = None
    weeks: Annotated[int | None, _setting("weeks", "Length of the horizon, ISO weeks; 4 to 260")] = None
    scenario: Annotated[str | None, _setting("scenario", "Planted events: baseline, none, or a TOML file")] = None
    tables: Annotated[
        str | None, _setting("tables", "Only these tables, such as orders,shipments, and those that they refer to")
    ] = None
    levels: Annotated[str | None, Parameter(help="Only these levels, such as 0-4,8, and what they refer to")] = None
    jobs: Annotated[int | None, _setting("jobs", "Workers and restoring connections")] = None
    connections: Annotated[int | None, _setting("connections", "Connections at most")] = None
    parts: Annotated[int | None, _setting("parts", "Runs of whole weeks that the facts are made in")] = None
    slice_rows: Annotated[int | None, _setting("slice_rows", "Fact rows that one slice aims at")] = None

    def resolve(self) -> Settings:
        """Combine with the other sources."""
        for name in sorted(_unknown_variables()):
            note(f"the environment sets {name}, which nothing reads: known are {', '.join(sorted(KNOWN_VARIABLES))}")
        flags = asdict(self)
        del flags["levels"]
        if self.tables is not None:
            flags["tables"] = split_names(self.tables)
        if self.start is not None:
            flags["start"] = parse_start(self.start)
        if self.scenario is not None:
            flags["scenario"] = Scenario.named(self.scenario)
        settings = resolve_settings(flags)
        is_whole = self.tables is None and self.levels is None and not settings.tables
        return settings if is_whole else _selected(settings, self.levels)


def _selected(settings: Settings, levels: str | None) -> Settings:
    """Choose the tables by name, the levels by number, and their parents."""
    from supplygen.generate.choice import with_parents  # brings SQLAlchemy with it
    from supplygen.schema.graph import level_graph

    of_levels = () if levels is None else level_graph().of_levels(_numbers(levels))
    if not settings.tables and not of_levels:
        raise UsageError("--tables and --levels choose no table: name some, or leave both out for all")
    return with_parents(settings, of_levels)


def _numbers(text: str) -> list[int]:
    """Read numbers and ranges of numbers with commas between them."""
    found: list[int] = []
    for part in split_names(text):
        first, _, last = part.partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            raise UsageError(f"--levels: {part!r} is neither a number nor a range such as 0-4")
        found.extend(range(int(first), int(last or first) + 1))
    return found


NO_OPTIONS = SettingsOptions()
