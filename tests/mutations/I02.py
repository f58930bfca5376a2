"""What breaks `I02_tables_and_categories_occur.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "table without rows",
        ("DELETE FROM risk_events",),
        breaks=("I43",),
        because="rows were announced",
    ),
    Mutation(
        "category value never used, scale 0.1 said",
        (
            "UPDATE supplygen.run SET scale = 0.1",
            "UPDATE carriers SET carrier_type = 'ltl' WHERE carrier_type = 'air'",
        ),
    ),
    Mutation(
        "truth table without rows",
        ("DELETE FROM supplygen.injection",),
        breaks=("I39", "I43", "I45", "I47", "I49"),
        because="the events show, their rows were announced, and nobody planted what is wrong with money",
    ),
)
