"""What the user sees while work goes on: phases with exact totals, on stderr.

On a terminal bars, elsewhere plain lines. A phase may run beside another.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PLAIN_INTERVAL_S = 5.0
"""Between two lines about one phase where there is no terminal."""

LEAST_TOTAL_WITH_RATE = 1_000
"""Units below which units per second say nothing."""


class Reporter(Protocol):
    """Hears of phases."""

    def phase(self, name: str, total: int, unit: str = "rows") -> Phase:
        """Begin a phase of `total` units."""

    def note(self, text: str) -> None:
        """Say something that belongs to no phase."""


class Phase:
    """One phase under way; safe to advance from several threads."""

    def __init__(self, name: str, total: int, unit: str, show: Display) -> None:
        """Begin; `show` draws it."""
        self.name, self.total, self.unit = name, total, unit
        self.done = 0
        self.began = time.perf_counter()
        self._ended: float | None = None
        self._show = show
        self._guard = threading.Lock()
        show.begin(self)

    def advance(self, count: int = 1) -> None:
        """Count `count` units as done."""
        with self._guard:
            self.done += count
            self._show.update(self)

    def finish(self) -> None:
        """End the phase."""
        with self._guard:
            self._ended = time.perf_counter()
            self._show.end(self)

    @property
    def seconds(self) -> float:
        """Time since the phase began, or that it took."""
        return (self._ended or time.perf_counter()) - self.began

    @property
    def rate(self) -> float:
        """Units per second so far."""
        return self.done / max(self.seconds, 1e-9)

    def __enter__(self) -> Self:
        """Begin; the phase already has."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, unless something went wrong."""
        if kind is None:
            self.finish()


OnProgress = Callable[[Phase], None]


class Display(Protocol):
    """Draws phases."""

    def begin(self, phase: Phase) -> None:
        """Show a new phase."""

    def update(self, phase: Phase) -> None:
        """Show what is done."""

    def end(self, phase: Phase) -> None:
        """Show that it is over."""

    def note(self, text: str) -> None:
        """Show a line."""


class SilentDisplay:
    """Draws nothing."""

    def begin(self, phase: Phase) -> None:
        """Show nothing."""

    def update(self, phase: Phase) -> None:
        """Show nothing."""

    def end(self, phase: Phase) -> None:
        """Show nothing."""

    def note(self, text: str) -> None:
        """Show nothing."""


class PlainDisplay:
    """One line when a phase begins, now and then, and when it ends."""

    def __init__(self, console: Console) -> None:
        """Write to `console`."""
        self._console = console
        self._last: dict[Phase, float] = {}

    def begin(self, phase: Phase) -> None:
        """Say what begins and how much it is."""
        self._last[phase] = phase.began
        self._line(f"{phase.name}: {phase.total:,} {phase.unit}")

    def update(self, phase: Phase) -> None:
        """Say how far it is, not too often."""
        now = time.perf_counter()
        if now - self._last[phase] >= PLAIN_INTERVAL_S and phase.done < phase.total:
            self._last[phase] = now
            share = phase.done / max(phase.total, 1)
            self._line(
                f"{phase.name}: {phase.done:,} of {phase.total:,} {phase.unit} ({share:.0%}), {phase.rate:,.0f}/s"
            )

    def end(self, phase: Phase) -> None:
        """Say how long it took."""
        del self._last[phase]
        rate = f", {phase.rate:,.0f} {phase.unit}/s" if phase.total >= LEAST_TOTAL_WITH_RATE else ""
        self._line(f"{phase.name}: done in {phase.seconds:.1f} s{rate}")

    def note(self, text: str) -> None:
        """Write a line."""
        self._line(text)

    def _line(self, text: str) -> None:
        self._console.print(text, highlight=False, markup=False, soft_wrap=True)


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
            self._line("progress", phase, done=phase.done, seconds=round(phase.seconds, 3))

    def end(self, phase: Phase) -> None:
        """Write how long it took."""
        del self._last[phase]
        self._line("end", phase, done=phase.done, seconds=round(phase.seconds, 3))

    def note(self, text: str) -> None:
        """Write a line."""
        self._write({"event": "note", "text": text})

    def _line(self, event: str, phase: Phase, **more: float) -> None:
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
        self._tasks[phase] = self._bars.add_task(phase.name, total=phase.total, speed=f"{phase.unit}")

    def update(self, phase: Phase) -> None:
        """Move the bar."""
        self._bars.update(self._tasks[phase], completed=phase.done, speed=f"{phase.rate:,.0f} {phase.unit}/s")

    def end(self, phase: Phase) -> None:
        """Leave the bar as it ended."""
        self.update(phase)
        self._bars.stop_task(self._tasks[phase])

    def note(self, text: str) -> None:
        """Write a line above the bars."""
        self._bars.console.print(text, highlight=False, markup=False, soft_wrap=True)


class CallbackDisplay(SilentDisplay):
    """Tells a program: phases by a function of its own, lines by the logger `supplygen`."""

    def __init__(self, on_progress: OnProgress) -> None:
        """Call `on_progress`, in whatever thread the work is done; what it raises ends the work."""
        self._on_progress = on_progress

    def begin(self, phase: Phase) -> None:
        """Tell of a new phase."""
        self._on_progress(phase)

    def update(self, phase: Phase) -> None:
        """Tell how far it is."""
        self._on_progress(phase)

    def end(self, phase: Phase) -> None:
        """Tell that it is over."""
        self._on_progress(phase)

    def note(self, text: str) -> None:
        """Log a line."""
        logging.getLogger("supplygen").info(text)


class DisplayReporter:
    """Begins phases on one display, and remembers them."""

    def __init__(self, display: Display) -> None:
        """Draw with `display`."""
        self._display = display
        self.phases: list[Phase] = []
        """All that have begun, in order."""

    def phase(self, name: str, total: int, unit: str = "rows") -> Phase:
        """Begin a phase."""
        self.phases.append(Phase(name, total, unit, self._display))
        return self.phases[-1]

    def note(self, text: str) -> None:
        """Say something that belongs to no phase."""
        self._display.note(text)


SILENT: Reporter = DisplayReporter(SilentDisplay())
"""For callers that want no output."""
LogFormat = Literal["text", "json"]
"""Of what is said on the way: for people, or a JSON object a line."""


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
        columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("{task.fields[speed]}"), console=console) as bars:
            yield DisplayReporter(BarDisplay(bars))
