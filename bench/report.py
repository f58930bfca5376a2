"""A record in words and tables, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from statistics import median

from bench.record import Record
from bench.restore import RESTORED, VACUUMED
from bench.sample import Sample
from tools.docs.markdown import table

MB = 1e6
HEADS = (
    "way",
    "seconds",
    "fastest",
    "slowest",
    "MB on disk",
    "MB/s",
    "rows/s",
    "client CPU s",
    "server CPU s",
    "peak MB",
)
COMPARED = (RESTORED, VACUUMED, "ceiling")


def report(record: Record) -> str:
    """Return all that is known of a run, in Markdown, under a heading of the second rank."""
    rounds = max(map(len, record.samples.values()))
    parts = [
        f"## PostgreSQL {record.postgresql}, scale {record.scale:g}",
        f"{record.rows:,} rows, {record.copy_bytes / MB:,.0f} MB as binary COPY. Rounds: {rounds}, in each of which the"
        " ways run in turn; figures are medians.",
        table(HEADS, (_row(record, way) for way in record.samples)),
        *((_comparison(record), _load(record)) if "load" in record.samples else ()),
        "Seconds by phase, each from the end of the phase before:",
        table(("way", "phases"), ((way, _listed(record.phases(way))) for way in record.samples if record.phases(way))),
        *_settings(record),
        "Seconds of all rounds:",
        table(
            ("way", *map(str, range(1, rounds + 1))), (_all(way, samples) for way, samples in record.samples.items())
        ),
        *(f"{name.capitalize()}: {_facts(facts)}." for name, facts in record.environment.items()),
    ]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _row(record: Record, way: str) -> list[str]:
    samples = record.samples[way]
    seconds = [sample.seconds for sample in samples]
    middle, size = median(seconds), median(sample.size_bytes for sample in samples) / MB
    rows = "" if way == "pgbench" else f"{record.rows / middle:,.0f}"
    return [
        way,
        *(f"{value:,.1f}" for value in (middle, min(seconds), max(seconds))),
        *((f"{size:,.0f}", f"{size / middle:,.0f}") if size else ("", "")),
        rows,
        _median(samples, lambda sample: sample.client_cpu_seconds, ".1f"),
        _median(samples, lambda sample: sample.server_cpu_seconds, ".1f"),
        _median(samples, lambda sample: sample.peak_bytes / MB or None, ",.0f"),
    ]


def _settings(record: Record) -> Iterable[str]:
    if record.trials:
        yield "Seconds of the trials, one for each setting, of which the fastest is measured:"
        yield table(("way", "setting", "seconds"), _trials(record.trials))


def _comparison(record: Record) -> str:
    load = record.seconds("load")
    ratios = [f"load / {way} = {load / record.seconds(way):.2f}" for way in COMPARED if way in record.samples]
    return f"{'; '.join(ratios)}." if ratios else ""


def _load(record: Record) -> str:
    samples = record.samples["load"]
    first = _median(samples, lambda sample: sample.first_row_seconds, ".1f")
    share = _median(samples, lambda sample: sample.client_share, ".0%")
    return (
        f"A load's first row reaches the server after {first or 'unknown'} s; {share or 'an unknown part'} of all CPU"
        " seconds are the loader's."
    )


def _median(samples: Iterable[Sample], figure: Callable[[Sample], float | None], form: str) -> str:
    """Write the median of a figure; nothing where it is not known."""
    known = [value for sample in samples if (value := figure(sample)) is not None]
    return format(median(known), form) if known else ""


def _all(way: str, samples: Iterable[Sample]) -> list[str]:
    return [way, *(f"{sample.seconds:.2f}" for sample in samples)]


def _listed(phases: Mapping[str, float]) -> str:
    return ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in phases.items())


def _trials(trials: Mapping[str, Mapping[str, float]]) -> Iterable[list[str]]:
    for way, settings in trials.items():
        for setting, seconds in settings.items():
            yield [way, setting, f"{seconds:.2f}"]


def _facts(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts.items())
