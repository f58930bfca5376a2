"""The truth table: what planted events have touched, from the generator to the database and the manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest

from digest import digests
from supplygen import cli
from supplygen.arrays.columns import NULL
from supplygen.arrays.reading import column_texts
from supplygen.config import Settings
from supplygen.context import GeneratorContext
from supplygen.generate import dependencies, orchestrator
from supplygen.generate.stages import make_world
from supplygen.levels import SOURCES
from supplygen.levels.level_14_monitoring.injection import as_columns, injection
from supplygen.levels.level_14_monitoring.touched import VALUE_UNITS, Touched, id_keys, line_keys, values
from supplygen.plan import simulate as simulation
from supplygen.plan.numbering import number_rows
from supplygen.progress import SILENT
from supplygen.scenario import EVENTS, Scenario
from supplygen.schema.graph import level_graph
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter
from worlds import until, world

BASELINE = Scenario.baseline()


# The generator ----------------------------------------------------------------------------------------------------

SMALL = {"scale": 0.002, "weeks": 8}
OPTIMISM = Scenario(optimism=BASELINE.optimism)
WORLD = {source.table for source in SOURCES if source.world}


def planned(scenario: Scenario) -> GeneratorContext:
    """A small company's world and plan, with what level 8 publishes."""
    return until(Settings(scenario=scenario, **SMALL), 8)


@pytest.fixture(scope="module")
def plain() -> GeneratorContext:
    return planned(Scenario.none())


@pytest.fixture(scope="module")
def optimistic() -> GeneratorContext:
    return planned(OPTIMISM)


def forecasts(ctx: GeneratorContext) -> np.ndarray:
    """SKU, center, week and cases of every published forecast, by id."""
    columns = ("sku_id", "dc_id", "week_start", "forecast_quantity_cases")
    return np.stack([ctx.column("demand_forecasts", name) for name in columns], axis=1)


def test_rows_of_several_events_stand_one_after_the_other() -> None:
    keys = id_keys(np.array([3, 1])), line_keys(np.array([7]), np.array([2]))
    first = Touched(
        "QRK-DECAY", "batches", "output_cases", keys[0], values(np.array([5, NULL])), values(np.array([4, 0]))
    )
    empty = Touched("QRK-PHANTOM", "inventory", "x", [], values(np.array([])), values(np.array([])))
    last = Touched("RSK-BIO-001", "return_lines", "row", keys[1], values(np.array([NULL])), values(np.array([1])))
    rows = as_columns([first, empty, last])
    texts = [column_texts(rows[name]) for name in ("event_code", "table_name", "row_key", "effect")]
    assert list(zip(*texts, strict=True)) == [
        ("QRK-DECAY", "batches", "3", "output_cases"),
        ("QRK-DECAY", "batches", "1", "output_cases"),
        ("RSK-BIO-001", "return_lines", "7,2", "row"),
    ]
    assert np.asarray(rows["baseline_value"]).tolist() == [50_000, NULL, NULL]
    assert np.asarray(rows["injected_value"]).tolist() == [40_000, 0, 10_000]


def test_without_events_the_truth_table_is_empty(plain: GeneratorContext) -> None:
    assert {len(column) for column in injection(plain).values()} == {0}


def test_optimism_touches_the_forecasts_of_new_skus_and_no_others(
    plain: GeneratorContext, optimistic: GeneratorContext
) -> None:
    rows = injection(optimistic)
    assert set(column_texts(rows["event_code"])) == {"QRK-OPTIMISM"}
    assert set(column_texts(rows["table_name"])) == {"demand_forecasts"}
    assert set(column_texts(rows["effect"])) == {"forecast_quantity_cases"}
    touched = np.array([int(key) for key in rows["row_key"]]) - 1
    before, after = forecasts(plain), forecasts(optimistic)
    assert np.array_equal(before[:, :3], after[:, :3])
    assert np.array_equal(np.asarray(rows["baseline_value"]), before[touched, 3] * VALUE_UNITS)
    assert np.array_equal(np.asarray(rows["injected_value"]), after[touched, 3] * VALUE_UNITS)
    others = np.setdiff1d(np.arange(len(before)), touched)
    assert np.array_equal(before[others], after[others])
    launched = optimistic.column("skus", "launch_date")[after[:, 0] - 1]
    age_weeks = (after[:, 2] - optimistic.start_day) // 7 - (launched - optimistic.start_day) // 7
    assert touched.tolist() == np.flatnonzero(age_weeks < 26).tolist()
    # Both are rounded to whole cases.
    assert OPTIMISM.optimism is not None
    factor = OPTIMISM.optimism.factor
    assert (np.abs(after[touched, 3] - factor * before[touched, 3]) <= 0.5 + 0.5 * factor).all()
    assert (after[touched, 3] > before[touched, 3]).any()


PRICED = {"RSK-ENV-005": ("carbon_prices",)}
"""Tables of the world that are what an event is about."""


@pytest.mark.parametrize("code", EVENTS)
def test_an_event_leaves_the_world_as_it_is(code: str) -> None:
    alone = Scenario.of(event for event in BASELINE.events if event.code == code)
    reference = world(Settings(scenario=Scenario.none(), scale=0.002)).tables
    for name, columns in make_world(Settings(scenario=alone, scale=0.002)).tables.items():
        if name in PRICED.get(code, ()):
            continue
        for column, found in columns.items():
            assert column_texts(found) == column_texts(reference[name][column]), f"{name}.{column}"


def test_the_scenario_moves_facts_only() -> None:
    baseline, none = digests(**SMALL), digests(**SMALL, scenario=Scenario.none())
    changed = {name for name in baseline if baseline[name] != none[name]}
    assert {"demand_forecasts", "injection"} <= changed
    assert not changed & WORLD


def test_the_truth_table_takes_rows_of_the_plan_and_of_the_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    def numbered(*arguments: Any) -> Any:
        numbering = number_rows(*arguments)
        numbering.rows["injection"] = numbering.rows["osa_metrics"]
        return numbering

    def audited(_: GeneratorContext, tables: Any) -> Any:
        raw = tables["osa_metrics"]
        shelf = values(raw["shelf"])
        return as_columns([Touched("QRK-PHANTOM", "osa_metrics", "shelf_quantity", id_keys(raw["id"]), shelf, shelf)])

    monkeypatch.setattr(simulation, "number_rows", numbered)
    sources = [replace(one, slice=None, join=audited) if one.table == "injection" else one for one in SOURCES]
    monkeypatch.setattr(dependencies, "SOURCES", sources)
    source = orchestrator.Orchestrator(Settings(scenario=OPTIMISM, **SMALL))
    source.prepare(SILENT)
    writer = StreamingWriter(NullSink(), level_graph().tables, expected=source.leaves())
    source.produce(writer)
    writer.close()
    assert writer.totals["injection"].rows > writer.totals["osa_metrics"].rows > 0


# From outside -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("scenario") / "mine.toml"
    file.write_text("[QRK-OPTIMISM]\nfactor = 1.3\n[RSK-LOG-002]\nenabled = false\n")
    return file


def test_a_load_says_what_was_planted(migrated_url: str, mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database-url", migrated_url]
    small = ["--scale", "0.001", "--weeks", "13", "--quiet", *database]
    assert cli.run(["load", "--scenario", str(mine), *small]) == 0
    name = Scenario.read(mine).name
    with psycopg.connect(migrated_url) as connection:
        row = connection.execute(
            "SELECT scenario, settings -> 'events' -> 'QRK-OPTIMISM' FROM supplygen.run"
        ).fetchone()
        assert row == (name, {"factor": 1.3, "severity": "medium"})
        (touched,) = connection.execute("SELECT count(*) FROM supplygen.injection").fetchone() or (0,)
    assert touched > 0
    assert cli.run(["verify", "--only", "I02,I39,I43", *database]) == 0
    capsys.readouterr()
    assert cli.run(["status", *database]) == 0
    shown = capsys.readouterr().out
    assert f"scenario {name}" in shown
    assert "events" not in shown
    check_manifest(database, name, touched, capsys)


def check_manifest(database: list[str], name: str, touched: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["manifest", *database]) == 0
    text = capsys.readouterr().out
    found = json.loads(text)
    assert found["scenario"]["name"] == found["settings"]["scenario"] == name
    assert (found["as_of_date"], found["settings"]["weeks"]) == ("2024-03-31", 13)
    events = {event["code"]: event for event in found["scenario"]["events"]}
    assert events.keys() == EVENTS.keys() - {"RSK-LOG-002"}
    assert events["QRK-OPTIMISM"]["parameters"]["factor"] == 1.3
    assert sum(sum(event["injection_rows"].values()) for event in events.values()) == touched
    assert events["RSK-SUP-003"]["window"] == {"first_day": "2024-04-29", "last_day": "2024-07-07"}
    assert (events["RSK-SUP-003"]["occurs"], events["QRK-OPTIMISM"]["occurs"]) == (False, True)
    entities = {entity["code"]: entity for entity in found["named_entities"]}
    assert {"ACCT-MEGA-001", "DC-NAM-CHI-001", "SUP-PALM-MY-001", "ING-SORB-001", "LANE-SH-LA-001"} <= entities.keys()
    assert entities["ACCT-MEGA-001"]["id"] == 1
    assert found["tables"]["injection"] == touched
    assert found["total_rows"] == sum(found["tables"].values())


@pytest.mark.thorough
def test_a_manifest_goes_to_a_file(migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database-url", migrated_url]
    assert cli.run(["manifest", *database]) == 2
    assert "the database holds no load: run `supplygen load`" in capsys.readouterr().err
    assert cli.run(["load", "--scenario", "none", "--scale", "0.001", "--weeks", "13", "--quiet", *database]) == 0
    assert cli.run(["manifest", "--output", str(tmp_path / "manifest.json"), *database]) == 0
    assert capsys.readouterr().out == ""
    found = json.loads((tmp_path / "manifest.json").read_text())
    assert (found["scenario"], found["tables"]["injection"]) == ({"name": "none", "events": []}, 0)
    assert cli.run(["verify", "--only", "I02,I39,I43", *database]) == 0


def test_a_bad_scenario_stops_before_the_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[RSK-LOG-002]\ndays = 0")
    tokens = ["load", "--scenario", str(file), "--database-url", "postgresql://nowhere.invalid/x"]
    assert cli.run(tokens) == 2
    assert "RSK-LOG-002: days: 0 is not an integer from 1 to 365" in " ".join(capsys.readouterr().err.split())
