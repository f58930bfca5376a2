"""Level 13, disposition: what became of returned goods."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from supplygen.schema.base import bigint, category, fact_id, integer, level_table, moment, smallint

LEVEL = 13

disposition_logs = level_table(
    LEVEL,
    "disposition_logs",
    "Decisions on received return lines; the decisions of a line sum to it",
    fact_id(),
    bigint("return_id", "Return"),
    smallint("return_line_number", "Line of the return"),
    category(
        "disposition",
        ("restock", "scrap", "donate", "rework", "liquidate", "quarantine"),
        "Decision; restocked cases are inbound stock of the return's distribution center",
    ),
    integer("quantity_cases", "Cases", minimum=1),
    moment("processed_at", "Time of the decision", index=True),
    ForeignKeyConstraint(["return_id", "return_line_number"], ["return_lines.return_id", "return_lines.line_number"]),
    Index(None, "return_id", "return_line_number"),
)
