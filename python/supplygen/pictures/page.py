"""The page: one HTML file with its data, its style and what draws it, which asks no network for anything."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from supplygen.errors import UsageError
from supplygen.pictures.charts import FOLDER, Chart, charts, queries, query
from supplygen.pictures.rows import Rows, as_json

LIBRARIES = ("jinja2", "vl_convert")
"""What the optional dependencies `report` bring."""
GLOBAL = "window.vegaEmbed = vegaEmbed;"
"""Makes known to the page what draws it."""
TO_INSTALL = "pip install 'supplygen[report]'"


def insist_on_libraries() -> None:
    """Refuse to go on where what draws the page is not installed."""
    if missing := [name for name in LIBRARIES if find_spec(name) is None]:
        raise UsageError(f"the report needs {' and '.join(missing)}: {TO_INSTALL}")


def insist_on_place(file: Path) -> None:
    """Refuse a file that cannot be written, before minutes are spent on what goes into it."""
    if file.is_dir():
        raise UsageError(f"{file} is a directory: name a file")
    if not file.parent.is_dir():
        raise UsageError(f"{file.parent} is no directory: make it, or name another file")


def page(data: Mapping[str, Rows]) -> str:
    """Return the page of all pictures."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    first = {name: rows[0] for name, rows in data.items() if rows}
    pictures = [
        {
            "name": chart.name,
            "title": chart.title,
            "caption": made.from_string(chart.description).render(first) if _is_drawn(chart, data) else None,
            "queries": [(name, query(name)) for name in chart.data if name in queries()],
            "spec": as_json({**chart.spec, "datasets": {name: data[name] for name in chart.data}}),
        }
        for chart in charts()
    ]
    return made.from_string(_text("page.html.jinja")).render(
        first,
        pictures=pictures,
        style=_text("page.css"),
        config=_text("config.json"),
        library=_library(),
        draw=_text("page.js"),
    )


def _is_drawn(chart: Chart, data: Mapping[str, Rows]) -> bool:
    return bool(data[chart.data[0]])


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _library() -> str:
    """Return Vega-Embed with all that it needs as one script, which must not end the HTML element that holds it."""
    import vl_convert

    return vl_convert.javascript_bundle(GLOBAL).replace("</script", "<\\/script")
