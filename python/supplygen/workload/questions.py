"""The analytic mix: the questions of docs/questions.md, whose answers are computed once alone and then insisted on."""

from __future__ import annotations

import psycopg

from supplygen.database.company_schema import COMPANY_PATH
from supplygen.progress import Reporter
from supplygen.workload.script import Script, Variables, scripts

WRONG_ANSWER = "answers otherwise than when it was asked alone"
"""By which an error of the server is known as that of `checked`."""
_CHECKSUM = "('x' || left(md5(coalesce(string_agg(to_json(answer)::text, chr(10)), '')), 15))::bit(60)::bigint"
"""A number, since pgbench compares nothing else; of JSON, since no setting says how that shows a day or an amount."""


def questions() -> list[Script]:
    """Return the queries of docs/questions.md, each a script; none comes more often than another."""
    return scripts("questions")


def right_answers(connection: psycopg.Connection, progress: Reporter) -> Variables:
    """Ask each question once, in the transaction under way; what the scripts want to be told.

    That is the search path, and the checksums of the right answers.
    """
    asked = questions()
    with progress.phase("answers", len(asked), "questions") as phase:
        found = {"path": _only_value(connection, COMPANY_PATH)}
        for question in asked:
            found[f"right_{question.name}"] = _only_value(connection, summed(question))
            phase.advance()
    return found


def checked(question: Script) -> Script:
    """Make a script that asks the question and raises an error where the answer is not the right one.

    The search path is set in the same message, which is one transaction: no session keeps it, and it costs no trip.
    """
    text = f"""\
SET LOCAL search_path = :path \\;
{summed(question)}
\\gset
\\if :checksum <> :right_{question.name}
DO $$BEGIN RAISE 'question {question.name} {WRONG_ANSWER}'; END$$;
\\endif
"""
    return Script(question.name, text, question.weight)


def summed(question: Script) -> str:
    """Return a query for the checksum of the answer, row by row in the order of the answer."""
    return f"SELECT {_CHECKSUM} AS checksum FROM (\n{question.text.rstrip().removesuffix(';')}\n) AS answer"


def _only_value(connection: psycopg.Connection, query: str) -> int | str:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    value: int | str = row[0]
    return value
