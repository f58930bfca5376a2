"""The product's own tables, in the schema `supplygen`: runs, the ledger of loaded tables, suspended DDL, invariants."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DefaultClause, ForeignKey, Identity, Integer, PrimaryKeyConstraint, Text
from sqlalchemy import text as sql

from supplygen.schema.base import (
    AnyColumn,
    bigint,
    category,
    day,
    decimal,
    document,
    integer,
    moment,
    product_table,
    smallint,
    text,
)


def _number(name: str, comment: str) -> AnyColumn:
    """Count from 1; older rows of the table have that."""
    column = smallint(name, comment, minimum=1)
    column.server_default = DefaultClause("1")
    return column


run = product_table(
    "run",
    "Loads of this database",
    Column("id", Integer, Identity(always=False), primary_key=True, comment="Surrogate key, in order of start"),
    bigint("seed", "Seed of every random stream"),
    decimal("scale", 12, 6, "Scale factor; 1 is the standard size"),
    day("start_date", "First day of the horizon, a Monday"),
    smallint("weeks", "Length of the horizon, ISO weeks", minimum=1),
    text("scenario", "Name of the scenario, or none"),
    integer("data_version", "Version of the content: equal settings and version give equal rows"),
    category(
        "status",
        ("loading", "importing", "complete"),
        "complete only after every key is restored and the run is sealed; importing while the parts of a dump come",
    ),
    moment("started_at", "Wall-clock start of the load"),
    moment("finished_at", "Wall-clock end of the load; null while loading", nullable=True),
    document("settings", "All settings that the content depends on"),
    _number("parts", "Parts that the horizon is cut into, each a run of whole weeks"),
)

history = product_table(
    "history",
    "Loads that ended in this database, with what they took; a reset forgets them",
    Column("run_id", Integer, primary_key=True, autoincrement=False, comment="Number that the run had"),
    category("outcome", ("complete", "replaced"), "complete once sealed; replaced where another load came before that"),
    document("settings", "All settings that the content depended on"),
    moment("started_at", "Wall-clock start of the load"),
    moment("ended_at", "Wall-clock end: the seal, or the start of the load that replaced it"),
    bigint("row_count", "Rows of the tables that it finished", minimum=0),
    document("phases", "Name and seconds of each phase of the call that sealed it; some ran side by side"),
)

ledger = product_table(
    "ledger",
    "Finished leaves of a run, of which each is what a part has of a table; a sealed run has one a table",
    Column(
        "run_id", Integer, ForeignKey(run.c.id, ondelete="CASCADE"), nullable=False, comment="Run that loads the table"
    ),
    text("table_name", "Table of the company"),
    category("phase", ("streamed", "restored"), "Last phase that is done for the table"),
    bigint("row_count", "Rows in the table", minimum=0),
    bigint("bytes", "Bytes of the COPY stream", minimum=0),
    moment("finished_at", "Wall-clock end of the phase"),
    _number("part", "Part that the rows belong to; 1 once the run is complete"),
    PrimaryKeyConstraint("run_id", "table_name", "part"),
)

suspended_ddl = product_table(
    "suspended_ddl",
    "Keys and indexes that a load has taken down, with the statements that restore them",
    Column("id", Integer, Identity(always=False), primary_key=True, comment="Surrogate key, in order of restoration"),
    Column(
        "run_id",
        Integer,
        ForeignKey(run.c.id, ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="Run that took the object down",
    ),
    text("table_name", "Table of the company"),
    text("object_name", "Name of the constraint or index"),
    category("kind", ("primary_key", "unique", "index", "foreign_key"), "Kind of object"),
    text("definition", "Statement that restores the object"),
    Column("restored", Boolean, nullable=False, server_default=sql("false"), comment="Whether the object is back"),
)

invariant = product_table(
    "invariant",
    "What must be true of the data, by the version that loaded it",
    Column("id", Text, primary_key=True, comment="Number in the list of invariants, such as I13"),
    text("title", "What holds, in one sentence"),
    category("kind", ("exact", "band"), "exact tolerates no violating row; band is a set of figures with limits"),
    category("cost", ("cheap", "expensive"), "expensive reads the largest tables"),
    text(
        "query",
        "exact: violating rows as relation, key, problem; band: figures as relation, key, value, low, high",
    ),
)
