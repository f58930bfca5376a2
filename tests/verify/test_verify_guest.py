"""Verification judges supplygen's own tables and rows, whatever else is in the database."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from databases import ROOT, migrate
from supplygen.database.grants import grant_reading
from supplygen.embedded.binaries import find_bin_dir
from supplygen.embedded.server import EmbeddedServer
from supplygen.inspect.fingerprint import table_fingerprint
from supplygen.schema import TABLES
from supplygen.verify import registry
from supplygen.verify.runner import check_on, run
from tools.docs.reader import READER

INVARIANTS = registry.load()
VERIFY = "SELECT id, holds, detail FROM supplygen.verify(%s)"


def broken(connection: psycopg.Connection, percent: float | None = None) -> set[str]:
    """Invariants that the command sees fail, and those that the function in the database does."""
    found = []
    for one in INVARIANTS:
        with connection.transaction() as point:
            found.append(check_on(connection, one, percent))
            if found[-1].error:
                raise psycopg.Rollback(point)
    assert [(one.invariant.id, one.error) for one in found if one.error] == []
    command = {one.invariant.id for one in found if one.violations}
    function = {row[0] for row in connection.execute(VERIFY, [None]) if row[1] is False}
    return command | function


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(("CREATE TABLE public.app_notes (id int)",), marks=pytest.mark.thorough),
        pytest.param(("CREATE TABLE public.app_notes AS SELECT 1 AS id",), marks=pytest.mark.thorough),
        pytest.param(
            ("CREATE TABLE public.channels_by_year (id int) PARTITION BY LIST (id)",), marks=pytest.mark.thorough
        ),
    ],
    ids=["empty", "filled", "partitioned"],
)
def test_a_table_of_somebody_else_is_not_judged(bench: psycopg.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        bench.execute(statement.encode())
    assert broken(bench) == set()


@pytest.mark.thorough
def test_tables_of_somebody_else_are_not_judged_whether_they_may_be_read_or_not(bench: psycopg.Connection) -> None:
    bench.execute("CREATE TABLE public.secret (id int)")
    bench.execute("CREATE TABLE public.app_notes AS SELECT 1 AS id")
    bench.execute("CREATE ROLE guest_reader")
    bench.execute("GRANT SELECT ON public.app_notes TO guest_reader")
    grant_reading(bench, "guest_reader")
    bench.execute("SET LOCAL ROLE guest_reader")
    assert broken(bench) == set()


@pytest.mark.thorough
def test_rows_of_tables_that_inherit_are_not_ours(bench: psycopg.Connection) -> None:
    for table in TABLES.values():
        if table.schema is None:
            bench.execute(f"CREATE TABLE public.{table.name}_2023 () INHERITS (public.{table.name})".encode())
    for name in ("orders", "order_lines", "audit_logs", "kpi_actuals"):
        bench.execute(f"INSERT INTO public.{name}_2023 SELECT * FROM ONLY {name} LIMIT 500".encode())
    assert broken(bench) == broken(bench, percent=50) == set()
    bench.execute("UPDATE ONLY orders SET total_cases = total_cases + 1 WHERE id <= 7")
    assert "I19" in broken(bench)


@pytest.mark.thorough
def test_a_fingerprint_leaves_them_out(loaded_url: str) -> None:
    before = table_fingerprint(loaded_url, TABLES["channels"])
    with psycopg.connect(loaded_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE public.channels_2023 () INHERITS (public.channels)")
        try:
            connection.execute("INSERT INTO public.channels_2023 SELECT * FROM ONLY channels")
            assert table_fingerprint(loaded_url, TABLES["channels"]) == before
            assert run(loaded_url).failed == ()
        finally:
            connection.execute("DROP TABLE public.channels_2023")


def test_a_table_that_is_missing_is_noticed(bench: psycopg.Connection) -> None:
    bench.execute("DROP TABLE public.osa_metrics")
    found = {row[0]: row[1:] for row in bench.execute(VERIFY, ["I43"])}
    assert found["I43"] == (False, '42P01: relation "osa_metrics" does not exist')


READABLE = """
    SELECT relname FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'supplygen'::regnamespace) AND relkind IN ('r', 'v')
        AND has_table_privilege('guest_analyst', oid, 'SELECT')
"""


def test_the_grants_name_nothing_of_others(database_url: str) -> None:
    owner_url = database_url.replace("postgres@", "guest_owner@", 1)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest_owner LOGIN")
        connection.execute("CREATE ROLE guest_analyst")
        try:
            connection.execute(f"ALTER DATABASE {connection.info.dbname} OWNER TO guest_owner".encode())
            # As of an extension: it belongs to a superuser, and nobody else may grant on it.
            connection.execute("CREATE TABLE public.pg_buffercache AS SELECT 1 AS id")
            migrate(owner_url)
            program = [find_bin_dir() / "psql", "-X", "-q", "-v", "reader=guest_analyst", "-f", READER]
            done = subprocess.run([*program, owner_url], cwd=ROOT, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
            found = {row[0] for row in connection.execute(READABLE)}
            assert set(TABLES) | {"run", "ledger", "invariant", "alembic_version", "otif"} <= found
            assert "pg_buffercache" not in found
        finally:
            connection.execute("REASSIGN OWNED BY guest_owner TO postgres")
            connection.execute("DROP OWNED BY guest_owner, guest_analyst")
            connection.execute("DROP ROLE guest_owner, guest_analyst")


@pytest.mark.parametrize(("encoding", "sees"), [("UTF8", 0), ("SQL_ASCII", 1), ("LATIN1", 1)])
def test_letters_are_those_of_the_database(server: EmbeddedServer, encoding: str, sees: int) -> None:
    """Bytes that a client has sent as they are: they read well again, and are other letters to the server."""
    name = f"letters_{encoding.lower()}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING {encoding} LOCALE 'C'".encode())
    invariant = next(one for one in INVARIANTS if one.id == "I44")
    with psycopg.connect(server.url(name), client_encoding=encoding) as connection:
        for table in ("suppliers", "retail_accounts", "retail_locations", "certifications"):
            connection.execute(f"CREATE TABLE {table} (id int, name text, city text, issuing_body text)".encode())
        sent = "TÜV SÜD".encode()
        connection.execute(b"INSERT INTO certifications (issuing_body) VALUES ('" + sent + b"')")
        found = connection.execute(invariant.query.encode()).fetchall()
    assert len([row for row in found if "none is" in str(row[2])]) == sees
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}".encode())
