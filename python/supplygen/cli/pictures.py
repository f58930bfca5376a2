"""`supplygen report`: what the loaded company looks like, as a page of pictures."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

from supplygen.cli.console import STDOUT, diagnostics, note, write_text
from supplygen.cli.displays import reporter
from supplygen.cli.options import DatabaseUrl, OutPage
from supplygen.database.repeat import read
from supplygen.database.target import resolve_url
from supplygen.load.check import check_revision
from supplygen.pictures.page import insist_on_libraries, insist_on_place, page
from supplygen.pictures.rows import Rows
from supplygen.pictures.snapshot import read_data
from supplygen.verify.runner import QUERY_SETTINGS


def report(*, out: OutPage, database_url: DatabaseUrl = None) -> None:
    """Draw what the loaded company looks like: one HTML page that needs no network."""
    insist_on_libraries()
    if str(out) != STDOUT:
        insist_on_place(out)

    url = resolve_url(database_url, start=False)
    read(url, "check", check_revision, note)
    with reporter(diagnostics()) as progress:

        def look(connection: psycopg.Connection) -> Mapping[str, Rows]:
            return read_data(connection, progress)

        data = read(url, "report", look, note, QUERY_SETTINGS, snapshot=True)
    write_text(page(data), out)
