"""The analytic mix: the questions of docs/questions.md, whose answers are computed once alone and then insisted on."""

from __future__ import annotations

import psycopg

from supplygen.progress import Reporter
from supplygen.schema import COMPANY_SCHEMA
from supplygen.workload.script import Script, scripts

WRONG_ANSWER = "answers otherwise than when it was asked alone"
"""By which an error of the server is known as that of `checked`."""
_SEARCH_PATH = f"SET LOCAL search_path = {COMPANY_SCHEMA}"
_CHECKSUM = "('x' || left(md5(coalesce(string_agg(to_json(answer)::text, chr(10)), '')), 15))::bit(60)::bigint"
"""A number, since pgbench compares nothing else; of JSON, since no setting says how that shows a day or an amount."""


def questions() -> list[Script]:
    """Return the queries of docs/questions.md, each a script; none comes more often than another."""
    return scripts("questions")


def right_answers(connection: psycopg.Connection, progress: Reporter) -> dict[str, int]:
    """Ask each question once, in the transaction under way; the checksums of the answers, as the scripts want them."""
    asked = questions()
    connection.execute(_SEARCH_PATH.encode())
    with progress.phase("answers", len(asked), "questions") as phase:
        found = {}
        for question in asked:
            row = connection.execute(summed(question).encode()).fetchone()
            assert row is not None
            found[f"right_{question.name}"] = int(row[0])
            phase.advance()
    return found


def checked(question: Script) -> Script:
    """Make a script that asks the question and raises an error where the answer is not the right one.

    The search path is set in the same message, which is one transaction: no session keeps it, and it costs no trip.
    """
    text = f"""\
{_SEARCH_PATH} \\;
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
