"""`supplygen baseline`: what simple forecasts of the loaded company's orders miss by."""

from __future__ import annotations

import json as json_format
from dataclasses import asdict, fields

import psycopg

from supplygen.baseline.forecasts import insist_on_library
from supplygen.baseline.scores import Score, scores
from supplygen.baseline.series import Series, read_series
from supplygen.cli.console import note, print_table
from supplygen.cli.options import DatabaseUrl, Json
from supplygen.database.ledger import whole_run
from supplygen.database.repeat import read
from supplygen.database.target import resolve_url
from supplygen.load.check import check_revision
from supplygen.verify.runner import QUERY_SETTINGS


def baseline(*, json: Json = False, database_url: DatabaseUrl = None) -> None:
    """Forecast the orders of the last quarter in simple ways, and print what they miss by: a yardstick for others."""
    insist_on_library()
    url = resolve_url(database_url, start=False)
    read(url, "check", check_revision, note)
    found = scores(read(url, "baseline", _series, note, QUERY_SETTINGS, snapshot=True))
    if json:
        print(json_format.dumps([asdict(one) for one in found], indent=2))
        return
    lines = [(one.forecast, *(f"{value:.3f}" for value in _errors(one))) for one in found]
    print_table([field.name.replace("_", " ") for field in fields(Score)], lines)


def _series(connection: psycopg.Connection) -> Series:
    return read_series(connection, whole_run(connection))


def _errors(one: Score) -> tuple[float, float, float]:
    return one.wmape_item_week, one.wmape_sku_week, one.bias
