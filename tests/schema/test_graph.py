"""The level graph: load order, and errors that name what cannot be loaded."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from supplygen.errors import UsageError
from supplygen.schema.graph import GraphError, LevelGraph, level_graph

NAMES = {0: "zero", 1: "one"}


def schema(*tables: tuple[str, int, tuple[str, ...]]) -> MetaData:
    """Build a schema of (name, level, parents)."""
    metadata = MetaData()
    for name, level, parents in tables:
        keys = [Column(f"{parent}_id", ForeignKey(f"{parent}.id")) for parent in parents]
        Table(name, metadata, Column("id", Integer, primary_key=True), *keys, info={"level": level})
    return metadata


def test_parents_come_first_whatever_the_order_of_declaration():
    graph = LevelGraph.of(schema(("c", 1, ("b",)), ("b", 1, ("a",)), ("a", 0, ()), ("z", 0, ())), NAMES)
    assert graph.names == ("a", "z", "b", "c")
    assert [(number, [table.name for table in tables]) for number, tables in graph.levels] == [
        (0, ["a", "z"]),
        (1, ["b", "c"]),
    ]
    assert graph.level("b") == 1


def test_unrelated_tables_keep_the_order_of_declaration():
    assert LevelGraph.of(schema(("c", 0, ()), ("a", 0, ()), ("b", 0, ())), NAMES).names == ("c", "a", "b")


def test_parents_stand_in_load_order():
    graph = LevelGraph.of(schema(("a", 0, ()), ("b", 1, ("a",)), ("c", 1, ("b", "a"))), NAMES)
    assert graph.parents["c"] == ("a", "b")
    assert graph.parents["a"] == ()


def test_a_reference_to_itself_is_no_dependency():
    assert LevelGraph.of(schema(("a", 0, ("a",))), NAMES).parents["a"] == ()


def test_a_parent_in_a_higher_level_is_named():
    with pytest.raises(GraphError, match=r"table a \(level 0\) refers to b \(level 1\)"):
        LevelGraph.of(schema(("a", 0, ("b",)), ("b", 1, ())), NAMES)


def test_a_cycle_is_named_whole_and_without_its_followers():
    metadata = schema(("follower", 1, ("a",)), ("a", 1, ("c",)), ("b", 1, ("a",)), ("c", 1, ("b",)))
    with pytest.raises(GraphError, match=r"in a cycle: a -> c -> b -> a;"):
        LevelGraph.of(metadata, NAMES)


def test_a_table_without_a_level_is_named():
    metadata = MetaData()
    Table("stray", metadata, Column("id", Integer, primary_key=True))
    with pytest.raises(GraphError, match="table stray has no level"):
        LevelGraph.of(metadata, NAMES)


def test_an_unknown_table_is_a_usage_error_that_lists_the_tables():
    with pytest.raises(UsageError, match=r"no table 'ordres'; .*order_lines"):
        level_graph().table("ordres")


def test_the_product_schema_has_fifteen_named_levels():
    graph = level_graph()
    assert [number for number, _ in graph.levels] == list(range(15))
    assert graph.level_names[0] == "reference"
    assert graph.level_names[14] == "monitoring"
    assert len(graph.names) == len(set(graph.names))


def test_every_parent_of_the_product_schema_is_loaded_earlier():
    graph = level_graph()
    rank = {name: position for position, name in enumerate(graph.names)}
    for name, parents in graph.parents.items():
        assert all(rank[parent] < rank[name] for parent in parents), name
