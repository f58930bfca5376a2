"""Options that several commands share."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from supplygen.config import Settings, parse_start, resolve_settings
from supplygen.policy.size import CASES_A_YEAR_AT_1, STORES_AT_1
from supplygen.scenario import Scenario
from supplygen.verify.registry import Cost, Kind

# Help stands with the type: cyclopts shows it wherever a command takes such an option.
DatabaseUrl = Annotated[str | None, Parameter(help="PostgreSQL to use, as libpq or SQLAlchemy URL")]
Jobs = Annotated[
    int | None,
    Parameter(help="Connections side by side; default: usable cores", validator=validators.Number(gte=0, lte=256)),
]
Json = Annotated[bool, Parameter(help="As JSON, for machines", negative="")]
JsonFile = Annotated[Path | None, Parameter(help="File for a report as JSON; - is stdout", allow_leading_hyphen=True)]
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
OutDirectory = Annotated[Path, Parameter(help="New or empty directory")]
Quiet = Annotated[bool, Parameter(help="No progress on stderr", negative="")]
Yes = Annotated[bool, Parameter(help="Do not ask", negative="")]
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


@Parameter(name="*")
@dataclass(frozen=True)
class SettingsOptions:
    """What a load is made of; what is left out comes from `SUPPLYGEN_*`, `supplygen.toml` or the default."""

    scale: Annotated[float | None, Parameter(help=SIZE)] = None
    seed: Annotated[int | None, Parameter(help="Seed of all random draws")] = None
    start: Annotated[str | None, Parameter(help="First day of the horizon: a Monday, as YYYY-MM-DD")] = None
    weeks: Annotated[int | None, Parameter(help="Length of the horizon, ISO weeks; 4 to 260")] = None
    scenario: Annotated[str | None, Parameter(help="Planted events: baseline, none, or a TOML file")] = None
    jobs: Annotated[int | None, Parameter(help="Workers and restoring connections; default: usable cores")] = None
    connections: Annotated[int | None, Parameter(help="Connections at most; default: what tables and jobs want")] = None
    slice_rows: Annotated[int | None, Parameter(help="Fact rows that one slice aims at")] = None

    def resolve(self) -> Settings:
        """Combine with the other sources."""
        flags = asdict(self)
        if self.start is not None:
            flags["start"] = parse_start(self.start)
        if self.scenario is not None:
            flags["scenario"] = Scenario.named(self.scenario)
        return resolve_settings(flags)


NO_OPTIONS = SettingsOptions()
