"""What `supplygen runs` tells, and how far a load says it is."""

import psycopg
import pytest

from databases import NAMES, SETTINGS, ProducerBrokenError, interrupt, load
from fake_source import FakeSource
from supplygen.database.history import past_runs
from supplygen.load.phases import Load
from supplygen.load.reset import empty_database
from supplygen.progress import DisplayReporter, SilentDisplay
from supplygen.schema.graph import level_graph


def history(url):
    with psycopg.connect(url) as connection:
        return past_runs(connection)


def reported(url, source=None, **options):
    """Load; return the phases by name."""
    progress = DisplayReporter(SilentDisplay())
    Load(url, SETTINGS, level_graph().tables, source or FakeSource(), progress).run(**options)
    return {phase.name: phase for phase in progress.phases}


def test_loads_are_remembered_with_what_they_took(migrated_url):
    first = reported(migrated_url)
    load(migrated_url, replace=True)
    one, two = history(migrated_url)
    assert (one.run_id, two.run_id) == (1, 2)
    assert {one.outcome, two.outcome} == {"complete"}
    assert one.row_count == two.row_count == sum(FakeSource().row_counts.values())
    assert one.settings == SETTINGS.content() | {"scale": one.settings["scale"]}
    taken = {phase["name"]: phase["seconds"] for phase in one.phases}
    assert list(taken) == [name for name in first if name != "seal"]
    assert taken["stream"] == pytest.approx(first["stream"].seconds, abs=1e-3)
    assert 0 < taken["load"] < one.seconds
    assert one.ended_at < two.started_at


@pytest.mark.thorough
def test_a_load_that_is_interrupted_is_listed_as_such_and_then_as_replaced(migrated_url):
    interrupt(migrated_url)
    (unfinished,) = history(migrated_url)
    assert (unfinished.outcome, unfinished.ended_at, unfinished.seconds) == ("loading", None, None)
    assert 0 < unfinished.row_count < sum(FakeSource().row_counts.values())
    load(migrated_url, replace=True)
    replaced, complete = history(migrated_url)
    assert (replaced.run_id, replaced.outcome, replaced.row_count) == (1, "replaced", unfinished.row_count)
    assert complete.outcome == "complete"
    empty_database(migrated_url, NAMES)
    assert history(migrated_url) == []


@pytest.mark.thorough
def test_one_that_goes_on_is_one_load(migrated_url):
    interrupt(migrated_url)
    load(migrated_url)
    assert [(one.run_id, one.outcome) for one in history(migrated_url)] == [(1, "complete")]


@pytest.mark.thorough
def test_the_whole_of_a_load_is_counted_to_the_end(migrated_url):
    phases = reported(migrated_url)
    for name in ("load", "stream", "restore"):
        assert phases[name].done == phases[name].total > 0
    assert phases["load"].detail.startswith("foreign key of ")


@pytest.mark.thorough
def test_the_whole_of_what_goes_on_is_what_was_left(migrated_url):
    with pytest.raises(ProducerBrokenError):
        load(migrated_url, FakeSource(before=_broken_before("audit_logs")))
    whole = reported(migrated_url)["load"]
    assert whole.done == whole.total > 0


def _broken_before(table):
    def before(name):
        if name == table:
            raise ProducerBrokenError

    return before
