"""reader.sql: what a role needs that only reads, table by table, since their schema may hold things of others."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from supplygen.database.company_schema import FUNCTION
from supplygen.database.version_table import VERSION_TABLE
from supplygen.schema import PRODUCT_SCHEMA, product_metadata
from supplygen.schema.graph import LevelGraph
from tools.docs.views import View

READER = "python/supplygen/database/sql/reader.sql"
"""Where the package keeps it."""
WIDTH = 120
COMPANY = ":company"
"""The variable of psql that names the company's schema."""
HEAD = f"""\
-- Lets a role read all tables and views of supplygen, and nothing else; written by `make docs`.
-- `supplygen grant <role>` runs it, or psql:
--     psql -X -v reader=<role> -f python/supplygen/database/sql/reader.sql "$DATABASE_URL"
\\set ON_ERROR_STOP on
SELECT {FUNCTION} AS company \\gset
GRANT USAGE ON SCHEMA {COMPANY}, {PRODUCT_SCHEMA} TO :"reader";
GRANT EXECUTE ON FUNCTION {FUNCTION} TO :"reader";
GRANT SELECT ON
"""


def reader_script(graph: LevelGraph, views: Sequence[View]) -> str:
    """Return the file."""
    product = [*product_metadata.tables, f"{PRODUCT_SCHEMA}.{VERSION_TABLE}"]
    tables = [f"{table.schema or COMPANY}.{table.name}" for table in graph.tables]
    names = ", ".join([*product, *tables, *(f"{COMPANY}.{view.name}" for view in views)])
    listed = textwrap.fill(names, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f'{HEAD}{listed}\nTO :"reader";\n'
