"""What the user sees while work goes on, on stderr: bars on a terminal, elsewhere lines for people or for machines."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from supplygen.progress import SHARE, DisplayReporter, Phase, SilentDisplay

PLAIN_INTERVAL_S = 5.0
"""Between two lines about one phase where there is no terminal."""

LEAST_TOTAL_WITH_RATE = 1_000
"""Units below which units per second say nothing, and neither does the time that the rest would take."""
LogFormat = Literal["text", "json"]
"""Of what is said on the way: for people, or a JSON object a line."""


class PlainDisplay:
    """One line when a phase begins, now and then, and when it ends."""

    def __init__(self, console: Console) -> None:
        """Write to `console`."""
        self._console = console
        self._last: dict[Phase, float] = {}

    def begin(self, phase: Phase) -> None:
        """Say what begins and how much it is."""
        self._last[phase] = phase.began
        if phase.unit != SHARE:
            self._line(f"{phase.name}: {phase.total:,} {phase.unit}")

    def update(self, phase: Phase) -> None:
        """Say how far it is, not too often."""
        now = time.perf_counter()
        if now - self._last[phase] >= PLAIN_INTERVAL_S and phase.done < phase.total:
            self._last[phase] = now
            self._line(f"{phase.name}: {_far(phase)}")

    def end(self, phase: Phase) -> None:
        """Say how long it took."""
        del self._last[phase]
        has_rate = phase.total >= LEAST_TOTAL_WITH_RATE and phase.unit != SHARE
        rate = f", {phase.rate:,.0f} {phase.unit}/s" if has_rate else ""
        self._line(f"{phase.name}: done in {phase.seconds:.1f} s{rate}")

    def note(self, text: str) -> None:
        """Write a line."""
        self._line(text)

    def _line(self, text: str) -> None:
        self._console.print(text, highlight=False, markup=False, soft_wrap=True)


def _far(phase: Phase) -> str:
    """Say how far a phase is, how long the rest takes, and what is under way."""
    done = f"{phase.share:.0%}" if phase.unit == SHARE else _counted(phase)
    is_even = phase.unit == SHARE or phase.total >= LEAST_TOTAL_WITH_RATE
    left = f", {phase.left} left" if is_even and 0 < phase.done < phase.total else ""
    return f"{done}{left}{', ' if phase.detail else ''}{phase.detail}"


def _counted(phase: Phase) -> str:
    return f"{phase.done:,} of {phase.total:,} {phase.unit} ({phase.share:.0%}), {phase.rate:,.0f}/s"


class JsonDisplay:
    """One JSON object a line for what `PlainDisplay` says, for whatever collects logs."""

    def __init__(self, console: Console) -> None:
        """Write to `console`."""
        self._console = console
        self._last: dict[Phase, float] = {}

    def begin(self, phase: Phase) -> None:
        """Write what begins and how much it is."""
        self._last[phase] = phase.began
        self._line("begin", phase)

    def update(self, phase: Phase) -> None:
        """Write how far it is, not too often."""
        now = time.perf_counter()
        if now - self._last[phase] >= PLAIN_INTERVAL_S and phase.done < phase.total:
            self._last[phase] = now
            left, detail = phase.left.total_seconds(), phase.detail
            self._line("progress", phase, done=phase.done, seconds=round(phase.seconds, 3), left=left, detail=detail)

    def end(self, phase: Phase) -> None:
        """Write how long it took."""
        del self._last[phase]
        self._line("end", phase, done=phase.done, seconds=round(phase.seconds, 3))

    def note(self, text: str) -> None:
        """Write a line."""
        self._write({"event": "note", "text": text})

    def _line(self, event: str, phase: Phase, **more: float | str) -> None:
        self._write({"event": event, "phase": phase.name, "total": phase.total, "unit": phase.unit, **more})

    def _write(self, fields: Mapping[str, object]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._console.out(json.dumps({"time": now, **fields}), highlight=False)


class BarDisplay:
    """A bar per phase."""

    def __init__(self, bars: Progress) -> None:
        """Draw with `bars`, which are live already."""
        self._bars = bars
        self._tasks: dict[Phase, TaskID] = {}

    def begin(self, phase: Phase) -> None:
        """Add a bar."""
        self._tasks[phase] = self._bars.add_task(phase.name, total=phase.total, far=phase.unit)

    def update(self, phase: Phase) -> None:
        """Move the bar."""
        self._bars.update(self._tasks[phase], completed=phase.done, far=_far(phase))

    def end(self, phase: Phase) -> None:
        """Leave the bar as it ended."""
        self.update(phase)
        self._bars.stop_task(self._tasks[phase])

    def note(self, text: str) -> None:
        """Write a line above the bars."""
        self._bars.console.print(text, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def reporter(console: Console, *, quiet: bool = False, log_format: LogFormat = "text") -> Iterator[DisplayReporter]:
    """Report on `console` as fits it."""
    if quiet:
        yield DisplayReporter(SilentDisplay())
    elif log_format == "json":
        yield DisplayReporter(JsonDisplay(console))
    elif not console.is_terminal:
        yield DisplayReporter(PlainDisplay(console))
    else:
        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[far]}"),
        )
        with Progress(*columns, console=console) as bars:
            yield DisplayReporter(BarDisplay(bars))
