"""`python -m tools.docs`: write the made documents of the checkout that is the working directory.

With `--bands DIR` only the table of figures in docs/model.md is written, from the reports in that folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from supplygen.database.company_schema import COMPANY_PATH
from supplygen.database.session import reading
from supplygen.schema.graph import level_graph
from supplygen.workload.questions import questions
from tools.docs.bands import with_bands, worlds
from tools.docs.categories import with_categories
from tools.docs.dbt_sources import SOURCES, dbt_sources
from tools.docs.diagram import diagrams
from tools.docs.dictionary import data_dictionary
from tools.docs.parameters import with_parameters
from tools.docs.picture import picture
from tools.docs.questions import SETTINGS, answered, answers
from tools.docs.reader import READER, reader_script
from tools.docs.tables import with_counted_tables, with_filled_tables
from tools.docs.views import described_views
from tools.own_database import fill, own_database

Made = TypeVar("Made")


def rewrite(path: Path, made: Callable[[str, Made], str], content: Made) -> None:
    """Put made content between its marks in a file."""
    path.write_text(made(path.read_text(encoding="utf-8"), content), encoding="utf-8")


def main(root: Path) -> None:
    """Write the documents."""
    docs = root / "docs"
    invariants = root / "python/supplygen/verify/invariants"
    rewrite(next(invariants.glob("I02_*.sql")), with_categories, level_graph())
    rewrite(next(invariants.glob("I02_*.sql")), with_filled_tables, level_graph())
    rewrite(next(invariants.glob("I43_*.sql")), with_counted_tables, level_graph())
    rewrite(docs / "model.md", with_parameters, root)
    asked = docs / "questions.md"
    with own_database(root) as url:
        fill(url, SETTINGS)
        with reading(url, "docs", COMPANY_PATH) as connection:
            text = asked.read_text(encoding="utf-8")
            asked.write_text(answered(text, answers(questions(), connection)), encoding="utf-8")
            views = described_views(connection)
            dictionary = data_dictionary(level_graph(), views)
    (docs / "data-dictionary.md").write_text(dictionary, encoding="utf-8")
    (root / READER).write_text(reader_script(level_graph(), views), encoding="utf-8")
    (docs / "er.md").write_text(diagrams(level_graph()), encoding="utf-8")
    (docs / "er.svg").write_text(picture(level_graph()), encoding="utf-8")
    (root / SOURCES).write_text(dbt_sources(level_graph()), encoding="utf-8")


def write_bands(root: Path, folder: Path) -> None:
    """Write what the reports of a folder say into docs/model.md."""
    rewrite(root / "docs" / "model.md", with_bands, worlds(folder))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description="Write the made documents.")
    parser.add_argument("--bands", type=Path, metavar="DIR", help="folder of reports bands-<scale>-<seed>.json")
    chosen: Path | None = parser.parse_args().bands
    if chosen is None:
        main(Path.cwd())
    else:
        write_bands(Path.cwd(), chosen)
