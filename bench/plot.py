"""Load time by phase as a picture, a bar for each record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.record import Record

WIDTH, BAR = 9.0, 1.1
"""Inches: of the picture, and of the height of one bar with its axis."""


def plot(records: Sequence[Record], file: Path) -> None:
    """Draw one bar a record, each on an axis of its own, since a scale takes ten times as long as the one before."""
    mpl.rcParams["svg.hashsalt"] = "phases"  # the same picture for the same figures
    records = [record for record in records if "load" in record.samples]
    phases = list(dict.fromkeys(phase for record in records for phase in record.phases("load")))
    colors = dict(zip(phases, mpl.color_sequences["tab20"], strict=False))
    figure = Figure(figsize=(WIDTH, BAR * (len(records) + 1)), layout="constrained")
    for axis, record in zip(figure.subplots(len(records), squeeze=False).flat, records, strict=True):
        left = 0.0
        for phase, seconds in record.phases("load").items():
            axis.barh([""], [seconds], left=left, color=colors[phase], label=phase)
            left += seconds
        axis.set_ylabel(
            f"scale {record.scale:g}\nPG {record.postgresql}", rotation="horizontal", ha="right", va="center"
        )
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(phases), fontsize="small")
    figure.suptitle("Seconds of a load, by phase")
    figure.savefig(file, metadata={"Date": None})
