"""Some tables alone: the rows of a whole load, nothing else, and a verdict on what they can be judged by."""

import json

import pytest

from databases import SMALL_SCALE, query
from digest import digests
from supplygen import api
from supplygen.cli import run
from supplygen.cli.options import SettingsOptions
from supplygen.config import Settings
from supplygen.errors import UsageError
from supplygen.generate.orchestrator import Orchestrator
from supplygen.progress import SILENT
from supplygen.schema.graph import level_graph
from supplygen.sinks.base import Leaf
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter
from supplygen.verify import registry

GRAPH = level_graph()
COMPANY = {"scale": 0.001, "seed": 7, "weeks": 4}


@pytest.fixture(scope="module")
def whole():
    return digests(**COMPANY)


@pytest.mark.parametrize(
    "names",
    [
        ("batches", "audit_logs"),
        pytest.param(("shipment_lines",), marks=pytest.mark.thorough),
        pytest.param(GRAPH.of_levels(range(5)), marks=pytest.mark.thorough),
    ],
)
def test_the_rows_of_a_part_are_those_of_the_whole(whole, names):
    chosen = GRAPH.with_parents(names)
    part = digests(**COMPANY, tables=chosen)
    empty = digests(**COMPANY, tables=("carbon_prices",))["orders"]
    assert {table for table in part if part[table] == whole[table]} >= set(chosen)
    others = [table for table in GRAPH.names if table not in chosen and whole[table] != part[table]]
    assert len(others) > len(GRAPH.names) - len(chosen) - 8  # a few are empty in so small a company, and are so here
    assert all(part[name] == empty for name in {"orders", "returns"} - set(chosen))


def test_a_part_is_loaded_verified_and_known_again(migrated_url, capsys):
    target = ("--scale", SMALL_SCALE, "--database-url", migrated_url)
    chosen = GRAPH.with_parents(["order_lines"])
    assert run(["load", "--quiet", "--tables", "order_lines", *target]) == 0
    for table in GRAPH.names:
        place = "supplygen" if table == "injection" else "public"
        filled = query(migrated_url, f"SELECT EXISTS (SELECT FROM {place}.{table})")[0][0]
        assert filled == (table in chosen), table
    assert query(migrated_url, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == [(0,)]
    assert run(["load", "--quiet", "--tables", "order_lines,orders", *target]) == 0  # the same tables
    capsys.readouterr()
    assert run(["load", "--quiet", *target]) == 5
    assert "13 tables only" in capsys.readouterr().err
    assert run(["verify", "--kind", "exact", "--database-url", migrated_url]) == 0
    said = capsys.readouterr()
    assert "this load has 13 of 95 tables" in said.err
    assert "2 of 2 invariants hold" in said.out
    fitting = {one.id for one in registry.load() if one.fits(chosen)}
    assert {row[0] for row in query(migrated_url, "SELECT id FROM supplygen.verify()")} == fitting > {"I03", "I43"}
    assert run(["verify", "--only", "I13", "--database-url", migrated_url]) == 2
    assert run(["status", "--database-url", migrated_url]) == 0
    assert "only divisions channels" in capsys.readouterr().out


@pytest.mark.thorough
def test_tables_without_slices_need_no_stream_of_their_own(migrated_url):
    assert run(["load", "--quiet", "--levels", "0-1", "--scale", "0.001", "--database-url", migrated_url]) == 0
    assert query(migrated_url, "SELECT count(*) > 0 FROM suppliers") == [(True,)]
    assert query(migrated_url, "SELECT count(*) FROM skus") == [(0,)]


def test_a_dump_of_a_part_enters_what_it_is(tmp_path, capsys):
    out = tmp_path / "out"
    assert run(["dump", "--quiet", "--out", str(out), "--scale", "0.001", "--levels", "0"]) == 0
    assert {file.name for file in out.glob("*.copy") if file.stat().st_size} <= {
        f"{number:02}_{name}.copy" for number, name in enumerate(GRAPH.names, 1) if GRAPH.level(name) == 0
    }
    script = (out / "load.sql").read_text()
    assert '"tables": ["divisions", ' in script
    assert "'I43'" in script
    assert "'I13'" not in script
    assert run(["plan", "--json", "--scale", "0.001", "--levels", "0"]) == 0
    rows = json.loads(capsys.readouterr().out)["tables"]
    assert {name for name, count in rows.items() if count} == {n for n in GRAPH.names if GRAPH.level(n) == 0}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"tables": "ordrs"}, "no table 'ordrs'"),
        ({"tables": " , "}, "choose no table"),
        ({"levels": "0-x"}, "'0-x' is neither"),
        ({"levels": "-3"}, "'-3' is neither"),
        ({"levels": "14-15"}, "no level 15; the schema has 0 to 14"),
        ({"levels": "4-2"}, "choose no table"),
    ],
)
def test_what_is_no_table_and_no_level_is_refused(options, said):
    with pytest.raises(UsageError, match=said):
        SettingsOptions(**options).resolve()


def test_all_levels_are_no_choice():
    assert SettingsOptions(levels="0-14").resolve() == SettingsOptions().resolve()


def test_a_program_gets_the_parents_too():
    rows = api.plan(api.Settings(scale=0.001, weeks=4, tables=("orders",))).rows
    assert {name for name, count in rows.items() if count} <= set(GRAPH.with_parents(["orders"]))
    assert rows["orders"] > 0 < rows["retail_locations"]


def test_rows_that_the_sink_has_are_not_made_again(monkeypatch):
    made = []
    monkeypatch.setattr("supplygen.generate.vectorized.slices", lambda ctx, _weeks: made.append(ctx) or iter(()))
    source = Orchestrator(Settings(**COMPANY))
    source.prepare(SILENT)
    sliced = source.side_by_side
    writer = StreamingWriter(NullSink(), GRAPH.tables, expected=source.leaves(), skip=map(Leaf, sliced))
    source.produce(writer)
    writer.close()
    assert set(writer.totals) == set(GRAPH.names) - set(sliced)
    assert made == []
