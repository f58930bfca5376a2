"""A whole run: one load to start from, one trial of each setting, then the rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from bench import reference
from bench.environment import environment
from bench.record import Record
from bench.sample import Sample
from bench.server import running
from bench.ways import Run, ways
from supplygen.cli.console import diagnostics


def measure(home: Path, bin_dir: Path | None, scale: float, rounds: int, chosen: Collection[str]) -> Record:
    """Measure the chosen ways on a new server in `home`."""
    say = diagnostics().print
    with running(home, bin_dir) as server:
        say("reference: load, export and dump")
        origin = reference.make(server, scale)
        trials: dict[str, dict[str, float]] = {}
        fastest: dict[str, Run] = {}
        for way, candidates in ways(server, origin, scale).items():
            if way in chosen:
                say(f"trial: {way}")
                trials[way] = tried(candidates)
                fastest[way] = candidates[min(trials[way], key=trials[way].__getitem__)]
        samples: dict[str, list[Sample]] = defaultdict(list)
        for number in range(1, rounds + 1):
            for way, run in fastest.items():
                say(f"round {number} of {rounds}: {way}")
                for name, sample in run().items():
                    samples[name].append(sample)
        rows, size = sum(origin.rows.values()), sum(origin.copy_bytes.values())
        kept = {way: seconds for way, seconds in trials.items() if len(seconds) > 1}
        return Record(scale, rows, size, environment(server), kept, dict(samples))


def tried(candidates: Mapping[str, Run]) -> dict[str, float]:
    """Run each once, if there is a choice: its seconds by setting."""
    if len(candidates) == 1:
        return dict.fromkeys(candidates, 0.0)
    return {setting: max(sample.seconds for sample in run().values()) for setting, run in candidates.items()}
