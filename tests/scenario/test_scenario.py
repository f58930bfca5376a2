"""Planted events: what a file may say, and what a scenario is."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import psycopg
import pytest

from databases import ROOT
from supplygen.config import Settings, resolve_settings
from supplygen.errors import UsageError
from supplygen.scenario import EVENTS, PortStrike, Scenario
from supplygen.scenario.event import parameters
from supplygen.world import World

BASELINE = Scenario.baseline()


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


# What is declared -------------------------------------------------------------------------------------------------


def test_the_baseline_has_every_event_in_its_field() -> None:
    assert [event.code for event in BASELINE.events] == list(EVENTS)
    assert [field.name for field in fields(Scenario)] == [kind.accessor for kind in EVENTS.values()]
    for event in BASELINE.events:
        assert getattr(BASELINE, event.accessor) is event
        assert event.title
        assert "{" not in event.description
        assert event.__doc__
    assert (BASELINE.name, Scenario.none().name, Scenario.none().events) == ("baseline", "none", ())


def test_every_parameter_refuses_nonsense() -> None:
    for event in BASELINE.events:
        for name in parameters(type(event)):
            with pytest.raises(UsageError, match=rf"^{event.code}: {name}: 'nonsense' is not .+"):
                replace(event, **{name: "nonsense"})


def test_windows_count_from_the_start_of_the_horizon() -> None:
    strike, outage, jump = BASELINE.port_strike, BASELINE.dc_outage, BASELINE.carbon_cost
    assert strike is not None
    assert outage is not None
    assert jump is not None
    assert strike.window(date(2024, 1, 1)) == (date(2024, 9, 23), date(2024, 10, 6))
    assert outage.window(date(2024, 1, 1)) == (date(2024, 10, 31), date(2024, 11, 2))
    assert jump.window(date(2024, 1, 1)) == (date(2024, 7, 1), None)


def test_what_begins_after_the_horizon_does_not_occur() -> None:
    assert BASELINE.within(52) == BASELINE
    assert BASELINE.within(39).port_strike
    assert not BASELINE.within(38).port_strike
    short = World.of(Settings(weeks=13)).scenario
    assert {event.code for event in short.events} == {code for code in EVENTS if code.startswith("QRK")} - {
        "QRK-CASCADE"
    }


# Files ------------------------------------------------------------------------------------------------------------


def test_a_file_changes_the_baseline(tmp_path: Path) -> None:
    file = written(tmp_path, "[RSK-LOG-002]\ndays = 21\n[QRK-DECAY]\nenabled = false\n")
    found = Scenario.read(file)
    assert found.port_strike == replace(BASELINE.port_strike or PortStrike, days=21)
    assert found == replace(BASELINE, port_strike=found.port_strike, data_decay=None)


def test_a_file_that_extends_none_has_what_it_names(tmp_path: Path) -> None:
    text = 'extends = "none"\n[RSK-LOG-002]\ndelay_factor = 2\n[QRK-DECAY]\nenabled = false\n[QRK-OPTIMISM]\n'
    found = Scenario.read(written(tmp_path, text))
    assert [event.code for event in found.events] == ["RSK-LOG-002", "QRK-OPTIMISM"]
    assert found.optimism == BASELINE.optimism


def test_equal_meaning_is_equal_content(tmp_path: Path) -> None:
    assert BASELINE.data_decay
    usual = f"older_than_days = {BASELINE.data_decay.older_than_days}"
    one = Scenario.read(written(tmp_path, '[QRK-CONGESTION]\nports = ["USLAX", "SGSIN"]\nmean_delay_hours = 9\n', "1"))
    two = Scenario.read(
        written(
            tmp_path,
            f'extends = "baseline"\n[QRK-DECAY]\n{usual}\n'
            '[QRK-CONGESTION]\nmean_delay_hours = 9.0\nports = ["SGSIN", "USLAX"]\n',
            "2",
        )
    )
    assert Settings(scenario=one).content() == Settings(scenario=two).content()
    assert one.name == two.name
    assert one.name.startswith("custom-")
    assert Scenario.read(written(tmp_path, "", "3")).name == "baseline"
    assert Scenario.read(written(tmp_path, 'extends = "none"', "4")).name == "none"


def test_content_survives_json() -> None:
    content = Settings().content()
    assert json.loads(json.dumps(content)) == content
    assert content["scenario"] == "baseline"
    assert Settings(scenario=Scenario.none()).content()["events"] == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[RSK-LOG-002", "mine.toml: "),
        ("extends = 'all'", "mine.toml: extends: 'all' is not one of baseline, none"),
        ("extends = []", r"mine.toml: extends: \[\] is not one of"),
        ("[RSK-LOG-003]", "mine.toml: unknown event 'RSK-LOG-003'; known: extends, RSK-BIO-001, RSK-LOG-002"),
        ("RSK-LOG-002 = true", r"mine.toml: RSK-LOG-002: True is not a table: write \[RSK-LOG-002\]"),
        (
            "[RSK-LOG-002]\nday = 3",
            "RSK-LOG-002: unknown parameter 'day'; known: enabled, severity, start_week, days, port",
        ),
        ("[RSK-LOG-002]\ndays = 0", "mine.toml: RSK-LOG-002: days: 0 is not an integer from 1 to 365"),
        ("[RSK-LOG-002]\ndays = true", "days: True is not an integer"),
        ("[RSK-LOG-002]\ndays = 1.5", "days: 1.5 is not an integer"),
        ("[RSK-LOG-002]\ndelay_factor = nan", "delay_factor: nan is not a number from 1 to 20"),
        ("[RSK-LOG-002]\nport = 'XXABC'", "port: 'XXABC' is not one of USCHI, USLAX"),
        ("[RSK-LOG-002]\nenabled = 'yes'", "enabled: 'yes' is not true or false"),
        ("[RSK-LOG-002]\nseverity = 'low'", "severity: 'low' is not one of medium, high, critical"),
        ("[RSK-SUP-003]\nsupplier = 'SUP-X'", "supplier: 'SUP-X' is not one of SUP-PALM-MY-001, SUP-SORB-FR-001"),
        ("[RSK-SUP-003]\non_time_rate = 1.01", "on_time_rate: 1.01 is not a number from 0 to 1"),
        ("[RSK-BIO-001]\ndiscovery_week = 1", r"mine.toml: RSK-BIO-001: discovery_week: 1 is not after order_week \d+"),
        ("[QRK-CONGESTION]\nports = []", r"ports: \[\] is not a list of different codes, each one of USCHI"),
        ("[QRK-CONGESTION]\nports = ['USLAX', 'USLAX']", "is not a list of different codes"),
        ("[QRK-BULLWHIP]\nchannels = ['MEGA']", "each one of bm_large, bm_distributor, ecommerce, dtc"),
        ("[QRK-CASCADE]\ningredient = 'ING-WATR-001'", "is not one of ING-PALM-001, ING-SORB-001"),
    ],
)
def test_what_a_file_cannot_mean_is_one_line(text: str, message: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UsageError, match=message) as caught:
        Scenario.read(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["nonsense", "missing/mine.toml", "."])
def test_neither_a_name_nor_a_file_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=f"scenario '{text}' is neither baseline nor none nor a file"):
        Scenario.named(text)


# Settings ---------------------------------------------------------------------------------------------------------


def test_flag_variable_and_file_choose_it(tmp_path: Path) -> None:
    settings_file = written(tmp_path, 'scenario = "none"', "supplygen.toml")
    mine = written(tmp_path, "[QRK-DECAY]\nenabled = false")
    assert resolve_settings({}, {}, tmp_path / "absent").scenario == BASELINE
    assert resolve_settings({}, {}, settings_file).scenario == Scenario.none()
    chosen = resolve_settings({}, {"SUPPLYGEN_SCENARIO": str(mine)}, settings_file).scenario
    assert chosen == replace(BASELINE, data_decay=None)
    assert resolve_settings({"scenario": BASELINE}, {"SUPPLYGEN_SCENARIO": "none"}, settings_file).scenario == BASELINE


# docs/scenario.md -------------------------------------------------------------------------------------------------

DOCUMENT = (ROOT / "docs" / "scenario.md").read_text()


def test_the_document_has_every_event_with_its_parameters() -> None:
    sections = {part.split(":")[0]: part for part in DOCUMENT.split("\n### ")[1:]}
    assert list(sections) == list(EVENTS)
    for event in BASELINE.events:
        assert sections[event.code].split("\n")[0].lower() == f"{event.code}: {event.title}".lower()
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", sections[event.code], re.MULTILINE)
        values = {name: value for name, value in event.content().items() if name != "severity"}
        assert dict(rows).keys() == values.keys()
        for name, shown in rows:
            wanted = values[name] if isinstance(values[name], list) else [values[name]]
            assert sorted(re.findall(r"`([^`]+)`", shown)) == sorted(map(str, wanted)), f"{event.code}: {name}"


def test_the_example_of_the_document_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    found = Scenario.read(written(tmp_path, example))
    assert [event.code for event in found.events] == ["RSK-LOG-002", "QRK-OPTIMISM"]
    assert found.optimism
    assert found.optimism.factor == 1.3


def test_the_queries_of_the_document_run(migrated_url: str) -> None:
    queries = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(queries) == len(EVENTS) + 2
    with psycopg.connect(migrated_url) as connection:
        for query in queries:
            connection.execute(query)
