"""docs/er.svg: all tables by level, and what they refer to, as one picture."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from supplygen.schema.graph import LevelGraph
from tools.docs.layout import BAND_MARGIN, BOX_HEIGHT, WIDTH, Box, layout

BASELINE = 17
"""From the top of a box to the foot of its name, pixels."""
BEND = 90
"""How far a long line goes straight up or down before it turns, pixels."""
STYLE = """
svg { --paper: #fbfaf8; --band: #f3f1ec; --ink: #1f2328; --muted: #61666d; --line: #2f6690; --strong: #d1703c; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #16181c; --band: #1e2126; --ink: #e8e6e1; --muted: #a0a4ab; --line: #6ba6d1; --strong: #e8915f; }
}
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: var(--ink); }
.paper { fill: var(--paper); }
.band { fill: var(--band); }
.level { fill: var(--muted); }
.table rect { fill: var(--paper); stroke: var(--line); }
.table text { text-anchor: middle; }
path { fill: none; stroke: var(--line); stroke-opacity: 0.45; }
.optional { stroke-dasharray: 4 3; }
"""
"""Light or dark as the reader has it."""
POINTED = "svg:has(#{0}:hover) .{0} {{ stroke: var(--strong); stroke-opacity: 1; stroke-width: 1.6; }}\n"
"""What happens to a table's lines when someone points at it."""


def picture(graph: LevelGraph) -> str:
    """Return the picture as SVG."""
    boxes = {box.name: box for box in layout(graph)}
    height = max(box.bottom for box in boxes.values()) + BAND_MARGIN
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}")
    SubElement(svg, "title").text = f"{len(boxes)} tables by level, and what they refer to"
    SubElement(svg, "style").text = STYLE + "".join(POINTED.format(name) for name in boxes)
    SubElement(svg, "rect", {"class": "paper", "width": str(WIDTH), "height": f"{height}"})
    _draw_bands(svg, graph, list(boxes.values()), height)
    for name in graph.names:
        for parent in graph.parents[name]:
            _draw_line(svg, boxes[parent], boxes[name], optional=_is_optional(graph, name, parent))
    for table in graph.tables:
        _draw_box(svg, boxes[table.name], str(table.comment))
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _draw_bands(svg: Element, graph: LevelGraph, boxes: list[Box], height: int) -> None:
    tops = [min(box.top for box in boxes if box.level == level) - BAND_MARGIN for level, _ in graph.levels]
    for (level, _), (top, bottom) in zip(graph.levels, pairwise([*tops, height]), strict=True):
        if level % 2 == 0:
            SubElement(svg, "rect", {"class": "band", "y": f"{top}", "width": str(WIDTH), "height": f"{bottom - top}"})
        label = SubElement(svg, "text", {"class": "level", "x": "14", "y": f"{top + BAND_MARGIN + BASELINE}"})
        label.text = f"{level} {graph.level_names[level]}"


def _draw_line(svg: Element, parent: Box, child: Box, *, optional: bool) -> None:
    """Draw a curve that leaves and arrives upright."""
    bend = min((child.top - parent.bottom) / 2, BEND)
    curve = (
        f"M{parent.center:g} {parent.bottom}C{parent.center:g} {parent.bottom + bend:g}"
        f" {child.center:g} {child.top - bend:g} {child.center:g} {child.top}"
    )
    kind = f"{parent.name} {child.name}{' optional' if optional else ''}"
    SubElement(svg, "path", {"class": kind, "d": curve})


def _draw_box(svg: Element, box: Box, comment: str) -> None:
    group = SubElement(svg, "g", {"class": "table", "id": box.name})
    SubElement(group, "title").text = comment
    place = {"x": f"{box.center - box.width / 2:g}", "y": f"{box.top}"}
    SubElement(group, "rect", {**place, "width": f"{box.width:g}", "height": str(BOX_HEIGHT), "rx": "4"})
    SubElement(group, "text", {"x": f"{box.center:g}", "y": f"{box.top + BASELINE}"}).text = box.name


def _is_optional(graph: LevelGraph, name: str, parent: str) -> bool:
    """Whether every reference of a table to another may be null."""
    keys = [key for key in graph.table(name).foreign_key_constraints if key.referred_table.name == parent]
    return all(any(column.nullable for column in key.columns) for key in keys)
