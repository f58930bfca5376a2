"""The made documents are what `make docs` would write, and the answers in them say something."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import psycopg
import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, Table, Text, UniqueConstraint

from databases import ROOT
from supplygen.schema.graph import LevelGraph, level_graph
from supplygen.workload import questions as asked
from supplygen.workload.script import Script
from tools.docs.categories import BEGIN, END, INDENT, with_categories
from tools.docs.dbt_sources import SOURCES, dbt_sources, document
from tools.docs.diagram import diagrams
from tools.docs.dictionary import data_dictionary
from tools.docs.layout import layout
from tools.docs.markdown import cell, table
from tools.docs.parameters import Parameter, python_file, rust_file, with_parameters
from tools.docs.picture import picture
from tools.docs.questions import Answer, Question, answered, answers, questions
from tools.docs.reader import READER, reader_script
from tools.docs.tables import with_counted_tables, with_filled_tables
from tools.docs.views import View, described_views

INVARIANTS = ROOT / "python" / "supplygen" / "verify" / "invariants"
STALE = "is stale: run `make docs` and read the diff"
QUESTIONS = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
ASKED = questions(QUESTIONS)
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")

SUBJECTS = {
    "recall of a batch": "batch_genealogy_down",
    "recall of a lot": "lot_genealogy_down",
    "its reverse": "return_genealogy_up",
    "landed cost and margin": "landed_cost",
    "single source": "single_source_ingredients",
    "supplier risk": "supplier_risk",
    "where-used": "where_used",
    "shortest against fastest": "shortest_and_fastest",
    "centrality": "network_centrality",
    "without Chicago": "DC-NAM-CHI-001",
    "stock on any day": "inventory_movements",
    "utilisation": "dc_utilisation",
    "three-way match": "supplier_invoice_lines",
    "order to cash": "order_fulfilment",
    "cost variances": "cost_variances",
    "payments to suppliers": "supplier_payments",
    "receivables": "customer_invoices",
    "deductions": "customer_deductions",
    "cash to cash": "ingredient_inventory",
    "fill rate": "fill_rate_by_abc_channel",
    "OTIF": "otif",
    "forecast error": "forecast_error",
    "forecast value added": "lag_weeks",
    "promotions": "PROMO-BF-2024",
    "price elasticity": "price_lag_weeks",
    "price, volume and mix": "fiscal_quarter",
    "carriers": "carrier_performance",
    "freight audit": "freight_charges",
    "CO2 per case": "emissions_by_lane_and_mode",
    "SLOB": "slow_moving_stock",
    "bullwhip": "bullwhip_by_echelon",
    "key figures": "kpi_actuals",
}
"""What must be asked, and a word of the query that does."""

MOST_ROWS = 12
"""Longer answers are not read."""


def test_every_subject_is_asked() -> None:
    missing = {subject for subject, word in SUBJECTS.items() if not any(word in one.query for one in ASKED)}
    assert missing == set()


def test_every_question_of_the_package_is_in_the_document() -> None:
    stand = {one.name: one.query for one in ASKED}
    assert stand == {script.name: script.text for script in asked.questions()}, f"docs/questions.md {STALE}"
    assert len(ASKED) == len(stand)


@pytest.fixture(scope="module")
def given(standard_url: str) -> dict[str, Answer]:
    """What a fresh load answers."""
    with psycopg.connect(standard_url) as connection:
        return answers(asked.questions(), connection)


@pytest.mark.thorough
@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_an_answer_is_short_and_not_trivial(given: dict[str, Answer], question: Question) -> None:
    answer, heading = given[question.name], question.heading
    assert 1 <= len(answer.rows) <= MOST_ROWS, heading
    numbers = [value for row in answer.rows for value in row if isinstance(value, int | Decimal)]
    assert not numbers or any(numbers), f"{heading}: only zeros"
    assert all(any(row[place] is not None for row in answer.rows) for place in range(len(answer.columns))), heading


@pytest.mark.thorough
def test_answers_are_those_of_a_fresh_load(given: dict[str, Answer]) -> None:
    assert answered(QUESTIONS, given) == QUESTIONS, f"docs/questions.md {STALE}"


@pytest.mark.thorough
def test_key_figures_differ_by_nothing(given: dict[str, Answer]) -> None:
    answer = given["key_figures"]
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    assert {row["kpi_code"] for row in rows} == {"DC_TURNS", "FILL_RATE", "FORECAST_MAPE", "OTIF"}
    for row in rows:
        assert row["measurements"] == row["equal"] > 0, row
        assert row["expected"] == row["actual"], row


def test_the_data_dictionary_is_fresh(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        made = data_dictionary(level_graph(), described_views(connection))
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == made, f"data-dictionary.md {STALE}"


def test_the_diagrams_are_fresh() -> None:
    assert (ROOT / "docs" / "er.md").read_text(encoding="utf-8") == diagrams(level_graph()), f"er.md {STALE}"


def test_the_picture_is_fresh() -> None:
    assert (ROOT / "docs" / "er.svg").read_text(encoding="utf-8") == picture(level_graph()), f"er.svg {STALE}"


def test_the_categories_of_i02_are_fresh() -> None:
    query = next(INVARIANTS.glob("I02_*.sql")).read_text(encoding="utf-8")
    assert with_categories(query, level_graph()) == query, f"I02 {STALE}"


def test_the_tables_of_i02_and_i43_are_fresh() -> None:
    for number, made in (("I02", with_filled_tables), ("I43", with_counted_tables)):
        query = next(INVARIANTS.glob(f"{number}_*.sql")).read_text(encoding="utf-8")
        assert made(query, level_graph()) == query, f"{number} {STALE}"


def test_the_grants_are_fresh(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        made = reader_script(level_graph(), described_views(connection))
    assert (ROOT / READER).read_text(encoding="utf-8") == made, f"reader.sql {STALE}"


def test_the_sources_of_dbt_are_fresh() -> None:
    assert (ROOT / SOURCES).read_text(encoding="utf-8") == dbt_sources(level_graph()), f"sources.yml {STALE}"


def test_the_parameters_are_fresh() -> None:
    assert with_parameters(MODEL, ROOT) == MODEL, f"docs/model.md {STALE}"


# --- the writers, on documents of their own ---


def small_graph() -> LevelGraph:
    metadata = MetaData()
    Table(
        "parents", metadata, Column("id", Integer, primary_key=True, comment="Key"), comment="Some", info={"level": 0}
    )
    Table(
        "children",
        metadata,
        Column("parent_id", Integer, primary_key=True, comment="Parent"),
        Column("line", Integer, primary_key=True, comment="Line"),
        Column("other_id", Integer, nullable=True, comment="Another | or none"),
        Column("kind", Text, nullable=False, comment="Kind", info={"values": ("a", "b")}),
        Column("later", Integer, comment="Later one", info={"refers_to": "grandchildren.id"}),
        ForeignKeyConstraint(["parent_id"], ["parents.id"]),
        ForeignKeyConstraint(["other_id"], ["parents.id"]),
        UniqueConstraint("parent_id", "kind"),
        comment="More",
        info={"level": 1},
    )
    return LevelGraph.of(metadata, {0: "first", 1: "second"})


def test_a_dictionary_has_levels_keys_values_and_views() -> None:
    made = data_dictionary(small_graph(), [View("seen", "A view", ["one"], ["text"], ["What it is"])])
    assert "## Level 1: second\n\n### children\n\nMore.\n" in made
    assert "| parent_id | integer |  | P → parents | Parent |\n" in made
    assert "| other_id | integer | yes | → parents | Another \\| or none |\n" in made
    assert "| kind | text |  |  | Kind; one of a, b |\n" in made
    assert "| later | integer | yes |  | Later one; refers to grandchildren.id |\n" in made
    assert "\nPrimary key: parent_id, line. Unique: parent_id, kind.\n" in made
    assert "## Views\n\n### seen\n\nA view.\n" in made
    assert "| one | text | What it is |\n" in made


def test_a_list_of_categories_has_each_with_its_query() -> None:
    marked = f"WITH\n{INDENT}{BEGIN}\nold\n{INDENT}{END}\n)"
    made = with_categories(marked, small_graph())
    assert made == (
        f"WITH\n{INDENT}{BEGIN}\n"
        f"{INDENT}('children', 'kind', ARRAY['a', 'b'],\n{INDENT} ARRAY(SELECT DISTINCT kind FROM children))\n"
        f"{INDENT}{END}\n)"
    )


READ = [
    Parameter("LONG", "{1: 2}", "days", "What it is, at length", "practice: so it is"),
    Parameter("SHORT", "0.5", "1/10,000", "See `LONG`", "model"),
]


def test_constants_of_python_are_read_with_their_texts() -> None:
    text = (
        '"""About\nall."""\n\nLONG = {1: 2}\n"""What it is,\nat length.\nUnit: days. Source: practice: so it is."""\n'
        '\nSHORT = 0.5\n"""See [`LONG`]. Unit: 1/10,000. Source: model."""\n'
    )
    assert python_file(text) == ("About all.", READ)


def test_constants_of_rust_are_read_with_their_texts() -> None:
    text = (
        "//! About\n//! all.\n\n/// What it is,\n/// at length.\n/// Unit: days. Source: practice: so it is.\n"
        "pub const LONG: [(i32, i64); 1] =\n    {1: 2};\n\n/// See [`LONG`].\n/// Unit: 1/10,000. Source: model.\n"
        "pub const SHORT: f64 = 0.5;\n"
    )
    assert rust_file(text) == ("About all.", READ)


@pytest.mark.parametrize(
    "text", ['LONG = 1\n"""No source. Unit: days."""\n', "LONG = 1\n", 'LONG = 1\nSHORT = 2\n"""One."""\n']
)
def test_a_parameter_needs_unit_and_source(text: str) -> None:
    with pytest.raises(ValueError, match="the text about LONG does not end with"):
        python_file(text)


def test_sources_have_the_rules_of_the_schema_as_tests() -> None:
    tables = {table["name"]: table for source in document(level_graph())["sources"] for table in source["tables"]}
    assert tables["shipment_lines"]["data_tests"] == [
        {"unique_together": {"arguments": {"columns": ["shipment_id", "line_number"]}}},
        {
            "refers_together": {
                "arguments": {
                    "columns": ["order_id", "order_line_number"],
                    "to": "source('public', 'order_lines')",
                    "fields": ["order_id", "line_number"],
                }
            }
        },
    ]
    columns = {column["name"]: column for column in tables["orders"]["columns"]}
    assert columns["order_number"] == {
        "name": "order_number",
        "description": "Business key, ORD-...",
        "data_tests": ["not_null", "unique"],
    }
    assert columns["order_type"]["data_tests"] == [
        "not_null",
        {"accepted_values": {"arguments": {"values": ["standard", "promotional"]}}},
    ]
    promotion = {"relationships": {"arguments": {"to": "source('public', 'promotions')", "field": "id"}}}
    assert columns["promo_id"]["data_tests"] == [promotion]
    assert "data_tests" not in columns["actual_delivery_date"]


def test_a_diagram_joins_the_keys_between_two_tables() -> None:
    made = diagrams(small_graph())
    assert "erDiagram\n    parents\n```" in made
    assert 'erDiagram\n    parents ||--o{ children : "parent_id, other_id"\n```' in made
    assert "| 1 | second | 1 | 0 |\n" in made


def test_every_table_is_in_a_diagram() -> None:
    made = diagrams(level_graph())
    for name in level_graph().names:
        assert re.search(rf"^    (?:\w+ \S+ )?{name}\b", made, re.MULTILINE), name


def test_the_picture_has_every_reference_once() -> None:
    svg = ElementTree.fromstring(picture(small_graph()))
    names = {"{http://www.w3.org/2000/svg}" + name for name in ("path", "g")}
    drawn = [(one.get("id") or one.get("class")) for one in svg.iter() if one.tag in names]
    assert drawn == ["parents children", "parents", "children"]
    graph = level_graph()
    lines = ElementTree.fromstring(picture(graph)).iter("{http://www.w3.org/2000/svg}path")
    ends = {tuple(str(line.get("class")).split()[:2]) for line in lines}
    assert ends == {(parent, name) for name in graph.names for parent in graph.parents[name]}


def test_tables_of_the_picture_stand_apart_and_below_what_they_refer_to() -> None:
    boxes = {box.name: box for box in layout(level_graph())}
    for name, parents in level_graph().parents.items():
        assert all(boxes[parent].bottom < boxes[name].top for parent in parents)
    by_place = sorted(boxes.values(), key=lambda box: (box.top, box.center))
    for left, right in pairwise(by_place):
        assert left.top < right.top or left.center + left.width / 2 < right.center - right.width / 2


def test_answers_replace_what_stood_there(database_url: str) -> None:
    first = "## One\n\nWhy.\n\n```sql\n-- one\nSELECT 1 AS a, NULL AS b;\n```\n"
    text = f"{first}\n## Two\n\n```sql\n-- two\nSELECT 2;\n```\n\n| old |\n\nEnd.\n"
    scripts = [Script("one", "SELECT 1 AS a, NULL AS b;\n"), Script("two", "SELECT true AS c;\n")]
    with psycopg.connect(database_url) as connection:
        given = answers(scripts, connection)
    once = answered(text, given)
    assert answered(once, given) == once
    assert once.startswith(f"{first}\n| a | b |\n| --- | --- |\n| 1 |  |\n\n## Two\n")
    assert once.endswith("-- two\nSELECT true AS c;\n```\n\n| c |\n| --- |\n| yes |\n\nEnd.\n")
    assert questions(once) == [
        Question("One", "one", "SELECT 1 AS a, NULL AS b;\n"),
        Question("Two", "two", "SELECT true AS c;\n"),
    ]


def test_cells_keep_the_table_whole() -> None:
    assert [cell(value) for value in (None, True, False, Decimal("1.50"), "a|b\nc")] == [
        "",
        "yes",
        "no",
        "1.50",
        "a\\|b c",
    ]
    assert table(("a", "b"), [(1, None)]) == "| a | b |\n| --- | --- |\n| 1 |  |\n"
    assert Answer("SELECT 1 AS a;", ("a",), [(1,)]).markdown() == "| a |\n| --- |\n| 1 |\n"
