"""Judge an expensive invariant on a part of its rows, chosen so that what belongs together stays together.

A file names in its line `sample` tables and, for each, the column that decides: rows of equal value are taken or left
out together, in every table alike. So an order is sampled with all of its lines, and its sums can be checked. The
tables are shadowed by common table expressions of their own name in front of the unchanged query, which needs no right
but to read; tables that the line does not name, or that the query reads by ONLY, are read whole.

Which values are taken depends on nothing but the value and the percentage: a row that 5 % takes, 10 % takes too.
"""

from __future__ import annotations

import re

from psycopg import sql

from supplygen.database.company_schema import CompanySchema
from supplygen.verify.registry import Invariant

SPAN = 1 << 32
"""Numbers that values are spread over; twice as wide would overflow a bigint in the product."""

MULTIPLIER = 2_654_435_761
"""The prime next to `SPAN` over the golden ratio (Knuth's multiplicative hash): dense ids fall evenly over the span."""

_WHOLE = re.compile(r"(?<=FROM |JOIN )ONLY (\w+)\b(?!\.)")


def shadows(invariant: Invariant, percent: float) -> sql.Composable:
    """Give the expressions that shadow the invariant's sampled tables, each with a comma behind it."""
    return sql.Composed([_shadow(column, percent) for column in invariant.sample])


def sampled_tables(invariant: Invariant) -> list[str]:
    """Name the tables that `shadows` thins out."""
    return [decisive.split(".")[0] for decisive in invariant.sample]


def unshadowed(query: str, company: CompanySchema) -> str:
    """Give the query with the schema of what it reads by ONLY: no shadow has that name."""
    return _WHOLE.sub(lambda found: f"ONLY {company.qualified(found[1])}", query)


def is_taken(value: int, percent: float) -> bool:
    """Whether the sample has the rows of this value."""
    return value % SPAN * MULTIPLIER % SPAN < _limit(percent)


def _limit(percent: float) -> int:
    return round(SPAN * percent / 100)


def _shadow(decisive: str, percent: float) -> sql.Composable:
    table, column = decisive.split(".")
    return sql.SQL(
        "{table} AS NOT MATERIALIZED (SELECT * FROM ONLY {source}"
        " WHERE {column}::bigint % {span} * {multiplier} % {span} < {limit}),\n"
    ).format(
        table=sql.Identifier(table),
        source=sql.Identifier(table),
        column=sql.Identifier(column),
        span=sql.Literal(SPAN),
        multiplier=sql.Literal(MULTIPLIER),
        limit=sql.Literal(_limit(percent)),
    )
