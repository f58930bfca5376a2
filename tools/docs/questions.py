"""The questions in docs/questions.md: blocks of SQL, each with its name, and after it what it returns, as a table.

Headings, sentences and names are written by hand; `answered` writes the SQL, from the package, and the answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg

from supplygen.config import Settings
from supplygen.workload.script import Script
from tools.docs.markdown import table

SETTINGS = Settings(scale=0.1, seed=42)
"""Of the load that the answers are read from: large enough for every question, loaded in seconds."""

_BLOCK = re.compile(r"```sql\n-- (?P<name>\w+)\n(?P<query>[^`]*)```\n(?:\n(?P<answer>(?:\|.*\n)+))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query returned."""

    query: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    def markdown(self) -> str:
        """Return the answer as a table."""
        return table(self.columns, self.rows)


@dataclass(frozen=True, slots=True)
class Question:
    """A block of SQL in a document."""

    heading: str
    """That it stands under."""
    name: str
    query: str


def questions(text: str) -> list[Question]:
    """Return the questions of a document."""
    headings = [(found.start(), found[1]) for found in re.finditer(r"^## (.+)$", text, re.MULTILINE)]
    return [
        Question(
            next(title for start, title in reversed(headings) if start < block.start()), block["name"], block["query"]
        )
        for block in _BLOCK.finditer(text)
    ]


def ask(connection: psycopg.Connection, query: str) -> Answer:
    """Run one query."""
    cursor = connection.execute(query.encode())
    return Answer(query, tuple(column.name for column in cursor.description or ()), cursor.fetchall())


def answers(scripts: Sequence[Script], connection: psycopg.Connection) -> dict[str, Answer]:
    """Run all queries; the answers by name."""
    return {script.name: ask(connection, script.text) for script in scripts}


def answered(text: str, given: Mapping[str, Answer]) -> str:
    """Return the document with these queries and answers."""

    def block(found: re.Match[str]) -> str:
        answer = given[found["name"]]
        return f"```sql\n-- {found['name']}\n{answer.query}```\n\n{answer.markdown()}"

    return _BLOCK.sub(block, text)
