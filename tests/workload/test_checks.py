"""What a workload does is checked: a wrong answer and a broken table are seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from supplygen.errors import VerificationError
from supplygen.workload import orders, pgbench, questions
from supplygen.workload.orders import BENCH_SCHEMA
from supplygen.workload.pgbench import Options
from supplygen.workload.program import find_pgbench
from supplygen.workload.script import Script


def run_pgbench(url: str, tmp_path: Path, script: Script, **variables: int | str) -> str:
    program = find_pgbench(None, tls=False)
    call = pgbench.command(program.path, tmp_path, [script], variables, Options(1, None, 3, None, 1))
    return pgbench.run(call, url, "supplygen bench test", lambda _: None)


def test_a_wrong_answer_is_seen(loaded_url, tmp_path):
    (question,) = [one for one in questions.questions() if one.name == "otif"]
    with psycopg.connect(loaded_url) as connection:
        right = connection.execute(questions.summed(question).encode()).fetchone()[0]
    run_pgbench(loaded_url, tmp_path, questions.checked(question), path="public", right_otif=right)
    with pytest.raises(VerificationError, match="question otif answers otherwise"):
        run_pgbench(loaded_url, tmp_path, questions.checked(question), path="public", right_otif=right + 1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM {}.order_allocations WHERE id = 1", "allocated, but"),
        ("UPDATE {}.order_lines SET cut_cases = quantity_cases WHERE allocated_cases = 0", "open, with 0 allocated"),
        ("DELETE FROM {}.order_lines WHERE order_id = (SELECT max(id) FROM {}.orders)", "cases in all, but 0 in lines"),
        ("UPDATE {}.inventory SET quantity_cases = quantity_cases + 1", "-1 cases more came in"),
        ("DELETE FROM {}.deployments", "cases more came in"),
    ],
)
@pytest.mark.usefixtures("worked")
def test_the_working_tables_are_checked(loaded_url, damage, said):
    orders.check(loaded_url)
    with psycopg.connect(loaded_url) as connection:
        connection.execute(sql.SQL(damage).format(*[sql.Identifier(BENCH_SCHEMA)] * damage.count("{}")))
        found = connection.execute(orders.statements("check")).fetchall()
        connection.rollback()
    assert any(said in problem for _, problem in found)


@pytest.fixture(scope="module")
def worked(loaded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Working tables in which some orders have been entered and allocated."""
    with orders.working_tables(loaded_url):
        for script in orders.order_entry():
            with psycopg.connect(loaded_url) as connection:
                variables = orders.variables(connection)
            run_pgbench(loaded_url, tmp_path_factory.mktemp(script.name), script, **variables)
        yield
