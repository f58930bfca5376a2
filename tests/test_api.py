"""What programs call: typed results, exceptions, silence; and the documents' examples run."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys

import psycopg
import pytest

from databases import ROOT, SMALL_SCALE, query
from supplygen.api import Phase, Scenario, Settings, load, plan
from supplygen.errors import DatabaseUnavailableError, SchemaRevisionError, TargetNotEmptyError, UsageError
from supplygen.schema.graph import level_graph

SMALL = Settings(scale=float(SMALL_SCALE))
SHORT = Settings(scale=0.001, weeks=4)
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("module", ["supplygen", "supplygen.pytest_plugin"])
def test_what_everybody_imports_is_light(module: str) -> None:
    code = f"import sys, {module}; print({{'numpy', 'sqlalchemy', 'psycopg', 'rich'}} & sys.modules.keys())"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert printed == "set()\n"


def test_a_plan_has_the_rows_of_a_load(loaded_url: str) -> None:
    told: list[str] = []
    planned = plan(SMALL, on_progress=lambda phase: told.append(phase.name))
    loaded = dict(query(loaded_url, "SELECT table_name, row_count FROM supplygen.ledger"))
    assert planned.rows == loaded
    assert tuple(planned.rows) == level_graph().names
    assert planned.total == sum(loaded.values())
    assert planned.estimate.disk_bytes > 0
    assert list(dict.fromkeys(told)) == ["world", "simulate", "count"]


def test_a_load_that_stands_is_reported_and_another_is_refused(
    loaded_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    report = load(loaded_url.replace("postgresql://", "postgresql+psycopg://"), SMALL, create=True)
    assert report.standing is not None
    assert report.streamed == {}
    with pytest.raises(TargetNotEmptyError, match="holds a complete load"):
        load(loaded_url, Settings(scale=float(SMALL_SCALE), scenario=Scenario.none()))
    assert tuple(capfd.readouterr()) == ("", "")


def test_what_cannot_be_loaded_raises(database_url: str) -> None:
    with pytest.raises(SchemaRevisionError, match="no supplygen schema"):
        load(database_url, SHORT)
    with pytest.raises(UsageError, match="mysql"):
        load("mysql://localhost/x", SHORT)
    with pytest.raises(DatabaseUnavailableError, match="cannot connect"):
        load(database_url.replace("run&port=5432", "run&port=1"), SHORT)
    with pytest.raises(UsageError, match="Monday"):
        Settings(start=SHORT.start.replace(day=2))


@pytest.mark.thorough
def test_an_interrupt_ends_a_load_and_the_same_call_goes_on(
    migrated_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def interrupt(phase: Phase) -> None:
        if phase.name == "stream" and phase.done > 0:
            os.kill(os.getpid(), signal.SIGINT)

    with psycopg.connect(migrated_url) as connection:
        connection.execute("CREATE TABLE public.plants_of_old () INHERITS (plants)")
    with caplog.at_level(logging.INFO, "supplygen"), pytest.raises(KeyboardInterrupt) as caught:
        load(migrated_url, SHORT, on_progress=interrupt)
    assert "with the same settings" in caught.value.__notes__[0]
    assert "plants_of_old" in caplog.text
    report = load(migrated_url, SHORT)
    rows = {name: totals.rows for name, totals in report.streamed.items()}
    assert {*rows, *report.resumed} == set(level_graph().names)
    assert rows.items() <= plan(SHORT).rows.items()


@pytest.mark.thorough
def test_the_examples_run(loaded_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_url)  # which holds what they load
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "281,861 rows, 4,127 of them orders\n" in printed
    assert "the target holds a complete load" in printed
    assert "delivered" in printed
    assert "order_lines 240\n" in printed
