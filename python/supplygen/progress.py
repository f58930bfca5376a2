"""How work tells what it does: phases with exact totals, some beside others, to whatever shows them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

SHARE = "of it"
"""Unit of a phase whose units mean nothing to a reader: only its share is shown."""


class Reporter(Protocol):
    """Hears of phases."""

    phases: list[Phase]
    """All that have begun, in order."""

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
        self.detail = ""
        """What is under way, where that is known."""
        self.began = time.perf_counter()
        self._ended: float | None = None
        self._show = show
        self._guard = threading.Lock()
        show.begin(self)

    def advance(self, count: int = 1, detail: str = "") -> None:
        """Count `count` units as done, the last of them that of `detail`."""
        with self._guard:
            self.done += count
            self.detail = detail
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

    @property
    def share(self) -> float:
        """What is done of the whole, 0 to 1."""
        return self.done / max(self.total, 1)

    @property
    def left(self) -> timedelta:
        """Time that the rest takes at the pace so far, in whole seconds."""
        return timedelta(seconds=round((self.total - self.done) / max(self.rate, 1e-9)))

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
"""Hears of a phase that begins, moves or ends."""


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

    def phase(self, name: str, total: int, unit: str = "rows") -> Phase:
        """Begin a phase."""
        self.phases.append(Phase(name, total, unit, self._display))
        return self.phases[-1]

    def note(self, text: str) -> None:
        """Say something that belongs to no phase."""
        self._display.note(text)


SILENT: Reporter = DisplayReporter(SilentDisplay())
"""For callers that want no output."""
