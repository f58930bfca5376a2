"""The answers in docs/questions.md: after each block of SQL stands what it returns, as a table.

Headings, sentences and SQL are written by hand, answers by `answered`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg

from supplygen.config import Settings
from tools.docs.markdown import table

SETTINGS = Settings(scale=0.1, seed=42)
"""Of the load that the answers are read from: large enough for every question, loaded in seconds."""

_BLOCK = re.compile(r"(?P<sql>```sql\n(?P<query>[^`]*)```\n)(?:\n(?P<answer>(?:\|.*\n)+))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query returned."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    def markdown(self) -> str:
        """Return the answer as a table."""
        return table(self.columns, self.rows)


def queries(text: str) -> list[tuple[str, str]]:
    """Return the blocks of SQL of a document, each with the heading that it stands under."""
    headings = [(found.start(), found[1]) for found in re.finditer(r"^## (.+)$", text, re.MULTILINE)]
    return [
        (next(title for start, title in reversed(headings) if start < block.start()), block["query"])
        for block in _BLOCK.finditer(text)
    ]


def ask(connection: psycopg.Connection, query: str) -> Answer:
    """Run one query."""
    cursor = connection.execute(query.encode())
    return Answer(tuple(column.name for column in cursor.description or ()), cursor.fetchall())


def answers(text: str, connection: psycopg.Connection) -> dict[str, Answer]:
    """Run all queries of a document; the answers by query."""
    return {query: ask(connection, query) for _, query in queries(text)}


def answered(text: str, given: Mapping[str, Answer]) -> str:
    """Return the document with these answers."""
    return _BLOCK.sub(lambda block: f"{block['sql']}\n{given[block['query']].markdown()}", text)
