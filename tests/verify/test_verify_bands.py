"""The bands: figures are what their names say, are judged from scale 0.1 up, and fail only where one is strict."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from rich.console import Console

from band_worlds import WORLDS, World
from databases import ROOT
from supplygen import cli
from supplygen.errors import VerificationError
from supplygen.verify import Choice, Figure, Report, Result, registry, run, runner
from supplygen.verify.registry import Invariant

BANDS = [invariant for invariant in registry.load() if invariant.kind == "band"]
PRECISION = 0.0001
"""Sales are whole eaches; all else is exact to far more digits."""


def documented() -> set[tuple[str, str]]:
    """Every figure that docs/verify.md has, with the number of its band."""
    text = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| (I\d\d) \|", text, re.MULTILINE)
    return {(name, number) for names, number in rows for name in re.findall(r"`(\w+)`", names)}


def figures(connection: psycopg.Connection, names: Iterable[str] = ()) -> dict[str, Figure]:
    """Figures by name, as if the database were large enough to judge them: all, or those of the bands of `names`."""
    connection.execute("UPDATE supplygen.run SET scale = 0.1")
    wanted = {number for name, number in documented() if not names or name in names}
    asked = [band for band in BANDS if band.id in wanted]
    results = [runner.check_on(connection, invariant) for invariant in asked]
    assert [result.error for result in results if result.error] == []
    assert all(result.judged for result in results)
    return {figure.key: figure for result in results for figure in result.figures}


def test_every_figure_has_a_value_on_a_load(bench: psycopg.Connection) -> None:
    found = figures(bench)
    # The smallest world lists no SKU that is younger than half a year, has too few audits in promotions, and no city
    # with several stores.
    missing = {key for key, figure in found.items() if figure.value is None}
    assert missing <= {"bias_of_new_skus", "correlation_of_stores_in_a_city", "osa_in_promotions"}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name.replace(" ", "-"))
def test_figures_of_a_known_world(bench: psycopg.Connection, world: World) -> None:
    for statement in world.statements:
        assert bench.execute(statement).rowcount != 0, statement
    found = figures(bench, world.figures)
    values = {key: float(found[key].value) for key in world.figures if found[key].value is not None}
    assert values == pytest.approx(world.figures, abs=PRECISION)
    assert {key for key in world.figures if found[key].place == "outside"} == world.outside


def test_variation_that_does_not_grow_is_outside(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE batches SET production_date = (SELECT start_date FROM supplygen.run) - 1")
    found = figures(bench, ("weekly_variation_at_plants",))
    assert found["weekly_variation_at_accounts"].place == "inside"
    assert found["weekly_variation_at_plants"].value is None


def test_season_is_judged_over_a_year_only(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE supplygen.run SET weeks = 51")
    assert figures(bench, ("season_of_oral_care",))["season_of_oral_care"].place == "not judged"


# Judging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "low", "high", "place"),
    [
        ("1", "1", "2", "inside"),
        ("2", "1", "2", "inside"),
        ("2.0000001", "1", "2", "outside"),
        ("0.9", "1", "2", "outside"),
        ("9", "1", None, "inside"),
        ("0", None, "2", "inside"),
        ("3", None, "2", "outside"),
        ("3", None, None, "not judged"),
        (None, "1", "2", "not judged"),
    ],
)
def test_place_of_a_figure(value: str | None, low: str | None, high: str | None, place: str) -> None:
    numbers = [None if number is None else Decimal(number) for number in (value, low, high)]
    assert Figure("orders", "otif", *numbers).place == place


def test_a_small_world_is_not_judged(bench: psycopg.Connection) -> None:
    bench.execute("UPDATE orders SET actual_delivery_date = promised_delivery_date + 1 WHERE status = 'delivered'")
    result = runner.check_on(bench, next(band for band in BANDS if band.id == "I35"))
    assert (result.outcome, result.outside, result.failed(strict=True)) == ("not judged", 0, False)
    assert result.figures


def test_an_empty_database_is_not_judged(migrated_url: str) -> None:
    results = run(migrated_url, Choice(kind="band")).results
    assert {result.outcome for result in results} == {"not judged"}


def band_report(*, strict: bool) -> Report:
    band = Invariant("I91", "Bands hold.", "band", "cheap", "SELECT 1")
    inside = Figure("orders", "otif", Decimal("0.9"), Decimal("0.85"), Decimal("0.95"))
    outside = Figure("inventory", "turns", Decimal("15.5"), Decimal(6), Decimal(14))
    return Report([Result(band, 0.25, figures=(inside, outside))], 0.5, strict)


def test_a_figure_outside_is_reported_and_fails_where_strict() -> None:
    assert band_report(strict=False).ok
    assert band_report(strict=False).summary() == "0 of 1 invariants hold (0.5 s); 1 of 2 bands outside: turns"
    assert not band_report(strict=True).ok
    assert (
        band_report(strict=True).summary() == "0 of 1 invariants hold (0.5 s); 1 of 2 bands outside: turns; failed: I91"
    )


def test_a_band_that_cannot_be_computed_fails() -> None:
    band = Invariant("I91", "Bands hold.", "band", "cheap", "SELECT 1")
    assert not Report([Result(band, 0.25, error="22012: division by zero")], 0.5).ok


def test_table_and_json_carry_every_figure(tmp_path: Path) -> None:
    report = band_report(strict=False)
    console = Console(width=100, record=True, file=io.StringIO())
    report.print(console)
    shown = [line.split() for line in console.export_text().splitlines()]
    assert ["I91", "otif", "0.900", "0.850", "to", "0.950", "inside"] in shown
    assert ["I91", "turns", "15.500", "6.000", "to", "14.000", "outside"] in shown
    report.write_json(tmp_path / "report.json")
    written = json.loads((tmp_path / "report.json").read_text())["invariants"][0]
    assert (written["outcome"], written["violations"]) == ("outside", 1)
    assert written["figures"][1] == {
        "relation": "inventory",
        "key": "turns",
        "value": 15.5,
        "low": 6.0,
        "high": 14.0,
        "outcome": "outside",
    }


# The command line -------------------------------------------------------------------------------------------------


def verify(url: str, *flags: str) -> int:
    return cli.run(["verify", *flags, "--database-url", url])


def test_strict_turns_a_band_into_a_failure(loaded_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify(loaded_url, "--only", "I34", "--strict") == 0
    monkeypatch.setattr(runner, "JUDGED_FROM_SCALE", Decimal(0))
    assert verify(loaded_url, "--only", "I34") == 0
    assert verify(loaded_url, "--only", "I34", "--strict") == VerificationError.exit_code


def test_kind_and_cost_choose(loaded_url: str, tmp_path: Path) -> None:
    def chosen(*flags: str) -> set[tuple[str, str]]:
        assert verify(loaded_url, *flags, "--json", str(tmp_path / "report.json")) == 0
        found = json.loads((tmp_path / "report.json").read_text())["invariants"]
        return {(one["kind"], one["cost"]) for one in found}

    assert chosen("--kind", "exact", "--cost", "cheap") == {("exact", "cheap")}
    assert chosen("--cost", "expensive") == {("exact", "expensive"), ("band", "expensive")}
    assert chosen("--only", "I35,I13", "--kind", "band") == {("band", "expensive")}


def test_choosing_nothing_is_refused(loaded_url: str) -> None:
    assert verify(loaded_url, "--only", "I13", "--kind", "band") == 2


@pytest.mark.parametrize("percent", ["0", "101", "-5", "many"])
def test_percentages_that_make_no_sense_are_refused(percent: str) -> None:
    assert verify("postgresql://nowhere.invalid/", "--sample", percent) == 2


def test_every_figure_is_documented(bench: psycopg.Connection) -> None:
    results = [runner.check_on(bench, invariant) for invariant in BANDS]
    assert {(figure.key, result.invariant.id) for result in results for figure in result.figures} == documented()


# As SQL -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.id)
def test_columns_of_a_band(bench: psycopg.Connection, band: Invariant) -> None:
    columns = bench.execute(sql.SQL(band.query)).description or []
    assert [(column.name, column.type_display) for column in columns] == [
        ("relation", "text"),
        ("key", "text"),
        ("value", "numeric"),
        ("low", "numeric"),
        ("high", "numeric"),
    ]
