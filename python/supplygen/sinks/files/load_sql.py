"""The script by which psql loads a dump into PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from string import Template
from textwrap import indent
from typing import cast

from supplygen.database.ledger import ENTRY
from supplygen.database.session import ADVISORY_LOCK, TURN_LOCK
from supplygen.database.sql import query
from supplygen.schema import TABLES
from supplygen.sinks.files.dump import Dump, DumpedFile
from supplygen.sinks.files.sql_text import literal
from supplygen.verify import registry
from supplygen.verify.registry import Invariant

LOAD_SQL = "load.sql"
_TEMPLATE = Path(__file__).with_name("load.sql.template")


def load_script(dump: Dump, options: str = "") -> str:
    """Write the script; `options` are those of COPY for the files.

    A whole dump comes in one transaction, a part in several: of the first and the last step others want to know.
    """
    part, only = dump.part, cast("Sequence[str]", dump.content.get("tables", ()))
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        copies="\n".join(_copy(file, options) for file in dump.files),
        content=literal(json.dumps(dump.content, sort_keys=True)),
        tables=", ".join(literal(table.fullname) for table in dump.tables),
        names=", ".join(f":only {table.fullname}" for table in dump.tables),
        entry=ENTRY,
        dumped=",\n    ".join(f"({literal(file.table)}, {file.rows}, {file.bytes})" for file in dump.files),
        invariants=",\n    ".join(_invariant(one) for one in registry.of_part(only)),
        count=len(dump.files),
        unit="in one transaction" if part.of == 1 else f"part {part.number} of {part.of}; they come in any order",
        pause="" if part.of == 1 else "\nCOMMIT;\nBEGIN;\n",
        part=part.number,
        parts=part.of,
        leaves=part.leaves,
        whole_tables=indent(query("whole_tables").decode().replace("$1", "held").rstrip() + ";", " " * 4),
        lock=ADVISORY_LOCK,
        turn=TURN_LOCK,
        rows=sum(file.rows for file in dump.files),
    )


def _copy(file: DumpedFile, options: str) -> str:
    table = TABLES[file.table]
    columns = ", ".join(column.name for column in table.columns)
    return f"\\copy {table.fullname} ({columns}) FROM '{file.name}'{options}"


def _invariant(one: Invariant) -> str:
    return f"({', '.join(literal(text) for text in (one.id, one.title, one.kind, one.cost, one.query))})"
