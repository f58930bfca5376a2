"""The figures of one run, and the files that keep them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bench.sample import Sample

RESULTS = Path(__file__).parent / "results"
"""Where figures are kept."""


@dataclass(frozen=True, slots=True)
class Record:
    """One run of the benchmark."""

    scale: float
    rows: int
    copy_bytes: int
    """Of all rows in binary COPY."""
    environment: Mapping[str, Mapping[str, str]]
    """Machine, versions and settings of the server."""
    trials: Mapping[str, Mapping[str, float]]
    """Seconds by way and setting, of ways that have a choice."""
    samples: Mapping[str, Sequence[Sample]]
    """By way, a sample a round."""

    @property
    def postgresql(self) -> int:
        """Major version of the server."""
        return int(self.environment["versions"]["PostgreSQL"].partition(".")[0])

    def seconds(self, way: str) -> float:
        """Median of a way."""
        return median(sample.seconds for sample in self.samples[way])

    def phases(self, way: str) -> dict[str, float]:
        """Medians of the phases of a way, in order."""
        samples = self.samples[way]
        return {phase: median(sample.phases[phase] for sample in samples) for phase in samples[0].phases}


def write(record: Record, folder: Path = RESULTS) -> None:
    """Keep a record in the place of an earlier one of the same server and scale."""
    folder.mkdir(exist_ok=True)
    file = folder / f"postgresql-{record.postgresql}-scale-{record.scale:g}.json"
    file.write_text(json.dumps(asdict(record), indent=1) + "\n")


def read_all(folder: Path = RESULTS) -> list[Record]:
    """Return all records that are kept: the newest server first, and by scale."""
    return sorted(_read(folder.glob("*.json")), key=lambda record: (-record.postgresql, record.scale))


def _read(files: Iterable[Path]) -> Iterable[Record]:
    for file in files:
        fields = json.loads(file.read_text())
        samples = {way: [Sample(**sample) for sample in samples] for way, samples in fields.pop("samples").items()}
        yield Record(**fields, samples=samples)
