"""The page of `supplygen report`: what it draws is what the tables say, and it needs nothing besides itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import psycopg
import pytest

from databases import query
from supplygen import cli
from supplygen.database import ledger
from supplygen.database.session import reading
from supplygen.pictures import page as pages
from supplygen.pictures.charts import charts, parse, queries
from supplygen.pictures.rows import Rows, as_json
from supplygen.pictures.snapshot import read_data
from supplygen.verify.runner import QUERY_SETTINGS

vl_convert = pytest.importorskip("vl_convert", reason="has no wheel for this machine")


def data_of(url: str) -> Mapping[str, Rows]:
    with reading(url, "report", *QUERY_SETTINGS, snapshot=True) as connection:
        return read_data(connection)


@pytest.fixture(scope="module")
def data(loaded_url: str) -> Mapping[str, Rows]:
    return data_of(loaded_url)


@pytest.fixture(scope="module")
def page(loaded_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    assert cli.run(["report", "--out", str(file), "--database-url", loaded_url]) == 0
    return file.read_text(encoding="utf-8")


class Elements(HTMLParser):
    """Elements of a page and the addresses that they name."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.addresses += [named[name] or "" for name in ("src", "href", "data", "action", "poster") if name in named]
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"] or ""


def specs(text: str) -> list[dict[str, Any]]:
    found = re.findall(r'<div class="picture"><script type="application/json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(one) for one in found]


def test_a_page_asks_nobody_for_anything(page: str) -> None:
    elements = Elements()
    elements.feed(page)
    assert elements.policy.startswith("default-src 'none'; ")
    assert "http" not in elements.policy
    assert {address[:1] for address in elements.addresses} == {"#"}
    assert elements.tags.count("script") == len(charts()) + 3  # a script ends where it should
    assert elements.tags[-1] == "script"
    assert len(page) < 2_000_000


def test_every_picture_is_whole(page: str) -> None:
    drawn = specs(page)
    assert len(drawn) == len(charts())
    for spec in drawn:
        vega = vl_convert.vegalite_to_vega(spec)
        assert vega["marks"]
        assert all(spec["datasets"].values())
    for chart in charts():
        assert f'<section id="{chart.name}">\n<h2>{chart.title}</h2>' in page
    assert "no rows to draw" not in page


def test_all_queries_are_drawn_or_told(page: str) -> None:
    assert {name for chart in charts() for name in chart.data} | {"company"} == {*queries(), "planted", "towns"}
    assert "-- Sales at the till by week and division." in page


def test_pictures_agree_with_the_tables(loaded_url: str, data: Mapping[str, Rows]) -> None:
    ((revenue, cases, rows, ordered, cut, stock, plans),) = query(
        loaded_url,
        """
        SELECT (SELECT sum(revenue) FROM pos_sales),
            (SELECT sum(quantity_eaches::numeric / units_per_case) FROM pos_sales AS s JOIN skus AS k ON k.id = sku_id
             JOIN packaging_types AS p ON p.id = packaging_id),
            (SELECT count(*) FROM supplygen.injection),
            (SELECT sum(total_cases) FROM orders), (SELECT sum(cut_cases) FROM order_lines),
            (SELECT sum(quantity_cases) FROM inventory WHERE location_type = 'dc'),
            (SELECT sum(total_cases * segment_count) FROM shipments JOIN routes AS r ON r.id = route_id)
        """,
    )
    assert sum(row["revenue_usd"] for row in data["sales"]) == revenue
    assert data["sales"][0]["total_cases"] == round(cases)
    assert 0 < sum(row["touched_rows"] for row in data["touched"]) <= rows
    assert sum(row["ordered_cases"] for row in data["service"]) == ordered
    assert sum(row["cut_cases"] for row in data["service"]) == cut
    as_of = data["company"][0]["as_of"]
    assert sum(row["stock_cases"] for row in data["stock"] if (as_of - row["week"]).days < 7) == stock
    assert sum(row["cases"] for row in data["lanes"]) == plans


def test_pictures_agree_with_the_bands(data: Mapping[str, Rows]) -> None:
    figures = {row["figure"]: row["value"] for row in data["bands"]}
    assert data["service"][0]["fill_percent"] == round(100 * figures["case_fill"], 1)
    assert data["service"][0]["otif_percent"] == round(100 * figures["otif"], 1)
    assert data["pareto"][0]["top_fifth_percent"] == round(100 * figures["top_fifth_of_skus_share_of_cases"], 1)
    assert data["forecast"][0]["wmape_percent"] == round(100 * figures["wmape_item_week"], 1)
    varies = {row["position"]: row["coefficient_of_variation"] for row in data["bullwhip"]}
    assert varies[1] == round(figures["weekly_variation_at_stores"], 3)
    assert varies[4] == round(figures["weekly_variation_at_plants"], 3)


def test_the_best_seller_is_followed_upstream(loaded_url: str, data: Mapping[str, Rows]) -> None:
    made = sum(row["cases"] for row in data["flows"] if row["echelon"] == "made by plants")
    inside = "production_date BETWEEN first_day AND as_of"
    statement = f"SELECT sum(output_cases) FROM batches JOIN skus AS k ON k.id = sku_id, horizon WHERE {inside}"
    code = data["flows"][0]["sku_code"]
    assert query(loaded_url, f"{statement} AND sku_code = '{code}'") == [(made,)]
    assert {row["week"] for row in data["flows"]} == {row["week"] for row in data["stock"]}


def test_events_are_those_that_occur(loaded_url: str, data: Mapping[str, Rows]) -> None:
    touched = {code for (code,) in query(loaded_url, "SELECT DISTINCT event_code FROM supplygen.injection")}
    planted = {row["code"] for row in data["planted"]}
    assert {row["code"] for row in data["touched"]} <= touched <= planted
    dated = query(loaded_url, "SELECT event_code, start_date FROM risk_events WHERE record_id IS NOT NULL")
    known = dict(dated)
    for row in data["planted"]:
        assert known.get(row["code"], row["first_day"]) == row["first_day"]


def test_the_same_load_gives_the_same_data(loaded_url: str, data: Mapping[str, Rows]) -> None:
    assert as_json(data_of(loaded_url)) == as_json(data)


@pytest.mark.parametrize(("snapshot", "seen"), [(True, 0), (False, 1)])
def test_a_snapshot_does_not_see_what_comes_meanwhile(database_url: str, snapshot: bool, seen: int) -> None:
    with psycopg.connect(database_url, autocommit=True) as other:
        other.execute("CREATE TABLE changed AS SELECT 0 AS value")
        with reading(database_url, "test", snapshot=snapshot) as connection:
            assert connection.execute("SELECT value FROM public.changed").fetchone() == (0,)
            other.execute("UPDATE changed SET value = 1")
            assert connection.execute("SELECT value FROM public.changed").fetchone() == (seen,)


def test_nothing_to_draw_is_said(data: Mapping[str, Rows], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_library", lambda: "")
    text = pages.page({**data, "planted": [], "touched": []})
    assert text.count("no rows to draw") == 1
    assert len(specs(text)) == len(charts()) - 1


def test_a_script_cannot_be_left() -> None:
    assert as_json({"name": "</script>"}) == '{"name":"\\u003c/script>"}'


def test_a_chart_names_its_data_in_order() -> None:
    layers = (
        '{"data": {"name": "b"}, "layer": [{"data": {"name": "a"}}, {"data": {"values": []}}, {"data": {"name": "b"}}]}'
    )
    chart = parse("07_some_thing.json", f'{{"title": "T", "description": "D", "hconcat": [{layers}]}}')
    assert (chart.name, chart.title, chart.description) == ("some_thing", "T", "D")
    assert list(chart.data) == ["b", "a"]


def refused(url: str, file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run(["report", "--out", str(file), "--database-url", url]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert not file.is_file()
    return captured.err


def test_a_database_without_a_whole_load_is_refused(
    migrated_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.html"
    assert "holds no load: run `supplygen load`" in refused(migrated_url, file, capsys)
    content = {"seed": 1, "scale": "0.1", "start": "2024-01-01", "weeks": 4, "scenario": "none", "data_version": 1}
    with psycopg.connect(migrated_url) as connection:
        ledger.begin_run(connection, content)
    assert "holds an unfinished load: `supplygen status` says how far it is" in refused(migrated_url, file, capsys)


def test_what_cannot_be_written_is_refused_before_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = "postgresql://nowhere.invalid/x"
    assert "is a directory: name a file" in refused(nowhere, tmp_path, capsys)
    assert "is no directory: make it" in refused(nowhere, tmp_path / "missing" / "report.html", capsys)


def test_a_missing_library_is_named_with_the_command_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "find_spec", lambda name: None if name == "vl_convert" else name)
    error = refused("postgresql://nowhere.invalid/x", tmp_path / "report.html", capsys)
    assert error == "supplygen: the report needs vl_convert: pip install 'supplygen[report]'\n"
